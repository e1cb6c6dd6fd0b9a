"""The class server behind a real JupyterHub, as `make server` starts it."""

import sys

import pytest
from server.hubs import ROOT, START, Browser, free_port, started

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hub")]


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    """Start what `make server` starts; return a function that opens a browser, and the password."""
    place = tmp_path_factory.mktemp("hub") / "server"
    port = free_port()
    command = [sys.executable, ROOT / "tools" / "class_server.py", "start", "--at", place, "--port", port]
    with started(command, port, place.parent / "log"):
        yield lambda: Browser(port), (place / "password").read_text(), place


def test_a_learner_signs_in_through_the_hub(hub):
    """After the hub's own form comes the learner's home, with the quizzes that are open and a way to the course."""
    browser, password, _place = hub
    home = browser().sign_in("alma", password)

    assert home.path == START
    assert "Alma Invented" in home.text
    assert "Module 1 quiz" in home.text
    assert "Form A" in home.text
    assert "Form B" not in home.text


def test_a_trainer_comes_to_the_trainers_side(hub):
    """Who is in the hub's group of trainers is led to the trainers' first page, and no learner is."""
    browser, password, _place = hub

    first = browser().sign_in("tessa", password)
    learner = browser()
    learner.sign_in("alma", password)

    assert first.path.startswith(f"{START}desk")
    assert learner.open(first.path).status == 403


def test_signing_out_at_the_hub_signs_out_here(hub):
    """After the hub's sign-out, the class server asks again who it is."""
    browser, password, _place = hub
    mine = browser()
    mine.sign_in("bilal", password)
    mine.open("/hub/logout")

    assert mine.open(START).path.startswith("/hub/login")


def test_nobody_comes_in_without_having_begun_here(hub):
    """A code that somebody else's browser was given signs nobody in."""
    browser, _password, _place = hub
    assert browser().open(f"{START}oauth_callback?code=guess&state=guess").status == 400
    assert browser().sign_in("alma", "guess").path.startswith("/hub/login")


def test_learners_get_no_jupyterlab(hub):
    """The hub starts nothing for a learner that could run code."""
    browser, password, _place = hub
    mine = browser()
    mine.sign_in("carys", password)
    page = mine.open("/hub/spawn/carys")

    assert page.status == 403
    assert "for trainers" in page.text
    assert "/user/" not in page.path


def test_the_demonstration_is_closed(hub):
    """Nobody else on this machine can look into its copy of the course."""
    _browser, _password, place = hub

    assert place.stat().st_mode & 0o077 == 0
    assert (place / "course" / "quizzes").stat().st_mode & 0o077 == 0
