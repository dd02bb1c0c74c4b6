"""Newsboat from Debian: it logs in, lists, reads; what it marks, the pages show; what the pages mark, it shows."""

from __future__ import annotations

from functools import partial

import pytest
from tests.outside.programs import ran
from tests.phone.newsboat import cached, command, configured, needs_newsboat, terminal, the_story
from tests.phone.phones import PASSWORDS, every, house, logged_in
from tests.web.serving import Reader

pytestmark = [pytest.mark.slow, needs_newsboat]


@pytest.fixture
def served():
    with house() as served:
        yield served


def reloaded(folder, served, source):
    """What newsboat has in its cache after it has asked us."""
    configured(folder, served.address, source)
    done = ran(*command("-x", "reload"), home=folder)
    assert done.returncode == 0, done
    found = cached(folder)
    assert len(found) == every(served)
    return found


@pytest.mark.parametrize("source", ["miniflux", "feedhq"])
def test_newsboat_lists_every_entry(served, tmp_path, source):
    found = reloaded(tmp_path, served, source)
    talks = the_story(found, "talks")
    assert "Norland" in talks.title
    assert talks.unread
    assert "<q>" in talks.content


def test_newsboat_shows_what_was_read_elsewhere(served, tmp_path):
    phone = logged_in(served)
    phone.reader("mark-all-as-read", {"s": "user/-/state/com.google/reading-list"})
    assert not any(one.unread for one in reloaded(tmp_path, served, "miniflux"))


@pytest.mark.parametrize("source", ["miniflux", "feedhq"])
def test_what_newsboat_reads_the_pages_show(served, tmp_path, source):
    reader = Reader(served.address)
    reader.send("/login", token=reader.token("/login"), name="local", password=PASSWORDS["local"])
    assert 'data-story="quake"' in reader.ask("/?by=unread").text
    marked = partial(served.store.marks.get, "local")
    with terminal(tmp_path, served.address, source) as boat:
        boat.reload(lambda found: len(found) == every(served))
        boat.press("\n", "in feed 'Stories'")
        boat.press("\n", "Title: Kelmar quake")
        boat.press("q", "in feed 'Stories'")  # by then it has told us
        boat.until(lambda: marked("quake") and marked("quake").seen_version)
        assert 'data-story="quake"' not in reader.ask("/?by=unread").text
        if source == "feedhq":  # newsboat of Debian 12 has stars for this protocol alone
            boat.press("\n", "Title: Kelmar quake")
            boat.press("\x05", "Flags:")
            boat.press("s\n", "updated.")
            boat.press("q", "in feed 'Stories'")
            boat.until(lambda: marked("quake").starred)
            assert 'data-story="quake"' in reader.ask("/starred").text
        boat.press("A", "Marking feed read")
        boat.until(lambda: marked("talks") and marked("talks").seen_version)
        assert 'data-story="talks"' not in reader.ask("/?by=unread").text
    assert served.store.marks.all("anna") == {}
