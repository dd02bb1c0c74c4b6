"""Issue phrases, normalised so that the same issue meets itself in other articles: "missile systems"."""

from __future__ import annotations

import functools
import re
from typing import Any

from newsworld.languages import words

MAX_WORDS = 7


def split_issues(phrase: str, code: str = "en") -> list[str]:
    """The issues of a list: "air defence and ammunition for Ukraine" -> both, normalised."""
    if not phrase or len(phrase) > 160:
        return []
    parts = re.split(r",\s+(?:and\s+|und\s+)?|\s+(?:and|as well as|und|sowie)\s+", phrase)
    issues = [issue for part in parts if (issue := normal_issue(part, code))]
    return issues[:4]


@functools.cache
def _trim(code: str) -> tuple[re.Pattern[str], ...]:
    data: dict[str, Any] = words(code, "issues") or words("en", "issues")
    names = ("drop_first", "container", "tail", "edges", "empty")
    return tuple(re.compile(data[name], re.IGNORECASE) for name in names)


@functools.cache
def _whole(code: str) -> re.Pattern[str] | None:
    """Phrases that stay as they are: "talks with Pakistan"."""
    told = words(code, "issues").get("whole")
    return re.compile(told, re.IGNORECASE) if told else None


@functools.cache
def _lead(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A verb with what belongs to it, which does not end the issue: one told by its form, any in first place."""
    data = words(code, "issues")
    named, any_verb = (re.compile(data.get(name) or "(?!)", re.IGNORECASE) for name in ("lead", "led"))
    return named, any_verb


@functools.lru_cache(maxsize=2048)
def normal_issue(phrase: str, code: str = "en", *, led: bool = False) -> str | None:
    """A noun phrase without what leads up to it and what hangs on it; None where nothing is left.

    `led`: a verb stands first, and the preposition behind it belongs to it ("refrain from violence").

    "the possibility of reciprocal restrictions on the size and scope of military exercises conducted by" ->
    "military exercises".
    """
    drop_first, container, tail, edges, empty = _trim(code)
    phrase = re.sub(r"(?<=\w) ?[’‘'] ?s\b", "'s", phrase)
    phrase = re.sub(r"[“”\"‘’„«»]|''", "", phrase).strip(" ,.;:–—-")
    whole = _whole(code)
    if whole is not None and (kept := whole.match(phrase)) is not None:
        return kept.group().strip()
    for _ in range(6):
        shorter = container.sub("", drop_first.sub("", phrase, count=1), count=1)
        if shorter == phrase:
            break
        phrase = shorter
    lead = _lead(code)[led].match(phrase)
    cut = tail.search(phrase, lead.end() if lead is not None else 0)
    if cut and cut.start() > 0:
        phrase = phrase[: cut.start()]
    phrase = " ".join(phrase.split()[:MAX_WORDS]).strip(" ,.;:–—-")
    for _ in range(3):
        phrase = edges.sub("", phrase).strip()
    return None if not phrase or empty.fullmatch(phrase) else phrase
