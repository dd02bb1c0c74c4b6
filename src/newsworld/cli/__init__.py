"""How do people use it from a terminal? A door: words in, words out; it speaks to the Newsroom and to streams."""

from newsworld.cli.commands import main

__all__ = ["main"]
