"""Two copies of the server on one PostgreSQL and one folder: one is killed, and nothing is lost."""

import concurrent.futures
import http.client
import itertools
import json
import os
import re
import shutil
import time

import postgres
import pytest
from quiz.small_course import QUIZ, Course
from server.talking import Client
from server.test_class_server import Serving
from server.test_taking import answer, asked

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("postgresql")]
PEOPLE = [f"learner{number:02}" for number in range(20)]


@pytest.fixture
def course(tree, tmp_path):
    """Return the course with its record, and twenty people, on a PostgreSQL server of this test."""
    with postgres.running() as server:
        root = shutil.copytree(
            tree.root, tmp_path / "on-postgresql", ignore=shutil.ignore_patterns("gradebook.db*")
        )
        env = {**os.environ, "CPD_GRADEBOOK": server.database(), "CPD_SERVER_SECRET": "one for both copies"}
        course = Course(root, env)
        course.nbgrader("generate_assignment", QUIZ, "--force")
        (tmp_path / "class.csv").write_text("id\n" + "\n".join(PEOPLE))
        course.cpd("class", "import", tmp_path / "class.csv", ok=(0,))
        yield course


def test_one_of_two_copies_is_killed(course):
    """Whoever was told that an answer is saved finds it at the other copy, and hands it in there."""
    told, slips = {who: {} for who in PEOPLE}, course.root / "slips.html"
    course.cpd("class", "codes", "-o", slips, ok=(0,))
    codes = re.findall(r'class="code">([^<]+)<', slips.read_text())
    with Serving(course) as first, Serving(course) as second:
        ports = itertools.cycle((first.port, second.port))
        clients = {who: signed_in(code, next(ports)) for who, code in zip(PEOPLE, codes, strict=True)}
        names = asked(clients[PEOPLE[0]])

        def take(who):
            for turn, name in enumerate(names, 1):
                clients[who].port = (first.port, second.port)[turn % 2]
                # Everybody writes something else, so that nobody's can stand in for another's.
                value = f"{who} on {name}"
                if save(clients[who], name, value, (first.port, second.port), turn):
                    told[who][name] = value

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            running = [pool.submit(take, who) for who in PEOPLE]
            while sum(map(len, told.values())) < len(PEOPLE) * len(names) // 2:
                assert not all(each.done() for each in running)
                time.sleep(0.01)
            first.process.kill()
            for each in running:
                each.result()
        first.process.wait()
        for client in clients.values():
            client.port = second.port
            done = client.json("POST", f"quiz/{QUIZ}/hand-in", {})
            assert (done.status, len(done.data["hand_ins"])) == (200, 1)

        kept = {who: client.get(f"quiz/{QUIZ}/state").data["answers"] for who, client in clients.items()}

    assert sum(map(len, told.values())) == len(PEOPLE) * len(names)
    assert kept == told
    assert {who: filed(course, who) for who in PEOPLE} == told


def filed(course, who):
    """Return the answers that were handed in of somebody."""
    place = course.quizzes / "submitted" / who / QUIZ / "answers.json"
    return {name: each["value"] for name, each in json.loads(place.read_text())["answers"].items()}


def signed_in(code, port):
    """Sign somebody in at one copy: the other knows them too."""
    client = Client(port)
    assert client.form("sign-in", code=code).status == 302
    assert client.form("what-is-kept", next=QUIZ).status == 302
    return client


def save(client, name, value, ports, turn):
    """Save an answer as the page does: again, and at whichever copy answers, until it is told as saved."""
    for _ in range(10):
        try:
            return answer(client, name, value, turn=turn).status == 200
        except (OSError, http.client.HTTPException):
            client.port = next(port for port in ports if port != client.port)
            time.sleep(0.1)
    return False
