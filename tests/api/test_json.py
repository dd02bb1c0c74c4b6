"""The JSON API over HTTP: what it tells, how lists go on, what it refuses, and what it lets a reader change."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from urllib.parse import quote

import pytest
from tests.api.programs import TOKEN, Program, serving
from tests.web.serving import Reader

from newsworld.api.permits import READ, Permit
from newsworld.api.routing import JsonApi
from newsworld.api.table import ROUTES


@pytest.fixture(scope="module")
def served():
    with serving() as doors:
        yield doors


@pytest.fixture(scope="module")
def program(served):
    return Program(served.address)


@pytest.fixture
def fresh():
    with serving() as doors:
        yield doors


# What it tells.


def test_stories_come_newest_first_and_lead_to_their_briefs_with_exact_words(program):
    stories = program.all("/stories?limit=3")
    assert [one["last_seen"] for one in stories] == sorted((one["last_seen"] for one in stories), reverse=True)
    assert len({one["id"] for one in stories}) == len(stories) >= 5
    brief = program.get(f"/stories/{stories[0]['id']}/brief")
    lines = [line for section in brief["sections"] for line in section["lines"]]
    for citation in (citation for line in lines for citation in line["citations"]):
        start, end = citation["span"]
        assert program.get(f"/articles/{citation['article']}")["text"][start:end] == citation["quote"]


def test_the_edition_is_what_the_front_page_shows(program, served):
    front = Reader(served.address).ask("/").text
    shown = re.findall(r'href="/story/([^"#]+)"', front)
    assert {one["id"] for one in program.get("/edition")["items"]} == set(shown)


def test_every_list_gives_the_same_in_small_pages_as_in_one(program):
    for route in ROUTES:
        names = [param.name for param in route.params]
        if route.is_list and "cursor" in names and "{" not in route.path and route.method == "GET":
            whole = program.get(f"{route.path}?limit=200")["items"]
            assert program.all(f"{route.path}?limit=1") == whole, route.path


def test_a_link_header_tells_where_the_list_goes_on(program):
    told = program.ask("/articles?limit=2")
    address = re.fullmatch(r'<([^>]+)>; rel="next"', told.headers["link"]).group(1)
    assert address == told.json["next"]
    assert program.get(address)["items"][0]["id"] not in [one["id"] for one in told.json["items"]]


@pytest.mark.parametrize(
    ("path", "slot", "part"),
    [
        ("/statements?speaker=pell", "speaker", "Pell"),
        ("/statements?party=norland", "party", "Norland"),
        ("/positions?stance=offers", "stance", "offers"),
        ("/meetings?party=norland", "parties", "Norland"),
    ],
)
def test_facts_are_found_by_who_and_how(program, path, slot, part):
    found = program.all(path)
    assert found
    assert all(part in line["slots"][slot] and line["citations"] for line in found)


def test_facts_of_one_story(program):
    brief = program.get("/stories/talks/brief")
    said = next(part["lines"] for part in brief["sections"] if part["name"] == "who said what")
    assert [line["text"] for line in program.all("/statements?story=talks&limit=2")] == [line["text"] for line in said]


def test_search_finds_articles_by_words_and_lines_by_operators(program):
    words = program.get("/search?q=talks")
    assert words["articles"]
    assert words["statements"] == []
    said = program.get(f"/search?q={quote('speaker:Pell')}")
    assert said["statements"]
    assert program.get("/search?q=")["articles"] == []


def test_articles_topics_outlets_sources_and_what_answers(program):
    one = program.get("/articles?outlet=North%20Wire")["items"][0]
    assert one["outlet"] == "North Wire"
    assert program.get(f"/stories/{one['story']}/articles")["items"]
    assert program.get("/topics")["items"][0]["stories"] >= 1
    topic = program.get("/topics")["items"][0]["id"]
    assert all(topic in {t["id"] for t in s["topics"]} for s in program.all(f"/stories?topic={quote(topic)}"))
    outlet = program.get("/outlets")["items"][0]
    assert program.get(f"/outlets/{outlet['id']}") == outlet
    assert program.get("/sources")["items"][0]["state"]
    assert program.get("/")["stories"] == len(program.all("/stories"))


def test_what_one_has_already_is_not_sent_again(program):
    told = program.ask("/stories/talks/brief")
    again = program.ask("/stories/talks/brief", if_none_match=told.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert program.ask("/stories/talks/brief", if_none_match='"other"').status == 200
    assert program.ask("/stories/talks/brief", "HEAD").headers["etag"] == told.headers["etag"]


def test_a_merged_story_leads_to_where_it_is(fresh):
    fresh.store.stories.redirect("gone", "talks")
    told = Program(fresh.address).ask("/stories/gone")
    assert (told.status, told.headers["location"]) == (308, "/api/v1/stories/talks")
    assert Program(fresh.address).ask("/stories/gone/brief").headers["location"] == "/api/v1/stories/talks/brief"


def test_an_id_may_hold_anything(fresh):
    (known, *_) = fresh.store.articles.between("2000-01-01", "2100-01-01")
    article = dataclasses.replace(known, id="http://a.example/ä b?c#d")
    fresh.store.articles.put(article, article.published)
    program = Program(fresh.address)
    assert program.get(f"/articles/{quote(article.id, safe='')}")["id"] == article.id


# What it refuses.


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/stories?limit=0", 400), ("/stories?limit=x", 400), ("/stories?limit=1&limit=2", 400),
        ("/stories?nonsense=1", 400), ("/stories?since=yesterday", 400), ("/stories?since=2022-13-01", 400),
        ("/stories?cursor=nonsense", 404), ("/stories?cursor=WzFd", 404), ("/positions?stance=shrugs", 400),
        ("/stories/none", 404), ("/stories/none/brief", 404), ("/stories/talks/brief?version=99", 404),
        ("/articles/none", 404), ("/articles/none/reading", 404), ("/articles/none/versions", 404),
        ("/outlets/none", 404), ("/nowhere", 404), ("/stories?q=" + "x" * 600, 400), ("/changes?since=WyJhIl0", 404),
        ("/stories?since=0001-01-01T00:00:00%2B14:00", 400), ("/%00", 404), ("/stories/%00%ff", 404),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_a_problem(program, path, status):
    told = program.ask(path)
    assert told.status == status
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json["status"] == status
    assert told.json["detail"]


def test_what_a_path_does_not_know_is_told_with_what_it_knows(program):
    told = program.ask("/stories", "DELETE")
    assert (told.status, told.headers["allow"]) == (405, "GET")


@pytest.mark.parametrize(
    ("path", "method", "body"),
    [
        ("/marks/talks", "PATCH", {"starred": "yes"}), ("/marks/talks", "PATCH", b"not json"),
        ("/marks/talks", "PATCH", {"seen_version": -1}), ("/marks", "POST", {"story": "talks"}),
        ("/follows/party%3ANorland", "PUT", {"name": ""}), ("/corrections", "POST", {"kind": "burn", "story": "talks"}),
        ("/corrections", "POST", {"kind": "merge", "story": "talks"}), ("/marks/talks", "PATCH", b"[" * 100_000),
        ("/corrections", "POST", {"kind": "merge", "story": "talks", "into": "talks"}),
        ("/marks", "POST", [{"story": "talks"}] * 501), ("/marks/talks", "PATCH", b" " * 300_000),
    ],
)  # fmt: skip
def test_a_body_that_is_not_what_it_should_be_is_a_problem(program, path, method, body):
    told = program.ask(path, method, body, content_type="application/json")
    assert (told.status, told.headers["content-type"]) == (400, "application/problem+json")


def unsafe():
    return [(route.method, re.sub(r"\{\w+\}", "talks", route.path)) for route in ROUTES if route.writes]


def test_every_unsafe_route_refuses_a_missing_and_a_wrong_token_and_a_cookie_alone(served):
    visitor = Reader(served.address)
    visitor.ask("/")
    assert visitor.cookies
    for method, path in unsafe():
        assert Program(served.address, token=None).ask(path, method, {}).status == 401
        assert Program(served.address, token="wrong").ask(path, method, {}).status == 401
        told = visitor.ask(f"/api/v1{path}", method, b"{}", content_type="application/json")
        assert told.status == 401
        assert told.headers["www-authenticate"].startswith("Bearer")


def test_every_unsafe_route_needs_more_than_leave_to_read():
    assert all(route.needs > READ for route in ROUTES if route.writes)
    app = JsonApi("/api/v1", ROUTES, None, lambda _request: Permit("ada"))
    for method, path in unsafe():
        scope = {"type": "http", "method": method, "path": f"/api/v1{path}", "headers": [], "query_string": b""}
        sent = []

        async def send(message, sent=sent):
            sent.append(message)

        asyncio.run(app(scope, None, send))
        assert sent[0]["status"] == 403, path


def test_a_page_of_ours_may_write_with_its_token_but_no_other_site(served):
    visitor = Reader(served.address)
    token = visitor.token()
    told = {"content_type": "application/json", "x_newsworld_token": token}
    assert visitor.ask("/api/v1/marks/talks", "PATCH", b"{}", **told).status == 200
    assert visitor.ask("/api/v1/marks/talks", "PATCH", b"{}", **told, sec_fetch_site="cross-site").status == 401
    assert Reader(served.address).ask("/api/v1/marks/talks", "PATCH", b"{}", **told).status == 401


def test_with_a_password_nobody_reads_without_the_token():
    with serving(password="open sesame") as doors:
        assert Program(doors.address, token=None).ask("/stories").status == 401
        assert Program(doors.address, token=None).ask("/openapi.json").status == 401
        assert Program(doors.address).ask("/stories").status == 200


def test_another_name_that_points_here_is_refused(served):
    told = Program(served.address, token=None).ask("/stories", host="evil.example")
    assert told.status == 401


def test_without_a_token_in_the_settings_no_token_opens_anything():
    with serving(api_token=None) as doors:
        for token in (TOKEN, "None", ""):
            assert Program(doors.address, token=token or " ").ask("/marks/talks", "PATCH", {}).status == 401


# What a reader changes.


def test_marks_are_the_ones_that_the_pages_show(fresh):
    program = Program(fresh.address)
    assert program.ask("/marks/talks", "PATCH", {"starred": True, "seen_version": 1}).json["starred"]
    assert "talks" in Reader(fresh.address).ask("/starred").text
    assert next(one for one in program.all("/stories") if one["id"] == "talks")["starred"]
    assert program.ask("/marks/talks", "PATCH", {"starred": False}).json["seen_version"] == 1
    assert program.ask("/marks/none", "PATCH", {"starred": True}).status == 404
    many = [{"story": "talks", "followed": True}, {"story": "none"}, {"story": "quake", "seen_version": 1}]
    assert program.ask("/marks", "POST", many).json == {"changed": 2, "unknown": ["none"]}
    assert {mark["story"] for mark in program.all("/marks")} == {"talks", "quake"}


def test_following_and_leaving_out(fresh):
    program = Program(fresh.address)
    path = "/follows/" + quote("party:Norland", safe="")
    assert program.ask(path, "PUT", {"name": "Norland"}).status == 200
    assert [one["topic"] for one in program.get("/follows")["items"]] == ["party:Norland"]
    assert program.ask(
        "/follows/medtop%3A11000000", "PUT", {"name": "Politics", "followed": False, "muted_days": 7}
    ).json["muted_until"]
    assert program.ask(path, "DELETE").status == 204
    assert program.ask("/follows/never", "DELETE").status == 404
    assert [one["topic"] for one in program.get("/follows")["items"]] == ["medtop:11000000"]
