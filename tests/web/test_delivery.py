"""How a reader is told outside the page: the form, what it keeps of whom, and its trial."""

from __future__ import annotations

import pytest
from tests.people.vouching import logged_in, trouble
from tests.phone.phones import house
from tests.pipeline.test_deliveries import hooks  # noqa: F401 - a fixture
from tests.web.serving import Reader, serving

from newsworld.news.people import Delivery

PATH = "/account/delivery"
FORM = {"zone": "Europe/Lisbon", "quiet": "22:00-07:00", "digest_at": "06:30", "language": "de", "per_hour": "3"}


def kept(served, name):
    return served.store.people.get(name).delivery


@pytest.fixture
def served():
    with house(
        hook_url="https://hooks.example/settings", hook_secret="s3cret", alert_networks=("127.0.0.0/8",)
    ) as doors:
        yield doors


def test_each_settles_their_own_and_a_secret_is_not_shown_again(served):
    anna, local = logged_in(served, "anna"), logged_in(served, "local")
    assert "hooks.example" not in anna.ask(PATH).text
    assert 'value="https://hooks.example/settings"' in local.ask(PATH).text  # as the settings have it
    assert "tell me of" not in anna.ask("/story/talks").text
    said = anna.send(PATH, token=anna.token(PATH), hook_url="hooks.example/anna", hook_secret="sesame", **FORM)
    assert "Kept." in said.text
    assert "sesame" not in said.text
    assert kept(served, "anna") == Delivery(
        hook_url="https://hooks.example/anna", hook_secret="sesame", zone="Europe/Lisbon", quiet="22:00-07:00",
        digest_at="06:30", language="de", per_hour=3,
    )  # fmt: skip
    assert kept(served, "local") is None
    assert "tell me of" in anna.ask("/story/talks").text
    assert "s3cret" not in local.ask(PATH).text
    local.send(PATH, token=local.token(PATH), hook_url="https://hooks.example/settings", **FORM)
    assert kept(served, "local").hook_secret == "s3cret"


def test_a_secret_stays_for_the_address_that_it_was_told_for(served):
    anna = logged_in(served, "anna")
    first = {"ntfy_url": "https://ntfy.example/topic", "ntfy_token": "tk", **FORM}
    anna.send(PATH, token=anna.token(PATH), **first)
    anna.send(PATH, token=anna.token(PATH), **first | {"ntfy_token": ""})
    assert kept(served, "anna").ntfy_token == "tk"
    anna.send(PATH, token=anna.token(PATH), **first | {"ntfy_token": "", "ntfy_url": "https://elsewhere.example/topic"})
    assert kept(served, "anna").ntfy_token == ""


def test_what_cannot_be_is_told_and_nothing_is_kept(served):
    anna = logged_in(served, "anna")
    for told, words in (
        ({"zone": "Nowhere"}, "time zone"), ({"hook_url": "ftp://x.example/"}, "http"), ({"per_hour": "many"}, "many alerts"),
        ({"digest_at": "25:00"}, "time of day"), ({"mail": "me"}, "mail address"),
    ):  # fmt: skip
        said = anna.send(PATH, token=anna.token(PATH), **FORM | told)
        assert words in trouble(said)
    assert kept(served, "anna") is None


def test_a_trial_tells_by_each_way_what_came_of_it(served, hooks):  # noqa: F811
    local, anna = logged_in(served, "local"), logged_in(served, "anna")
    ways = {"hook_url": f"{hooks.address}/in", "ntfy_url": f"{hooks.address}/no", "act": "try"}
    said = local.send(PATH, token=local.token(PATH), **FORM | ways).text
    assert "hook: taken" in said
    assert "ntfy: taken" in said  # the topic is no path
    assert sorted(hooks.asked) == ["/", "/in"]
    said = anna.send(PATH, token=anna.token(PATH), **FORM | ways).text
    assert said.count("private or reserved network") == 2  # she may not change sources
    assert len(hooks.asked) == 2


def test_who_reads_alone_settles_it_too():
    with serving() as served:
        reader = Reader(served.address)
        reader.send(PATH, token=reader.token(PATH), hook_url="https://hooks.example/", **FORM)
        assert kept(served, "local").hook_url == "https://hooks.example/"
