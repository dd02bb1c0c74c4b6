"""How a reading is told on a terminal: the order of the page, colours only on a terminal and never alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from newsworld.cli.health import NOBODY_FOLLOWED
from newsworld.news import codec
from newsworld.pipeline import steps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.news.articles import Article
    from newsworld.news.facts import Speaker
    from newsworld.newsroom import Newsroom, Read

UNBOUNDED = 10_000  # characters a line where a program reads
MEASURE = 88  # characters a line: a terminal's 66 with room for tables


def _console() -> Console:
    console = Console(highlight=False)
    return Console(highlight=False, width=min(console.width, MEASURE)) if console.width > MEASURE else console


def write_json(told: Read) -> None:
    """Article, reading and brief on one line."""
    row = codec.row_of(told.article) | {k: v for k, v in codec.row_of(told.reading).items() if v is not None}
    click.echo(codec.json_of(row | {"brief": codec.row_of(told.brief)}).decode())


def tell(told: Read) -> None:
    """Headline, standfirst, basics, meetings, who said what, positions, cautions."""
    console, article = _console(), told.article
    where = " · ".join(part for part in (article.outlet, article.published, ", ".join(article.byline)) if part)
    if where:
        console.print(Text(where, "dim"))
    console.print(Text(told.brief.headline, "bold"))
    if told.brief.standfirst:
        console.print(Text(told.brief.standfirst.text, "italic"))
    if told.brief.basics:
        _heading(console, "The basics in brief")
        for line in told.brief.basics:
            console.print(Padding(Text(f"• {line.text}"), (0, 0, 0, 2)))
    _tell_meetings(console, told)
    _tell_statements(console, told)
    for name in ("positions", "figures", "disputed", "take care", "timeline"):
        lines = told.brief.section(name)
        if lines:
            _heading(console, name.capitalize())
            for line in lines:
                console.print(Padding(Text(f"• {line.text}"), (0, 0, 0, 2)))


def _heading(console: Console, text: str) -> None:
    console.print()
    console.print(Text(text.upper(), "bold cyan"))


def _tell_meetings(console: Console, told: Read) -> None:
    if not told.reading.meetings:
        return
    _heading(console, "Meetings")
    names = {entity.id: entity.name for entity in told.reading.entities}
    table = Table("When", "What", "Who", "Where", "Status", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for meeting in told.reading.meetings:
        who = ", ".join(one.name for one in meeting.participants) or ", ".join(
            names.get(party, party) for party in meeting.parties
        )
        when = " ".join(part for part in (meeting.start, meeting.part_of_day) if part) or "not told"
        table.add_row(when, meeting.name, who, meeting.place or "", meeting.status)
    console.print(table)


def _tell_statements(console: Console, told: Read) -> None:
    if not told.reading.statements:
        return
    _heading(console, "Who said what")
    text = told.article.text
    for statement in told.reading.statements:
        said = " … ".join(span.of(text).replace("\n\n", " ") for span in statement.content)
        indent = 4 if statement.within is not None else 2
        line = Text()
        line.append(_speaker(statement.speaker), "italic" if statement.speaker.anonymous else "bold")
        line.append(f" ({statement.act}" + (f", {statement.setting}" if statement.setting else "") + "): ", "dim")
        line.append(said)
        console.print(Padding(line, (0, 0, 0, indent)))


def _speaker(speaker: Speaker) -> str:
    name = speaker.name or "nobody named"
    role = f", {speaker.role}" if speaker.role and speaker.role not in name else ""
    return f"{name}{role}{' [unnamed]' if speaker.anonymous else ''}"


def explain(told: Read) -> None:
    """For each statement, the rule that found it and why."""
    for paragraph in steps.explain(told.article):
        click.echo(paragraph)


def tell_found(articles: Iterable[Article]) -> None:
    """What a search found, newest names first as ranked."""
    console = _console()
    for article in articles:
        console.print(Text(article.headline or article.id, "bold"))
        console.print(Text(f"  {article.outlet or ''} {article.published or ''} {article.url or ''}", "dim"))


def tell_sources(room: Newsroom) -> None:
    """A table of sources with their health; how to begin where there are none."""
    healths, followed = room.store.sources.healths(), room.store.sources.all()
    if not followed:
        click.echo(NOBODY_FOLLOWED, err=True)
        return
    table = Table("Source", "State", "Last success", "Next try", "Trouble", box=None, pad_edge=False)
    for source in followed:
        health = healths.get(source.id)
        table.add_row(
            source.address,
            health.state if health else "new",
            (health and health.last_success) or "–",
            (health and health.next_try) or "–",
            (health and health.error) or "",
        )
    console = Console(highlight=False)
    console.print(table, width=None if console.is_terminal else UNBOUNDED)
