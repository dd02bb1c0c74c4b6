"""Two people walk over every route of every door: nothing of the other's is read or written; no proof, no way in."""

from __future__ import annotations

import dataclasses
import re
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from tests.phone.phones import PASSWORDS, Phone, house, logged_in
from tests.web.serving import Reader

from newsworld.api.fever import FeverWay
from newsworld.api.table import PREFIX, ROUTES
from newsworld.doors import application
from newsworld.news.people import Subscription
from newsworld.news.stories import Interest, Mark
from newsworld.people import Need, sealed

SECRET_NAME = "Anna's own word"
OPEN = (
    "/login",
    "/login/passkey",
    "/login/passkey/begin",
    "/login/oidc",
    "/login/oidc/back",
    "/health",
    "/metrics",
    "/static/{name}",
    "/hub/{source}/{path}",
)  # the last are hubs', unguessable
JSON_PATHS = {"topic": "search:secret", "kind": "stories", "version": "1"}
JSON_BODIES = {  # what each route that changes something is told, aimed at what Anna has, too
    "mark": {"seen_version": 1, "starred": False, "followed": False},
    "mark_many": [{"story": "talks", "seen_version": 0, "starred": False}],
    "follow": {"name": "mine", "followed": False},
    "correct": {"kind": "merge", "story": "talks", "into": "quake"},
}
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


@pytest.fixture(scope="module")
def served():
    with house() as served:
        store = served.store
        store.marks.put("anna", Mark("talks", 2, None, starred=True, followed=True))
        store.marks.put_interest("anna", Interest("search:secret", SECRET_NAME, followed=True))
        store.people.put_subscription("anna", Subscription("North Wire", SECRET_NAME, SECRET_NAME))
        served.accounts.issue("anna", "token", served.clock(), SECRET_NAME)
        store.entries.list_new(served.clock())
        yield served


def ways(served):
    doors = application(served.room, served.clock)
    return [(door, way) for door in (doors.pages, doors.phones) for way in sealed(door.routes)]


def path_of(way, numbers):
    told = {"story": "talks", "name": "Norland", "topic": "medtop:11000000", "outlet": "North Wire", "day": "2031-03-09",
            "stream": "user/-/state/com.google/reading-list", "rest": "x"}  # fmt: skip
    return re.sub(
        r"\{(\w+)(?::\w+)?\}", lambda found: quote(str(told.get(found[1], numbers.get(found[1], 1)))), way.path
    )


def all_of(served, name):
    store = served.store
    return (store.marks.all(name), store.marks.interests(name), store.people.subscriptions(name), store.people.tokens(name),
            store.people.get(name), store.entries.read(name))  # fmt: skip


def test_every_route_says_what_it_needs(served):
    told = ways(served)
    assert len(told) > 90
    for _, way in told:
        unsafe = way.methods & UNSAFE
        assert way.needs > Need.ANYONE or way.path in OPEN or "greader" in way.path or "ClientLogin" in way.path, (
            way.path
        )
        assert (
            way.needs >= Need.MARK
            or not unsafe
            or way.path in OPEN
            or "/reader/api/0/" in way.path
            or "ClientLogin" in way.path
        ), way.path
    for route in ROUTES:
        assert route.needs >= (1 if route.method == "GET" else 2), route.path


def test_a_route_that_says_nothing_is_not_served():
    with pytest.raises(TypeError, match="what it needs"):
        tuple(sealed([Mount("/x", app=Starlette(routes=[Route("/y", lambda _: PlainTextResponse("open"))]))]))


def test_no_route_lets_a_stranger_in(served):
    reader = Reader(served.address)
    for _, way in ways(served):
        for method in sorted(way.methods - {"HEAD"}):
            if way.needs == Need.ANYONE:
                continue
            path = path_of(way, {})
            answer = reader.ask(path, method, "x=1" if method != "GET" else None)
            if isinstance(way, FeverWay):
                assert answer.body == b'{"api_version":3,"auth":0}'
                continue
            assert answer.status in (303, 401, 403), (method, path, answer.status)
            assert b"Norland" not in answer.body
    for route in ROUTES:
        path = PREFIX + re.sub(r"\{\w+\}", "talks", route.path)
        assert reader.ask(path, route.method, "{}", content_type="application/json").status == 401, path


def test_every_unsafe_page_refuses_a_session_without_its_token(served):
    reader = Reader(served.address)
    reader.send("/login", token=reader.token("/login"), name="local", password=PASSWORDS["local"])
    before = all_of(served, "local")
    for _, way in ways(served):
        for method in sorted(way.methods & UNSAFE):
            path = path_of(way, {})
            if path.startswith("/hub/"):
                continue
            answer = reader.ask(path, method, "act=all&label=x", content_type="application/x-www-form-urlencoded")
            refused = answer.status in (401, 403) or answer.body == b'{"api_version":3,"auth":0}'
            assert refused, (path, answer.status)
    for route in ROUTES:
        if route.method in UNSAFE:
            path = PREFIX + re.sub(r"\{\w+\}", "talks", route.path)
            assert reader.ask(path, route.method, "{}", content_type="application/json").status in (401, 403), path
    assert all_of(served, "local") == before


def test_nothing_of_the_others_is_read_or_written(served):
    """Local's browser, phone and programs go everywhere and mark everything; Anna's things stay unseen and as they were."""
    before = all_of(served, "anna")
    phone = logged_in(served)
    token = Phone(served.address, {"x-auth-token": served.accounts.issue("local", "token", served.clock())})
    anna = served.store.entries.number("account", "anna")
    feeds = token.ask("/v1/feeds").json
    entries = token.ask("/v1/entries?limit=3").json["entries"]
    numbers = {"feed": feeds[0]["id"], "entry": entries[0]["id"], "category": feeds[0]["category"]["id"], "user": anna}
    reader = Reader(served.address)
    reader.send("/login", token=reader.token("/login"), name="local", password=PASSWORDS["local"])
    digest = served.store.people.tokens("anna")[0].digest
    for _, way in ways(served):
        path = path_of(way, numbers)
        if path in ("/logout", "/login") or "quickadd" in path:
            continue
        for method in sorted(way.methods - {"HEAD"}):
            forms = {"act": "star", "story": "talks", "digest": digest, "name": "x", "topic": "search:secret"}
            if way.path.startswith("/v1/"):
                answer = token.ask(
                    path,
                    method,
                    body={
                        "entry_ids": [entries[0]["id"]],
                        "status": "read",
                        "title": "T",
                        "feed_url": feeds[1]["feed_url"],
                        "url": "x",
                    }
                    if method != "GET"
                    else None,
                )
            elif "/reader/" in path:
                answer = phone.ask(
                    path,
                    method,
                    {
                        "i": str(entries[0]["id"]),
                        "a": "user/-/state/com.google/read",
                        "s": f"feed/{feeds[0]['id']}",
                        "ac": "edit",
                        "t": "T",
                    }
                    if method == "POST"
                    else None,
                )
            elif method == "POST":
                answer = reader.send(path, token=reader.token("/settings"), **forms)
            else:
                answer = reader.ask(path)
            assert answer.status < 500, (method, path)
            assert SECRET_NAME.encode() not in answer.body, path
    for route in ROUTES:
        path = PREFIX + re.sub(r"\{(\w+)\}", lambda found: JSON_PATHS.get(found[1], "talks"), route.path)
        body = JSON_BODIES[route.name] if route.takes is not None else None
        answer = token.ask(path, route.method, body=body)
        assert route.method == "GET" or answer.status in (200, 202, 204, 404), (path, answer.body)
        assert SECRET_NAME.encode() not in answer.body, path
    assert token.ask(f"/v1/users/{anna}/mark-all-as-read", "PUT").status == 403
    assert all_of(served, "anna") == before
    assert served.store.people.get("anna") == dataclasses.replace(before[4])
