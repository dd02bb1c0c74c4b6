"""Desk: puts each article, at once and in the order of arrival, into the story of the event that it tells of.

An article is compared with the earlier articles that share its rarest terms, names, numbers and entities; a story takes
it where the mean log-odds of "the same event" over most of its members are good enough. The cost of an article does not
grow with the stories: every list that is walked has an upper bound in Options.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from newsworld.group import reasons
from newsworld.group.bonds import Bonds
from newsworld.group.citing import source
from newsworld.group.copies import Copies
from newsworld.group.index import Index
from newsworld.group.likeness import held, likeness, same_event
from newsworld.group.options import Options
from newsworld.group.profiles import Profile, profile
from newsworld.group.rarity import Rarity
from newsworld.group.topics import standing, topics_of
from newsworld.news.errors import UnknownId
from newsworld.news.moments import instant_of, is_moment
from newsworld.news.stories import Member, Placement, Story, WireCopy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsworld.news.articles import Article
    from newsworld.news.moments import Moment
    from newsworld.news.readings import Reading
    from newsworld.news.stories import Correction, Topic

UNSEEN = -4.0  # log-odds taken for a member that shares nothing rare: what the fitted constant leaves of such a pair
SPEAKERS = 10  # members that a story is judged by at most
MAJORITY = 0.5  # of them, the likeliest: no story is all alike, and a single likeness is none (F1 is best at .4 to .5)
NO_MOMENT = "1970-01-01"  # stands where neither the article nor anything before it has a date


@dataclass(slots=True)
class _Kept:
    """What the desk keeps of an article for good."""

    id: str
    story: str
    headline: str
    moment: Moment
    copy_of: str | None
    why: tuple[str, ...]
    topics: tuple[Topic, ...] = ()
    cites: str | None = None  # the earlier article that this one says it has its news from

    @property
    def origin(self) -> str:
        """Whose report this is in the end."""
        return self.copy_of or self.cites or self.id


@dataclass(slots=True)
class _Open:
    """A story as it grows."""

    id: str
    members: list[str] = field(default_factory=list)
    origins: int = 0  # members that are no copies
    outlets: dict[str, str] = field(default_factory=dict)  # who told it, and with which article first


class Desk:
    """The stories known so far; the same stream always gives the same stories under the same ids."""

    def __init__(
        self,
        options: Options | None = None,
        *,
        redirects: Mapping[str, str] | None = None,
        corrections: Iterable[Correction] = (),
    ) -> None:
        self._options = options or Options()
        self._rarity = Rarity()
        self._index = Index(self._options)
        self._copies = Copies()
        self._kept: dict[str, _Kept] = {}
        self._open: dict[str, _Open] = {}
        self._redirects: dict[str, str] = dict(redirects or {})
        self._corrections: list[Correction] = []
        self._bonds = Bonds()
        self._clock = NO_MOMENT
        for correction in corrections:
            self._corrections.append(correction)
            self._bonds.add(correction)

    # ---- placing

    def place(
        self, article: Article, reading: Reading | None = None, *, seen: Moment | None = None
    ) -> tuple[Placement, ...]:
        """Where the article goes, then where late evidence moves others. An article placed before stays put.

        `seen` is when it arrived; it stands in for `published` where the outlet tells no date.
        """
        if article.id in self._kept:
            return (self._placement(article.id),)
        new = profile(article, reading, self._rarity)
        copy = self._copies.find(new, self._index.profiles)
        scored = self._scored(new)
        story, why = self._choice(new, copy, scored)
        joined = story is not None
        if story is None:
            story = self._found(article.id)
        self._keep(
            new, article, reading, Placement(article.id, story, joined, copy.origin if copy else None, why), seen
        )
        moved = self._merged(new, story, scored) if joined else ()
        return (self._placement(article.id, joined=joined), *moved)

    def remember(
        self, article: Article, reading: Reading | None, placement: Placement, *, seen: Moment | None = None
    ) -> None:
        """Take in an article that was placed before, in its old place: how a desk is rebuilt after a restart."""
        if article.id not in self._kept:
            story = self.resolve(placement.story)
            self._open.setdefault(story, _Open(story))
            self._keep(profile(article, reading, self._rarity), article, reading, replace(placement, story=story), seen)

    def _scored(self, new: Profile) -> list[tuple[float, str, Profile]]:
        """Candidate stories, best first: mean log-odds with their members, and the member nearest to it."""
        by_story: defaultdict[str, list[tuple[float, Profile]]] = defaultdict(list)
        for old in self._index.near(new, self._story_of):
            if self._kept[old.id].copy_of and self._kept[old.id].copy_of in self._index.profiles:
                continue
            by_story[self._story_of(old.id)].append((likeness(new, old), old))
        scored = []
        for story, pairs in by_story.items():
            pairs.sort(key=lambda pair: (-pair[0], pair[1].id))
            heard = max(len(pairs), min(SPEAKERS, self._open[story].origins))
            odds = [odds for odds, _ in pairs] + [UNSEEN] * (heard - len(pairs))
            count = math.ceil(heard * MAJORITY)
            scored.append((sum(odds[:count]) / count, story, pairs[0][1]))
        return sorted(scored, key=lambda row: (-row[0], row[1]))

    def _choice(
        self, new: Profile, copy: WireCopy | None, scored: list[tuple[float, str, Profile]]
    ) -> tuple[str | None, tuple[str, ...]]:
        tied = [self._story_of(one) for one in sorted(self._bonds.together(new.id)) if one in self._kept]
        if tied:
            return max(tied, key=lambda story: (tied.count(story), story)), (reasons.HELD_BY_HAND,)
        banned = self._banned(new.id)
        if copy and copy.origin in self._kept and self._story_of(copy.origin) not in banned:
            return self._story_of(copy.origin), (copy.why,)
        for odds, story, nearest in scored:
            if odds < self._options.accept:
                break
            if story not in banned:
                return story, (reasons.tie(new, nearest),)
        return None, (copy.why,) if copy else ()

    def _banned(self, article: str) -> set[str]:
        return {self._story_of(one) for one in self._bonds.apart(article) if one in self._kept}

    def _keep(
        self, new: Profile, article: Article, reading: Reading | None, placement: Placement, seen: Moment | None
    ) -> None:
        moment = next((told for told in (article.published, seen) if told and is_moment(told)), self._clock)
        self._clock = max(self._clock, moment, key=instant_of)
        headline = article.headline or article.text[:120].partition("\n")[0]
        story = self._open[placement.story]
        cited = None if placement.copy_of else source(article, story.outlets)
        self._kept[new.id] = _Kept(
            new.id, story.id, headline, moment, placement.copy_of, placement.why, topics_of(new, reading)
        )
        if cited:
            self._cite(self._kept[new.id], *cited)
        story.members.append(new.id)
        story.origins += not placement.copy_of
        if article.outlet:
            story.outlets.setdefault(article.outlet, new.id)
        self._index.add(new)
        self._copies.add(new, placement.copy_of)

    def _cite(self, kept: _Kept, outlet: str, told: str) -> None:
        kept.cites = self._kept[told].origin
        reason = f"reports what {outlet} reported"
        if reason not in kept.why:
            kept.why = (*kept.why, reason)

    def _found(self, article: str) -> str:
        """A story opened by an article; its id tells which, and is never used again."""
        stem = name = "s" + hashlib.blake2b(article.encode(), digest_size=8).hexdigest()
        number = 1
        while name in self._open or name in self._redirects:
            number += 1
            name = f"{stem}-{number}"
        self._open[name] = _Open(name)
        return name

    # ---- late evidence

    def _merged(self, new: Profile, story: str, scored: list[tuple[float, str, Profile]]) -> tuple[Placement, ...]:
        """Stories that this article shows to be one with its own go together."""
        moved: list[Placement] = []
        for odds, other, nearest in scored:
            if odds < self._options.merge:
                break
            if self.resolve(other) != self.resolve(story) and not self._kept_apart(other, story):
                moved += self._join(other, self.resolve(story), f"{new.id} ties both: {reasons.tie(new, nearest)}")
        return tuple(moved)

    def _kept_apart(self, one: str, other: str) -> bool:
        members = min(self._open[one].members, self._open[self.resolve(other)].members, key=len)
        theirs = self.resolve(other) if members is self._open[one].members else one
        return any(theirs in self._banned(member) for member in members)

    def _join(self, one: str, other: str, why: str) -> list[Placement]:
        """Two stories become one, under the id of the larger, or else of the older."""
        small, large = sorted((one, other), key=lambda story: (len(self._open[story].members), -self._age(story)))
        gone = self._open.pop(small)
        moved = gone.members
        self._redirects[small] = large
        self._open[large].members += moved
        self._open[large].origins += gone.origins
        self._open[large].outlets = gone.outlets | self._open[large].outlets
        for name in moved:
            kept = self._kept[name]
            kept.story, kept.why = large, (*kept.why, why)
        return [self._placement(name) for name in moved]

    def _age(self, story: str) -> float:
        return -instant_of(self._kept[self._open[story].members[0]].moment).timestamp()

    def same_event(self, one: Article, other: Article) -> float:
        """Probability that two articles tell of one event, by what this desk has learned of their words' rarity."""
        return same_event(one, other, self._rarity.still())

    # ---- a reader's word

    def correct(self, correction: Correction) -> tuple[Placement, ...]:
        """Carry out a reader's word, and hold to it for ever. UnknownId where there is no such story or article."""
        told = self._completed(correction)
        self._corrections.append(told)
        self._bonds.add(told)
        if told.kind == "merge":
            return (
                tuple(self._join(told.story, str(told.into), reasons.HELD_BY_HAND)) if told.story != told.into else ()
            )
        return self._taken_out(told)

    def _completed(self, correction: Correction) -> Correction:
        """With ids as they are now, and the members that it speaks of."""
        story = self._known(correction.story)
        members = self._open[story].members
        if correction.kind == "merge":
            into = self._known(correction.into or "")
            others = tuple(dict.fromkeys([*members, *self._open[into].members]))
            return replace(correction, story=story, into=into, articles=(), others=others)
        strangers = [name for name in correction.articles if name not in members]
        if strangers or not correction.articles:
            raise UnknownId(story, f"{strangers or 'nothing'} is not in this story.", "Look at the story's members.")
        others = tuple(name for name in members if name not in correction.articles)
        return replace(correction, story=story, others=others)

    def _known(self, story: str) -> str:
        found = self.resolve(story)
        if found not in self._open:
            raise UnknownId(story, "there is no such story.", "Look at the list of stories.")
        return found

    def _taken_out(self, told: Correction) -> tuple[Placement, ...]:
        placements = []
        together = self._found(told.articles[0]) if told.kind == "split" and told.others else None
        for name in told.articles if told.others else ():
            placements.append(self._move(name, together or self._elsewhere(name), (reasons.HELD_BY_HAND,)))
        return tuple(placements)

    def _move(self, name: str, story: str, why: tuple[str, ...]) -> Placement:
        """Take an article out of its story and put it into another."""
        kept = self._kept[name]
        left, entered, counts = self._open[kept.story], self._open[story], not kept.copy_of
        left.members.remove(name)
        entered.members.append(name)
        left.origins, entered.origins = left.origins - counts, entered.origins + counts
        kept.story, kept.why = story, why
        return self._placement(name)

    def _elsewhere(self, name: str) -> str:
        """The next best story for an article that does not belong where it was, or one of its own."""
        old = self._index.profiles.get(name)
        if old is not None:
            banned = self._banned(name)
            for odds, story, _ in self._scored(old):
                if odds >= self._options.accept and story not in banned and name not in self._open[story].members:
                    return story
        return self._found(name)

    # ---- looking up

    @property
    def redirects(self) -> Mapping[str, str]:
        """Ids of merged stories, and the story that each went into."""
        return dict(self._redirects)

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """Every reader's word, with the articles that it bound; give them to the next Desk."""
        return tuple(self._corrections)

    def resolve(self, story: str) -> str:
        """The id that answers for this one now."""
        while story in self._redirects:
            story = self._redirects[story]
        return story

    def story(self, story: str) -> Story:
        """The story under an id, also one that was merged. UnknownId if there never was one."""
        return self._drawn(self._open[self._known(story)])

    def stories(self) -> tuple[Story, ...]:
        """Every story, in the order of its opening."""
        return tuple(self._drawn(story) for story in self._open.values() if story.members)

    def _drawn(self, story: _Open) -> Story:
        kept = [self._kept[name] for name in story.members]
        moments = sorted((one.moment for one in kept), key=instant_of)
        return Story(
            id=story.id,
            headline=kept[0].headline if kept else "",
            first_seen=moments[0] if moments else self._clock,
            last_seen=moments[-1] if moments else self._clock,
            members=tuple(Member(one.id, one.copy_of, one.why) for one in kept),
            origins=len({one.origin for one in kept}),
            topics=standing(one.topics for one in kept if not one.copy_of),
        )

    def story_of(self, article: str) -> str:
        """The id of the story that an article is in. UnknownId if it was never placed."""
        if article not in self._kept:
            raise UnknownId(article, "it is in no story.", "Place it first.")
        return self._kept[article].story

    def origin(self, article: str) -> str:
        """The article whose text this one carries: itself where it is independent."""
        return self._copies.origin(article)

    def neighbours(self, article: str) -> tuple[tuple[str, float, float], ...]:
        """Articles that share rare things with one: id, share of text, share of entities. None for a forgotten one."""
        known = self._index.profiles.get(article)
        if known is None:
            return ()
        return tuple((old.id, *held(known, old)) for old in self._index.near(known, self._story_of))

    def _story_of(self, article: str) -> str:
        return self._kept[article].story

    def _placement(self, article: str, *, joined: bool | None = None) -> Placement:
        kept = self._kept[article]
        opened = self._open[kept.story].members[0] == article
        return Placement(article, kept.story, (not opened) if joined is None else joined, kept.copy_of, kept.why)
