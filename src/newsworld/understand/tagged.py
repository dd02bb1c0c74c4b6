"""Names that a tagger finds where the house's own rules found none: an option, for whoever has a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.readings import Entity
from newsworld.understand.finders import Finder
from newsworld.understand.known import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.models import Tagger
    from newsworld.news.articles import Article
    from newsworld.news.spans import Span
    from newsworld.understand.draft import Draft


def tagged(tagger: Tagger) -> Finder:
    """A row of FINDERS that adds a tagger's names; it stands behind the house's own finder of entities."""

    def find(article: Article, so_far: Draft) -> Iterator[Entity]:
        """Every name that meets no mention found so far, with all its mentions."""
        taken = sorted(mention for entity in so_far.entities for mention in entity.mentions)
        named: dict[tuple[str, str], list[Span]] = {}
        for span, kind in tagger.tags(article.text, so_far.language):
            if not any(span.meets(mention) for mention in taken):
                named.setdefault((kind, " ".join(span.of(article.text).split())), []).append(span)
        for (kind, name), mentions in named.items():
            yield Entity(f"{kind}:{slug(name)}", name, kind, mentions=tuple(mentions))

    return Finder("entities", find, needs=("entities",))
