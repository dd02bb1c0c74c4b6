"""Accounts: who reads here, their passwords, and the tokens that stand for them."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from newsworld.news.errors import BadInput, BadSettings, NotPermitted, UnknownId
from newsworld.news.moments import instant_of
from newsworld.news.people import Account, Token
from newsworld.people.callers import Caller, Need
from newsworld.people.deliveries import checked
from newsworld.people.passwords import Verifier, hashed
from newsworld.people.tries import Tries

if TYPE_CHECKING:
    from newsworld.news.moments import Moment
    from newsworld.news.people import Delivery
    from newsworld.settings import Settings
    from newsworld.store import Store

LOOPBACK = ("127.0.0.1", "::1", "localhost")
SESSION_DAYS = 60  # after the last use, which is noted once an hour at most
USE_NOTED_SECONDS = 3600
# Of an account and a kind: the oldest go.
MAX_TOKENS = {"token": 100, "phone": 20, "session": 20, "fever": 1, "passkey": 20, "oidc": 5}
MAX_LABEL = 100
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}")  # no colon: it parts name and password in Basic and Fever


class Accounts:
    """The people of one newsroom, over its store."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._host = settings.host
        self._first = settings.reader
        self._bootstrap = settings.password
        self._standing = settings.api_token  # one token that stands in the settings
        self._verifier = Verifier()
        self._tries = Tries()

    # Who there is.

    def prepare(self, now: Moment) -> None:
        """On the first run make one account, an editor's; give it the settings' password as long as nobody has one.

        BadSettings if others could reach a newsroom that nobody needs a password for.
        """
        self.found(now)
        if self._host not in LOOPBACK and not self.is_locked():
            trouble, step = "is reached by others.", f"Set a password: newsworld people password {self._first}"
            raise BadSettings(f"host {self._host}", trouble, step)

    def found(self, now: Moment) -> None:
        """The first account, made where there is none; with the settings' password as long as nobody has one."""
        known = self._store.people.all()
        if not known:
            self._put(Account(self._first, None, is_editor=True, made=now))
        if self._bootstrap and not any(one.password for one in known):
            first = self._store.people.get(self._first) or Account(self._first, is_editor=True, made=now)
            self._put(replace(first, password=hashed(self._bootstrap)))

    def is_locked(self) -> bool:
        """Whether one needs to log in: as soon as anybody has a password."""
        return any(one.password for one in self._store.people.all())

    def all(self) -> tuple[Account, ...]:
        """Everybody, by name."""
        return self._store.people.all()

    def named(self, name: str) -> Account:
        """The account. UnknownId if there is none."""
        found = self._store.people.get(name)
        if found is None:
            raise UnknownId(name, "nobody of this name reads here.", "See: newsworld people list")
        return found

    def add(self, name: str, password: str | None, now: Moment, *, is_editor: bool = False) -> Account:
        """A new account. BadInput for a name that cannot be or is taken, or a password that is too short."""
        if not _NAME.fullmatch(name):
            raise BadInput(name[:80], "this cannot be a name.", "Take letters, digits, and _ . @ - between them.")
        if any(one.name.casefold() == name.casefold() for one in self.all()):
            raise BadInput(name, "somebody has this name already.", "Take another.")
        account = Account(name, hashed(password) if password else None, is_editor=is_editor, made=now)
        self._put(account)
        return account

    def remove(self, name: str) -> None:
        """Take an account away with all that is its own. UnknownId if there is none."""
        self.named(name)
        with self._store.writing():
            self._store.people.drop(name)

    def set_password(self, name: str, password: str) -> None:
        """A new password; whoever came in by the old one is out."""
        account = replace(self.named(name), password=hashed(password))
        with self._store.writing():
            self._store.people.put(account)
            for token in self._store.people.tokens(name):
                if token.kind in ("session", "phone"):
                    self._store.people.drop_token(token.digest)

    def set_delivery(self, name: str, delivery: Delivery) -> None:
        """How an account is told outside the page from now on. BadInput where that cannot be."""
        self._put(replace(self.named(name), delivery=checked(delivery)))

    def _put(self, account: Account) -> None:
        with self._store.writing():
            self._store.people.put(account)

    # What lets them in.

    def by_password(self, name: str, password: str, address: str, now: Moment) -> Caller:
        """Who tells this password. NotPermitted if it is wrong, TooManyTries after too many; both take as long."""
        self._tries.expect_more(name, address, now)
        by_token = self.by_token(password, ("token", "phone"), now)  # programs that know only of passwords
        if by_token is not None and by_token.name == name:
            return by_token
        account = self._store.people.get(name[:MAX_LABEL])
        if self._verifier.is_right(password, account.password if account else None) and account:
            return _caller(account, Need.EDIT, "password")
        self._tries.note_wrong(name, address, now)
        raise NotPermitted("login", "name or password is wrong.")

    def by_token(self, secret: str, kinds: tuple[str, ...], now: Moment) -> Caller | None:
        """Who holds this token, if it is one of these kinds and still holds."""
        if self._standing and hmac.compare_digest(secret.encode("utf-8", "replace"), self._standing.encode()):
            return Caller(self._first, Need.EDIT, "token") if "token" in kinds else None
        token = self._store.people.token(digest_of(secret)) if secret else None
        if token is None or token.kind not in kinds:
            return None
        account = self._store.people.get(token.account)
        if account is None or (token.ends and instant_of(token.ends) <= instant_of(now)):
            return None
        self._note_use(token, now)
        return _caller(account, Need(token.level), token.kind)

    def at_loopback(self) -> Caller | None:
        """Who reads here without being asked: the first account, as long as nobody has a password."""
        if self._host not in LOOPBACK or self.is_locked():
            return None
        account = self._store.people.get(self._first) or next(iter(self.all()), None)
        return _caller(account, Need.EDIT, "loopback") if account else None

    def issue(self, name: str, kind: str, now: Moment, label: str = "", level: Need = Need.EDIT) -> str:
        """A new token's secret, which is told this once."""
        secret = secrets.token_urlsafe(32)
        self.keep_token(secret, name, kind, now, label=label, level=level)
        return secret

    def keep_token(
        self, secret: str, name: str, kind: str, now: Moment, *, label: str = "", level: Need = Need.EDIT
    ) -> None:
        """Let a secret stand for an account; the oldest of its kind goes if there are many."""
        ends = _later(now, SESSION_DAYS) if kind == "session" else None
        self.keep(Token(digest_of(secret), name, kind, label[:MAX_LABEL], int(level), now, None, ends))

    def keep(self, token: Token) -> None:
        """Keep a token as it is; the oldest of its kind goes if there are many. UnknownId without its account."""
        self.named(token.account)
        with self._store.writing():
            others = [one for one in self._store.people.tokens(token.account) if one.digest != token.digest]
            of_kind = [one for one in others if one.kind == token.kind]
            oldest = sorted(of_kind, key=lambda one: one.used or one.made or "")
            for one in oldest[: max(0, len(of_kind) + 1 - MAX_TOKENS[token.kind])]:
                self._store.people.drop_token(one.digest)
            self._store.people.put_token(token)

    def token(self, name: str, kind: str) -> Token:
        """The token of a kind that is known under a name. NotPermitted if there is none."""
        found = self._store.people.token(digest_of(name))
        if found is None or found.kind != kind or self._store.people.get(found.account) is None:
            raise NotPermitted("token", "it is not known here, or not any more.")
        return found

    def expect_more(self, address: str, now: Moment) -> None:
        """TooManyTries if this address has no more tries. For who tells no name: nobody else is locked out by it."""
        self._tries.expect_more("", address, now)

    def note_wrong(self, address: str, now: Moment) -> None:
        """Count a wrong try of who told no name."""
        self._tries.note_wrong("", address, now)

    def tokens(self, name: str) -> tuple[Token, ...]:
        """What stands for an account, the newest first."""
        return tuple(sorted(self._store.people.tokens(name), key=lambda one: one.made or "", reverse=True))

    def revoke(self, name: str, digest: str) -> bool:
        """Take one of an account's tokens back by the beginning of its digest; whether there was one."""
        with self._store.writing():
            found = [one for one in self._store.people.tokens(name) if digest and one.digest.startswith(digest)]
            for one in found:
                self._store.people.drop_token(one.digest)
        return bool(found)

    def end(self, secret: str) -> None:
        """Let a secret stand for nobody any more."""
        with self._store.writing():
            self._store.people.drop_token(digest_of(secret))

    def _note_use(self, token: Token, now: Moment) -> None:
        used = token.used or token.made
        if used and 0 <= (instant_of(now) - instant_of(used)).total_seconds() < USE_NOTED_SECONDS:
            return
        ends = _later(now, SESSION_DAYS) if token.ends else None
        with self._store.writing():
            self._store.people.put_token(replace(token, used=now, ends=ends))


def digest_of(secret: str) -> str:
    """What is kept of a secret: tokens are long and random, so a plain digest is enough."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _caller(account: Account, level: Need, by: str) -> Caller:
    return Caller(account.name, min(level, Need.EDIT if account.is_editor else Need.MARK), by)


def _later(now: Moment, days: int) -> Moment:
    return (instant_of(now) + timedelta(days=days)).isoformat()
