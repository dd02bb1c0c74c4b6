"""Statements: who said what. Reads each sentence for cues, gives quotations their owners, names the speakers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsworld.news.facts import Statement
from newsworld.news.spans import Span
from newsworld.text.quotes import Quotation, quotations
from newsworld.text.sentences import sentences
from newsworld.understand import acts, phrased, quoted, scripted, weigh
from newsworld.understand.cues import Lexicon, lexicon
from newsworld.understand.reported import Reader
from newsworld.understand.speakers import Cast, Known
from newsworld.understand.units import Unit, units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsworld.news.articles import Article
    from newsworld.understand.draft import Draft
    from newsworld.understand.found import Found

READ_CHARACTERS = 120_000  # of a text; a longer one is a book or an attack
NESTED_WORDS = 5  # a quotation of fewer words holds no statement of another


def find(article: Article, so_far: Draft) -> Iterator[Statement]:
    """Every statement of the article, by where its content begins."""
    text = article.text[:READ_CHARACTERS]
    lex = lexicon(so_far.language)
    quotes = quotations(text)
    read = units(text, [span for span in so_far.sentences if span.end <= len(text)], quotes, lex)
    found = list(quoted.by_marks(text, read)) if lex is None else _found(lex, text, read)
    yield from _statements(article, so_far, read, found, [quote for quote in quotes if quote.depth == 0])


def _found(lex: Lexicon, text: str, read: list[Unit]) -> list[Found]:
    """What the rules find, in order of the text."""
    told = (Reader(lex, unit, number, phrased.FINDERS).read() for number, unit in enumerate(read))
    found = [_weighed(lex, unit, here) if here else here for unit, here in zip(read, told, strict=True)]
    title = scripted.headline(text, read, lex)
    for one in (*scripted.transcript(text, read), *([title] if title is not None else [])):
        found[one.unit] = [one]
    for one in scripted.pointing(read, found, lex):
        found[one.unit].append(one)
    quoted.attach(text, read, found, lex)
    for number, unit in enumerate(read):
        found[number] += _inside(lex, text, unit, number)
    return quoted.settled(found)


def _weighed(lex: Lexicon, unit: Unit, found: list[Found]) -> list[Found]:
    """Only what weighs enough; cues that wait for their quotation always do."""
    kept: dict[int, tuple[float, Found]] = {}  # by where the content begins: two readings of the same words are one
    waiting = [one for one in found if not one.pieces]
    for at, one in enumerate(found):
        if one.pieces:
            weight = weigh.weight(weigh.traits(lex, unit, one, found[:at]))
            held = kept.get(one.pieces[0].start)
            if weight >= weigh.ENOUGH and (held is None or held[0] < weight):
                kept[one.pieces[0].start] = (weight, one)
    return sorted([*(one for _, one in kept.values()), *waiting], key=lambda one: one.cue_first)


def _inside(lex: Lexicon, text: str, unit: Unit, number: int) -> list[Found]:
    """Statements of others that a quotation reports: "“Russia has said it feels threatened ...,” the official said"."""
    found: list[Found] = []
    for quote in unit.quotes:
        inner = quote.inner.of(text)
        if len(inner.split()) < NESTED_WORDS or not any(cue in inner for cue in _CHEAP):
            continue
        spans = [
            Span(span.start + quote.inner.start, span.end + quote.inner.start) for span in sentences(inner, lex.code)
        ]
        for deeper in units(text, spans, ()):
            for one in Reader(lex, deeper, number).read():
                if _is_of_another(lex, deeper, one):
                    one.level = 1
                    found.append(one)
    return found


_CHEAP = ("say", "said", "told", "claim", "announc", "warn", "den", "accus", "promis", "admit")


def _is_of_another(lex: Lexicon, unit: Unit, one: Found) -> bool:
    if one.subject is None or one.sure < 3 or not one.pieces or one.kind != "finite":
        return False
    first = unit.tokens.low[one.subject[0]]
    return first not in lex.firsts and (unit.tokens.words[one.subject[1]][:1].isupper() or first in lex.persons)


def _statements(
    article: Article, draft: Draft, read: list[Unit], found: list[Found], quotes: Sequence[Quotation]
) -> Iterator[Statement]:
    text, lex = article.text, lexicon(draft.language)
    cast = Cast(text, draft)
    cast.learn_names()
    heard = [(one, _hear(cast, lex, one, read[one.unit])) for one in found]
    starts = [quote.span.start for quote in quotes]
    times = sorted((time for time in draft.times if acts.is_day(time)), key=lambda time: time.span)
    made: list[Statement] = []
    for one, known in heard:
        if one.cue is not None and known is not None and known.terms is not None and known.terms.meets(one.cue):
            continue  # "asked not to be named" is no statement
        pieces = quoted.merged(one.pieces)
        statement = Statement(
            content=pieces,
            mode=quoted.mode_of(pieces, quotes, starts),
            cue=one.cue,
            speaker=cast.speaker(known, one.speaker),
            act=acts.act_of(draft.language, text, one),
            setting=acts.setting_of(lex, text, one),
            said_on=acts.said_on(article, draft.language, read[one.unit], one, times),
            negated=one.negated,
            rule=one.rule,
        )
        made.append(statement)
    yield from _nested(made)


def _hear(cast: Cast, lex: Lexicon | None, one: Found, unit: Unit) -> Known | None:
    """Who speaks: as named, else whoever spoke last where the language or the print leaves the name out."""
    left_out = one.speaker is None and one.kind == "finite" and lex is not None and lex.pro_drop
    if left_out and cast.running() is None and one.cue is not None:
        return cast.named_before(one.cue)
    return cast.running() if one.cue is None or left_out else cast.hear(one.speaker, unit.span)


def _nested(made: list[Statement]) -> Iterator[Statement]:
    """Each statement with the index of the closest one that its content and cue stand inside."""
    for at, statement in enumerate(made):
        within: int | None = None
        size = 1 << 60
        whole = Span(statement.content[0].start, statement.content[-1].end)
        if statement.cue is not None:
            whole = Span(min(whole.start, statement.cue.start), max(whole.end, statement.cue.end))
        for other, candidate in enumerate(made[max(0, at - 12) : at + 4], max(0, at - 12)):
            if other == at:
                continue
            for piece in candidate.content:
                if piece.holds(whole) and piece.end - piece.start < size:
                    within, size = other, piece.end - piece.start
        yield replace(statement, within=within) if within is not None else statement
