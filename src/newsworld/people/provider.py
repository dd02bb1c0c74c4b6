"""The provider: a server elsewhere that vouches for who somebody is, by OpenID Connect.

What it says of itself, its keys and its answers come through the one outbound client. Nothing that it signs is
believed before issuer, audience, times, nonce and signature are what they must be (OpenID Connect Core 1.0, 3.1.3.7).
"""

from __future__ import annotations

import asyncio
import base64
import dataclasses
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from newsworld import gather
from newsworld.gather.addresses import http_address
from newsworld.news.errors import AddressRefused, BadInput, BadSettings, FetchFailed, NewsworldError, NotPermitted
from newsworld.news.moments import instant_of
from newsworld.pipeline import assembly

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from newsworld.news.moments import Moment
    from newsworld.settings import Settings

# Signatures by a private key of the provider's; never "none", and no HMAC, whose key we would share.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
KEY_TYPES = ("RSA", "EC", "OKP")
DEADLINE_SECONDS = 10.0  # somebody waits at the login
KEPT_SECONDS = 3600  # how long discovery and keys are believed
AGAIN_SECONDS = 60  # before keys are asked for anew because one is not among them
LEEWAY_SECONDS = 60  # two clocks
MAX_BYTES = 256 * 1024  # of one answer
MAX_TOKEN = 16 * 1024
MAX_KEYS = 50
MAX_SUB = 255  # OpenID Connect Core 1.0, 2
SCOPE = "openid profile"
ENDS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a provider says of itself (OpenID Connect Discovery 1.0, 3)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str = ""
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False  # RFC 9207


@dataclass(frozen=True, slots=True)
class Vouched:
    """Who somebody is to the provider: the number that stays, and the name that they have there."""

    sub: str
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What one login was asked with: it must come back in the answer, or be told along with it."""

    nonce: str
    verifier: str
    redirect: str


class Provider:
    """The provider that the settings name, with what it said of itself not long ago."""

    def __init__(self, settings: Settings) -> None:
        self.issuer = settings.oidc_issuer or ""
        self.host = urlsplit(self.issuer).netloc
        self._client = settings.oidc_client
        self._secret = settings.oidc_secret
        self._is_private = bool(settings.oidc_networks)
        self._options = dataclasses.replace(
            assembly.gathering(settings), allow=settings.oidc_networks, pace_seconds=0.0
        )
        self._said: tuple[float, Configuration] | None = None
        self._keys: tuple[float, Any] | None = None
        self._turn = asyncio.Lock()

    async def address(self, asked: Asked, state: str, now: Moment) -> str:
        """Where a browser goes to be vouched for. FetchFailed if the provider does not answer as it must."""
        said = await self._configuration(now)
        query = urlencode({
            "response_type": "code", "client_id": self._client, "redirect_uri": asked.redirect, "scope": SCOPE,
            "state": state, "nonce": asked.nonce, "code_challenge": _challenge(asked.verifier),
            "code_challenge_method": "S256",
        })  # fmt: skip
        return f"{said.authorization_endpoint}{'&' if '?' in said.authorization_endpoint else '?'}{query}"

    async def vouched(self, told: Mapping[str, str], asked: Asked, now: Moment) -> Vouched:
        """Who came back, by what their browser was told. NotPermitted for nobody and for what is not to be believed."""
        said = await self._configuration(now)
        is_told = "iss" in told or said.authorization_response_iss_parameter_supported
        if is_told and told.get("iss") != self.issuer:
            raise self._unbelieved("the answer is another provider's")
        if "code" not in told:
            raise self._unbelieved("it did not say who you are")
        answer = await self._exchanged(said, told["code"], asked)
        token = answer.get("id_token")
        if not isinstance(token, str) or len(token) > MAX_TOKEN:
            raise self._unbelieved("it did not say who you are")
        claims = await self._claims(said, token, asked.nonce, now)
        found = self._read(claims)
        return found if found.name else dataclasses.replace(found, name=await self._name(said, answer, found.sub))

    async def _configuration(self, now: Moment) -> Configuration:
        async with self._turn:
            at = instant_of(now).timestamp()
            if self._said is None or not 0 <= at - self._said[0] < KEPT_SECONDS:
                body = await self._fetched(self.issuer.rstrip("/") + WELL_KNOWN)
                self._said = (at, self._checked(self._json(body, Configuration)))
            return self._said[1]

    def _checked(self, said: Configuration) -> Configuration:
        if said.issuer != self.issuer:
            trouble = f"the provider calls itself “{said.issuer[:200]}”, not “{self.issuer}”."
            raise BadSettings("oidc_issuer", trouble, "Write it as the provider does, if that is yours.")
        ends: dict[str, Any] = {name: http_address(getattr(said, name)) for name in ENDS}
        ends |= {"userinfo_endpoint": http_address(said.userinfo_endpoint)} if said.userinfo_endpoint else {}
        if not self._is_private and not all(end.startswith("https:") for end in ends.values()):
            raise FetchFailed(self.host, "the provider names an address without https.", "Tell whoever runs it.")
        return dataclasses.replace(said, **ends)

    async def _name(self, said: Configuration, answer: Mapping[str, Any], sub: str) -> str:
        """The name somebody has there, of providers that tell it apart; empty where it cannot be had."""
        access = str(answer.get("access_token") or "")
        if not said.userinfo_endpoint or not access or not (access.isascii() and access.isprintable()):
            return ""
        try:
            body = await self._fetched(said.userinfo_endpoint, headers={"authorization": f"Bearer {access}"})
            told = self._json(body, dict[str, Any])
            return self._read(told).name if told.get("sub") == sub else ""
        except NewsworldError:
            return ""

    async def _exchanged(self, said: Configuration, code: str, asked: Asked) -> dict[str, Any]:
        """What the provider gives for a code."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": asked.redirect,
                "code_verifier": asked.verifier}  # fmt: skip
        headers = {"accept": "application/json"}
        if self._secret and "client_secret_basic" in said.token_endpoint_auth_methods_supported:
            pair = f"{quote(self._client, safe='')}:{quote(self._secret, safe='')}"  # RFC 6749, 2.3.1
            headers["authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        else:
            form |= {"client_id": self._client} | ({"client_secret": self._secret} if self._secret else {})
        answer: dict[str, Any] = self._json(await self._fetched(said.token_endpoint, form, headers), dict[str, Any])
        return answer

    async def _claims(self, said: Configuration, token: str, nonce: str, now: Moment) -> dict[str, Any]:
        """What a token says, if it is signed by the provider, for us, for this login, and still holds."""
        lib = _joserfc()
        from joserfc.errors import InvalidKeyIdError, JoseError  # noqa: PLC0415 - the same extra

        try:
            try:
                claims = lib.jwt.decode(token, await self._keys_of(said, now), ALGORITHMS).claims
            except InvalidKeyIdError:  # the provider may have changed its keys
                claims = lib.jwt.decode(token, await self._keys_of(said, now, AGAIN_SECONDS), ALGORITHMS).claims
            must = {"essential": True}
            lib.jwt.JWTClaimsRegistry(
                now=int(instant_of(now).timestamp()), leeway=LEEWAY_SECONDS, iss=must | {"value": self.issuer},
                aud=must | {"value": self._client}, exp=must, iat=must, sub=must, nonce=must | {"value": nonce},
            ).validate(claims)  # fmt: skip
        except (JoseError, ValueError, TypeError, KeyError, RecursionError) as error:
            raise self._unbelieved(f"what it signed does not hold ({type(error).__name__})") from error
        others = claims["aud"] not in (self._client, [self._client])
        if claims.get("azp", None if others else self._client) != self._client:
            raise self._unbelieved("what it signed is for another program")
        return dict(claims)

    async def _keys_of(self, said: Configuration, now: Moment, seconds: int = KEPT_SECONDS) -> Any:
        """The provider's public keys, no older than so many seconds."""
        async with self._turn:
            at = instant_of(now).timestamp()
            if self._keys is None or not 0 <= at - self._keys[0] < seconds:
                told = self._json(await self._fetched(said.jwks_uri), dict[str, Any]).get("keys")
                self._keys = (at, _key_set(told if isinstance(told, list) else []))
            return self._keys[1]

    def _read(self, claims: Mapping[str, Any]) -> Vouched:
        sub, name = claims["sub"], claims.get("preferred_username") or claims.get("name") or ""
        if not isinstance(sub, str) or not 0 < len(sub) <= MAX_SUB:
            raise self._unbelieved("it did not say who you are")
        return Vouched(sub, name if isinstance(name, str) else "")

    async def _fetched(
        self, address: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> bytes:
        """The body of an answer. FetchFailed if there is none, or not in time, or it is no success."""
        options = dataclasses.replace(self._options, deadline_seconds=DEADLINE_SECONDS)
        request = gather.Request(address, kind="hub", form=form, headers=headers, limit_bytes=MAX_BYTES)
        try:
            async with gather.Client(options) as client:
                response = await client.fetch(request)
        except AddressRefused as error:
            step = "Add its network to `oidc_networks` in the settings if you mean it."
            raise AddressRefused(error.subject, error.trouble, step) from error
        if response.status == 200:
            return response.body
        if form is not None and 400 <= response.status < 500:
            raise self._unbelieved("it does not know this login, or not this newsroom")
        raise FetchFailed(self.host, f"the provider answered {response.status}.", "Try again later.")

    def _json(self, body: bytes, kind: type[Any]) -> Any:
        try:
            return msgspec.json.decode(body, type=kind)
        except (msgspec.DecodeError, RecursionError) as error:  # a wrong type is a DecodeError, too
            raise BadInput(self.host, "what the provider answered cannot be read.", "Look at oidc_issuer.") from error

    def _unbelieved(self, trouble: str) -> NotPermitted:
        return NotPermitted(self.host, f"{trouble}.", "Try again.")


def _challenge(verifier: str) -> str:
    """RFC 7636, 4.2: S256."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _key_set(told: list[Any]) -> Any:
    """Those keys that can be read: one that is new to us must not hold up the others. KeyError there is none of."""
    lib = _joserfc()
    from joserfc.errors import JoseError  # noqa: PLC0415 - the same extra

    keys = []
    for one in told[:MAX_KEYS]:
        try:
            if one["kty"] in KEY_TYPES:
                keys.append(lib.jwk.import_key(one))
        except (JoseError, ValueError, TypeError, KeyError):
            continue
    return lib.jwk.KeySet(keys)


def _joserfc() -> ModuleType:
    import joserfc.jwk  # noqa: PLC0415 - an extra: only who lets a provider vouch needs it
    import joserfc.jwt  # noqa: PLC0415

    return joserfc
