"""Account: somebody who reads here, with what is theirs alone; Token: what they let a program in with."""

from __future__ import annotations

from dataclasses import dataclass

from newsworld.news.moments import Moment

TOKEN_KINDS = ("token", "phone", "session", "fever", "passkey", "oidc")


@dataclass(frozen=True, slots=True)
class Delivery:
    """How an account is told outside the page: where to, and when. What is empty is none; hours are told in `zone`."""

    mail: tuple[str, ...] = ()
    ntfy_url: str = ""  # with the topic: https://ntfy.example/topic
    ntfy_token: str = ""
    hook_url: str = ""
    hook_secret: str = ""
    zone: str = "UTC"
    quiet: str = ""  # 22:00-07:00: no alert goes out then
    digest_at: str = ""  # 07:00: when the daily edition goes out
    language: str = "en"  # of the daily edition's own words
    per_hour: int = 6  # alerts by each carrier; what is more comes together as one


@dataclass(frozen=True, slots=True)
class Account:
    """A reader of this newsroom. `name` is the one under which their marks, interests and subscriptions are kept."""

    name: str
    password: str | None = None  # argon2id; None opens nothing
    is_editor: bool = False  # may change what the house listens to
    made: Moment | None = None
    delivery: Delivery | None = None  # None: nobody settled it; the first account's stands in the settings then


@dataclass(frozen=True, slots=True)
class Token:
    """What lets a program or a browser in; of the secret itself only the digest is kept.

    `kind`: token (made by hand for a program), phone (given to a phone reader that told the password), session (a
    browser), fever (what the Fever protocol makes of a password of its own), passkey (a public key; no secret is kept),
    oidc (who the account's owner is to a provider; no secret either, and nothing that lets in by itself).
    """

    digest: str
    account: str
    kind: str
    name: str = ""  # as the account's owner calls it
    level: int = 2  # of people.Need: 1 reads, 2 marks too, 3 edits too; never more than the account itself may
    made: Moment | None = None
    used: Moment | None = None  # to the hour
    ends: Moment | None = None
    key_id: str = ""  # of a passkey: its id and its public key (COSE), in hexadecimal
    key: str = ""
    count: int = 0  # how often it signed, as it says itself


@dataclass(frozen=True, slots=True)
class Subscription:
    """How an account keeps an outlet in its phone readers: under which title and folder, or not at all."""

    outlet: str  # Outlet.name; "" is the feed of stories
    title: str | None = None
    folder: str | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phone reader lists, an article or a story's page, under a number that it keeps for ever.

    `moment` is the time that readers see (published; a story: its newest report). `changed` is when phone readers could
    first have had it as it is now.
    """

    number: int
    kind: str  # article, story
    subject: str  # Article.id, Story.id
    outlet: str  # Outlet.name; "" for stories
    moment: Moment
    changed: Moment
    is_read: bool = False
    is_starred: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for, in which order; None asks nothing of that kind.

    Times are UTC keys, both ends included. `past` is the order's own key and the number of the last entry that the
    asker has: the answer goes on behind it.
    """

    outlets: tuple[str, ...] | None = None
    numbers: tuple[int, ...] | None = None
    subjects: tuple[str, ...] | None = None  # articles alone
    is_read: bool | None = None
    is_starred: bool | None = None
    above: int | None = None  # numbers
    below: int | None = None
    moment_from: Moment | None = None
    moment_to: Moment | None = None
    changed_from: Moment | None = None
    changed_to: Moment | None = None
    order: str = "moment"  # moment, changed, number
    newest_first: bool = True
    past: tuple[Moment, int] | None = None
    limit: int = 100
    offset: int = 0
