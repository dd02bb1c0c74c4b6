"""From a report to the page its outlet would serve: the clean parts, with furniture all around them."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from samples.world import HERE

if TYPE_CHECKING:
    from datetime import datetime

    from samples.world import Report, SampleOutlet, World

TEMPLATES = HERE / "templates"
NOTE = "Sample report written for Newsworld"
OLD_ENCODING = "iso-8859-1"


@dataclass(frozen=True, slots=True)
class Rendered:
    """Bytes ready to serve, and what the header says they are."""

    content_type: str
    body: bytes


@cache
def templates() -> Environment:
    """The template environment; everything is escaped, undefined names are errors."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def furniture() -> dict[str, dict[str, Any]]:
    """The words around a report, by language."""
    return tomllib.loads((TEMPLATES / "furniture.toml").read_text(encoding="utf-8"))


def report_page(world: World, report: Report, base: str) -> Rendered:
    """The page of one report, in its outlet's template and encoding."""
    outlet = world.outlets[report.outlet]
    html = (
        templates()
        .get_template(f"{outlet.template}.html")
        .render(
            **_surroundings(world, outlet, report.language, base),
            report=report,
            url=base + world.address(report),
            published=_said(report.published, outlet, report.language),
            updated=_said(report.updated, outlet, report.language),
            was_updated=report.updated > report.published,
            related=_related(world, outlet, report, base),
            linked_data=_linked_data(world, report, base),
        )
    )
    return _encoded(html, outlet)


def front_page(world: World, outlet: SampleOutlet, base: str) -> Rendered:
    """An outlet's front page: its newest reports, and where its feeds are."""
    html = (
        templates()
        .get_template("front.html")
        .render(
            **_surroundings(world, outlet, outlet.language, base),
            reports=[(report, base + world.address(report)) for report in world.published_by(outlet)],
        )
    )
    return _encoded(html, outlet)


def index_page(world: World, base: str) -> Rendered:
    """The server's own first page: which outlets there are."""
    html = templates().get_template("index.html").render(outlets=world.outlets.values(), base=base, note=NOTE)
    return Rendered("text/html; charset=utf-8", html.encode())


def _encoded(html: str, outlet: SampleOutlet) -> Rendered:
    """Old pages name their encoding only inside the page, as many real ones still do."""
    if outlet.template == "tables":
        return Rendered("text/html", html.encode(OLD_ENCODING, "xmlcharrefreplace"))
    return Rendered("text/html; charset=utf-8", html.encode())


def _surroundings(world: World, outlet: SampleOutlet, language: str, base: str) -> dict[str, object]:
    return {
        "outlet": outlet,
        "home": base + outlet.home,
        "base": base,
        "words": furniture()[language],
        "language": language,
        "note": NOTE,
        "most_read": [(other.headline, base + world.address(other)) for other in world.published_by(outlet)[-3:]],
    }


def _related(world: World, outlet: SampleOutlet, report: Report, base: str) -> list[tuple[str, str]]:
    others = [other for other in world.published_by(outlet) if other.id != report.id]
    return [(other.headline, base + world.address(other)) for other in others[:4]]


def _said(moment: datetime, outlet: SampleOutlet, language: str) -> str:
    """A moment as the outlet's readers see it, in its own zone and language."""
    local = moment.astimezone(ZoneInfo(outlet.timezone))
    words = furniture()[language]
    return words["date"].format(
        day=local.day,
        month=words["months"][local.month - 1],
        year=local.year,
        hour=f"{local:%H}",
        minute=f"{local:%M}",
    )


def _linked_data(world: World, report: Report, base: str) -> Markup:
    """What the modern template says in JSON-LD."""
    outlet = world.outlets[report.outlet]
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": _schema_type(report),
        "headline": report.headline,
        "description": report.summary,
        "datePublished": report.published.isoformat(),
        "dateModified": report.updated.isoformat(),
        "inLanguage": report.language,
        "url": base + world.address(report),
        "isAccessibleForFree": report.kind != "stub",
        "author": [{"@type": "Person", "name": report.byline or outlet.name}],
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet.name},
    }
    if report.entries:
        data["liveBlogUpdate"] = [
            {
                "@type": "BlogPosting",
                "headline": entry.headline,
                "datePublished": entry.time.isoformat(),
                "articleBody": entry.text,
            }
            for entry in report.entries
        ]
    text = json.dumps(data, ensure_ascii=False, indent=1).replace("</", "<\\/")
    return Markup(text)  # JSON inside a script element, made safe on the line above


def _schema_type(report: Report) -> str:
    names = {"live blog": "LiveBlogPosting", "opinion": "OpinionNewsArticle"}
    return names.get(report.kind, "NewsArticle")
