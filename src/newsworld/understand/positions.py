"""Positions: what a party offers, demands, rejects, fears ... on which issue, on what condition, toward whom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsworld.news.facts import Position
from newsworld.news.spans import Span
from newsworld.text.wording import wording
from newsworld.understand.antecedents import BEFORE, Context, by_pronoun, speaking, speaking_at, statement_at
from newsworld.understand.marks import Marks
from newsworld.understand.meeting_words import meeting_words
from newsworld.understand.objects import cue_end, group_span, issue_told, object_span
from newsworld.understand.parties import Sides, is_no_party, opening, sides_before
from newsworld.understand.position_words import PositionWords, StanceRule, position_words

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from newsworld.news.articles import Article
    from newsworld.understand.draft import Draft

MAX_SENTENCE = 900  # code points
SHORTEST_CONDITION = 3  # words: "(if obliquely)" is none
COPULA_WITHIN = 40  # code points before an adjective in which its verb stands
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
        edge = cue_end(match)
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
    if condition and (condition.start > following or _quoted_apart(text, cue_end(match), condition.start)):
        condition = None  # it belongs to the next cue, or to what somebody says beside it
    context = replace(context, marks=context.marks.within(sentence))
    sides = _sides(context, sentence, match, rule, before)
    sides = sides._replace(parties=tuple(one for one in sides.parties if _own_word(context, match.start(), one)))
    if not sides.parties or _is_private(context, match, rule, sides.parties[0]):
        return
    if _is_part(context, sides) or _is_told_of(context, sentence, match.start()):
        return
    issue = issue_told(context, match, (stance, sides, condition), before)
    if issue is None:
        return
    toward = _toward(context, match, (stance, sides, condition))
    mutual = len(sides.parties) == 2 and words.patterns["each_other"].search(text, match.start(), cue_end(match))
    end = max(object_span(context, match, stance, condition)[1], condition.end if condition else 0, cue_end(match))
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
    wants = (rule.body and match["verb"] is not None) or party.startswith("person:")
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


def _is_told_of(context: Context, sentence: Span, cue: int) -> bool:
    """Whether somebody fears, hopes or claims it, or voters told it a pollster: nobody's stand."""
    text, patterns = context.marks.text, context.words.patterns
    unsure = patterns["unsure"].search(text, max(sentence.start, cue - BEFORE), cue) is not None
    is_wish = patterns["base"].match(text, cue) and patterns["modal_before"].search(text, sentence.start, cue)
    return unsure or bool(is_wish) or patterns["polled"].search(text, *sentence) is not None


def _quoted_apart(text: str, cue: int, condition: int) -> bool:
    """Whether a condition stands in a quotation that begins behind the cue."""
    between = text[cue:condition]
    return between.count('"') % 2 == 1 or between.count("“") > between.count("”")


def _own_word(context: Context, at: int, party: str) -> bool:
    """Whether no other party tells of this one's stand: what an opponent says of it is no more than his word."""
    if any(entity.id == party and is_no_party(entity, context.words) for _, entity in context.marks.mentions):
        return False
    told = speaking(context, at)
    if told is None or party == told:
        return True
    state = context.marks.state_of(told)
    unknown = told.startswith("person:") and state is None and context.marks.has_role(told)
    return party == state or told == context.marks.state_of(party) or (unknown and party.startswith("country:"))


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
            if words.patterns["parted"].search(text, match.end(), max(match.end(), before)):
                continue  # or to a clause between
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
            named = entity.kind in ("country", "organisation", "person") and not patterns["no_party"].search(
                entity.name
            )
            if party and party not in sides.parties and named and not inside:  # no "companies in China"
                return party
    return None


def _aimed(context: Context, match: re.Match[str]) -> list[tuple[int, int]]:
    """Where the issue's words name the other side: right at their beginning, or behind "to", "with", "from"."""
    start, end = group_span(match, "object")
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
