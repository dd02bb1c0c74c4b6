"""Several workers over one store: each step is done once, the desk has one owner, and who dies costs nothing."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from tests.pipeline.conftest import BUDGET, FERRY, FERRY_ELSEWHERE, capture

from newsworld import settings
from newsworld.pipeline import assembly, steps, working
from newsworld.pipeline.hands import DESK, Several, bury, bury_the_dead, name_of_this_process
from newsworld.pipeline.run import Pipeline

ROOT = Path(__file__).parents[2]
START = datetime(2022, 1, 8, 10, tzinfo=UTC)
WHOLE = {frozenset({"coast", "herald", "copy"}), frozenset({"council"})}


@pytest.fixture(params=["sqlite", "postgres"])
def address(request, tmp_path):
    return request.getfixturevalue("postgres_url") if request.param == "postgres" else str(tmp_path / "news.db")


@pytest.fixture
def store(address):
    with closing(assembly.store_at(address)) as opened:
        yield opened


class Clock:
    """A clock that the test sets."""

    seconds = 0

    def __call__(self):
        return (START + timedelta(seconds=self.seconds)).isoformat()


def hired(store, clock, name="ana"):
    return assembly.worker(store, settings.load(None, {"lease_seconds": 30}, {}), clock, name)


def stories_of(store):
    found = {}
    for placement in store.stories.placements():
        found.setdefault(placement.story, set()).add(placement.id)
    return {frozenset(members) for members in found.values()}


def test_one_has_the_desk_and_the_other_reads_until_it_is_free(store, captures):
    clock = Clock()
    ana, ben = hired(store, clock), hired(store, clock, "ben")
    ana.pipeline.take(captures[:2])
    ana.turn(lambda: False)
    assert store.leases.all(clock())[DESK][0] == "ana"
    ben.pipeline.take(captures[2:])
    ben.work()
    assert store.articles.count() == 4
    assert store.stories.placements() == ()
    ana.close()
    ben.work()
    assert store.leases.all(clock())[DESK][0] == "ben"
    assert stories_of(store) == WHOLE
    assert store.work.backlog() == {}
    ben.close()
    assert store.leases.all(clock()) == {}


def test_a_desk_that_falls_silent_goes_to_another_and_its_late_word_is_not_kept(store, captures, monkeypatch):
    clock = Clock()
    ana, ben = hired(store, clock), hired(store, clock, "ben")
    ana.pipeline.take(captures)
    ana.turn(lambda: False)
    whole = steps.group

    def falls_silent(article, reading, desk):
        monkeypatch.setattr(steps, "group", whole)
        placed = whole(article, reading, desk)
        clock.seconds += 31  # as a process that was stopped, or a machine asleep
        ben.work()
        return placed

    monkeypatch.setattr(steps, "group", falls_silent)
    ana.turn(lambda: False)
    assert store.leases.all(clock())[DESK][0] == "ben"
    assert stories_of(store) == WHOLE
    before = store.stories.placements()
    versions = [store.stories.brief(placement.story).version for placement in before]
    ana.work()
    assert store.stories.placements() == before
    assert [store.stories.brief(placement.story).version for placement in before] == versions
    assert store.work.backlog() == {}


def test_a_worker_that_is_told_to_stop_keeps_what_it_has_and_gives_back_the_rest(store, captures):
    clock = Clock()
    ana = hired(store, clock)
    ana.pipeline.take(captures)
    answers = iter([False, False, False, False, False, False, True])
    ana.work(lambda: next(answers, True))
    read = store.articles.count()
    assert 0 < read < 4
    ana.close()
    ben = hired(store, clock, "ben")
    ben.work()
    assert stories_of(store) == WHOLE


def test_the_dead_of_this_machine_are_buried_at_once(store, captures):
    clock = Clock()
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    owner = f"{name_of_this_process().partition(':')[0]}:{gone.stdout.strip()}:abc"
    dead = hired(store, clock, owner)
    dead.pipeline.take(captures)
    assert dead.hands.holds(DESK)
    assert len(dead.hands.take("extract", 64)) == 4
    bury_the_dead(store, clock())
    ben = hired(store, clock, "ben")
    ben.work()
    assert stories_of(store) == WHOLE
    alive = hired(store, clock, name_of_this_process())
    ben.close()
    assert alive.hands.holds(DESK)
    bury_the_dead(store, clock())
    assert DESK in store.leases.all(clock())


def test_a_page_over_which_workers_die_is_set_aside_and_its_neighbours_are_read(store, captures, monkeypatch):
    clock, whole, deaths = Clock(), steps.extract, 0

    class Killed(BaseException):
        """As by the system, which lets nobody say a last word."""

    def kills(capture, memory):
        if capture.id == "herald":
            raise Killed
        return whole(capture, memory)

    monkeypatch.setattr(steps, "extract", kills)
    monkeypatch.setattr(Several, "give_back", lambda hands: None)
    hired(store, clock).pipeline.take(captures)
    while store.work.backlog():
        worker = hired(store, clock, f"w{deaths}")
        try:
            worker.work()
        except Killed:
            deaths += 1
            bury(store, worker.hands.owner, clock())
    assert deaths == 3
    assert [(step, subject) for step, subject, _ in store.work.stuck()] == [("extract", "herald")]
    assert sorted(placement.id for placement in store.stories.placements()) == ["coast", "copy", "council"]


def test_a_page_that_came_again_as_it_was_is_not_read_again(store, captures, monkeypatch):
    clock = Clock()
    ana = hired(store, clock)
    ana.pipeline.take(captures)
    ana.work()
    monkeypatch.setattr(steps, "extract", lambda *_: pytest.fail("read again"))
    ana.pipeline.take(captures)
    assert store.work.backlog() == {}


def test_what_repeats_on_an_outlets_pages_is_known_after_a_restart(store):
    clock = Clock()
    ana = hired(store, clock)
    notice = "Readers of this paper have supported its reporters since the harbour fire of long ago."
    ana.pipeline.take(
        capture(
            f"p{n}",
            "The Coast",
            f"Report number {n} from the quay",
            [f"{line} It was report {n}." for line in texts] + [notice],
        )
        for n, texts in enumerate((FERRY, FERRY_ELSEWHERE, BUDGET, FERRY[::-1]))
    )
    ana.work()
    ana.close()
    again = hired(store, clock, "ben")
    assert again.pipeline.furniture.is_furniture("The Coast", notice)


# ---- real processes


def at_work(address, workers=2):
    environment = os.environ | {"PYTHONPATH": "src", "NEWSWORLD_LEASE_SECONDS": "3"}
    command = [sys.executable, "-m", "newsworld", "--store", address, "work", "--workers", str(workers), "--log-json"]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def workers_of(pid):
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(one) for one in told if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]


OPEN_TRANSACTIONS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND xact_start < now()
"""


def is_writing(address):
    """Whether somebody has a transaction open that others must wait for."""
    if address.startswith("postgres"):
        with psycopg.connect(address) as connection:
            return bool(connection.execute(OPEN_TRANSACTIONS).fetchone()[0])
    try:
        with closing(sqlite3.connect(address, timeout=0.1)) as connection:
            connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    return False


def stopped_between_two_writes(running, address):
    """Stop the workers; a machine that is gone holds no transaction open, a process that is stopped may."""
    while True:
        for one in workers_of(running.pid):
            os.kill(one, signal.SIGSTOP)
        if not is_writing(address):
            return
        for one in workers_of(running.pid):
            os.kill(one, signal.SIGCONT)
        time.sleep(0.05)


def until(is_so, seconds=90):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


def many(count):
    for n in range(count):
        ship = ("Alba", "Brisa", "Corso", "Dorada", "Estela")[n % 5]
        told = [line.replace("Alba", ship).replace("212", str(100 + n)) for line in FERRY]
        yield capture(f"c{n:03d}", f"Outlet {n % 7}", f"Ferry {ship} aground with {100 + n} on board", told)


def assert_sound(store, count):
    placements = store.stories.placements()
    assert sorted(placement.id for placement in placements) == [f"c{n:03d}" for n in range(count)]
    assert store.work.stuck() == ()
    assert store.check() == ()
    members = [member.id for story in {p.story for p in placements} for member in store.stories.get(story).members]
    assert sorted(members) == sorted(placement.id for placement in placements)
    for placement in placements:
        assert store.articles.get(placement.id).version == 1
        for line in store.stories.brief(placement.story).lines():
            for citation in line.citations:
                assert citation.span.of(store.articles.get(citation.article).text) == citation.quote


@pytest.mark.slow
@pytest.mark.timeout(300)  # real processes: each starts for seconds
def test_killed_at_random_moments_nothing_is_lost_and_nothing_doubled(store, address):
    pipeline = assembly.pipeline(store)
    lucky, count = random.Random(5), 200
    pages = list(many(count))
    pipeline.take(pages[:160])
    running = at_work(address)
    until(lambda: store.articles.count() > 0)
    for _ in range(3):
        time.sleep(lucky.uniform(0.0, 0.4))
        found = workers_of(running.pid)
        if found:
            os.kill(lucky.choice(found), signal.SIGKILL)
    os.kill(running.pid, signal.SIGKILL)  # and all at once: those it led end by themselves
    running.communicate()
    again = at_work(address)
    assert "2 at work on" in again.stdout.readline()
    pipeline.take(pages[160:])
    until(lambda: not store.work.backlog())
    again.send_signal(signal.SIGTERM)
    _, told = again.communicate(timeout=60)
    assert again.returncode == 0
    assert '"event": "worked"' in told
    assert store.leases.all(datetime.now(UTC).isoformat()) == {}
    assert_sound(store, count)


@pytest.mark.slow
@pytest.mark.timeout(300)  # real processes: each starts for seconds
def test_who_works_without_a_leader_hands_over_when_its_lease_is_over(store, address):
    """As on another machine, where nobody sees the death."""
    pipeline = assembly.pipeline(store)
    pipeline.take(many(40))
    running = at_work(address, 1)
    until(lambda: store.leases.all(datetime.now(UTC).isoformat()))
    stopped_between_two_writes(running, address)  # it holds the desk, and says nothing
    beside = at_work(address, 1)
    assert "1 at work on" in beside.stdout.readline()
    until(lambda: not store.work.backlog())
    for one in workers_of(running.pid):
        os.kill(one, signal.SIGCONT)
    for process in (running, beside):
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert_sound(store, 40)


def test_an_empty_desk_places_its_first_lot_in_the_order_of_days(store, captures, monkeypatch):
    monkeypatch.setattr(working, "READ_AT_ONCE", 1)
    monkeypatch.setattr(working, "QUIET_SECONDS", 0.2)
    assembly.pipeline(store).take(captures)
    worker, lots = hired(store, Clock()), []
    worker.waits_for_the_first = True
    in_order = Pipeline._in_time_order
    monkeypatch.setattr(Pipeline, "_in_time_order", lambda self, lot: lots.append(set(lot)) or in_order(self, lot))
    while sum(worker.work().values()):
        assert not any(lots)
    assert not worker.is_wanted()
    time.sleep(0.3)
    assert worker.is_wanted()
    worker.work()
    assert lots[0] == {capture.id for capture in captures}
    assert stories_of(store) == WHOLE
