"""How text is cut for search, so that one index serves every script: words as they are, CJK in bigrams."""

from __future__ import annotations

import re

INDEXED_CHARACTERS = 100_000  # the head of a text; a longer one is a book or an attack
MAX_TERMS = 16
_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f"
_CJK_RUN = re.compile(f"[{_CJK}]+")
_TERM = re.compile(r'"([^"]+)"|(\S+)')


def indexed(text: str) -> str:
    """The text as the index takes it: runs of CJK and Thai as overlapping pairs, the rest untouched."""
    return _CJK_RUN.sub(lambda run: f" {bigrams(run.group())} ", text[:INDEXED_CHARACTERS])


def bigrams(run: str) -> str:
    """Overlapping pairs of characters, parted by spaces; a single character stands alone."""
    return " ".join(run[i : i + 2] for i in range(max(1, len(run) - 1)))


def match_expression(query: str) -> str:
    """A reader's query as an FTS5 expression: every term wanted, "phrases" whole, -words unwanted, word* by prefix."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for phrase, term in _TERM.findall(query[:500])[:MAX_TERMS]:
        excluded = term.startswith("-") and len(term) > 1
        quoted = _quoted(phrase or term.removeprefix("-"))
        if quoted:
            (unwanted if excluded else wanted).append(quoted)
    if not wanted:
        return ""
    expression = " AND ".join(wanted)
    return f"({expression}) NOT ({' OR '.join(unwanted)})" if unwanted else expression


def _quoted(term: str) -> str:
    """A term as an FTS5 string, in which nothing is an operator; empty where no letter or digit is left."""
    prefix = "*" if term.endswith("*") else ""
    bare = indexed(term.rstrip("*").replace('"', " ")).strip()
    return f'"{bare}"{prefix}' if re.search(r"\w", bare) else ""
