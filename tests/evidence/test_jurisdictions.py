"""Law, duties and help by place: what is read, and that every mistake is told at once."""

import json

import pytest

from prevention_cpd.core.problems import Code, CourseError
from prevention_cpd.evidence.jurisdictions import load

STATEMENT = {"text": "T.", "source": "S", "checked": "2026-01-02", "sure": "seen"}
SERVICE = {
    "name": "Line",
    "for": "Anybody.",
    "audience": ["crisis", "staff"],
    "checked": "2026-01-02",
    "sure": "second-hand",
    "source": "S",
}
PLACE = {
    "id": "here",
    "name": "Here",
    "words": [STATEMENT],
    "ages": [],
    "duties": [],
    "confidentiality": [],
    "help": [SERVICE],
}


def write(tmp_path, *places):
    """Write the file and return its path."""
    path = tmp_path / "jurisdictions.yml"
    path.write_text(json.dumps(places, indent=1), "utf-8")
    return path


def test_a_place_is_read(tmp_path):
    """Statements stand under their topic; a service without number or address has neither."""
    (place,) = load(write(tmp_path, PLACE))

    assert place.statements["words"][0].sure == "seen"
    assert place.statements["duties"] == ()
    (service,) = place.help
    assert (service.purpose, service.audience, service.phone) == ("Anybody.", ("crisis", "staff"), None)


def test_all_mistakes_are_told_at_once(tmp_path):
    """What is missing, misspelt or no date is told together, each at its line."""
    wrong = [{**STATEMENT, "sure": "sure"}, {**STATEMENT, "checked": "in May"}]
    path = write(tmp_path, {**PLACE, "words": wrong, "help": [{**SERVICE, "audience": ["Every one"]}]})

    with pytest.raises(CourseError) as told:
        load(path)

    assert [problem.code for problem in told.value.problems] == [Code.SHAPE] * 3
    assert len({problem.line for problem in told.value.problems}) == 3


def test_a_place_stands_once(tmp_path):
    """Two places with one id would be one choice for the reader."""
    with pytest.raises(CourseError, match="'here' stands twice"):
        load(write(tmp_path, PLACE, {**PLACE, "name": "There"}))
