"""What a source announced is kept, and its pages wait to be fetched: one transaction, however the news came."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsworld.gather import Heard
    from newsworld.store import Store

FETCH = "fetch"


def keep(store: Store, heard: Heard) -> int:
    """Keep the items, inside a transaction of the caller's; how many are new or changed.

    A page that several sources announce is fetched for the first of them.
    """
    worth_a_look = [*heard.new, *(change.after for change in heard.changed)]
    for item in heard.to_keep:
        store.items.put(item)
    store.work.queue(FETCH, [item.id for item in worth_a_look if store.items.at(item.link) == item.id])
    return len(worth_a_look)
