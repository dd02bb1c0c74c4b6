"""Whose report is it, and from where? The credit at the foot ("mku / dpa") and the dateline at the head."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from newsworld.languages import base_code, known, words
from newsworld.news.articles import Dateline
from newsworld.news.moments import Moment, day_of, is_moment

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_CREDIT = 60  # characters
LINES_TO_CREDIT = 2  # below a report's last paragraph
MAX_PLACE_WORDS = 3  # "Frankfurt am Main"; what holds more, and names no agency, is a sentence
_INITIALS = r"[a-zäöüß]{2,5}"
_BARE_INITIALS = re.compile(rf"[(\[]?{_INITIALS}(?:\s*[/,;]\s*[\w.-]{{2,20}}){{0,4}}\s*/?[)\]]?\.?$")
_CLOSING = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]]\s*$")
_HEAD = re.compile(
    r"(?P<place>[^\W\d_][\w.'’ \-/]{1,40}?)"
    r"(?:[,،]?\s+(?P<date>[^\W\d_]{3,10}\.?\s+\d{1,2}|\d{1,2}\.?\s+[^\W\d_]{3,10}\.?))?"
    r"(?:,?\s*\((?P<agency>[^()]{2,40})\))?"
    r"\s*(?:[—–]|--|(?<=[\s)])-|:|(?<=\))\.)\s*(?=\S)"
)  # fmt: skip


@functools.cache
def agencies() -> frozenset[str]:
    """Every agency the house knows, in all languages, folded."""
    return frozenset(name.casefold() for code in known() for name in words(code, "pages").get("agencies", ()))


def is_agency(name: str) -> bool:
    """Whether the words name a news agency."""
    return name.strip(" .()").casefold() in agencies()


def without_credit(paragraphs: list[str]) -> tuple[list[str], str | None]:
    """The paragraphs without a foot that is a credit, and the credit without its brackets and slashes."""
    for place in range(len(paragraphs) - 1, max(len(paragraphs) - 3, 0), -1):
        credit = credit_in(paragraphs[place])
        if credit:
            return paragraphs[:place] + paragraphs[place + 1 :], credit
    return paragraphs, None


def credit_below(last: str, texts: Sequence[str]) -> str | None:
    """The credit that stands on the page right below the report's last paragraph, apart from it."""
    place = next((place for place in range(len(texts) - 1, -1, -1) if texts[place] == last), len(texts))
    below = (credit_in(text) for text in texts[place + 1 : place + 1 + LINES_TO_CREDIT])
    return next((credit for credit in below if credit), None)


def closing_credit(paragraph: str) -> str | None:
    """The agencies in brackets that a last paragraph ends with: "... the minister said. (dpa/AFP)"; it keeps them."""
    match = _CLOSING.search(paragraph[-80:])
    parts = re.split(r"\s*[/,;+&]\s*", match.group(1)) if match else []
    return " / ".join(parts) if parts and all(is_agency(part) for part in parts) else None


def credit_in(paragraph: str) -> str | None:
    """The credit that a paragraph consists of: an agency, initials with a slash or brackets, or both."""
    words_of_it = " ".join(paragraph.split())
    bare = words_of_it.strip("()[]/–—- .\t")
    if not bare or len(words_of_it) > MAX_CREDIT:
        return None
    parts = [part for part in re.split(r"\s*[/,;+&]\s*", bare) if part]
    if any(is_agency(part) for part in parts) and all(is_agency(part) or len(part) <= 6 for part in parts):
        return " / ".join(parts)
    marked = "/" in words_of_it or words_of_it[0] in "(["
    return " / ".join(parts) if marked and _BARE_INITIALS.match(words_of_it) else None


def dateline(text: str, language: str | None, published: Moment | None) -> tuple[Dateline | None, str | None]:
    """Place, day and agency told at the head of the first paragraph: "GENEVA, Jan 8 (Reuters) -"."""
    head = text[:120]
    for pattern in _own_heads(base_code(language)):
        if match := pattern.match(head):
            return _of_own(match.groupdict(), language, published)
    match = _HEAD.match(head)
    if match is None:
        return None, None
    place, date, agency = (match.group(name) for name in ("place", "date", "agency"))
    known_agency = agency if agency and is_agency(agency) else None
    day = _day(date, language, published) if date else None
    is_parted = bool(day) and place.count(" ") < MAX_PLACE_WORDS
    if not (known_agency or is_parted or (place.isupper() and len(place) > 2)):
        return None, None
    return Dateline(place=" ".join(place.split()), date=day), known_agency


@functools.cache
def _own_heads(code: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in words(code, "pages").get("datelines", ()))


def _of_own(
    told: dict[str, str | None], language: str | None, published: Moment | None
) -> tuple[Dateline | None, str | None]:
    """What a language's own form of dateline tells: a date in words, or numbers of month and day."""
    date, month, number = (told.get(name) for name in ("date", "month", "day"))
    day = _day(date, language, published) if date else None
    if number and published:
        day = _day_near(published, int(month or day_of(published).month), int(number))
    return Dateline(place=(told["place"] or "").strip(), date=day), told.get("agency")


def _day(date: str, language: str | None, published: Moment | None) -> Moment | None:
    """The day in the year of publication; None without it or where the month is not known."""
    number = re.search(r"\d{1,2}", date)
    name = re.search(r"[^\W\d_]{3,}", date)
    month = months(base_code(language)).get(name.group().casefold()[:12]) if name else None
    if number is None or month is None or published is None:
        return None
    return _day_near(published, month, int(number.group()))


def _day_near(published: Moment, month: int, number: int) -> Moment | None:
    """The day before publication: of the year before where December is told of in January."""
    appeared = day_of(published)
    day = f"{appeared.year - (month == 12 and appeared.month == 1)}-{month:02}-{number:02}"
    return day if is_moment(day) else None


@functools.cache
def months(code: str) -> dict[str, int]:
    """Month names and their short forms, folded, with their numbers."""
    listed = words(code, "pages").get("months", ())
    return {name.casefold(): number for number, group in enumerate(listed, 1) for name in group}
