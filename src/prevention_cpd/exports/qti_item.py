"""One question as a QTI 2.1 assessment item: what is declared, shown, scored and told afterwards.

Terms are those of the IMS Question and Test Interoperability information model 2.1. Scores are those of the
course: partial credit by `mapResponse`, order by place, numbers by both ends of their range.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # it only writes here

from defusedxml import ElementTree as SafeET

from prevention_cpd.core.markup import to_html, to_inline_html
from prevention_cpd.exports.wording import asked, decimal, for_marker
from prevention_cpd.questions.kinds.provides import shuffled
from prevention_cpd.quiz import words as quiz_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.questions import Question

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
SCHEMA = f"{NAMESPACE} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
#: The feedback that everybody reads; no id of an option has capitals.
_WHY = "RATIONALE"
#: The attributes that QTI's part of HTML takes; others of Markdown are left out.
_KEPT = {"a": ("href",), "img": ("src", "alt")}


def item(question: Question, language: str, resolve: Resolver) -> ET.Element:
    """Return the assessment item of a question."""
    root = ET.Element(
        "assessmentItem",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": SCHEMA,
            "identifier": identifier(question.id),
            "title": question.id,
            "xml:lang": language,
            "adaptive": "false",
            "timeDependent": "false",
        },
    )
    body = ET.Element("itemBody")
    _fill(body, asked(question, resolve))
    scoring = _KINDS[question.kind](root, body, question, resolve)
    _outcome(root, "SCORE", "float", 0, normalMaximum=decimal(question.points), normalMinimum="0")
    _outcome(root, "MAXSCORE", "float", question.points)
    told = {"identifier": "FEEDBACK", "cardinality": "multiple", "baseType": "identifier"}
    ET.SubElement(root, "outcomeDeclaration", told)
    root.append(body)
    processing = ET.SubElement(root, "responseProcessing")
    processing.extend(scoring)
    processing.append(_tell(told_options=bool(question.options)))
    for option in question.options:
        _feedback(root, identifier(option.id), to_inline_html(option.feedback, resolve))
    _feedback(root, _WHY, to_html(question.rationale, resolve))
    return root


def identifier(name: str) -> str:
    """Return an id as QTI takes it: one that starts with a digit gets a low line in front."""
    return f"_{name}" if name[0].isdigit() else name


def _options(root: ET.Element, body: ET.Element, question: Question, resolve: Resolver) -> list[ET.Element]:
    single = question.kind == "single"
    right = [option.id for option in question.options if option.correct]
    declared = _response(root, "single" if single else "multiple", "identifier", right)
    wrong = len(question.options) - len(right)
    earned = {
        option.id: question.points / len(right) if option.correct else -question.points / wrong
        for option in question.options
        if option.correct or not single
    }
    _mapping(declared, {identifier(name): points for name, points in earned.items()}, question.points)
    shown = ET.SubElement(
        body,
        "choiceInteraction",
        responseIdentifier="RESPONSE",
        shuffle="false",
        maxChoices="1" if single else "0",
    )
    for option in question.options:
        choice = ET.SubElement(shown, "simpleChoice", identifier=identifier(option.id))
        _fill(choice, to_inline_html(option.text, resolve))
    return [_set("SCORE", ET.Element("mapResponse", identifier="RESPONSE"))]


def _pairs(root: ET.Element, body: ET.Element, question: Question, resolve: Resolver) -> list[ET.Element]:
    pairs = [f"{identifier(pair.left.id)} {identifier(pair.right.id)}" for pair in question.pairs]
    declared = _response(root, "multiple", "directedPair", pairs)
    _mapping(declared, dict.fromkeys(pairs, question.points / len(pairs)), question.points)
    shown = ET.SubElement(
        body,
        "matchInteraction",
        responseIdentifier="RESPONSE",
        shuffle="false",
        maxAssociations=str(len(pairs)),
    )
    rights = shuffled(question.id, (*(pair.right for pair in question.pairs), *question.spare))
    # A left one is used once, a right one as often as a learner likes: 0 is no limit.
    for most, choices in (("1", [pair.left for pair in question.pairs]), ("0", rights)):
        side = ET.SubElement(shown, "simpleMatchSet")
        for each in choices:
            choice = ET.SubElement(
                side, "simpleAssociableChoice", identifier=identifier(each.id), matchMax=most
            )
            _fill(choice, to_inline_html(each.text, resolve))
    return [_set("SCORE", ET.Element("mapResponse", identifier="RESPONSE"))]


def _items(root: ET.Element, body: ET.Element, question: Question, resolve: Resolver) -> list[ET.Element]:
    _response(root, "ordered", "identifier", [each.id for each in question.items])
    shown = ET.SubElement(body, "orderInteraction", responseIdentifier="RESPONSE", shuffle="false")
    for each in shuffled(question.id, question.items):
        choice = ET.SubElement(shown, "simpleChoice", identifier=identifier(each.id))
        _fill(choice, to_inline_html(each.text, resolve))
    conditions = []
    for at, each in enumerate(question.items, start=1):
        # An item with a group is right in any place of the group, so any of them is right in this place.
        alike = [other for other in question.items if (other.group or other.id) == (each.group or each.id)]
        condition = ET.Element("responseCondition")
        met = ET.SubElement(condition, "responseIf")
        test = ET.SubElement(met, "member")
        place = ET.SubElement(test, "index", n=str(at))
        ET.SubElement(place, "variable", identifier="RESPONSE")
        test.append(_multiple(_value("identifier", identifier(other.id)) for other in alike))
        total = ET.Element("sum")
        ET.SubElement(total, "variable", identifier="SCORE")
        total.append(_value("float", repr(question.points / len(question.items))))
        met.append(_set("SCORE", total))
        conditions.append(condition)
    return conditions


def _number(root: ET.Element, body: ET.Element, question: Question, _resolve: Resolver) -> list[ET.Element]:
    assert question.answer is not None, "a bank holds no numeric question without an answer"  # noqa: S101
    _response(root, "single", "float", [decimal(question.answer.value)])
    field = ET.SubElement(body, "p")
    field.text = f"{quiz_words.words('notebook')['your_answer']}: "
    shown = ET.SubElement(field, "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="12")
    shown.tail = f" {question.answer.unit}"
    # In decimals, so that 0.12 and 0.01 end at 0.13 and not beside it.
    value, off = (Decimal(repr(each)) for each in (question.answer.value, question.answer.tolerance))
    condition = ET.Element("responseCondition")
    met = ET.SubElement(condition, "responseIf")
    both = ET.SubElement(met, "and")
    for operator, end in (("gte", value - off), ("lte", value + off)):
        test = ET.SubElement(both, operator)
        ET.SubElement(test, "variable", identifier="RESPONSE")
        test.append(_value("float", f"{end:f}"))
    met.append(_set("SCORE", _value("float", decimal(question.points))))
    return [condition]


def _text(root: ET.Element, body: ET.Element, question: Question, resolve: Resolver) -> list[ET.Element]:
    _response(root, "single", "string", [])
    _fill(ET.SubElement(body, "rubricBlock", view="scorer"), for_marker(question, resolve))
    ET.SubElement(body, "extendedTextInteraction", responseIdentifier="RESPONSE", expectedLines="15")
    # Nothing sets SCORE: a person does.
    return []


_KINDS: dict[str, Callable[[ET.Element, ET.Element, Question, Resolver], list[ET.Element]]] = {
    "single": _options,
    "multiple": _options,
    "match": _pairs,
    "order": _items,
    "numeric": _number,
    "text": _text,
}


def _response(root: ET.Element, cardinality: str, base: str, right: list[str]) -> ET.Element:
    declared = ET.SubElement(
        root, "responseDeclaration", identifier="RESPONSE", cardinality=cardinality, baseType=base
    )
    if right:
        correct = ET.SubElement(declared, "correctResponse")
        for value in right:
            ET.SubElement(correct, "value").text = identifier(value) if base == "identifier" else value
    return declared


def _mapping(declared: ET.Element, earned: dict[str, float], most: float) -> None:
    bounds = {"lowerBound": "0", "upperBound": decimal(most), "defaultValue": "0"}
    mapping = ET.SubElement(declared, "mapping", bounds)
    for key, points in earned.items():
        ET.SubElement(mapping, "mapEntry", mapKey=key, mappedValue=repr(points))


def _outcome(root: ET.Element, name: str, base: str, default: float, **attributes: str) -> None:
    given = {"identifier": name, "cardinality": "single", "baseType": base, **attributes}
    declared = ET.SubElement(root, "outcomeDeclaration", given)
    ET.SubElement(ET.SubElement(declared, "defaultValue"), "value").text = decimal(default)


def _tell(*, told_options: bool) -> ET.Element:
    """Return the rule that shows the feedback of what was chosen, and why."""
    told = [ET.Element("variable", identifier="RESPONSE")] if told_options else []
    return _set("FEEDBACK", _multiple([*told, _value("identifier", _WHY)]))


def _feedback(root: ET.Element, name: str, html: str) -> None:
    shown = {"outcomeIdentifier": "FEEDBACK", "identifier": name, "showHide": "show"}
    _fill(ET.SubElement(root, "modalFeedback", shown), html)


def _set(name: str, value: ET.Element) -> ET.Element:
    element = ET.Element("setOutcomeValue", identifier=name)
    element.append(value)
    return element


def _multiple(values: Iterable[ET.Element]) -> ET.Element:
    element = ET.Element("multiple")
    element.extend(values)
    return element


def _value(base: str, text: str) -> ET.Element:
    element = ET.Element("baseValue", baseType=base)
    element.text = text
    return element


def _fill(element: ET.Element, html: str) -> None:
    """Put HTML into an element."""
    parsed = SafeET.fromstring(f"<div>{html}</div>")
    for each in parsed.iter():
        for name in set(each.attrib) - set(_KEPT.get(each.tag, ())):
            del each.attrib[name]
    element.text = parsed.text
    element.extend(parsed)
