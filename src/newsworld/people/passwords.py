"""Passwords: argon2id as RFC 9106 has it for small machines; a wrong name costs as much as a wrong password."""

from __future__ import annotations

import functools
import hashlib
import hmac
import secrets
import threading
from collections import OrderedDict

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from newsworld.news.errors import BadInput

MIN_LENGTH = 8
MAX_LENGTH = 1024  # hashing is bounded before it starts
AT_ONCE = 2  # hashes under way: each takes 64 MiB
MAX_REMEMBERED = 256
_hasher = PasswordHasher()
_room = threading.BoundedSemaphore(AT_ONCE)


def hashed(password: str) -> str:
    """The hash to keep. BadInput if the password is too short or too long."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise BadInput("password", f"it has {len(password)} characters.", f"Take at least {MIN_LENGTH}.")
    with _room:
        return _hasher.hash(password)


class Verifier:
    """Checks passwords; one that was right is known again without hashing, for programs that send it each time."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._right: OrderedDict[bytes, None] = OrderedDict()

    def is_right(self, password: str, kept: str | None) -> bool:
        """Whether the password is the one of this hash; no hash is never right, and takes as long."""
        if len(password) > MAX_LENGTH:
            return False
        mark = hmac.digest(self._secret, f"{kept}\0{password}".encode("utf-8", "replace"), hashlib.sha256)
        if mark in self._right:
            return True
        with _room:
            try:
                _hasher.verify(kept or _nobodys(), password)
            except (VerificationError, InvalidHashError):
                return False
        if kept is None:
            return False
        self._right[mark] = None
        if len(self._right) > MAX_REMEMBERED:
            self._right.popitem(last=False)
        return True


@functools.cache
def _nobodys() -> str:
    return _hasher.hash(secrets.token_urlsafe(18))
