"""Firefox, driven over WebDriver BiDi, which it speaks itself: no driver has to be installed."""

import asyncio
import contextlib
import json
import os
import re
import shutil
import subprocess

from tornado.websocket import websocket_connect

#: Downloads without a question, and no request to anybody: a proxy that does not exist answers none.
PREFERENCES = {
    "browser.download.folderList": 2,
    "browser.download.useDownloadDir": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
}


def installed():
    """Return the Firefox that CPD_FIREFOX names, else the system's; None if there is none."""
    return os.environ.get("CPD_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")


class Tab:
    """One tab, in which a test goes to addresses and runs JavaScript."""

    def __init__(self, socket):
        self.socket = socket
        self.number = 0
        self.context = ""

    async def ask(self, method, **params):
        """Send a command and return its result."""
        self.number += 1
        await self.socket.write_message(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            found = json.loads(await asyncio.wait_for(self.socket.read_message(), 60))
            if found.get("id") == self.number:
                assert found["type"] == "success", found
                return found["result"]

    async def go(self, address):
        """Go to an address and wait until it is loaded."""
        await self.ask("browsingContext.navigate", context=self.context, url=address, wait="complete")

    async def run(self, code):
        """Return the value of an expression, a promise awaited."""
        target = {"context": self.context}
        found = await self.ask("script.evaluate", expression=code, target=target, awaitPromise=True)
        assert found["type"] == "success", found
        return found["result"].get("value")

    async def until(self, code):
        """Wait until an expression is true, and return its value."""
        for _ in range(100):
            if value := await self.run(code):
                return value
            await asyncio.sleep(0.2)
        raise AssertionError(code)


@contextlib.asynccontextmanager
async def open_tab(base, downloads):
    """Start Firefox with a profile of its own in `base`; it saves files in `downloads`."""
    profile = base / "profile"
    profile.mkdir()
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
    lines.append(f'user_pref("browser.download.dir", {json.dumps(str(downloads))});')
    (profile / "user.js").write_text("\n".join(lines))
    command = [installed(), "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
    env = {**os.environ, "HOME": str(base)}
    firefox = subprocess.Popen(  # noqa: ASYNC220  # nothing else happens in this loop
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        address = next(found[0] for line in firefox.stderr if (found := re.search(r"ws://\S+", line)))
        tab = Tab(await websocket_connect(f"{address}/session"))
        await tab.ask("session.new", capabilities={})
        tab.context = (await tab.ask("browsingContext.getTree"))["contexts"][0]["context"]
        yield tab
    finally:
        firefox.terminate()
        firefox.wait(20)
        firefox.stderr.close()
