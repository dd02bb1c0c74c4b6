"""In which language is the article? What the page declares, checked against its words."""

from __future__ import annotations

import re

import pycld2

CHECKED = 2_000  # characters of title and lead
MIN_BYTES = 120  # detectors guess below this
_TAG = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}$")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
# What the detector calls by other names than BCP 47.
_NAMES = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "un": ""}
# Declared tags that say no more than the detector's finding, or that it cannot tell apart.
_NEAR = ({"no", "nb", "nn", "da"}, {"hr", "sr", "bs", "sh"}, {"id", "ms"}, {"cs", "sk"}, {"pt", "gl"},
         {"fa", "prs"}, {"zu", "xh", "st", "tn"}, {"zh", "yue"}, {"hi", "mr", "ne"}, {"tl", "fil"}, {"bg",
         "mk"})  # fmt: skip


def language(declared: str | None, text: str) -> str | None:
    """A BCP 47 tag: the declared one where the words bear it out or are too few to tell, else what the words say."""
    tag = _tidy(declared)
    found = detected(text)
    if found is None:
        return tag
    if tag is None:
        return found
    base = tag.split("-")[0].lower()
    agree = base == found.split("-")[0] or any({base, found} <= group for group in _NEAR)
    return tag if agree else found


def detected(text: str) -> str | None:
    """The language of the words where the detector is sure of one."""
    sample = _CONTROL.sub(" ", text[:CHECKED]).encode("utf-8", "ignore")
    if len(sample) < MIN_BYTES:
        return None
    try:
        reliable, _, guesses = pycld2.detect(sample, isPlainText=True)
    except pycld2.error:
        return None
    code, share = guesses[0][1], guesses[0][2]
    return (_NAMES.get(code, code) or None) if reliable and share >= 70 else None


def _tidy(declared: str | None) -> str | None:
    tag = (declared or "").strip().split(",")[0].split(".")[0].replace("_", "-")
    if not _TAG.match(tag):
        return None
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])
