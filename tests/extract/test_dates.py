"""Moments as pages write them."""

import pytest

from newsworld.extract.dates import moment_from, told
from newsworld.extract.pages import parsed
from newsworld.news.sourcing import Capture


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2022-01-08T14:05:00Z", "2022-01-08T14:05:00+00:00"),
        ("2022-01-08T14:05:00.123+0100", "2022-01-08T14:05:00+01:00"),
        ("2022-01-08 14:05 +01:00", "2022-01-08T14:05:00+01:00"),
        ("2022-01-08T14:05:00", "2022-01-08"),  # whose clock is not told
        ("2022-1-8", "2022-01-08"),
        ("20220108T140500Z", "2022-01-08T14:05:00+00:00"),
        ("2022/01/08", "2022-01-08"),
        ("Sat, 08 Jan 2022 14:05:00 +0100", "2022-01-08T14:05:00+01:00"),
        ("Sat Jan 08 14:05:00 CET 2022", "2022-01-08T14:05:00+01:00"),
        ("08 Jan 2022 14:05:00 +0100", "2022-01-08T14:05:00+01:00"),
        ("Jan 08, 2022", "2022-01-08"),
        ("January 8th, 2022, 2:05 pm", "2022-01-08"),
        ("8. Januar 2022", "2022-01-08"),
        ("8 de enero de 2022", "2022-01-08"),
        ("8 января 2022", "2022-01-08"),
        ("18/01/2022 14:05", "2022-01-18"),
        ("08/01/2022 14:05", None),  # August or January
        ("31/02/2022", None),
        ("1641650700", "2022-01-08T14:05:00+00:00"),
        ("1641650700000", "2022-01-08T14:05:00+00:00"),
        ("0001-01-01T00:00:00Z", None),
        ("2022-13-45", None),
        ("yesterday at noon", None),
        ("", None),
        (None, None),
        ("9" * 500, None),
    ],
)
def test_a_moment_keeps_the_zone_it_was_told_in(written, moment):
    assert moment_from(written) == moment


def page(head, url="https://n.example/a"):
    return parsed(Capture(id="p", url=url, body=f"<html><head>{head}</head><body><p>x</p></body></html>".encode()))


def test_a_bare_day_takes_its_time_from_another_signal_of_the_same_day():
    head = '<meta property="article:published_time" content="2022-01-08"><meta name="date" content="2022-01-08T09:00:00+02:00">'
    assert told(page(head)).published == "2022-01-08T09:00:00+02:00"


def test_what_the_source_announced_fills_silence_only():
    assert told(page(""), announced="2022-01-07T10:00:00+00:00").published == "2022-01-07T10:00:00+00:00"
    head = '<meta property="article:published_time" content="2022-01-08T09:00:00Z">'
    assert told(page(head), announced="2022-01-07T10:00:00+00:00").published == "2022-01-08T09:00:00+00:00"


def test_the_address_tells_the_day_where_nothing_else_does():
    assert told(page("", url="https://n.example/2022/01/08/ferry")).published == "2022-01-08"


def test_an_update_is_only_told_when_it_is_later():
    head = (
        '<meta property="article:published_time" content="2022-01-08T09:00:00Z">'
        '<meta property="article:modified_time" content="2022-01-08T10:00:00+01:00">'
    )
    assert told(page(head)).updated is None
