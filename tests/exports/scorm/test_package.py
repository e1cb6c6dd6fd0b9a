"""The package: its manifest is valid and names every file, and the book in it is the book."""

from __future__ import annotations

import io
import json
import time
import zipfile
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from exports.scorm.conftest import ROOT

from prevention_cpd.exports import scorm
from prevention_cpd.exports.scorm.manifest import manifest

SCHEMAS = ROOT.parent / "shared" / "vectors" / "scorm-1.2"
BOTH = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2" schemaLocation="imscp_rootv1p1p2.xsd"/>
<xs:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2" schemaLocation="adlcp_rootv1p2.xsd"/></xs:schema>"""


@pytest.fixture(scope="module")
def schema():
    """The schemas of SCORM 1.2, where they lie beside the project."""
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed, which reads the schemas")
    if not SCHEMAS.is_dir():
        pytest.skip(f"the schemas of SCORM 1.2 are not at {Path(*SCHEMAS.parts[-3:])} beside the project")
    return etree.XMLSchema(etree.fromstring(BOTH, base_url=f"{SCHEMAS.as_uri()}/both.xsd"))


def test_the_manifest_is_valid(schema):
    """It holds against the schemas of SCORM 1.2, also with names that an address has to escape."""
    from lxml import etree  # noqa: PLC0415  # only where it is installed

    files = ["launch.html", "book/a name.html", "book/ü&<.html"]

    schema.assertValid(etree.fromstring(manifest("1.2", "course-one", "Ends & <odds>", files)))


def test_the_schema_finds_what_is_wrong(schema):
    """A kind of resource that SCORM does not know is not valid, so the test above can fail."""
    from lxml import etree  # noqa: PLC0415  # only where it is installed

    data = manifest("1.2", "course", "Title", ["launch.html"]).replace(b'"sco"', b'"other"')

    assert not schema.validate(etree.fromstring(data))


@pytest.mark.slow
@pytest.mark.parametrize("edition", scorm.EDITIONS)
def test_the_manifest_names_every_file(unpacked, edition):
    """What is in the package is in the manifest, and the other way round."""
    folder = unpacked(edition)
    root = ET.fromstring((folder / "imsmanifest.xml").read_bytes())
    named = {unquote(each.get("href")) for each in root.iter() if each.tag.endswith("}file")}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

    assert named == there - {"imsmanifest.xml"}
    assert {"launch.html", "book/index.html"} <= named


@pytest.mark.slow
def test_the_book_is_as_it_was_compiled(unpacked, book):
    """No page is changed; one script has grown at its beginning."""
    inside = unpacked("1.2") / "book"
    changed = [
        name
        for path in inside.rglob("*")
        if path.is_file()
        and path.read_bytes() != (book / (name := path.relative_to(inside).as_posix())).read_bytes()
    ]

    assert changed == ["_static/cpd-early.js"]
    assert (inside / changed[0]).read_bytes().endswith((book / changed[0]).read_bytes())


@pytest.mark.slow
def test_a_module_counts_its_own_parts(unpacked, course_settings):
    """The package of a module opens there and counts nothing else."""
    plan = read_plan(unpacked("1.2", "tiers"))
    whole = read_plan(unpacked("1.2"))

    assert plan["start"] == "modules/tiers/index.html"
    assert {part["key"] for part in plan["parts"]} < {part["key"] for part in whole["parts"]}
    assert all("tiers" in part["key"] for part in plan["parts"] if part["kind"] in {"section", "activity"})
    modules = {part["key"].split("/")[1] for part in whole["parts"] if part["kind"] == "section"}
    assert modules == {module.id for module in course_settings.modules}


@pytest.mark.slow
def test_no_answer_key_stands_in_the_plan(unpacked):
    """What the launch page knows of a question is its id, kind and points."""
    asked = [part["question"] for part in read_plan(unpacked("1.2"))["parts"] if "question" in part]

    assert asked
    assert all(each.keys() == {"id", "kind", "points"} for each in asked)


@pytest.mark.slow
def test_the_same_book_gives_the_same_bytes_soon(book, course_settings):
    """A second package is the first, byte for byte, and takes less than 20 seconds."""
    start = time.monotonic()
    first = scorm.package(course_settings, book, "2004")

    assert time.monotonic() - start < 20
    assert scorm.package(course_settings, book, "2004") == first
    assert zipfile.ZipFile(io.BytesIO(first)).testzip() is None


def read_plan(folder):
    """Give the plan in a launch page."""
    text = (folder / "launch.html").read_text("utf-8")
    start = text.index('id="plan">') + len('id="plan">')
    return json.loads(text[start : text.index("</script>", start)])
