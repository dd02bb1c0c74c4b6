"""A provider vouches for people: a real one with a real browser, and a small one that lies in every way."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import subprocess

import pytest
from click.testing import CliRunner
from joserfc.jwk import ECKey
from playwright.sync_api import sync_playwright
from tests.outside import programs
from tests.people.vouching import DISCOVERY, LOOPBACK, PATH, SECRET, back, house, liar, logged_in, sent, trouble, who
from tests.phone.phones import PASSWORDS
from tests.ports import free_port
from tests.web.serving import Reader, serving

from newsworld.cli import main
from newsworld.news.errors import BadSettings
from newsworld.people import provider
from newsworld.settings import Settings
from newsworld.store.sqlite import SqliteStore

PROVIDER = programs.HERE / "provider.mjs"


@pytest.fixture
def lying():
    with liar() as server:
        yield server


@pytest.fixture
def served(lying):
    with house(lying.issuer, oidc_new_accounts=True) as doors:
        yield doors


def tried(served, lying, **told):
    """A login by a new browser, which the provider answers with whatever it was told to say."""
    reader = Reader(served.address)
    asked = sent(reader)
    lying.nonce = asked["nonce"]
    return reader, back(reader, state=asked["state"], code="c0de", **told)


def later(served, lying, minutes=16):
    """Another quarter of an hour: there are new tries."""
    now = dt.datetime.fromisoformat(served.clock.now) + dt.timedelta(minutes=minutes)
    served.clock.now, lying.now = now.isoformat(), lying.now + 60 * minutes


def names(served):
    return [one.name for one in served.accounts.all()]


# As it should be


def test_a_login_asks_as_the_standard_has_it(served, lying):
    reader = Reader(served.address)
    asked = sent(reader)
    assert (asked["realm"], asked["response_type"], asked["client_id"]) == ("1", "code", "newsworld")
    assert asked["redirect_uri"] == f"{served.address}{PATH}/back"
    lying.nonce = asked["nonce"]
    answer = back(reader, state=asked["state"], code="c0de")
    assert (answer.status, answer.headers["location"], who(reader)) == (303, "/", "boris")
    form, headers = lying.asked[0]
    assert (form["grant_type"], form["code"], form["redirect_uri"]) == (
        "authorization_code", "c0de", asked["redirect_uri"],
    )  # fmt: skip
    challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
    assert (asked["code_challenge"], asked["code_challenge_method"]) == (challenge, "S256")
    name, _, secret = base64.b64decode(headers["authorization"].removeprefix("Basic ")).decode().partition(":")
    assert (name, secret) == ("newsworld", "a%20secret%3A%20of%20the%20tests%2F2")
    assert headers["user-agent"].startswith("Newsworld/")


def test_who_is_known_by_issuer_and_number_alone(served, lying):
    reader, _ = tried(served, lying)
    assert who(reader) == "boris"
    lying.claims = {"preferred_username": "anna"}  # another name, the same person
    assert who(tried(served, lying)[0]) == "boris"
    lying.claims = {"sub": "4712", "preferred_username": "anna"}  # another person by anna's name
    assert who(tried(served, lying)[0]) == "anna-2"
    lying.claims = {"sub": "4713", "preferred_username": "../Ädmin <b>"}
    assert who(tried(served, lying)[0]) == "dmin-b"
    lying.claims = {"sub": "4714", "preferred_username": None}
    assert who(tried(served, lying)[0]) == "reader"
    assert names(served) == ["anna", "anna-2", "boris", "dmin-b", "local", "reader"]
    assert not any(one.is_editor for one in served.accounts.all() if one.name != "local")


def test_nobody_gets_an_account_where_the_settings_do_not_say_so(lying):
    with house(lying.issuer) as served:
        reader, answer = tried(served, lying)
        assert answer.status == 403
        assert "no account here is opened by it" in trouble(answer)
        assert (names(served), who(reader)) == (["anna", "local"], None)


def test_an_account_is_connected_by_its_owner_and_taken_back(lying):
    with house(lying.issuer) as served:
        reader = logged_in(served, "anna")
        asked = sent(reader, "/account", "/account/oidc")
        lying.nonce = asked["nonce"]
        assert back(reader, state=asked["state"], code="c0de").headers["location"] == "/account"
        assert f"boris · {lying.issuer.removeprefix('http://')}" in reader.ask("/account").text
        assert who(tried(served, lying)[0]) == "anna"
        local = logged_in(served, "local")
        asked = sent(local, "/account", "/account/oidc")
        lying.nonce = asked["nonce"]
        assert "opens another account" in trouble(back(local, state=asked["state"], code="c0de"))
        (kept,) = [one for one in served.accounts.tokens("anna") if one.kind == "oidc"]
        for secret in (kept.digest, f"{lying.issuer}\n4711", "4711"):
            assert served.accounts.by_token(secret, ("token", "phone", "session", "fever"), served.clock()) is None
        served.accounts.revoke("anna", kept.digest[:8])
        assert tried(served, lying)[1].status == 403


def test_an_account_is_connected_by_command(lying, tmp_path):
    def run(*told):
        return CliRunner().invoke(
            main, ["--store", str(tmp_path / "n.db"), "people", *told], env=environment, input="battery staple\n"
        )

    environment = {"NEWSWORLD_OIDC_ISSUER": lying.issuer, "NEWSWORLD_OIDC_CLIENT": "newsworld",
                   "NEWSWORLD_OIDC_NETWORKS": LOOPBACK[0]}  # fmt: skip
    run("add", "boris")
    assert "boris is opened by" in run("connect", "boris", "4711").output
    assert run("connect", "nobody", "4711").exit_code == 1
    store = SqliteStore(str(tmp_path / "n.db"))
    token = next(one for one in store.people.tokens("boris") if one.kind == "oidc")
    with house(lying.issuer) as served:
        served.accounts.add("boris", None, served.clock())
        served.accounts.keep(token)
        assert who(tried(served, lying)[0]) == "boris"
    store.close()
    environment.clear()
    assert "no provider is set" in run("connect", "boris", "4711").output


def test_connecting_needs_a_session_and_a_form_of_ours(served, lying):
    token = {"authorization": f"Bearer {served.accounts.issue('anna', 'token', served.clock())}"}
    assert Reader(served.address).ask("/account/oidc", "POST", "", **token).status == 403
    reader = logged_in(served, "anna")
    assert reader.ask("/account/oidc", "POST", "").status == 403
    assert Reader(served.address).ask(PATH, "POST", "").status == 403
    asked = sent(reader, "/account", "/account/oidc")  # begun by anna, come back as nobody
    lying.nonce = asked["nonce"]
    del reader.cookies["newsworld_session"]
    assert back(reader, state=asked["state"], code="c0de").status == 403
    assert [one.kind for one in served.accounts.tokens("anna") if one.kind == "oidc"] == []


def test_new_keys_of_the_provider_are_asked_for(served, lying):
    tried(served, lying)
    lying.key = lying.signs_with = ECKey.generate_key("P-256", parameters={"kid": "two"})
    lying.header = {"kid": "two"}
    assert tried(served, lying)[1].status == 403  # asked for a moment ago
    served.clock.now = "2031-03-09T14:32:00+00:00"
    assert who(tried(served, lying)[0]) == "boris"


def test_a_name_that_is_told_apart_is_asked_for_and_held_against_the_number(served, lying):
    lying.claims = {"preferred_username": None}
    lying.documents[DISCOVERY] = lambda: json.dumps(
        lying.configuration(userinfo_endpoint=f"{lying.issuer}/me")
    ).encode()
    lying.documents["/me"] = b'{"sub": "4711", "preferred_username": "carla"}'
    assert who(tried(served, lying)[0]) == "carla"
    lying.claims["sub"] = "4712"
    assert who(tried(served, lying)[0]) == "reader"


# As it should not be


LIES = {
    "another issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": None},
    "another audience": {"aud": "another"},
    "another audience, by our leave": {"aud": "another", "azp": "newsworld"},
    "an audience of others": {"aud": ["newsworld", "another"]},
    "for another program": {"azp": "another"},
    "expired": {"exp": "past"},
    "never expires": {"exp": None},
    "an end that is no number": {"exp": "tomorrow"},
    "from the future": {"iat": "future"},
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "nobody": {"sub": None},
    "an empty name": {"sub": ""},
    "a number that is none": {"sub": 4711},
    "a number without end": {"sub": "x" * 256},
}


def test_a_lie_opens_nothing(served, lying):
    for lie, claims in LIES.items():
        moments = {"past": lying.now - 61, "future": lying.now + 3600}
        lying.claims = {name: moments.get(str(value), value) for name, value in claims.items()}
        reader, answer = tried(served, lying)
        assert answer.status == 403, lie
        assert lying.issuer.removeprefix("http://") in trouble(answer), lie
        assert (names(served), who(reader)) == (["anna", "local"], None), lie
        later(served, lying)
    lying.claims = {}
    assert who(tried(served, lying)[0]) == "boris"


def test_what_is_not_signed_by_the_provider_opens_nothing(served, lying):
    ours, public = SECRET.encode(), lying.key.as_pem(private=False)
    for header, key in (
        ({"alg": "none"}, None), ({"alg": "None"}, b"x"), ({"alg": "HS256"}, ours), ({"alg": "HS256"}, public),
        ({}, ECKey.generate_key("P-256")), ({"kid": "other"}, lying.key),
        ({"jwk": lying.key.as_dict(private=False)}, ECKey.generate_key("P-256")),
    ):  # fmt: skip
        lying.header, lying.signs_with = header, key
        assert tried(served, lying)[1].status == 403, header
        assert names(served) == ["anna", "local"], header
        later(served, lying)
    lying.header, lying.signs_with = {}, lying.key
    assert who(tried(served, lying)[0]) == "boris"


def test_a_state_holds_once_for_one_browser_and_not_long(served, lying):
    reader = Reader(served.address)
    asked = sent(reader)
    lying.nonce = asked["nonce"]
    other = Reader(served.address)
    other.token("/login")
    assert back(other, state=asked["state"], code="c0de").status == 403  # a browser that did not ask
    assert back(reader, state="forged", code="c0de").status == 403
    before = dict(reader.cookies)
    assert back(reader, state=asked["state"], code="c0de").status == 303
    for again in (reader, Reader(served.address, before)):  # played again, after the login and as before it
        assert back(again, state=asked["state"], code="c0de").status == 403
    late = Reader(served.address)
    asked = sent(late)
    served.clock.now = "2031-03-09T14:35:01+00:00"
    assert "too long ago" in trouble(back(late, state=asked["state"], code="c0de"))
    assert len(lying.asked) == 1


def test_a_provider_that_says_no_is_told_in_words_of_the_standard(served, lying):
    for told, words in (("access_denied", "(access_denied)"), ("<script>alert(1)</script>", "(no reason)")):
        reader = Reader(served.address)
        answer = back(reader, state=sent(reader)["state"], error=told, error_description="<b>come in</b>")
        assert answer.status == 403
        assert words in trouble(answer)
        assert "come in" not in answer.text
    assert lying.asked == []


def test_an_answer_of_another_provider_is_refused(served, lying):
    assert tried(served, lying, iss="https://evil.example")[1].status == 403
    assert tried(served, lying, iss=lying.issuer)[1].status == 303
    served.clock.now = "2031-03-09T16:00:00+00:00"
    lying.documents[DISCOVERY] = lambda: json.dumps(
        lying.configuration(authorization_response_iss_parameter_supported=True)
    ).encode()
    assert tried(served, lying)[1].status == 403  # it says that it always tells


def test_a_code_that_is_not_taken_is_told(served, lying):
    lying.status = 400
    lying.documents["/token"] = b'{"error": "invalid_grant"}'
    assert "does not know this login" in trouble(tried(served, lying)[1])


def test_ten_wrong_answers_are_enough_for_an_address_but_lock_nobody_else_out(served, lying):
    reader = Reader(served.address)
    reader.token("/login")
    for _ in range(10):
        assert back(reader, state="forged", code="c").status == 403
    assert back(reader, state="forged", code="c").status == 429


def test_what_a_provider_says_of_itself_is_bounded_and_read_with_care(served, lying):
    said = json.dumps(lying.configuration()).encode()
    for document, words in (
        (b"<html>", "cannot be read"), (b"[]", "cannot be read"), (b"[" * 100_000, "cannot be read"),
        (b'{"issuer": "x"}', "cannot be read"), (said + b" " * 300_000, "larger than 262144"), (None, "answered 404"),
    ):  # fmt: skip
        lying.documents[DISCOVERY] = document
        answer = sent(Reader(served.address))
        assert answer.status == 503
        assert words in trouble(answer), trouble(answer)
    lying.documents.clear()
    assert "state" in sent(Reader(served.address))  # nothing bad is remembered


def test_addresses_that_are_none_are_not_gone_to(served, lying):
    for end in ("javascript:alert(1)", "file:///etc/passwd", "https://name:word@a.example/", ""):
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            lying.documents[DISCOVERY] = json.dumps(lying.configuration(**{name: end})).encode()
            assert sent(Reader(served.address)).status == 503, (name, end)


def test_a_provider_under_another_name_is_told_to_whoever_sets_it_up(served, lying):
    lying.documents[DISCOVERY] = json.dumps(lying.configuration(issuer="https://a.example")).encode()
    answer = sent(Reader(served.address))
    assert "calls itself “https://a.example”" in trouble(answer)


def test_a_provider_that_does_not_answer_holds_nobody_up_for_long(served, lying, monkeypatch):
    monkeypatch.setattr(provider, "DEADLINE_SECONDS", 0.2)
    lying.documents[DISCOVERY] = lambda: lying.release.wait(30) and b""
    answer = sent(Reader(served.address))
    assert answer.status == 503
    assert "in time" in trouble(answer)
    assert Reader(served.address).ask("/login").status == 200  # the page itself asks nobody


def test_a_private_network_is_gone_to_only_where_the_settings_say_so(lying):
    with pytest.raises(BadSettings, match="no https address"):
        Settings(oidc_issuer=lying.issuer, oidc_client="newsworld")
    with house(lying.issuer, oidc_networks=("10.0.0.0/8",)) as served:
        answer = sent(Reader(served.address))
        assert answer.status == 503
        assert "oidc_networks" in trouble(answer)
    assert lying.seen == []


def test_without_settings_there_is_no_such_way():
    with pytest.raises(BadSettings, match="client id"):
        Settings(oidc_issuer="https://login.example")
    with serving(password="correct horse") as served:
        reader = Reader(served.address)
        assert "oidc" not in reader.ask("/login").text
        assert sent(reader).status == 404
        assert back(reader, state="x", code="y").status == 403


# A real one


@pytest.fixture
def real():
    """A newsroom, and npm's oidc-provider on loopback, which knows it."""
    port = free_port()

    def clock():
        return dt.datetime.now(dt.UTC).isoformat()

    with house(f"http://127.0.0.1:{port}", clock=clock, oidc_new_accounts=True) as served:
        command = ["node", str(PROVIDER), str(port), f"{served.address}{PATH}/back"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
            assert running.stdout.readline() == "ready\n"
            yield served
            running.terminate()


@pytest.mark.slow
@programs.needs("chromium", "node", files=(programs.PACKAGES / "oidc-provider" / "package.json",))
def test_a_browser_logs_in_by_a_real_provider_and_connects_an_account(real):
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=programs.CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = running.new_page()
        page.set_default_timeout(15_000)
        page.goto(f"{real.address}/login")
        page.click("form[action$='login/oidc'] button")
        page.fill("[name=login]", "berta")
        page.fill("[name=password]", "any")
        page.click("button[type=submit]")
        page.click("button[type=submit]")  # may the newsroom know?
        page.wait_for_url(f"{real.address}/")
        page.goto(f"{real.address}/account")
        assert "You read here as berta-of-Norland" in page.inner_text("main")
        page.click("form[action$=logout] button")
        page.wait_for_url(f"{real.address}/login")
        page.click("form[action$='login/oidc'] button")  # the provider remembers
        page.wait_for_url(f"{real.address}/")
        page.goto(f"{real.address}/account")
        assert "You read here as berta-of-Norland" in page.inner_text("main")
        real.accounts.remove("berta-of-Norland")
        page.goto(f"{real.address}/login")
        page.fill("#name", "anna")
        page.fill("#password", PASSWORDS["anna"])
        page.click("form[action$=login] button")
        page.goto(f"{real.address}/account")
        page.click("form[action$='account/oidc'] button")
        page.wait_for_url(f"{real.address}/account")
        assert "berta of Norland · 127.0.0.1" in page.inner_text("main")
        assert [one.name for one in real.accounts.all()] == ["anna", "local"]
        running.close()
