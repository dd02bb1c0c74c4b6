"""Forms that name the speaker before a colon: transcripts ("KNIGHT: ...") and headlines ("US: ready to talk")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsworld.news.spans import Span
from newsworld.understand import extents, phrases
from newsworld.understand.found import Found, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.understand.cues import Lexicon
    from newsworld.understand.units import Unit

_TRANSCRIPT = re.compile(r"[“\"„«]?((?:[^\W\d_][^\W\d_.’'-]+[ .]*){1,4}):\s+(?=\S)")
_HEADLINE = re.compile(r"([^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,4}):\s+(?=\S)")
SHORTEST_TRANSCRIPT_NAME = 3  # letters; "US: ready to talk" is a headline
LONGEST_TRANSCRIPT_NAME = 80  # code points, with its colon
LONGEST_HEADLINE = 220  # code points


def transcript(text: str, read: list[Unit]) -> Iterator[Found]:
    """Each paragraph that opens with a name in capitals and a colon."""
    for number, unit in enumerate(read):
        start, end = unit.span.start, min(unit.span.end, unit.span.start + LONGEST_TRANSCRIPT_NAME)
        if unit.first and text.find(":", start, end) > 0:
            match = _TRANSCRIPT.match(text, start, end)
            if match is not None and match.group(1).isupper() and len(match.group(1)) >= SHORTEST_TRANSCRIPT_NAME:
                last = number
                while not read[last].last:
                    last += 1
                yield _found(text, match, read[last].span.end, number, "transcript")


def headline(text: str, read: list[Unit], lex: Lexicon | None) -> Found | None:
    """A first line of the form "Name: what they say"."""
    if not read or not read[0].last or len(read) < 2 or read[0].span.end - read[0].span.start > LONGEST_HEADLINE:
        return None
    match = _HEADLINE.match(text, read[0].span.start, read[0].span.end)
    if match is None or not all(word[0].isupper() or len(word) < 4 for word in match.group(1).split()):
        return None
    if lex is not None and any(word in lex.prepositions for word in match.group(1).lower().split()[:-1]):
        return None  # "Stealth Over Health: ..." is a title with a subtitle
    return _found(text, match, read[0].span.end, 0, "headline")


def _found(text: str, match: re.Match[str], end: int, number: int, rule: str) -> Found:
    colon = match.end(1)
    while end > match.end() and text[end - 1] in ". ":
        end -= 1
    content = Span(match.end(), max(end, match.end() + 1))
    return Found([content], Span(colon, colon + 1), Span(*match.span(1)), rule, unit=number)


def pointing(read: list[Unit], found: list[list[Found]], lex: Lexicon) -> Iterator[Found]:
    """For "Das sagte ein Sprecher am Freitag.": what the sentence before tells, where nobody told it yet."""
    for number in range(1, len(read)) if lex.pointing else ():
        unit, before = read[number], read[number - 1]
        tokens = unit.tokens
        if unit.paragraph != before.paragraph or len(tokens) < 3 or tokens.low[0] not in lex.pointing:
            continue
        form = lex.verbs.get(tokens.low[1])
        sense = next((one for one in form.senses if "that" in one.takes), None) if form is not None else None
        if form is None or sense is None or not form.shapes & {"past", "s"} or found[number - 1] or found[number]:
            continue
        end = phrases.phrase_after(lex, tokens, 2, len(tokens))
        content = extents.span(lex, before.tokens, 0, len(before.tokens))
        if end > 2 and content is not None:
            yield Found(
                [content], Span(tokens.begins[1], tokens.ends[1]), Span(tokens.begins[2], tokens.ends[end - 1]),
                f"{sense.name}: pointing", act=sense.act, lemma=sense.lemma, unit=number, cue_first=1, cue_last=1,
                subject=Phrase(2, end - 1), sure=sense.sure, kind="finite",
            )  # fmt: skip
