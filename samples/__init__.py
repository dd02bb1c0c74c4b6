"""A small invented world of outlets, feeds and pages, to try Newsworld without the network."""
