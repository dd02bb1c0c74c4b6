"""One owner at a time: what is claimed is nobody else's until its time is up, whatever becomes of the owner."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from newsworld.store.postgres import PostgresStore
from newsworld.store.sqlite import SqliteStore
from newsworld.store.work import MAX_TRIES

START = datetime(2022, 1, 8, 10, tzinfo=UTC)


def at(seconds):
    return (START + timedelta(seconds=seconds)).isoformat()


def opened(address):
    return PostgresStore(address) if address.startswith("postgresql:") else SqliteStore(address)


@pytest.fixture(params=["sqlite", "postgres"])
def address(request, tmp_path):
    return request.getfixturevalue("postgres_url") if request.param == "postgres" else str(tmp_path / "news.db")


@pytest.fixture
def store(address):
    made = opened(address)
    yield made
    made.close()


def test_a_lease_has_one_owner_until_its_time_is_up(store):
    leases = store.leases
    assert leases.claim("desk", "ana", at(0), at(60))
    assert leases.claim("desk", "ana", at(10), at(70))
    assert not leases.claim("desk", "ben", at(69), at(130))
    assert leases.all(at(20)) == {"desk": ("ana", "2022-01-08T10:01:10Z")}
    assert leases.claim("desk", "ben", at(70), at(130))
    assert not leases.hold("desk", "ana", at(200))
    assert not leases.release("desk", "ana")
    assert leases.hold("desk", "ben", at(200))
    assert leases.release("desk", "ben")
    assert leases.claim("desk", "ana", at(71), at(99))
    assert leases.all(at(100)) == {}
    assert leases.reap(at(100)) == 1


def test_taken_work_is_nobody_elses(store):
    store.work.queue("extract", ["a", "b", "c"])
    assert store.work.claim("extract", "ana", 2, at(0), at(60)) == ("a", "b")
    assert store.work.claim("extract", "ben", 9, at(0), at(60)) == ("c",)
    assert store.work.claim("extract", "cat", 9, at(59), at(60)) == ()
    assert store.work.done("extract", "a", "ana")
    assert not store.work.done("extract", "b", "ben")
    assert store.work.give_back("ana") == 1
    assert store.work.claim("extract", "ben", 9, at(1), at(60)) == ("b",)
    assert store.work.hold("ben", at(500)) == 2
    assert store.work.claim("extract", "cat", 9, at(400), at(500)) == ()


def test_the_work_of_the_dead_is_free_again_and_what_kills_three_is_set_aside(store):
    store.work.queue("extract", ["bomb", "fine"])
    for death in range(MAX_TRIES):
        assert "bomb" in store.work.claim("extract", f"worker {death}", 1, at(100 * death), at(100 * death + 60))
        assert not store.work.done("extract", "bomb", "another")
    assert store.work.claim("extract", "last", 9, at(1000), at(1060)) == ("fine",)
    ((step, subject, error),) = store.work.stuck()
    assert (step, subject) == ("extract", "bomb")
    assert "ended without a word" in error


def test_what_is_queued_anew_while_it_is_done_is_done_again(store):
    store.work.queue("brief", ["story"])
    store.work.claim("brief", "ana", 1, at(0), at(60))
    store.work.queue("brief", ["story"])
    assert store.work.claim("brief", "ben", 1, at(1), at(60)) == ()
    assert store.work.done("brief", "story", "ana")
    assert store.work.claim("brief", "ben", 1, at(2), at(60)) == ("story",)
    assert store.work.done("brief", "story", "ben")
    assert store.work.claim("brief", "ben", 1, at(3), at(60)) == ()


def test_a_failure_is_told_by_its_owner_alone(store):
    store.work.queue("extract", ["a"])
    store.work.claim("extract", "ana", 1, at(0), at(60))
    assert not store.work.failed("extract", "a", "no page", "ben")
    assert store.work.failed("extract", "a", "no page", "ana")
    assert store.work.claim("extract", "ben", 1, at(1), at(60)) == ("a",)


def labour(address, owner, seen):
    store = opened(address)
    while taken := store.work.claim("count", owner, 7, at(0), at(600)):
        for subject in taken:
            with store.writing():
                assert store.work.done("count", subject, owner)
        seen.put((owner, taken))
    store.close()


def contend(address, owner, won):
    store = opened(address)
    won.put((owner, store.leases.claim("desk", owner, at(0), at(600))))
    store.close()


def together(target, address, names):
    spawn = multiprocessing.get_context("spawn")
    answers = spawn.SimpleQueue()
    workers = [spawn.Process(target=target, args=(address, name, answers)) for name in names]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    told = []
    while not answers.empty():
        told.append(answers.get())
    return told


@pytest.mark.slow
def test_two_processes_share_the_work_and_do_nothing_twice(store, address):
    store.work.queue("count", [f"s{n:04}" for n in range(600)])
    told = together(labour, address, ["ana", "ben"])
    seen = Counter(subject for _, taken in told for subject in taken)
    assert len(seen) == 600
    assert set(seen.values()) == {1}
    assert store.work.backlog() == {}


@pytest.mark.slow
def test_of_several_processes_one_gets_the_lease(store, address):
    won = together(contend, address, ["ana", "ben", "cat"])
    assert sorted(outcome for _, outcome in won) == [False, False, True]
