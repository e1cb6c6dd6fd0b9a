"""Putting what is exported into bytes: XML, and a zip that is the same whenever it is made."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # it only writes here

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATE = (1980, 1, 1, 0, 0, 0)


def xml(root: ET.Element) -> bytes:
    """Return an XML document as UTF-8."""
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files by their names, in this order."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
