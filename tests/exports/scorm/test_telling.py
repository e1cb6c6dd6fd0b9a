"""What a strict run-time (npm scorm-again) is told: it refuses nothing, and a question keeps its row."""

from __future__ import annotations

import pytest
from exports.scorm.running import run

KINDS = {
    "single": "a",
    "multiple": ["a", "b"],
    "match": {"a": "b", "c": "a"},
    "order": ["c", "a", "b"],
    "numeric": 12.5,
    "text": "My own words",
}
PARTS = [
    {"key": "section:one", "kind": "section", "title": "One", "ids": []},
    *(
        {
            "key": f"practice:{kind}",
            "kind": "practice",
            "title": f"A {kind} question",
            "ids": ["a", "b", "c"],
            "question": {"id": f"q-{kind}", "kind": kind, "points": 2},
        }
        for kind in KINDS
    ),
]
RULE = {"complete": {"section": 1, "practice": 1}, "score": "practice", "pass": 0.5}
RECORDS = {
    f"practice:{kind}": {"value": value, "checked": True, "points": 1, "done": True}
    for kind, value in KINDS.items()
}

#: Two sessions: in the second the first question is tried again. Gives the data of the run-time and what it refused.
SESSIONS = """const require = createRequire(import.meta.url);
const { edition, plan, records, again, runtime } = data;
const made = edition === "1.2" ? "Scorm12API" : "Scorm2004API";
const source = fs.readFileSync(`${runtime}/${edition === "1.2" ? "scorm12" : "scorm2004"}.js`, "utf8");
globalThis.window = globalThis;
const Runtime = new Function(`${source}; return this.${made};`).call({});
const refused = [];
let cmi = null;
const rules = all.EDITIONS[edition];
const results = [records, again].map((now) => {
  const api = new Runtime({ logLevel: 5, autocommit: false });
  if (cmi) api.loadFromJSON(cmi);
  const calls = [];
  const platform = all.speaker(new Proxy(api, { get: (target, name) => (...values) => {
    const given = target[name](...values);
    const error = target[rules.error]();
    if (![rules.error, rules.get].includes(name) && String(error) !== "0") refused.push([name, ...values, error]);
    if (name === rules.set) calls.push(values[0]);
    return given;
  } }), rules);
  api[rules.initialize]("");
  const text = platform.get("cmi.suspend_data");
  const kept = text ? all.unpack(plan, text) : null;
  const host = { records: () => now, extras: () => ({ last: "{}" }), place: () => "modules/one.html#two", show() {} };
  const session = all.createSession({ plan, edition: rules, platform, host, kept });
  session.want(false);
  const done = session.end(true);
  cmi = JSON.parse(JSON.stringify(api.cmi));
  return { cmi, calls, done };
});
return { refused, first: results[0], second: results[1] };"""


@pytest.fixture
def sessions(tmp_path, runtime):
    """Return a function that runs two sessions."""

    def both(edition):
        again = {**RECORDS, "practice:single": {**RECORDS["practice:single"], "value": "b", "points": 2}}
        plan = {"digest": "d", "rule": RULE, "parts": PARTS}
        data = {
            "edition": edition,
            "plan": plan,
            "records": RECORDS,
            "again": again | {"section:one": {"done": True}},
            "runtime": str(runtime),
        }
        return run(tmp_path, "editions platform keeping session", SESSIONS, data)

    return both


def rows(cmi):
    """Give the interactions."""
    found = cmi["interactions"]
    return [row for row in (found.values() if isinstance(found, dict) else found) if isinstance(row, dict)]


@pytest.mark.parametrize("edition", ["1.2", "2004"])
def test_a_strict_runtime_refuses_nothing(sessions, edition):
    """Every kind of question is told with its id, kind, answer and result; a second try stands in the same row."""
    found = sessions(edition)

    assert [tuple(each) for each in found["refused"]] == []
    assert found["first"]["done"]
    assert found["second"]["done"]
    second = rows(found["second"]["cmi"])
    assert [row["id"] for row in second] == [f"q-{kind}" for kind in KINDS]
    assert (second[0]["result"], rows(found["first"]["cmi"])[0]["result"]) == ("correct", "0.5")
    assert "My own words" not in str(found["second"]["cmi"])
    # Only the question that was tried again is told again.
    assert {call.split(".")[2] for call in found["second"]["calls"] if "interactions" in call} == {"0"}


def test_1_2_is_told_one_status(sessions):
    """Incomplete until the rule is met, then passed; the score from 0 to 100, the time, the place, and to go on later."""
    found = sessions("1.2")
    first, second = found["first"]["cmi"]["core"], found["second"]["cmi"]["core"]

    assert (first["lesson_status"], second["lesson_status"]) == ("incomplete", "passed")
    assert (first["score"]["raw"], second["score"]["raw"]) == ("50", "60")
    assert second["lesson_location"] == "modules/one.html#two"
    assert second["exit"] == "suspend"


def test_2004_is_told_completion_and_success_apart(sessions):
    """It gets the texts of questions too, and how far the learner is."""
    found = sessions("2004")
    first, second = found["first"]["cmi"], found["second"]["cmi"]

    assert (first["completion_status"], second["completion_status"]) == ("incomplete", "completed")
    assert (first["success_status"], second["success_status"]) == ("unknown", "passed")
    assert second["score"]["scaled"] == "0.6"
    assert second["progress_measure"] == "1"
    assert rows(second)[2]["description"] == "A match question"
    assert rows(second)[2]["learner_response"] == "a[.]b[,]c[.]a"


#: One session with two states of the learner's records, on a platform that takes everything; gives what it has after each.
ONE_SESSION = """const { edition, plan, states } = data;
const cmi = {};
let now = {};
const platform = { get: (element) => cmi[element] ?? "", set: (element, value) => { cmi[element] = value; return true; }, commit: () => true, ended: false };
const host = { records: () => now, extras: () => ({}), place: () => "", show() {} };
const session = all.createSession({ plan, edition: all.EDITIONS[edition], platform, host, kept: null });
return states.map((state) => { now = state; session.want(false); return { ...cmi }; });"""


@pytest.mark.parametrize(
    ("edition", "element", "passed"),
    [
        ("1.2", "cmi.core.lesson_status", "passed"),
        ("2004", "cmi.success_status", "passed"),
        ("2004", "cmi.completion_status", "completed"),
    ],
)
@pytest.mark.parametrize("points", [0, 2], ids=["worse", "unticked"])
def test_what_was_reached_stays_within_the_session(tmp_path, edition, element, passed, points):
    """Who takes a tick away, or tries a question again and does worse, is told no less than before."""
    done = RECORDS | {"section:one": {"done": True}}
    later = RECORDS | {"section:one": {"done": points == 0}} | {"practice:single": {"points": points}}
    later["practice:match"] = {"points": points}
    plan = {"digest": "d", "rule": RULE, "parts": PARTS}
    data = {"edition": edition, "plan": plan, "states": [{}, done, later]}

    _nothing, first, second = run(tmp_path, "editions session", ONE_SESSION, data)

    assert first[element] == second[element] == passed


def test_completion_stays_within_the_session_without_a_rule_to_pass(tmp_path):
    """Also where the course is complete by what was read alone."""
    plan = {"digest": "d", "rule": {**RULE, "pass": None, "complete": {"section": 1}}, "parts": PARTS}
    states = [{"section:one": {"done": done}} for done in (False, True, False)]
    data = {"edition": "1.2", "plan": plan, "states": states}

    found = run(tmp_path, "editions session", ONE_SESSION, data)

    statuses = [cmi["cmi.core.lesson_status"] for cmi in found]
    assert statuses == ["incomplete", "completed", "completed"]
