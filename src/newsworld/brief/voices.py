"""Whom does a reader hear? A reading also finds who wants, thinks or does something; a page's voices say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsworld.brief.material import Origin
    from newsworld.news.facts import Statement

_NAME_WORDS, _DESCRIBED_WORDS = 4, 6  # words of a name at most, and of "a tenant on the ninth floor"
_ACRONYM = 5  # letters of a name in capitals alone, at most
_MOSTLY_SAID = 0.45  # share of a sentence that who, said and what fill, where the sentence stands for the saying
# Groups of cues (languages/*/statements.toml) after which something was said.
_SAID_BY = frozenset((
    "say", "report", "tell", "ask", "according to", "demand", "request", "promise", "offer", "threaten", "warn",
    "predict", "accuse", "allege", "deny", "reject", "accept", "praise", "condemn", "call", "transcript",
))  # fmt: skip
# Those after which nobody but a person speaks: a deal may promise, a result may show, but a tenant says.
_SAID_BY_ANYBODY = frozenset(("say", "tell", "ask", "according to", "deny", "accuse", "warn"))


def is_heard(origin: Origin, statement: Statement) -> bool:
    """Whether somebody says something there; what is quoted is said."""
    return _is_somebody(statement) and (statement.mode != "indirect" or _is_said(origin, statement))


def _is_somebody(statement: Statement) -> bool:
    """Whether a speaker is known for one, bears a name, or is told in a few words where only a person could speak."""
    speaker = statement.speaker
    if speaker.entity or speaker.organisation or speaker.anonymous or speaker.kind != "person":
        return True
    name = speaker.name or ""
    words = name.split()
    if not name[:1].isalpha() or len(words) > _DESCRIBED_WORDS or (name.isupper() and len(name) > _ACRONYM):
        return False
    bears_a_name = len(words) <= _NAME_WORDS and not any(word[0].islower() for word in words)
    return bears_a_name or statement.mode == "direct" or _cue(statement) in _SAID_BY_ANYBODY


def _is_said(origin: Origin, statement: Statement) -> bool:
    """Whether the sentence tells the saying, and does not mention it beside something else."""
    if statement.rule and _cue(statement) not in _SAID_BY:
        return False
    if statement.within is not None:  # then it has a line that tells through whom it was heard
        return True
    around = origin.around(statement.content[0])
    told = [*statement.content, *filter(None, (statement.cue, statement.speaker.span))]
    said = sum(span.end - span.start for span in told if span.meets(around))
    return said >= _MOSTLY_SAID * (around.end - around.start)


def _cue(statement: Statement) -> str:
    """The group of its cue: a rule is called "say: that"."""
    return statement.rule.partition(":")[0]
