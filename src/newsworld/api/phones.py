"""What phone readers see, whichever protocol they speak: outlets as feeds, and beside them the feed of stories.

A story is one entry under one number as long as it lives: when it changes, its content and `changed` do; when it is
merged into another, it is listed no more and what was done with it holds for the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from newsworld.news.errors import UnknownId
from newsworld.news.people import Subscription, Wanted
from newsworld.news.stories import Mark
from newsworld.people import marks
from newsworld.publish import phonepage
from newsworld.publish.cited import web_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from newsworld.news.moments import Moment
    from newsworld.news.people import Entry
    from newsworld.newsroom import Newsroom

STORIES = ""
STORY_FOLDER, OUTLET_FOLDER = "Newsworld", "Outlets"
MOST = 10_000  # entries in one answer, however many are asked for
MANY = 500  # values in one query
MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class Feed:
    """An outlet as one reader keeps it, or the feed of stories."""

    number: int
    outlet: str
    title: str
    folder: str
    folder_number: int
    address: str
    home: str


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in an entry."""

    title: str
    html: str
    link: str
    author: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()


class Phones:
    """A newsroom as phone readers see it. `home` is always the address under which this reader is reached."""

    def __init__(self, newsroom: Newsroom, clock: Callable[[], Moment]) -> None:
        self.newsroom = newsroom
        self.store = newsroom.store
        self.clock = clock

    def number_of(self, reader: str) -> int:
        """The reader's own number."""
        return self.store.entries.number("account", reader)

    # Feeds.

    def feeds(self, reader: str, home: str) -> tuple[Feed, ...]:
        """The feeds that a reader keeps, stories first, then outlets by title."""
        self._welcome(reader)
        kept = self.store.people.subscriptions(reader)
        known = {outlet.name: outlet for outlet in self.store.sources.outlets()}
        by_id = {outlet.id: outlet.name for outlet in known.values()}
        sources = {by_id.get(source.outlet, source.outlet): source for source in reversed(self.store.sources.all())}
        numbers = self.store.entries.numbers("outlet")
        found = []
        for name in dict.fromkeys((STORIES, *numbers, *known, *sources)):
            how = kept.get(name, Subscription(name))
            if how.is_hidden:
                continue
            source, outlet = sources.get(name), known.get(name)
            folder = how.folder or (source.folder if source else "") or (OUTLET_FOLDER if name else STORY_FOLDER)
            found.append(Feed(
                number=numbers.get(name) or self.store.entries.number("outlet", name),
                outlet=name,
                title=how.title or name or "Stories",
                folder=folder,
                folder_number=self.store.entries.number("folder", folder),
                address=(source and web_address(source.address)) or _own_feed(name, home),
                home=(outlet and web_address(outlet.home)) or _own_page(name, home),
            ))  # fmt: skip
        return tuple(sorted(found, key=lambda feed: (feed.outlet != STORIES, feed.title.casefold(), feed.number)))

    def _welcome(self, reader: str) -> None:
        """Let marks of the time before a reader's first phone hold there, too."""
        if reader in self.store.entries.numbers("account"):
            return
        with self.store.writing():
            self.store.entries.number("account", reader)
            for mark in self.store.marks.all(reader).values():
                self.store.marks.put(reader, mark)

    def keep_feed(
        self,
        reader: str,
        feed: Feed,
        *,
        title: str | None = None,
        folder: str | None = None,
        is_hidden: bool | None = None,
    ) -> None:
        """Change how a reader keeps a feed."""
        kept = self.store.people.subscriptions(reader).get(feed.outlet, Subscription(feed.outlet))
        changed = replace(
            kept,
            title=kept.title if title is None else title[:MAX_NAME] or None,
            folder=kept.folder if folder is None else folder[:MAX_NAME] or None,
            is_hidden=kept.is_hidden if is_hidden is None else is_hidden,
        )
        with self.store.writing():
            self.store.people.put_subscription(reader, changed)

    def show_again(self, reader: str, address: str, home: str) -> Feed | None:
        """A feed that the house listens to already, shown (again); None if it does not."""
        bare = address.removesuffix("/")
        by_id = {outlet.id: outlet.name for outlet in self.store.sources.outlets()}
        for source in self.store.sources.all():
            if source.address.removesuffix("/") == bare:
                name = by_id.get(source.outlet, source.outlet)
                kept = self.store.people.subscriptions(reader).get(name, Subscription(name))
                with self.store.writing():
                    self.store.people.put_subscription(reader, replace(kept, is_hidden=False))
                return next(feed for feed in self.feeds(reader, home) if feed.outlet == name)
        return None

    async def follow(self, reader: str, address: str, home: str) -> Feed:
        """Listen to an address from now on. BadInput, FetchFailed or UnknownId if it cannot be."""
        if not address.startswith(("http://", "https://")):
            raise UnknownId(address, "this is no web address.", "Begin it with https://.")
        await self.newsroom.follow(address)
        shown = self.show_again(reader, address, home)
        if shown is None:
            raise UnknownId(address, "it is a list, or led elsewhere.", "See the sources' page.")
        return shown

    # Entries.

    def found(self, reader: str, wanted: Wanted) -> tuple[Entry, ...]:
        """The entries asked for."""
        self.store.entries.list_new(self.clock())
        return self.store.entries.found(reader, replace(wanted, limit=max(0, min(wanted.limit, MOST))))

    def numbered(self, reader: str, numbers: Iterable[int]) -> tuple[Entry, ...]:
        """The entries of these numbers, in their order; those that are no more are left out."""
        told = list(dict.fromkeys(numbers))[:MOST]
        known: dict[int, Entry] = {}
        for part in _parts(told):
            found = self.found(reader, Wanted(numbers=tuple(part), limit=MANY))
            known |= {entry.number: entry for entry in found}
        return tuple(known[number] for number in told if number in known)

    def count(self, reader: str, wanted: Wanted) -> int:
        """How many there are, whatever the limit."""
        return self.store.entries.count(reader, wanted)

    def unread(self, reader: str) -> dict[str, tuple[int, Moment]]:
        """How many unread entries each outlet has, and its newest moment."""
        self.store.entries.list_new(self.clock())
        return self.store.entries.unread(reader)

    def content(self, entry: Entry, home: str) -> Content | None:
        """What stands in an entry; None if it has just gone."""
        if entry.kind == "story":
            return self._story(entry.subject, home)
        article = self.store.articles.get(entry.subject)
        if article is None:
            return None
        return Content(
            title=article.headline or article.standfirst or article.text[:80] or article.id,
            html=phonepage.article_html(article),
            link=web_address(article.canonical_url) or web_address(article.url) or home,
            author=", ".join(article.byline),
            language=article.language or "",
            tags=(article.section,) if article.section else (),
        )

    def _story(self, story_id: str, home: str) -> Content | None:
        story, brief = self.store.stories.get(story_id), self.store.stories.brief(story_id)
        if story is None or brief is None:
            return None
        return Content(
            title=brief.headline,
            html=phonepage.story_html(brief, self.store.articles),
            link=f"{home}story/{quote(story.id, safe='')}",
            author="Newsworld",
            language=brief.language,
            tags=tuple(topic.name for topic in story.topics),
        )

    # Marks.

    def mark(
        self, reader: str, numbers: Sequence[int], *, is_read: bool | None = None, is_starred: bool | None = None
    ) -> None:
        """Mark entries. A number whose story went into another marks that one: a phone may not know of it yet."""
        subjects = self.store.entries.subjects(numbers)
        articles = [pair for pair in subjects if pair[0] == "article"]
        stories = [subject for kind, subject in subjects if kind == "story"]
        with self.store.writing():
            self.store.entries.set_states(reader, articles, is_read=is_read, is_starred=is_starred)
            if stories:
                known = self.store.marks.all(reader)
                changed = [self._marked(known, story, is_read, is_starred) for story in stories]
                marks.keep(self.store, reader, [one for one in changed if one is not None])

    def _marked(
        self, known: dict[str, Mark], story_id: str, is_read: bool | None, is_starred: bool | None
    ) -> Mark | None:
        brief = self.store.stories.brief(story_id)
        if brief is None:
            return None
        mark = known.get(brief.story, Mark(brief.story))
        if is_read is not None:
            mark = marks.seen(mark, brief.version, self.clock()) if is_read else replace(mark, seen_version=0)
        if is_starred is not None:
            mark = replace(mark, starred=is_starred)
        known[mark.story] = mark
        return mark

    def mark_all(self, reader: str, outlets: Sequence[str] | None, until: Moment | None = None) -> int:
        """Mark what there was of some outlets at a moment as read; how many entries."""
        wanted = Wanted(
            outlets=None if outlets is None else tuple(outlets),
            is_read=False,
            changed_to=until,
            order="number",
            limit=MOST,
        )
        count = 0
        while found := self.found(reader, wanted):
            self.mark(reader, [entry.number for entry in found], is_read=True)
            count += len(found)
        return count


def _own_page(name: str, home: str) -> str:
    return f"{home}outlet/{quote(name, safe='')}" if name else home


def _own_feed(name: str, home: str) -> str:
    return f"{home}feeds/outlet/{quote(name, safe='')}.atom" if name else f"{home}feeds/front.atom"


def _parts(numbers: Sequence[int]) -> Iterable[Sequence[int]]:
    return (numbers[at : at + MANY] for at in range(0, len(numbers), MANY))
