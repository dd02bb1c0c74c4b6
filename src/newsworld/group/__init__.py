"""Which articles tell of one event, and who copied whom? Reading -> Story."""

from newsworld.group.desk import Desk

__all__ = ["Desk"]
