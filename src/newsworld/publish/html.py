"""HTML pages: the served page and the written page are the same code. Autoescaped; nothing from another host."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from html import escape
from importlib import resources
from typing import TYPE_CHECKING, Any

import jinja2

from newsworld.languages import base_code, known, words
from newsworld.news.moments import day_of, instant_of, is_moment

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2.runtime import Context, Macro

    from newsworld.news.moments import Moment
    from newsworld.publish.addresses import Site
    from newsworld.publish.storypage import Card

RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "ps", "yi", "dv", "ckb", "sd", "ug"}
ROOMS = (("Front page", ""), ("Talks", "talks"), ("Positions", "positions"), ("Voices", "voices"), ("Search", "search"))
WRITTEN_ROOMS = 4  # a written site has no search
SHELVES = (
    ("Places", "places"), ("Days", "days"), ("Sources", "sources"), ("Starred", "starred"), ("Followed", "followed"),
    ("Filters", "filters"), ("Catch up", "catchup"),
    ("Settings", "settings"), ("About", "about"),
)  # fmt: skip
WRITTEN_SHELVES = (("Places", "places"), ("About", "about"))
SCRIPT = "text/javascript"
STATIC_TYPES = {"style.css": "text/css", "reader.js": SCRIPT, "passkeys.js": SCRIPT, "icon.svg": "image/svg+xml"}
CARDS_KEPT = 4000  # of a language; about 2 kB each
DAY_ALONE = len("2022-01-09")
_DAY_TOKEN = re.compile(r"\{day:(\d{4}-\d\d-\d\d)\}")
_WORD_TOKEN = re.compile(r"\{word:([a-z ]{1,20})\}")

# Messages that templates speak out of data; those written into templates are found there.
SPOKEN = (
    "planned", "under way", "held", "postponed", "cancelled", "morning", "afternoon", "evening", "night",
    "offers", "demands", "requests", "accepts", "rejects", "supports", "opposes", "accuses", "denies", "threatens",
    "concerned", "dead", "injured", "displaced", "money", "share", "count", "at least {n}", "up to {n}",
    "bilateral", "multilateral", "call", "summit", "visit", "hearing", "vote", "deadline",
    "anonymous source", "denied", "disputed", "unconfirmed", "no commitment expected", "warned of false reports",
    "correction", "one origin", "edited",
    "new", "well", "quiet", "failing", "paused", "gone", "agency", "public broadcaster", "state media", "daily",
    "weekly", "online", "institution",
    "What is new", "Background", "Figures", "Disputed", "Agreed", "Timeline",
    "Most of its last pages held no report.", "Its reports are cut off by a paywall now.",
    "Its reports became less than half as long.", "Much of what is read repeats on its pages.",
    "Place", "Reports", "Day", "Origins", "Copies", "Party", "Meets", "Stance", "Meetings", "Other stories",
    "word", "topic", "party", "outlet", "section", "The new password is too short.",
    "Not here", "Something is wrong", "There is no page at this address. Look on the front page or search.",
)  # fmt: skip


@functools.cache
def interface_languages() -> dict[str, str]:
    """The languages that pages can be had in, each by its own name: those with a catalogue, and English."""
    return {code: str(words(code, "interface")["name"]) for code in known() if words(code, "interface")}


@dataclass(frozen=True, slots=True)
class Look:
    """How this reader wants pages: interface language, colours, type size, single keys, and the form token."""

    language: str = "en"
    theme: str = ""
    size: str = ""
    keys: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page: the room it is in, the feed of its view, the moment, a word on what was just done."""

    here: str = ""
    feed: str | None = None  # the view's name under feeds/, without suffix
    query: str = ""  # what a search's feed asks, escaped
    now: Moment | None = None
    notice: str | None = None
    can_undo: bool = False
    path: str = "/"  # where a form leads back to
    tells: tuple[str, ...] = ()  # the carriers that could tell a reader more of this story
    is_told: bool = False
    putting_right: Any = None  # a story's reports, and the stories that it could be one with


def render(template: str, page: Any, *, look: Look, site: Site, frame: Frame) -> str:
    """A whole page out of a template and its view."""
    rooms = ROOMS if site.is_served else ROOMS[:WRITTEN_ROOMS]
    return _environment(look.language).get_template(template).render(
        page=page,
        ui=look.language,
        view=look,
        token=look.token,
        languages=interface_languages(),
        site=site,
        served=site.is_served,
        to=site.page,
        room=site.room,
        rooms=[(name, site.room(address) if address else site.front()) for name, address in rooms],
        shelves=[(name, site.room(address)) for name, address in (SHELVES if site.is_served else WRITTEN_SHELVES)],
        frame=frame,
        now=frame.now,
    )  # fmt: skip


def document(template: str, language: str, **parts: Any) -> str:
    """A document that stands alone: no masthead, no forms."""
    return _environment(language).get_template(template).render(ui=language, **parts)


def static(name: str) -> bytes:
    """One of the few files beside the pages. KeyError if there is none of that name."""
    if name not in STATIC_TYPES:
        raise KeyError(name)
    return resources.files("newsworld.publish").joinpath("static", name).read_bytes()


def message(text: str, language: str, **values: object) -> str:
    """A message of the interface in the reader's language; the English text is its key."""
    return _filled(str(words(base_code(language), "interface").get("messages", {}).get(text, text)), values)


def _filled(told: str, values: dict[str, object]) -> str:
    for name, value in values.items():
        told = told.replace(f"{{{name}}}", str(value))
    return told


@functools.cache
def _environment(language: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("newsworld.publish"),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    messages = words(base_code(language), "interface").get("messages", {})

    def said(text: object, **values: object) -> str:
        told = str(messages.get(text, text))
        return _filled(told, values) if values else told

    environment.globals["_"] = said
    environment.globals["kept"] = _keeper()
    environment.filters.update(
        direction=direction, longday=longday, shortday=shortday, moment=clock, hour=hour, bounds=bounds, spoken=spoken,
        heading=lambda name: name[:1].upper() + name[1:], parts=lambda text: [p for p in (text or "").split("; ") if p],
    )  # fmt: skip
    return environment


def _keeper() -> Callable[[Context, Macro, Card], str]:
    """What draws a card once, for as long as all that it shows is as it was: drawing is most of a front page's time."""
    drawn: dict[tuple[object, ...], str] = {}

    @jinja2.pass_context
    def kept(context: Context, draw: Macro, card: Card) -> str:
        site: Site = context["site"]
        key = (site, hasattr(context["page"], "front"), (context["now"] or "")[:4], card.shows)
        found = drawn.get(key)
        if found is None:
            if len(drawn) >= CARDS_KEPT:
                drawn.clear()
            found = drawn[key] = draw(card)
        return found

    return kept


def direction(language: str | None) -> str:
    """Which way a language runs."""
    return "rtl" if base_code(language) in RIGHT_TO_LEFT else "ltr"


def longday(moment: Moment, language: str) -> str:
    """Sun 9 January 2022, in the reader's language."""
    if not is_moment(moment):
        return moment
    day, names = day_of(moment), words(base_code(language), "interface")
    return (
        f"{names['weekdays'][day.weekday()]} {day.day}{names['day_mark']} {names['months'][day.month - 1]} {day.year}"
    )


def shortday(moment: Moment, language: str) -> str:
    """9 Jan, in the reader's language."""
    if not is_moment(moment):
        return moment
    day, names = day_of(moment), words(base_code(language), "interface")
    return f"{day.day}{names['day_mark']} {names['short_months'][day.month - 1]}"


def clock(moment: Moment, language: str) -> str:
    """9 Jan 2022, 14:05 UTC; the day alone where no more was told."""
    if not is_moment(moment):
        return moment
    day = f"{shortday(moment, language)} {day_of(moment).year}"
    return f"{day}, {hour(moment)}" if hour(moment) else day


def hour(moment: Moment) -> str:
    """14:05 UTC; nothing where only the day is told."""
    return f"{instant_of(moment):%H:%M} UTC" if is_moment(moment) and len(moment) > DAY_ALONE else ""


def spoken(svg: str, language: str) -> str:
    """A picture with its days and stances in the reader's language."""
    dated = _DAY_TOKEN.sub(lambda found: escape(shortday(found.group(1), language)), svg)
    return _WORD_TOKEN.sub(lambda found: escape(message(found.group(1), language)), dated)


def bounds(slots: dict[str, str], language: str) -> str:
    """A figure with its bounds: "at least 12", "up to 5", "40–60", "19", each with its unit."""
    low, high = _number(slots.get("low"), language), _number(slots.get("high"), language)
    unit = slots.get("unit") or ""
    tail = f" {unit}" if unit else ""
    if low and high:
        return f"{low}{tail}" if low == high else f"{low}–{high}{tail}"
    if low:
        return message("at least {n}", language, n=low + tail)
    return message("up to {n}", language, n=high + tail) if high else ""


def _number(text: str | None, language: str) -> str:
    """A number with the language's marks: 1,200,000.5 or 1.200.000,5."""
    if not text:
        return ""
    whole, _, fraction = text.partition(".")
    if not whole.lstrip("-").isdigit():
        return text
    names = words(base_code(language), "interface")
    grouped = f"{int(whole):,}".replace(",", names.get("thousands", ","))
    return grouped + (names.get("decimal", ".") + fraction if fraction else "")
