"""Passkeys (WebAuthn): a key that an authenticator keeps for this newsroom lets its owner in without a password.

The public key is kept as a Token; a challenge holds once, for the browser that asked for it, for some minutes. Needs
the extra `passkeys`. Without it, and as long as nobody has a password (nobody needs to log in then), there are none.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from newsworld.news.errors import BadInput, BadSettings, NotPermitted
from newsworld.news.people import Token
from newsworld.people.accounts import MAX_LABEL, digest_of
from newsworld.people.callers import Need
from newsworld.people.waiting import Waiting

if TYPE_CHECKING:
    from newsworld.news.moments import Moment
    from newsworld.people.accounts import Accounts

KIND = "passkey"


@dataclass(frozen=True, slots=True)
class Asker:
    """The browser that asks: its random name, and the host and origin under which it reaches us."""

    visit: str
    host: str
    origin: str


class Passkeys:
    """The passkeys of one running door's accounts."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._waiting = Waiting[bytes]()

    def are_offered(self) -> bool:
        """Whether there can be any: the extra is installed, and one needs to log in here."""
        return find_spec("webauthn") is not None and self._accounts.is_locked()

    def asked_to_make(self, asker: Asker, name: str, now: Moment) -> dict[str, Any]:
        """What a browser is told that shall make a passkey for an account. BadSettings where there can be none."""
        lib = self._webauthn()
        from webauthn.helpers import structs  # noqa: PLC0415 - the same extra

        known = [structs.PublicKeyCredentialDescriptor(id=bytes.fromhex(one.key_id)) for one in self._of(name)]
        options = lib.generate_registration_options(
            rp_id=asker.host, rp_name="Newsworld", user_name=name, user_id=hashlib.sha256(name.encode()).digest(),
            challenge=self._challenge(f"make:{asker.visit}:{name}", now), exclude_credentials=known,
            authenticator_selection=structs.AuthenticatorSelectionCriteria(
                resident_key=structs.ResidentKeyRequirement.REQUIRED,
                user_verification=structs.UserVerificationRequirement.REQUIRED,
            ),
        )  # fmt: skip
        return _told(lib.options_to_json(options))

    def keep(self, asker: Asker, name: str, told: bytes, label: str, now: Moment) -> None:
        """Let the passkey that a browser made stand for an account. BadInput if it is none that was asked for."""
        lib = self._webauthn()
        challenge = self._waiting.taken(f"make:{asker.visit}:{name}", now)
        try:
            made = lib.verify_registration_response(
                credential=_told(told), expected_challenge=challenge, expected_rp_id=asker.host,
                expected_origin=asker.origin, require_user_verification=True,
            )  # fmt: skip
        except _refusals() as error:
            raise BadInput("passkey", "it is none that was asked for.", "Try again.") from error
        key_id, key = made.credential_id.hex(), made.credential_public_key.hex()
        token = Token(digest_of(key_id), name, KIND, label[:MAX_LABEL], int(Need.EDIT), now)
        self._accounts.keep(replace(token, key_id=key_id, key=key, count=made.sign_count))

    def asked_to_prove(self, asker: Asker, now: Moment) -> dict[str, Any]:
        """What a browser is told that shall show a passkey, whosever it is. BadSettings where there can be none."""
        lib = self._webauthn()
        from webauthn.helpers import structs  # noqa: PLC0415 - the same extra

        options = lib.generate_authentication_options(
            rp_id=asker.host,
            challenge=self._challenge(f"prove:{asker.visit}", now),
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        )
        return _told(lib.options_to_json(options))

    def owner(self, asker: Asker, told: bytes, address: str, now: Moment) -> str:
        """Whose passkey a browser has shown. NotPermitted if it is nobody's, TooManyTries after too many."""
        lib = self._webauthn()
        self._accounts.expect_more(address, now)
        challenge = self._waiting.taken(f"prove:{asker.visit}", now)
        try:
            shown = _told(told)
            key_id = lib.base64url_to_bytes(shown["id"]).hex()
            token = self._accounts.token(key_id, KIND)
            proved = lib.verify_authentication_response(
                credential=shown, expected_challenge=challenge, expected_rp_id=asker.host,
                expected_origin=asker.origin, credential_public_key=bytes.fromhex(token.key),
                credential_current_sign_count=token.count, require_user_verification=True,
            )  # fmt: skip
        except _refusals() as error:
            self._accounts.note_wrong(address, now)
            raise NotPermitted("login", "this passkey opens nothing here.") from error
        self._accounts.keep(replace(token, count=proved.new_sign_count, used=now))
        return token.account

    def _of(self, name: str) -> tuple[Token, ...]:
        return tuple(one for one in self._accounts.tokens(name) if one.kind == KIND)

    def _webauthn(self) -> Any:
        if not self.are_offered():
            raise BadSettings("passkeys", "there are none here.", "pip install 'newsworld[passkeys]'; set a password.")
        import webauthn  # noqa: PLC0415 - an extra: only who offers passkeys needs it

        return webauthn

    def _challenge(self, key: str, now: Moment) -> bytes:
        challenge = secrets.token_bytes(32)
        self._waiting.put(key, challenge, now)
        return challenge


def _told(text: str | bytes) -> dict[str, Any]:
    """A JSON object. ValueError if it is none."""
    told = json.loads(text)
    if not isinstance(told, dict):
        raise ValueError("no object")  # noqa: TRY004 - what is told is wrong, not its type in the program
    return told


def _refusals() -> tuple[type[Exception], ...]:
    """All that reading somebody's answer may raise."""
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415 - the same extra

    return (WebAuthnException, NotPermitted, ValueError, KeyError, TypeError, RecursionError)
