"""Scenarios, exchangeable items, anchors and what a question needs: read, told when wrong, drawn together."""

import json

import pytest
import yaml
from questions_data import blueprint as quiz_data
from questions_data import match, question

from prevention_cpd.core.problems import Code, CourseError
from prevention_cpd.questions import draw, key_of, load_bank, load_blueprints, public

DESK = {"id": "desk", "title": "At the desk", "text": "A *call* comes in."}
ITEMS = [
    {"id": "listen", "text": "1"},
    {"id": "write", "text": "2", "group": "either"},
    {"id": "tell", "text": "3", "group": "either"},
]
RUBRIC = [
    {"criterion": "Names the child first", "points": 2, "guidance": "g"},
    {"criterion": "Says when", "points": 1, "guidance": "g"},
]


@pytest.fixture
def load(tmp_path):
    """Return a function that loads a bank of these questions, with more at its top."""

    def write(*questions, module="m", **more):
        path = tmp_path / f"{module}.yml"
        path.write_text(json.dumps({"module": module, **more, "questions": list(questions)}))
        return load_bank(path)

    return write


def of_desk(number, **changes):
    """Return a question about the desk."""
    return question(id=f"q-desk-{number}", scenario="desk", **changes)


def order(items, **changes):
    """Return an order question."""
    return question(id="q-order", kind="order", options=None, items=items, **changes)


def written(anchors):
    """Return a written question of three points."""
    return question(id="q-text", kind="text", options=None, points=3, rubric=RUBRIC, anchors=anchors)


def test_a_scenario_comes_with_its_question(load):
    """A learner gets the situation as HTML; a question by itself has none."""
    bank = load(of_desk(1), question(), scenarios=[DESK])

    assert public(bank.questions[0])["scenario"] == {
        "id": "desk",
        "title": "At the desk",
        "text": "<p>A <em>call</em> comes in.</p>",
    }
    assert "scenario" not in public(bank.questions[1])


def test_what_is_left_over_is_offered_and_never_right(load):
    """Spare right-hand options stand among the others, and the key names them as belonging to nothing."""
    bank = load(match(spare=[{"id": "goat", "text": "g"}]))

    assert {right["id"] for right in public(bank.questions[0])["right"]} == {"zebra", "ape", "mule", "goat"}
    assert key_of(bank.questions[0])["spare"] == ["goat"]


def test_neighbours_of_a_group_may_change_places(load):
    """The key holds the groups, and a learner sees nothing of them."""
    bank = load(order(ITEMS))

    assert key_of(bank.questions[0])["groups"] == {"write": "either", "tell": "either"}
    assert "either" not in json.dumps(public(bank.questions[0]))


FAULTS = {
    "a scenario that is not there": ([of_desk(1)], {}, Code.UNKNOWN_SCENARIO),
    "a scenario without a question": ([question()], {"scenarios": [DESK]}, Code.UNKNOWN_SCENARIO),
    "a group of one": ([order([*ITEMS[:2], {"id": "tell", "text": "3"}])], {}, Code.KIND_PARTS),
    "a group torn apart": ([order([ITEMS[1], ITEMS[0], ITEMS[2]])], {}, Code.KIND_PARTS),
    "spare options of a single question": ([question(spare=[{"id": "x", "text": "y"}])], {}, Code.KIND_PARTS),
    "a spare option with the id of a pair": (
        [match(spare=[{"id": "ape", "text": "y"}])],
        {},
        Code.DUPLICATE_ID,
    ),
    "an anchor with too many points": (
        [written([{"text": "t", "points": [2, 2], "why": "w"}])],
        {},
        Code.RUBRIC_SUM,
    ),
    "an anchor with too few criteria": (
        [written([{"text": "t", "points": [2], "why": "w"}])],
        {},
        Code.RUBRIC_SUM,
    ),
    "a written question that must be passed": ([{**written([]), "must": True}], {}, Code.KIND_PARTS),
    "a retired id": ([question()], {"retired": [{"id": "q-one", "why": "w"}]}, Code.DUPLICATE_ID),
}


@pytest.mark.parametrize(("questions", "more", "code"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told(load, questions, more, code):
    """Each has its code."""
    with pytest.raises(CourseError) as caught:
        load(*questions, **more)

    assert code in [problem.code for problem in caught.value.problems]


MISREAD = {
    "010": '\'"010"',
    "1:30": "1:30",
    ".nan": ".nan",
    ".inf": ".inf",
    "1_000": "1_000",
    "0x1F": "0x1F",
}


@pytest.mark.parametrize("written_as", MISREAD)
@pytest.mark.parametrize("where", ["value", "tolerance"])
def test_a_number_that_yaml_would_misread_is_told(tmp_path, written_as, where):
    """Octal, hexadecimal, sexagesimal and what is no number are refused with the form that is wanted."""
    bank = {"module": "m", "questions": [question(kind="numeric", options=None, answer="HERE")]}
    answer = {"value": "27", "tolerance": "0", where: written_as}
    text = yaml.safe_dump(bank).replace(
        "HERE", f"{{value: {answer['value']}, tolerance: {answer['tolerance']}, unit: x}}"
    )
    path = tmp_path / "m.yml"
    path.write_text(text)

    with pytest.raises(CourseError) as caught:
        load_bank(path)

    assert "is not a number. Write it in decimal digits" in str(caught.value)


@pytest.fixture
def blueprint(tmp_path):
    """Return a function that writes one blueprint and loads it."""

    def write(**changes):
        path = tmp_path / "quizzes.yml"
        path.write_text(yaml.safe_dump({"quizzes": [quiz_data(**changes)]}))
        return load_blueprints(path)[0]

    return write


def sets(count):
    """Return scenarios with three questions each, and ten questions by themselves."""
    scenarios = [{**DESK, "id": f"desk-{at}"} for at in range(count)]
    asked = [
        question(id=f"q-{at}-{n}", scenario=f"desk-{at}") for at in range(count) for n in ("c", "a", "b")
    ]
    return [*asked, *(question(id=f"q-{n}", difficulty=1 + n % 3) for n in range(10))], scenarios


def test_a_scenario_stays_together_and_is_in_one_form_only(load, blueprint):
    """Its questions stand side by side in the bank's order, and no form shares a situation."""
    questions, scenarios = sets(3)
    bank = load(*questions, scenarios=scenarios)
    quiz = blueprint(scenarios=[{"take": 2}])

    papers = [draw(quiz, form, [bank]) for form in "AB"]

    told = [[each.scenario.id for each in paper if each.scenario] for paper in papers]
    assert [len(set(each)) for each in told] == [1, 1]
    assert told[0] != told[1]
    assert [each.id[-1] for each in papers[0][1:]] == ["c", "a"]


def test_a_row_draws_no_question_of_a_scenario(load, blueprint):
    """Out of its situation a question cannot be answered."""
    questions, scenarios = sets(3)
    quiz = blueprint(draw=[{"outcome": "T1", "difficulty": [1, 2, 3], "count": 10}], forms=["A"])

    assert not any(each.scenario for each in draw(quiz, "A", [load(*questions, scenarios=scenarios)]))


def test_too_few_scenarios_are_told(load, blueprint):
    """A form for which no situation is left is a problem at the line of its row."""
    questions, scenarios = sets(1)

    with pytest.raises(CourseError) as caught:
        draw(blueprint(scenarios=[{"take": 2}]), "A", [load(*questions, scenarios=scenarios)])

    assert "form B asks for a scenario with 2 questions; none is left" in str(caught.value)


def test_written_answers_stand_last(load, blueprint):
    """Whatever the order of the rows, writing comes after the questions and the situations."""
    questions, scenarios = sets(2)
    text = written([])
    rows = [
        {"outcome": "T1", "difficulty": [1], "count": 1, "kind": ["text"]},
        {"outcome": "T1", "difficulty": [1, 2, 3], "count": 2},
    ]
    quiz = blueprint(draw=rows, scenarios=[{"take": 2}], forms=["A"])

    paper = draw(quiz, "A", [load(*questions, text, scenarios=scenarios)])

    assert [each.id for each in paper][-1] == "q-text"
    assert len(paper) == 5


def test_forms_are_alike(load, blueprint):
    """Where the bank has likes, each question of one form has its like in kind and difficulty in the other."""
    questions = [question(id=f"q-{n}", difficulty=1 + n // 2) for n in range(6)]
    quiz = blueprint(draw=[{"outcome": "T1", "difficulty": [1, 2, 3], "count": 3}])

    papers = [draw(quiz, form, [load(*questions)]) for form in "AB"]

    assert [each.difficulty for each in papers[0]] == [each.difficulty for each in papers[1]]


def test_a_trainer_swaps_a_question(load, blueprint):
    """The reserve takes the place of what was drawn; one of another outcome is refused."""
    questions = [question(id=f"q-{n}") for n in range(3)] + [question(id="q-other", outcome="T2")]
    bank = load(*questions)
    (drawn,) = draw(blueprint(forms=["A"]), "A", [bank])
    reserve = min({"q-0", "q-1", "q-2"} - {drawn.id})

    assert draw(blueprint(forms=["A"], swap={drawn.id: reserve}), "A", [bank])[0].id == reserve
    with pytest.raises(CourseError, match="no graded question with the outcome"):
        draw(blueprint(forms=["A"], swap={drawn.id: "q-other"}), "A", [bank])


def test_a_folder_of_banks_that_is_not_there_is_told(tmp_path):
    """Further folders are named from where quizzes.yml stands."""
    path = tmp_path / "quizzes.yml"
    path.write_text(yaml.safe_dump({"banks": ["ours"], "quizzes": []}))

    with pytest.raises(CourseError, match=r"there is no folder|too little"):
        load_blueprints(path)
