"""What to do about a database's trouble, in plain words."""

from __future__ import annotations


def next_step(error: Exception) -> str:
    """The next step for whoever keeps the store."""
    words = str(error).lower()
    if "full" in words or "no space" in words:
        return "The disk is full: free some space and start again; what was stored is safe."
    if "locked" in words:
        return "Another program holds the file: stop it, or wait."
    if "readonly" in words or "read-only" in words or "permission" in words:
        return "Give this user the right to write there, or name another file."
    if "malformed" in words or "not a database" in words:
        return "The file is damaged or no store: restore a backup, or name another file."
    return "Look at the path and its folder."
