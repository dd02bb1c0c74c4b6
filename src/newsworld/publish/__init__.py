"""How does an edition reach its readers? Edition -> bytes, one format a file."""

from newsworld.publish.formats import FORMATS, Format, all_formats

__all__ = ["FORMATS", "Format", "all_formats"]
