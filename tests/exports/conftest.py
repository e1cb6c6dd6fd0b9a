"""The questions of the course, and odd ones, exported once in every format."""

import json
from pathlib import Path

import pytest
from exports import gift_reader, moodle_reader, odd_questions

from prevention_cpd.core.markup import plain
from prevention_cpd.core.tree import Tree
from prevention_cpd.exports import FORMATS, of_banks
from prevention_cpd.exports.selection import Group, Selection
from prevention_cpd.questions import load_bank

ROOT = next(parent for parent in Path(__file__).parents if (parent / "_config.yml").is_file())
READERS = {"moodle-xml": moodle_reader.read, "gift": gift_reader.read}


@pytest.fixture(scope="session")
def course():
    """All questions of the course, practice and graded."""
    return of_banks(Tree(ROOT), graded=True)


@pytest.fixture(scope="session")
def odd(tmp_path_factory):
    """Questions that try every corner."""
    path = tmp_path_factory.mktemp("odd") / "odd.yml"
    told = {"id": "told", "title": "What <was> told", "text": "A case.\n\nIts *second* part."}
    path.write_text(
        json.dumps({"module": "odd", "scenarios": [told], "questions": odd_questions.raw()}), "utf-8"
    )
    group = Group(path=("A/B course", "Odd & <ends>", "Practice"), questions=load_bank(path).questions)
    return Selection(id="0-odd", title="Odd", language="en-GB", groups=(group,), resolve=plain)


@pytest.fixture(scope="session")
def exported(course, odd):
    """Return a function that gives a selection in a format, made once."""
    made = {}

    def export(name, which):
        if (name, which) not in made:
            made[name, which] = FORMATS[name].write({"course": course, "odd": odd}[which])
        return made[name, which]

    return export


@pytest.fixture(scope="session")
def read_back(exported):
    """Return a function that gives the questions of a Moodle XML or GIFT file by their ids, and its categories."""

    def read(name, which):
        found, categories = READERS[name](exported(name, which).data)
        by_id = {question.id: question for question in found}
        assert len(by_id) == len(found)
        return by_id, categories

    return read


@pytest.fixture
def chosen(which, course, odd):
    """Return the selection of that name."""
    return {"course": course, "odd": odd}[which]
