"""A small learning platform for the tests: a real run-time (npm scorm-again) in a page, and what it was told.

Pages: `/platform?edition=1.2&learner=ada` frames the package, with `&window=yes` it opens it in a window; `&wait=`
milliseconds pass until the run-time is there. Values that the run-time refuses are kept in `refused`; a commit while
a page closes is the browser's to refuse, and finishing follows.
"""

from __future__ import annotations

import functools
import http.server
import json
import threading
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

PAGE = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>A platform</title><link rel="icon" href="data:,">
<script src="/runtime/scorm12.min.js"></script><script src="/runtime/scorm2004.min.js"></script><script>
const settings = {{ lmsCommitUrl: "/commit?learner={learner}", logLevel: 5, autocommit: false }};
const names = {{ "1.2": ["API", "LMS"], 2004: ["API_1484_11", ""] }};
const [name, before] = names["{edition}"];
function start() {{
  const runtime = new ("{edition}" === "1.2" ? Scorm12API : Scorm2004API)(settings);
  const kept = {kept};
  if (kept) runtime.loadFromJSON(kept.cmi ?? kept);
  const watched = {{}};
  for (const call of ["Initialize", "Finish", "Terminate", "GetValue", "SetValue", "Commit", "GetLastError", "GetErrorString", "GetDiagnostic"]) {{
    if (!runtime[before + call]) continue;
    watched[before + call] = (...values) => {{
      const given = runtime[before + call](...values);
      const error = runtime[before + "GetLastError"]();
      if (!/^Get|^Commit/.test(call) && String(error) !== "0") {{
        fetch("/refused?learner={learner}", {{ method: "POST", keepalive: true, body: JSON.stringify([call, ...values, error]) }});
      }}
      return given;
    }};
  }}
  window[name] = watched;
}}
setTimeout(start, {wait});
</script><body style="margin:0">{body}</body></html>"""
FRAME = '<iframe id="course" title="Course" src="/course/launch.html" style="width:100%;height:95vh;border:0"></iframe>'
WINDOW = "<button onclick=\"window.open('/course/launch.html', 'course')\">Open</button>"


class Platform:
    """The server: one package, the run-time, and for each learner what was committed and refused."""

    def __init__(self, course: Path, runtime: Path) -> None:
        self.kept: dict[str, dict] = {}
        self.commits: dict[str, int] = {}
        self.refused: list[list[str]] = []
        handler = functools.partial(_Handler, self, {"course": course, "runtime": runtime})
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/"

    def page(self, edition: str, learner: str, wait: str = "0", window: str = "") -> str:
        """Return the page that a learner opens."""
        kept = json.dumps(self.kept.get(learner)).replace("<", "\\u003c")
        body = WINDOW if window else FRAME
        return PAGE.format(edition=edition, learner=learner, wait=wait, kept=kept, body=body)

    def close(self) -> None:
        """Stop it."""
        self.server.shutdown()
        self.server.server_close()


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, platform: Platform, folders: dict[str, Path], *args: object) -> None:
        self.platform = platform
        self.folders = folders
        super().__init__(*args)

    def translate_path(self, path: str) -> str:
        first, _, rest = urlsplit(path).path.lstrip("/").partition("/")
        return str(self.folders.get(first, Path("/nowhere")) / rest)

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if asked.path == "/platform":
            wanted = {name: values[0] for name, values in parse_qs(asked.query).items()}
            self._answer(self.platform.page(**wanted), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def do_POST(self) -> None:
        asked = urlsplit(self.path)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        learner = parse_qs(asked.query)["learner"][0]
        if asked.path == "/refused":
            self.platform.refused.append(body)
        else:
            self.platform.kept[learner] = body
            self.platform.commits[learner] = self.platform.commits.get(learner, 0) + 1
        self._answer('{"result": true, "errorCode": 0}', "application/json")

    def _answer(self, text: str, kind: str) -> None:
        data = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""
