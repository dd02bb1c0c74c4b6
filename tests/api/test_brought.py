"""What installed packages bring: a real little distribution, and six that are broken in their own ways."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOOD = """
from newsworld.gather import Kind, Parsed
from newsworld.news.facts import Caution
from newsworld.news.spans import Span
from newsworld.publish import Format
from newsworld.understand import Finder


def parse(body, source, url, now):
    return Parsed(items=())


def hearsay(article, so_far):
    at = article.text.find("it is rumoured")
    if at >= 0:
        yield Caution("unconfirmed", (Span(at, at + len("it is rumoured")),))


class Shouting:
    name = "shouting"

    def rewrite(self, text, sources, language):
        return text.upper()


kind = Kind("mailbox", lambda address: address.startswith("https://lists.example/"), parse=parse)
finder = Finder("cautions", hearsay, needs=("statements",))
format = Format("headlines", "Headlines", "txt", "text/plain", lambda edition, channel: b"headlines")


def writer(settings):
    return Shouting()
"""
POINTS = """[newsworld.kinds]
mailbox = harbour_rows:kind
[newsworld.finders]
hearsay = harbour_rows:finder
[newsworld.formats]
headlines = harbour_rows:format
[newsworld.models]
shouting = harbour_rows:writer
"""


def distribution(folder, points=POINTS, code=GOOD):
    """A distribution as an installer leaves it: a module, and beside it its metadata."""
    (folder / "harbour_rows.py").write_text(code, encoding="utf-8")
    about = folder / "harbour_rows-1.2.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: harbour-rows\nVersion: 1.2\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(points, encoding="utf-8")
    return folder


def run(folder, *command, **told):
    """A command of a process in which that distribution is installed."""
    environment = os.environ | {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT / 'src'}"}
    return subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, check=False, env=environment, cwd=folder, **told
    )


def test_kinds_finders_formats_and_models_of_others_take_part(tmp_path):
    folder = distribution(tmp_path)
    code = """
import newsworld
from newsworld import gather, settings
from newsworld.pipeline import assembly
from newsworld.publish import all_formats
told = newsworld.read("The bridge will close in May, it is rumoured in Greyford.")
room = newsworld.Newsroom.opened(newsworld.Settings(store=":memory:", writer="shouting"))
print([caution.kind for caution in told.reading.cautions])
print(gather.kind_of("https://lists.example/news").name, gather.kind_of("https://a.example/feed.xml").name)
print([form.name for form in all_formats()][-1])
print(assembly.writer(room.settings).rewrite("quiet", (), "en"))
room.close()
"""
    done = run(folder, "-c", code)
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["['unconfirmed']", "mailbox feed", "headlines", "QUIET"]


def test_the_commands_know_them(tmp_path):
    folder = distribution(tmp_path)
    done = run(folder, "-m", "newsworld", "--store", "news.db", "export", "headlines", "--to", "front.txt")
    assert done.returncode == 0, done.stderr
    assert (folder / "front.txt").read_bytes() == b"headlines"
    line = json.dumps({"id": "a", "text": "The bridge will close in May, it is rumoured in Greyford."})
    done = run(folder, "-m", "newsworld", "understand", "--only", input=line)
    assert [one["kind"] for one in json.loads(done.stdout)["cautions"]] == ["unconfirmed"]


@pytest.mark.parametrize(
    ("points", "code", "told"),
    [
        ("[newsworld.kinds]\nx = harbour_rows:gone\n", "", "AttributeError"),
        ("[newsworld.finders]\nx = nowhere_at_all:finder\n", "", "ModuleNotFoundError"),
        ("[newsworld.formats]\nx = harbour_rows:format\n", "raise RuntimeError('out of paper')", "out of paper"),
        ("[newsworld.formats]\nx = harbour_rows:format\n", "format = 'a text'", "it is a str, no Format"),
        ("[newsworld.kinds]\nx = harbour_rows:kind\n", GOOD.replace('"mailbox"', '"feed"'), "feed is there already"),
        ("[newsworld.finders]\nx = harbour_rows:finder\n", GOOD.replace('"cautions"', '"tolls"'), "no finder knows tolls"),
    ],
)  # fmt: skip
def test_a_broken_package_is_named_with_what_is_wrong_and_what_to_do(tmp_path, points, code, told):
    done = run(distribution(tmp_path, points, code), "-m", "newsworld", "--store", "news.db", "search", "ferry")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert told in done.stderr
    assert "harbour" in done.stderr or "nowhere" in done.stderr
    assert "uninstall it" in done.stderr


def test_a_writer_that_is_not_there_or_is_none_is_told(tmp_path):
    folder = distribution(tmp_path, POINTS, GOOD.replace("def rewrite", "def other"))
    code = (
        "from newsworld import Settings\nfrom newsworld.pipeline import assembly\nassembly.writer(Settings(writer={}))"
    )
    assert "it is no writer" in run(folder, "-c", code.format("'shouting'")).stderr
    assert "There are: shouting." in run(folder, "-c", code.format("'mumbling'")).stderr
