"""One learner for locust: signs in, opens the quiz, answers at a human pace, hands in. See bench_server.py.

What the server has acknowledged is written down, to be held against what was collected.
"""

from __future__ import annotations

import json
import os
import random
import re
import time
from pathlib import Path
from typing import Any

import gevent
from locust import FastHttpUser, events, task
from locust.exception import StopUser

PLAN: dict[str, Any] = json.loads(Path(os.environ["CPD_BENCH"]).read_text())
QUIZ, WAITING = PLAN["quiz"], list(PLAN["codes"].items())
LOTS = random.Random()  # noqa: S311  # people's pace is no secret
BEGIN = time.time()
ACKNOWLEDGED: dict[str, dict[str, Any]] = {}
HANDED_IN: dict[str, float] = {}


class Learner(FastHttpUser):
    """Somebody with a browser."""

    connection_timeout = network_timeout = 20.0

    @task
    def take(self) -> None:
        """Take the quiz once."""
        if not WAITING:
            # Locust starts others in the place of those who are done.
            raise StopUser
        person, code = WAITING.pop()
        page = self.ask("GET", f"sign-in/{code}", name="slip").text
        xsrf = re.search(r'name="cpd-xsrf" content="([^"]+)"', page)[1]
        self.form("sign-in", xsrf, code=code)
        self.form("what-is-kept", xsrf, next=QUIZ)
        self.ask("GET", f"quiz/{QUIZ}", name="page")
        asked = self.ask("GET", f"quiz/{QUIZ}/paper", name="paper").json()["quiz"]["questions"]
        self.ask("GET", f"quiz/{QUIZ}/state", name="state")
        turn = 0
        while time.time() < BEGIN + PLAN["answering"]:
            gevent.sleep(LOTS.uniform(0.5, 1.5) * PLAN["pause"])
            turn += 1
            question = asked[turn % len(asked)]["id"]
            value = f"{person}, for the {turn}th time"
            sent = {"value": value, "view": "bench", "turn": turn}
            headers = {"X-XSRFToken": xsrf}
            self.ask("PUT", f"quiz/{QUIZ}/answers/{question}", name="save", json=sent, headers=headers)
            ACKNOWLEDGED.setdefault(person, {})[question] = value
        gevent.sleep(LOTS.uniform(0, PLAN["handing_in"]))
        done = self.ask(
            "POST", f"quiz/{QUIZ}/hand-in", name="hand in", json={}, headers={"X-XSRFToken": xsrf}
        )
        if done.status_code == 200:
            HANDED_IN[person] = time.time()
        if len(HANDED_IN) == len(PLAN["codes"]):
            self.environment.runner.quit()
        raise StopUser

    def form(self, path: str, xsrf: str, **fields: str) -> None:
        """Send a form; one whose reply was lost is not sent again, for what it did may be done."""
        self.ask("POST", path, name=path, data={"_xsrf": xsrf, **fields})

    def ask(self, method: str, path: str, **more: Any) -> Any:
        """Ask until the server answers, later and later, as the page does."""
        for wait in (1, 2, 4, 8, 15, 15, 15, 15):
            with self.client.request(method, f"/{path}", catch_response=True, **more) as answer:
                if answer.status_code and answer.status_code < 500:
                    if answer.status_code >= 400:
                        answer.failure(f"{answer.status_code} {answer.text[:200]}")
                    return answer
                answer.failure("away")
            gevent.sleep(wait * LOTS.uniform(1, 1.5))
        raise StopUser


@events.quitting.add_listener
def told(**_more: object) -> None:
    """Write down what was acknowledged."""
    done = {"acknowledged": ACKNOWLEDGED, "handed_in": HANDED_IN}
    Path(PLAN["told"]).write_text(json.dumps(done))
