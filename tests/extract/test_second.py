"""A second reader that hangs, dies or babbles costs a page nothing but the wait."""

from __future__ import annotations

import sys
import time

import pytest

from newsworld.extract import body, clean
from newsworld.extract.second import MAX_CHARACTERS, SecondReader
from newsworld.news.sourcing import Capture

TEXT = "The ferry to Saltby left two hours late on Monday, the port said, and nobody could tell why that was."
PAGE = f"<html><body><article>{f'<p>{TEXT}</p>' * 4}</article></body></html>"
ODD = (
    f"<html><body>{f'<b>{TEXT}</b><br><br>' * 3}{'<p><a href=x>Mayor opens the new bridge</a></p>' * 60}</body></html>"
)
FAULTS = {
    "hangs": "import time; time.sleep(600)",
    "dies": "raise SystemExit(1)",
    "stops short": "import sys; sys.stdout.buffer.write(b'\\0\\0\\1\\0abc'); sys.stdout.flush(); input()",
}


@pytest.fixture
def reader():
    found = SecondReader()
    yield found
    found.end()


def test_it_reads_page_after_page_in_one_process(reader):
    assert TEXT in reader.paragraphs(PAGE)
    first = reader._process
    assert TEXT in reader.paragraphs(PAGE)
    assert reader._process is first
    assert reader.paragraphs("") == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_it_is_silence_within_the_bound(fault):
    faulty = SecondReader((sys.executable, "-c", FAULTS[fault]), bound=0.5)
    begun = time.monotonic()
    assert faulty.paragraphs(PAGE) == []
    assert time.monotonic() - begun < 30
    assert faulty._process is None


def test_it_answers_again_after_it_was_ended(reader):
    reader.paragraphs(PAGE)
    reader._process.kill()
    reader._process.wait()
    assert TEXT in reader.paragraphs(PAGE)


def test_a_huge_page_is_not_put_to_it():
    assert SecondReader(("/nonexistent",)).paragraphs("x" * (MAX_CHARACTERS + 1)) == []
    assert SecondReader(("/nonexistent",)).paragraphs("x") == []


def test_a_page_that_leaves_doubt_is_read_although_the_second_reader_hangs(monkeypatch):
    faulty = SecondReader((sys.executable, "-c", FAULTS["hangs"]), bound=0.2)
    monkeypatch.setattr(body, "second_reader", lambda: faulty)
    monkeypatch.setattr(body, "DOUBTFUL", 1.1)
    assert TEXT in clean(Capture(id="o", url="https://odd.example/x", body=ODD.encode())).text
