"""Is this item one that we know? Its id stays, whatever the feed does to its guids, so nothing gets unread twice.

Three signs, each trusted only where the feed itself shows that it tells items apart: the guid, the link without what
tracks readers, and headline with exact time. A guid that several items of one answer share tells nothing; a link that
several share (a home page, a live blog) tells nothing either. What a feed changes in an item that we know is told as
a change.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from newsworld.gather.links import guid_key, link_key
from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsworld.news.moments import Moment
    from newsworld.news.sourcing import Item

# "7", "item-12" may be a place in the list rather than a name.
_PLACE = re.compile(r"[^0-9]{0,8}[0-9]{1,3}")
RENUMBERED_FROM = 8  # items in one answer whose headlines are known, though nothing else of them is
RENUMBERED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """What a source announced anew of an item that we know."""

    before: Item
    after: Item

    @property
    def is_headline(self) -> bool:
        """Whether the headline is another: a revision."""
        return self.before.headline != self.after.headline


@dataclass(frozen=True, slots=True)
class Recognised:
    """An answer's items under their ids in the house."""

    ids: tuple[str, ...]  # for each item of the answer, in its order; twins share one
    new: tuple[Item, ...] = ()
    changed: tuple[Change, ...] = ()  # headline, summary, content or link differ
    touched: tuple[Item, ...] = ()  # only guid, tracking or dates differ: to be kept, not to be shown
    is_renumbered: bool = False  # the feed has given most of its items new guids and links

    @property
    def to_keep(self) -> tuple[Item, ...]:
        """All items that the house must write down."""
        return (*self.new, *(change.after for change in self.changed), *self.touched)


class Known:
    """The items known of one source, by the signs that tell them apart. Keeps up with what is recognised."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._items: dict[str, Item] = {}
        self._by_sign: dict[str, dict[str, None]] = {}  # sign -> ids, oldest first
        for item in items:
            self.learn(item)

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, name: object) -> bool:
        return name in self._items

    def learn(self, item: Item) -> None:
        """Keep an item; its earlier signs lead to it still, since feeds go back to them."""
        self._items[item.id] = item
        for sign in _signs(item):
            self._by_sign.setdefault(sign, {})[item.id] = None

    def under(self, sign: str) -> list[Item]:
        """The items that bear a sign, or bore it."""
        return [self._items[name] for name in self._by_sign.get(sign, ())] if sign else []


@dataclass(frozen=True, slots=True)
class _Batch:
    """One answer: how often each sign stands in it, and for what."""

    bearers: dict[str, set[tuple[str, str]]]  # sign -> the other signs of the items that bear it

    @classmethod
    def of(cls, items: Sequence[Item]) -> Self:
        bearers: dict[str, set[tuple[str, str]]] = {}
        for item in items:
            guid, link, headline = _guid(item), _link(item), _headline(item)
            bearers.setdefault(guid, set()).add(("", link or headline))
            bearers.setdefault(link, set()).add(("", guid or headline))
            for sign in (_telling(item), headline, _time(item)):
                bearers.setdefault(sign, set()).add((guid, link))
        return cls(bearers)

    def tells(self, sign: str) -> bool:
        """Whether the sign stands for one thing only."""
        return bool(sign) and len(self.bearers.get(sign, ())) <= 1

    def bears(self, item: Item) -> bool:
        """Whether a known item still stands in this answer under its own guid, or its link if it has none."""
        return (_guid(item) or _link(item)) in self.bearers


def recognise(items: Iterable[Item], known: Known, now: Moment) -> Recognised:
    """The items of one answer, seen `now`, against those known of its source; `known` learns them."""
    incoming = tuple(items)
    batch = _Batch.of(incoming)
    named = [_by_guid(item, known, batch) or _by_link(item, known, batch) for item in incoming]
    found = [old or _by_telling(item, known, batch) for item, old in zip(incoming, named, strict=True)]
    renumbered = _is_renumbered(incoming, named, known)
    if renumbered:
        found = [old or _by_elimination(item, known, batch) for item, old in zip(incoming, found, strict=True)]
    return _settle(incoming, found, known, batch, now, renumbered)


def _settle(
    incoming: tuple[Item, ...], found: list[Item | None], known: Known, batch: _Batch, now: Moment, renumbered: bool
) -> Recognised:
    ids: list[str] = []
    new: dict[str, Item] = {}
    changed: dict[str, Change] = {}
    touched: dict[str, Item] = {}
    for item, old in zip(incoming, found, strict=True):
        if old is None:
            fresh = _first_seen(item, known, batch, new, now)
            ids.append(fresh.id)
            new.setdefault(fresh.id, fresh)
            continue
        again = old.id in ids
        ids.append(old.id)
        here = _seen_again(old, item)
        if again or here == old:  # of twins in one answer the first counts
            continue
        if _shows_change(old, here):
            changed[old.id] = Change(old, here)
        else:
            touched[old.id] = here
    told = Recognised(tuple(ids), tuple(new.values()), tuple(changed.values()), tuple(touched.values()), renumbered)
    for item in told.to_keep:
        known.learn(item)
    return told


def _by_guid(item: Item, known: Known, batch: _Batch) -> Item | None:
    sign = _guid(item)
    candidates = known.under(sign)
    if len(candidates) == 1 and batch.tells(sign):
        return candidates[0]
    return next((old for old in reversed(candidates) if _agree(old, item)), None)


def _by_link(item: Item, known: Known, batch: _Batch) -> Item | None:
    sign = _link(item)
    candidates = known.under(sign)
    if len(candidates) == 1 and batch.tells(sign):
        old = candidates[0]
        # Its own guid still stands in this answer: then this is another item under one link.
        return None if _guid(old) and _guid(old) != _guid(item) and _guid(old) in batch.bearers else old
    return next((old for old in reversed(candidates) if old.headline == item.headline), None)


def _by_telling(item: Item, known: Known, batch: _Batch) -> Item | None:
    sign = _telling(item)
    return _only(known.under(sign), batch, signless=not (item.guid or item.link)) if batch.tells(sign) else None


def _only(candidates: list[Item], batch: _Batch, signless: bool = False) -> Item | None:
    """The one candidate, unless it still stands in this answer under its own name."""
    if len(candidates) != 1 or (batch.bears(candidates[0]) and not signless):
        return None
    return candidates[0]


def _by_elimination(item: Item, known: Known, batch: _Batch) -> Item | None:
    """In an answer whose guids and links are all new: the one known item of this headline, or of this exact time."""
    signs = [sign for sign in (_headline(item), _time(item)) if batch.tells(sign)]
    return next((old for sign in signs if (old := _only(known.under(sign), batch))), None)


def _is_renumbered(incoming: tuple[Item, ...], named: list[Item | None], known: Known) -> bool:
    """Whether most of an answer bears new guids and links although its headlines are known."""
    unknown = [item for item, old in zip(incoming, named, strict=True) if old is None]
    again = sum(bool(item.headline and known.under(_headline(item))) for item in unknown)
    return again >= RENUMBERED_FROM and again >= RENUMBERED_SHARE * len(incoming)


def _guid(item: Item) -> str:
    """The guid as a sign; none where it may be a place in the list and the link can tell instead."""
    key = guid_key(item.guid)
    return "" if not key or (item.link and _PLACE.fullmatch(key)) else f"guid {key}"


def _link(item: Item) -> str:
    key = link_key(item.link)
    return f"link {key}" if key else ""


def _headline(item: Item) -> str:
    return f"headline {item.headline}" if item.headline else ""


def _time(item: Item) -> str:
    return f"time {item.published_raw}" if item.published_raw else ""


def _telling(item: Item) -> str:
    """Headline and exact time; for an item that has neither guid nor link what it has."""
    if item.headline and item.published_raw:
        return f"telling {item.headline} {item.published_raw}"
    if item.guid or item.link:
        return ""
    return f"telling {item.headline or item.summary[:200]}"


def _signs(item: Item) -> tuple[str, ...]:
    return tuple(sign for sign in (_guid(item), _link(item), _telling(item), _headline(item), _time(item)) if sign)


def _agree(old: Item, item: Item) -> bool:
    """Whether two items under one guid are one thing."""
    return (
        (bool(item.headline) and old.headline == item.headline)
        or (bool(item.link) and link_key(old.link) == link_key(item.link))
        or (bool(item.published_raw) and old.published_raw == item.published_raw and not item.link)
    )


def _first_seen(item: Item, known: Known, batch: _Batch, new: dict[str, Item], now: Moment) -> Item:
    """A new item with its id: a digest of the sign that tells it apart, the same on every run."""
    signs = [sign for sign in (_guid(item), _link(item)) if batch.tells(sign)]
    name = _digest(item.source, signs[0] if signs else _whole(item))
    if name in known:  # a guid used again for something else
        name = _digest(item.source, _whole(item), now)
    while name in new and _whole(new[name]) != _whole(item) and not signs:
        name = _digest(name)
    return replace(item, id=name, published=_not_after(item.published, now), first_seen=now)


def _whole(item: Item) -> str:
    return f"whole {item.guid} {item.link} {item.headline} {item.published_raw} {item.summary[:200]}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def _not_after(published: Moment | None, now: Moment) -> Moment | None:
    """No item is published after it was seen; without a date it has none."""
    if published is None:
        return None
    return now if instant_of(published) > instant_of(now) else published


def _seen_again(old: Item, item: Item) -> Item:
    """The known item with what the feed says now; its id and its first dates stay, a later date is an update."""
    redated = item.published if item.published_raw != old.published_raw else None
    return replace(
        item,
        id=old.id,
        first_seen=old.first_seen,
        published=old.published or _not_after(item.published, old.first_seen or item.published or ""),
        published_raw=old.published_raw or item.published_raw,
        updated=_latest(old.updated, item.updated, redated),
        headline=item.headline or old.headline,
        link=item.link or old.link,
        guid=item.guid or old.guid,
        content=item.content or old.content,
        summary=item.summary or old.summary,
    )


def _latest(*moments: Moment | None) -> Moment | None:
    told = [moment for moment in moments if moment]
    return max(told, key=instant_of) if told else None


def _shows_change(old: Item, here: Item) -> bool:
    """Whether a reader would see a difference."""
    return (old.headline, old.summary, old.content) != (here.headline, here.summary, here.content) or link_key(
        old.link
    ) != link_key(here.link)
