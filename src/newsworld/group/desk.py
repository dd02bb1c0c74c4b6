"""Desk: puts each article, at once and in the order of arrival, into the story of the event that it tells of.

An article is compared with the earlier articles that share its rarest terms, names, numbers and entities; a story takes
it where the mean log-odds of "the same event" over most of its members are good enough. The cost of an article does not
grow with the stories: every list that is walked has an upper bound in Options. Nor does what is held: the stories that
were idle longest retire, and come back from the archive where a reader speaks of them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from newsworld.group import reasons
from newsworld.group.bonds import Bonds
from newsworld.group.cabinet import Cabinet
from newsworld.group.citing import source
from newsworld.group.copies import Copies
from newsworld.group.drawing import Filed, drawn
from newsworld.group.index import Index
from newsworld.group.likeness import held, likeness, same_event
from newsworld.group.options import Options
from newsworld.group.profiles import Profile, profile
from newsworld.group.rarity import Rarity
from newsworld.group.retired import NoArchive, Recalled
from newsworld.group.topics import topics_of
from newsworld.news.errors import UnknownId
from newsworld.news.moments import instant_of, is_moment
from newsworld.news.stories import Placement, WireCopy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsworld.group.cabinet import Opened
    from newsworld.group.retired import Archive
    from newsworld.news.articles import Article
    from newsworld.news.moments import Moment
    from newsworld.news.readings import Reading
    from newsworld.news.stories import Correction, Story

UNSEEN = -4.0  # log-odds taken for a member that shares nothing rare: what the fitted constant leaves of such a pair
SPEAKERS = 10  # members that a story is judged by at most
MAJORITY = 0.5  # of them, the likeliest: no story is all alike, and a single likeness is none (F1 is best at .4 to .5)
BETTER = 2.0  # log-odds by which an article must fit elsewhere better than where it is, to be moved
AGAIN = 0.5  # log-odds above `accept` at which a report that stood alone goes to a story that came up later
NO_MOMENT = "1970-01-01"  # stands where neither the article nor anything before it has a date


class _Scored(NamedTuple):
    """A candidate story: its mean log-odds, and those of each member that was asked, likeliest first."""

    odds: float
    story: str
    pairs: list[tuple[float, Profile]]


class Desk:
    """The stories known so far; the same stream always gives the same stories under the same ids."""

    def __init__(
        self,
        options: Options | None = None,
        *,
        redirects: Mapping[str, str] | None = None,
        corrections: Iterable[Correction] = (),
        archive: Archive | None = None,
    ) -> None:
        self._options = options or Options()
        self._archive = archive or NoArchive()
        self._rarity = Rarity()
        self._index = Index(self._options)
        self._copies = Copies(self._options)
        self._cabinet = Cabinet(redirects or {})
        self._kept, self._open = self._cabinet.articles, self._cabinet.stories
        self._story_of = self._cabinet.story_of
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
        self._make_room()
        self._recall_tied(article.id)
        new = profile(article, reading, self._rarity)
        copy = self._copies.find(new, self._index.profiles)
        scored = self._scored(new)
        story, why = self._choice(new, copy, scored)
        joined = story is not None
        if story is None:
            story = self._cabinet.found(article.id)
        self._keep(
            new, article, reading, Placement(article.id, story, joined, copy.origin if copy else None, why), seen
        )
        moved = self._merged(new, story, scored) if joined else ()
        return (
            self._placement(article.id, joined=joined),
            *moved,
            *self._brought(new, scored),
            *self._gathered(new, scored),
        )

    def remember(
        self, article: Article, reading: Reading | None, placement: Placement, *, seen: Moment | None = None
    ) -> None:
        """Take in an article that was placed before, in its old place: how a desk is rebuilt after a restart."""
        if article.id not in self._kept:
            self._make_room()
            self._remember(profile(article, reading, self._rarity), Recalled(article, reading, placement, seen))

    def _remember(self, known: Profile, told: Recalled) -> None:
        story = self.resolve(told.placement.story)
        self._cabinet.open(story)
        self._keep(known, told.article, told.reading, replace(told.placement, story=story), told.seen)

    def _scored(self, new: Profile) -> list[_Scored]:
        """Candidate stories, best first."""
        by_story: defaultdict[str, list[tuple[float, Profile]]] = defaultdict(list)
        for old in self._index.near(new, self._story_of):
            by_story[self._story_of(old.id)].append((likeness(new, old), old))
        scored = []
        for story, pairs in by_story.items():
            pairs.sort(key=lambda pair: (-pair[0], pair[1].id))
            others = len(self._open[story].speakers) - (new.id in self._kept and self._story_of(new.id) == story)
            heard = max(len(pairs), min(SPEAKERS, others))
            odds = [odds for odds, _ in pairs] + [UNSEEN] * (heard - len(pairs))
            count = math.ceil(heard * MAJORITY)
            scored.append(_Scored(sum(odds[:count]) / count, story, pairs))
        return sorted(scored, key=lambda row: (-row.odds, row.story))

    def _choice(self, new: Profile, copy: WireCopy | None, scored: list[_Scored]) -> tuple[str | None, tuple[str, ...]]:
        tied = [self._story_of(one) for one in sorted(self._bonds.together(new.id)) if one in self._kept]
        if tied:
            return max(tied, key=lambda story: (tied.count(story), story)), (reasons.HELD_BY_HAND,)
        banned = self._banned(new.id)
        if copy and copy.origin in self._kept and self._story_of(copy.origin) not in banned:
            return self._story_of(copy.origin), (copy.why,)
        for row in scored:
            if row.odds < self._options.accept:
                break
            if row.story not in banned:
                return row.story, (reasons.tie(new, row.pairs[0][1]),)
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
        about = () if placement.copy_of else topics_of(new, reading)
        filed = Filed(new.id, story.id, headline, moment, placement.copy_of, placement.why, about)
        if cited:
            self._cite(filed, *cited)
        if article.outlet:
            story.outlets.setdefault(article.outlet, new.id)
        self._index.add(new, findable=not placement.copy_of)
        self._copies.add(new, placement.copy_of)
        self._enter(filed)

    def _enter(self, article: Filed) -> None:
        """Make it a member of its story, for which the latest speak."""
        speakers = self._cabinet.enter(article).speakers
        if len(speakers) > self._options.speakers:
            self._index.forget(speakers[-1 - self._options.speakers])

    def _cite(self, kept: Filed, outlet: str, told: str) -> None:
        earlier = self._kept.get(told)  # it may have been moved, and have retired with its new story
        kept.cites = earlier.origin if earlier else told
        reason = f"reports what {outlet} reported"
        if reason not in kept.why:
            kept.why = (*kept.why, reason)

    # ---- retiring

    def _make_room(self) -> None:
        """Let go of the stories that were idle longest. They are looked up in the archive from now on."""
        while len(self._index) > self._options.remembered and (gone := self._cabinet.retire()):
            for name in gone.members:
                self._index.forget(name)

    def _recall(self, story: str) -> str:
        """Take a retired story in again: the id under which it is open, or the given one if there is no such."""
        still = self._rarity.still()  # its words were counted when it was placed
        for told in self._archive.articles(story):
            story = told.placement.story
            if told.article.id not in self._kept:
                self._remember(profile(told.article, told.reading, still), told)
        return story

    def _recall_tied(self, article: str) -> None:
        """Take in what readers said this article belongs to."""
        for one in sorted(self._bonds.together(article)):
            if one != article and one not in self._kept and (story := self._archive.story_of(one)):
                self._recall(story)

    # ---- late evidence

    def _merged(self, new: Profile, story: str, scored: list[_Scored]) -> tuple[Placement, ...]:
        """Stories that this article shows to be one with its own go together."""
        moved: list[Placement] = []
        for row in scored:
            if row.odds < self._options.merge:
                break
            if self.resolve(row.story) != self.resolve(story) and not self._kept_apart(row.story, story):
                tie = reasons.tie(new, row.pairs[0][1])
                moved += self._join(row.story, self.resolve(story), f"{new.id} ties both: {tie}")
        return tuple(moved)

    def _brought(self, new: Profile, scored: list[_Scored]) -> tuple[Placement, ...]:
        """The articles of other stories that are nearest to this one come over where they fit better."""
        here = self._story_of(new.id)
        moved: list[Placement] = []
        for odds, near in [row.pairs[0] for row in scored]:
            left = self._open[self._story_of(near.id)]
            if (
                odds >= self._options.merge
                and left.id != here
                and left.members[0] != near.id
                and self._is_free(near.id)
            ):
                fit = self._fit(near)
                if fit[here] >= max(self._options.accept, fit[left.id]) + BETTER:
                    why = (f"moved from {left.id}: {new.id} ties it here, {reasons.tie(near, new)}",)
                    with_it = [name for name in left.members if self._kept[name].copy_of == near.id]
                    moved += [self._move(name, here, (*self._kept[name].why, *why)) for name in (near.id, *with_it)]
        return tuple(moved)

    def _gathered(self, new: Profile, scored: list[_Scored]) -> tuple[Placement, ...]:
        """A report that stood alone is judged again, as if it came after this one: which came first is chance."""
        moved: list[Placement] = []
        for near in [row.pairs[0][1] for row in scored if row.pairs[0][0] >= self._options.accept]:
            here, there = self._story_of(new.id), self._story_of(near.id)
            if here == there or self._open[there].speakers != [near.id] or self._kept_apart(there, here):
                continue
            if self._fit(near)[here] >= self._options.accept + AGAIN:
                moved += self._join(there, here, f"{new.id} ties it here: {reasons.tie(near, new)}")
        return tuple(moved)

    def _fit(self, near: Profile) -> defaultdict[str, float]:
        """How well an article fits into each story."""
        return defaultdict(lambda: UNSEEN, {row.story: row.odds for row in self._scored(near)})

    def _is_free(self, article: str) -> bool:
        """Whether no reader has said where it belongs, and it copies nothing."""
        bound = len(self._bonds.together(article)) > 1 or self._bonds.apart(article)
        return not bound and self._kept[article].copy_of is None

    def _kept_apart(self, one: str, other: str) -> bool:
        members = min(self._open[one].members, self._open[self.resolve(other)].members, key=len)
        theirs = self.resolve(other) if members is self._open[one].members else one
        return any(theirs in self._banned(member) for member in members)

    def _join(self, one: str, other: str, why: str) -> list[Placement]:
        """Two stories become one, under the id of the larger, or else of the older."""
        age = self._cabinet.age
        small, large = sorted((one, other), key=lambda story: (len(self._open[story].members), -age(story)))
        moved = self._cabinet.close(small, large).members
        for name in moved:
            kept = self._kept[name]
            kept.story, kept.why = large, (*kept.why, why)
            self._enter(kept)
        return [self._placement(name) for name in moved]

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
            found = self._recall(found)
        if found not in self._open:
            raise UnknownId(story, "there is no such story.", "Look at the list of stories.")
        return found

    def _taken_out(self, told: Correction) -> tuple[Placement, ...]:
        if not told.others:
            return ()
        together = self._cabinet.found(told.articles[0], self._archive) if told.kind == "split" else None
        by_hand = (reasons.HELD_BY_HAND,)
        return tuple([self._move(name, together or self._elsewhere(name), by_hand) for name in told.articles])

    def _move(self, name: str, story: str, why: tuple[str, ...]) -> Placement:
        """Take an article out of its story and put it into another."""
        kept = self._kept[name]
        self._cabinet.leave(kept)
        kept.story, kept.why = story, why
        self._enter(kept)
        return self._placement(name)

    def _elsewhere(self, name: str) -> str:
        """The next best story for an article that does not belong where it was, or one of its own."""
        old = self._index.profiles.get(name)
        if old is not None:
            banned = self._banned(name)
            for row in self._scored(old):
                apart = row.story not in banned and name not in self._open[row.story].members
                if row.odds >= self._options.accept and apart:
                    return row.story
        return self._cabinet.found(name, self._archive)

    # ---- looking up

    @property
    def at_hand(self) -> int:
        """How many articles there are to compare a new one with."""
        return len(self._index)

    @property
    def redirects(self) -> Mapping[str, str]:
        """Ids of merged stories, and the story that each went into."""
        return dict(self._cabinet.redirects)

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """Every reader's word, with the articles that it bound; give them to the next Desk."""
        return tuple(self._corrections)

    def resolve(self, story: str) -> str:
        """The id that answers for this one now."""
        return self._cabinet.resolve(story)

    def story(self, story: str) -> Story:
        """The story under an id, also one that was merged. UnknownId if there never was one."""
        return self._drawn(self._open[self._known(story)])

    def stories(self) -> tuple[Story, ...]:
        """Every story, in the order of its opening."""
        return tuple(self._drawn(story) for story in self._open.values() if story.members)

    def _drawn(self, story: Opened) -> Story:
        return drawn(story.id, [self._kept[name] for name in story.members])

    def story_of(self, article: str) -> str:
        """The id of the story that an article is in. UnknownId if it was never placed."""
        if article not in self._kept:
            raise UnknownId(article, "it is in no story.", "Place it first.")
        return self._kept[article].story

    def origin(self, article: str) -> str:
        """The article whose text this one carries: itself where it is independent."""
        return self._kept[article].copy_of or article

    def neighbours(self, article: str) -> tuple[tuple[str, float, float], ...]:
        """Articles that share rare things with one: id, share of text, share of entities. None for a forgotten one."""
        known = self._index.profiles.get(article)
        if known is None:
            return ()
        return tuple((old.id, *held(known, old)) for old in self._index.near(known, self._story_of))

    def _placement(self, article: str, *, joined: bool | None = None) -> Placement:
        kept = self._kept[article]
        opened = self._open[kept.story].members[0] == article
        return Placement(article, kept.story, (not opened) if joined is None else joined, kept.copy_of, kept.why)
