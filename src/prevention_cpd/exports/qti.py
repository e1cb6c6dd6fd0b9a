"""QTI 2.1: a content package, one item a file, with a test around the items of one paper."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # it only writes here

from prevention_cpd.exports.export import Export, Loss, common_losses
from prevention_cpd.exports.packing import xml, zipped
from prevention_cpd.exports.qti_item import NAMESPACE, SCHEMA, identifier, item
from prevention_cpd.exports.wording import tags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.exports.selection import Selection
    from prevention_cpd.questions import Question

_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_METADATA = "http://www.imsglobal.org/xsd/imsmd_v1p2"
_TEST = "test.xml"
_ITEM = re.compile(r"items/_?([a-z0-9-]+)\.xml")


def write(selection: Selection) -> Export:
    """Return the questions as a zip with imsmanifest.xml; the name of each item is the id of its question."""
    files = {}
    for question in selection.questions:
        root = item(question, selection.language, selection.resolve)
        for shown in root.iter("choiceInteraction"):
            shown.set("shuffle", "true" if selection.mixed else "false")
        files[_path(question)] = xml(root)
    if selection.paper:
        files[_TEST] = xml(_test(selection))
    data = zipped({"imsmanifest.xml": xml(_manifest(selection)), **files})
    losses = (loss for question in selection.questions for loss in _losses(question, selection.resolve))
    return Export(data=data, losses=tuple(losses))


def ids_in(data: bytes) -> set[str]:
    """Return the ids of the questions in a package.

    Raises:
        ValueError: when it is no zip.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {found.group(1) for name in archive.namelist() if (found := _ITEM.fullmatch(name))}
    except zipfile.BadZipFile as error:
        raise ValueError(str(error)) from None


def _manifest(selection: Selection) -> ET.Element:
    root = ET.Element(
        "manifest",
        {"xmlns": _PACKAGE, "xmlns:imsmd": _METADATA, "identifier": f"{identifier(selection.id)}-package"},
    )
    about = ET.SubElement(root, "metadata")
    ET.SubElement(about, "schema").text = "QTIv2.1 Package"
    ET.SubElement(about, "schemaversion").text = "1.0.0"
    _describe(about, selection.title, [], selection.language)
    ET.SubElement(root, "organizations")
    resources = ET.SubElement(root, "resources")
    if selection.paper:
        test = _resource(resources, f"{identifier(selection.id)}-test", "imsqti_test_xmlv2p1", _TEST)
        ET.SubElement(test, "file", href=_TEST)
        for question in selection.questions:
            ET.SubElement(test, "dependency", identifierref=identifier(question.id))
    for group in selection.groups:
        for question in group.questions:
            path = _path(question)
            resource = _resource(resources, identifier(question.id), "imsqti_item_xmlv2p1", path)
            words = [*tags(question), *group.path[1:]]
            _describe(ET.SubElement(resource, "metadata"), question.id, words, selection.language)
            ET.SubElement(resource, "file", href=path)
    return root


def _resource(resources: ET.Element, name: str, kind: str, href: str) -> ET.Element:
    return ET.SubElement(resources, "resource", identifier=name, type=kind, href=href)


def _describe(metadata: ET.Element, title: str, words: list[str], language: str) -> None:
    """Write a title and keywords as IEEE LOM has them."""
    general = ET.SubElement(ET.SubElement(metadata, "imsmd:lom"), "imsmd:general")
    for name, text in [("title", title), *(("keyword", word) for word in words)]:
        named = ET.SubElement(general, f"imsmd:{name}")
        ET.SubElement(named, "imsmd:langstring", {"xml:lang": language}).text = text


def _test(selection: Selection) -> ET.Element:
    """Return a test of one part, whose items stand in the order of the paper; its score is their sum."""
    root = ET.Element(
        "assessmentTest",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": SCHEMA,
            "identifier": identifier(selection.id),
            "title": selection.title,
        },
    )
    score = {"identifier": "SCORE", "cardinality": "single", "baseType": "float"}
    ET.SubElement(root, "outcomeDeclaration", score)
    part = {"identifier": "part", "navigationMode": "nonlinear", "submissionMode": "simultaneous"}
    section = ET.SubElement(
        ET.SubElement(root, "testPart", part),
        "assessmentSection",
        identifier="section",
        title=selection.title,
        visible="true",
    )
    for question in selection.questions:
        ET.SubElement(section, "assessmentItemRef", identifier=identifier(question.id), href=_path(question))
    total = ET.SubElement(ET.SubElement(root, "outcomeProcessing"), "setOutcomeValue", identifier="SCORE")
    ET.SubElement(ET.SubElement(total, "sum"), "testVariables", variableIdentifier="SCORE")
    return root


def _losses(question: Question, resolve: Resolver) -> Iterator[Loss]:
    yield from common_losses(question, resolve)
    if question.rubric:
        what = "the rubric stands in a block for the scorer, who gives one score for all criteria"
        yield Loss(question=question, what=what, fix="When you mark, add up the criteria")


def _path(question: Question) -> str:
    return f"items/{identifier(question.id)}.xml"
