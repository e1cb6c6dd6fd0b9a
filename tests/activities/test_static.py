"""The static face: safe to put into a page, and readable without JavaScript."""

import json
import os
import re
import subprocess
import sys
import zlib
from base64 import b64decode
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from prevention_cpd import frontend
from prevention_cpd.activities import static
from prevention_cpd.activities.kinds import SHARED, kinds

#: Where each kind of question has its controls.
KINDS = frontend.FOLDER.parent / "questions" / "kinds"
MAP = {
    "modules": [
        {"title": "Demo", "minutes": 5, "pages": [{"doc": "modules/demo/a", "title": "A", "href": "a.html"}]}
    ]
}


def others(bank):
    """Give the parts of a page that are not written as activity files."""
    return [
        *(static.practice(question, course="demo-course") for question in bank.values()),
        static.reflection("r", "<p>What will you change?</p>", course="demo-course"),
        static.section_done("modules/demo/a", course="demo-course"),
        static.progress(MAP, course="demo-course"),
    ]


def test_hostile_data_stays_in_its_place(tree):
    """Data full of closing tags and quotes is one script element of JSON, and comes back letter by letter."""
    instance = static.load("demo/hostile", tree)

    soup = BeautifulSoup(static.static_html(instance), "html.parser")

    assert [tag.get("class") for tag in soup.find_all("script")] == [["cpd-state"]]
    assert soup.find_all(["img", "svg", "b", "textarea", "template"]) == []
    assert not [tag for tag in soup.find_all() if any(name.startswith("on") for name in tag.attrs)]
    assert not [tag for tag in soup.find_all("a") if "javascript" in tag["href"]]
    assert json.loads(soup.script.string)["data"] == instance.data


@pytest.mark.parametrize("name", ["opener", "choose", "repair", "headline"])
def test_without_javascript_the_answers_are_folded(tree, name):
    """Without JavaScript the content is readable, and answers and feedback stand behind a disclosure."""
    soup = BeautifulSoup(static.static_html(static.load(f"demo/{name}", tree)), "html.parser")
    fallback = soup.find(class_="cpd-fallback")
    folded = fallback.details.extract().get_text(" ")

    assert fallback.find(class_="cpd-title").get_text()
    feedback = {
        "opener": "green",
        "choose": "It holds its shape",
        "repair": "Still blame",
        "headline": "Nobody counted",
    }
    assert feedback[name] in folded
    assert feedback[name] not in fallback.get_text(" ")


def test_every_kind_of_question_has_a_readable_face(bank):
    """Each practice question shows its stem and what can be chosen, and its answer only when unfolded."""
    answers = {
        "demo-single": "right : An apple",
        "demo-multiple": "right : Apples",
        "demo-match": "Plums → Jam",
        "demo-order": "Pick the apples Cut the apples Bake the pie",
        "demo-numeric": "12.5 %",
        "demo-text": "Sweet or sour will do",
    }
    assert answers.keys() == bank.keys()
    for name, question in bank.items():
        soup = BeautifulSoup(static.static_html(static.practice(question, course="x")), "html.parser")
        fallback = soup.find(class_="cpd-fallback")
        folded = " ".join(fallback.details.extract().get_text(" ").split())

        assert answers[name] in folded
        assert question.stem.split()[0] in fallback.get_text()


def test_the_rest_has_a_readable_face(bank):
    """Reflection and progress say something without JavaScript; the box to tick shows nothing."""
    faces = {
        one.kind: BeautifulSoup(static.static_html(one), "html.parser").find(class_="cpd-fallback")
        for one in others(bank)
    }

    assert "What will you change?" in faces["reflection"].get_text()
    assert faces["progress"].a["href"] == "a.html"
    assert faces["section-done"].get_text() == ""


def test_where_answers_are_kept(tree, bank):
    """The keys in the browser's storage are the ones that the course promises for ever."""
    faces = [static.load("demo/choose", tree), *others(bank)]

    assert {one.key for one in faces} == {
        "activity:demo/choose",
        *(f"practice:{name}" for name in bank),
        "reflection:r",
        "section:modules/demo/a",
        "page:progress",
    }


def test_every_word_that_a_module_asks_for_is_there():
    """Each `strings.name` in a module's text, and each `words.name` in a template, is a word of its kind."""
    for name, kind in kinds().items():
        asked = set(re.findall(r"\bstrings\.([a-z_]+)", kind.script))
        template = (kind.folder / "print.html.j2").read_text(encoding="utf-8")
        asked |= set(re.findall(r"(?<!data\.)\bwords\.([a-z_]+)", template))
        assert asked <= kind.words.keys(), name


def test_no_word_is_left_over():
    """Each word is asked for somewhere, by its name or by the part before a choice."""
    files = [*SHARED.parent.rglob("*"), *frontend.FOLDER.glob("*.js"), *KINDS.glob("*/*.js")]
    code = "".join(path.read_text("utf-8") for path in files if path.suffix in {".js", ".py", ".j2"})
    code += "".join(kind.script for kind in kinds().values())
    built = (
        "trail_",
        "kept_",
        "choose_",
        "needs_",
        "wording_",
        "answer_",
        "pick_",
        "place_",
        "status_",
        "ending_",
        "given_",
        "ask_",
        "text_",
        "take_",
        "reset",
        "forget",
    )
    left = [
        name
        for kind in kinds().values()
        for name in kind.words
        if name not in code and not name.startswith(built)
    ]

    assert left == []


def test_in_the_book_only_the_id_is_printed(tree):
    """With the book's environment variable an activity prints a placeholder, and no widget library is loaded."""
    code = (
        "import sys; from prevention_cpd.activities import activity; a = activity('demo/choose');"
        "print(a._repr_mimebundle_()); print([m for m in ('anywidget', 'ipywidgets') if m in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PREVENTION_CPD_STATIC": "1"},
        cwd=tree.root,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines() == [
        "{'text/html': '<div data-cpd-activity=\"demo/choose\"></div>'}",
        "[]",
    ]


def test_words_of_a_kind_are_not_packed_with_each_activity(tree):
    """A page of the book carries only words of its own; its shared script has those of every kind."""
    instance = static.load("demo/choose", tree)
    own = replace(instance, words={"next": "Onward"})
    packed = BeautifulSoup(static.static_html(own, packed=True), "html.parser").script.string

    raw = json.loads(zlib.decompress(b64decode(packed), -zlib.MAX_WBITS))

    assert raw["strings"]["next"] == "Onward"
    assert "check" not in raw["strings"]
    assert json.dumps(instance.strings["check"]) in static.modules_script()


def test_a_packed_state_is_the_same_state_in_less_room(tree):
    """What a page of the book packs is read back letter by letter, hostile data too."""
    instance = static.load("demo/hostile", tree)

    plain, packed = (
        BeautifulSoup(static.static_html(instance, packed=packed), "html.parser").script.string
        for packed in (False, True)
    )

    assert static.state_of(packed) == static.state_of(plain)
    assert static.state_of(packed)["data"] == instance.data
    assert len(packed) < len(plain)
