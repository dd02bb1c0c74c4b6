"""What the outlets offer to listen to: their reports as RSS, Atom, JSON Feed, RDF or news sitemap."""

from __future__ import annotations

import json
from email.utils import format_datetime
from typing import TYPE_CHECKING

from samples.pages import NOTE, Rendered, templates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samples.world import OfferedFeed, Report, SampleOutlet, World

CONTENT_TYPES = {
    "rss-full": "application/rss+xml; charset=utf-8",
    "rss": "text/xml",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
    "rdf": "application/rdf+xml",
    "sitemap": "application/xml",
}


def feed(world: World, outlet: SampleOutlet, offered: OfferedFeed, reports: Sequence[Report], base: str) -> Rendered:
    """One offered feed with these reports, newest first, as they read now."""
    content_type = CONTENT_TYPES[offered.format]
    if offered.format == "json":
        return Rendered(content_type, _json_feed(world, outlet, offered, reports, base))
    xml = (
        templates()
        .get_template(f"{_template_name(offered.format)}.xml")
        .render(
            outlet=outlet,
            home=base + outlet.home,
            url=base + outlet.home + offered.path,
            reports=[(report, base + world.address(report)) for report in reports],
            is_full=offered.format == "rss-full",
            changed=max(report.updated for report in reports),
            body_html=body_html,
            mail_date=format_datetime,
            note=NOTE,
        )
    )
    return Rendered(content_type, xml.encode())


def outlets_opml(world: World, base: str) -> Rendered:
    """All feeds of the sample world, as OPML 2.0 with what is known of each outlet."""
    xml = templates().get_template("outlets.opml").render(outlets=world.outlets.values(), base=base)
    return Rendered("text/x-opml; charset=utf-8", xml.encode())


def body_html(report: Report) -> str:
    """The report's text as a feed carries it: escaped paragraphs, live notes newest first."""
    return templates().get_template("feed_body.html").render(report=report, note=NOTE)


def _template_name(feed_format: str) -> str:
    return feed_format.removesuffix("-full")


def _json_feed(world: World, outlet: SampleOutlet, offered: OfferedFeed, reports: Sequence[Report], base: str) -> bytes:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "description": outlet.tagline,
        "home_page_url": base + outlet.home,
        "feed_url": base + outlet.home + offered.path,
        "language": outlet.language,
        "items": [_json_item(report, base + world.address(report)) for report in reports],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _json_item(report: Report, url: str) -> dict[str, object]:
    item: dict[str, object] = {
        "id": f"newsworld-sample:{report.id}",
        "url": url,
        "title": report.headline,
        "summary": report.summary,
        "content_html": body_html(report),
        "date_published": report.published.isoformat(),
        "date_modified": report.updated.isoformat(),
        "language": report.language,
        "tags": [report.section],
    }
    if report.byline:
        item["authors"] = [{"name": report.byline}]
    return item
