"""Newsworld: one page per story, every line led back to the exact words of a source.

To read one page, nothing but its bytes or text is needed:

>>> import newsworld
>>> told = newsworld.read('''The ferry to Harwick sails again, the minister said on Monday.
...
... “We will not wait for spring,” Ines Duarte, the harbour master, told reporters.
... ''', published="2022-01-10")
>>> for statement in told.reading.statements:
...     print(statement.speaker.name, "|", statement.content[0].of(told.article.text))
the minister | The ferry to Harwick sails again
Ines Duarte | “We will not wait for spring,”
>>> all(line.citations for line in told.brief.lines())
True

A Newsroom keeps what it takes in, places it into stories and writes their briefs:

>>> page = newsworld.Capture("ferry", "https://coast.example/ferry", text=told.article.text, outlet="The Coast")
>>> with newsworld.Newsroom.opened(newsworld.Settings(store=":memory:")) as room:
...     _ = room.take([page])
...     _ = room.work()
...     [article.outlet for article in room.search("ferry")]
['The Coast']

Everything else that is documented here are nouns: frozen dataclasses, described in docs/glossary.md.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsworld.news.articles import Article
    from newsworld.news.briefs import Brief, Citation, Edition, Line
    from newsworld.news.errors import NewsworldError
    from newsworld.news.facts import Caution, Figure, Meeting, Position, Statement
    from newsworld.news.readings import Reading
    from newsworld.news.sourcing import Capture, Outlet, Source
    from newsworld.news.spans import Span
    from newsworld.news.stories import Correction, Story
    from newsworld.newsroom import Newsroom, Read, read
    from newsworld.settings import Settings

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Brief",
    "Capture",
    "Caution",
    "Citation",
    "Correction",
    "Edition",
    "Figure",
    "Line",
    "Meeting",
    "Newsroom",
    "NewsworldError",
    "Outlet",
    "Position",
    "Read",
    "Reading",
    "Settings",
    "Source",
    "Span",
    "Statement",
    "Story",
    "__version__",
    "read",
]
_HOMES = {
    "newsworld.news.articles": ("Article",),
    "newsworld.news.briefs": ("Brief", "Citation", "Edition", "Line"),
    "newsworld.news.errors": ("NewsworldError",),
    "newsworld.news.facts": ("Caution", "Figure", "Meeting", "Position", "Statement"),
    "newsworld.news.readings": ("Reading",),
    "newsworld.news.sourcing": ("Capture", "Outlet", "Source"),
    "newsworld.news.spans": ("Span",),
    "newsworld.news.stories": ("Correction", "Story"),
    "newsworld.newsroom": ("Newsroom", "Read", "read"),
    "newsworld.settings": ("Settings",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """A name of the face out of its room, when it is first asked for: importing the package alone loads nothing."""
    if name not in _HOME:
        raise AttributeError(f"module 'newsworld' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    """The face."""
    return sorted(__all__)
