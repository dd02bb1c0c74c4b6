"""How do people read it in a browser? A door: requests in, pages of `publish` out; it speaks to the Newsroom."""

from newsworld.web.app import application

__all__ = ["application"]
