"""Cues in a sentence, with what they report and who reports it: "X said that ...", "..., said X", "X denied ..."."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsworld.news.spans import Span
from newsworld.text.tokens import QUOTED
from newsworld.understand import complements, extents, groups, phrases, subjects
from newsworld.understand.found import Complement, Found, Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from newsworld.text.tokens import Tokens
    from newsworld.understand.cues import Form, Lexicon, Sense
    from newsworld.understand.found import Group
    from newsworld.understand.units import Unit

FRONT = 4  # tokens within which a fronted clause has its subject
LONGEST_SENTENCE = 160  # tokens; longer ones are lists, tables or attacks
LONGEST_APPOSITION = 25  # tokens
FULL_CLAUSE = 5  # tokens: what stands before an inverted perfect is a clause, whatever its verb
ASIDES = frozenset({",", "—", "–", "--"})


@dataclass(slots=True)
class Reader:
    """Reads one sentence; what it learns of earlier cues in it guides the later ones."""

    lex: Lexicon
    unit: Unit
    number: int
    finders: Mapping[str, Callable[[Reader, int], None]] = field(default_factory=dict)  # besides verbs, by kind of cue
    found: list[Found] = field(default_factory=list)
    tokens: Tokens = field(init=False)  # the sentence's

    def __post_init__(self) -> None:
        self.tokens = self.unit.tokens

    def read(self) -> list[Found]:
        """Every reported statement of the sentence, by where its cue stands; none of one that is too long to be one."""
        if len(self.tokens) > LONGEST_SENTENCE:
            return self.found
        triggers, verbs = self.lex.triggers, self.lex.verbs
        low = self.tokens.low
        for at in [at for at, word in enumerate(low) if word in triggers]:
            word = low[at]
            for kind in triggers[word]:
                if kind == "verb":
                    self._verb(at, verbs[word])
                elif kind in self.finders:
                    self.finders[kind](self, at)
        return self.found

    def span(self, first: int, last: int) -> Span | None:
        """The words of tokens [first, last) as a content; None for none."""
        return extents.span(self.lex, self.tokens, first, last)

    def add(self, group: Group, subject: Phrase | None, pieces: list[Span], rule: str, **told: object) -> None:
        """Keep a statement; `told` are further fields of Found."""
        tokens = self.tokens
        last = max(group.last, int(str(told.pop("cue_last", 0))))
        self.found.append(
            Found(
                pieces,
                Span(tokens.begins[group.first], tokens.ends[last]),
                None if subject is None else self._speaker(subject),
                rule,
                negated=group.negated,
                unit=self.number,
                cue_first=group.first,
                cue_last=last,
                subject=subject,
                **told,  # type: ignore[arg-type]
            )
        )

    def _speaker(self, subject: Phrase) -> Span | None:
        """The words of a subject; None where a comma alone stands there."""
        last = subject.last
        while last > subject.first and (
            self.tokens.low[last] in ASIDES or self.tokens.low[last] in self.lex.reflexives
        ):
            last -= 1
        span = Span(self.tokens.begins[subject.first], self.tokens.ends[last])
        return span if span.start < span.end else None

    def _verb(self, at: int, form: Form) -> None:
        group = groups.group(self.lex, self.tokens, at, form)
        if group is None or group.kind == "reduced":
            return
        sense, after = self._sense(group, form)
        if sense is None or self._is_hopeless(group, sense, after):
            return
        bare = group.kind == "passive" or (group.first == 0 and "done" in form.shapes)
        if bare and sense.passive:
            self._asked(group, sense, after)
        if bare:
            return
        subject = subjects.subject(self.lex, self.tokens, group, self.found)
        if subject is not None and self._follows_quotation(group, sense, subject):
            self._before(group, sense, subject, "after its quotation")
            return
        if group.first == 0 and self._opens_inverted(group, sense):
            return
        inverted = None if self._is_apposed(group, subject) else self._inverted(group, sense)
        if inverted is not None:
            self._before(group, sense, inverted, "inverted")
            return
        self._behind(group, sense, subject, after)

    def _is_hopeless(self, group: Group, sense: Sense, after: int) -> bool:
        """Whether a vague verb has no finite form and no "that": it would weigh too little whatever follows."""
        if sense.sure or group.kind not in ("to", "ing"):
            return False
        return after >= len(self.tokens) or self.tokens.low[after] not in self.lex.that

    def _asked(self, group: Group, sense: Sense, after: int) -> None:
        """A passive or a bare participle whose asker is not named: "Asked about the budget, the minister said"."""
        told = complements.complement(self.lex, self.tokens, group, sense, after)
        if told is None or told.kind not in ("wh", "particle", "to"):
            return
        end = extents.content_end(self.lex, self.tokens, told.first, told.kind, fronted=True)
        span = self.span(told.first, end)
        if span is not None:
            self._keep(group, sense, None, [span], Complement(told.kind, after, told.setting))

    def _is_fronted(self, subject: Phrase | None) -> bool:
        """Whether the clause is a subordinate one before the main clause: "While he says ..., they ..."."""
        if (
            subject is None
            or not 0 < subject.first <= FRONT
            or self.tokens.low[subject.first - 1] not in self.lex.subordinators
        ):
            return False
        return subject.first == 1 or self.tokens.low[subject.first - 2] in {",", *self.lex.coordinates}

    def _behind(self, group: Group, sense: Sense, subject: Phrase | None, after: int) -> None:
        """The content stands behind the cue, or the cue behind its content with nothing to follow."""
        lex, tokens = self.lex, self.tokens
        told = complements.complement(lex, tokens, group, sense, after)
        if told is None:
            if "after" in sense.takes and group.kind == "finite" and subject is not None:
                as_told = subject.first > 0 and tokens.low[subject.first - 1] in lex.as_
                if as_told:
                    self._as_told(group, sense, subject, after)
                else:
                    self._before(group, sense, subject, "after its content")
            return
        if told.kind == "none" or (subject is None and group.kind == "finite" and not self._may_lack_subject(group)):
            return
        pieces = []
        if told.kind != "opens":
            if told.kind == "quote":
                end = extents.quotation_end(lex, tokens, told.first)
            else:
                end = extents.content_end(
                    lex, tokens, told.first, told.kind, finite=group.kind == "finite", fronted=self._is_fronted(subject)
                )
            span = self.span(told.first, self._within_aside(subject, told.first, end))
            if span is None:
                return
            pieces.append(span)
        self._keep(group, sense, subject, pieces, Complement(told.kind, after, told.setting))

    def _within_aside(self, subject: Phrase | None, first: int, end: int) -> int:
        """Where a content ends whose cue stands in a relative clause between commas: "X, who backs the deal, said"."""
        low = self.tokens.low
        if (
            subject is None
            or low[subject.last] not in self.lex.who
            or subject.last == 0
            or low[subject.last - 1] != ","
        ):
            return end
        return next((at for at in range(first, end) if low[at] == ","), end)

    def _as_told(self, group: Group, sense: Sense, subject: Phrase, after: int) -> None:
        """For "As Holm noted, ..." and "..., as Holm noted"."""
        lex, tokens, lead = self.lex, self.tokens, subject.first - 1
        if lead <= 1 and after < len(tokens) and tokens.low[after] == ",":
            span = self.span(after + 1, extents.content_end(lex, tokens, after + 1, "clause"))
        elif lead and tokens.low[lead - 1] == ",":
            span = self.span(extents.left_border(tokens, self.found, lead), lead)
        else:
            return
        if span is not None:
            self._keep(group, sense, subject, [span], Complement("as told", after))

    def _may_lack_subject(self, group: Group) -> bool:
        """Whether the verb opens its sentence in a language that leaves pronouns out: "Añadió que ..."."""
        return self.lex.pro_drop and all(
            word in self.lex.adverbs or word == "," for word in self.tokens.low[: group.first]
        )

    def _sense(self, group: Group, form: Form) -> tuple[Sense | None, int]:
        """The sense that the next word allows, and the index behind the cue's particle."""
        after = group.last + 1
        following = self.tokens.low[after] if after < len(self.tokens) else ""
        for sense in form.senses:
            if following in sense.particles:
                return sense, after + 1
        return next((sense for sense in form.senses if not sense.must), None), after

    def _follows_quotation(self, group: Group, sense: Sense, subject: Phrase) -> bool:
        """Whether the quotation right before the subject is what the cue reports: "“...,” X said"."""
        low, edge = self.tokens.low, subject.first
        if "after" not in sense.takes or group.kind != "finite" or edge == 0 or subject.last > group.first:
            return False
        at = edge - 1 if low[edge - 1] == QUOTED or edge < 2 or low[edge - 1] not in ASIDES else edge - 2
        if low[at] != QUOTED or low[subject.last] in self.lex.relatives:
            return False
        if at and self._is_title(at):
            return False  # "In his book “...,” X said"
        quoted = self.tokens.begins[at]
        return not any(piece.start <= quoted < piece.end for one in self.found for piece in one.pieces)

    def _is_title(self, at: int) -> bool:
        """Whether a quotation inside a sentence is named rather than said: "on “Late Night,” X said"."""
        lex, before = self.lex, self.tokens.low[at - 1]
        if before in lex.prepositions or before in lex.leads_noun:
            return True
        words = [
            word for word in self.tokens.text[self.tokens.begins[at] : self.tokens.ends[at]].split() if len(word) > 4
        ]
        return len(words) > 1 and all(word.strip("“\"'‘„«")[:1].isupper() for word in words)

    def _is_apposed(self, group: Group, subject: Phrase | None) -> bool:
        """Whether the clause is its subject with an apposition, and the verb: "Le maire, Jean Roy, dément ..."."""
        lex, low = self.lex, self.tokens.low
        if subject is None or subject.first > 0 or subject.last != group.first - 1 or low[subject.last] not in ASIDES:
            return False
        opener = next((at for at in range(subject.last - 1, 0, -1) if low[at] in ASIDES), 0)
        goes_on = low[opener + 1] in lex.prepositions | lex.parts_phrases | lex.conjunctions | lex.breaks
        if not opener or goes_on:
            return False
        return not any(phrases.is_finite(lex, self.tokens, at) for at in range(subject.last))

    def _inverted(self, group: Group, sense: Sense) -> Phrase | None:
        """The speaker behind the verb: "..., said Sherman, adding"."""
        lex, low = self.lex, self.tokens.low
        before = group.first - 1
        if lex.verbs[low[group.head]].shapes <= {"base"} or low[group.head] in lex.never_inverted:
            return None  # "Both countries, which have weapons, claim Kashmir"; "..., told a briefing"
        if "after" not in sense.takes or group.kind != "finite" or not lex.inverts(group):
            return None
        if before < 0 or (low[before] not in ASIDES and low[before] != QUOTED):
            return None
        hung = next((at for at in range(group.first, group.last) if low[at] in lex.clitics & lex.subjects), None)
        if hung is not None:
            return Phrase(hung, hung)
        start = self._past_times(group.last + 1)
        end = phrases.phrase_after(lex, self.tokens, start, len(low))
        mark = before
        while mark > 0 and low[mark] in ASIDES:
            mark -= 1
        quoted = low[mark] == QUOTED  # "«...», — сказал"
        if (
            end == start
            or not (quoted or self._closes_inversion(end))
            or all(word in lex.hearers for word in low[start:end])
        ):
            return None
        told = (
            QUOTED in low[: group.first]
            or low[0] in ASIDES
            or any(phrases.is_finite(lex, self.tokens, at) for at in range(before))
            or (lex.inverts_perfect and before >= FULL_CLAUSE)
        )
        return Phrase(start, self._with_apposition(end)) if told else None

    def _opens_inverted(self, group: Group, sense: Sense) -> bool:
        """Keep "Said Holm: “...”"; whether it was one."""
        tokens = self.tokens
        end = phrases.phrase_after(self.lex, tokens, group.last + 1, len(tokens))
        if "quote" not in sense.takes or tokens.low[end : end + 2] not in ([":", QUOTED], [",", QUOTED]):
            return False
        span = Span(tokens.begins[end + 1], tokens.ends[end + 1])
        self._keep(group, sense, Phrase(group.last + 1, end - 1), [span], Complement("quote", group.last + 1))
        return True

    def _past_times(self, at: int) -> int:
        """Past what may stand between a verb and its speaker: "a déclaré lundi la ministre"."""
        while at < len(self.tokens) and (
            self.tokens.low[at] in self.lex.times or self.tokens.low[at] in self.lex.separable
        ):
            at += 1
        low = self.tokens.low
        dated = at + 1 < len(low) and low[at] in self.lex.leads and low[at + 1] in self.lex.times
        return at + 2 if dated else at

    def _closes_inversion(self, end: int) -> bool:
        """Whether an inverted speaker is followed by nothing that would make it the subject of a clause."""
        lex, low = self.lex, self.tokens.low
        if end >= len(low):
            return True
        word = low[end]
        if word in complements.ENDS or word in ASIDES or word in {"(", ":", QUOTED}:
            return True
        if low[end - 1] in lex.subjects and word in lex.adverbs:
            return False  # "said she almost always ..."
        closing = lex.hearers | lex.leads | lex.times | (lex.who - lex.that) | lex.as_ | lex.breaks | lex.adverbs
        return word in closing or phrases.is_gerund(lex, self.tokens, end)

    def _with_apposition(self, end: int) -> int:
        """Past ", a senator from Ohio," or ", who leads the talks,"; the last token's index."""
        lex, low = self.lex, self.tokens.low
        if end + 1 >= len(low) or low[end] != ",":
            return end - 1
        word = low[end + 1]
        opens = word in lex.determiners or word in lex.relatives
        if not opens and (
            word == QUOTED
            or word in lex.after_comma
            or word in lex.prepositions
            or phrases.is_gerund(lex, self.tokens, end + 1)
        ):
            return end - 1
        ceiling = min(len(low), end + LONGEST_APPOSITION)
        close = next((at for at in range(end + 1, ceiling) if low[at] in {",", ".", ";", QUOTED}), end)
        return close - 1

    def _before(self, group: Group, sense: Sense, subject: Phrase, rule: str) -> None:
        """The content stands before the cue, and perhaps goes on behind it."""
        lex, tokens = self.lex, self.tokens
        edge = group.first if subject.first > group.last else min(group.first, subject.first)
        if edge == 0 or (tokens.low[edge - 1] not in ASIDES and tokens.low[edge - 1] not in {QUOTED, "?", "!"}):
            return
        first = self.span(extents.left_border(tokens, self.found, edge), edge)
        behind = max(group.last, subject.last) + 1
        quoted = QUOTED in tokens.low[max(0, edge - 2) : edge]
        rest = extents.rest_after(lex, tokens, behind, inverted=subject.first > group.last, quoted=quoted)
        pieces = [piece for piece in (first, rest) if piece is not None]
        if not pieces:
            return
        setting = complements.setting_beside(lex, tokens, behind, hears=sense.hears)
        told = Complement(rule, group.last + 1, setting)
        self._keep(group, sense, subject, pieces, told)

    def _keep(self, group: Group, sense: Sense, subject: Phrase | None, pieces: list[Span], told: Complement) -> None:
        """Keep what a verb reports; `told.first` is the token behind the cue and its particle."""
        self.add(
            group, subject, pieces, f"{sense.name}: {told.kind}", cue_last=told.first - 1, setting=told.setting,
            act=sense.act, lemma=sense.lemma, sure=sense.sure, kind=group.kind,
        )  # fmt: skip
