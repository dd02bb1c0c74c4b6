"""What changed since: as a list from a cursor on, and as events while it happens."""

from __future__ import annotations

import dataclasses
import http.client
import json
from urllib.parse import urlsplit

import pytest
from tests.api.programs import TOKEN, Program, serving


@pytest.fixture
def served():
    with serving() as doors:
        yield doors


def changed(served, story="talks"):
    """The next version of a story's brief."""
    brief = served.store.stories.brief(story)
    served.store.stories.put_brief(dataclasses.replace(brief, version=brief.version + 1))


class Listener:
    """A client of server-sent events."""

    def __init__(self, address, **headers):
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
        told = {"accept": "text/event-stream", "authorization": f"Bearer {TOKEN}", **headers}
        self.connection.request("GET", "/api/v1/changes", headers=told)
        self.answer = self.connection.getresponse()
        assert self.answer.headers["content-type"].startswith("text/event-stream")

    def next(self):
        """The next event, comments passed over."""
        fields = {}
        while line := self.answer.readline().decode():
            name, _, value = line.rstrip("\n").partition(": ")
            if name:
                fields[name] = value
            elif "data" in fields:
                return fields["event"], json.loads(fields["data"]), fields["id"]
            if line.startswith(":"):
                fields = {}
        return None

    def close(self):
        self.connection.close()


def test_a_cursor_of_now_tells_what_changes_from_now_on(served):
    program = Program(served.address)
    now = program.get("/changes")
    assert (now["items"], now["more"]) == ([], False)
    assert program.get(f"/changes?since={now['cursor']}")["items"] == []
    changed(served)
    changed(served)
    served.store.stories.redirect("port", "talks")
    told = program.get(f"/changes?since={now['cursor']}")
    assert [(one["kind"], one["story"]) for one in told["items"]] == [("updated", "talks"), ("merged", "port")]
    assert told["items"][0]["version"] == served.store.stories.brief("talks").version
    assert program.get(f"/changes?since={told['cursor']}")["items"] == []


def test_all_changes_come_in_parts_and_none_twice(served):
    program, cursor, seen = Program(served.address), "WzBd", []
    while True:
        told = program.get(f"/changes?since={cursor}&limit=2")
        seen += [(one["story"], one["version"]) for one in told["items"]]
        cursor = told["cursor"]
        if not told["more"]:
            break
    assert len(seen) == len(set(seen))
    assert {story for story, _ in seen} == {one["id"] for one in program.all("/stories")}


def test_events_come_while_it_happens_and_go_on_where_a_line_broke(served):
    listener = Listener(served.address)
    assert listener.answer.readline() == b": listening\n"
    changed(served)
    kind, told, cursor = listener.next()
    assert (kind, told["story"], told["cursor"]) == ("updated", "talks", cursor)
    listener.close()
    changed(served, "port")
    again = Listener(served.address, **{"last-event-id": cursor})
    assert again.next()[1]["story"] == "port"
    again.close()


def test_events_need_what_every_request_needs(served):
    with serving(password="open sesame") as locked:
        told = Program(locked.address, token=None).ask("/changes", accept="text/event-stream")
        assert told.status == 401
    told = Program(served.address).ask("/changes", accept="text/event-stream", last_event_id="nonsense")
    assert told.status == 404


def test_a_head_of_events_ends(served):
    assert Program(served.address).ask("/changes", "HEAD", accept="text/event-stream").status == 200
