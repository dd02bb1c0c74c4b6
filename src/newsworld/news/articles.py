"""Article: the clean parts of a page, and Revision: what a later version of it changed."""

from __future__ import annotations

from dataclasses import dataclass

from newsworld.news.moments import Moment

ARTICLE_KINDS = ("article", "live", "opinion", "video", "listing", "not-an-article")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a report was written: "GENEVA, Jan 8 (Reuters) -"."""

    place: str | None = None
    date: Moment | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """A link that the page offers as more on this topic."""

    headline: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One report without its page's furniture; `text` is the body, paragraphs joined by a blank line."""

    id: str
    text: str
    url: str | None = None
    canonical_url: str | None = None
    outlet: str | None = None  # the name that readers know
    language: str | None = None  # BCP 47
    headline: str | None = None
    standfirst: str | None = None
    basics: tuple[str, ...] = ()  # an outlet's own key points
    byline: tuple[str, ...] = ()  # names only
    credit: str | None = None  # agency or initials at the foot: "mku / dpa"
    dateline: Dateline | None = None
    published: Moment | None = None
    updated: Moment | None = None
    section: str | None = None
    image: str | None = None
    related: tuple[Related, ...] = ()
    kind: str = "article"
    truncated: bool = False  # a paywall or teaser kept the rest
    version: int = 1

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body's paragraphs, in order."""
        return tuple(part for part in self.text.split("\n\n") if part.strip())


@dataclass(frozen=True, slots=True)
class Revision:
    """What an outlet changed in an article it had already published."""

    article: str
    version: int  # the version that this change made
    seen: Moment
    added: tuple[str, ...] = ()  # sentences
    removed: tuple[str, ...] = ()
    headline_before: str | None = None  # if it was changed
    correction: str | None = None  # the outlet's own note, where there is one
