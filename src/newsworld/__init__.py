"""Newsworld: one page per story, every line led back to the exact words of a source."""

__version__ = "0.1.0"
