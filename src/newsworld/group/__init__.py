"""Which articles tell of one event, and who copied whom? Reading -> Story."""

from newsworld.group.desk import Desk
from newsworld.group.drawing import Filed, drawn
from newsworld.group.likeness import same_event
from newsworld.group.options import Options
from newsworld.group.related import related
from newsworld.group.topics import topics

__all__ = ["Desk", "Filed", "Options", "drawn", "related", "same_event", "topics"]
