"""Who watches the server learns how it goes: /health in words, /metrics for Prometheus."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient
from tests.pipeline.conftest import BUDGET, FERRY, capture

from newsworld import settings, web
from newsworld.newsroom import Newsroom
from newsworld.pipeline.tally import Tally

NOW = "2022-01-09T10:00:00+00:00"
SAMPLE = re.compile(r'newsworld_[a-z_]+(\{[a-z]+="[a-z0-9 _-]+"\})? [-+0-9.e]+')


def opened(**told):
    return Newsroom.opened(settings.load(None, {"store": ":memory:", **told}, {}))


def asked(room):
    return TestClient(web.application(room, lambda: NOW), base_url="http://127.0.0.1")


@pytest.fixture
def room():
    made = opened()
    made.tally = Tally()
    made.pipeline.tally = made.tally
    yield made
    made.close()


def test_health_tells_what_waits_and_what_is_wrong_with_the_next_step(room):
    assert asked(room).get("/health").json()["state"] == "well"
    room.pipeline.take([capture("coast", "The Coast", "Ferry aground", FERRY)])
    room.pipeline.work_on("extract", 64)
    told = asked(room).get("/health").json()
    assert told["state"] == "troubled"
    assert told["waiting"] == {"group": 1}
    assert told["troubles"] == ["1 wait and nobody places them: start newsworld run, or newsworld work."]
    assert room.worker(lambda: NOW).hands.holds("desk")
    assert (
        asked(room).get("/health").json() | {"state": "well", "at_work": ["desk"]} == asked(room).get("/health").json()
    )


def test_metrics_are_prometheus_text_and_count_what_was_done(room):
    room.pipeline.take([capture("coast", "The Coast", "Ferry aground", FERRY), capture("a", "B", "Budget", BUDGET)])
    room.pipeline.take([capture("empty", "The Coast", "", [])])
    room.work()
    answer = asked(room).get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = answer.text.splitlines()
    samples = [line for line in lines if not line.startswith("#")]
    assert all(SAMPLE.fullmatch(line) for line in samples)
    assert "newsworld_articles 2" in samples
    assert 'newsworld_steps_total{step="group"} 2' in samples
    families = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(families) == len(set(families)) == 10
    for line in samples:
        assert re.match(r"newsworld_[a-z_]+", line)[0] in families


def test_behind_a_password_metrics_want_the_bearer_token():
    room = opened(password="lighthouse", api_token="of brass")
    client = asked(room)
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"authorization": "Bearer of tin"}).status_code == 401
    assert client.get("/metrics", headers={"authorization": "Bearer of brass"}).status_code == 200
    room.close()
    without = opened(password="lighthouse")
    assert asked(without).get("/metrics", headers={"authorization": "Bearer None"}).status_code == 401
    without.close()
