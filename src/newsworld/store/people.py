"""Accounts, what lets them in, and how they keep outlets in their phone readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.news.people import Account, Subscription, Token
from newsworld.store.rows import every, one, packed, unpacking

if TYPE_CHECKING:
    from newsworld.store.database import Database

_account, _token, _subscription = unpacking(Account), unpacking(Token), unpacking(Subscription)
OWN = ("tokens", "subscriptions", "marks", "interests", "states")  # tables of what is an account's alone


class PeopleShelf:
    """See store.People."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, account: Account) -> None:
        self._db.tell("put_account", account.name, packed(account))

    def get(self, name: str) -> Account | None:
        return one(_account, self._db.ask("account", name))

    def all(self) -> tuple[Account, ...]:
        return every(_account, self._db.ask("accounts"))

    def drop(self, name: str) -> None:
        with self._db.writing():
            for table in OWN:
                self._db.tell(f"drop_{table}_of", name)
            self._db.tell("drop_sent_of", f"{name}/", f"{name}0")  # "0" comes next after "/"
            self._db.tell("drop_account", name)

    def put_token(self, token: Token) -> None:
        self._db.tell("put_token", token.digest, token.account, packed(token))

    def token(self, digest: str) -> Token | None:
        return one(_token, self._db.ask("token", digest))

    def tokens(self, account: str) -> tuple[Token, ...]:
        return every(_token, self._db.ask("tokens_of", account))

    def drop_token(self, digest: str) -> None:
        self._db.tell("drop_token", digest)

    def put_subscription(self, account: str, subscription: Subscription) -> None:
        self._db.tell("put_subscription", account, subscription.outlet, packed(subscription))

    def subscriptions(self, account: str) -> dict[str, Subscription]:
        found = every(_subscription, self._db.ask("subscriptions_of", account))
        return {subscription.outlet: subscription for subscription in found}
