from __future__ import annotations

import asyncio
import socket
from dataclasses import replace

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from tests.gather.origin import FEED, Origin, answer

from newsworld.gather.client import Client, Manners, Request
from newsworld.gather.options import Options
from newsworld.news.errors import AddressRefused, FetchFailed

OPEN = Options(allow=("127.0.0.1/32",), pace_seconds=0.0, deadline_seconds=3.0, contact="desk@newsworld.example")


def run(work):
    return asyncio.run(work)


async def ask(path: str, options: Options = OPEN, **told):
    async with Origin() as origin, Client(options) as client:
        return await client.fetch(Request(origin.url(path), **told)), origin.asked


def test_an_answer_is_whole_and_says_who_asks() -> None:
    response, asked = run(ask("/feed"))
    assert (response.status, response.body) == (200, FEED)
    assert asked[0][1]["user-agent"] == "Newsworld/0.1 (+desk@newsworld.example)"
    assert "cookie" not in asked[0][1]
    assert "referer" not in asked[0][1]


def test_validators_go_back_byte_for_byte() -> None:
    response, asked = run(ask("/feed", etag='"v1"', last_modified="Mon, 06 Jan 2025 10:00:00 GMT"))
    assert response.is_unchanged
    assert asked[0][1]["if-none-match"] == '"v1"'
    assert asked[0][1]["if-modified-since"] == "Mon, 06 Jan 2025 10:00:00 GMT"


@pytest.mark.parametrize("path", ["/gzip", "/raw-deflate"])
def test_one_layer_of_packing_is_undone(path: str) -> None:
    response, _ = run(ask(path))
    assert response.body == FEED


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/drip", "in time"),
        ("/silent", "in time"),
        ("/endless", "larger than"),
        ("/gzip-bomb", "bomb|larger than"),
        ("/deflate-bomb", "bomb|larger than"),
        ("/double-gzip", "packed twice"),
        ("/two-layers", "packed more than once"),
        ("/br", "not asked for"),
        ("/zstd", "not asked for"),
        ("/gzip-cut", "breaks off"),
        ("/cut", "breaks off"),
        ("/junk", "no proper HTTP"),
        ("/huge-headers", "no proper HTTP"),
        ("/header-flood", "no proper HTTP"),
        ("/loop", "in circles"),
    ],
)
@pytest.mark.slow
def test_what_is_no_answer_is_told_in_plain_words(path: str, words: str) -> None:
    seconds = 1.0 if "in time" in words else 20.0
    with pytest.raises(FetchFailed, match=words):
        run(ask(path, Options(allow=("127.0.0.1",), pace_seconds=0, deadline_seconds=seconds)))


def test_a_body_may_be_as_large_as_the_cap_and_no_larger() -> None:
    async def sizes() -> None:
        async with Origin() as origin, Client(OPEN) as client:
            origin.modes["/big"] = answer(b"x" * 3_000_000)
            assert len((await client.fetch(Request(origin.url("/big"), limit_bytes=3_000_000))).body) == 3_000_000
            with pytest.raises(FetchFailed, match="larger than 2999999"):
                await client.fetch(Request(origin.url("/big"), limit_bytes=2_999_999))

    run(sizes())


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.2/", "file:///etc/passwd", "http://0x7f.0.0.2/", "http://[::ffff:127.0.0.2]/", "ftp://127.0.0.1/",
     "//169.254.169.254/latest", "http://2130706434/", "gopher://127.0.0.1/", "http://u:p@127.0.0.1/"],
)  # fmt: skip
def test_no_redirect_leads_where_we_do_not_go(status: int, target: str) -> None:
    async def follow() -> None:
        async with Origin() as origin, Client(OPEN) as client:
            origin.modes["/away"] = answer(b"", status, location=target)
            with pytest.raises(AddressRefused):
                await client.fetch(Request(origin.url("/away")))

    run(follow())


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_what_was_meant_for_one_origin_is_not_told_to_another(status: int) -> None:
    async def follow() -> tuple[dict[str, str], dict[str, str]]:
        async with Origin() as origin, Origin() as other, Client(OPEN) as client:
            origin.modes["/away"] = answer(b"", status, location=other.url("/feed"))
            await client.fetch(Request(origin.url("/away"), etag='"v1"', last_modified="Mon, 06 Jan 2025 10:00:00 GMT"))
            key = {"Authorization": "Bearer of tin"}
            await client.fetch(Request(origin.url("/away"), kind="hub", body=b"the report", headers=key))
            return other.asked[0][1], other.asked[1][1]

    asked, written = run(follow())
    assert not {"if-none-match", "if-modified-since"} & set(asked)
    assert not {"authorization", "body"} & set(written)


def test_an_answer_that_only_drips_is_given_up_before_its_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsworld.gather.client.SLOW_AFTER_SECONDS", 0.2)
    with pytest.raises(FetchFailed, match="drips too slowly"):
        run(ask("/drip", Options(allow=("127.0.0.1",), pace_seconds=0, deadline_seconds=60)))


class Fickle(AbstractResolver):
    """Answers with an allowed address first, a private one after: DNS rebinding."""

    def __init__(self, port_hosts: list[str]) -> None:
        self._hosts = port_hosts

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[ResolveResult]:
        address = self._hosts.pop(0)
        return [ResolveResult(hostname=host, host=address, port=port, family=socket.AF_INET, proto=0, flags=0)]

    async def close(self) -> None:
        pass


def test_the_address_really_connected_to_is_checked_each_time() -> None:
    async def twice() -> None:
        async with Origin() as origin, Client(OPEN, resolver=Fickle(["127.0.0.1"])) as client:
            url = f"http://rebind.example:{origin.port}/feed"
            assert (await client.fetch(Request(url))).status == 200
        async with Origin() as origin, Client(OPEN, resolver=Fickle(["127.0.0.2"])) as client:
            with pytest.raises(AddressRefused, match="private or reserved"):
                await client.fetch(Request(f"http://rebind.example:{origin.port}/feed"))

    run(twice())


def test_names_for_this_machine_are_refused_by_default() -> None:
    async def local() -> None:
        async with Origin() as origin, Client() as client:
            for host in ("localhost", "127.0.0.1", "[::1]"):
                with pytest.raises(AddressRefused):
                    await client.fetch(Request(f"http://{host}:{origin.port}/feed"))

    run(local())


def test_only_a_chain_of_permanent_redirects_is_a_move() -> None:
    async def moves() -> None:
        async with Origin() as origin, Client(OPEN) as client:
            origin.modes["/old"] = answer(b"", 301, location="/middle")
            origin.modes["/middle"] = answer(b"", 308, location="/feed")
            origin.modes["/away"] = answer(b"", 302, location="/old")
            assert (await client.fetch(Request(origin.url("/old")))).moved_permanently_to == origin.url("/feed")
            assert (await client.fetch(Request(origin.url("/away")))).moved_permanently_to is None

    run(moves())


def test_robots_are_asked_once_for_pages_and_never_for_feeds() -> None:
    async def pages() -> None:
        async with Origin() as origin, Client(OPEN) as client:
            origin.modes["/robots.txt"] = answer(b"User-agent: *\nDisallow: /page/closed\n")
            assert (await client.fetch(Request(origin.url("/page/open"), kind="page"))).status == 200
            assert (await client.fetch(Request(origin.url("/page/too"), kind="page"))).status == 200
            with pytest.raises(FetchFailed, match=r"robots\.txt asks not"):
                await client.fetch(Request(origin.url("/page/closed/1"), kind="page"))
            assert origin.counts["/robots.txt"] == 1
            assert origin.counts["/page/closed/1"] == 0
        async with Origin() as origin, Client(OPEN) as client:
            await client.fetch(Request(origin.url("/feed")))
            assert origin.counts["/robots.txt"] == 0

    run(pages())


def test_manners_outlive_a_client() -> None:
    async def clients() -> None:
        manners = Manners(OPEN)
        async with Origin() as origin:
            for _ in range(3):
                async with Client(OPEN, manners) as client:
                    await client.fetch(Request(origin.url("/page/1"), kind="page"))
            assert (origin.counts["/page/1"], origin.counts["/robots.txt"]) == (3, 1)
            async with Client(OPEN, manners) as client:
                await client.fetch(Request(origin.url("/later")))
            async with Client(OPEN, manners) as client:
                with pytest.raises(FetchFailed, match="left alone"):
                    await client.fetch(Request(origin.url("/feed")))

    run(clients())


@pytest.mark.parametrize(("status", "fetched"), [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_a_missing_robots_file_allows_and_a_broken_one_forbids(status: int, fetched: bool) -> None:
    async def page() -> bool:
        async with Origin() as origin, Client(OPEN) as client:
            origin.modes["/robots.txt"] = answer(b"", status)
            try:
                await client.fetch(Request(origin.url("/page"), kind="page"))
            except FetchFailed:
                return False
            return True

    assert run(page()) is fetched


def test_a_reservation_is_read_from_page_header_and_site() -> None:
    async def reserved(headers: dict[str, str], body: bytes, site: bytes = b"[]"):
        async with Origin() as origin, Client(OPEN) as client:
            origin.modes["/.well-known/tdmrep.json"] = answer(site)
            origin.modes["/page"] = answer(body, **headers)
            return (await client.fetch(Request(origin.url("/page"), kind="page"))).reservation

    meta = (
        b'<html><head><meta name="tdm-reservation" content="1"><meta name="tdm-policy" content="https://p.example/x">'
    )
    assert run(reserved({}, meta)).headers() == {"tdm-reservation": "1", "tdm-policy": "https://p.example/x"}
    assert run(reserved({"tdm_reservation": "1"}, b"<html>")).reserved
    assert run(reserved({}, b"<html>", b'[{"location": "/p*", "tdm-reservation": 1}]')).reserved
    assert run(reserved({}, b"<html>")) is None


def test_a_host_that_asks_for_rest_gets_it() -> None:
    async def rest() -> None:
        async with Origin() as origin, Client(OPEN) as client:
            response = await client.fetch(Request(origin.url("/later")))
            assert response.headers["retry-after"] == "7200"
            with pytest.raises(FetchFailed, match="left alone"):
                await client.fetch(Request(origin.url("/feed")))
            assert origin.counts["/feed"] == 0

    run(rest())


def test_one_host_is_asked_with_a_pause() -> None:
    async def spaced() -> float:
        async with Origin() as origin, Client(Options(allow=("127.0.0.1",), pace_seconds=0.1)) as client:
            loop = asyncio.get_running_loop()
            began = loop.time()
            await asyncio.gather(*(client.fetch(Request(origin.url("/feed"))) for _ in range(4)))
            return loop.time() - began

    assert run(spaced()) >= 0.3


def test_a_hostile_header_is_only_data() -> None:
    async def headers():
        async with Origin() as origin, Client(OPEN) as client:
            origin.modes["/x"] = answer(
                b"x", referrer_policy="__import__('os')", etag='"\x1b[31m\t"', x="\u202e".encode().decode("latin-1")
            )
            return (await client.fetch(Request(origin.url("/x")))).headers

    told = run(headers())
    assert told["referrer-policy"] == "__import__('os')"
    assert all(value.isprintable() for value in told.values())


def test_a_feed_of_22_megabytes_comes_in_and_one_of_34_does_not() -> None:
    async def sizes() -> None:
        async with Origin() as origin, Client(replace(OPEN, deadline_seconds=30.0)) as client:
            origin.modes["/large"] = answer(bytes(22_000_000))
            origin.modes["/larger"] = answer(bytes(34_000_000))
            assert len((await client.fetch(Request(origin.url("/large")))).body) == 22_000_000
            with pytest.raises(FetchFailed, match="larger than"):
                await client.fetch(Request(origin.url("/larger")))

    run(sizes())
