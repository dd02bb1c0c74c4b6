"""HTML pages: the served page and the written page are the same code. Autoescaped; nothing from another host."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

import jinja2

from newsworld.languages import base_code, words
from newsworld.news.moments import day_of, instant_of, is_moment

if TYPE_CHECKING:
    from newsworld.news.moments import Moment

RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "ps", "yi", "dv", "ckb", "sd", "ug"}
ROOMS = (("Front page", ""), ("Talks", "talks"), ("Positions", "positions"), ("Search", "search"))
SHELVES = (
    ("Days", "days"), ("Sources", "sources"), ("Starred", "starred"), ("Settings", "settings"), ("About", "about"),
)  # fmt: skip
STATIC_TYPES = {"style.css": "text/css", "reader.js": "text/javascript", "icon.svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Look:
    """How this reader wants pages: interface language, colours, type size, single keys, and the form token."""

    language: str = "en"
    theme: str = ""
    size: str = ""
    keys: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """Where pages live: served at "/" with addresses, or written into a folder with .html files."""

    root: str = "/"
    is_served: bool = True

    @property
    def suffix(self) -> str:
        """What a written page's name ends in."""
        return "" if self.is_served else ".html"


def render(template: str, page: Any, *, look: Look, site: Site, here: str = "", now: Moment | None = None) -> str:
    """A whole page out of a template and its view."""
    shown = ROOMS if site.is_served else ROOMS[:3]
    return _environment(look.language).get_template(template).render(
        page=page,
        ui=look.language,
        view=look,
        token=look.token,
        root=site.root,
        served=site.is_served,
        suffix=site.suffix,
        index="" if site.is_served else "index.html",
        rooms=[(name, address + (site.suffix if address else "" if site.is_served else "index.html"))
               for name, address in shown],
        shelves=SHELVES if site.is_served else (),
        here=here,
        now=now,
    )  # fmt: skip


def static(name: str) -> bytes:
    """One of the few files beside the pages. KeyError if there is none of that name."""
    if name not in STATIC_TYPES:
        raise KeyError(name)
    return resources.files("newsworld.publish").joinpath("static", name).read_bytes()


def message(text: str, language: str) -> str:
    """A message of the interface in the reader's language; the English text is its key."""
    found = words(base_code(language), "interface").get("messages", {}).get(text, text)
    return str(found)


@functools.cache
def _environment(language: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("newsworld.publish"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["_"] = lambda text: message(str(text), language)
    environment.filters.update(direction=direction, longday=longday, shortday=shortday, moment=clock, title_of=title_of)
    return environment


def direction(language: str | None) -> str:
    """Which way a language runs."""
    return "rtl" if base_code(language) in RIGHT_TO_LEFT else "ltr"


def title_of(section: str) -> str:
    """A section's name as a heading."""
    return section[:1].upper() + section[1:]


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
    return day if len(moment) <= len("2022-01-09") else f"{day}, {instant_of(moment):%H:%M} UTC"
