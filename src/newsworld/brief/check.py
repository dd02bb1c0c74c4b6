"""Which lines may be published? Only those whose every claim stands in the words they cite.

`faults` judges a finished line; `borne` judges a slot while a line is composed. A line with a fault is dropped.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from newsworld.news.articles import Article
    from newsworld.news.briefs import Citation, Line

LONGEST_LINE = 1500  # characters; what is longer is no line, and is not looked into
_NUMBER = re.compile(r"\d[\d.,:]*\d|\d")
_QUOTED = re.compile(r"[“\"«„]([^”\"»“]{3,})[”\"»“]")
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]{2,}")
_QUOTATION = re.compile(r"[“\"«„][^”\"»“]*[”\"»“]|»[^«]*«")
_MARK = re.compile('[“”„"«»]')
_EDGES = " .,\"'“”„«»"


@functools.lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The words alone: one space between them, one kind of apostrophe, lower case."""
    fenced = f"|{text}|".split()  # a space at either end counts too
    return " ".join(fenced)[1:-1].replace("’", "'").replace("‘", "'").lower()


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Where quotations begin and end, marks included, in any language's marks."""
    return tuple(found.span() for found in _QUOTATION.finditer(text))


def is_whole(text: str) -> bool:
    """Whether every quotation that a text opens or closes is all there; what is longer than a line is not."""
    return len(text) <= LONGEST_LINE and _quotes_are_whole(text)


@functools.lru_cache(maxsize=8192)
def _quotes_are_whole(text: str) -> bool:
    if text.isascii():
        return text.count('"') % 2 == 0
    return not _MARK.search(text) or not _MARK.search(_QUOTATION.sub("", text))


def faults(line: Line, articles: Mapping[str, Article]) -> tuple[str, ...]:
    """Why a line may not be published; empty where it may."""
    if line.kind == "verbatim" and len(line.citations) == 1 and len(line.text) <= LONGEST_LINE:
        only = line.citations[0]
        article = articles.get(only.article)
        if article is not None and article.text[only.span[0] : only.span[1]] == only.quote == line.text:
            return ()  # as most lines are: a sentence to the letter
    return tuple(_faults(line, articles))


def _faults(line: Line, articles: Mapping[str, Article]) -> Iterator[str]:
    if len(line.text) > LONGEST_LINE:
        yield "is longer than a line may be"
        return
    for citation in line.citations:
        article = articles.get(citation.article)
        if article is None:
            yield f"cites {citation.article}, which is not among the articles"
        elif article.text[citation.span.start : citation.span.end] != citation.quote:
            yield f"quotes {citation.article} otherwise than to the letter"
    if line.kind == "verbatim" and any(line.text == citation.quote for citation in line.citations):
        return
    quoted = _QUOTED.findall(line.text)
    if line.kind == "composed" and not quoted:
        return  # its slots were held against their citations when it was made
    source = source_of(line.citations, articles)
    if line.kind == "verbatim" and plain(line.text).strip(_EDGES) not in source:
        yield "is called verbatim but is not"
    yield from _quotations_astray(quoted, source)
    if line.kind == "rewritten":
        yield from _claims_astray(line.text, source)


def source_of(citations: tuple[Citation, ...], articles: Mapping[str, Article]) -> str:
    """What citations say, in plain words, with the head of the articles that they are from."""
    parts = [citation.quote for citation in citations]
    for name in dict.fromkeys(citation.article for citation in citations):
        article = articles.get(name)
        if article is not None:
            parts += [article.headline or "", article.outlet or "", article.published or ""]
    return " ".join([plain(part) for part in parts])


def borne(words: str, source: str) -> bool:
    """Whether the words stand in a source made plain, as whole words."""
    wanted = plain(words).strip(_EDGES)
    at = source.find(wanted)
    while at >= 0:
        before, after = source[at - 1 : at] if at else "", source[at + len(wanted) : at + len(wanted) + 1]
        if not (before.isalnum() and wanted[:1].isalnum()) and not (after.isalnum() and wanted[-1:].isalnum()):
            return True
        at = source.find(wanted, at + 1)
    return False


def _quotations_astray(quoted: list[str], source: str) -> Iterator[str]:
    for quotation in quoted:
        if plain(quotation).strip(" .,") not in source:
            yield f"quotes what no citation says: {quotation[:60]}"


def _claims_astray(text: str, source: str) -> Iterator[str]:
    for number in _NUMBER.findall(text):
        if not borne(number, source):
            yield f"number in no citation: {number}"
    for name in _NAME.findall(text):
        if not borne(name, source):
            yield f"name in no citation: {name}"
