"""Figures: tolls, sums of money, shares and counts, with their bounds and what is counted."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsworld.news.facts import Figure
from newsworld.news.spans import Span
from newsworld.text.numbers import Number, numbers
from newsworld.text.wording import Wording, wording
from newsworld.understand.counted import counted_noun, measures
from newsworld.understand.figure_words import FigureWords, figure_words
from newsworld.understand.tolls import toll_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.articles import Article
    from newsworld.understand.draft import Draft

# Signs and prefixes are the same in every language; ISO 4217 answers.
SIGNS = {
    "$": "USD", "us$": "USD", "c$": "CAD", "ca$": "CAD", "a$": "AUD", "au$": "AUD", "nz$": "NZD", "hk$": "HKD",
    "s$": "SGD", "nt$": "TWD", "r$": "BRL", "mx$": "MXN", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR",
    "rs": "INR", "rs.": "INR", "₽": "RUB", "₺": "TRY", "₩": "KRW", "₴": "UAH", "₦": "NGN", "₪": "ILS", "zł": "PLN",
}  # fmt: skip
CODES = frozenset(
    {
        "USD", "EUR", "GBP", "JPY", "CNY", "CHF", "CAD", "AUD", "NZD", "INR", "RUB", "PLN", "CZK", "HUF", "SEK",
        "NOK", "DKK", "TRY", "UAH", "BRL", "MXN", "ARS", "ZAR", "KRW", "HKD", "SGD", "ILS",
    }
)  # fmt: skip
_SIGN_BEFORE = re.compile(r"(?:(?<!\w)(?:[A-Z]{1,2}|Mex)?\$|[£€¥₹₽₺₩₴₦₪]|\bRs\.?|\b[A-Z]{3})\s?$")
_SIGN_AFTER = re.compile(r"[\s\u00a0\u202f]?(?:US\$|[$£€¥₹₽₺₩₴₦₪]|zł|[A-Z]{3}\b)")
_JOINERS = ("-", "–", "/", ":", ".", "#", "№", "_")  # glued to a number, it belongs to a name, a date, a score
MAX_NUMBERS = 3000  # of one text; what has more is a table
_LEFT = 48  # code points before a number in which its bound must stand


@dataclass(frozen=True, slots=True)
class _Seen:
    """A number in its sentence, and what became of it so far."""

    number: Number
    start: int
    end: int
    sentence: Span
    kind: str | None = None
    unit: str | None = None
    of: str | None = None
    low: float | None = None
    high: float | None = None
    measured: bool = False  # a duration, a distance, part of a name: never a toll
    dashed: bool = False  # only the end of a range, if anything: the 15 of "19-15"


def find(article: Article, so_far: Draft) -> Iterator[Figure]:
    """Every figure once: mentions of the same toll, sum or share are gathered as its evidence."""
    language = figure_words(so_far.language)
    if language is None:
        return
    gathered: dict[tuple[object, ...], Figure] = {}
    for seen in _seen(article.text, so_far, language):
        span = Span(seen.start, seen.end)
        head = (seen.of or "").rpartition(" ")[2].lower() if seen.kind in ("count", "share", "money") else ""
        key = (seen.kind, seen.low, seen.high, seen.unit, head if seen.kind == "count" else "")
        before = gathered.get(key)
        if before is None:
            gathered[key] = Figure(seen.kind or "count", (span,), seen.low, seen.high, seen.unit, seen.of)
        else:
            gathered[key] = replace(before, evidence=(*before.evidence, span), of=before.of or seen.of)
    yield from gathered.values()


def _seen(text: str, so_far: Draft, language: FigureWords) -> Iterator[_Seen]:
    words = wording(text)
    times = sorted(time.span for time in so_far.times)
    known = numbers(text, so_far.language, MAX_NUMBERS)
    found = [seen for number in known if (seen := _placed(words, number, so_far, times))]
    lowered = text.lower() if len(text.lower()) == len(text) else text
    told = [_told(words, lowered, seen, language) for seen in found]
    _in_ranges(lowered, told, language)
    _tolls(lowered, told, language)
    for seen in told:
        if seen.kind is not None and not (seen.number.kind == "one" and seen.kind == "count") and not seen.dashed:
            yield _bounded(lowered, seen, language)


def _placed(words: Wording, number: Number, so_far: Draft, times: list[Span]) -> _Seen | None:
    """The number in its sentence; None inside a date, a code or a name."""
    start, end = words.starts[number.first], words.ends[number.last]
    sentence = so_far.sentence_at(start)
    before = words.text[start - 1 : start] if start else ""
    dashed = before in ("-", "–") and _ends_range(words, number)
    if sentence is None or (before in _JOINERS and not dashed):
        return None
    if words.text[end : end + 1] in ("/", ":", "_") and words.text[end + 1 : end + 2].isdigit():
        return None
    if number.kind != "fraction" and _inside(times, Span(start, end)):
        return None
    return _Seen(number, start, end, sentence, dashed=dashed)


def _inside(times: list[Span], span: Span) -> bool:
    at = bisect.bisect_right(times, span.start, key=lambda time: time.start) - 1
    return at >= 0 and times[at].holds(span)


def _ends_range(words: Wording, number: Number) -> bool:
    return number.first > 0 and words.words[number.first - 1][:1].isdigit()


def _told(words: Wording, lowered: str, seen: _Seen, language: FigureWords) -> _Seen:
    """Money, share or count by what stands directly beside the number."""
    if seen.number.kind == "fraction":
        seen = replace(seen, measured=True)
        return _fraction(lowered, seen, language)
    money = _money(words, seen, language)
    if money is not None:
        return money
    share = language.share_after.match(lowered, seen.end)
    if share:
        return replace(seen, end=share.end(), kind="share", unit="%", of=_of(words.text, share.end(), language))
    return _count(words, lowered, seen, language)


def _count(words: Wording, lowered: str, seen: _Seen, language: FigureWords) -> _Seen:
    """A count by the noun or the state that follows; measures and parts of names are set aside."""
    leads = language.before_count.search(lowered, max(seen.sentence.start, seen.start - _LEFT), seen.start)
    if leads is None and (seen.number.short or (seen.number.kind != "one" and measures(words, seen.number, language))):
        return replace(seen, measured=True)
    noun = counted_noun(words, seen.number, language)
    if noun is not None:
        return replace(seen, kind="count", of=noun)
    if leads is not None or language.states.match(lowered, seen.end, seen.sentence.end):
        return replace(seen, kind="count")
    return seen


def _fraction(lowered: str, seen: _Seen, language: FigureWords) -> _Seen:
    """As in "A third of", "by half"; not "a third man", "the first half"."""
    left = lowered[max(seen.sentence.start, seen.start - 24) : seen.start]
    point = language.of_point.match(lowered, seen.end)
    if point:  # "a quarter of a percentage point"
        value = replace(seen.number, value=round(seen.number.value / 100, 3))
        return replace(seen, number=value, end=point.end(), kind="share", unit="%")
    after = language.after_fraction.match(lowered, seen.end)
    joined = f" {language.of_joiner}"
    if lowered.startswith(joined, seen.end) or (after and language.before_fraction.search(left)):
        return replace(seen, kind="share", unit="%", of=_of(lowered, seen.end, language))
    return seen


def _money(words: Wording, seen: _Seen, language: FigureWords) -> _Seen | None:
    text = words.text
    sign = _SIGN_BEFORE.search(text, max(0, seen.start - 5), seen.start)
    if sign and (unit := _unit(sign.group())):
        return replace(seen, start=sign.start(), kind="money", unit=unit, of=_of(text, seen.end, language))
    sign = _SIGN_AFTER.match(text, seen.end)
    if sign and (unit := _unit(sign.group())):
        return replace(seen, end=sign.end(), kind="money", unit=unit, of=_of(text, sign.end(), language))
    if seen.number.first and words.words[seen.number.first - 1] in language.weights:
        return None
    first = seen.number.last + 1
    first += first < len(words.words) and words.words[first] in ("de", "d", "di", "of")  # "millions of dollars"
    for size, known in ((3, language.pairs), (2, language.pairs), (1, language.currencies)):
        last = first + size - 1
        if last < len(words.words) and words.starts[first] - seen.end <= 6 and words.gap(first - 1) in " \u00a0-'’. ":
            unit = known.get(" ".join(words.words[first : last + 1]))
            if unit:
                end = words.ends[last]
                return replace(seen, end=end, kind="money", unit=unit, of=_of(text, end, language))
    return None


def _unit(sign: str) -> str | None:
    sign = sign.strip()
    return sign if sign in CODES else SIGNS.get(sign.lower())


def _of(text: str, end: int, language: FigureWords) -> str | None:
    """What a sum is for, or what a share is of, where the text says so at once."""
    match = language.of_money.match(text, end)
    if not match:
        return None
    words = match.group(1).split()
    while words and words[0].lower() in language.definite | language.stops:
        del words[0]
    for at, word in enumerate(words):
        if word.lower() in language.stops:
            del words[at:]
            break
    return " ".join(words) or None


def _in_ranges(lowered: str, told: list[_Seen], language: FigureWords) -> None:
    """As in "Between 2 and 3 billion euros", "10-20 people": one figure with both bounds."""
    for at in range(len(told) - 1, 0, -1):
        left, right = told[at - 1], told[at]
        if right.kind is None or left.sentence != right.sentence or right.start - left.end > 8:
            continue
        between = language.between.search(lowered, max(0, left.start - 16), left.start)
        joiner = language.range_joiner if between else language.joiner
        if not joiner.fullmatch(lowered, left.end, right.start):
            continue
        plain = left.kind is None or between or (left.kind == right.kind == "money" and left.number.scale == 1)
        value = left.number.value * (right.number.scale if left.number.scale == 1 else 1)
        if plain and value < right.number.value:
            told[at] = replace(right, start=left.start, low=value, high=right.number.value, dashed=False)
            told[at - 1] = replace(left, kind=None, unit=None)


def _is_thing(seen: _Seen, language: FigureWords) -> bool:
    counted = (seen.of or "").split()
    return bool(counted) and counted[-1].lower() in language.things


def _tolls(lowered: str, told: list[_Seen], language: FigureWords) -> None:
    """Turn counts into tolls where the sentence tells of dead, injured or displaced."""
    kind_before: tuple[Span, str] | None = None
    for at, seen in enumerate(told):
        if seen.kind not in (None, "count") or seen.measured or _is_thing(seen, language):
            continue
        before = told[at - 1] if at and told[at - 1].sentence == seen.sentence else None
        after = told[at + 1] if at + 1 < len(told) and told[at + 1].sentence == seen.sentence else None
        room = Span(before.end if before else seen.sentence.start, after.start if after else seen.sentence.end)
        inherits = kind_before[1] if kind_before and kind_before[0] == seen.sentence else None
        kind = toll_kind(lowered, Span(seen.start, seen.end), (room, seen.sentence), (inherits, seen.of), language)
        if kind:
            told[at] = replace(seen, kind=kind)
            kind_before = (seen.sentence, kind)
        elif seen.kind is not None:
            kind_before = None


def _bounded(lowered: str, seen: _Seen, language: FigureWords) -> _Seen:
    """The figure with its bounds, its span over the words that give them."""
    if seen.low is not None:
        return seen
    value = float(seen.number.value)
    left = max(seen.sentence.start, seen.start - _LEFT)
    bound = language.bound.search(lowered[left : seen.start])
    start = left + bound.start() if bound else seen.start
    more = language.more_after.match(lowered, seen.end)
    named = bound.lastgroup if bound else None
    if seen.number.kind == "vague" or named == "least" or more:
        return replace(seen, start=start, low=value)
    if named == "most":
        return replace(seen, start=start, high=value)
    return replace(seen, start=start, low=value, high=value)
