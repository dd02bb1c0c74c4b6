"""Who reads here: the commands of `newsworld people`."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import click

from newsworld.cli.clock import clock
from newsworld.news.errors import BadSettings
from newsworld.newsroom import Newsroom
from newsworld.people import Accounts, Need
from newsworld.people.oidc import bound
from newsworld.people.provider import Vouched

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsworld.settings import Settings

LEVELS = {"read": Need.READ, "mark": Need.MARK, "edit": Need.EDIT}


def told(settings: Settings, act: Callable[[Accounts], str]) -> None:
    """Carry out an act over the people of a newsroom and say what came of it."""
    with closing(Newsroom.opened(settings)) as room:
        accounts = Accounts(room.store, settings)
        accounts.found(clock())
        click.echo(act(accounts))


def listed(accounts: Accounts) -> str:
    """Everybody, with what they may and how they come in."""
    rows = []
    for one in accounts.all():
        rights = "editor" if one.is_editor else "reader"
        way = "password" if one.password else "no password"
        tokens = [f"  {token.digest[:8]} {token.kind} {token.name}".rstrip() for token in accounts.tokens(one.name)]
        rows += [f"{one.name}: {rights}, {way}", *tokens]
    return "\n".join(rows)


def added(accounts: Accounts, name: str, password: str | None, *, is_editor: bool) -> str:
    """A new account."""
    accounts.add(name, password, clock(), is_editor=is_editor)
    lacking = [one.name for one in accounts.all() if not one.password]
    if password and lacking:
        return f"{name} may log in. Without a password, and so shut out from now on: {', '.join(lacking)}."
    return f"{name} is added" + ("." if password else f"; give a password: newsworld people password {name}")


def removed(accounts: Accounts, name: str) -> str:
    """An account is gone, with all that was its own."""
    accounts.remove(name)
    return f"{name} is gone, with marks, follows and tokens."


def password_set(accounts: Accounts, name: str, password: str) -> str:
    """Another password."""
    accounts.set_password(name, password)
    return f"{name} has a new password; every session of the old one has ended."


def token_issued(accounts: Accounts, name: str, label: str, level: str) -> str:
    """A token, shown this once."""
    return accounts.issue(name, "token", clock(), label, LEVELS[level])


def token_revoked(accounts: Accounts, name: str, digest: str) -> str:
    """A token stands for nobody any more."""
    return "taken back" if accounts.revoke(name, digest) else "there is no such token"


def connected(accounts: Accounts, settings: Settings, name: str, number: str) -> str:
    """The provider opens an account from now on, for whom it knows by a number."""
    if not settings.oidc_issuer:
        raise BadSettings("oidc_issuer", "no provider is set.", "See docs/how-to/several-people.md.")
    accounts.keep(bound(name, settings.oidc_issuer, Vouched(number, ""), clock()))
    return f"{name} is opened by {settings.oidc_issuer} for {number}."
