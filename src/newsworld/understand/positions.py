"""Positions: what a party offers, demands, rejects, fears ... on which issue, on what condition, toward whom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsworld.news.facts import Position
from newsworld.news.spans import Span
from newsworld.text.wording import wording
from newsworld.understand.antecedents import NEAR, Context, by_pronoun, speaking, speaking_at, statement_at
from newsworld.understand.issues import normal_issue
from newsworld.understand.marks import Marks
from newsworld.understand.meeting_words import meeting_words
from newsworld.understand.parties import Sides, opening, sides_before
from newsworld.understand.position_words import PositionWords, StanceRule, position_words
from newsworld.understand.spelled import fuller, spelled_out
from newsworld.understand.stakes import is_thin, stake

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from newsworld.news.articles import Article
    from newsworld.understand.draft import Draft

MAX_SENTENCE = 900  # code points
SHORTEST_CONDITION = 3  # words: "(if obliquely)" is none
BEFORE = 60  # code points before a cue in which words may deny or doubt it
COPULA_WITHIN = 40  # code points before an adjective in which its verb stands
TOLD = ("demands", "requests", "offers", "rejects")  # stances that tell somebody to do something
MAX_SENTENCES = 300  # that may tell of positions; what has more is a book or an attack


def find(article: Article, so_far: Draft) -> Iterator[Position]:
    """Every position once, in the order of the text; the same told again is gathered as its evidence."""
    words = position_words(so_far.language)
    if words is None or not so_far.entities:
        return
    told = wording(article.text)
    sport = meeting_words(so_far.language)
    if sport is not None and len(sport.sport & told.places.keys()) >= sport.sport_least:
        return
    context = Context(Marks.of(so_far), so_far, words, so_far.language)
    found = {so_far.sentence_at(told.starts[index]) for index in told.found(words.triggers)[: 8 * MAX_SENTENCES]}
    kept: list[Position] = []
    for sentence in sorted(sentence for sentence in found if sentence is not None)[:MAX_SENTENCES]:
        for new in _in_sentence(context, sentence, kept):
            _keep(kept, new)
    yield from kept


def _keep(kept: list[Position], new: Position) -> None:
    for at, old in enumerate(kept):
        if (old.party, old.stance, old.issue) == (new.party, new.stance, new.issue):
            kept[at] = replace(
                old,
                evidence=(*old.evidence, *(span for span in new.evidence if span not in old.evidence)),
                condition=old.condition or new.condition,
                toward=old.toward or new.toward,
                reciprocal=old.reciprocal or new.reciprocal,
            )
            return
    kept.append(new)


def _in_sentence(context: Context, sentence: Span, before: list[Position]) -> Iterator[Position]:
    text = context.marks.text
    if sentence.end - sentence.start > MAX_SENTENCE or _asks(sentence.of(text)):
        return
    told = wording(text)
    here = context.words.triggers.intersection(told.words[told.at(sentence.start) : told.at(sentence.end)])
    matches = [
        (match.start(), at, match, rule)
        for at in sorted({at for word in here for at in context.words.by_trigger[word]})
        for rule in (context.words.rules[at],)
        for match in rule.cue.finditer(text, *sentence)
    ]
    done: list[tuple[int, int]] = []
    for _, _, match, rule in sorted(matches, key=lambda row: row[:2]):
        edge = _cue_end(match)
        if any(match.start() < end and start < edge for start, end in done):
            continue
        following = min((start for start, _, _, _ in matches if start > edge), default=sentence.end)
        positions = list(_read(context, sentence, (match, following), rule, before))
        if positions:
            done.append((match.start(), edge))
        yield from positions
        before = [*before, *positions]


def _asks(sentence: str) -> bool:
    """Whether a sentence is a question: nobody's position."""
    return sentence.rstrip(" \t\n”“\"’'»)").endswith(("?", "？", "؟"))


def _cue_end(match: re.Match[str]) -> int:
    """Where the words that tell the stance end and the issue begins."""
    start = _group_span(match, "object")[0]
    return match.end() if start < 0 else start


def _group_span(match: re.Match[str], name: str) -> tuple[int, int]:
    """Span of a group that may be written in several ways: object, object2, object3."""
    for own in (name, f"{name}2", f"{name}3"):
        if own in match.re.groupindex and match.start(own) >= 0:
            return match.span(own)
    return -1, -1


def _read(
    context: Context, sentence: Span, cue: tuple[re.Match[str], int], rule: StanceRule, before: list[Position]
) -> Iterator[Position]:
    match, following = cue
    text, words = context.marks.text, context.words
    stance = _stance(text, sentence, match, rule, words)
    condition = _condition(text, sentence, match.start(), words)
    if stance is None or (rule.conditional and condition is None):
        return
    if rule.unmet and condition is not None and not words.patterns["unmet"].search(condition.of(text)):
        return
    if condition and condition.start <= match.start() < condition.end:
        return
    if condition and (condition.start > following or _quoted_apart(text, _cue_end(match), condition.start)):
        condition = None  # it belongs to the next cue, or to what somebody says beside it
    context = replace(context, marks=context.marks.within(sentence))
    sides = _sides(context, sentence, match, rule, before)
    sides = sides._replace(parties=tuple(one for one in sides.parties if _own_word(context, match.start(), one)))
    if not sides.parties or _is_private(context, match, rule, sides.parties[0]) or _is_part(context, sides):
        return
    if words.patterns["unsure"].search(text, max(sentence.start, match.start() - BEFORE), match.start()):
        return  # somebody fears, hopes or claims it
    if words.patterns["polled"].search(text, *sentence):
        return  # what voters tell a pollster is nobody's stand
    issue = _issue(context, match, (stance, sides, condition), before)
    if issue is None:
        return
    toward = _toward(context, match, (stance, sides, condition))
    mutual = len(sides.parties) == 2 and words.patterns["each_other"].search(text, match.start(), _cue_end(match))
    end = max(_object(context, match, stance, condition)[1], condition.end if condition else 0, _cue_end(match))
    evidence = Span(min(sides.start, match.start()), _trim_end(text, end))
    scope = Span(match.start(), max(end, condition.end if condition else 0))
    for party in sides.parties:
        yield Position(
            party=party,
            issue=issue,
            stance=stance,
            evidence=(evidence,),
            condition=condition,
            reciprocal=words.patterns["reciprocal"].search(text, scope.start, scope.end) is not None,
            toward=_other(sides.parties, party) if mutual else toward if toward != party else None,
            statement=statement_at(context.so_far, match.start()),
        )


def _is_private(context: Context, match: re.Match[str], rule: StanceRule, party: str) -> bool:
    """Whether a rule that is for states and bodies alone meets somebody who speaks for nobody."""
    wants = rule.body and match["verb"] is not None or party.startswith("person:")
    if rule.body and not party.startswith("country:") and wants:
        return context.words.patterns["private_wants"].match(match["verb"] or "") is None
    return rule.public and party.startswith("person:") and not context.marks.has_role(party)


def _is_part(context: Context, sides: Sides) -> bool:
    """Whether only some of a party hold it, or the clause hangs on a noun before it: "which some Democrats reject"."""
    text, patterns = context.marks.text, context.words.patterns
    start = max(0, sides.start - BEFORE)
    if patterns["extracted"].search(text, start, sides.start):
        return True
    many = not sides.parties[0].startswith(("person:", "country:"))
    return many and patterns["partly"].search(text, start, sides.start) is not None


def _quoted_apart(text: str, cue: int, condition: int) -> bool:
    """Whether a condition stands in a quotation that begins behind the cue."""
    between = text[cue:condition]
    return between.count('"') % 2 == 1 or between.count("“") > between.count("”")


def _own_word(context: Context, at: int, party: str) -> bool:
    """Whether no other party tells of this one's stand: what an opponent says of it is no more than his word."""
    told = speaking(context, at)
    if told is None or party == told:
        return True
    states = context.marks.state_of(told), context.marks.state_of(party)
    unknown = told.startswith("person:") and states[0] is None and context.marks.has_role(told)
    return party in states or told in states or (unknown and party.startswith("country:"))


def _other(parties: tuple[str, ...], party: str) -> str:
    """Of two, the one that is not this."""
    return parties[1] if party == parties[0] else parties[0]


def _trim_end(text: str, end: int) -> int:
    while end > 0 and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    return end


def _stance(text: str, sentence: Span, match: re.Match[str], rule: StanceRule, words: PositionWords) -> str | None:
    """The rule's stance, its opposite where it is negated, None where it is in doubt."""
    left = text[max(sentence.start, match.start() - BEFORE) : match.start()]
    if words.patterns["doubtful_before"].search(left) or words.patterns["unreal_start"].match(text, *sentence):
        return None
    is_participle = not rule.agent and words.patterns["participle"].match(match.group()) is not None
    if is_participle and words.patterns["passive_before"].search(left):
        return None  # "has been accused of": of whom it is said, not who says it
    if words.patterns["negation"].search(left):
        return rule.negated
    return rule.stance


def _condition(text: str, sentence: Span, before: int, words: PositionWords) -> Span | None:
    """The span of the "if" in a sentence: behind a cue, or leading its clause."""
    for match in words.patterns["condition"].finditer(text, *sentence):
        if not words.patterns["no_condition_before"].search(
            text, max(sentence.start, match.start() - 16), match.start()
        ):
            span = Span(match.start(), _trim_end(text, match.end()))
            lead = text[sentence.start : match.start()].rstrip()
            if match.start() < before and lead and not words.patterns["fronted"].search(lead):
                continue  # it belongs to what stands before it
            return span if len(span.of(text).split()) >= SHORTEST_CONDITION else None
    return None


def _sides(context: Context, sentence: Span, match: re.Match[str], rule: StanceRule, before: list[Position]) -> Sides:
    if rule.agent:
        start, end = match.span("agent")
        inside = context.marks.mentions_in(start, end)
        parties = tuple(party for _, entity in inside[:1] if (party := context.marks.party(entity)))
        return Sides(parties, match.start())
    left = Span(sentence.start, match.start())
    if _hangs_on_a_noun(context, left, match):
        return Sides((), match.start())
    text, patterns = context.marks.text, context.words.patterns
    is_finite = patterns["copula_before"].search(text, max(left.start, left.end - COPULA_WITHIN), left.end)
    if patterns["participial"].match(match.group()) and is_finite is None:
        return opening(context.marks, left, context.words)
    sides = sides_before(context.marks, left, context.words)
    if sides.parties or not (sides.pronoun or sides.open):
        return sides
    if sides.pronoun:
        guess, said = by_pronoun(context, sentence, sides.start, before), speaking_at(context, sides.start)
        party = guess if not (_is_person(said) and _is_person(guess)) or said == guess else None
        if party is not None and context.words.patterns["own_state"].match(context.marks.text, sides.start):
            party = context.marks.state_of(party) or party
    else:
        party = speaking(context, match.start())
    stands = party is not None and not party.startswith("place:")  # a town alone says nothing
    return Sides((party,) if party and stands else (), sides.start)


def _is_person(party: str | None) -> bool:
    return party is not None and party.startswith("person:")


def _hangs_on_a_noun(context: Context, left: Span, match: re.Match[str]) -> bool:
    """Whether an adjective has no verb before it, and so belongs to a noun: "a group opposed to the tax"."""
    patterns = context.words.patterns
    return (
        patterns["attributive"].match(match.group()) is not None
        and patterns["copula"].search(context.marks.text, max(left.start, left.end - COPULA_WITHIN), left.end) is None
    )


def _issue(
    context: Context, match: re.Match[str], told: tuple[str, Sides, Span | None], before: list[Position]
) -> str | None:
    """The issue in its normal form; the one told before where the words only point back to it."""
    stance, sides, condition = told
    start, end = _object(context, match, stance, condition)
    phrase = context.marks.text[start:end].strip(" ,") if start >= 0 else ""
    verb = match.group("verb") if "verb" in match.re.groupindex else None
    patterns = context.words.patterns
    if verb and (not phrase or patterns["back"].match(phrase) or _is_no_verb(verb, patterns)):
        return None  # "free them": whom, another sentence tells
    if not verb and patterns["anaphor"].match(phrase):
        return _pointed_at(context, match.start(), (phrase, stance, sides), before)
    if patterns["no_object_of_verb" if verb else "no_object"].match(phrase):
        return None  # "which he called for during the campaign"
    issue = _named(context, phrase, verb, stance)
    if issue is not None and not verb and is_thin(issue, context.language):
        return fuller(context, issue, match.start()) or issue
    return issue or (None if phrase else _issue_before(stance, sides, before))


def _is_no_verb(word: str, patterns: dict[str, re.Pattern[str]]) -> bool:
    """Whether what stands for a verb is an adverb, an article or a name: "pledged to NATO"."""
    return word[:1].isupper() or patterns["no_verb"].match(word) is not None


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


def _object(context: Context, match: re.Match[str], stance: str, condition: Span | None) -> tuple[int, int]:
    """Where the words of the issue stand, without what the sentence adds after them."""
    start, end = _group_span(match, "object")
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
    if first is None or first.type not in ("DATE", "TIME") or (lead and lead.lower() not in ("on", "in", "late on", "early on", "am")):
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


def _pointed(context: Context, phrase: str) -> str | None:
    """The stance that words point back to: that of threatening for "the European threat"."""
    return next((stance for stance, told in context.words.pointing.items() if told.search(phrase)), None)


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


def _toward(context: Context, match: re.Match[str], told: tuple[str, Sides, Span | None]) -> str | None:
    """The other side: in the cue's own group, else in the condition, else in what follows."""
    stance, sides, condition = told
    places = []
    if "toward" in match.re.groupindex and match.start("toward") >= 0:
        places.append(match.span("toward"))
    if condition is not None:
        places.append((condition.start, condition.end))
    if stance in ("offers", "requests", "threatens", "supports", "demands"):
        places += _aimed(context, match)
    text, patterns = context.marks.text, context.words.patterns
    for start, end in places:
        for span, entity in context.marks.mentions_in(start, end):
            party = context.marks.party(entity)
            inside = condition is None and patterns["not_subject_before"].search(text, start, span.start)
            named = entity.kind in ("country", "organisation", "person") and not patterns["no_party"].search(entity.name)
            if party and party not in sides.parties and named and not inside:  # no "companies in China"
                return party
    return None


def _aimed(context: Context, match: re.Match[str]) -> list[tuple[int, int]]:
    """Where the issue's words name the other side: right at their beginning, or behind "to", "with", "from"."""
    start, end = _group_span(match, "object")
    if start < 0:
        start, end = match.end(), match.end()
    text = context.marks.text
    found = []
    for span, _ in context.marks.mentions_in(start, end):
        lead = text[start : span.start]
        led = "verb" in match.re.groupindex and match["verb"]
        if (not lead.strip() and not led) or context.words.patterns["toward_before"].search(lead):
            found.append((span.start, span.end))
    return found
