"""Which sentences carry a story? Scored by what independent origins share, by place and names; then chosen fairly."""

from __future__ import annotations

import bisect
import functools
import heapq
import math
import re
from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from newsworld.brief.check import is_whole
from newsworld.brief.material import among, past_dateline
from newsworld.languages import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from newsworld.brief.material import Material, Origin
    from newsworld.news.facts import Figure, Meeting
    from newsworld.news.spans import Span

_CJK_RUN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]{2,}")
_FRAGMENT_CHARS = 30  # shorter ones are cross-heads and captions
_LONG_CHARS = 330  # no line of a page is longer than this
_FIRST_WORDS, _AHEAD = 60, 8  # characters, and words, in which a sentence shows that it leans
_POOL = 45  # candidates looked at for a choice of a few
_READ, _FEWEST = 120, 16  # sentences weighed of a story, but of each origin at least its first ones
_NAMES, _FACTS = 4, 2  # of a sentence, that count
_SAME = 0.7  # share of terms from which two sentences say the same
_RETOLD = 0.85  # share of what weighs in a sentence, from which another origin's tells the same news
_FRESH = math.log(2)  # what a term that stands once weighs against a retelling: as one that stands twice in a text
_ALIKE = 0.3  # share of what weighs in an opening, from which it may be another one's news again
_VOCABULARY = 200_000
_EDGES = "'’‘.,:;!?-–—/()[]{}\"“”„«»‹›…&+*=<>|_#"
QUOTES = "\"“„«»‘'"
_QUOTATION = re.compile('[“"«„][^”"»“]*[”"»“]?')
_CLOSING = '.!?…。！？"”’»“)'


_made = tuple.__new__  # a named tuple out of its fields in order, at half the price of calling it


class Weights(NamedTuple):
    """What each sign is worth. Fitted by hand over 100 news reports with reference sentences (evals/summaries.py)."""

    centrality: float = 1.0
    first: float = 0.25  # of the article's first sentence; falls off with its place
    headline: float = 0.15  # share of the headline's words
    names: float = 0.05  # per entity named, up to four
    facts: float = 0.1  # per figure and meeting told, up to two
    late: float = 0.15  # of the latest origin; the first has none
    leaning: float = 0.1  # against a sentence that leans on the one before it
    question: float = 0.1  # against questions and bare quotations
    own_voice: float = 0.3  # against a report that speaks of itself
    repeated: float = 0.4  # against what a chosen line has said
    retold: float = 0.6  # against what a chosen line of another origin has told, by the weight of the words shared
    opening: float = 0.5  # against a second opening of one day, which tells the same news


WEIGHTS = Weights()


class Sentence(NamedTuple):
    """A sentence that may become a line."""

    origin: Origin
    span: Span
    place: int  # in its article, from 0
    terms: AbstractSet[str]
    text: str
    leaning: bool
    score: float
    mass: float  # what its terms weigh together
    whole: float  # the same, with those that stand once: above 0
    weights: Mapping[str, float]  # what each of the story's terms weighs


class Cut(NamedTuple):
    """What is known of a sentence by itself."""

    span: Span
    terms: AbstractSet[str]
    text: str
    leaning: bool  # on the sentence before it
    penalty: float  # for leaning, for asking; inf where it cannot stand as a line


@functools.lru_cache(maxsize=4096)
def cuts(text: str, spans: tuple[Span, ...], code: str) -> tuple[Cut, ...]:
    """Each sentence of a text with its terms. Kept, since a story is briefed again with every new article."""
    tongue = _tongue(code)
    return tuple([_cut(span, text[span[0] : span[1]], tongue) for span in spans])


def _cut(span: Span, text: str, tongue: _Tongue) -> Cut:
    span, text = past_dateline(span, text)
    lowered = text.lower().split()
    terms = _terms(lowered, text, tongue)
    if not may_stand(text):
        return Cut(span, terms, text, leaning=False, penalty=math.inf)
    leaning = _leans(text, tongue)
    penalty = WEIGHTS.leaning if leaning else 0.0
    if text[-1] == "?" or text[0] in QUOTES:
        penalty += WEIGHTS.question
    if _speaks_for_itself(lowered, text, tongue):
        penalty += WEIGHTS.own_voice
    return _made(Cut, (span, terms, text, leaning, penalty))


@functools.lru_cache(maxsize=4096)
def terms_of(text: str, code: str) -> AbstractSet[str]:
    """The content words of a text, cut to their first letters so that "talks" meets "talk"; CJK in pairs."""
    return _terms(text.lower().split(), text, _tongue(code))


def _terms(lowered: Sequence[str], text: str, tongue: _Tongue) -> AbstractSet[str]:
    found = set(map(tongue.__getitem__, lowered))
    found.discard("")
    if not text.isascii():
        found.update(run[i : i + 2] for run in _CJK_RUN.findall(text) for i in range(len(run) - 1))
    return found


class _Tongue(dict[str, str]):
    """Each word's stem, "" for one that carries nothing; found once, kept while the vocabulary is not too large.

    Beside it the words of the language that show how a sentence stands.
    """

    def __init__(self, code: str) -> None:
        self.letters = int(words(code, "brief").get("stem_letters", 7))
        self.idle = among(code, "stopwords")
        self.own_voice = among(code, "own_voice")
        self.leaning = among(code, "leaning")  # as the first of a sentence
        self.opening = among(code, "opening_words")  # of a clause or phrase before the subject: "when", "in"
        self.pronouns = among(code, "pronouns_of_one")
        super().__init__()

    def __missing__(self, word: str) -> str:
        if len(self) > _VOCABULARY:
            self.clear()
        bare = word.strip(_EDGES).removesuffix("'s").removesuffix("’s")
        stem = "" if len(bare) < 2 or bare in self.idle else bare[: self.letters]
        self[word] = stem
        return stem


@functools.cache
def _tongue(code: str) -> _Tongue:
    return _Tongue(code)


def scored(material: Material, origins: Sequence[Origin]) -> list[Sentence]:
    """The origins' sentences that could stand as a line, with their scores, best first; of long texts the beginning."""
    most = max(_FEWEST, _READ // (len(origins) or 1))
    texts = [cuts(origin.article.text, origin.reading.sentences[:most], material.language) for origin in origins]
    weights = _term_weights(texts)
    weighing = [[[weights[term] for term in cut.terms if term in weights] for cut in text] for text in texts]
    # fsum, here and below: each run has a set's terms in another order, and the last bits of a sum with it
    masses = [[math.fsum(each) for each in row] for row in weighing]
    scale = max(map(max, filter(None, masses)), default=0.0) or 1.0
    found: list[Sentence] = []
    for rank, (origin, text, row, shared) in enumerate(zip(origins, texts, masses, weighing, strict=True)):
        late = WEIGHTS.centrality * WEIGHTS.late * rank / len(origins)
        signs = _signs(material.language, origin, text)
        for place, (cut, mass, heavy, sign) in enumerate(zip(text, row, shared, signs, strict=True)):
            if cut.penalty < math.inf:
                score = WEIGHTS.centrality * mass / scale + late + sign - cut.penalty
                whole = mass + _FRESH * (1 + len(cut.terms) - len(heavy))
                line = (origin, cut.span, place, cut.terms, cut.text, cut.leaning, score, mass, whole, weights)
                found.append(_made(Sentence, line))
    return sorted(found, key=_best_first)


def _best_first(sentence: Sentence) -> tuple[float, int, str]:
    return (-sentence.score, sentence.place, sentence.origin.article.id)


def _term_weights(texts: Sequence[tuple[Cut, ...]]) -> Mapping[str, float]:
    """What a term weighs: how often it stands, times the independent origins that have it. Once is nothing."""
    within = Counter(chain.from_iterable([cut.terms for text in texts for cut in text]))
    if len(texts) == 1:
        return {term: math.log(count) for term, count in within.items() if count > 1}
    across = Counter(chain.from_iterable([set().union(*(cut.terms for cut in text)) for text in texts]))
    return {term: math.log(count) * across[term] for term, count in within.items() if count > 1}


def _signs(language: str, origin: Origin, text: Sequence[Cut]) -> Iterator[float]:
    """What each sentence of an origin is worth by its place, the headline's words, names and facts."""
    headline = terms_of(origin.article.headline or "", language)
    names, facts = names_by_sentence(origin), facts_by_sentence(origin)
    for place, cut in enumerate(text):
        worth = WEIGHTS.first / (1 + place) + WEIGHTS.headline * len(headline & cut.terms) / (len(headline) or 1)
        if place in names:
            worth += WEIGHTS.names * min(_NAMES, names[place])
        if place in facts:
            worth += WEIGHTS.facts * min(_FACTS, facts[place])
        yield worth


def may_stand(text: str) -> bool:
    """Whether a sentence is whole and of a length to be read: no cross-head, no half quotation, no list."""
    return _FRAGMENT_CHARS <= len(text) <= _LONG_CHARS and text[-1] in _CLOSING and is_whole(text)


def names_by_sentence(origin: Origin) -> dict[int, int]:
    """How many entities each sentence names, by its place."""
    starts, told = [start for start, _ in origin.reading.sentences], defaultdict[int, int](int)
    for entity in origin.reading.entities:
        for place in {bisect.bisect_right(starts, start) for start, _ in entity.mentions}:
            told[place - 1] += 1
    return told


def facts_by_sentence(origin: Origin) -> dict[int, int]:
    """How many figures and meetings each sentence tells, by its place."""
    starts, told = [start for start, _ in origin.reading.sentences], defaultdict[int, int](int)
    facts: tuple[Figure | Meeting, ...] = (*origin.reading.figures, *origin.reading.meetings)
    for fact in facts:
        told[bisect.bisect_right(starts, fact.evidence[0].start) - 1] += 1
    return told


def _speaks_for_itself(lowered: Sequence[str], text: str, tongue: _Tongue) -> bool:
    """Whether a report speaks of itself, outside of quotation marks: "In my opinion", "as we reported"."""
    told = tongue.own_voice
    return not told.isdisjoint(lowered) and not told.isdisjoint(_QUOTATION.sub("", text).lower().split())


def _leans(text: str, tongue: _Tongue) -> bool:
    """Whether a sentence leans on the one before it: "He said ...", "But ...", "When she arrived, ..."."""
    first = text[:_FIRST_WORDS].split(None, 1)[0].lower()
    if first.strip(_EDGES) in tongue.leaning:
        return True
    if first not in tongue.opening:
        return False
    for word in text[:_FIRST_WORDS].split()[1:_AHEAD]:
        if word[:1].isupper():
            return False
        if word.strip(_EDGES) in tongue.pronouns:
            return True
    return False


def overlap(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """The share of the shorter's terms that the other has too."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def chosen(
    candidates: Sequence[Sentence],
    count: int,
    said: Sequence[AbstractSet[str]] = (),
    allowed: Callable[[Sentence, Sequence[Sentence]], bool] | None = None,
    beside: Sequence[Sentence] = (),
) -> list[Sentence]:
    """The best candidates, best first, none that is not `allowed`.

    Each is worth less by what was `said` before it, by the sentences that stand `beside`, and by those chosen already.
    """
    pool = candidates[:_POOL]
    rivals, taken = list(beside), list[Sentence]()
    # What a candidate is worth only sinks: one that is the best by what is known of it is looked at again until all is.
    waiting = [(-s.score, at, -1, 0.0) for at, s in enumerate(pool)]
    heapq.heapify(waiting)
    while waiting and len(taken) < count:
        worth, at, known, cost = waiting[0]
        sentence = pool[at]
        if known < len(rivals):
            if known < 0 and said:
                cost = max([_cost(overlap(sentence.terms, terms)) for terms in said])
            for other in rivals[max(0, known) :]:
                cost = max(cost, _repeats(sentence, other))
            heapq.heapreplace(waiting, (cost - sentence.score, at, len(rivals), cost))
            continue
        if worth == math.inf:
            break
        heapq.heappop(waiting)
        if allowed is None or allowed(sentence, taken):
            taken.append(sentence)
            rivals.append(sentence)
    return taken


def _cost(repeated: float) -> float:
    return WEIGHTS.repeated * repeated if repeated < _SAME else math.inf


def _repeats(sentence: Sentence, other: Sentence) -> float:
    """What a sentence is worth less beside another one; two origins' sentences are held by what weighs in them."""
    shared = sentence.terms & other.terms
    if not shared:
        return 0.0
    cost = _cost(len(shared) / min(len(sentence.terms), len(other.terms)))
    if sentence.origin is other.origin:
        return cost
    weight = sentence.weights.get
    told = math.fsum([weight(term, 0.0) for term in shared]) / sentence.whole
    if told >= _RETOLD:
        return math.inf
    return max(cost, WEIGHTS.retold * told) + WEIGHTS.opening * (told > _ALIKE and _open_one_day(sentence, other))


def _open_one_day(one: Sentence, other: Sentence) -> bool:
    """Whether both open a report of one day: then both tell its news."""
    days = [(sentence.origin.article.published or "")[:10] for sentence in (one, other)]
    return one.place == other.place == 0 and days[0] == days[1]
