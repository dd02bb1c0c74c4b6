"""Lines as a page shows them: each with its citations, opened in their paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsworld.news.articles import Article
    from newsworld.news.briefs import Citation, Line
    from newsworld.news.moments import Moment

CONTEXT_CHARACTERS = 280  # of the paragraph on either side of a cited sentence: enough to judge it by
ATTRIBUTION = " – "  # what parts a quotation from its speaker in a composed line


class Library(Protocol):
    """Whatever hands out articles by id: a mapping, or a store."""

    def get(self, name: str, /) -> Article | None:
        """The article, if it is there."""
        ...


@dataclass(frozen=True, slots=True)
class CitationView:
    """A source's sentence in its paragraph, with what a reader wants to know of it."""

    number: int
    quote: str
    before: str
    after: str
    outlet: str
    language: str
    headline: str | None = None
    url: str | None = None
    published: Moment | None = None
    edited: bool = False


@dataclass(frozen=True, slots=True)
class LineView:
    """A line with its citations opened; `story` and `headline` where lines of many stories stand together."""

    text: str
    kind: str
    citations: tuple[CitationView, ...]
    cautions: tuple[str, ...]
    slots: Mapping[str, str]
    language: str
    foreign: bool = False
    is_new: bool = False
    story: str = ""
    headline: str = ""

    @property
    def said(self) -> str:
        """The words, without the attribution that a composed line ends in."""
        return self.text[: self._cut()]

    @property
    def attribution(self) -> str:
        """By whom, told by whom, where, when, as a composed line ends; empty where the sentence itself says it."""
        return self.text[self._cut() + len(ATTRIBUTION) :] if self._cut() < len(self.text) else ""

    @property
    def speaker_page(self) -> tuple[str, str]:
        """The kind and the key of the page that the speaker has; empty for one that nothing is known of."""
        entity, speaker = self.slots.get("entity", ""), self.slots.get("speaker", "")
        if self.slots.get("anonymous"):
            return "", ""
        if entity.startswith("person:"):
            return "person", speaker
        return (
            ("party", self.slots.get("party", speaker))
            if entity.startswith(("country:", "organisation:"))
            else ("", "")
        )

    @property
    def needs_attribution(self) -> bool:
        """Whether more is to be told of the speaker than the sentence itself, under its party's name, says."""
        names = ("anonymous", "told_by", "setting", "said_on", "terms")
        speaker = self.slots.get("speaker", "")
        is_person = self.speaker_page[0] == "person"
        is_told = bool(self.attribution or is_person or any(self.slots.get(name) for name in names))
        return is_told or (bool(speaker) and speaker.casefold() not in self.text.casefold())

    @property
    def stand(self) -> str:
        """A position's words, without the party and the stance that a composed line begins with."""
        party = self.slots.get("party", "")
        if self.kind == "composed" and party and self.text.startswith(party):
            return self.text.partition(": ")[2] or self.text
        return self.text

    def _cut(self) -> int:
        at = self.text.rfind(ATTRIBUTION) if self.kind == "composed" else -1
        if at <= 0:
            return len(self.text)
        by, speaker, teller = self.text[at + len(ATTRIBUTION) :], self.slots.get("speaker"), self.slots.get("told_by")
        is_by = (speaker and by.startswith(speaker)) or (teller and teller in by)  # no dateline: "GENEVA – Moscow said"
        return at if is_by else len(self.text)


@dataclass(frozen=True, slots=True)
class SectionView:
    """Lines under a heading; those in another language than the page's stand apart where it has lines of its own."""

    name: str
    lines: tuple[LineView, ...]
    foreign: tuple[LineView, ...] = ()


@dataclass(slots=True)
class Numbering:
    """Raised figures of one page: the same words of the same article get the same figure."""

    articles: Library
    taken: dict[tuple[str, int, int], CitationView] = field(default_factory=dict)

    def view(self, citation: Citation) -> CitationView:
        """The citation as the page opens it."""
        key = (citation.article, *citation.span)
        if key not in self.taken:
            self.taken[key] = _view(citation, self.articles.get(citation.article), len(self.taken) + 1)
        return self.taken[key]

    def line(self, line: Line, language: str, *, is_new: bool = False, story: str = "", headline: str = "") -> LineView:
        """The line with its citations as the page opens them."""
        spoken = self._language_of(line, language)
        return LineView(
            line.text,
            line.kind,
            tuple(self.view(citation) for citation in line.citations),
            line.cautions,
            line.slots,
            spoken,
            foreign=spoken != language,
            is_new=is_new,
            story=story,
            headline=headline,
        )

    def lines(self, lines: Iterable[Line], language: str, known: set[str] | None = None) -> tuple[LineView, ...]:
        """Many lines; those that `known` lacks are new."""
        return tuple(self.line(line, language, is_new=known is not None and line.text not in known) for line in lines)

    def _language_of(self, line: Line, language: str) -> str:
        """A verbatim line speaks its source's language, a composed one the brief's or that of the words it quotes."""
        article = self.articles.get(line.citations[0].article)
        if line.kind == "composed" and "published" not in line.slots:
            return line.slots.get("language") or language
        if line.kind != "verbatim" or article is None or not article.language:
            return language
        return article.language


def parted(lines: Iterable[LineView]) -> tuple[tuple[LineView, ...], tuple[LineView, ...]]:
    """The lines in the page's language, and the others; all of them as one where there are none in the page's."""
    told = tuple(lines)
    native = tuple(line for line in told if not line.foreign)
    return (native, tuple(line for line in told if line.foreign)) if native else (told, ())


def clipped(text: str, most: int) -> str:
    """The text, cut at a word where it is longer than so many characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"


def web_address(url: str | None) -> str | None:
    """An address that a page may link to: http and https alone."""
    return url if (url or "").lower().startswith(("http://", "https://")) else None


def _view(citation: Citation, article: Article | None, number: int) -> CitationView:
    if article is None:
        return CitationView(number, citation.quote, "", "", citation.article, "en")
    before, after = _around(article.text, citation)
    return CitationView(
        number,
        citation.quote,
        before,
        after,
        article.outlet or article.id,
        article.language or "en",
        article.headline,
        web_address(article.canonical_url) or web_address(article.url),
        article.published,
        edited=article.version > 1,
    )


def _around(text: str, citation: Citation) -> tuple[str, str]:
    """The rest of the paragraph on either side of a citation, cut at a word where it is long."""
    start, end = citation.span
    if text[start:end] != citation.quote:  # the article was edited since: its words no longer stand here
        return "", ""
    first = text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0
    last = text.find("\n\n", end)
    before = text[first:start]
    after = text[end : last if last >= 0 else len(text)]
    if len(before) > CONTEXT_CHARACTERS:
        before = "… " + before[-CONTEXT_CHARACTERS:].split(" ", 1)[-1]
    if len(after) > CONTEXT_CHARACTERS:
        after = after[:CONTEXT_CHARACTERS].rsplit(" ", 1)[0] + " …"
    return before, after
