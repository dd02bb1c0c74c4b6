"""Where pages live: served at "/", or written into a folder with names that any file system takes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import quote

SERVED_KINDS = ("story", "topic", "party", "person", "outlet", "day")
WRITTEN_KINDS = ("story", "topic", "party", "person")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,80}")


@dataclass(frozen=True, slots=True)
class Site:
    """`root` leads from a page to the top: "/" where served, "" or "../" where written."""

    root: str = "/"
    is_served: bool = True

    def front(self) -> str:
        """The front page."""
        return self.root if self.is_served else f"{self.root}index.html"

    def room(self, name: str) -> str:
        """One of the standing pages: talks, positions, about ..."""
        return f"{self.root}{name}" if self.is_served else f"{self.root}{name}.html"

    def page(self, kind: str, key: str) -> str | None:
        """The page of a story, topic, party ...; None where a written site has no such page."""
        if self.is_served:
            return f"{self.root}{kind}/{quote(key, safe='')}" if kind in SERVED_KINDS else None
        return f"{self.root}{written_name(kind, key)}" if kind in WRITTEN_KINDS else None


def written_name(kind: str, key: str) -> str:
    """The file of a page: story/<id>.html; a key that no file should be called by goes under its digest."""
    plain = key if _PLAIN_NAME.fullmatch(key) else hashlib.sha256(key.encode()).hexdigest()[:24]
    return f"{kind}/{plain}.html"
