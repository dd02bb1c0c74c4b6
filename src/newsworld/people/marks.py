"""What readers do with stories, kept alike whichever door they came in by: to read a story is to read its reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.stories import Interest, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.news.moments import Moment
    from newsworld.store import Store


def keep(store: Store, reader: str, changes: Iterable[Mark | Interest]) -> None:
    """Write marks and interests, all of them or none. Reports follow their story where its mark turns."""
    with store.writing():
        for change in changes:
            if isinstance(change, Interest):
                store.marks.put_interest(reader, change)
                continue
            before = store.marks.get(reader, change.story) or Mark(change.story)
            store.marks.put(reader, change)
            if change.seen_version > before.seen_version or (before.seen_version and not change.seen_version):
                _reports_follow(store, reader, change)


def _reports_follow(store: Store, reader: str, mark: Mark) -> None:
    story = store.stories.get(mark.story)
    if story is not None:
        reports = [("article", member.id) for member in story.members]
        store.entries.set_states(reader, reports, is_read=mark.seen_version > 0, is_starred=None)


def seen(mark: Mark, version: int, now: Moment) -> Mark:
    """The mark of somebody who has read this version; who read a later one has read it already."""
    if version <= mark.seen_version:
        return mark
    return Mark(mark.story, version, now, mark.starred, mark.followed)
