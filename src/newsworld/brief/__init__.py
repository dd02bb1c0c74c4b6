"""What does a story's page say? Story -> Brief: select, compose, check; no line without a citation."""

from newsworld.brief.check import faults
from newsworld.brief.options import Options
from newsworld.brief.rewrite import rewritten
from newsworld.brief.writing import write

__all__ = ["Options", "faults", "rewritten", "write"]
