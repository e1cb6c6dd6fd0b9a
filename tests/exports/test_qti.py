"""The QTI package: valid against the schemas, complete, and told in the right place."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from exports import qti_marking
from exports.conftest import ROOT

from prevention_cpd.core.markup import to_inline_html
from prevention_cpd.core.tree import Tree
from prevention_cpd.exports import FORMATS, of_quiz

SCHEMAS = ROOT.parent / "shared" / "vectors" / "qti-2.1" / "qtiv2p1p1" / "imsqti_v2p1p1.xsd"
PACKAGE = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
METADATA = "{http://www.imsglobal.org/xsd/imsmd_v1p2}"


@pytest.fixture(scope="module")
def schema():
    """The schema of QTI 2.1, where it lies beside the project."""
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed, which reads the schemas of QTI")
    if not SCHEMAS.is_file():
        pytest.skip(f"the schemas of QTI 2.1 are not at {Path(*SCHEMAS.parts[-6:])} beside the project")
    return etree.XMLSchema(etree.parse(SCHEMAS, etree.XMLParser(no_network=True)))


@pytest.fixture(scope="module")
def paper():
    """One paper of the course."""
    return of_quiz(Tree(ROOT), "terminology", "B")


@pytest.mark.parametrize("which", ["course", "odd", "paper"])
def test_every_file_is_valid(which, schema, exported, paper):
    """Items and tests hold against the schema; the manifest has schemas of its own."""
    from lxml import etree  # noqa: PLC0415  # only where it is installed

    data = FORMATS["qti"].write(paper).data if which == "paper" else exported("qti", which).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name != "imsmanifest.xml"]
        for name in names:
            schema.assertValid(etree.fromstring(archive.read(name)))

    assert ("test.xml" in names) == (which == "paper")


def test_the_schema_finds_what_is_wrong(schema, exported):
    """An item with its parts in another order is not valid, so the test above can fail."""
    from lxml import etree  # noqa: PLC0415  # only where it is installed

    with zipfile.ZipFile(io.BytesIO(exported("qti", "odd").data)) as archive:
        root = etree.fromstring(archive.read("items/odd-single.xml"))
    root.append(root[0])

    assert not schema.validate(root)


@pytest.mark.parametrize("which", ["course", "odd"])
def test_the_manifest_names_every_file(which, exported):
    """Each item is a resource with its id, its file, and outcome and difficulty as keywords."""
    roots = qti_marking.read(exported("qti", which).data)
    manifest = roots.pop("imsmanifest.xml")
    resources = {each.get("href"): each for each in manifest.iter(f"{PACKAGE}resource")}

    assert resources.keys() == roots.keys()
    for path, resource in resources.items():
        assert resource.get("identifier") == roots[path].get("identifier")
        assert resource.find(f"{PACKAGE}file").get("href") == path
        words = [word.text for word in resource.iter(f"{METADATA}langstring")]
        assert any(word.startswith("outcome ") for word in words)
        assert any(word.startswith("difficulty ") for word in words)


def test_a_paper_is_a_test_in_its_order(paper):
    """A quiz comes with a test whose items stand as on the paper, and whose score is their sum."""
    roots = qti_marking.read(FORMATS["qti"].write(paper).data)
    test = roots["test.xml"]

    assert [each.get("identifier") for each in test.iter("assessmentItemRef")] == [
        question.id for question in paper.questions
    ]
    assert {each.get("href") for each in test.iter("assessmentItemRef")} < roots.keys()
    assert (
        test.find("outcomeProcessing/setOutcomeValue/sum/testVariables").get("variableIdentifier") == "SCORE"
    )


def test_feedback_is_told_for_what_was_chosen(course, exported):
    """Who chooses an option reads its feedback and the rationale, and no other option's."""
    roots = qti_marking.read(exported("qti", "course").data)
    question = next(each for each in course.questions if each.kind == "single")
    root = roots[f"items/{question.id}.xml"]
    chosen = question.options[1]

    told = qti_marking.Item(root).mark(chosen.id)["FEEDBACK"]

    assert told == [chosen.id, "RATIONALE"]
    shown = {each.get("identifier"): "".join(each.itertext()) for each in root.iter("modalFeedback")}
    assert shown.keys() == {*(option.id for option in question.options), "RATIONALE"}
    plain = ET.fromstring(f"<p>{to_inline_html(chosen.feedback, course.resolve)}</p>")
    assert shown[chosen.id] == "".join(plain.itertext())


def test_only_a_scorer_sees_the_guidance(exported):
    """The guidance of a rubric and the marked examples stand in a block for the scorer."""
    item = qti_marking.read(exported("qti", "odd").data)["items/odd-text.xml"]
    block = item.find("itemBody/rubricBlock")

    assert block.get("view") == "scorer"
    assert "Names a step." in "".join(block.itertext())
    item.find("itemBody").remove(block)
    assert "Names a step." not in "".join(item.find("itemBody").itertext())


def test_the_same_questions_give_the_same_bytes(odd, exported):
    """A second export is the first, byte for byte, and so are its ids."""
    assert FORMATS["qti"].write(odd).data == exported("qti", "odd").data
    assert FORMATS["qti"].ids_in(exported("qti", "odd").data) == {each.id for each in odd.questions}


def test_what_is_no_package_is_refused():
    """A file that is no zip is no earlier export."""
    with pytest.raises(ValueError, match="zip"):
        FORMATS["qti"].ids_in(b"Nothing of ours")
