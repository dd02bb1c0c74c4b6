"""How does the world's news come in? Source -> Item, Capture. Politely, safely, whole."""
