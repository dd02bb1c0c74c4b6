"""To log in by a provider (OpenID Connect): it vouches for who somebody is, and we know which account that is.

A browser is sent there with a state, a nonce and a verifier (PKCE) that hold once, for it alone. Who comes back is
known by issuer and number (`sub`), kept as a Token; a name or a mail address proves nothing. Needs the extra `oidc`.
Without it, and as long as nobody has a password (nobody needs to log in then), there is no such way.
"""

from __future__ import annotations

import re
import secrets
import threading
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsworld.news.errors import BadInput, BadSettings, NotPermitted
from newsworld.news.people import Token
from newsworld.people.accounts import MAX_LABEL, digest_of
from newsworld.people.callers import Need
from newsworld.people.provider import Asked, Provider
from newsworld.people.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsworld.news.moments import Moment
    from newsworld.people.accounts import Accounts
    from newsworld.people.provider import Vouched
    from newsworld.settings import Settings

KIND = "oidc"
BACK = "login/oidc/back"
MAX_NAMESAKES = 100
_STRANGE = re.compile(r"[^A-Za-z0-9_.@-]+")
_REASON = re.compile(r"[a-z_]{1,40}")


@dataclass(frozen=True, slots=True)
class Errand:
    """What a browser was sent to the provider for: to log in, or to have an account opened by it from now on."""

    asked: Asked
    account: str = ""


class Oidc:
    """The provider's place in one running door."""

    def __init__(self, accounts: Accounts, settings: Settings) -> None:
        self._accounts = accounts
        self._provider = Provider(settings)
        self._is_set = bool(settings.oidc_issuer and settings.oidc_client)
        self._makes_accounts = settings.oidc_new_accounts
        self.home = f"{settings.home.rstrip('/')}/"
        self._waiting = Waiting[Errand]()
        self._making = threading.Lock()

    def offered(self) -> str:
        """The provider's host, as the button names it; empty where there is none to log in by."""
        can = self._is_set and find_spec("joserfc") is not None and self._accounts.is_locked()
        return self._provider.host if can else ""

    async def begun(self, visit: str, account: str, now: Moment) -> str:
        """Where a browser is sent, to log in (no account) or to have an account opened by the provider from now on."""
        if not self.offered():
            raise BadSettings("oidc", "there is no provider here.", "See docs/how-to/several-people.md.")
        asked = Asked(secrets.token_urlsafe(32), secrets.token_urlsafe(48), self.home + BACK)
        state = secrets.token_urlsafe(32)
        address = await self._provider.address(asked, state, now)
        self._waiting.put(f"{visit}:{state}", Errand(asked, account), now)
        return address

    async def returned(
        self, visit: str, told: Mapping[str, str], came_from: str, now: Moment
    ) -> tuple[Errand, Vouched]:
        """Who comes back from the provider, and what for. NotPermitted if nobody is, TooManyTries after too many."""
        self._accounts.expect_more(came_from, now)
        try:
            errand = self._waiting.taken(f"{visit}:{told.get('state', '')}", now)
            self._expect_leave(told.get("error"))
            return errand, await self._provider.vouched(told, errand.asked, now)
        except NotPermitted:
            self._accounts.note_wrong(came_from, now)
            raise

    def _expect_leave(self, error: str | None) -> None:
        """NotPermitted if the provider says no; of its words only the standard's own is told on."""
        if error is not None:
            reason = error if _REASON.fullmatch(error) else "no reason"
            raise NotPermitted(self._provider.host, f"the provider did not let you in ({reason}).", "Try again.")

    def owner(self, vouched: Vouched, now: Moment) -> str:
        """Whose account it is. NotPermitted if it is nobody's and none may be made."""
        with self._making:
            known = self._known(vouched)
            if known is None and not self._makes_accounts:
                step = "Log in with your password and connect your account to it there."
                raise NotPermitted(self._provider.host, "no account here is opened by it.", step)
            name = known or self._new(vouched, now)
            self._bind(name, vouched, now)
            return name

    def keep(self, name: str, vouched: Vouched, now: Moment) -> None:
        """Let the provider open an account from now on. NotPermitted if it opens another's by the same person."""
        with self._making:
            if self._known(vouched) not in (None, name):
                step = "Take that back there first."
                raise NotPermitted(self._provider.host, "it opens another account here already.", step)
            self._bind(name, vouched, now)

    def _known(self, vouched: Vouched) -> str | None:
        """Whose account these are the issuer and the number of; None for nobody's."""
        try:
            return self._accounts.token(_key(self._provider.issuer, vouched.sub), KIND).account
        except NotPermitted:
            return None

    def _bind(self, name: str, vouched: Vouched, now: Moment) -> None:
        self._accounts.keep(bound(name, self._provider.issuer, vouched, now))

    def _new(self, vouched: Vouched, now: Moment) -> str:
        """A new account under the name that somebody has at the provider, or one like it that nobody has here."""
        wanted = _STRANGE.sub("-", vouched.name).strip("_.@-")[:56] or "reader"
        for count in range(1, MAX_NAMESAKES):
            try:
                return self._accounts.add(wanted if count == 1 else f"{wanted}-{count}", None, now).name
            except BadInput:  # somebody has it
                continue
        raise NotPermitted(self._provider.host, "too many here have your name.", "Ask for an account.")


def bound(name: str, issuer: str, vouched: Vouched, now: Moment) -> Token:
    """What lets the provider open an account for somebody."""
    label = f"{(vouched.name or vouched.sub)[:60]} · {urlsplit(issuer).netloc}"[:MAX_LABEL]
    return Token(digest_of(_key(issuer, vouched.sub)), name, KIND, label, int(Need.EDIT), now, now)


def _key(issuer: str, sub: str) -> str:
    return f"{issuer}\n{sub}"
