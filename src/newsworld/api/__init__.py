"""How do other programs come in? A door: JSON in and out, changes as they happen, tools for agents; deny by default."""

from newsworld.api.app import application, stdio
from newsworld.api.permits import Permit, Permitted

__all__ = ["Permit", "Permitted", "application", "stdio"]
