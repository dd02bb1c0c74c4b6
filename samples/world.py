"""The sample world as data: invented outlets and what they published, read from TOML people can edit."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

HERE = Path(__file__).resolve().parent

FEED_FORMATS = ("rss-full", "rss", "atom", "json", "rdf", "sitemap")
PAGE_TEMPLATES = ("modern", "microdata", "bare", "tables", "portal")
REPORT_KINDS = ("report", "brief", "live blog", "opinion", "market report", "stub")


class SampleError(Exception):
    """A sample file does not say what it has to say; the message names the file."""


@dataclass(frozen=True, slots=True)
class OfferedFeed:
    """A feed an outlet offers: where below its home, and in which of FEED_FORMATS."""

    path: str
    format: str


@dataclass(frozen=True, slots=True)
class SampleOutlet:
    """An invented outlet and the manner in which it publishes."""

    key: str
    name: str
    country: str  # ISO 3166 alpha-2
    language: str  # BCP 47
    kind: str
    timezone: str  # IANA
    template: str  # one of PAGE_TEMPLATES
    page_path: str  # how it forms the addresses of its pages
    tagline: str
    feeds: tuple[OfferedFeed, ...]

    @property
    def home(self) -> str:
        """The path of its front page."""
        return f"/o/{self.key}/"


@dataclass(frozen=True, slots=True)
class Entry:
    """One note of a live blog."""

    time: datetime
    headline: str
    text: str


@dataclass(frozen=True, slots=True)
class Version:
    """A silent edit: what the page says once it was asked for `after_requests` times."""

    after_requests: int
    edited: datetime  # what the server gives as Last-Modified; the page does not mention it
    headline: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One report as its outlet published it. `story` is for tests alone and is never served."""

    id: str
    outlet: str
    story: str
    kind: str
    language: str
    headline: str
    published: datetime
    updated: datetime
    body: str
    sample: bool = False
    standfirst: str = ""
    basics: tuple[str, ...] = ()
    byline: str = ""
    dateline: str = ""
    credit: str = ""
    section: str = ""
    correction: str = ""
    copy_of: str = ""
    entries: tuple[Entry, ...] = ()
    versions: tuple[Version, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body, one string a paragraph, each on one line."""
        blocks = self.body.strip().split("\n\n")
        return tuple(" ".join(block.split()) for block in blocks if block.strip())

    @property
    def summary(self) -> str:
        """What a feed says of it: the standfirst, or else the first paragraph."""
        return self.standfirst or self.paragraphs[0]

    def after(self, requests: int) -> Report:
        """The report as it reads once its page was asked for `requests` times before."""
        shown = self
        for version in self.versions:
            if requests >= version.after_requests:
                shown = replace(
                    shown,
                    headline=version.headline or shown.headline,
                    body=version.body or shown.body,
                )
        return shown

    def edited_at(self, requests: int) -> datetime:
        """When what is shown after `requests` requests was last touched, openly or silently."""
        edits = [v.edited for v in self.versions if requests >= v.after_requests]
        return max([self.updated, *edits])


@dataclass(frozen=True, slots=True)
class World:
    """All outlets by key, and all reports by id, oldest first."""

    outlets: Mapping[str, SampleOutlet]
    reports: Mapping[str, Report]

    def published_by(self, outlet: SampleOutlet) -> tuple[Report, ...]:
        """What one outlet published, newest first."""
        own = [report for report in self.reports.values() if report.outlet == outlet.key]
        return tuple(reversed(own))

    def address(self, report: Report) -> str:
        """The path of a report's page, in its outlet's manner."""
        outlet = self.outlets[report.outlet]
        local = report.published.astimezone(ZoneInfo(outlet.timezone))
        return outlet.home + outlet.page_path.format(
            slug=report.id, section=report.section or "news", day=f"{local:%Y/%m/%d}"
        )

    def stories(self) -> Mapping[str, tuple[str, ...]]:
        """Which reports tell which story: the truth that grouping is scored against."""
        members: defaultdict[str, list[str]] = defaultdict(list)
        for report in self.reports.values():
            members[report.story].append(report.id)
        return {story: tuple(ids) for story, ids in sorted(members.items())}


def load_world(folder: Path = HERE) -> World:
    """Read outlets.toml and reports/*.toml below `folder`."""
    outlets = tuple(map(_outlet, _toml(folder / "outlets.toml")["outlets"]))
    reports = [_report(path) for path in sorted((folder / "reports").glob("*.toml"))]
    reports.sort(key=lambda report: (report.published, report.id))
    return World(
        outlets={outlet.key: outlet for outlet in outlets},
        reports={report.id: report for report in reports},
    )


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SampleError(f"{path}: not valid TOML: {error}") from error


def _outlet(table: dict[str, Any]) -> SampleOutlet:
    feeds = tuple(OfferedFeed(**feed) for feed in table["feeds"])
    return SampleOutlet(**{**table, "feeds": feeds})


def _report(path: Path) -> Report:
    table = _toml(path)
    table["basics"] = tuple(table.get("basics", ()))
    table["entries"] = tuple(Entry(**entry) for entry in table.get("entries", ()))
    table["versions"] = tuple(Version(**version) for version in table.get("versions", ()))
    try:
        report = Report(**table)
    except TypeError as error:
        raise SampleError(f"{path}: {error}") from error
    if report.id != path.stem:
        raise SampleError(f"{path}: the id is {report.id!r}; it has to be the name of the file")
    return report
