"""Why was this read as a statement? In plain words, a paragraph a statement, for `understand --explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.spans import words_of
from newsworld.understand.finders import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.articles import Article
    from newsworld.news.facts import Speaker, Statement

SHOWN = 160  # code points of a content
# What the second part of Statement.rule says: how the content stands to its cue.
HOW = {
    "that": "what follows its “that”",
    "clause": "the clause that follows",
    "quote": "the quotation that follows",
    "colon": "what follows the colon",
    "opens": "what is quoted in the next paragraph",
    "wh": "the question that follows",
    "to": "the infinitive that follows",
    "object": "the phrase that follows",
    "particle": "the phrase that follows",
    "after its content": "what stands before it",
    "after its quotation": "the quotation before it",
    "inverted": "what stands before it, the speaker behind it",
    "as told": "the rest of the sentence",
    "before": "the rest of the sentence",
    "after": "what stands before it",
    "trailing": "the rest of the sentence",
}
# Rules that are no verb of saying.
ALONE = {
    "quotation alone": "A quotation with no cue beside it: it goes to whoever spoke last.",
    "quotation in running speech": "A quotation with no cue, in the same breath as a statement, and of its speaker.",
    "quotation by its marks": "A quotation in a language whose cues are not known: nobody is guessed at.",
    "signed quotation": "A quotation with a dash and a name behind it.",
    "transcript": "A paragraph that opens with a name in capitals and a colon.",
    "headline": "A first line of the form “Name: what they say”.",
    "appearance": "Told as it seems, by nobody.",
    "passive": "Told as expected, known or charged; only a “by” names who says so.",
}


def explain(article: Article) -> Iterator[str]:
    """A paragraph a statement: what was read, by which rule, and why each of its parts."""
    for number, statement in enumerate(read(article).statements):
        yield "\n".join(_lines(article.text, number, statement))


def _lines(text: str, number: int, statement: Statement) -> Iterator[str]:
    content = words_of(text, statement.content)
    yield f"{number}. {content if len(content) <= SHOWN else content[: SHOWN - 1] + '…'}"
    yield f"   rule: {statement.rule or 'none told'}. {_why(text, statement)}"
    yield f"   speaker: {_who(text, statement.speaker)}"
    told = [statement.mode, f"act {statement.act}"]
    told += ["denied by its cue"] if statement.negated else []
    told += [f"said on {statement.said_on}"] if statement.said_on else []
    told += [f"setting: {statement.setting}"] if statement.setting else []
    told += [f"inside statement {statement.within}"] if statement.within is not None else []
    yield f"   {', '.join(told)}"


def _why(text: str, statement: Statement) -> str:
    family, _, how = statement.rule.partition(": ")
    if family in ALONE:
        return ALONE[family]
    cue = statement.cue.of(text) if statement.cue else ""
    if family == "adjective":
        return f"“{cue}” tells a mind; “{how}” leads to its content."
    if family == "noun":
        return f"“{cue}” is a word for saying; “{how.split()[0]}” leads to what is said."
    kind = "names a source" if family == "according to" else f"is a cue of the kind “{family}”"
    return f"“{cue}” {kind}; its content is {HOW.get(how, how)}."


def _who(text: str, speaker: Speaker) -> str:
    if speaker.name is None:
        return "nobody is named" if speaker.span is None else f"“{speaker.span.of(text)}”, led back to nobody"
    beside = f"“{speaker.span.of(text)}” beside it" if speaker.span else "nobody beside it"
    told = [f"{speaker.name} ({beside})", speaker.kind]
    told += ["unnamed"] if speaker.anonymous else []
    told += [f"on the terms “{speaker.terms.of(text)}”"] if speaker.terms else []
    return ", ".join(told)
