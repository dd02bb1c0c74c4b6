"""What did an outlet change in an article it had already published? Sentences that came and went, as a noun. Pure."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import TYPE_CHECKING

from newsworld.languages import base_code, words
from newsworld.news.articles import Revision
from newsworld.text.sentences import sentences

if TYPE_CHECKING:
    from newsworld.news.articles import Article
    from newsworld.news.moments import Moment

# The same sentence set otherwise: quotation marks, dashes, spaces and case do not make a change.
_TYPOGRAPHY = str.maketrans("“”„«»‘’‚–—\u00a0\u202f", '"""""\'\'\'--  ')
_SPACE = re.compile(r"\s+")


def changes(before: Article, after: Article, seen: Moment) -> Revision | None:
    """What `after` changed against `before`, as it was `seen`; None where a reader would see no difference.

    A page that came back empty, or cut by a paywall that was not there before, takes nothing away.
    """
    is_cut = not after.text.strip() or (after.truncated and not before.truncated)
    old, new = _sentences(before), _sentences(after)
    added = () if is_cut else _beyond(new, old)
    removed = () if is_cut else _beyond(old, new)
    retitled = bool(after.headline and before.headline) and _plain(after.headline or "") != _plain(
        before.headline or ""
    )
    if not (added or removed or retitled):
        return None
    return Revision(
        article=before.id,
        version=before.version + 1,
        seen=seen,
        added=added,
        removed=removed,
        headline_before=before.headline if retitled else None,
        correction=next((sentence for sentence in added if is_correction(sentence, after.language)), None),
    )


def is_correction(sentence: str, language: str | None) -> bool:
    """Whether a sentence is the outlet's own note that it has corrected the article."""
    found = _notes(base_code(language))
    return bool(found and found.search(_plain(sentence)[:600]))


@functools.cache
def _notes(code: str) -> re.Pattern[str] | None:
    told = words(code, "corrections")
    opens = [re.escape(_plain(cue)) for cue in told.get("opens", ())]
    says = [re.escape(_plain(cue)) for cue in told.get("says", ())]
    shapes = ([rf"\A\W{{0,3}}(?:{'|'.join(opens)})\W"] if opens else []) + (
        [rf"\b(?:{'|'.join(says)})\b"] if says else []
    )
    return re.compile("|".join(shapes)) if shapes else None


def _sentences(article: Article) -> list[str]:
    return [" ".join(span.of(article.text).split()) for span in sentences(article.text, article.language)]


def _beyond(here: list[str], there: list[str]) -> tuple[str, ...]:
    """The sentences that one version has and the other has not, in order."""
    spare = Counter(map(_plain, there))
    told: list[str] = []
    for sentence in here:
        key = _plain(sentence)
        if spare[key]:
            spare[key] -= 1
        else:
            told.append(sentence)
    return tuple(told)


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text.translate(_TYPOGRAPHY)).strip().casefold()
