"""The page of the quiz without a notebook: the real module and the real words, and a kernel that the test plays."""

import json

from prevention_cpd.quiz.take.widget import show

PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Quiz</title>
<style>:root {{ color-scheme: light dark }} body {{ margin: 0; padding: 0 1rem }} {css}</style>
<main><h1>Quiz</h1><div id="here"></div></main>
<script id="state" type="application/json">{state}</script>
<script type="module">
{module}
const state = JSON.parse(document.getElementById("state").textContent);
const listeners = new Map();
const tell = (event, ...about) => (listeners.get(event) || []).forEach((act) => act(...about));
const model = {{
  get: (name) => state[name],
  set(name, value) {{ state[name] = value; tell(`change:${{name}}`); }},
  on: (event, act) => listeners.set(event, [...(listeners.get(event) || []), act]),
  off: (event, act) => listeners.set(event, (listeners.get(event) || []).filter((each) => each !== act)),
  send(message) {{ kernel.sent.push(message); setTimeout(() => kernel.answer(message)); }},
}};
// What the kernel does unless a test says otherwise: it saves at once, and keeps silent on handing in.
const kernel = {{
  sent: [], refuse: "", silent: false,
  tell: (message) => tell("msg:custom", message),
  set: (name, value) => model.set(name, value),
  begin() {{ this.reply({{ begun: true }}); }},
  reply(more) {{ this.tell({{ ...this.sent.findLast((each) => each.act && each.act !== "look"), ...more }}); }},
  answer(message) {{
    if (this.silent) return;
    const {{ question, value, act, view, number }} = message;
    if (act === "look") this.tell({{ act, view, number, done: true }});
    if (!question) return;
    model.set("answers", {{ ...state.answers, [question]: value }});
    const {{ [question]: old, ...unsaved }} = state.unsaved;
    model.set("unsaved", this.refuse ? {{ ...unsaved, [question]: this.refuse }} : unsaved);
    this.tell({{ question, view, number, reason: this.refuse, saved_at: this.refuse ? "" : new Date().toISOString() }});
  }},
  async draw() {{ this.stop?.(); this.stop = await shown.render({{ model, el: document.getElementById("here") }}); }},
  see(state) {{
    Object.defineProperty(document, "visibilityState", {{ value: state, configurable: true }});
    document.dispatchEvent(new Event("visibilitychange"));
  }},
}};
globalThis.kernel = kernel;
kernel.draw();
</script>
</html>"""
NAMES = ("quiz", "strings", "answers", "unsaved", "saved_at", "flags", "hand_ins", "changed", "note")


def open_lone(page, folder, *, quiz=None, **state):
    """Open the quiz of a folder in a page; `quiz` and `state` change what the kernel tells of it."""
    widget = show(folder)
    known = {name: getattr(widget, name) for name in NAMES}
    known["quiz"] = {**known["quiz"], **(quiz or {})}
    text = json.dumps({**known, **state}).replace("<", "\\u003c")
    module = widget._esm.replace("export default", "const shown =")
    file = folder / "lone.html"
    file.write_text(PAGE.format(css=widget._css, state=text, module=module), encoding="utf-8")
    page.goto(file.as_uri())
    return page.locator(".cpd-quiz")


def hand_in_data(code="AAAA-AAAA-AAAA", at="2026-11-20T10:00:00+00:00", **more):
    """Return a hand-in as the kernel tells of it."""
    base = {"code": code, "at": at, "version": "1", "answered": 1, "total": 6, "late": False, "replaces": ""}
    return {**base, "course": "c", "folder": f"f {code}", "taken_back": "", **more}
