"""Moodle XML: what Moodle and Totara import, with points, feedback, tags and id numbers.

The elements are those that Moodle's own importer looks for. An order question is Moodle's ordering question;
one whose items may change places is a matching of items and places, so that its points stay the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # it only writes here

from defusedxml import ElementTree as SafeET

from prevention_cpd.core.markup import to_html, to_inline_html, to_text
from prevention_cpd.exports import moodle
from prevention_cpd.exports.export import Export, Loss
from prevention_cpd.exports.packing import xml
from prevention_cpd.exports.wording import asked, decimal, for_marker, places, say, tags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.exports.selection import Selection
    from prevention_cpd.questions import Question


def write(selection: Selection) -> Export:
    """Return the questions as Moodle XML, a category for each heading."""
    root = ET.Element("quiz")
    losses: list[Loss] = []
    for group in selection.groups:
        category = ET.SubElement(root, "question", type="category")
        _text(ET.SubElement(category, "category"), moodle.category(group))
        for question in group.questions:
            root.append(_question(question, selection.resolve))
            losses += _losses(question, selection.resolve)
    for mixes in root.iterfind("question[@type='multichoice']/shuffleanswers"):
        mixes.text = "true" if selection.mixed else "false"
    ET.indent(root)
    return Export(data=xml(root), losses=tuple(losses), notes=(moodle.AGAIN,))


def ids_in(data: bytes) -> set[str]:
    """Return the id numbers that a file holds.

    Raises:
        ValueError: when it is no Moodle XML.
    """
    try:
        root = SafeET.fromstring(data)
    except ET.ParseError as error:
        raise ValueError(str(error)) from None
    return {found.text for found in root.iter("idnumber") if found.text}


def _question(question: Question, resolve: Resolver) -> ET.Element:
    type_, fill = _KINDS[question.kind]
    if question.kind == "order" and _may_change_places(question):
        type_, fill = "matching", _places
    element = ET.Element("question", type=type_)
    _text(ET.SubElement(element, "name"), question.id)
    text = asked(question, resolve)
    if fill is _places:
        text += f"<p>{say('order')}</p>"
    _html(element, "questiontext", text)
    _html(element, "generalfeedback", to_html(question.rationale, resolve))
    # One try, as in the course: a wrong one costs nothing besides its points.
    for name, value in {"defaultgrade": decimal(question.points), "penalty": "0", "hidden": "0"}.items():
        ET.SubElement(element, name).text = value
    ET.SubElement(element, "idnumber").text = question.id
    fill(element, question, resolve)
    named = ET.SubElement(element, "tags")
    for tag in tags(question):
        _text(ET.SubElement(named, "tag"), tag)
    return element


def _options(element: ET.Element, question: Question, resolve: Resolver) -> None:
    ET.SubElement(element, "single").text = "true" if question.kind == "single" else "false"
    ET.SubElement(element, "shuffleanswers")
    ET.SubElement(element, "answernumbering").text = "ABCD"
    grades = moodle.per_cent(question)
    for option in question.options:
        answer = _html(element, "answer", to_inline_html(option.text, resolve), fraction=grades[option.id])
        _html(answer, "feedback", to_inline_html(option.feedback, resolve))


def _pairs(element: ET.Element, question: Question, resolve: Resolver) -> None:
    ET.SubElement(element, "shuffleanswers").text = "false"
    for pair in question.pairs:
        _pair(element, to_inline_html(pair.left.text, resolve), to_text(pair.right.text, resolve))
    for choice in question.spare:
        _pair(element, "", to_text(choice.text, resolve))


def _places(element: ET.Element, question: Question, resolve: Resolver) -> None:
    # The items are written in the right order, so Moodle has to mix them.
    ET.SubElement(element, "shuffleanswers").text = "true"
    right = places(question)
    for item in question.items:
        _pair(element, to_inline_html(item.text, resolve), right[item.id])


def _pair(element: ET.Element, left: str, right: str) -> None:
    _text(ET.SubElement(_html(element, "subquestion", left), "answer"), right)


def _items(element: ET.Element, question: Question, resolve: Resolver) -> None:
    settings = {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": str(len(question.items)),
        "gradingtype": "ABSOLUTE_POSITION",
        "showgrading": "SHOW",
        "numberingstyle": "none",
        # Moodle 4.5 writes half a hint where this is missing, and ends the import with a database error.
        "shownumcorrect": "1",
    }
    for name, value in settings.items():
        ET.SubElement(element, name).text = value
    for at, item in enumerate(question.items, start=1):
        _html(element, "answer", to_inline_html(item.text, resolve), fraction=str(at))


def _number(element: ET.Element, question: Question, _resolve: Resolver) -> None:
    assert question.answer is not None, "a bank holds no numeric question without an answer"  # noqa: S101
    answer = ET.SubElement(element, "answer", fraction="100", format="moodle_auto_format")
    ET.SubElement(answer, "text").text = decimal(question.answer.value)
    ET.SubElement(answer, "tolerance").text = decimal(question.answer.tolerance)
    if question.answer.unit:
        unit = ET.SubElement(ET.SubElement(element, "units"), "unit")
        ET.SubElement(unit, "multiplier").text = "1"
        ET.SubElement(unit, "unit_name").text = question.answer.unit
    # 0: the unit may be written or left out; 3: there is none.
    ET.SubElement(element, "unitgradingtype").text = "0"
    ET.SubElement(element, "unitpenalty").text = "0"
    ET.SubElement(element, "showunits").text = "0" if question.answer.unit else "3"
    ET.SubElement(element, "unitsleft").text = "0"


def _essay(element: ET.Element, question: Question, resolve: Resolver) -> None:
    settings = {"responseformat": "editor", "responserequired": "1", "responsefieldlines": "15"}
    for name, value in {**settings, "attachments": "0"}.items():
        ET.SubElement(element, name).text = value
    _html(element, "graderinfo", for_marker(question, resolve))
    _html(element, "responsetemplate", "")


_KINDS: dict[str, tuple[str, Callable[[ET.Element, Question, Resolver], None]]] = {
    "single": ("multichoice", _options),
    "multiple": ("multichoice", _options),
    "match": ("matching", _pairs),
    "order": ("ordering", _items),
    "numeric": ("numerical", _number),
    "text": ("essay", _essay),
}


def _losses(question: Question, resolve: Resolver) -> Iterator[Loss]:
    yield from moodle.losses(question, resolve)
    if question.kind == "order" and _may_change_places(question):
        what = "it becomes a matching of items and places, and the places tell which items may change places"
        yield Loss(question=question, what=what, fix="Nothing is needed; the points are the same")
    elif question.kind == "order":
        what = "Moodle marks a list that nobody touched as it happened to be mixed, where the course gives 0"
        yield Loss(question=question, what=what, fix="Tell learners to look at every list", marks=True)
        what = "a system without the ordering question, such as Moodle before 4.4, leaves it out"
        yield Loss(question=question, what=what, fix="There, install the plugin qtype_ordering first")
    if question.rubric:
        what = "the rubric stands in the notes for the marker, who gives one mark for all criteria"
        yield Loss(question=question, what=what, fix="When you mark, add up the criteria")


def _may_change_places(question: Question) -> bool:
    return any(item.group for item in question.items)


def _text(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "text").text = text


def _html(parent: ET.Element, name: str, text: str, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, name, {**attributes, "format": "html"})
    _text(element, text)
    return element
