"""Loading activities, and telling what is wrong with their files."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from prevention_cpd.activities import static
from prevention_cpd.activities.kinds import authored
from prevention_cpd.core.problems import CourseError
from prevention_cpd.core.tree import Tree, find


@pytest.fixture
def copy(tree, tmp_path):
    """Return a copy of the tiny course that a test may spoil."""
    shutil.copytree(tree.root, tmp_path / "course")
    return Tree(tmp_path / "course")


def spoil(tree, name, change):
    """Change the data of an activity, load it, and give the problems as text."""
    path = tree.activity(f"demo/{name}")
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        static.load(f"demo/{name}", tree)
    return str(caught.value)


def test_markdown_becomes_html_and_a_memo_stays_plain(tree):
    """Texts are rendered; the sentences of a memo stay letter by letter, for the harmful part is looked up in them."""
    opener = static.load("demo/opener", tree).data
    repair = static.load("demo/repair", tree).data

    assert opener["statements"][0]["note"] == "<p>Some are <em>green</em>.</p>"
    assert repair["passages"][1]["text"] == "The lazy apple let itself go bad."


def test_a_figure_brings_its_source_and_its_limit(tree):
    """A headline's fact arrives as the figure with source, what was counted, and one limit."""
    case = static.load("demo/headline", tree).data["cases"][0]

    assert "1,200 apples (Orchard, 2019)" in case["fact"]["text"]
    assert "not an apple that was eaten" in case["fact"]["caveat"]
    assert "1,200 apples (Orchard, 2019)" in case["summary"]


def test_words_of_the_course_stand_in_for_those_of_the_kind(copy):
    """The course's words lie over the kind's, those of an activity over both, and stay as they were typed."""
    settings = copy.settings.read_text("utf-8")
    more = "words: {conversation: {when_chosen: 'At *{number}*', say: Speak, your_way: My way, "
    copy.settings.write_text(settings.replace("words: {conversation: {", more), "utf-8")
    path = copy.activity("demo/conversation")
    path.write_text(path.read_text("utf-8") + "own_words: {say: Tell, ending_child: The *boy*}\n", "utf-8")
    words = static.load("demo/conversation", copy).strings

    assert (words["your_way"], words["say"], words["ending_child"]) == ("My way", "Tell", "The *boy*")
    assert words["when_chosen"] == "At *{number}*"
    assert words["ending_family"] == "The family:"
    assert words["note"] == "What happens"


def test_an_instance_names_its_files(tree):
    """The book learns on which files a page with the activity depends."""
    files = {path.name for path in static.load("demo/language", tree).files}

    assert files == {"language.yml", "course.yml", "evidence.yml", "references.bib", "terminology.yml"}


def test_each_kind_has_an_example_here(tree):
    """The tiny course shows every kind that an author can write."""
    kinds = {static.load(f"demo/{path.stem}", tree).kind for path in tree.activities}

    assert kinds == set(authored())


def test_every_activity_of_the_course_loads():
    """The course's own activities are sound."""
    course = find(Path(__file__))
    for path in course.activities:
        static.load(f"{path.parent.parent.name}/{path.stem}", course)


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("choose", lambda data: data.update(kind="chose"), "'chose' is not a kind of activity"),
        ("choose", lambda data: data.update(id="demo/other"), "Write id: demo/choose"),
        ("choose", lambda data: data.pop("cases"), "missing 'cases'"),
        (
            "choose",
            lambda data: data["cases"][0].update(best=["apples"]),
            "'apples' is not there",
        ),
        (
            "choose",
            lambda data: data["cases"][0]["feedback"].pop("pear"),
            "'pear' has no text in feedback",
        ),
        ("choose", lambda data: data["cases"][1].update(id="pie"), "'pie' stands twice in cases"),
        ("choose", lambda data: data["cases"][0].update(notes="x"), "Did you mean 'note'"),
        (
            "repair",
            lambda data: data["passages"][1].update(harmful="lazy pear"),
            "does not stand in the sentence",
        ),
        ("repair", lambda data: data["passages"][1]["options"].pop(1), "blame: no option is good"),
        (
            "headline",
            lambda data: data["cases"][0]["questions"][0]["options"][0].update(correct=True),
            "2 options are right",
        ),
        ("headline", lambda data: data["cases"][0].update(fact="pears"), "there is no fact 'pears'"),
        ("confidence-after", lambda data: data.update(compare="demo/nothing"), "'demo/nothing' is not"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(copy, name, change, told):
    """A mistake in an activity's file gives file, line, what is wrong and how to mend it."""
    message = spoil(copy, name, change)

    assert told in message
    assert f"{name}.yml:" in message


def test_a_missing_file_is_told(copy):
    """An id that no file stands for is told, not raised as a traceback of Python."""
    with pytest.raises(CourseError, match=r"nothing\.yml"):
        static.load("demo/nothing", copy)


def test_all_problems_come_at_once(copy):
    """Two mistakes are two lines of one message."""

    def change(data):
        data["cases"][0].update(best=["apples"])
        data["cases"][1]["feedback"].pop("pear")

    assert len(spoil(copy, "choose", change).splitlines()) == 2


def test_a_graded_question_is_refused(bank):
    """The key of a graded question can never reach a page through here."""
    with pytest.raises(ValueError, match="may not be in a page"):
        static.practice(replace(bank["demo-single"], use="graded"), course="demo-course")
