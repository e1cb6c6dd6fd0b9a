"""What somebody may send, and what becomes of whoever sends more, more slowly or more often."""

import concurrent.futures
import socket
import time

import pytest
from quiz.small_course import QUIZ
from server.talking import Running
from server.test_taking import answer, asked, begun

from prevention_cpd.server import app
from prevention_cpd.server.learner import handing_in


def talk(port, *parts, pause=0.0, patience=20):
    """Send raw bytes, one part after the other; return what comes back until the server hangs up."""
    with socket.create_connection(("127.0.0.1", port), patience) as connection:
        try:
            for part in parts:
                connection.sendall(part)
                time.sleep(pause)
            return b"".join(iter(lambda: connection.recv(65536), b""))
        except (BrokenPipeError, ConnectionResetError):
            return b""


def request(length, more=b""):
    """Return the head of a request with a body of this length."""
    return b"POST /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n%s\r\n" % (
        length,
        more,
    )


@pytest.fixture
def hurried(tree, monkeypatch):
    """Return a server that waits a second for what is slow."""
    monkeypatch.setattr(app, "PATIENCE", 1)
    with Running(tree) as running:
        yield running


def test_a_huge_body_is_not_read(server):
    """Who announces more than the server takes is hung up on before it is sent."""
    assert b"200" not in talk(server.port, request(10**12), b"x" * 1000)[:20]
    assert server.learner().get().status == 200


@pytest.mark.parametrize(
    "head", [b"GET / HTTP/1.1\r\nX: ", request(1000), request(1000, b"Expect: 100-continue\r\n")]
)
def test_a_slow_sender_is_hung_up_on(hurried, head):
    """Who begins a request and sends no more holds no place for long."""
    start = time.monotonic()
    talk(hurried.port, head)

    assert time.monotonic() - start < 8
    assert hurried.learner().get().status == 200


@pytest.mark.parametrize(
    "raw",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET " + b"/x" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nCookie: " + b"a=b; " * 20_000 + b"\r\n\r\n",
    ],
)
def test_what_is_no_request_harms_nobody(hurried, raw):
    """The server hangs up or refuses, and answers the next one."""
    answered = talk(hurried.port, raw)

    assert b"Traceback" not in answered
    assert hurried.learner().get().status == 200


def test_the_same_is_handed_in_once(server, tree):
    """Handing in again without a change, however often at once, adds nothing."""
    client = begun(server, "ada")
    answer(client, asked(client)[0], "word")
    headers = {"X-XSRFToken": client.xsrf}
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        sent = [pool.submit(client.send, "POST", f"quiz/{QUIZ}/hand-in", "{}", headers) for _ in range(24)]
        statuses = {each.result().status for each in sent}

    assert 200 in statuses
    assert statuses <= {200, 409}
    assert len(list((tree.quizzes / "received" / "ada" / QUIZ).glob("*.json"))) == 1
    assert len(client.get(f"quiz/{QUIZ}/state").data["hand_ins"]) == 1


def test_hand_ins_come_no_faster_than_allowed(server, tree, monkeypatch):
    """The fourth changed hand-in within a minute is refused with a reason; later it is taken, whatever lies there."""
    client = begun(server, "ada")
    first, place = asked(client)[0], tree.quizzes / "received" / "ada" / QUIZ
    statuses = []
    for turn, allowed in enumerate((3, 3, 3, 3, 9), 1):
        monkeypatch.setattr(handing_in, "PER_MINUTE", allowed)
        answer(client, first, f"word {turn}", turn=turn)
        done = client.json("POST", f"quiz/{QUIZ}/hand-in", {})
        statuses.append(done.status)
        if turn == 4:
            assert "3 times within a minute" in done.data["reason"]
        if turn == 3:
            # Earlier ones are not read again each time.
            min(place.glob("*.json")).write_text("not read")

    assert statuses == [200, 200, 200, 409, 200]
    assert len(list(place.glob("*.json"))) == 4


def test_two_thousand_saves_at_once_are_all_kept(server):
    """A page that goes wild is served as any other: each save is told only when it is kept, and the last counts."""
    client = begun(server, "ada")
    first, proof = asked(client)[0], client.xsrf
    type(client).xsrf, kept = property(lambda _self: proof), type(client).xsrf
    try:
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            statuses = list(
                pool.map(lambda n: answer(client, first, f"word {n}", turn=n).status, range(1, 2001))
            )
    finally:
        type(client).xsrf = kept

    assert set(statuses) == {200}
    assert client.get(f"quiz/{QUIZ}/state").data["answers"][first] == "word 2000"
