"""People: passwords, tokens, sessions, and what the first run makes without asking."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from tests.phone.phones import PASSWORDS, house
from tests.publish import press
from tests.web.serving import Reader, serving

from newsworld.cli import main
from newsworld.news.errors import BadInput, BadSettings, NotPermitted, TooManyTries
from newsworld.news.stories import Mark
from newsworld.people import Accounts, Need
from newsworld.settings import Settings
from newsworld.store.sqlite import SqliteStore

NOW = press.NOW


@pytest.fixture
def store():
    store = SqliteStore(":memory:")
    yield store
    store.close()


def test_the_first_run_makes_one_reader_on_loopback_alone(store):
    accounts = Accounts(store, Settings())
    accounts.prepare(NOW)
    assert [one.name for one in accounts.all()] == ["local"]
    assert accounts.at_loopback().may == Need.EDIT
    with pytest.raises(BadSettings, match="newsworld people password local"):
        Accounts(store, Settings(host="0.0.0.0")).prepare(NOW)
    Accounts(store, Settings(host="0.0.0.0", password="long enough")).prepare(NOW)
    assert accounts.at_loopback() is None
    Accounts(store, Settings(password="another one")).prepare(NOW)  # the store's own holds from now on
    assert accounts.by_password("local", "long enough", "", NOW).name == "local"


def test_passwords_are_hashed_and_wrong_ones_counted(store):
    accounts = Accounts(store, Settings())
    accounts.add("anna", "battery staple", NOW)
    kept = store.people.get("anna").password
    assert kept.startswith("$argon2id$")
    assert accounts.by_password("anna", "battery staple", "a", NOW).may == Need.MARK
    for _ in range(10):
        with pytest.raises(NotPermitted):
            accounts.by_password("anna", "wrong", "a", NOW)
    with pytest.raises(TooManyTries):
        accounts.by_password("anna", "battery staple", "a", NOW)
    assert accounts.by_password("anna", "battery staple", "b", NOW)  # from elsewhere she still comes in
    assert accounts.by_password("anna", "battery staple", "a", "2031-03-09T15:00:00+00:00")


@pytest.mark.parametrize("name", ["", "a:b", "a/b", "x" * 65, "-x", "ANNA", "a b", "a\n"])
def test_names_that_cannot_be(store, name):
    accounts = Accounts(store, Settings())
    accounts.add("anna", None, NOW)
    with pytest.raises(BadInput):
        accounts.add(name, None, NOW)


def test_a_token_goes_as_far_as_it_says_and_never_further_than_its_account(store):
    accounts = Accounts(store, Settings())
    accounts.add("anna", None, NOW)
    secret = accounts.issue("anna", "token", NOW, "phone", Need.READ)
    assert accounts.by_token(secret, ("token",), NOW).may == Need.READ
    assert accounts.by_token(secret, ("session", "fever"), NOW) is None
    assert accounts.by_token(accounts.issue("anna", "token", NOW), ("token",), NOW).may == Need.MARK
    assert secret not in str(store.people.tokens("anna"))
    assert accounts.revoke("anna", accounts.tokens("anna")[0].digest[:8])
    accounts.set_password("anna", "battery staple")
    session = accounts.issue("anna", "session", NOW)
    assert accounts.by_token(session, ("session",), "2031-06-09T00:00:00+00:00") is None  # nobody came for long
    accounts.set_password("anna", "another staple")
    assert accounts.by_token(session, ("session",), NOW) is None


def test_many_logins_leave_no_pile(store):
    accounts = Accounts(store, Settings())
    accounts.add("anna", None, NOW)
    for _ in range(30):
        last = accounts.issue("anna", "phone", NOW)
    assert len(accounts.tokens("anna")) == 20
    assert accounts.by_token(last, ("phone",), NOW)


def test_who_is_removed_leaves_nothing(store):
    accounts = Accounts(store, Settings())
    accounts.add("anna", None, NOW)
    secret = accounts.issue("anna", "token", NOW)
    store.marks.put("anna", Mark("s", 1))
    accounts.remove("anna")
    assert accounts.by_token(secret, ("token",), NOW) is None
    assert store.marks.all("anna") == {}


def test_a_browser_has_a_new_session_at_each_login_and_none_after_logout():
    with house() as served:
        reader = Reader(served.address)
        token = reader.token("/login")
        reader.cookies["newsworld_session"] = "fixed-by-somebody"
        token = reader.token("/login")
        assert reader.send("/login", token=token, name="anna", password=PASSWORDS["anna"]).headers["location"] == "/"
        assert reader.cookies["newsworld_session"] != "fixed-by-somebody"
        first = dict(reader.cookies)
        assert reader.send("/mark", token=token, act="all").status == 403  # a form of before the login
        reader.send("/login", token=reader.token("/login"), name="anna", password=PASSWORDS["anna"])
        assert Reader(served.address, first).ask("/").status == 303
        assert reader.ask("/account").status == 200
        answer = reader.send("/account/token", token=reader.token("/account"), kind="token", level="edit", label="x")
        assert "not shown again" in answer.text
        token_of = served.accounts.issue("anna", "token", served.clock(), level=Need.READ)
        other = Reader(served.address)
        told = other.send("/login", token=other.token("/login"), name="anna", password=token_of)
        assert told.headers["location"] == "/login?wrong"  # a token is no way to a session, which may more
        reader.send("/account/password", token=reader.token("/account"), password="wrong", new="another one")
        assert (
            reader.send(
                "/account/password", token=reader.token("/account"), password=PASSWORDS["anna"], new="another one"
            ).status
            == 303
        )
        assert reader.ask("/").status == 200


def test_a_feed_reader_comes_in_by_basic_credentials():
    with serving(password="correct horse") as served:
        reader = Reader(served.address)
        good, bad = "Basic bG9jYWw6Y29ycmVjdCBob3JzZQ==", "Basic bG9jYWw6d3Jvbmc="
        assert reader.ask("/feeds/front.atom", authorization=good).status == 200
        assert reader.ask("/feeds/front.atom", authorization=bad).status == 401
        assert reader.ask("/feeds/front.atom", authorization="Digest x").status == 401
        assert reader.ask("/feeds/front.atom", authorization="Basic %%%").status == 401


def test_the_commands(tmp_path):
    def run(*told, said=""):
        return CliRunner().invoke(main, ["--store", str(tmp_path / "n.db"), "people", *told], input=said)

    assert "local: editor, no password" in run("list").output
    assert "shut out from now on: local" in run("add", "anna", said="battery staple\n").output
    assert run("add", "anna", said="battery staple\n").exit_code == 1
    assert "new password" in run("password", "local", said="correct horse\ncorrect horse\n").output
    assert run("password", "nobody", "--password", "correct horse").exit_code == 1
    secret = run("token", "anna", "--for", "newsboat", "--may", "read").output.strip()
    assert len(secret) == 43
    assert "newsboat" in run("list").output
    assert "gone" in run("remove", "anna", "--yes").output
    assert "anna" not in run("list").output
