"""Positions: what a party offers, demands, rejects, fears ... on which issue, on what condition, toward whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsworld.news.facts import Position
from newsworld.news.spans import Span
from newsworld.text.wording import wording
from newsworld.understand.issues import normal_issue
from newsworld.understand.marks import Marks
from newsworld.understand.meeting_words import meeting_words
from newsworld.understand.parties import Sides, opening, sides_before, speaker_party
from newsworld.understand.position_words import PositionWords, StanceRule, position_words

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from newsworld.news.articles import Article
    from newsworld.news.readings import Entity
    from newsworld.understand.draft import Draft

MAX_SENTENCE = 900  # code points
SHORTEST_CONDITION = 3  # words: "(if obliquely)" is none
NEAR = 200  # code points back to the position whose party "it" may be
MAX_SENTENCES = 300  # that may tell of positions; what has more is a book or an attack


@dataclass(frozen=True, slots=True)
class _Context:
    """What every rule needs of the article."""

    marks: Marks
    so_far: Draft
    words: PositionWords
    language: str


def find(article: Article, so_far: Draft) -> Iterator[Position]:
    """Every position once, in the order of the text; the same told again is gathered as its evidence."""
    words = position_words(so_far.language)
    if words is None or not so_far.entities:
        return
    told = wording(article.text)
    sport = meeting_words(so_far.language)
    if sport is not None and len(sport.sport & told.places.keys()) >= sport.sport_least:
        return
    context = _Context(Marks.of(so_far), so_far, words, so_far.language)
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


def _in_sentence(context: _Context, sentence: Span, before: list[Position]) -> Iterator[Position]:
    text = context.marks.text
    if len(sentence.of(text)) > MAX_SENTENCE or _asks(sentence.of(text)):
        return
    told = wording(text)
    here = {told.words[index] for index in told.within(*sentence)}
    matches = [
        (match.start(), at, match, rule)
        for at in sorted({at for word in here & context.words.triggers for at in context.words.by_trigger[word]})
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
    context: _Context, sentence: Span, cue: tuple[re.Match[str], int], rule: StanceRule, before: list[Position]
) -> Iterator[Position]:
    match, following = cue
    text, words = context.marks.text, context.words
    stance = _stance(text, sentence, match, rule, words)
    condition = _condition(text, sentence, words)
    if stance is None or (rule.conditional and condition is None):
        return
    if rule.unmet and condition is not None and not words.patterns["unmet"].search(condition.of(text)):
        return
    if condition and condition.start <= match.start() < condition.end:
        return
    if condition and condition.start > following:
        condition = None  # it belongs to the next cue
    sides = _sides(context, sentence, match, rule, before)
    if not sides.parties or (rule.body and not match["verb"] and sides.parties[0].startswith("person:")):
        return
    issue = _issue(context, match, (stance, sides, condition), before)
    if issue is None:
        return
    toward = _toward(context, match, (stance, sides, condition))
    mutual = len(sides.parties) == 2 and words.patterns["each_other"].search(text, match.start(), _cue_end(match))
    end = max(_object(context, match, condition)[1], condition.end if condition else 0, _cue_end(match))
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
            statement=_statement(context.so_far, match.start()),
        )


def _other(parties: tuple[str, ...], party: str) -> str:
    """Of two, the one that is not this."""
    return parties[1] if party == parties[0] else parties[0]


def _trim_end(text: str, end: int) -> int:
    while end > 0 and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    return end


def _stance(text: str, sentence: Span, match: re.Match[str], rule: StanceRule, words: PositionWords) -> str | None:
    """The rule's stance, its opposite where it is negated, None where it is in doubt."""
    left = text[max(sentence.start, match.start() - 40) : match.start()]
    if words.patterns["doubtful_before"].search(left) or words.patterns["unreal_start"].match(text, *sentence):
        return None
    if not rule.agent and words.patterns["participle"].match(match.group()):
        if words.patterns["passive_before"].search(left):
            return None  # "has been accused of": of whom it is said, not who says it
    if words.patterns["negation"].search(left):
        return rule.negated
    return rule.stance


def _condition(text: str, sentence: Span, words: PositionWords) -> Span | None:
    """The span of the "if" in a sentence."""
    for match in words.patterns["condition"].finditer(text, *sentence):
        if not words.patterns["no_condition_before"].search(
            text, max(sentence.start, match.start() - 16), match.start()
        ):
            span = Span(match.start(), _trim_end(text, match.end()))
            return span if len(span.of(text).split()) >= SHORTEST_CONDITION else None
    return None


def _sides(context: _Context, sentence: Span, match: re.Match[str], rule: StanceRule, before: list[Position]) -> Sides:
    if rule.agent:
        start, end = match.span("agent")
        inside = context.marks.mentions_in(start, end)
        parties = tuple(party for _, entity in inside[:1] if (party := context.marks.party(entity)))
        return Sides(parties, match.start())
    left = Span(sentence.start, match.start())
    beside = context.marks.text[left.start : left.end].rstrip().endswith(",")
    if beside and context.words.patterns["participial"].match(match.group()):
        return opening(context.marks, left, context.words)
    sides = sides_before(context.marks, left, context.words)
    if sides.parties:
        return sides
    if sides.pronoun:
        party = _by_pronoun(context, sentence, sides.start, before)
        return Sides((party,) if party else (), sides.start)
    if sides.open:
        party = _speaking(context, match.start())
        return Sides((party,) if party else (), sides.start)
    return sides


def _by_pronoun(context: _Context, sentence: Span, at: int, before: list[Position]) -> str | None:
    """Whom a pronoun at an offset stands for; inside somebody's own words only "we" and "I" are that speaker."""
    text, patterns = context.marks.text, context.words.patterns
    index = _statement(context.so_far, at)
    statement = context.so_far.statements[index] if index is not None else None
    if patterns["we"].match(text, at):
        return speaker_party(context.marks, statement.speaker) if statement is not None else None
    if statement is None:
        return _last_party(context, sentence, at, before)
    if statement.mode == "direct" or (statement.mode == "mixed" and _is_quoted(text, statement.content, at)):
        return None
    a_person = statement.speaker.kind == "person"
    if a_person != (patterns["personal"].match(text, at) is not None):
        return None if a_person else _last_party(context, sentence, at, before)
    return speaker_party(context.marks, statement.speaker) or _last_party(context, sentence, at, before)


def _is_quoted(text: str, content: tuple[Span, ...], at: int) -> bool:
    """Whether an offset of a statement lies between quotation marks."""
    start = next(span.start for span in content if span.start <= at < span.end)
    told = text[start:at]
    return any(told.count(opening) > told.count(closing) for opening, closing in ("“”", "«»", "„“")) or (
        told.count('"') % 2 == 1
    )


def _speaking(context: _Context, offset: int) -> str | None:
    """The party whose words hold an offset, from the innermost statement out."""
    index = _statement(context.so_far, offset)
    return speaker_party(context.marks, context.so_far.statements[index].speaker) if index is not None else None


def _last_party(context: _Context, sentence: Span, pronoun: int, before: list[Position]) -> str | None:
    """Who "he" or "it" is: a person for the one, a body or country for the other, named or told of just before."""
    marks, patterns = context.marks, context.words.patterns
    described = patterns["led_back"].match(marks.text, pronoun)
    led = _led_back(context, described.group(1).lower(), pronoun) if described is not None else None
    if led or (described is not None and not patterns["led_loosely"].match(marks.text, pronoun)):
        return led
    inside = [entity for _, entity in marks.mentions_in(sentence.start, pronoun)]
    near = bool(before) and sentence.start - before[-1].evidence[-1].end < NEAR
    nearby = [entity for _, entity in marks.mentions_in(max(0, sentence.start - 240), sentence.start)]
    if patterns["personal"].match(marks.text, pronoun):
        people = [entity for entity in inside[:1] if entity.kind == "person"] or [
            entity for entity in [*nearby, *inside] if entity.kind == "person"
        ][-1:]
        return _of_state(marks, people[0], before[-1:] if near else []) if people else None
    bodies = [entity for entity in inside if entity.kind in ("country", "organisation")]
    if bodies:
        return marks.party(bodies[0])
    return before[-1].party if near and not before[-1].party.startswith("person:") else None


def _of_state(marks: Marks, person: Entity, before: list[Position]) -> str | None:
    """The party of a person; a minister whose state is not named beside him is of the state just told of."""
    party = marks.party(person)
    if person.country is None and before and before[0].party.startswith("country:"):
        code = before[0].party.removeprefix("country:")
        party = marks.party(replace(person, country=code))
    return party


def _led_back(context: _Context, noun: str, before: int) -> str | None:
    """Who "the company" is: the organisation named last whose name, or the word before it, says so."""
    text = context.marks.text
    named = [
        (span, entity)
        for span, entity in context.marks.mentions_in(0, before)
        if entity.kind in ("organisation", "country")
    ]
    for span, entity in reversed(named):
        beside = text[max(0, span.start - 24) : span.start].lower().split()[-2:]
        after = text[span.end : span.end + 32].lower()
        if (
            noun in entity.name.lower().split()
            or noun in beside
            or after.startswith((f" {noun}", f"'s {noun}", f"’s {noun}"))
        ):
            return context.marks.party(entity)
    return None


def _statement(so_far: Draft, offset: int) -> int | None:
    """Index of the shortest statement whose content holds an offset."""
    holding = [
        (sum(span.end - span.start for span in statement.content), index)
        for index, statement in enumerate(so_far.statements)
        if any(span.start <= offset < span.end for span in statement.content)
    ]
    return min(holding)[1] if holding else None


def _issue(
    context: _Context, match: re.Match[str], told: tuple[str, Sides, Span | None], before: list[Position]
) -> str | None:
    """The issue in its normal form; the one told before where the words only point back to it."""
    stance, sides, condition = told
    start, end = _object(context, match, condition)
    phrase = context.marks.text[start:end].strip(" ,") if start >= 0 else ""
    verb = match.group("verb") if "verb" in match.re.groupindex else None
    if verb and not phrase:
        return None
    if context.words.patterns["anaphor"].match(phrase):
        issue = _issue_before(stance, sides, before, _pointed(context, phrase))
        if issue is None and context.words.patterns["back"].match(phrase):
            issue = before[-1].issue if before and 0 <= match.start() - before[-1].evidence[-1].end < NEAR else None
        named = issue is None and context.words.patterns["charges"].match(phrase) is not None
        return normal_issue(phrase, context.language) if named else issue
    if context.words.patterns["no_object_of_verb" if verb else "no_object"].match(phrase):
        return None  # "which he called for during the campaign"
    if verb and verb.lower() in context.words.no_issue and stance not in ("offers", "demands", "requests"):
        return None
    issue = normal_issue(phrase, context.language)
    if verb and phrase and (issue is None or not context.words.patterns["light"].match(verb)):
        whole = normal_issue(f"{verb} {phrase}", context.language, led=True)
        return issue if whole is None or whole == verb else whole  # "step down", "withdraw the bill"
    return issue or (_issue_before(stance, sides, before) if not phrase else None)


def _object(context: _Context, match: re.Match[str], condition: Span | None) -> tuple[int, int]:
    """Where the words of the issue stand, without what the sentence adds after them."""
    start, end = _group_span(match, "object")
    if start < 0:
        return start, end
    if condition and start < condition.start < end:
        end = condition.start
    start = _behind_time(context, start, end)
    verb = match["verb"] if "verb" in match.re.groupindex else None
    if not verb or context.words.patterns["lets"].match(verb):
        start = _told_to(context, start, end)
    stop = context.words.patterns["object_stop"].search(context.marks.text, start, end)
    return start, stop.start() if stop else end


def _told_to(context: _Context, start: int, end: int) -> int:
    """Past whoever is to do it, to what is to be done: "called for companies to protect their ships"."""
    match = context.words.patterns["told_to"].match(context.marks.text, start, end)
    if match is None:
        return start
    named = context.marks.mentions_in(start, match.start("verb"))
    return match.start("verb") if named or context.words.patterns["addressee"].search(match.group("who")) else start


def _behind_time(context: _Context, start: int, end: int) -> int:
    """Past a time right behind the cue: "denied last week that it had ignored warnings"."""
    text = context.marks.text
    first = next(iter(context.marks.times_in(start, end)), None)
    lead = text[start : first.span.start].strip() if first else "-"
    if first is None or (lead and lead.lower() not in ("on", "in", "late on", "early on", "am")):
        return start
    match = context.words.patterns["after_time"].match(text[first.span.end : end])
    return first.span.end + (match.end() if match else 0)


def _pointed(context: _Context, phrase: str) -> str | None:
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


def _toward(context: _Context, match: re.Match[str], told: tuple[str, Sides, Span | None]) -> str | None:
    """The other side: in the cue's own group, else in the condition, else in what follows."""
    stance, sides, condition = told
    places = []
    if "toward" in match.re.groupindex and match.start("toward") >= 0:
        places.append(match.span("toward"))
    if condition is not None:
        places.append((condition.start, condition.end))
    if stance in ("offers", "requests", "threatens", "supports", "demands"):
        places += _aimed(context, match)
    for start, end in places:
        for _, entity in context.marks.mentions_in(start, end):
            party = context.marks.party(entity)
            if party and party not in sides.parties and entity.kind in ("country", "organisation", "person"):
                return party
    return None


def _aimed(context: _Context, match: re.Match[str]) -> list[tuple[int, int]]:
    """Where the issue's words name the other side: right at their beginning, or behind "to", "with", "from"."""
    start, end = _group_span(match, "object")
    if start < 0:
        start, end = match.end(), match.end()
    text = context.marks.text
    found = []
    for span, _ in context.marks.mentions_in(start, end):
        lead = text[start : span.start]
        if not lead.strip() or context.words.patterns["toward_before"].search(lead):
            found.append((span.start, span.end))
    return found
