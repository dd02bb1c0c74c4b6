"""A port that is free, for a program that cannot choose one itself."""

from __future__ import annotations

import socket


def free_port() -> int:
    """Free a moment ago, at least."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
