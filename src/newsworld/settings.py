"""What can be set? One frozen Settings; this is the only reader of settings files and of the environment.

Order, later wins: the defaults below, a TOML file (`--settings` or NEWSWORLD_SETTINGS), NEWSWORLD_<FIELD> in the
environment, what a door passes. A name that is no setting, or a value that cannot be, is refused with BadSettings.
"""

from __future__ import annotations

import dataclasses
import os
import tomllib
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec

from newsworld.news.errors import BadSettings
from newsworld.news.moments import Moment, is_moment

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "NEWSWORLD_"
SHORTEST_HUB_KEY = 32  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every field can stand in the file under its own name, or in the environment as NEWSWORLD_<NAME>."""

    store: str = "var/newsworld.db"
    """Where the store is: the path of an SQLite file, ":memory:", or "postgresql://user@host:5432/name"."""
    host: str = "127.0.0.1"
    """Where the reader listens. Anything but loopback needs somebody with a password."""
    port: int = 8008
    """The port of the reader."""
    password: str | None = None
    """The first account's password, as long as nobody has one: it is hashed into the store, and may go from here."""
    api_token: str | None = None
    """The bearer token that lets programs read and write over the API; None: on this machine they may read alone."""
    contact: str = "https://newsworld.example/about-the-fetcher"
    """Where an outlet learns who fetches its pages; stands in the User-Agent."""
    allow_networks: tuple[str, ...] = ()
    """Private networks that may be fetched from, as CIDR: ["127.0.0.0/8"] for the sample world."""
    poll_minutes: int = 60
    """How often a source is asked, unless it says otherwise itself."""
    fetches_at_once: int = 16
    """How many requests may be under way."""
    pace_seconds: float = 1.0
    """How long we wait between two requests to one host."""
    samples_url: str | None = None
    """Where the sample world is served; samples/serve.py tells it."""
    hub_url: str | None = None
    """The public address of this reader, at which hubs (WebSub) reach it with news; None: sources are polled alone."""
    hub_key: str | None = None
    """Thirty-two random characters or more, from which the secrets shared with hubs follow; needed with hub_url."""
    log_json: bool = False
    """Whether each event of the log is a JSON object."""
    workers: int = 1
    """How many processes of this machine read, group and brief."""
    lease_seconds: float = 30.0
    """After how long without a word a worker is taken for dead and its work goes to another."""
    keep_captures_days: int = 30
    """How long raw pages are kept; 0 is for ever. Articles and what cites them stay."""
    keep_captures_mb: int = 0
    """How much room raw pages may take, as kept; the oldest go first; 0 is no bound."""
    as_of: Moment | None = None
    """The moment that the edition is made for; None is now. For archives and samples."""
    edition_days: int = 7
    """How far back the front page looks."""
    edition_stories: int = 60
    """How many stories a front page holds before it ends."""
    writer: str | None = None
    """The name of a writer that an installed package brings (entry point newsworld.models); goes before writer_url."""
    writer_url: str | None = None
    """An OpenAI-compatible endpoint that may rewrite lines for flow; None is no model at all."""
    writer_model: str = ""
    """The model's name at that endpoint."""
    writer_key: str | None = None
    """The endpoint's key, where it wants one."""
    reader: str = "local"
    """The name of the first account, which reads without being asked on loopback as long as nobody has a password."""
    oidc_issuer: str | None = None
    """A provider (OpenID Connect) that accounts can be opened by, by its issuer's address: "https://login.example"."""
    oidc_client: str = ""
    """The name (client id) under which the provider knows this newsroom."""
    oidc_secret: str | None = None
    """The secret shared with it; None where the newsroom is a public client to it."""
    oidc_networks: tuple[str, ...] = ()
    """Private networks that the provider may be on, as CIDR; with them it may do without https, too."""
    oidc_new_accounts: bool = False
    """Whether whoever the provider lets in, and nobody here knows, gets an account of their own."""
    home: str = "http://127.0.0.1:8008/"
    """The address that links in alerts and daily editions stand under, and to which a provider sends browsers back."""
    time_zone: str = "UTC"
    """The first account's zone, by its IANA name: its quiet hours and its daily edition's hour are told in it."""
    digest_at: str = ""
    """When the daily edition goes out, as "07:00"; empty is never."""
    digest_language: str = "en"
    """The language of the daily edition's own words."""
    quiet_hours: str = ""
    """When no alert goes out, as "22:00-07:00"; they come afterwards."""
    alerts_per_hour: int = 6
    """How many alerts one way may carry in an hour; what is more comes together as one."""
    alert_networks: tuple[str, ...] = ()
    """Private networks that alerts and mail may go to, as CIDR: ["127.0.0.1/32"] for a mail server on this machine."""
    mail_to: tuple[str, ...] = ()
    """Where the first account gets alerts and daily editions by mail, until it says otherwise on its page."""
    mail_from: str = "newsworld@localhost"
    """Whom the mail is from."""
    mail_host: str | None = None
    """The server that takes our mail (SMTP)."""
    mail_port: int = 587
    """Its port."""
    mail_security: str = "starttls"
    """How the way there is guarded: starttls, tls (from the first byte), none."""
    mail_user: str | None = None
    """The name at the mail server, where it wants one."""
    mail_password: str | None = None
    """The password there."""
    ntfy_url: str | None = None
    """Where alerts are pushed by ntfy: the server with the topic, https://ntfy.example/topic."""
    ntfy_token: str | None = None
    """The access token there, where it wants one."""
    hook_url: str | None = None
    """Where alerts are POSTed as JSON."""
    hook_secret: str | None = None
    """What signs them: X-Newsworld-Signature is sha256= and the body's HMAC."""

    def __post_init__(self) -> None:
        if not 0 <= self.port <= 65535:
            raise BadSettings("port", f"{self.port} is no port.", "Name one between 1 and 65535.")
        if self.as_of is not None and not is_moment(self.as_of):
            raise BadSettings("as_of", f"“{self.as_of}” is no ISO 8601 date.", "Write 2022-01-08T18:00:00+00:00.")
        if (
            min(self.poll_minutes, self.fetches_at_once, self.edition_days, self.edition_stories, self.workers) < 1
            or self.pace_seconds < 0
            or self.lease_seconds < 2  # claims are told to the second
        ):
            raise BadSettings("settings", "a count or a time is below 1.", "Give a positive number.")
        if min(self.keep_captures_days, self.keep_captures_mb) < 0:
            raise BadSettings("keep_captures", "a bound is below 0.", "0 is no bound.")
        if self.hub_url and len(self.hub_key or "") < SHORTEST_HUB_KEY:
            raise BadSettings("hub_key", "hubs need a secret of 32 characters.", "Set one: openssl rand -hex 32.")
        self._check_provider()
        self._check_alerts()

    def _check_provider(self) -> None:
        if self.oidc_issuer is None:
            return
        if not self.oidc_issuer.startswith(("https://", "http://") if self.oidc_networks else "https://"):
            raise BadSettings(
                "oidc_issuer", f"“{self.oidc_issuer}” is no https address.", "Write https://login.example."
            )
        if not self.oidc_client:
            raise BadSettings("oidc_client", "the provider must know us by a name.", "Name the client id it gave you.")

    def _check_alerts(self) -> None:
        if self.alerts_per_hour < 1:
            raise BadSettings("alerts_per_hour", f"{self.alerts_per_hour} is below 1.", "Give a positive number.")
        if self.digest_at and not is_clock(self.digest_at):
            raise BadSettings("digest_at", f"“{self.digest_at}” is no time of day.", "Write it as 07:00.")
        if self.quiet_hours and not all(is_clock(part) for part in self.quiet_hours.partition("-")[::2]):
            raise BadSettings("quiet_hours", f"“{self.quiet_hours}” is no time.", "Write them as 22:00-07:00.")
        if not is_zone(self.time_zone):
            raise BadSettings("time_zone", f"“{self.time_zone}” is not known.", "Name one as Europe/Lisbon.")
        if self.mail_security not in ("starttls", "tls", "none"):
            raise BadSettings("mail_security", f"“{self.mail_security}” is none.", "It is starttls, tls or none.")
        if self.mail_to and not self.mail_host:
            raise BadSettings("mail_host", "mail is to go out, but by which server?", "Name the one that takes it.")


def is_clock(text: str) -> bool:
    """Whether the text is a time of day, as 07:00."""
    try:
        return len(text) == len("07:00") and time.fromisoformat(text) is not None
    except ValueError:
        return False


def is_zone(name: str) -> bool:
    """Whether a time zone is known by this name."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # no name, no file, not in the list
        return False
    return True


def load(
    path: str | None = None, told: Mapping[str, Any] | None = None, environment: Mapping[str, str] | None = None
) -> Settings:
    """The settings in force. BadSettings names the field that cannot be."""
    environment = os.environ if environment is None else environment  # noqa: TID251 - the one place
    path = path or environment.get(f"{PREFIX}SETTINGS")
    fields = _from_file(path) if path else {}
    fields |= _from_environment(environment)
    fields |= {name: value for name, value in (told or {}).items() if value is not None}
    unknown = sorted(set(fields) - {field.name for field in dataclasses.fields(Settings)})
    if unknown:
        raise BadSettings(unknown[0], "there is no such setting.", "See docs/reference/settings.md.")
    try:
        return msgspec.convert(fields, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise BadSettings("settings", f"{error}.", "See docs/reference/settings.md.") from error


def _from_file(path: str) -> dict[str, Any]:
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise BadSettings(path, f"cannot be read: {error.strerror}.", "Name a file that is there.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(path, f"is no TOML: {error}.", "Mend that line.") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    """Fields told by NEWSWORLD_<NAME>; lists are parted by commas."""
    fields: dict[str, Any] = {}
    for field in dataclasses.fields(Settings):
        value = environment.get(PREFIX + field.name.upper())
        if value is not None:
            fields[field.name] = tuple(value.split(",")) if isinstance(field.default, tuple) else value
    return fields
