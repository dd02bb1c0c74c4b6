"""What is the article on this page? Capture -> Article."""

from newsworld.extract.cleaning import clean
from newsworld.extract.furniture import FurnitureMemory

__all__ = ["FurnitureMemory", "clean"]
