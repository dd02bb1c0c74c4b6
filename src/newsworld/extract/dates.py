"""When was it published, and when updated? Moments as the outlet told them: with its zone, or else the day alone."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from newsworld.extract import jsonld
from newsworld.extract.origins import months
from newsworld.languages import known
from newsworld.news.moments import Moment, day_of, instant_of, is_moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.extract.pages import Page

MAX_SEARCHED = 1_000_000  # characters of a page whose text is searched for a day
EARLIEST_YEAR = 1990  # no page of the web is older; smaller years are counters and defaults
LATEST_YEAR = 2100
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}\b)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?)?$")
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b")
_IN_ADDRESS = re.compile(r"/(20\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?:[/-]|$)")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?$")
_JAVA = re.compile(r"\w{3} (\w{3}) (\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (\w{3,4}) (\d{4})$")  # Date.toString()
_JAVA_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_JAVA_MONTHS = {name: number for number, name in enumerate(_JAVA_NAMES, 1)}
_ZONED = re.compile(r"[+-]\d{4}|[A-Z]{3,4}\b$")  # of RFC 2822
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)\b")
_NAMED_MONTH = re.compile(
    r"(?:(?P<before>[^\W\d_]{3,12})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?|(?P<number>\d{1,2})\.?\s+(?:de\s+)?(?P<after>[^\W\d_]{3,12})\.?)"
    r",?\s+(?:de\s+)?(?P<year>(?:19|20)\d\d)\b"
)
# Hours from UTC; only names that mean one zone.
_NAMED_ZONES = {"UTC": 0, "GMT": 0, "Z": 0, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9, "KST": 9,
                "EDT": -4, "PDT": -7, "PST": -8}  # fmt: skip

PUBLISHED = (
    "article:published_time", "article:published", "article:published:time", "og:article:published_time",
    "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "publish_date", "publishdate",
    "publication_date", "pubdate", "published_time", "published_at", "published", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "date.available", "dcterms.created", "dc.date.issued", "dcterms.issued", "dc.date",
    "dcterms.date", "date.created", "date", "srf.date",
    "article_date_original", "originalpublicationdate", "uploaddate",
)  # fmt: skip
UPDATED = (
    "article:modified_time", "article:modified", "article:modified:time", "og:updated_time", "datemodified",
    "last-modified",    "date.modified", "dcterms.modified", "lastmod", "article_date_updated", "revised",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dates:
    """The two moments of an article, as far as told."""

    published: Moment | None = None
    updated: Moment | None = None


def told(page: Page, announced: Moment | None = None) -> Dates:
    """The moments that the page's own data tells; what the source announced fills silence and lends its time of day."""
    node = page.article
    published = _settled([*_of_nodes(page, node, "datePublished"), *_of_metas(page, PUBLISHED), *_of_markup(page)])
    published = _with_time(published, announced) or _searched(page)
    updated = _settled([*_of_nodes(page, node, "dateModified"), *_of_metas(page, UPDATED)])
    return Dates(published, updated if _is_later(updated, published) else None)


def moment_from(text: object) -> Moment | None:
    """A moment out of what pages write: ISO and kin, RFC 2822, epochs. A time without zone counts as its day."""
    words = str(text or "").strip()
    if not 8 <= len(words) <= 64:
        return None
    found = _from_iso(words) or _from_java(words) or _from_digits(words)
    found = found or (_from_mail(words) if _ZONED.search(words) else _from_words(words) or _from_mail(words))
    return found if found and EARLIEST_YEAR <= int(found[:4]) <= LATEST_YEAR and is_moment(found) else None


def _from_iso(words: str) -> Moment | None:
    match = _ISO.match(words)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    calendar_day = f"{year}-{int(month):02}-{int(day):02}"
    if hour is None or zone is None:
        return calendar_day
    offset = "+00:00" if zone.upper() in ("Z", "UTC", "GMT") else _offset(zone)
    return f"{calendar_day}T{int(hour):02}:{minute}:{second or '00'}{offset}"


def _offset(zone: str) -> str:
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"


def _from_java(words: str) -> Moment | None:
    match = _JAVA.match(words)
    if match is None or match.group(1) not in _JAVA_MONTHS:
        return None
    month, day, hour, minute, second, zone, year = match.groups()
    calendar_day = f"{year}-{_JAVA_MONTHS[month]:02}-{int(day):02}"
    if zone not in _NAMED_ZONES:
        return calendar_day
    hours = _NAMED_ZONES[zone]
    return f"{calendar_day}T{hour}:{minute}:{second}{'-' if hours < 0 else '+'}{abs(hours):02}:00"


def _from_digits(words: str) -> Moment | None:
    if _EPOCH.match(words):
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(words[:10]))).isoformat()
    compact = _COMPACT.match(words)
    if compact:
        year, month, day, hour, minute, second, zone = compact.groups()
        iso = f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second or '00'}{zone}" if hour and zone else "")
        return _from_iso(iso)
    slashed = _SLASHED.match(words)
    return f"{slashed[1]}-{int(slashed[2]):02}-{int(slashed[3]):02}" if slashed else None


def _from_words(words: str) -> Moment | None:
    """The day of "Nov 05, 2025", "5. November 2025" or "13/11/2025"; none where it could be taken for a month."""
    slashed = _DAY_FIRST.match(words)
    if slashed and int(slashed[1]) > 12:
        return f"{slashed[3]}-{int(slashed[2]):02}-{int(slashed[1]):02}"
    named = _NAMED_MONTH.match(words)
    if named is None:
        return None
    month = _months().get((named["before"] or named["after"]).casefold())
    return f"{named['year']}-{month:02}-{int(named['day'] or named['number']):02}" if month else None


@functools.cache
def _months() -> dict[str, int]:
    """Of every language; a name that means two months means none."""
    found: dict[str, set[int]] = {}
    for code in known():
        for name, number in months(code).items():
            found.setdefault(name, set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


def _from_mail(words: str) -> Moment | None:
    """RFC 2822; "-0000" says that the zone is not known."""
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None or not _ZONED.search(words):
        return moment.date().isoformat()
    if not isinstance(moment.tzinfo, timezone):
        return None
    return moment.isoformat()


def _of_nodes(page: Page, node: jsonld.Node, key: str) -> list[Moment]:
    """The article's own node first, then the page's; other works on the page do not count."""
    nodes = [node] + [one for one in page.ld if {"WebPage", "ClaimReview"} & set(jsonld.types(one))]
    found = (moment_from(jsonld.text_of(one.get(key))) for one in nodes)
    return [moment for moment in found if moment]


def _of_metas(page: Page, names: Iterable[str]) -> list[Moment]:
    found = (moment_from(page.metas.get(name)) for name in names)
    return [moment for moment in found if moment]


def _of_markup(page: Page) -> list[Moment]:
    """Moments in the markup that call themselves published, then the first <time> of the page's head."""
    for query in ('[itemprop="datePublished"]', "time[pubdate]", "article time[datetime]", "time[datetime]"):
        for node in page.tree.css(query)[:3]:
            attributes = node.attributes
            moment = moment_from(attributes.get("datetime") or attributes.get("content") or node.text(strip=True)[:64])
            if moment:
                return [moment]
    return []


def _settled(moments: list[Moment]) -> Moment | None:
    """The first told; if it is a bare day, the first moment of that day that has a time and a zone."""
    if not moments:
        return None
    first = moments[0]
    if len(first) > 10:
        return first
    return next((one for one in moments if len(one) > 10 and one[:10] == first), first)


def _searched(page: Page) -> Moment | None:
    """The day where the page's data are silent: out of its address, else out of its text."""
    match = _IN_ADDRESS.search(page.url)
    day = _from_iso(f"{match[1]}-{match[2]}-{match[3]}") if match else None
    if day and is_moment(day):
        return day
    markup = page.tree.html or ""
    if not markup or len(markup) > MAX_SEARCHED:
        return None
    import htmldate  # noqa: PLC0415 - takes half a second to load, and few pages need it

    try:
        return moment_from(htmldate.find_date(markup, original_date=True, extensive_search=False))
    except Exception:  # noqa: BLE001 - a guess at a date must never cost the article
        return None


def _with_time(moment: Moment | None, announced: Moment | None) -> Moment | None:
    if announced is None or not is_moment(announced):
        return moment
    if moment is None:
        return announced
    same_day = len(moment) == 10 and len(announced) > 10 and day_of(announced) == day_of(moment)
    return announced if same_day else moment


def _is_later(updated: Moment | None, published: Moment | None) -> bool:
    if updated is None or published is None:
        return False
    return instant_of(updated) > instant_of(published)
