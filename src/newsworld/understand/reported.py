"""Cues in a sentence, with what they report and who reports it: "X said that ...", "..., said X", "X denied ..."."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsworld.news.spans import Span
from newsworld.text.tokens import QUOTED
from newsworld.understand import phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsworld.text.tokens import Tokens
    from newsworld.understand.cues import Form, Lexicon, Sense
    from newsworld.understand.units import Unit

ENDS = frozenset(".!?;")


@dataclass(slots=True)
class Found:
    """A statement in the making."""

    pieces: list[Span]
    cue: Span | None
    speaker: Span | None
    rule: str
    act: str = "assert"
    negated: bool = False
    lemma: str = ""
    unit: int = 0
    cue_first: int = 0  # token indices
    cue_last: int = 0
    subject: tuple[int, int] | None = None
    setting: Span | None = None
    hearer: Span | None = None
    level: int = 0
    sure: int = 0
    kind: str = ""  # finite, to, ing, passive
    nested: bool = False  # within what an earlier cue of the sentence reports


@dataclass(frozen=True, slots=True)
class Group:
    """A cue verb with its auxiliaries: tokens [first, last], the verb at `head`."""

    first: int
    last: int
    head: int
    kind: str  # finite, to, ing, passive, reduced
    negated: bool = False


@dataclass(slots=True)
class Reader:
    """Reads one sentence; what it learns of earlier cues in it guides the later ones."""

    lex: Lexicon
    unit: Unit
    number: int
    finders: tuple[Callable[[Reader, int], None], ...] = ()  # what else to look for at each token
    found: list[Found] = field(default_factory=list)

    @property
    def tokens(self) -> Tokens:
        return self.unit.tokens

    def read(self) -> list[Found]:
        """Every reported statement of the sentence, by where its cue stands."""
        low = self.tokens.low
        at = 0
        while at < len(low):
            form = self.lex.verbs.get(low[at])
            if form is not None:
                self._verb(at, form)
            for finder in self.finders:
                finder(self, at)
            at += 1
        return self.found

    # Verbs.

    def _verb(self, at: int, form: Form) -> None:
        group = self.group(at, form)
        if group is None:
            return
        sense, after = self._sense(group, form)
        if sense is None:
            return
        if group.kind == "passive" or group.kind == "reduced":
            return
        subject = self._subject(group)
        if subject is not None and self._follows_quotation(group, sense, subject):
            self._add_before(group, sense, subject, "after its quotation")
            return
        inverted = self._inverted(group, sense)
        if inverted is not None:
            self._add_before(group, sense, inverted, "inverted")
            return
        reading = self._quotation_ahead(group, sense, after) or self._complement(group, sense, after)
        if reading is None:
            if "after" in sense.takes and group.kind == "finite" and subject is not None:
                self._add_before(group, sense, subject, "after its content")
            return
        kind, first, setting, hearer = reading
        if kind == "none":
            return
        if subject is None and group.kind == "finite":
            return
        pieces = []
        if kind != "opens":
            span = self.span(first, self.content_end(first, kind, group))
            if span is None:
                return
            pieces.append(span)
        self._add(group, sense, subject, pieces, f"{sense.name}: {kind}", after, setting, hearer)

    def group(self, at: int, form: Form) -> Group | None:
        """The verb group around a cue form, or None where the word is a noun or an adjective."""
        lex, low = self.lex, self.tokens.low
        classes = lex.classes
        back = at - 1
        negated = False
        while back >= 0 and (
            low[back] in classes["adverbs"]
            or low[back] in classes["negations"]
            or (low[back].endswith("ly") and not phrases.is_name(self.tokens, back))
        ):
            negated = negated or low[back] in classes["negations"]
            back -= 1
        previous = low[back] if back >= 0 else ""
        shapes = form.shapes
        be = previous in classes["be"] and not (previous in {"'s", "’s"} and not self._shortened(back))
        have = previous in classes["have"] and not (previous in {"'s", "’s"} and not self._shortened(back))
        if previous in classes["modals"] and "base" in shapes:
            first, more = self._widen(back)
            kind = "to" if previous == "to" else "finite"
            return Group(first, at, at, kind, negated or more)
        if have and shapes & {"done", "past"}:
            first, more = self._widen(back)
            return Group(first, at, at, "finite", negated or more)
        if be and "ing" in shapes:
            first, more = self._widen(back)
            return Group(first, at, at, "finite", negated or more)
        if be and "done" in shapes:
            first, more = self._widen(back)
            return Group(first, at, at, "passive", negated or more)
        if previous in classes["determiners"] or previous in classes["possessives"] or previous in {"'s", "’s"}:
            return None
        if "ing" in shapes:
            return Group(at if back == at - 1 else back + 1, at, at, "ing", negated)
        following = low[at + 1] if at + 1 < len(low) else ""
        if previous in classes["prepositions"] or previous in {"be", "been"}:
            return None
        first = back + 1
        if "past" in shapes:
            if following == "by" and "done" in shapes:
                return Group(at, at, at, "reduced")
            return Group(first, at, at, "finite", negated)
        if "s" in shapes:
            return self._present(at, first, previous, following, negated, singular=True)
        if "base" in shapes:
            return self._present(at, first, previous, following, negated, singular=False)
        return None

    def _shortened(self, at: int) -> bool:
        """Whether "'s" at a place is a verb: after a pronoun, not after a name."""
        return at > 0 and (
            self.tokens.low[at - 1] in self.lex.classes["subjects"]
            or self.tokens.low[at - 1] in {"that", "there", "what"}
        )

    def _widen(self, back: int) -> tuple[int, bool]:
        classes, low = self.lex.classes, self.tokens.low
        negated = False
        first = back
        while first - 1 >= 0:
            word = low[first - 1]
            aux = word in classes["auxiliaries"] or word in classes["be"] or word in classes["modals"]
            if word in {"'s", "’s"}:
                aux = self._shortened(first - 1)
            if not (aux or word in classes["adverbs"] or word in classes["negations"]):
                break
            negated = negated or word in classes["negations"]
            first -= 1
        return first, negated

    def _present(
        self, at: int, first: int, previous: str, following: str, negated: bool, *, singular: bool
    ) -> Group | None:
        """A present form that could as well be a noun: "claims", "plan"."""
        classes, tokens = self.lex.classes, self.tokens
        if first == 0 or previous == "" or previous in phrases.STOPS - {")", "—", "–"}:
            return None
        group = Group(first, at, at, "finite", negated)
        if previous in classes["subjects"]:
            plural = previous in {"they", "we", "you", "i", "who"}
            return group if plural or singular else None
        opens = following in {
            "that",
            "to",
            QUOTED,
            "it",
            "he",
            "she",
            "they",
            "him",
            "her",
            "them",
            "his",
            "the",
            "a",
            "an",
            "there",
            "this",
            "how",
            "what",
            "whether",
            ":",
        } or (at + 1 < len(tokens) and phrases.is_name(tokens, at + 1))
        if singular:
            return (
                group
                if opens
                or first != at
                or (following in {".", ","} and phrases.is_name(tokens, first - 1))
                or (following in _particles(self.lex.verbs[tokens.low[at]]) and phrases.is_name(tokens, first - 1))
                else None
            )
        joined = first >= 2 and low_and(tokens, first)
        plural = joined or previous.endswith("s") or previous in classes["plurals"] or previous in {"and", ","}
        return (
            group
            if plural and (opens or following not in classes["prepositions"]) and previous not in classes["auxiliaries"]
            else None
        )

    def _sense(self, group: Group, form: Form) -> tuple[Sense | None, int]:
        """The sense that the next word allows, and the index after the cue's particle."""
        low = self.tokens.low
        after = group.last + 1
        following = low[after] if after < len(low) else ""
        plain: Sense | None = None
        for sense in form.senses:
            if following in sense.particles:
                return sense, after + 1
            if not sense.must and plain is None:
                plain = sense
        # "called Trump out", "put it": the particle may stand one word on.
        return plain, after

    def _subject(self, group: Group) -> tuple[int, int] | None:
        if group.kind == "finite":
            return self._finite_subject(group.first)
        return self._governing_subject(group)

    def _finite_subject(self, first: int) -> tuple[int, int] | None:
        low = self.tokens.low
        before = first - 1
        if before >= 0 and low[before] in {"and", "but", ","} and self.found:
            if low[before] != "," or (before >= 1 and low[before - 1] not in {","}):
                near = phrases.subject_before(self.lex, self.tokens, before)
                return near or self.found[-1].subject
        if before >= 0 and low[before] in {"and", "but"}:
            return self._first_subject(before)
        return phrases.subject_before(self.lex, self.tokens, before)

    def _governing_subject(self, group: Group) -> tuple[int, int] | None:
        """Of an infinitive or participle: the subject of the verb before it, else of the sentence."""
        before = group.first - 1
        if (
            before >= 0
            and group.kind == "ing"
            and self.tokens.low[before] not in {",", "and", "by", "of", "in", "for", "—"}
        ):
            near = phrases.subject_before(self.lex, self.tokens, before)
            if near is not None and not any(phrases.is_finite(self.lex, self.tokens, at) for at in range(*near)):
                return near
        for earlier in reversed(self.found):
            if earlier.cue_last < group.first and earlier.subject is not None:
                return earlier.subject
        return self._first_subject(before)

    def _first_subject(self, ceiling: int) -> tuple[int, int] | None:
        """The subject of the sentence's first finite verb."""
        lex, tokens = self.lex, self.tokens
        for at in range(1, max(1, ceiling + 1)):
            if at < len(tokens) and (phrases.is_finite(lex, tokens, at)):
                subject = phrases.subject_before(lex, tokens, at - 1)
                if subject is not None:
                    return subject
        return None

    def _inverted(self, group: Group, sense: Sense) -> tuple[int, int] | None:
        """The speaker after the verb: "..., said Sherman, adding"."""
        if "after" not in sense.takes or group.kind != "finite" or group.first != group.head:
            return None
        low = self.tokens.low
        before = group.first - 1
        if before < 0 or low[before] not in {",", QUOTED, "—", "–"}:
            return None
        start = group.last + 1
        end = phrases.phrase_after(self.lex, self.tokens, start, len(low))
        if end == start:
            return None
        following = low[end] if end < len(low) else "."
        if not (
            following in ENDS
            or following in {",", "—", "–", "(", ":", QUOTED}
            or following in self.lex.leads
            or following in self.lex.classes["times"]
            or following.endswith("ing")
            or following in {"who", "as", "when", "while"}
        ):
            return None
        if (
            low[before] != QUOTED
            and not any(phrases.is_finite(self.lex, self.tokens, at) for at in range(before))
            and QUOTED not in low[:before]
        ):
            return None
        return start, self._with_apposition(end)

    def _with_apposition(self, end: int) -> int:
        """Past ", a senator from Ohio," or ", who leads the talks,"; the last token's index."""
        low = self.tokens.low
        if end + 1 < len(low) and low[end] == ",":
            word = low[end + 1]
            if (
                word in self.lex.classes["determiners"]
                or word in {"who", "whose"}
                or not (
                    word in self.lex.classes["conjunctions"]
                    or word.endswith("ing")
                    or word in self.lex.classes["prepositions"]
                    or word in self.lex.classes["subjects"]
                    or word in self.lex.classes["subordinators"]
                    or word == QUOTED
                )
            ):
                close = next(
                    (at for at in range(end + 1, min(len(low), end + 25)) if low[at] in {",", ".", ";", QUOTED}), None
                )
                if close is not None:
                    return close - 1
        return end - 1

    def _complement(self, group: Group, sense: Sense, after: int) -> tuple[str, int, Span | None, Span | None] | None:
        """What follows the cue: its kind, its first token, and a setting or hearer passed on the way."""
        lex, low = self.lex, self.tokens.low
        classes = lex.classes
        at, setting, hearer = after, None, None
        steps = 0
        while at < len(low) and steps < 6:
            steps += 1
            word = low[at]
            if word in classes["adverbs"] and not (at + 1 < len(low) and low[at + 1] in classes["auxiliaries"]):
                at += 1
                continue
            if word in classes["times"] and (at + 1 >= len(low) or low[at + 1] not in classes["auxiliaries"]):
                at += 1
                continue
            passed = self._pass_setting(at)
            if passed > at:
                setting = Span(self.tokens.begins[at], self.tokens.ends[passed - 1])
                at = passed
                continue
            if sense.hears and at == after == group.last + 1:
                end = self._pass_hearer(at)
                if end > at:
                    hearer = Span(self.tokens.begins[at], self.tokens.ends[end - 1])
                    at = end
                    continue
            break
        if at >= len(low) or low[at] in ENDS:
            return None
        word = low[at]
        takes = sense.takes
        if word == "," and at + 1 < len(low) and low[at + 1] in {"that", QUOTED}:
            at += 1
            word = low[at]
        if word == "that" and "that" in takes:
            return "that", at + 1, setting, hearer
        if word == ":" and takes & {"quote", "clause"}:
            return "colon" if at + 1 < len(low) else "opens", at + 1, setting, hearer
        if word == "," and at + 1 < len(low) and low[at + 1] == QUOTED and "quote" in takes:
            return "quote", at + 1, setting, hearer
        if word == QUOTED and takes & {"quote", "object", "object+"}:
            return "quote", at, setting, hearer
        if word in {",", "—", "–", "--", ")"} or word in ENDS:
            return None
        if word in classes["question"] and takes & {"wh", "object+"}:
            return "wh", at, setting, hearer
        if word == "to" and takes & {"to"}:
            return "to", at, setting, hearer
        if word in classes["prepositions"] or word in classes["conjunctions"] or word in classes["subordinators"]:
            if at == after and after > group.last + 1:
                return "particle", at, setting, hearer
            return None if "after" in takes else ("none", at, setting, hearer)
        if at == after and after > group.last + 1:
            return "particle", at, setting, hearer
        if "clause" in takes:
            return "clause", at, setting, hearer
        if takes & {"object", "object+"}:
            return "object", at, setting, hearer
        if "that" in takes and self._has_clause(at):
            return "clause", at, setting, hearer
        return "none", at, setting, hearer

    def _follows_quotation(self, group: Group, sense: Sense, subject: tuple[int, int]) -> bool:
        """Whether the quotation right before the subject is what the cue reports: "“...,” X said"."""
        low = self.tokens.low
        edge = subject[0]
        if "after" not in sense.takes or group.kind != "finite" or edge == 0 or subject[1] > group.first:
            return False
        if low[subject[1]] in self.lex.classes["relatives"]:
            return False
        if low[edge - 1] != QUOTED and not (
            low[edge - 1] in {",", "—", "–", "--"} and edge > 1 and low[edge - 2] == QUOTED
        ):
            return False
        quoted = self.tokens.begins[edge - 1 if low[edge - 1] == QUOTED else edge - 2]
        return not any(piece.start <= quoted < piece.end for one in self.found for piece in one.pieces)

    def _quotation_ahead(
        self, group: Group, sense: Sense, after: int
    ) -> tuple[str, int, Span | None, Span | None] | None:
        """A quotation behind a comma or colon, past hearers and settings: "told a crowd in Ohio, “...”"."""
        low, lex = self.tokens.low, self.lex
        if "quote" not in sense.takes:
            return None
        for at in range(after, min(len(low), after + 20)):
            word = low[at]
            if word == QUOTED:
                return ("quote", at, None, None) if low[at - 1] in {",", ":"} else None
            if (
                word == "that"
                or word in {";"}
                or (at > after and word in lex.classes["auxiliaries"])
                or word in lex.classes["subjects"]
            ):
                return None
            form = lex.verbs.get(word)
            if form is not None and form.shapes & {"past"} and at > after:
                return None
        return None

    def _has_clause(self, at: int) -> bool:
        return any(
            phrases.is_finite(self.lex, self.tokens, place) for place in range(at, min(len(self.tokens), at + 12))
        )

    def _pass_setting(self, at: int) -> int:
        """Past "in a statement", "on Tuesday", "to reporters": the index behind, or `at`."""
        lex, low = self.lex, self.tokens.low
        if low[at] not in lex.leads:
            return at
        end = at + 1
        good = False
        while end < min(len(low), at + 12):
            word = low[end]
            if (
                word in phrases.STOPS
                or word in {",", QUOTED, "that"}
                or (
                    end > at + 1
                    and (
                        word in lex.classes["subjects"]
                        or (word in lex.classes["determiners"] and low[end - 1] not in lex.classes["prepositions"])
                    )
                )
            ):
                break
            if word in lex.settings or word in lex.classes["times"] or word in lex.classes["hearers"] or word.isdigit():
                good = True
                last = end + 1
            end += 1
        if (end < len(low) and (low[end] in {",", QUOTED, "that", ":"} or low[end] in ENDS)) or end >= len(low):
            return end if good or (low[at] in {"on", "in", "at", "during"} and end - at <= 6) else at
        return last if good else at

    def _pass_hearer(self, at: int) -> int:
        """Past the one who is told something: the index behind, or `at`."""
        lex, low = self.lex, self.tokens.low
        end = phrases.phrase_after(lex, self.tokens, at, min(len(low), at + 14))
        if end == at:
            return at
        return end

    # Contents.

    def content_end(self, first: int, kind: str, group: Group | None) -> int:
        """The index behind the content that begins at `first`."""
        lex, tokens = self.lex, self.tokens
        low = tokens.low
        classes = lex.classes
        at = first
        while at < len(low):
            word = low[at]
            if word in ENDS and at >= len(low) - 2:
                break
            if word == ";":
                break
            if word == "," and self._comma_ends(at, kind, first):
                break
            if (
                kind in ("object", "particle", "to", "wh")
                and at > first
                and word
                in {"after", "when", "while", "because", "as", "during", "if", "though", "although", "before", "since"}
            ):
                if not (word == "as" and kind == "object"):
                    break
            if word in {"and", "but"} and at > first and at + 1 < len(low):
                ahead = at + 1
                while ahead < len(low) and (low[ahead] in classes["adverbs"] or low[ahead].endswith("ly")):
                    ahead += 1
                form = lex.verbs.get(low[ahead]) if ahead < len(low) else None
                if (
                    form is not None
                    and form.shapes & {"past", "s"}
                    and (group is None or group.kind == "finite")
                    and "clause" in "".join(s for sense in form.senses for s in sense.takes)
                ):
                    break
            at += 1
        return at

    def _comma_ends(self, at: int, kind: str, first: int) -> bool:
        lex, low = self.lex, self.tokens.low
        if at + 1 >= len(low):
            return True
        word = low[at + 1]
        form = lex.verbs.get(word)
        if form is not None and "ing" in form.shapes:
            return True
        if kind in ("object", "particle", "to"):
            if word in {
                "and",
                "but",
                "who",
                "which",
                "while",
                "as",
                "after",
                "when",
                "with",
                "even",
                "because",
                "although",
                "though",
                "a",
                "the",
                "he",
                "she",
                "they",
                "it",
                "saying",
            } or word.endswith("ing"):
                return at > first + 1
        if word in {"but", "and", "while", "although", "though"} and kind != "quote":
            ahead = at + 2
            while ahead < min(len(low), at + 9):
                form = lex.verbs.get(low[ahead])
                if (
                    form is not None
                    and form.shapes & {"past", "s"}
                    and any("clause" in sense.takes for sense in form.senses)
                ):
                    return True
                if low[ahead] in {",", QUOTED}:
                    break
                ahead += 1
        return self._said_aside(at)

    def _said_aside(self, at: int) -> bool:
        """Whether ", X said" begins at this comma and ends the sentence's part."""
        low = self.tokens.low
        ahead = at + 1
        while ahead < min(len(low), at + 10):
            form = self.lex.verbs.get(low[ahead])
            if (
                form is not None
                and any("after" in sense.takes for sense in form.senses)
                and form.shapes & {"past", "s"}
            ):
                return ahead + 1 >= len(low) or low[ahead + 1] in ENDS | {","}
            if low[ahead] in {",", QUOTED}:
                return False
            ahead += 1
        return False

    def span(self, first: int, last: int) -> Span | None:
        """The words of tokens [first, last) without commas and closing dashes at their ends."""
        tokens = self.tokens
        while first < last and tokens.low[first] in {",", ":", "—", "–", "--", ";"}:
            first += 1
        while last > first and tokens.low[last - 1] in {",", ":", "—", "–", "--", ";", ".", "and", "but", "("}:
            last -= 1
        return Span(tokens.begins[first], tokens.ends[last - 1]) if last > first else None

    # Adding.

    def _add_before(self, group: Group, sense: Sense, subject: tuple[int, int], rule: str) -> None:
        """The content stands before the cue, and perhaps goes on after it."""
        low = self.tokens.low
        edge = min(group.first, subject[0])
        if subject[0] > group.last:
            edge = group.first
        floor = self.found[-1].cue_last + 1 if self.found else 0
        floor = min(floor, self.left_border(floor, edge))
        if edge == 0:
            return
        if low[edge - 1] not in {",", QUOTED, "—", "–", "--", "?", "!"}:
            return
        begin = self.left_border(floor, edge)
        first = self.span(begin, edge)
        if first is None:
            return
        pieces = [first]
        behind = max(group.last, subject[1]) + 1
        rest = self._rest_after(behind)
        if rest is not None:
            pieces.append(rest)
        setting, hearer = self._beside(behind, hears=sense.hears)
        self._add(group, sense, subject, pieces, f"{sense.name}: {rule}", group.last + 1, setting, hearer)

    def _beside(self, at: int, *, hears: bool) -> tuple[Span | None, Span | None]:
        """Setting and hearer behind a cue whose content stands before it."""
        low, tokens = self.tokens.low, self.tokens
        hearer = setting = None
        if hears and at < len(low):
            end = self._pass_hearer(at)
            if end > at:
                hearer = Span(tokens.begins[at], tokens.ends[end - 1])
                at = end
        for _ in range(3):
            if at >= len(low):
                break
            end = self._pass_setting(at)
            if end > at:
                setting = setting or Span(tokens.begins[at], tokens.ends[end - 1])
                at = end
            elif low[at] in self.lex.classes["times"]:
                at += 1
        return setting, hearer

    def left_border(self, floor: int, edge: int) -> int:
        """Where a content that ends before `edge` begins: the sentence, or what an earlier cue has not taken."""
        taken = [found for found in self.found if found.cue_last < edge]
        if not taken:
            return 0
        last = taken[-1]
        end = max((piece.end for piece in last.pieces), default=0)
        for at in range(edge):
            if self.tokens.begins[at] >= end and at > last.cue_last:
                return at if edge - at > 3 else 0
        return 0

    def _rest_after(self, at: int) -> Span | None:
        """What goes on after ", he said,": the second piece of the content."""
        low = self.tokens.low
        steps = 0
        while at < len(low) and steps < 4:
            steps += 1
            passed = self._pass_setting(at)
            if passed > at:
                at = passed
            elif low[at] in self.lex.classes["times"] or low[at] in self.lex.classes["adverbs"]:
                at += 1
            else:
                break
        if at >= len(low) - 1:
            return None
        if low[at] in {",", ":", "—", "–"}:
            following = low[at + 1]
            if following == QUOTED:
                return Span(self.tokens.begins[at + 1], self.tokens.ends[at + 1])
            form = self.lex.verbs.get(following)
            if (
                form is not None
                or following.endswith("ing")
                or following in self.lex.classes["relatives"]
                or following in {"as", "a", "an", "the"}
                or following in self.lex.classes["conjunctions"]
            ):
                return None
            if not phrases.is_name(self.tokens, at + 1):
                return self.span(at + 1, len(low))
        return None

    def _add(
        self,
        group: Group,
        sense: Sense,
        subject: tuple[int, int] | None,
        pieces: list[Span],
        rule: str,
        after: int,
        setting: Span | None,
        hearer: Span | None,
    ) -> None:
        tokens = self.tokens
        speaker = None
        if subject is not None:
            last = subject[1]
            while last > subject[0] and tokens.low[last] in {",", "—", "–"}:
                last -= 1
            speaker = Span(tokens.begins[subject[0]], tokens.ends[last])
        cue = Span(tokens.begins[group.first], tokens.ends[max(group.last, after - 1)])
        self.found.append(
            Found(
                pieces,
                cue,
                speaker,
                rule,
                sense.act,
                group.negated,
                sense.lemma,
                self.number,
                group.first,
                max(group.last, after - 1),
                subject,
                setting,
                hearer,
                sure=sense.sure,
                kind=group.kind,
            )
        )

    def add(self, group: Group, subject: tuple[int, int] | None, pieces: list[Span], rule: str, after: int) -> None:
        """A statement whose cue is no verb of the lexicon."""
        tokens = self.tokens
        speaker = None if subject is None else Span(tokens.begins[subject[0]], tokens.ends[subject[1]])
        cue = Span(tokens.begins[group.first], tokens.ends[max(group.last, after - 1)])
        self.found.append(
            Found(
                pieces,
                cue,
                speaker,
                rule,
                "assert",
                group.negated,
                tokens.low[group.head],
                self.number,
                group.first,
                group.last,
                subject,
            )
        )


def low_and(tokens: Tokens, first: int) -> bool:
    """Whether names joined by "and" end before a place."""
    at = first - 1
    while at > 0 and phrases.is_name(tokens, at):
        at -= 1
    return at > 0 and at < first - 1 and tokens.low[at] == "and" and phrases.is_name(tokens, at - 1)


def _particles(form: Form) -> Iterator[str]:
    for sense in form.senses:
        yield from sense.particles
