"""What does an article say? Article -> Reading, one finder of facts a file."""

from newsworld.understand.explain import explain
from newsworld.understand.finders import FINDERS, Finder, read
from newsworld.understand.tagged import tagged

__all__ = ["FINDERS", "Finder", "explain", "read", "tagged"]
