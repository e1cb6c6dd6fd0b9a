"""A learner at a quiz over HTTP: what is kept, what is handed in, and what is theirs alone."""

import json

import pytest
from quiz.small_course import QUIZ, RIGHT
from server.conftest import PEOPLE
from server.talking import Client, Running

from prevention_cpd.quiz.record import class_list, erasing, kept, runs

NOTE = "wri-note"


@pytest.fixture
def ada(server):
    """Return Ada's browser, signed in and past the notice."""
    return begun(server, "ada")


def begun(server, person):
    """Return a learner's browser that has read what is kept."""
    client = server.learner(person)
    assert client.get(f"quiz/{QUIZ}").headers["Location"] == f"/what-is-kept?next={QUIZ}"
    assert client.form("what-is-kept", next=QUIZ).headers["Location"] == f"/quiz/{QUIZ}"
    return client


def answer(client, question, value, turn=1, view="a"):
    """Send an answer as the page does."""
    data = {"value": value, "view": view, "turn": turn}
    return client.json("PUT", f"quiz/{QUIZ}/answers/{question}", data)


def asked(client):
    """Return the ids of the questions that the page shows."""
    return [each["id"] for each in client.get(f"quiz/{QUIZ}/paper").data["quiz"]["questions"]]


def test_the_notice_comes_before_the_quiz(server):
    """What is kept, who sees it and for how long is read before the first question is shown."""
    client = server.learner()
    told = client.get(f"what-is-kept?next={QUIZ}").text

    assert "What is kept" in told
    assert "Who sees it" in told
    assert "For how long" in told


def test_an_answer_is_kept_over_a_restart(tree):
    """What was told to be saved is there after the server was started anew, and so is the sign-in."""
    with Running(tree) as first:
        client = begun(first, "ada")
        question = asked(client)[0]
        told = answer(client, question, RIGHT[question])
    with Running(tree) as second:
        client.port = second.port
        state = client.get(f"quiz/{QUIZ}/state").data

    assert state["answers"] == {question: RIGHT[question]}
    assert state["saved_at"] == {question: told.data["at"]}


def test_an_overtaken_answer_does_not_win(ada):
    """Of two answers of one page the later counts, in whatever order they come; another page counts apart."""
    first = asked(ada)[0]
    answer(ada, first, "new", turn=2)
    answer(ada, first, "old", turn=1)
    assert ada.get(f"quiz/{QUIZ}/state").data["answers"][first] == "new"

    answer(ada, first, "other window", turn=1, view="b")
    assert ada.get(f"quiz/{QUIZ}/state").data["answers"][first] == "other window"


def test_flags_are_remembered(ada):
    """A flag is set and taken away."""
    first, second = asked(ada)[:2]
    for name, on in ((first, True), (second, True), (second, False)):
        assert ada.json("PUT", f"quiz/{QUIZ}/flags/{name}", on).status == 200
    assert ada.get(f"quiz/{QUIZ}/state").data["flags"] == [first]


def test_handing_in_files_a_submission(ada, tree):
    """What is handed in lies in submitted/ as nbgrader has it, with the answers that the receipt stands for."""
    from prevention_cpd.questions import receipt  # noqa: PLC0415

    given = {name: RIGHT[name] for name in asked(ada)}
    for name, value in given.items():
        assert answer(ada, name, value).status == 200
    done = ada.json("POST", f"quiz/{QUIZ}/hand-in", {})
    folder = tree.quizzes / "submitted" / "ada" / QUIZ
    filed = json.loads((folder / "answers.json").read_text())

    assert done.status == 200, done.text
    assert {name: each["value"] for name, each in filed["answers"].items()} == given
    assert done.data["hand_ins"][0]["code"] == receipt.code(QUIZ, "A", given)
    assert done.data["hand_ins"][0]["answered"] == len(given)
    assert (folder / f"{QUIZ}.ipynb").is_file()
    assert (folder / "timestamp.txt").read_text().endswith("UTC")
    assert "Handed in on" in ada.get().text


def test_nothing_is_handed_in_without_an_answer(ada, tree):
    """A blank quiz is not handed in, and the reason is told."""
    done = ada.json("POST", f"quiz/{QUIZ}/hand-in", {})

    assert done.status == 409
    assert done.data["reason"] == "no answer has been saved yet."
    assert not (tree.quizzes / "submitted").exists()


def test_a_returned_quiz_is_closed(ada, tree):
    """Who has the feedback can change nothing any more, and reads the page that was written for them."""
    first = asked(ada)[0]
    answer(ada, first, RIGHT[first])
    folder = tree.quizzes / "feedback" / "ada" / QUIZ
    folder.mkdir(parents=True)
    (folder / f"{QUIZ}.html").write_text("<body><p>Well done<script>alert(1)</script></p>")

    assert answer(ada, first, "x", turn=2).status == 409
    assert ada.json("POST", f"quiz/{QUIZ}/hand-in", {}).status == 409
    page = ada.get(f"quiz/{QUIZ}/feedback")
    assert "Well done" in page.text
    assert '<a href="/">My quizzes</a>' in page.text
    assert "sandbox" in page.headers["Content-Security-Policy"]


def test_no_key_is_in_what_a_learner_gets(ada, tree):
    """Neither page, paper nor state holds a key, a rationale or the feedback of an option."""
    from prevention_cpd.quiz.build import leaks  # noqa: PLC0415

    got = "".join(ada.get(f"quiz/{QUIZ}{path}").text for path in ("", "/paper", "/state"))
    place = tree.root / "got"
    place.mkdir()
    (place / "got.html").write_text(got)

    assert len(asked(ada)) > 2
    assert list(leaks.search(place, leaks.of_course(tree))) == []


@pytest.mark.parametrize("person", [None, "ben", "trainer"])
def test_nobody_sees_what_is_not_theirs(server, ada, tree, person):
    """Ada's answers, receipt and feedback are nobody else's, whatever is guessed."""
    first = asked(ada)[0]
    answer(ada, first, "Ada's own words")
    folder = tree.quizzes / "feedback" / "ada" / QUIZ
    folder.mkdir(parents=True)
    (folder / f"{QUIZ}.html").write_text("Ada's own words")
    client = {None: lambda: Client(server.port), "trainer": server.trainer}.get(
        person, lambda: begun(server, "ben")
    )()

    for path in (
        f"quiz/{QUIZ}/state", f"quiz/{QUIZ}/feedback", f"quiz/{QUIZ}/state?person=ada", f"quiz/{QUIZ}", "",
        f"quiz/../feedback/ada/{QUIZ}/{QUIZ}.html", f"quiz/..%2Ffeedback%2Fada%2F{QUIZ}/feedback",
        f"static/../feedback/ada/{QUIZ}/{QUIZ}.html", f"book/../../quizzes/feedback/ada/{QUIZ}/{QUIZ}.html",
        f"book/..%2f..%2fquizzes%2ffeedback%2fada%2f{QUIZ}%2f{QUIZ}.html", "book//etc/passwd",
    ):  # fmt: skip
        assert "own words" not in client.get(path).text, path


def test_forged_cookies_sign_nobody_in(server):
    """A cookie that is changed, made up or signed with another secret is nobody's."""
    from tornado.web import create_signed_value  # noqa: PLC0415

    value = server.learner().cookies["cpd-person"]
    forged = create_signed_value(
        "guess", "cpd-person", json.dumps({"id": "ada", "role": "trainer", "name": ""})
    )
    for cookie in (value[:-1] + ("0" if value[-1] != "0" else "1"), "ada", "", forged.decode(), "2|" * 400):
        client = Client(server.port)
        client.cookies["cpd-person"] = cookie
        assert client.get(f"quiz/{QUIZ}/state").status == 401, cookie
        assert client.get().status == 302


def test_who_left_the_class_list_is_signed_out(server, tree):
    """Somebody whom the class list leaves out is signed out; neither an old code nor a new slip lets them in."""
    client, other = server.learner("ben"), Client(server.port)
    again = server.code("ben")
    class_list.bring_in(server.settings.db_url, tree.quizzes, PEOPLE[:1], leavers=True)

    assert client.get().status == 302
    assert other.form("sign-in", code=again).status == 403
    with server.app.reader.connect() as connection:
        assert runs.current(connection) == ["ada"]


def test_nothing_is_kept_of_who_was_erased(server, tree):
    """A save, a flag and a hand-in that come just after erasing are refused, and leave no trace in the record."""
    client = begun(server, "ben")
    first = asked(client)[0]
    erasing.erase(tree.quizzes, "ben")
    client.json("PUT", f"quiz/{QUIZ}/flags/{first}", data=True)

    assert answer(client, first, "late").status == 401
    with server.app.reader.connect() as connection:
        work = kept.read(connection, "ben", QUIZ)
    assert (work.values, work.flags) == ({}, ())


def test_a_new_code_ends_the_sign_in_by_the_old_one(server):
    """Who came in with a slip that was not theirs is out as soon as the trainer prints a new one."""
    thief = server.learner("ada")
    mine = server.learner("ada")

    assert thief.get().status == 302
    assert "Ada Example" in mine.get().text


def test_what_comes_from_another_site_changes_nothing(ada):
    """Without the server's own proof every change is refused, whatever cookie the browser adds."""
    first = asked(ada)[0]
    body = json.dumps({"value": "x", "view": "a", "turn": 1})
    for headers in ({}, {"X-XSRFToken": "guess"}, {"Origin": "https://evil.example"}):
        assert ada.send("PUT", f"quiz/{QUIZ}/answers/{first}", body, headers).status == 403
        assert ada.send("POST", f"quiz/{QUIZ}/hand-in", "{}", headers).status == 403
    assert ada.get(f"quiz/{QUIZ}/state").data["answers"] == {}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("wri-nothing", '{"value": 1, "view": "a", "turn": 1}', 404),
        ("{first}", "", 400),
        ("{first}", '{"value": 1', 400),
        ("{first}", '{"value": NaN, "view": "a", "turn": 1}', 400),
        ("{first}", '{"value": 1, "value": 2, "view": "a", "turn": 1}', 400),
        ("{first}", '{"value": 1}', 400),
        ("{first}", '{"value": 1, "view": "a", "turn": "1"}', 400),
        ("{first}", '{"value": 1, "view": "a", "turn": -1}', 400),
        ("{first}", '{"value": 1, "view": 7, "turn": 1}', 400),
        ("{first}", '{"value": 1, "view": "\\u0000", "turn": 1}', 400),
        ("{first}", '{"value": "\\ud800", "view": "a", "turn": 1}', 400),
        ("{first}", '{"value": ' + "[" * 5000 + "]" * 5000 + ', "view": "a", "turn": 1}', 400),
        ("{first}", '{"value": "' + "x" * 20_001 + '", "view": "a", "turn": 1}', 413),
        ("{first}", "\xff\xfe", 400),
    ],
)
def test_what_is_no_answer_is_refused(ada, path, body, status):
    """What no page sends is refused in words, and nothing is kept."""
    path = path.format(first=asked(ada)[0])
    got = ada.send("PUT", f"quiz/{QUIZ}/answers/{path}", body.encode("latin-1"), {"X-XSRFToken": ada.xsrf})

    assert got.status == status
    assert got.data["reason"]
    assert ada.get(f"quiz/{QUIZ}/state").data["answers"] == {}


def test_all_answers_together_have_a_limit(ada):
    """What would be too large to hand in is refused while it is written, and what was kept stays."""
    from prevention_cpd.questions.answers import LARGEST  # noqa: PLC0415

    first = asked(ada)[0]
    long = {str(n): "x" * 19_000 for n in range(60)}
    assert sum(map(len, long.values())) > LARGEST

    assert answer(ada, first, "kept").status == 200
    refused = answer(ada, first, long, turn=2)

    assert refused.status == 413
    assert "1 MiB" in refused.data["reason"]
    assert ada.get(f"quiz/{QUIZ}/state").data["answers"] == {first: "kept"}


def test_script_in_answers_and_names_stays_text(server):
    """Markup in a name or an answer reaches no page as markup."""
    client = begun(server, "ben")
    first = asked(client)[0]
    answer(client, first, "<script>alert(1)</script>")

    for path in ("", f"quiz/{QUIZ}", f"what-is-kept?next={QUIZ}%22%3E%3Cscript%3E"):
        assert "<script>alert" not in client.get(path).text
        assert "<b>Example" not in client.get(path).text
        assert '"><script>' not in client.get(path).text
    assert client.get(f"quiz/{QUIZ}/state").headers["Content-Type"].startswith("application/json")


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "OPTIONS", "PUT", "POST", "BREW"])
def test_other_methods_do_nothing(ada, method):
    """What an address does not do is refused in words."""
    got = ada.send(method, f"quiz/{QUIZ}/state", "{}", {"X-XSRFToken": ada.xsrf})

    assert got.status in {400, 405}
    assert "Traceback" not in got.text


@pytest.mark.parametrize(
    "path", ["..", ".", "writing-z", "WRITING", "a/b", "%00", "writing%2f..%2fwriting", "x" * 5000]
)
def test_a_quiz_that_is_none_is_not_there(ada, path):
    """Any other name is answered with “nothing here”."""
    assert ada.get(f"quiz/{path}/state").status in {400, 404}
