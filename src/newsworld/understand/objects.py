"""Objects: the issue that stands behind a cue, or before it where the words only point back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.understand.antecedents import BEFORE, NEAR
from newsworld.understand.issues import normal_issue
from newsworld.understand.spelled import fuller, spelled_out
from newsworld.understand.stakes import is_thin, stake

if TYPE_CHECKING:
    import re

    from newsworld.news.facts import Position
    from newsworld.news.spans import Span
    from newsworld.understand.antecedents import Context
    from newsworld.understand.parties import Sides

TO_BE_DONE = ("demands", "requests", "offers", "threatens", "denies", "accepts")  # never of a name alone
TOLD = ("demands", "requests", "offers", "rejects")  # stances that tell somebody to do something


def issue_told(
    context: Context, match: re.Match[str], told: tuple[str, Sides, Span | None], before: list[Position]
) -> str | None:
    """The issue in its normal form; the one told before where the words only point back to it."""
    stance, sides, condition = told
    start, end = object_span(context, match, stance, condition)
    phrase = context.marks.text[start:end].strip(" ,") if start >= 0 else ""
    verb = match.group("verb") if "verb" in match.re.groupindex else None
    patterns = context.words.patterns
    if verb and (not phrase or patterns["back"].match(phrase) or _is_no_verb(verb, patterns)):
        return None  # "free them": whom, another sentence tells
    if not verb and patterns["anaphor"].match(phrase):
        return _pointed_at(context, match.start(), (phrase, stance, sides), before)
    if patterns["no_object_of_verb" if verb else "no_object"].match(phrase):
        return None  # "which he called for during the campaign"
    if verb and "toward" in match.re.groupindex and patterns["not_to"].search(match["toward"] or ""):
        verb = f"not {verb}"  # "urged Poland not to sign"
    issue = _named(context, phrase, verb, stance)
    if issue is not None and _is_cut(context, issue, stance, start):
        return None
    if issue is not None and not verb and is_thin(issue, context.language):
        return fuller(context, issue, match.start()) or issue
    return issue or (None if phrase else _issue_before(stance, sides, before))


def _is_cut(context: Context, issue: str, stance: str, start: int) -> bool:
    """Whether what was to be done is lost: "slashing" of "slashing it", the mere name in "demanded that Poland ..."."""
    if stance not in ("denies", "accuses") and context.words.patterns["gerund"].match(issue):
        return True
    name = context.words.patterns["bare_name"].match(issue) is not None or _is_name(context, issue, start)
    return stance in TO_BE_DONE and name


def _is_name(context: Context, issue: str, start: int) -> bool:
    """Whether an issue is no more than a name."""
    named = context.marks.mentions_in(start, start + len(issue) + 8)
    return any(span.of(context.marks.text) == issue for span, _ in named)


def cue_end(match: re.Match[str]) -> int:
    """Where the words that tell the stance end and the issue begins."""
    start = group_span(match, "object")[0]
    return match.end() if start < 0 else start


def group_span(match: re.Match[str], name: str) -> tuple[int, int]:
    """Span of a group that may be written in several ways: object, object2, object3."""
    for own in (name, f"{name}2", f"{name}3"):
        if own in match.re.groupindex and match.start(own) >= 0:
            return match.span(own)
    return -1, -1


def object_span(context: Context, match: re.Match[str], stance: str, condition: Span | None) -> tuple[int, int]:
    """Where the words of the issue stand, without what the sentence adds after them."""
    start, end = group_span(match, "object")
    if start < 0:
        return start, end
    if condition and start < condition.start < end:
        end = condition.start
    start = _behind_time(context, start, end)
    verb = match["verb"] if "verb" in match.re.groupindex else None
    if stance in TOLD and (not verb or context.words.patterns["lets"].match(verb)):
        start = _told_to(context, start, end)
    stop = context.words.patterns["object_stop"].search(context.marks.text, start, end)
    return start, _before_time(context, start, stop.start() if stop else end)


def _pointed_at(context: Context, at: int, told: tuple[str, str, Sides], before: list[Position]) -> str | None:
    """What "the demand" or "it" stands for; charges may stand for themselves."""
    phrase, stance, sides = told
    issue = _issue_before(stance, sides, before, _pointed(context, phrase))
    if not phrase and _is_of_noun(context, sides.start):
        return None
    if issue is None and (not phrase or context.words.patterns["back"].match(phrase)):
        last = before[-1] if before else None
        of_another = last is not None and last.party not in sides.parties and at - last.evidence[-1].end < NEAR
        return last.issue if last is not None and of_another else None
    issue = issue or spelled_out(context, phrase, at)
    charged = issue is None and context.words.patterns["charges"].match(phrase) is not None
    return normal_issue(phrase, context.language) if charged else issue


def _issue_before(stance: str, sides: Sides, before: list[Position], pointed: str | None = None) -> str | None:
    """What "the allegation" or "such intention" points back to."""
    if pointed is not None:
        alike = ("demands", "requests") if pointed == "demands" else (pointed,)
        old = next((old for old in reversed(before) if old.stance in alike and old.party not in sides.parties), None)
        if old is not None:
            return old.issue
    wanted = {"denies": ("accuses", "concerned"), "rejects": ("demands", "accuses", "offers", "threatens")}.get(
        stance, ()
    )
    for old in reversed(before):
        if old.stance in wanted and old.party not in sides.parties:
            return old.issue
    return None


def _pointed(context: Context, phrase: str) -> str | None:
    """The stance that words point back to: that of threatening for "the European threat"."""
    return next((stance for stance, told in context.words.pointing.items() if told.search(phrase)), None)


def _is_of_noun(context: Context, subject: int) -> bool:
    """Whether a clause hangs on a noun that points to nothing told before: "an account that Poland denies"."""
    text, start = context.marks.text, max(0, subject - BEFORE)
    return context.words.patterns["object_before"].search(text, start, subject) is not None


def _named(context: Context, phrase: str, verb: str | None, stance: str) -> str | None:
    """The issue of a phrase, with its verb where that tells what is to be done: "step down", "withdraw the bill"."""
    if verb and verb.lower() in context.words.no_issue and stance not in ("offers", "demands", "requests"):
        return None
    if context.words.patterns["no_words"].search(phrase):
        return None  # an address, a handle, a pictogram
    is_light = verb is not None and context.words.patterns["light"].match(verb) is not None
    if verb is None or (is_light and stance not in ("rejects", "denies")):
        return stake(phrase, context.language, clause=stance in ("concerned", "denies"))
    return stake(phrase, context.language, verb)


def _is_no_verb(word: str, patterns: dict[str, re.Pattern[str]]) -> bool:
    """Whether what stands for a verb is an adverb, an article or a name: "pledged to NATO"."""
    return word[:1].isupper() or patterns["no_verb"].match(word) is not None


def _told_to(context: Context, start: int, end: int) -> int:
    """Past whoever is to do it, to what is to be done: "called for companies to protect their ships"."""
    match = context.words.patterns["told_to"].match(context.marks.text, start, end)
    if match is None:
        return start
    named = context.marks.mentions_in(start, match.start("verb"))
    return match.start("verb") if named or context.words.patterns["addressee"].search(match.group("who")) else start


def _behind_time(context: Context, start: int, end: int) -> int:
    """Past a time right behind the cue: "denied last week that it had ignored warnings"."""
    text = context.marks.text
    first = next(iter(context.marks.times_in(start, end)), None)
    lead = text[start : first.span.start].strip() if first else "-"
    if (
        first is None
        or first.type not in ("DATE", "TIME")
        or (lead and context.words.patterns["time_lead"].fullmatch(lead) is None)
    ):
        return start
    match = context.words.patterns["after_time"].match(text[first.span.end : end])
    return first.span.end + (match.end() if match else 0)


def _before_time(context: Context, start: int, end: int) -> int:
    """The end of an issue without the day behind it: "resume exports next month", no "2015 accord"."""
    text = context.marks.text
    for time in context.marks.times_in(start, end):
        led = context.words.patterns["time_led"].search(text, start, time.span.start)
        ends = context.words.patterns["time_ends"].match(text, time.span.end, end) is not None
        if time.type in ("DATE", "TIME") and (led is not None or ends) and time.span.start > start + 1:
            return led.start() if led is not None else time.span.start
    return end
