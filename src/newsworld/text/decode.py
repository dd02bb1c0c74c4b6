"""Bytes of a page or file as text: byte order mark, strict UTF-8, the declared charset, a detector, in that order.

UTF-8 is tried before what the page declares: strict UTF-8 hardly fits by chance, and servers often declare wrongly.
"""

from __future__ import annotations

import codecs
import re

import charset_normalizer

DECLARED_WITHIN = 4096  # HTML looks for its own charset in the first 1024 bytes; real pages put it later
DETECTED_FROM = 32_768
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,4}=\s{0,4}["']?\s{0,4}([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE)
# What pages call by one name and mean by another (WHATWG encoding standard, "names and labels").
_MEANT = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932",
    "big5": "big5hkscs", "x-gbk": "gb18030", "unicode": "utf-16",
}  # fmt: skip
_WRONG_SHARE = 0.02  # more undecodable characters than this: the declaration is wrong


def decoded(body: bytes, content_type: str | None = None) -> str:
    """The text, never failing: what cannot be read becomes U+FFFD; NULs and lone surrogates are dropped."""
    return _read(body, content_type).replace("\x00", "")


def _read(body: bytes, content_type: str | None) -> str:
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    try:
        return _utf8(body)
    except UnicodeDecodeError:
        pass
    for name in _declared(body, content_type):
        text = _tried(body, name)
        if text is not None:
            return text
    return _detected(body)


def _utf8(body: bytes) -> str:
    """Strict UTF-8, forgiving a character that was cut at the very end."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(body) - 3 and len(body) > 3:
            return body[: error.start].decode("utf-8")
        raise


def _declared(body: bytes, content_type: str | None) -> list[str]:
    header = _DECLARED.search((content_type or "").encode("ascii", "ignore")[:400])
    inside = _DECLARED.search(body[:DECLARED_WITHIN].replace(b"\x00", b""))
    return [match.group(1).decode("ascii").lower() for match in (header, inside) if match]


def _tried(body: bytes, name: str) -> str | None:
    """The text under a declared charset, or None where the charset is unknown or plainly wrong."""
    try:
        text = body.decode(_MEANT.get(name, name), "replace")
    except (LookupError, UnicodeError):
        return None
    wrong = text.count("\ufffd")
    return text if wrong <= max(3, len(text) * _WRONG_SHARE) else None


def _detected(body: bytes) -> str:
    best = charset_normalizer.from_bytes(body[:DETECTED_FROM]).best()
    return body.decode(best.encoding if best else "cp1252", "replace")
