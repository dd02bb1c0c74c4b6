"""kill -9 while articles are placed: between two decisions, and between two writes of what was decided."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.pipeline.test_working import assert_sound, many

from newsworld.pipeline import assembly

ROOT = Path(__file__).parents[2]
COUNT = 40
DYING = """
import os, signal, sys
from newsworld.pipeline import assembly
from newsworld.pipeline.run import Pipeline

address, verb, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = assembly.store_at(address)
worker = assembly.pipeline(store)
worker.batch = 16
room = Pipeline if hasattr(Pipeline, verb) else type(store.stories)
whole, calls = getattr(room, verb), 0

def dies(*arguments):
    global calls
    calls += 1
    if calls == count:
        os.kill(os.getpid(), signal.SIGKILL)
    return whole(*arguments)

setattr(room, verb, dies)
worker.work()
"""
MOMENTS = [
    ("_group", 1),  # before anything is placed
    ("_group", 9),  # within the first batch: decided, nothing kept
    ("_group", 25),  # within the second: the first is kept
    ("put_placement", 5),  # within the transaction that keeps a batch
    ("put", 2),  # a batch placed, one of its stories drawn and the others not
    ("_brief", 2),  # all are placed, their pages are being written
]


def partition(store):
    stories = {}
    for placement in store.stories.placements():
        stories.setdefault(placement.story, []).append(placement.id)
    return {story: sorted(members) for story, members in stories.items()}


def worked(address):
    """The stories by id, after everything that waits is done."""
    with closing(assembly.store_at(address)) as store:
        assembly.pipeline(store).work()
        assert_sound(store, COUNT)
        return partition(store)


def filled(address):
    with closing(assembly.store_at(address)) as store:
        assembly.pipeline(store).take(many(COUNT))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    address = str(tmp_path_factory.mktemp("undisturbed") / "news.db")
    filled(address)
    return worked(address)


@pytest.fixture(params=["sqlite", "postgres"])
def address(request, tmp_path):
    return request.getfixturevalue("postgres_url") if request.param == "postgres" else str(tmp_path / "news.db")


@pytest.mark.slow
@pytest.mark.parametrize(("verb", "count"), MOMENTS)
def test_killed_while_grouping_the_stories_are_those_of_an_undisturbed_run(address, undisturbed, verb, count):
    filled(address)
    killed = subprocess.run(
        [sys.executable, "-c", DYING, address, verb, str(count)],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")}, check=False, capture_output=True, timeout=120,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert worked(address) == undisturbed
