"""Passkeys in Chromium with an authenticator of its own: made, shown, taken back; and what is not ours opens nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import sync_playwright
from tests.outside import programs
from tests.phone.phones import PASSWORDS, house
from tests.web.serving import Reader, serving

pytestmark = [pytest.mark.slow, programs.needs("chromium")]


@pytest.fixture
def window():
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=programs.CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = running.new_page()
        page.set_default_timeout(10_000)
        tool = page.context.new_cdp_session(page)
        tool.send("WebAuthn.enable")
        about = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                 "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
        page.authenticator = tool.send("WebAuthn.addVirtualAuthenticator", {"options": about})["authenticatorId"]
        page.tool = tool
        yield page
        running.close()


def test_a_passkey_is_made_lets_in_and_is_taken_back(window):
    with house() as served:
        home = served.address.replace("127.0.0.1", "localhost")  # an authenticator wants a name
        window.goto(f"{home}/login")
        window.fill("#name", "anna")
        window.fill("#password", PASSWORDS["anna"])
        window.click("form[action$=login] button")
        window.goto(f"{home}/account")
        window.click("[data-passkey]")
        window.wait_for_selector("text=passkey ·")
        (kept,) = [one for one in served.accounts.tokens("anna") if one.kind == "passkey"]
        window.click("form[action$=logout] button")
        window.wait_for_url(f"{home}/login")
        window.click("[data-passkey]")
        window.wait_for_url(f"{home}/")
        window.goto(f"{home}/account")
        assert "You read here as anna" in window.inner_text("main")
        assert next(one for one in served.accounts.tokens("anna") if one.kind == "passkey").count > kept.count
        assert served.accounts.by_token(kept.key_id, ("token", "phone", "session"), served.clock()) is None
        served.accounts.revoke("anna", kept.digest[:8])
        window.click("form[action$=logout] button")
        window.wait_for_url(f"{home}/login")
        window.click("[data-passkey]")
        window.wait_for_selector("[role=alert]:visible")
        assert window.url == f"{home}/login"


def test_what_was_not_asked_for_opens_nothing():
    with house() as served:
        reader = Reader(served.address)
        proof = {"x_newsworld_token": reader.token("/login")}
        assert reader.ask("/login/passkey/begin", "POST", "").status == 403
        assert reader.ask("/login/passkey", "POST", "{}", **proof).status == 403  # nobody asked for it
        for body in ("", "[]", '{"id": 1}', '{"id": "AAAA", "type": "public-key"}', "x" * 20_000):
            assert reader.ask("/login/passkey/begin", "POST", "", **proof).status == 200
            assert reader.ask("/login/passkey", "POST", body, **proof).status == 403
        token = served.accounts.issue("anna", "token", served.clock())
        program = {"authorization": f"Bearer {token}"}
        assert Reader(served.address).ask("/account/passkey/begin", "POST", "", **program).status == 403


def test_where_nobody_logs_in_there_are_none():
    with serving() as served:
        reader = Reader(served.address)
        assert "data-passkey" not in reader.ask("/account").text
        proof = {"x_newsworld_token": reader.token("/settings")}
        assert reader.ask("/login/passkey/begin", "POST", "", **proof).status == 404
