from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.gather.origin import FEED, PAGE, Origin, answer

from newsworld.gather.client import Client
from newsworld.gather.options import Options
from newsworld.gather.round import Heard, Missed, fetch_pages, hear_push, listen
from newsworld.news.moments import instant_of
from newsworld.news.sourcing import Capture, Item, Source, SourceHealth

OPTIONS = Options(allow=("127.0.0.0/8",), pace_seconds=0.0, deadline_seconds=2.0)
NOW = "2025-01-06T12:00:00+00:00"


def later(hours: float) -> str:
    return (instant_of(NOW) + timedelta(hours=hours)).isoformat()


class House:
    """What a store would keep between rounds."""

    def __init__(self, origin: Origin, *sources: Source) -> None:
        self.origin = origin
        self.sources = {source.id: source for source in sources}
        self.healths: dict[str, SourceHealth] = {}
        self.items: dict[str, dict[str, Item]] = {}

    async def round(self, now: str = NOW, client: Client | None = None) -> list[Heard]:
        heard = []
        async with client or Client(OPTIONS) as open_client:
            async for told in listen(self.sources.values(), self.healths, self.known, open_client, now, OPTIONS):
                self.sources[told.source.id] = told.source
                self.healths[told.source.id] = told.health
                self.items.setdefault(told.source.id, {}).update((item.id, item) for item in told.to_keep)
                heard.append(told)
        return heard

    def known(self, source: str) -> list[Item]:
        return list(self.items.get(source, {}).values())


def source(origin: Origin, path: str, kind: str = "feed") -> Source:
    return Source(path, kind, origin.url(path), "harbour")


def run(work):
    return asyncio.run(work)


def test_a_feed_is_polled_once_then_only_asked_whether_it_changed() -> None:
    async def work() -> None:
        async with Origin() as origin:
            house = House(origin, source(origin, "/feed"))
            first = (await house.round())[0]
            assert [item.headline for item in first.new] == ["Ferry returns to service"]
            assert (first.health.state, first.health.etag, first.title) == ("well", '"v1"', "The Harbour Times")
            assert await house.round(later(0.5)) == []
            again = (await house.round(later(3)))[0]
            assert (again.new, again.health.etag, again.health.failures) == ((), '"v1"', 0)
            assert [headers.get("if-none-match") for _, headers in origin.asked] == [None, '"v1"']

    run(work())


def test_ten_restarts_make_no_more_requests_than_none() -> None:
    async def work() -> None:
        async with Origin() as origin:
            house = House(origin, source(origin, "/feed"))
            for minute in range(10):
                await house.round(later(minute / 60))
            assert origin.counts["/feed"] == 1

    run(work())


@pytest.mark.slow
def test_every_trouble_has_its_words_and_its_next_try() -> None:
    words = {
        "/gone": "closed this source for good", "/none": "nothing is found", "/html-feed": "web page came instead",
        "/cut": "breaks off", "/drip": "in time", "/endless": "larger than", "/loop": "in circles", "/gzip-bomb": "bomb",
    }  # fmt: skip

    async def work() -> dict[str, SourceHealth]:
        async with Origin() as origin:
            house = House(origin, *(replace(source(origin, path)) for path in words))
            options = replace(OPTIONS, feed_bytes=1_000_000)
            await house.round(client=Client(options))
            assert (await house.round(later(48), Client(options))) is not None
            assert origin.counts["/gone"] == 1
            return house.healths

    healths = run(work())
    for path, told in words.items():
        assert told in healths[path].error or path == "/gzip-bomb", (path, healths[path].error)
        assert healths[path].failures >= 1
        assert healths[path].next_try or path == "/gone"
    assert healths["/gone"].state == "gone"


def test_one_host_that_wants_rest_is_left_alone_without_blame() -> None:
    async def work() -> None:
        async with Origin() as origin:
            house = House(origin, replace(source(origin, "/later"), id="!"), source(origin, "/feed"))
            heard = {told.source.id: told.health for told in await house.round()}
            assert heard["!"].failures == 1
            assert heard["!"].next_try >= later(2)
            assert (heard["/feed"].failures, heard["/feed"].error) == (0, None)
            assert origin.counts["/feed"] == 0

    run(work())


def test_a_permanent_move_is_adopted_after_a_day() -> None:
    async def work() -> None:
        async with Origin() as origin:
            origin.modes["/old"] = answer(b"", 301, location="/feed")
            house = House(origin, source(origin, "/old"))
            for hours in (0, 9, 26, 52):
                await house.round(later(hours))
            assert house.sources["/old"].address == origin.url("/feed")
            assert len(house.items["/old"]) == 1

    run(work())


def test_a_home_page_becomes_its_feed_and_a_sitemap_index_is_followed() -> None:
    home = b"<html lang='en'><head><link rel='alternate' type='application/rss+xml' href='/comments/feed' title='Comments'><link rel='alternate' type='application/rss+xml' href='/feed'></head></html>"
    index = b"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>%s</loc></sitemap></sitemapindex>"
    news = b"""<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>
      <url><loc>http://harbour.example/a</loc><news:news><news:publication><news:name>Harbour</news:name><news:language>en</news:language></news:publication>
      <news:publication_date>2025-01-06T10:00:00+01:00</news:publication_date><news:title>Tide &amp; time</news:title></news:news></url></urlset>"""

    async def work() -> None:
        async with Origin() as origin:
            origin.modes["/"] = answer(home, content_type="text/html", etag='"home"')
            origin.modes["/map.xml"] = answer(index % origin.url("/news.xml").encode())
            origin.modes["/news.xml"] = answer(news)
            house = House(origin, source(origin, "/", "site"), source(origin, "/map.xml", "sitemap"))
            heard = {told.source.id: told for told in await house.round()}
            assert (heard["/"].source.kind, heard["/"].source.address) == ("feed", origin.url("/feed"))
            assert (len(heard["/"].new), heard["/"].language, heard["/"].health.etag) == (1, "en", None)
            assert [(item.headline, item.published) for item in heard["/map.xml"].new] == [
                ("Tide & time", "2025-01-06T10:00:00+01:00")
            ]

    run(work())


def test_pages_are_fetched_for_items_and_what_fails_is_told() -> None:
    async def work() -> list[Capture | Missed]:
        async with Origin() as origin, Client(OPTIONS) as client:
            origin.modes["/page/reserved"] = answer(PAGE, tdm_reservation="1")
            origin.modes["/robots.txt"] = answer(b"User-agent: *\nDisallow: /page/closed\n")
            links = ["/page/1", "/page/reserved", "/page/closed", "/nothing"]
            items = [Item(link, "s", origin.url(link), link) for link in links]
            items.append(Item("evil", "s", "http://10.0.0.1/", "x"))
            return [told async for told in fetch_pages(items, client, NOW, {"s": "Harbour Times"})]

    told = run(work())
    captures = {one.id: one for one in told if isinstance(one, Capture)}
    missed = {one.item.id: str(one.error) for one in told if isinstance(one, Missed)}
    assert set(captures) == {"/page/1", "/page/reserved"}
    assert (captures["/page/1"].body, captures["/page/1"].outlet, captures["/page/1"].fetched) == (
        PAGE,
        "Harbour Times",
        NOW,
    )
    assert captures["/page/reserved"].headers["tdm-reservation"] == "1"
    assert "robots.txt asks not" in missed["/page/closed"]
    assert "nothing is found" in missed["/nothing"]
    assert "private" in missed["evil"]


def test_an_item_with_its_whole_text_needs_no_page() -> None:
    async def work() -> list[Capture | Missed]:
        async with Client(OPTIONS) as client:
            item = Item("a", "s", "https://a.example/", "x", content="<p>" + "word " * 400 + "</p>")
            options = Options(feed_content_is_enough=True)
            return [told async for told in fetch_pages([item], client, NOW, options=options)]

    assert b"<article><p>word " in run(work())[0].body


@pytest.mark.slow
def test_a_dead_host_does_not_delay_the_living() -> None:
    async def work() -> dict[str, float]:
        async with Origin("0.0.0.0") as origin, Client(OPTIONS) as client:
            sources = [
                Source(f"{n}", "feed", f"http://127.0.0.{n}:{origin.port}/{'silent' if n < 12 else 'feed'}", "o")
                for n in range(2, 40)
            ]
            loop = asyncio.get_running_loop()
            began = loop.time()
            heard = listen(sources, {}, lambda _: (), client, NOW, OPTIONS)
            return {told.source.id: loop.time() - began async for told in heard}

    ends = run(work())
    assert len(ends) == 38
    assert max(end for name, end in ends.items() if int(name) >= 12) < 1.5


def test_leaving_a_round_early_leaves_nothing_running() -> None:
    async def work() -> int:
        async with Origin() as origin, Client(OPTIONS) as client:
            sources = [source(origin, "/feed"), Source("x", "feed", f"http://127.0.0.2:{origin.port}/silent", "o")]
            round_ = listen(sources, {}, lambda _: (), client, NOW, OPTIONS)
            await anext(round_)
            await round_.aclose()
            return len([task for task in asyncio.all_tasks() if "drain" in repr(task)])

    assert run(work()) == 0


def test_a_push_is_heard_like_a_poll_and_leaves_the_schedule_alone() -> None:
    here = Source("s", "feed", "https://harbour.example/rss", "harbour")
    health = SourceHealth("s", "well", next_try=later(5), etag='"v1"')
    told = hear_push(here, health, FEED, (), NOW)
    assert ([item.headline for item in told.new], told.health) == (["Ferry returns to service"], health)
    assert hear_push(here, health, FEED, told.new, NOW).to_keep == ()
