"""A tiny OpenID provider on this machine: signs in whom the test names, and checks what the hub must prove."""

import base64
import contextlib
import hashlib
import json
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit


class Provider(ThreadingHTTPServer):
    """Whoever comes is `who`; a code works once, for who holds the verifier that it was asked for with."""

    def __init__(self, client, secret, callback):
        super().__init__(("127.0.0.1", 0), _Pages)
        self.client, self.secret, self.callback = client, secret, callback
        self.who = ""
        self.codes, self.tokens = {}, {}
        #: What was asked for and refused.
        self.refused = []

    @property
    def port(self):
        """Where it answers."""
        return self.server_address[1]


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        """Ask who it is, which the test has answered; or tell who has a token."""
        at = urlsplit(self.path)
        given = {name: values[0] for name, values in parse_qs(at.query).items()}
        server = self.server
        if at.path == "/authorize":
            told = (given.get("response_type"), given.get("client_id"), given.get("redirect_uri"))
            if told != ("code", server.client, server.callback) or "openid" not in given.get("scope", ""):
                return self._refuse(given)
            code = secrets.token_hex(8)
            server.codes[code] = server.who, given["code_challenge"]
            self.send_response(302)
            self.send_header(
                "Location", f"{server.callback}?{urlencode({'code': code, 'state': given['state']})}"
            )
            return self.end_headers()
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if at.path != "/userinfo" or token not in server.tokens:
            return self._refuse(given)
        return self._tell({"sub": "1", "preferred_username": server.tokens[token]})

    def do_POST(self):
        """Give a token for a code."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(body).items()}
        server = self.server
        who, challenge = server.codes.pop(given.get("code"), (None, ""))
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        own = (given.get("client_id"), given.get("client_secret")) == (server.client, server.secret)
        if who is None or proof != challenge or not own:
            return self._refuse(given)
        token = secrets.token_hex(8)
        server.tokens[token] = who
        return self._tell({"access_token": token, "token_type": "Bearer", "scope": "openid profile"})

    def _refuse(self, given):
        self.server.refused.append((self.path, given))
        self._tell({"error": "invalid_request"}, 400)

    def _tell(self, data, status=200):
        raw = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_given):
        """Say nothing."""


@contextlib.contextmanager
def running(client, secret, callback):
    """Run a provider until the block ends."""
    with Provider(client, secret, callback) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
