"""How does an edition reach its readers? Edition -> bytes, one format a file."""

from newsworld.publish.formats import FORMATS, Format

__all__ = ["FORMATS", "Format"]
