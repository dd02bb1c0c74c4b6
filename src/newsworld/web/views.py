"""Every view as an edition, so that it has its feeds: front, story, topic, party, person, outlet, day, search ..."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.news.briefs import Edition
from newsworld.news.errors import UnknownId
from newsworld.pipeline.queries import parsed
from newsworld.publish import agenda
from newsworld.web import finding
from newsworld.web.shelves import edition_of, marked, of_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from newsworld.news.briefs import Brief
    from newsworld.web.room import ReadingRoom


@dataclass(frozen=True, slots=True)
class View:
    """A view's title and the stories in it."""

    title: str
    edition: Edition


def view(room: ReadingRoom, name: str, query: str = "") -> View:
    """The view of a name such as "front" or "topic/medtop:11000000". UnknownId if there is none."""
    kind, _, key = name.partition("/")
    if key and kind in KEYED:
        title, edition = KEYED[kind](room, key)
        return View(f"{title} · Newsworld", edition)
    if name in STANDING:
        title, of = STANDING[name]
        return View(title, of(room))
    if name == "search":
        return View(f"{query} · Newsworld", _search(room, query))
    raise UnknownId(name, "there is no view of this name.", "See the page's own link to its feed.")


def _story(room: ReadingRoom, key: str) -> tuple[str, Edition]:
    story, brief = room.told(key)
    return brief.headline, Edition(room.now(), (brief,), (story,))


def _topic(room: ReadingRoom, key: str) -> tuple[str, Edition]:
    stories = room.store.stories.of_topic(key)
    if not stories:
        raise UnknownId(key, "no story belongs to this topic.", "Look on the front page or search.")
    return next(topic.name for topic in stories[0].topics if topic.id == key), edition_of(room, stories)


def _party(room: ReadingRoom, key: str) -> tuple[str, Edition]:
    def speaks(brief: Brief) -> bool:
        return any(line.slots.get("party") == key for line in brief.lines()) or any(
            key in agenda.parties_of(line) for line in brief.section("meetings")
        )

    return key, _where(room.edition(), speaks)


def _person(room: ReadingRoom, key: str) -> tuple[str, Edition]:
    return key, _where(room.edition(), lambda brief: any(line.slots.get("speaker") == key for line in brief.lines()))


def _outlet(room: ReadingRoom, key: str) -> tuple[str, Edition]:
    return key, _of_articles(room, (article.id for article in room.store.articles.of_outlet(key)))


def _day(room: ReadingRoom, key: str) -> tuple[str, Edition]:
    return key, edition_of(room, of_day(room, key))


def _search(room: ReadingRoom, query: str) -> Edition:
    asked = parsed(query)
    found = finding.found(room, asked) if not asked.is_empty else ()
    names = [getattr(entry, "story", None) for part in found for entry in part.entries]
    stories = (room.store.stories.get(name) for name in dict.fromkeys(names) if name)
    return edition_of(room, (story for story in stories if story is not None))


def _of_articles(room: ReadingRoom, names: Iterable[str]) -> Edition:
    names = tuple(names)
    placed = room.store.stories.placed(names)
    ids = dict.fromkeys(placed[name].story for name in names if name in placed)
    stories = (room.store.stories.get(story_id) for story_id in ids)
    return edition_of(room, (story for story in stories if story is not None))


def _where(edition: Edition, wanted: Callable[[Brief], bool]) -> Edition:
    pairs = [(b, s) for b, s in zip(edition.briefs, edition.stories, strict=True) if wanted(b)]
    return Edition(edition.made, tuple(b for b, _ in pairs), tuple(s for _, s in pairs))


KEYED: dict[str, Callable[[ReadingRoom, str], tuple[str, Edition]]] = {
    "story": _story, "topic": _topic, "party": _party, "person": _person, "outlet": _outlet, "day": _day,
}  # fmt: skip
STANDING: dict[str, tuple[str, Callable[[ReadingRoom], Edition]]] = {
    "front": ("Newsworld", lambda room: room.edition()),
    "wanted": ("Newsworld", lambda room: room.wanted().edition),
    "talks": ("Talks · Newsworld", lambda room: _where(room.edition(), lambda brief: bool(brief.section("meetings")))),
    "positions": (
        "Positions · Newsworld",
        lambda room: _where(room.edition(), lambda brief: bool(brief.section("positions"))),
    ),
    "starred": ("Starred · Newsworld", lambda room: edition_of(room, marked(room, "starred"))),
    "followed": ("Followed · Newsworld", lambda room: edition_of(room, marked(room, "followed"))),
}
