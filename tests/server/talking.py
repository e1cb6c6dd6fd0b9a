"""A server in a thread, and clients that keep cookies and send forms as a browser does."""

from __future__ import annotations

import asyncio
import http.client
import json
import re
import threading
from contextlib import suppress
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from prevention_cpd.quiz.record import codes
from prevention_cpd.server.app import listen, make_app
from prevention_cpd.server.person import Person, Role
from prevention_cpd.server.settings import Settings
from prevention_cpd.server.signin.cookie import CookieSession

TOKEN = "token-of-this-test"


class Running:
    """A server of a course on a free port of this machine."""

    def __init__(self, tree, port=0, session=None, **more):
        self.port = port
        self.settings = Settings(
            tree=tree,
            session=session or CookieSession(),
            secret="secret-of-this-test",
            token=TOKEN,
            trainer=Person("tom", Role.TRAINER, "Tom Trainer"),
            **{"codes": True, **more},
        )

    def __enter__(self):
        started = threading.Event()
        threading.Thread(target=self._run, args=(started,), daemon=True).start()
        assert started.wait(30)
        return self

    def __exit__(self, *_error):
        self._loop.call_soon_threadsafe(self._stop.set)
        self._stopped.wait(30)

    def _run(self, started):
        self._stopped = threading.Event()
        asyncio.run(self._serve(started))
        self._stopped.set()

    async def _serve(self, started):
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self.app = make_app(self.settings)
        server = listen(self.app, self.port, "127.0.0.1")
        self.port = next(iter(server._sockets.values())).getsockname()[1]
        started.set()
        await self._stop.wait()
        server.stop()
        await server.close_all_connections()
        self.app.close()

    @property
    def address(self):
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}/"

    def code(self, person):
        """Make a one-time code."""
        with self.app.engine.begin() as connection:
            return codes.make(connection, [person])[person]

    def learner(self, person="ada"):
        """Return a client that a learner is signed in with."""
        client = Client(self.port)
        assert client.form("sign-in", code=self.code(person)).status == 302
        return client

    def trainer(self):
        """Return a client that the trainer is signed in with."""
        client = Client(self.port)
        assert client.get(f"sign-in?token={TOKEN}").status == 302
        return client


class Client:
    """Keeps cookies, and knows how forms and modules prove that they are the server's own."""

    def __init__(self, port, tls=None):
        self.port, self.tls = port, tls
        self.cookies = {}

    def send(self, method, path, body=None, headers=None):
        """Send one request; redirects are not followed."""
        address = "127.0.0.1", self.port
        if self.tls:
            connection = http.client.HTTPSConnection(*address, timeout=30, context=self.tls)
        else:
            connection = http.client.HTTPConnection(*address, timeout=30)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**({"Cookie": cookies} if cookies else {}), **(headers or {})}
        connection.request(method, f"/{path}", body=body, headers=headers)
        answer = connection.getresponse()
        answer.raw = answer.read()
        answer.text = answer.raw.decode("utf-8", "replace")
        connection.close()
        for line in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        with suppress(ValueError):
            answer.data = json.loads(answer.text)
        return answer

    def get(self, path=""):
        """Ask for a page."""
        return self.send("GET", path)

    @property
    def xsrf(self):
        """What the forms of this browser carry."""
        found = re.search(r'name="cpd-xsrf" content="([^"]+)"', self.get("sign-in").text)
        return found[1]

    def form(self, path, **fields):
        """Send a form; a list stands for fields of one name."""
        body = urlencode({"_xsrf": self.xsrf, **fields}, doseq=True)
        return self.send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def json(self, method, path, data=None):
        """Send data as a page's module does."""
        headers = {"X-XSRFToken": self.xsrf, "Content-Type": "application/json"}
        return self.send(method, path, json.dumps(data), headers)
