"""Whom the hub has signed in: what their name is held against, and who is a trainer still."""

from urllib.parse import parse_qs, urlsplit

import pytest
from jupyterhub.services.auth import HubOAuth
from server.conftest import PEOPLE
from server.talking import Client, Running

from prevention_cpd.quiz.intake.class_list_file import Person
from prevention_cpd.quiz.record import class_list
from prevention_cpd.server import __main__ as service
from prevention_cpd.server.signin.hub import HubSession


@pytest.fixture
def hub(monkeypatch):
    """Return whom the hub will tell of; it is asked over no network here."""
    for name in ("API_TOKEN", "CLIENT_ID", "SERVICE_NAME"):
        monkeypatch.setenv(f"JUPYTERHUB_{name}", "service-course")
    monkeypatch.setenv("JUPYTERHUB_API_URL", "http://127.0.0.1:1/hub/api")
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/")
    told = {}

    async def user(*_given, **_more):
        return told

    monkeypatch.setattr(HubOAuth, "token_for_code", user)
    monkeypatch.setattr(HubOAuth, "user_for_token", user)
    return told


def signed_in(server):
    """Come back from the hub; return the browser, and the answer."""
    client = Client(server.port)
    begun = parse_qs(urlsplit(client.get().headers["Location"]).query)
    return client, client.get(f"oauth_callback?code=code&state={begun['state'][0]}")


def test_capitals_of_the_class_list_do_not_matter(hub, tree):
    """The hub writes names in small letters; the learner is found under the id as the class list has it."""
    listed = [*PEOPLE, Person(id="PC1234", first_name="Cara", last_name="Example")]
    class_list.bring_in(f"sqlite:///{tree.quizzes / 'gradebook.db'}", tree.quizzes, listed)
    hub["name"] = "pc1234"
    with Running(tree, session=HubSession()) as server:
        client, _answer = signed_in(server)

        assert "Cara Example" in client.get().text


def test_who_is_not_on_the_class_list_is_told_so(hub, tree):
    """The refusal says that the class list lacks the name."""
    hub["name"] = "zoe"
    with Running(tree, session=HubSession()) as server:
        _client, answer = signed_in(server)

    assert answer.status == 403
    assert "not on the class list" in answer.text


def test_a_former_trainer_is_none(hub, tree):
    """The hub's group alone makes nobody a trainer where trainers are named, and an open page is closed too."""
    hub |= {"name": "bob", "groups": ["trainers"]}
    session = HubSession(only=frozenset({"bob"}))
    with Running(tree, session=session) as server:
        client, _answer = signed_in(server)
        assert client.get("desk").status == 200

        for others in (frozenset({"tessa"}), frozenset()):
            session._only = others
            assert client.get("desk").status == 302
            assert signed_in(server)[1].status == 403


@pytest.mark.parametrize(
    ("told", "meant"), [(None, None), ("", frozenset()), (" Tessa,tariq ,", {"tessa", "tariq"})]
)
def test_an_empty_list_of_trainers_names_nobody(monkeypatch, told, meant):
    """Only where there is no list at all does the hub's group say who is a trainer."""
    monkeypatch.delenv("CPD_TRAINER_IDS", raising=False)
    if told is not None:
        monkeypatch.setenv("CPD_TRAINER_IDS", told)

    assert service._trainers() == meant
