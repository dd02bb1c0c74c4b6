"""Which articles tell of one event, and who copied whom? Reading -> Story."""
