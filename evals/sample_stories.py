"""The sample world's reports as articles and stories, for evals that need whole stories without the network."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from samples.world import World, load_world

from newsworld.news.articles import Article, Dateline
from newsworld.news.sourcing import Outlet
from newsworld.news.stories import Member, Story

if TYPE_CHECKING:
    from samples.world import Report

KINDS = {"report": "article", "brief": "article", "market report": "article", "live blog": "live", "opinion": "opinion"}


def article_of(world: World, report: Report) -> Article:
    """A report as a perfect extraction would give it."""
    entries = [f"{entry.headline}. {entry.text}" for entry in report.entries]
    return Article(
        id=report.id,
        text="\n\n".join([*report.paragraphs, *(" ".join(entry.split()) for entry in entries)]),
        url="http://samples" + world.address(report),
        outlet=world.outlets[report.outlet].name,
        language=report.language,
        headline=report.headline,
        standfirst=report.standfirst or None,
        basics=report.basics,
        byline=(report.byline,) if report.byline else (),
        credit=report.credit or None,
        dateline=Dateline(report.dateline) if report.dateline else None,
        published=report.published.isoformat(),
        updated=report.updated.isoformat(),
        section=report.section or None,
        kind=KINDS.get(report.kind, "article"),
    )


def outlets_of(world: World) -> dict[str, Outlet]:
    """Outlets by the name that articles give."""
    return {
        outlet.name: Outlet(key, outlet.name, country=outlet.country, language=outlet.language, kind=outlet.kind)
        for key, outlet in world.outlets.items()
    }


def stories_of(world: World) -> dict[str, tuple[Story, dict[str, Article]]]:
    """Every story that the reports tell, with its articles by id."""
    made = {}
    for name, ids in world.stories().items():
        reports = [world.reports[report] for report in ids]
        articles = {report.id: article_of(world, report) for report in reports}
        members = tuple(Member(report.id, report.copy_of or None) for report in reports)
        days = sorted(article.published or "" for article in articles.values())
        origins = sum(not report.copy_of for report in reports)
        made[name] = (Story(name, reports[0].headline, days[0], days[-1], members, max(1, origins)), articles)
    return made


__all__ = ["article_of", "load_world", "outlets_of", "stories_of"]
