"""Outlets, where we listen to them and how that went; and what sources announced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.sourcing import Item, Outlet, Source, SourceHealth
from newsworld.store.rows import blob, every, one, packed, unpacking

if TYPE_CHECKING:
    from newsworld.store.database import Database

_outlet, _source, _health = unpacking(Outlet), unpacking(Source), unpacking(SourceHealth)
_item, _row = unpacking(Item), unpacking(dict[str, object])


class SourceShelf:
    """See store.Sources."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put_outlet(self, outlet: Outlet) -> None:
        self._db.put("put_outlet", outlet.id, outlet.name, packed(outlet))

    def outlets(self) -> tuple[Outlet, ...]:
        return every(_outlet, self._db.ask("outlets"))

    def put(self, source: Source) -> None:
        self._db.put("put_source", source.id, source.outlet, packed(source))

    def drop(self, source_id: str) -> None:
        self._db.put("drop_source", source_id)

    def all(self) -> tuple[Source, ...]:
        return every(_source, self._db.ask("sources"))

    def put_health(self, health: SourceHealth) -> None:
        self._db.put("put_health", health.source, health.next_try, packed(health))

    def healths(self) -> dict[str, SourceHealth]:
        return {health.source: health for health in every(_health, self._db.ask("healths"))}

    def put_furniture(self, outlet: str, row: dict[str, object]) -> None:
        self._db.put("put_furniture", outlet, packed(row))

    def furniture(self) -> dict[str, dict[str, object]]:
        return {str(outlet): _row(blob(body)) for outlet, body in self._db.ask("furniture")}


class ItemShelf:
    """See store.Items."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, item: Item) -> None:
        self._db.put("put_item", item.id, item.source, item.link, packed(item))

    def get(self, item_id: str) -> Item | None:
        return one(_item, self._db.ask("item", item_id))

    def at(self, link: str) -> str | None:
        found = self._db.ask("item_at", link)
        return str(found[0][0]) if found else None

    def of(self, source_id: str, limit: int = 2000) -> tuple[Item, ...]:
        return every(_item, self._db.ask("items_of", source_id, limit))
