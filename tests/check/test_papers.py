"""Forms, reserves, needs and giveaways: held over the banks and blueprints of a whole course."""

from datetime import date

import pytest
from questions_data import bank, blueprint, match, practice, question

from prevention_cpd.check import balance, forms, needs, wording
from prevention_cpd.check.course import read_course
from prevention_cpd.core.problems import Code
from prevention_cpd.core.tree import Tree

SAID = "There were"


@pytest.fixture
def found(course):
    """Return a function that gives what a rule says of a course with this bank and these rows."""

    def run(rule, *questions, rows=(), **more):
        quiz = blueprint(**{"draw": list(rows)} if rows else {}, **more)
        root = course(m=bank(*questions), quizzes={"quizzes": [quiz]})
        read, problems = read_course(Tree(root), date(2026, 11, 26))
        assert problems == []
        return [(problem.code, problem.what) for problem in rule(read)]

    return run


def single(name, **changes):
    """Return a graded question with a stem of its own."""
    return question(**{"id": name, "stem": f"What of {name}?", **changes})


def test_forms_that_are_alike_are_let_pass(found):
    """Two questions of one kind and difficulty make two like forms."""
    assert found(forms.alike, single("q-a"), single("q-b")) == []


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (single("q-b", difficulty=3), "difficulty 1 of"),
        (match(), "kind 1 of"),
        (single("q-b", stem="Which of these? " + "word " * 60), "words to read"),
    ],
)
def test_what_forms_differ_in_is_told(found, other, said):
    """Kind, difficulty and length are named with their numbers."""
    told = found(forms.alike, single("q-a"), other)

    assert told[0][0] == Code.FORMS
    assert any(said in what for _, what in told)


def test_each_form_has_what_must_be_right(found):
    """A form without such a question is told; where no question of the course is one, nothing is."""
    assert found(forms.must, single("q-a", must=True), single("q-b", must=True)) == []
    assert found(forms.must, single("q-a"), single("q-b")) == []
    told = found(forms.must, single("q-a", must=True), single("q-b"))
    assert [code for code, _ in told] == [Code.FORMS]


def test_must_is_not_asked_for_where_the_quiz_does_not(found):
    """A quiz may do without the rule."""
    assert found(forms.must, single("q-a", must=True), single("q-b"), **{"pass": {"must": "none"}}) == []


def test_what_a_question_needs_stands_on_its_page(found):
    """The sentence is held against the page, whatever marks stand in it."""
    held = {"page": "modules/m/page", "says": SAID}
    assert found(needs.held, single("q-a", needs=held), single("q-b")) == []
    told = found(needs.held, single("q-a", needs={**held, "says": "Nobody wrote this."}), single("q-b"))
    assert [code for code, _ in told] == [Code.NEEDS]
    told = found(needs.held, single("q-a", needs={**held, "page": "modules/m/other"}), single("q-b"))
    assert [code for code, _ in told] == [Code.UNKNOWN_PAGE]


def test_the_quiz_asks_for_the_core_alone(course):
    """A page that goes further promises that no quiz needs it; practice may stand there."""
    page = "---\nfurther: true\n---\n\n# Page\n\nThere were {fact}`reports`.\n"
    root = course(page=page, m=bank(single("q-a"), practice(id="p-a")))
    read, _ = read_course(Tree(root), date(2026, 11, 26))

    (told,) = needs.core(read)

    assert told.what == "q-a: the quiz asks for modules/m/page.md, which goes further"


def test_a_bank_that_asks_too_little_of_what_is_taught(found):
    """Four in ten graded questions need the course."""
    needing = {"page": "modules/m/page", "says": SAID}
    many = [single(f"q-{n}", **({"needs": needing} if n < 12 else {})) for n in range(30)]

    assert found(needs.enough, *many) == []
    assert [code for code, _ in found(needs.enough, *many[1:], single("q-x"))] == [Code.NEEDS]


def test_a_bank_keeps_a_reserve(found):
    """Five graded questions that no form draws are left for a trainer to swap in."""
    many = [single(f"q-{n}") for n in range(30)]
    rows = [{"outcome": "T1", "difficulty": [1], "count": 13}]

    assert [code for code, _ in found(balance.reserve, *many, rows=rows)] == [Code.BANK_BALANCE]
    assert found(balance.reserve, *many, rows=[{**rows[0], "count": 12}]) == []


def test_the_last_pair_is_not_free(found):
    """A graded match has something left over on the right."""
    spare = [{"id": "goat", "text": "g"}]

    assert found(balance.parts, single("q-a"), match(spare=spare)) == []
    assert [code for code, _ in found(balance.parts, single("q-a"), match())] == [Code.CUE]


@pytest.mark.parametrize(
    ("right", "offered", "sound"), [(2, 5, True), (4, 6, True), (3, 4, False), (5, 6, False)]
)
def test_how_many_of_how_many(found, right, offered, sound):
    """A graded multiple question offers five or six, of which two to four are right."""
    options = [
        {"id": "abcdef"[at], "text": f"Option {at}", "correct": at < right, "feedback": "F."}
        for at in range(offered)
    ]
    told = found(balance.parts, single("q-a"), single("q-b", kind="multiple", options=options))

    assert (told == []) is sound


def test_a_planted_giveaway_is_named(found):
    """A word that only right options have is found, with the questions that give most away."""
    words = ["call", "note", "desk", "file", "team", "visit", "plan", "week", "risk", "form", "log", "shift"]
    many = [
        single(
            f"q-{n}",
            options=[
                {
                    "id": "abc"[at],
                    "text": f"{words[(n + at) % 12]} {words[(n * 5 + at) % 12]}"
                    + (" safely" if at == n % 3 else ""),
                    "correct": at == n % 3,
                    "feedback": "F.",
                }
                for at in range(3)
            ],
        )
        for n in range(24)
    ]
    told = found(wording.given_away, *many)

    assert {code for code, _ in told} == {Code.GIVEN_AWAY}
    assert any("a reader of wording scores" in what and "safely" in what for _, what in told)
