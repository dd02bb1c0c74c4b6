"""How text is cut for search, so that one index serves every script: words as they are, CJK in bigrams."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

INDEXED_CHARACTERS = 100_000  # the head of a text; a longer one is a book or an attack
MAX_TERMS = 16
_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f"
_CJK_RUN = re.compile(f"[{_CJK}]+")
_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r'"([^"]+)"|(\S+)')


def indexed(text: str) -> str:
    """The text as the index takes it: runs of CJK and Thai as overlapping pairs, the rest untouched."""
    return _CJK_RUN.sub(lambda run: f" {bigrams(run.group())} ", text[:INDEXED_CHARACTERS])


def bigrams(run: str) -> str:
    """Overlapping pairs of characters, parted by spaces; a single character stands alone."""
    return " ".join(run[i : i + 2] for i in range(max(1, len(run) - 1)))


class Term(NamedTuple):
    """One thing that a query asks for: words in a row, the last of them perhaps only begun, perhaps not to be there."""

    words: tuple[str, ...]
    begun: bool
    unwanted: bool


def terms(query: str) -> tuple[Term, ...]:
    """A reader's query in parts: every term is wanted, "phrases" whole, -words unwanted, word* by its beginning."""
    found = []
    for phrase, term in _TERM.findall(query[:500])[:MAX_TERMS]:
        told = phrase or term.removeprefix("-")
        words = tuple(words_of(told.rstrip("*")))
        if words:
            found.append(Term(words, told.endswith("*"), term.startswith("-") and len(term) > 1))
    return tuple(found)


def match_expression(query: str) -> str:
    """A reader's query as an FTS5 expression over texts cut by `words_of`; empty where it wants nothing."""
    told = terms(query)
    wanted = [_quoted(term) for term in told if not term.unwanted]
    unwanted = [_quoted(term) for term in told if term.unwanted]
    if not wanted:
        return ""
    expression = " AND ".join(wanted)
    return f"({expression}) NOT ({' OR '.join(unwanted)})" if unwanted else expression


def _quoted(term: Term) -> str:
    """A term as an FTS5 string, in which nothing is an operator."""
    return f'"{" ".join(term.words)}"{"*" if term.begun else ""}'


def words_of(text: str) -> list[str]:
    """The words of a text as search knows them: letters and digits, no case, no accents; CJK and Thai as pairs."""
    text = indexed(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _marks().sub("", unicodedata.normalize("NFKD", text.casefold())))
    return _WORD.findall(text.casefold())


@functools.cache
def _marks() -> re.Pattern[str]:
    """Every mark that stands on a letter: accents, breathings, points, hamzas."""
    marks = (chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)) == "Mn")
    return re.compile(f"[{''.join(marks)}]+")
