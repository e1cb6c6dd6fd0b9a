"""The frame of the server: who may come, what every answer carries, and errors in plain words."""

import concurrent.futures
import re
import time

from server.talking import Client, Running

from prevention_cpd.server.person import Role
from prevention_cpd.server.signin import again, throttle
from prevention_cpd.server.signin.cookie import NAME, CookieSession


def test_a_learner_signs_in_with_a_code_that_works_once(server):
    """A code signs in one browser; a second try with it is told so."""
    code = server.code("ada")
    first, second = Client(server.port), Client(server.port)

    assert first.form("sign-in", code=code.lower().replace("-", " ")).status == 302
    assert "Ada Example" in first.get().text
    refused = second.form("sign-in", code=code)

    assert refused.status == 403
    assert "works once" in refused.text
    assert second.get().status == 302


def test_a_code_opens_again_where_its_answer_was_lost(server, monkeypatch):
    """For a minute, in the same browser alone, and not once somebody has signed out or has a later code."""
    code = server.code("ada")
    first, second = Client(server.port), Client(server.port)

    def tries(client, given):
        """Send a code as if nothing had come back of the answer before."""
        client.cookies.pop(NAME, None)
        return client.form("sign-in", code=given).status

    assert [tries(first, code), tries(first, code), tries(second, code)] == [302, 302, 403]
    assert first.get(f"sign-in/{code}").status == 200
    first.form("sign-out")
    assert tries(first, code) == 403

    code = server.code("ada")
    assert tries(first, code) == 302
    later = server.code("ada")
    assert [tries(first, code), tries(first, later)] == [403, 302]
    monkeypatch.setattr(again, "WITHIN", 0)
    assert tries(first, later) == 403


def test_looking_at_a_slip_spends_nothing(server):
    """The address of a slip asks who it is; only the answer spends the code."""
    code = server.code("ada")
    client = Client(server.port)

    assert "Are you Ada Example?" in client.get(f"sign-in/{code}").text
    assert client.get(f"sign-in/{code}").status == 200
    assert client.form("sign-in", code=code).status == 302


def test_guessing_codes_comes_to_an_end(server):
    """No more than the allowed wrong codes are tried, however many come at once; then a right one has to wait."""
    code, proof = server.code("ada"), Client(server.port)
    headers = {"X-XSRFToken": proof.xsrf, "Content-Type": "application/x-www-form-urlencoded"}

    def guess(number):
        return proof.send("POST", "sign-in", f"code=AAAA-{number:04}", headers).status

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        wrong = list(pool.map(guess, range(throttle.MOST + 40)))

    assert wrong.count(403) == throttle.MOST
    assert wrong.count(429) == 40
    assert proof.form("sign-in", code=code).status == 429
    assert server.trainer().get().status == 302


def test_right_codes_do_not_count_as_guesses(server, monkeypatch):
    """However many of a class sign in from one address, nobody is held up."""
    monkeypatch.setattr(throttle, "MOST", 2)
    for _ in range(4):
        assert server.learner().get().status == 200


def test_the_trainer_signs_in_with_the_token(server):
    """The right token leads in, a wrong one nowhere."""
    assert server.trainer().get().status == 302
    assert Client(server.port).get("sign-in?token=guess").status == 403


def test_the_desk_is_closed_to_learners(server):
    """Whatever is not for everybody or for learners refuses a learner, page by page and act by act."""
    client, tried = server.learner(), 0
    for rule in server.app.wildcard_router.rules:
        roles, pattern = rule.target.roles, rule.matcher.regex.pattern
        if not roles or Role.LEARNER in roles:
            continue
        path = re.sub(r"\((\?:)?[^()]*\)", "writing", pattern).strip("^$/").replace("\\", "").rstrip("?")
        for method in ("GET", "POST"):
            answer = client.send(method, path, "", {"X-XSRFToken": client.xsrf} if method == "POST" else {})
            assert answer.status in {403, 404}, (method, path, answer.status)
            tried += answer.status == 403

    assert tried > 15


def test_every_answer_carries_the_headers(server):
    """Pages, files and errors forbid scripts of others, frames and guessing of types."""
    client = server.learner()
    style = re.search(r'href="/(static/[^"]+)"', client.get().text)[1]

    for path in ("", style, "nothing/here", "sign-in"):
        answer = client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Tornado" not in str(answer.headers)
    assert "immutable" in client.get(style).headers["Cache-Control"]


def test_errors_are_told_in_plain_words(server):
    """What is not there, and a form from elsewhere, end in a page without a traceback."""
    client = server.learner()

    missing = client.get("quizzes/../../etc/passwd")
    forged = client.send("POST", "sign-out", "")

    assert (missing.status, forged.status) == (404, 403)
    assert "There is nothing here" in missing.text
    assert "Traceback" not in missing.text + forged.text
    assert "Ada Example" in client.get().text


def test_a_sign_in_leads_only_to_this_server(server):
    """An address of another server after the sign-in gives way to the start."""
    for elsewhere in ("//evil.example/", "https://evil.example/", "/\\evil.example", "/\tx"):
        client = Client(server.port)
        done = client.form("sign-in", code=server.code("ada"), next=elsewhere)
        assert done.headers["Location"] == "/", elsewhere


def test_a_name_is_text(server):
    """A name that looks like markup is shown as it is written."""
    assert "&lt;b&gt;Example&lt;/b&gt;" in server.learner("ben").get().text


def test_signing_out_ends_it(server):
    """After signing out the browser is nobody."""
    client = server.learner()
    assert client.form("sign-out").status == 302
    client.cookies.pop("cpd-person")
    assert client.get().status == 302


def test_the_log_holds_no_address_and_no_code(server, caplog):
    """A request is logged by the name of its handler."""
    caplog.set_level("INFO", "prevention_cpd.server")
    code = server.code("ada")
    Client(server.port).get(f"sign-in/{code}")
    # A request is logged once it is answered; the next answer comes after that.
    Client(server.port).get("health")

    assert "GET Slip 200" in caplog.text
    assert code not in caplog.text


def test_a_learner_stays_signed_in_as_long_as_is_set(tree, monkeypatch):
    """Days later a learner's sign-in still holds where it was set so; a trainer's ends after one."""
    with Running(tree, session=CookieSession(days=60)) as server:
        learner, trainer = server.learner(), server.trainer()
        later = time.time() + 3 * 24 * 3600
        monkeypatch.setattr(time, "time", lambda: later)

        assert learner.get().status == 200
        assert trainer.get("desk").headers["Location"].startswith("/sign-in")


def test_its_health_is_told(server, tree):
    """Whoever watches over the server learns that it works, and that its record cannot be read."""
    well = Client(server.port).get("health")
    place = tree.quizzes / "gradebook.db"
    server.app.reader.dispose()
    place.rename(place.with_suffix(".away"))
    place.mkdir()
    ill = Client(server.port).get("health")

    assert (well.status, ill.status) == (200, 503)
    assert "Traceback" not in ill.text
