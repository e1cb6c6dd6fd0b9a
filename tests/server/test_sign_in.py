"""Signing in through a real JupyterHub: by OAuth as the guide has it, and by PAM."""

import os
import re
import shutil
from pathlib import Path

import pytest
from server import provider
from server.hubs import ROOT, START, Browser, deployed, free_port

from prevention_cpd.core.tree import Tree
from prevention_cpd.quiz.intake.class_list_file import Person
from prevention_cpd.quiz.record import class_list

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hub")]
SECRET = "secret of this test"


@pytest.fixture(scope="module")
def course(_course, tmp_path_factory):
    """Return a course of this module's own."""
    return Tree(shutil.copytree(_course.root, tmp_path_factory.mktemp("sign-in") / "course"))


@pytest.fixture(scope="module")
def oauth(course, tmp_path_factory):
    """Run the hub with the lines of the guide; return the provider, and a function that opens a browser."""
    place, port = tmp_path_factory.mktemp("oauth"), free_port()
    guide = (ROOT / "docs" / "administrators.md").read_text(encoding="utf-8")
    lines = re.search(r"```python\n(c\.JupyterHub\.authenticator_class.*?)```", guide, re.DOTALL)[1]
    callback = f"http://127.0.0.1:{port}/hub/oauth_callback"
    with provider.running("course", SECRET, callback) as sign_in:
        lines = lines.replace("https://sign-in.example", f"http://127.0.0.1:{sign_in.port}")
        lines = lines.replace("https://course.example/hub/oauth_callback", callback)
        lines = lines.replace("ask those who run the sign-in", SECRET)
        (place / "jupyterhub_sign_in.py").write_text(lines)
        with deployed(course, place, port, SIGN_IN="other", TRAINER_IDS="tom"):
            yield sign_in, lambda: Browser(port, [sign_in.port])
        assert sign_in.refused == []


def test_a_learner_comes_from_the_sign_in_of_the_force(oauth):
    """Who is on the class list comes straight to their quizzes, however the name is written there."""
    sign_in, browser = oauth
    for sign_in.who in ("ada", "ADA"):
        assert "Ada Example" in browser().open(START).text


def test_a_trainer_comes_to_the_desk(oauth):
    """Who is named as a trainer is one, and no other is."""
    sign_in, browser = oauth
    sign_in.who = "tom"
    assert browser().open(START).path.startswith(f"{START}desk")
    sign_in.who = "ada"
    assert browser().open(f"{START}desk").status == 403


def test_who_is_on_no_list_is_refused(oauth):
    """An account of the force alone opens nothing, and the refusal says why."""
    sign_in, browser = oauth
    sign_in.who = "zoe"
    page = browser().open(START)

    assert page.status == 403
    assert "not on the class list" in page.text


def test_a_code_of_somebody_else_signs_nobody_in(oauth):
    """What was not begun in this browser ends nowhere."""
    sign_in, browser = oauth
    sign_in.who = "ada"
    mine = browser()
    assert mine.open("/hub/oauth_callback?code=guess&state=guess").status in {400, 403}
    assert not [name for name, _path in mine.cookies if name == "cpd-person"]


@pytest.fixture(scope="module")
def pam(course, tmp_path_factory):
    """Run the hub with PAM, which asks a file of this test for the password of an account of this machine."""
    service = Path("/etc/pam.d")
    module = next(Path("/").glob("*lib*/**/security/pam_exec.so"), None)
    if os.geteuid() or not service.is_dir() or not module:
        pytest.skip("only root can make a service of PAM, and pam_exec must be there")
    place = tmp_path_factory.mktemp("pam")
    ask = place / "ask"
    # Some pam_exec send the password with a NUL at its end.
    ask.write_text(f"#!/bin/sh\n[ \"$(tr -d '\\0')\" = '{SECRET}' ]\n")
    ask.chmod(0o700)
    file = service / f"cpd-test-{os.getpid()}"
    people = [Person(id="mail", first_name="Mail", last_name="Example")]
    class_list.bring_in(f"sqlite:///{course.quizzes / 'gradebook.db'}", course.quizzes, people)
    try:
        file.write_text(
            f"auth required {module} expose_authtok quiet {ask}\naccount required pam_permit.so\n"
        )
        with deployed(course, place, free_port(), PAM_SERVICE=file.name, TRAINER_IDS="games") as port:
            yield lambda: Browser(port)
    finally:
        file.unlink(missing_ok=True)


def test_accounts_of_the_machine_sign_in(pam):
    """PAM is asked for the password: a learner and a trainer come where they belong."""
    assert "Mail Example" in pam().sign_in("mail", SECRET).text
    assert pam().sign_in("games", SECRET).path.startswith(f"{START}desk")


def test_a_wrong_password_signs_nobody_in(pam):
    """Neither a wrong password nor a name that the machine does not know comes further than the hub's form."""
    for name, password in (("mail", "wrong"), ("mail", ""), ("nobody-here", SECRET)):
        page = pam().sign_in(name, password)
        assert page.path.startswith("/hub/login")
        assert "Mail Example" not in page.text
