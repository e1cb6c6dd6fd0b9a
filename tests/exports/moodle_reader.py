"""A small reader of Moodle XML, apart from what writes it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from exports.moodle_marking import Read

_TYPES = {"matching": "matching", "ordering": "ordering", "numerical": "numerical", "essay": "essay"}


def read(data):
    """Return the questions of a file, and its categories."""
    root = ET.fromstring(data)
    assert root.tag == "quiz"
    found, categories = [], []
    for element in root:
        assert element.tag == "question"
        if element.get("type") == "category":
            categories.append(element.findtext("category/text"))
        else:
            found.append(_question(element))
    return found, categories


def _question(element):
    kind = element.get("type")
    if kind == "multichoice":
        kind = "single" if element.findtext("single") == "true" else "multiple"
    question = Read(
        id=element.findtext("idnumber"),
        type=kind if kind in ("single", "multiple") else _TYPES[kind],
        text=element.findtext("questiontext/text"),
        feedback=element.findtext("generalfeedback/text"),
        points=float(element.findtext("defaultgrade")),
        tags=[tag.text for tag in element.iterfind("tags/tag/text")],
        marker=element.findtext("graderinfo/text") or "",
        unit=element.findtext("units/unit/unit_name") or "",
    )
    answers = element.findall("answer")
    if kind in ("single", "multiple"):
        question.options = [
            (answer.findtext("text"), float(answer.get("fraction")), answer.findtext("feedback/text"))
            for answer in answers
        ]
    elif kind == "matching":
        question.pairs = [
            (pair.findtext("text") or "", pair.findtext("answer/text"))
            for pair in element.findall("subquestion")
        ]
    elif kind == "ordering":
        assert element.findtext("gradingtype") == "ABSOLUTE_POSITION"
        assert element.findtext("selecttype") == "ALL"
        question.items = [answer.findtext("text") for answer in answers]
    elif kind == "numerical":
        (answer,) = answers
        assert answer.get("fraction") == "100"
        question.number = float(answer.findtext("text")), float(answer.findtext("tolerance"))
    return question
