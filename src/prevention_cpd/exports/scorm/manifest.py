"""The manifest of a package: one object to learn from, and every file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET  # it only writes here

from prevention_cpd.exports.packing import xml

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The manifest stands under this name at the top of the package.
NAME = "imsmanifest.xml"
#: For each edition: what a platform reads as its version, the name of its attribute, and the namespaces.
_VERSION = {"1.2": "1.2", "2004": "2004 4th Edition"}
_TYPE = {"1.2": "scormtype", "2004": "scormType"}
_PACKAGE = {
    "1.2": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    "2004": "http://www.imsglobal.org/xsd/imscp_v1p1",
}
_ADL = {"1.2": "http://www.adlnet.org/xsd/adlcp_rootv1p2", "2004": "http://www.adlnet.org/xsd/adlcp_v1p3"}
_SEQUENCING = "http://www.imsglobal.org/xsd/imsss"


def manifest(edition: str, course: str, title: str, files: Iterable[str]) -> bytes:
    """Return the manifest.

    Args:
        edition: `1.2` or `2004`.
        course: an id for the package, which stays the same when it is made again.
        title: what the platform shows.
        files: the path of every other file; the first is where the course starts.
    """
    names = list(files)
    ET.register_namespace("adlcp", _ADL[edition])
    ET.register_namespace("imsss", _SEQUENCING)
    root = ET.Element("manifest", {"xmlns": _PACKAGE[edition], "identifier": f"scorm-{course}"})
    metadata = ET.SubElement(root, "metadata")
    ET.SubElement(metadata, "schema").text = "ADL SCORM"
    ET.SubElement(metadata, "schemaversion").text = _VERSION[edition]
    organizations = ET.SubElement(root, "organizations", default="course")
    organization = ET.SubElement(organizations, "organization", identifier="course")
    ET.SubElement(organization, "title").text = title
    item = ET.SubElement(organization, "item", identifier="book", identifierref="launch")
    ET.SubElement(item, "title").text = title
    if edition == "2004":
        # The course itself says what is complete and what is passed; a platform adds nothing of its own.
        sequencing = ET.SubElement(item, f"{{{_SEQUENCING}}}sequencing")
        own = {"completionSetByContent": "true", "objectiveSetByContent": "true"}
        ET.SubElement(sequencing, f"{{{_SEQUENCING}}}deliveryControls", own)
    resources = ET.SubElement(root, "resources")
    resource = ET.SubElement(
        resources,
        "resource",
        {
            "identifier": "launch",
            "type": "webcontent",
            f"{{{_ADL[edition]}}}{_TYPE[edition]}": "sco",
            "href": quote(names[0]),
        },
    )
    for name in names:
        ET.SubElement(resource, "file", href=quote(name))
    ET.indent(root)
    return xml(root)
