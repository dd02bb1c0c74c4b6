"""Text that XML may carry, and documents of it."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal(text: str) -> str:
    """The text without the characters that no XML document may hold."""
    return _ILLEGAL.sub("", text)


def document(root: ET.Element) -> bytes:
    """The whole document, indented so that people can read it, with its declaration."""
    ET.indent(root, " ")
    body: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"
