"""Feeds change their guids in twelve ways; no item may come twice for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from newsworld.gather.identity import Known, recognise
from newsworld.gather.links import guid_key, link_key
from newsworld.news.moments import instant_of
from newsworld.news.sourcing import Item

DAYS = [f"2025-01-{day:02}T10:00:00+00:00" for day in range(6, 16)]
SUBJECTS = [
    "ferry",
    "bridge",
    "budget",
    "election",
    "harvest",
    "strike",
    "museum",
    "storm",
    "trial",
    "summit",
    "railway",
    "vaccine",
]


def item(n: int, **told: object) -> Item:
    """Item n as an honest feed tells it."""
    published = f"2025-01-05T{n:02}:30:00+00:00"
    plain = Item(
        id="", source="s", link=f"https://www.harbour.example/2025/{SUBJECTS[n]}-report", headline=f"The {SUBJECTS[n]} report number {n}",
        guid=f"https://www.harbour.example/?p={1000 + n}", summary=f"About the {SUBJECTS[n]}.", published=published, published_raw=published,
    )  # fmt: skip
    return replace(plain, **told)


def feed(size: int = 12, **told: object) -> list[Item]:
    return [item(n, **told) for n in range(size)]


def each(change: object) -> list[Item]:
    return [replace(plain, **change(n, plain)) for n, plain in enumerate(feed())]  # type: ignore[operator]


CHURN = {
    "http became https": (
        each(lambda n, i: {"guid": i.guid.replace("https", "http"), "link": i.link.replace("https", "http")}),
        feed(),
    ),
    "guid became the link": (feed(), each(lambda n, i: {"guid": i.link})),
    "guid was the link": (each(lambda n, i: {"guid": i.link}), feed()),
    "guid went away": (feed(), feed(guid=None)),
    "guid came": (feed(guid=None), feed()),
    "guid turns each time": (each(lambda n, i: {"guid": f"a-{n * 7919:08x}"}), each(lambda n, i: {"guid": f"b-{n * 104729:08x}"})),
    "one guid for all": (feed(guid="https://www.harbour.example/"), feed(guid="https://www.harbour.example/")),
    "guid is the place in the list": (
        each(lambda n, i: {"guid": str(n)}),
        [replace(i, guid=str(n)) for n, i in enumerate([*feed()[6:], *feed()[:6]])],
    ),
    "links are tracked": (
        feed(guid=None),
        each(lambda n, i: {"guid": None, "link": f"{i.link}?utm_source=rss&at_medium=feed&fbclid={n}"}),
    ),
    "host and slash change": (
        feed(guid=None),
        each(lambda n, i: {"guid": None, "link": i.link.replace("www.", "m.") + "/"}),
    ),
    "everything moves to a new site": (
        feed(),
        each(lambda n, i: {"guid": f"tag:new.example,{n}", "link": f"https://new.example/{SUBJECTS[n]}/{n}"}),
    ),
    "guid, link and date are all new": (
        feed(),
        each(lambda n, i: {"guid": f"uuid-{n:08}", "link": f"https://cdn.example/{n}/x", "published": DAYS[1], "published_raw": f"{DAYS[1]} {n}"}),
    ),
}  # fmt: skip


def test_there_are_twelve_kinds() -> None:
    assert len(CHURN) == 12


@pytest.mark.parametrize("kind", CHURN)
def test_no_item_comes_twice_through_churn_and_back(kind: str) -> None:
    before, after = CHURN[kind]
    known = Known()
    first = recognise(before, known, DAYS[0])
    assert len(first.new) == 12
    ids = {i.headline: i.id for i in first.new}
    for day, answer in zip(DAYS[1:], [after, after, before, after, before], strict=False):
        again = recognise(answer, known, day)
        assert again.new == ()
        assert dict(zip((i.headline for i in answer), again.ids, strict=True)) == ids


def test_what_is_truly_new_is_new_beside_churn() -> None:
    known = Known()
    recognise(feed(8), known, DAYS[0])
    told = recognise([*each(lambda n, i: {"guid": f"uuid-{n}"})[:8], item(9), item(10)], known, DAYS[1])
    assert [i.headline for i in told.new] == [item(9).headline, item(10).headline]


def test_a_new_headline_under_one_guid_is_a_change_and_its_id_stays() -> None:
    known = Known()
    first = recognise(feed(), known, DAYS[0]).new[3]
    told = recognise(
        [replace(i, headline="Recount ordered in the election") if n == 3 else i for n, i in enumerate(feed())],
        known,
        DAYS[1],
    )
    assert told.new == ()
    assert len(told.changed) == 1
    change = told.changed[0]
    assert (change.before.id, change.after.id, change.is_headline) == (first.id, first.id, True)
    assert (change.before.headline, change.after.headline) == (item(3).headline, "Recount ordered in the election")
    assert recognise(feed(), known, DAYS[2]).changed[0].after.headline == item(3).headline


def test_items_under_one_link_stay_apart_while_their_guids_do() -> None:
    live = [item(n, link="https://harbour.example/live", published_raw=None, published=None) for n in range(4)]
    known = Known()
    assert len(recognise(live, known, DAYS[0]).new) == 4
    assert recognise(live, known, DAYS[1]).new == ()
    assert len(recognise([*live, item(5, link="https://harbour.example/live")], known, DAYS[2]).new) == 1


def test_the_same_item_twice_in_one_answer_is_one() -> None:
    told = recognise([item(1), item(1), item(1, headline="Another wording"), item(2)], Known(), DAYS[0])
    assert len(told.new) == 2
    assert len(set(told.ids)) == 2


def test_a_missing_item_is_not_deleted() -> None:
    known = Known()
    recognise(feed(), known, DAYS[0])
    assert recognise([item(0)], known, DAYS[1]).to_keep == ()
    assert recognise(feed(), known, DAYS[2]).to_keep == ()


def test_published_is_never_after_first_seen_and_stays() -> None:
    known = Known()
    future = (instant_of(DAYS[0]) + timedelta(days=3)).isoformat()
    first = recognise([item(0, published=future, published_raw="tomorrow-ish")], known, DAYS[0]).new[0]
    assert (first.published, first.published_raw, first.first_seen) == (DAYS[0], "tomorrow-ish", DAYS[0])
    told = recognise([item(0, published=DAYS[4], published_raw="re-dated")], known, DAYS[5])
    assert told.new == ()
    assert told.touched[0].published == DAYS[0]
    assert told.touched[0].updated == DAYS[4]


def test_ids_are_the_same_on_every_run() -> None:
    assert recognise(feed(), Known(), DAYS[0]).ids == recognise(feed(), Known(), DAYS[5]).ids


def test_headlines_that_come_again_are_new_reports() -> None:
    known = Known()
    for day in range(5):
        told = recognise(
            [
                Item(
                    "",
                    "s",
                    f"https://a.example/2025/{day}/weather",
                    "Today's weather",
                    guid=f"weather-2025-{day}",
                    published_raw=f"day {day}",
                )
            ],
            known,
            DAYS[day],
        )
        assert len(told.new) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.a.example/x/", "https://a.example/x", True),
        ("https://a.example/x?utm_source=rss&id=5", "https://a.example/x?id=5", True),
        ("https://a.example/x?b=2&a=1#top", "https://a.example/x?a=1&b=2", True),
        ("https://a.example:443/index.html", "https://a.example/", True),
        ("https://a.example/x?id=5", "https://a.example/x?id=6", False),
        ("https://a.example/X", "https://a.example/x", False),
        ("https://a.example/#!/one", "https://a.example/#!/two", False),
        ("https://m.example/x", "https://example/x", False),
    ],
)
def test_links_to_one_page_are_known(one: str, other: str, same: bool) -> None:
    assert (link_key(one) == link_key(other)) is same


def test_guids_are_compared_as_they_are_but_for_scheme_and_slash() -> None:
    assert guid_key("http://www.a.example/?p=5") == guid_key("https://a.example/?p=5")
    assert guid_key("tag:a,1") != guid_key("tag:a,2")
    assert guid_key(None) == guid_key(" ") == ""
