"""Meetings: encounters and set dates of institutions, told apart and gathered from all sentences that tell of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.facts import Meeting, Participant
from newsworld.news.moments import day_of, is_moment
from newsworld.text.wording import wording
from newsworld.understand.encounter_days import UNDONE
from newsworld.understand.encounters import encounters
from newsworld.understand.marks import Marks
from newsworld.understand.meeting_words import MeetingWords, meeting_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from newsworld.news.articles import Article
    from newsworld.news.readings import Entity
    from newsworld.news.spans import Span
    from newsworld.understand.draft import Draft
    from newsworld.understand.encounter_days import Encounter

OF_ITS_OWN = {"vote", "deadline", "visit", "hearing"}  # formats that no word for a meeting means
NEAR = 600  # code points between "the talks" and what was called so before
SELF_EVIDENT = {"vote", "hearing", "deadline", "summit"}  # formats that tell something where nobody is named
MAX_SENTENCES = 300  # that tell of encounters; what has more is a book or an attack


def find(article: Article, so_far: Draft) -> Iterator[Meeting]:
    """Every meeting once, in the order in which the text first tells of them."""
    words = meeting_words(so_far.language)
    if words is None or not article.text:
        return
    sentences = _sentences(article.text, so_far, words)
    if not sentences:
        return
    marks = Marks.of(so_far)
    day = day_of(article.published) if article.published and is_moment(article.published) else None
    gathered = _gathered(marks, sentences, so_far, (words, day))
    _inherit(gathered)
    _between_the_two(marks, gathered, words)
    _place_from_titles(article, gathered, words)
    for found in gathered:
        if _stands(found):
            yield _meeting(found)


def _sentences(text: str, so_far: Draft, words: MeetingWords) -> list[Span]:
    """The sentences in which a word of encounters stands; none in a report on sport."""
    told = wording(text)
    if len(words.sport & told.places.keys()) >= words.sport_least:
        return []
    triggers = words.triggers
    if words.suffixes:
        triggers |= {word for word in told.places if word.endswith(words.suffixes)}
    found = {so_far.sentence_at(told.starts[index]) for index in told.found(triggers)[: 8 * MAX_SENTENCES]}
    return sorted(sentence for sentence in found if sentence is not None)[:MAX_SENTENCES]


def _gathered(
    marks: Marks, sentences: list[Span], so_far: Draft, known: tuple[MeetingWords, date | None]
) -> list[Encounter]:
    """The encounters of all sentences, those that are the same put together."""
    words, day = known
    gathered: list[Encounter] = []
    wanted = set(sentences)
    last: Encounter | None = None
    for sentence in so_far.sentences:
        if sentence in wanted:
            for new in encounters(marks, sentence, words, day):
                last = _merged(gathered, new)
        if last is not None and last.participants:
            _company(marks, sentence, last, words)
    return gathered


def _merged(gathered: list[Encounter], new: Encounter) -> Encounter:
    """Put a mention to the encounter that it tells of, or open a new one."""
    for old in reversed(gathered):
        if _same(old, new):
            _join(old, new)
            return old
    gathered.append(new)
    return new


def _same(old: Encounter, new: Encounter) -> bool:
    alike = old.format == new.format or (
        (not old.format or not new.format) and not {old.format, new.format} & OF_ITS_OWN
    )
    if not alike or _are_of_others(old, new):
        return False
    if old.day and new.day:
        parts = (old.part_of_day, new.part_of_day)
        told_again = new.definite or new.anaphoric or not _sides(old) or _sides(new) in (set(), _sides(old))
        return told_again and _days_meet(old, new) and (None in parts or parts[0] == parts[1])
    called = new.definite and not new.ordinal and _kin(old, new) and _is_close(old, new)
    shared = len(_sides(old) & _sides(new)) >= 2 or (
        _kin(old, new) and bool(new.parties) and old.parties == new.parties
    )
    if new.day is None:
        undone = old.status in UNDONE or new.unreal
        return called or (shared and (undone or old.status == new.status))
    return old.day is None and old.status == new.status and (called or (shared and not new.ordinal))


def _sides(found: Encounter) -> set[str]:
    """Who meets, as far as told: the parties, and who speaks for none of them."""
    people = (person for person in found.participants if person.party not in found.parties)
    return {*found.parties, *(person.name for person in people)}


def _are_of_others(old: Encounter, new: Encounter) -> bool:
    """Whether two mentions tell of others: nobody in common, or each of somebody whom the other does not have."""
    ours, theirs = _sides(old), _sides(new)
    if not ours or not theirs:
        return False
    apart = len(ours) >= 2 and len(theirs) >= 2 and not (ours <= theirs or theirs <= ours)
    return apart or not ours & theirs


def _is_close(old: Encounter, new: Encounter) -> bool:
    """Whether "the talks" stand near enough to what was named so before."""
    return new.evidence[0].start - old.evidence[-1].end <= NEAR


def _days_meet(old: Encounter, new: Encounter) -> bool:
    first, last = (old.start or old.end or "")[:10], (old.end or old.start or "")[:10]
    other, other_last = (new.start or new.end or "")[:10], (new.end or new.start or "")[:10]
    return first == other or (first <= other_last and other <= last and (first != last or other != other_last))


def _kin(old: Encounter, new: Encounter) -> bool:
    """Whether "the talks" may stand for what was named so before."""
    return bool(new.family) and old.family == new.family


def _join(old: Encounter, new: Encounter) -> None:
    """Take over from a further mention what the first did not tell."""
    old.evidence += [span for span in new.evidence if span not in old.evidence]
    if new.status in UNDONE and not (old.day and old.status == "held"):
        old.status = new.status
    if new.day is None and (old.loose or not _tells_who(old, new)):
        return  # "the election", "the talks" named again: what else stands in that sentence is not of it
    if len(_sides(old)) < 2 or _sides(old) <= _sides(new):
        _take_sides(old, new)
    old.agenda += [topic for topic in new.agenda if topic not in old.agenda]
    old.place = old.place or new.place
    if old.day is None:
        old.start, old.end, old.part_of_day = new.start, new.end, new.part_of_day
        old.status = new.status or old.status
    old.end = old.end or (new.end if new.end and old.start and new.end[:10] > old.start[:10] else None)
    old.format = old.format or (new.format if new.day else "")
    old.status = old.status or new.status
    old.weak, old.far = old.weak and new.weak, old.far and new.far
    old.unsure, old.wished = old.unsure and new.unsure, old.wished and new.wished
    old.noun = old.noun or new.noun
    old.bodily = old.bodily or new.bodily


def _take_sides(old: Encounter, new: Encounter) -> None:
    old.parties += [party for party in new.parties if party not in old.parties]
    names = {participant.name for participant in old.participants}
    old.participants += [participant for participant in new.participants if participant.name not in names]


def _tells_who(old: Encounter, new: Encounter) -> bool:
    """Whether a mention without a day names those who meet."""
    return len(_sides(old)) < 2 and (not _sides(old) or bool(_sides(old) & _sides(new)))


def _company(marks: Marks, sentence: Span, last: Encounter, words: MeetingWords) -> None:
    """Who comes along joins the encounter just told: "Accompanying Sherman is Lieutenant General James Mingus"."""
    people = [entity for _, entity in marks.mentions_in(*sentence) if entity.kind == "person"]
    known = {participant.name: participant for participant in last.participants}
    leader = next((known[person.name] for person in people if person.name in known), None)
    if leader is None or not 0 <= sentence.start - last.evidence[0].start <= NEAR:
        return
    if words.patterns["company.pattern"].search(marks.text, sentence.start, sentence.end) is None:
        return
    for person in people:
        if person.name not in known:
            party = marks.party(person)
            own = party if party != person.id else leader.party
            last.participants.append(Participant(person.name, person.role, own))
            known[person.name] = last.participants[-1]
    if sentence not in last.evidence and not any(sentence.meets(span) for span in last.evidence):
        last.evidence.append(sentence)


def _inherit(gathered: list[Encounter]) -> None:
    """Who meets again: "the main meeting", "the two leaders", told without names, are those just named."""
    for at, found in enumerate(gathered):
        if not (found.day or found.rough) or len(found.parties) >= 2 or (found.parties and not found.anaphoric):
            continue
        beside = [other for other in gathered if other is not found and _one_sentence(other, found)]
        before = [other for other in gathered[:at][::-1] if _is_close(other, found)]
        if found.anaphoric or found.format == "vote":
            beside += before
        elif found.definite or found.ordinal:
            beside += [other for other in before if _kin(other, found) and other.format == found.format]
        source = next((other for other in beside if _lends(other, found)), None)
        if source is not None and (not found.parties or set(found.parties) <= set(source.parties)):
            found.parties = list(source.parties)


def _lends(other: Encounter, found: Encounter) -> bool:
    """Whether those of one encounter may be those of the next: two who meet, or the body that votes."""
    if found.format == "vote":
        return other.format in ("session", "") and len(other.parties) == 1
    return other.format not in OF_ITS_OWN - {"visit"} and len(other.parties) >= 2


def _between_the_two(marks: Marks, gathered: list[Encounter], words: MeetingWords) -> None:
    """Of "the two countries", where the text up to there names just two."""
    for found in gathered:
        told = found.evidence[0]
        if len(found.parties) < 2 and words.patterns["two_countries"].search(told.of(marks.text)):
            named = dict.fromkeys(_countries_before(marks, told))
            if len(named) == 2 and set(found.parties) <= named.keys():
                found.parties = list(named)


def _countries_before(marks: Marks, told: Span) -> Iterator[str]:
    """The countries named up to there, but for those that only tell where a town lies: "Bonn, Germany"."""
    town: tuple[Span, Entity] | None = None
    for span, entity in marks.mentions_in(0, told.start):
        lies = town is not None and marks.text[town[0].end : span.start] == ", " and town[1].country == entity.country
        if entity.kind == "country" and not lies:
            yield entity.id
        town = (span, entity) if entity.kind == "place" else None


def _one_sentence(one: Encounter, other: Encounter) -> bool:
    """Whether two encounters were told side by side."""
    return any(abs(a.start - b.end) < 80 or abs(b.start - a.end) < 80 for a in one.evidence for b in other.evidence)


def _place_from_titles(article: Article, gathered: list[Encounter], words: MeetingWords) -> None:
    """Where headline, standfirst or key points name the place of the talks and the body does not."""
    titles = [title for title in (article.headline, article.standfirst, *article.basics) if title]
    places = [
        match.group(1)
        for title in titles
        if any(word in words.triggers for word in wording(title).places)
        for match in words.patterns["place.bare"].finditer(title)
    ]
    ahead = [
        found
        for found in gathered
        if found.place is None and found.day and found.format in ("", "summit") and found.status == "planned"
    ]
    if places and len(ahead) == 1:
        ahead[0].place = places[0]


def _stands(found: Encounter) -> bool:
    """Whether enough is told to call it a meeting: parties and a day, or two parties and how it stands."""
    if found.status is None or (found.loose and found.format == "vote" and not found.bodily and not found.noun):
        return False  # "make sure they vote on Tuesday"
    sides = _sides(found)
    if found.far and (len(found.parties) < 2 or _is_of_anybody(found)):
        named = found.bodily or (bool(found.participants) and not _is_of_anybody(found))
        return bool(found.day and found.place and found.parties and named)
    if not found.day:
        return _stands_undated(found)
    told = bool(found.parties) or found.bodily
    if not found.noun and not sides and found.format not in SELF_EVIDENT:
        return (
            found.anaphoric
            or (found.bodily and found.format != "visit")
            or (found.format == "visit" and bool(found.place))
        )
    if found.format == "visit" and not found.noun and found.status == "held" and not _is_told_who_came(found):
        return False  # "a tourist visiting Rome on Friday"
    weak = found.weak and not (sides or _is_told_apart(found))
    return told or (not weak and (found.noun or bool(sides)))


def _is_told_who_came(found: Encounter) -> bool:
    """Whether somebody is told to come, besides the country where it is."""
    return found.bodily or bool(found.participants) or len(found.parties) >= 2


def _is_told_apart(found: Encounter) -> bool:
    """Whether a noun of many meanings is an encounter beyond doubt: "the election on May 20", "a third round"."""
    coming = bool(found.format) and found.status in ("planned", *UNDONE)
    round_of_talks = found.ordinal and found.family == "talks"
    return coming or round_of_talks or found.format == "hearing" or bool(found.format and found.place)


def _is_of_anybody(found: Encounter) -> bool:
    """Whether a journey is of people without an office: "the suspect arrived in Oslo on Friday"."""
    office = found.bodily or any(person.role or person.party for person in found.participants)
    return found.status == "held" and bool(found.participants) and not office


def _stands_undated(found: Encounter) -> bool:
    undone = bool(found.parties) and found.status in UNDONE
    if undone or found.wished or found.unreal or (found.loose and found.format):
        return undone
    lately = found.rough or found.place is not None or found.explicit or found.format == "call"
    if found.status == "held" and (not lately or (found.format == "visit" and not found.participants)):
        return False  # long ago, or of no account
    people = (person for person in found.participants if person.role and person.party not in found.parties)
    both = len(found.parties) + len(list(people)) >= 2 and bool(found.parties)
    if found.weak:
        return both and (found.explicit or found.place is not None)
    placed = found.place is not None and (found.rough or (found.noun and found.status == "planned"))
    return both or (bool(found.parties) and (placed or (found.rough and found.bodily)))


def _meeting(found: Encounter) -> Meeting:
    return Meeting(
        name=found.name,
        evidence=tuple(found.evidence),
        parties=tuple(found.parties),
        participants=tuple(found.participants),
        place=found.place,
        start=found.start,
        end=found.end,
        part_of_day=found.part_of_day,
        format=found.format or _by_number(found),
        status=found.status or "planned",
        agenda=tuple(found.agenda),
    )


def _by_number(found: Encounter) -> str | None:
    """Bilateral between two parties, multilateral among more."""
    if len(found.parties) < 2:
        return None
    return "bilateral" if len(found.parties) == 2 else "multilateral"
