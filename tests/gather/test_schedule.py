from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsworld.gather.schedule import Success, Wishes, adopted, after_failure, after_success, due
from newsworld.news.errors import FetchFailed
from newsworld.news.moments import instant_of
from newsworld.news.sourcing import Source, SourceHealth

NOW = "2025-01-06T10:00:00+00:00"
NEW = SourceHealth("s1")
SOURCE = Source("s1", "feed", "https://harbour.example/rss", "harbour")
ERROR = FetchFailed("harbour.example", "it cannot be reached.", "It will be tried again.")


def later(moment: str, **span: float) -> str:
    return (instant_of(moment) + timedelta(**span)).isoformat()


def pause_hours(health: SourceHealth) -> float:
    return (instant_of(health.next_try) - instant_of(health.last_try)).total_seconds() / 3600


def test_a_source_is_due_when_its_time_has_come_and_never_when_paused_or_gone() -> None:
    sources = [replace(SOURCE, id=name) for name in ("new", "past", "ahead", "paused", "gone", "off", "clock")]
    sources[5] = replace(sources[5], paused=True)
    healths = {
        "past": SourceHealth("past", "well", next_try=later(NOW, hours=-1)),
        "ahead": SourceHealth("ahead", "well", next_try=later(NOW, hours=1)),
        "paused": SourceHealth("paused", "paused"),
        "gone": SourceHealth("gone", "gone"),
        "clock": SourceHealth("clock", "well", next_try=later(NOW, days=400)),
    }
    assert [source.id for source in due(sources, healths, NOW)] == ["new", "past", "clock"]


def test_news_quickens_and_silence_slows_within_an_hour_and_a_day() -> None:
    health, now = after_success(NEW, Success(new_items=9), NOW), NOW
    assert 1 <= pause_hours(health) <= 1.1
    for _ in range(12):
        now = health.next_try
        health = after_success(health, Success(), now)
    assert 24 <= pause_hours(health) <= 26.5
    assert health.state == "quiet"
    for _ in range(12):
        health = after_success(health, Success(new_items=3), health.next_try)
    assert 1 <= pause_hours(health) <= 1.1
    assert health.state == "well"


@pytest.mark.parametrize(
    ("told", "least", "most"),
    [
        (Success(pause_seconds=15 * 60), 0.25, 1.1),
        (Success(pause_seconds=60), 0.25, 1.1),
        (Success(pause_seconds=6 * 3600), 6, 6.7),
        (Success(wishes=Wishes(max_age=4 * 3600)), 4, 4.5),
        (Success(wishes=Wishes(retry_after=5 * 3600)), 5, 5.6),
        (Success(pause_seconds=400 * 86400), 720, 800),
        (Success(is_pushed=True), 24, 26.5),
    ],
)
def test_the_outlets_wish_is_honoured_up_to_a_month(told: Success, least: float, most: float) -> None:
    assert least <= pause_hours(after_success(NEW, told, NOW)) <= most


def test_failures_back_off_to_a_day_then_pause_and_are_told_in_plain_words() -> None:
    health, pauses = NEW, []
    for _ in range(17):
        health = after_failure(health, ERROR, health.next_try or NOW)
        pauses.append(round(pause_hours(health) / 1.05))
    assert pauses[:6] == [1, 2, 4, 8, 16, 24]
    assert set(pauses[6:]) <= {23, 24, 25}
    assert health.error == "it cannot be reached. It will be tried again."
    health = after_failure(health, ERROR, health.next_try)
    assert (health.state, health.next_try) == ("paused", None)
    assert after_success(health, Success(new_items=1), NOW).error is None


def test_what_is_gone_is_not_asked_again_and_retry_after_is_waited_for() -> None:
    assert after_failure(NEW, ERROR, NOW, is_gone=True).state == "gone"
    assert pause_hours(after_failure(NEW, ERROR, NOW, Wishes(retry_after=10 * 3600))) >= 10


@pytest.mark.parametrize(
    ("headers", "wishes"),
    [
        ({"retry-after": "120"}, Wishes(retry_after=120)),
        ({"retry-after": "Mon, 06 Jan 2025 10:30:00 GMT"}, Wishes(retry_after=1800)),
        ({"retry-after": "soon"}, Wishes()),
        ({"retry-after": "-5"}, Wishes()),
        ({"retry-after": "9" * 30}, Wishes()),
        ({"cache-control": "public, max-age=600", "age": "100"}, Wishes(max_age=500)),
        ({"cache-control": 'private, MAX-AGE="60"'}, Wishes(max_age=60)),
        ({"cache-control": "no-store", "expires": "Mon, 06 Jan 2025 11:00:00 GMT"}, Wishes(max_age=3600)),
        ({"expires": "0"}, Wishes()),
        ({"cache-control": "x-max-age-y=3"}, Wishes()),
    ],
)
def test_wishes_are_read_from_headers_and_from_nothing_else(headers: dict[str, str], wishes: Wishes) -> None:
    assert Wishes.of(headers, NOW) == wishes


def test_a_move_is_adopted_after_three_sightings_over_a_day() -> None:
    health = NEW
    for hours in (0, 3, 6):
        health = after_success(health, Success(moved_to="https://new.example/rss"), later(NOW, hours=hours))
    assert adopted(SOURCE, health, later(NOW, hours=6))[0] == SOURCE
    source, after = adopted(SOURCE, health, later(NOW, hours=25))
    assert source == replace(SOURCE, address="https://new.example/rss")
    assert (after.moved_to, after.etag) == (None, None)


def test_a_hotels_redirect_and_a_loss_of_https_are_never_adopted() -> None:
    portal = after_success(NEW, Success(moved_to="https://portal.example/login"), NOW)
    back = after_success(portal, Success(), later(NOW, hours=30))
    assert (back.moved_to, back.moved_seen) == (None, 0)
    health = NEW
    for hours in (0, 20, 40):
        health = after_success(health, Success(moved_to="http://harbour.example/rss"), later(NOW, hours=hours))
    assert adopted(SOURCE, health, later(NOW, hours=50))[0] == SOURCE


def test_a_thousand_sources_switched_on_together_spread_and_do_so_alike_on_every_run() -> None:
    def run() -> list[str]:
        return [after_success(SourceHealth(f"s{n}"), Success(new_items=1), NOW).next_try for n in range(1000)]

    times = run()
    assert times == run()
    assert len(set(times)) > 250
    assert max(times.count(time) for time in set(times)) < 20


def test_validators_are_kept_byte_for_byte_and_only_honest_ones() -> None:
    health = after_success(NEW, Success(etag='W/"a b"', last_modified="whenever"), NOW)
    assert (health.etag, health.last_modified) == ('W/"a b"', "whenever")
    assert after_success(NEW, Success(etag="x" * 2000), NOW).etag is None
    assert after_success(NEW, Success(etag="a\r\nb"), NOW).etag is None


@given(
    st.dictionaries(
        st.sampled_from(["retry-after", "cache-control", "age", "expires"]),
        st.text(max_size=40) | st.from_regex(r"[a-z-]{1,9}=[0-9]{1,30}"),
    )
)
def test_any_headers_are_wishes_or_nothing(headers: dict[str, str]) -> None:
    told = Wishes.of(headers, NOW)
    assert told.retry_after is None or 0 <= told.retry_after <= 30 * 86400
    assert told.max_age is None or 0 <= told.max_age <= 30 * 86400
