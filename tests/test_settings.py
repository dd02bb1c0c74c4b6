"""Settings come from defaults, file, environment and doors; what cannot be is refused by name."""

from __future__ import annotations

import pytest

from newsworld import settings
from newsworld.news.errors import BadSettings


def test_later_wins(tmp_path):
    path = tmp_path / "news.toml"
    path.write_text('port = 9000\nstore = "a.db"\nallow_networks = ["10.0.0.0/8"]\n')
    found = settings.load(str(path), {"store": "c.db"}, {"NEWSWORLD_PORT": "9001", "NEWSWORLD_STORE": "b.db"})
    assert (found.port, found.store, found.allow_networks) == (9001, "c.db", ("10.0.0.0/8",))


def test_defaults_listen_on_loopback_only():
    found = settings.load(environment={})
    assert (found.host, found.port) == ("127.0.0.1", 8008)


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ({"port": 70000}, "port"),
        ({"port": "many"}, "int"),
        ({"colour": "red"}, "colour"),
        ({"as_of": "soon"}, "as_of"),
        ({"poll_minutes": 0}, "below 1"),
        ({"keep_captures_mb": -1}, "below 0"),
    ],
)
def test_what_cannot_be_is_refused(told, word):
    with pytest.raises(BadSettings, match=word):
        settings.load(None, told, {})


def test_a_file_that_is_not_there_or_no_toml(tmp_path):
    with pytest.raises(BadSettings, match="No such file"):
        settings.load(str(tmp_path / "none.toml"), environment={})
    (tmp_path / "bad.toml").write_text("port = = 1")
    with pytest.raises(BadSettings, match="no TOML"):
        settings.load(str(tmp_path / "bad.toml"), environment={})
