"""Who said what: whom a reader hears in a text, and who only wants, holds or mentions something."""

import pytest
from tests.brief.test_choice import page, report

from newsworld.publish.cited import Numbering
from newsworld.understand import read


def voices(text):
    article = report("a", text)
    return page((article, read(article))).section("who said what")


def told(text):
    return [line.text for line in voices(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "A petition seeking a second count of the votes in Tarn has been signed by a thousand people.",
        "The fishermen of Tarn want the port to stay open in winter, and the town has no money for it.",
        "Buses take the long road over the northern crossing, which Norland said was safe, and trains are full of people.",
        "The result suggests that the northern crossing of the Tarn will be closed for a long time to come.",
    ],
)
def test_who_wants_holds_or_shows_something_says_nothing(sentence):
    assert told(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "A baker from the old town said that the bridge had trembled for months before it was closed.",
        "The mayor of Tarn, Ilse Brandt, denied that the town had known of the damage to the bridge.",
        "The barge had lost its steering near the second pier, according to the harbour police of Tarn.",
    ],
)
def test_who_says_something_is_heard(sentence):
    assert len(told(sentence)) == 1


def test_a_dateline_is_no_part_of_a_line_and_no_quotation():
    text = "TARN – Norland said on Friday that it would pay for the repair of the bridge at Tarn. The town waits."
    (line,) = voices(text)
    assert line.text.startswith("Norland said on Friday")
    view = Numbering({"a": report("a", text)}).line(line, "en")
    assert (view.said, view.attribution) == (line.text, "")


def test_a_speaker_whose_body_one_report_tells_speaks_for_it_in_all():
    first = report(
        "a", "OSCE Secretary General Arne Holt said that the bridge at Tarn would be watched by 40 observers."
    )
    later = report(
        "b", "The observers have come to Tarn.\n\n“We will stay as long as we are wanted here,” Arne Holt said."
    )
    (line,) = page((first, read(first)), (later, read(later))).section("who said what")
    assert (line.slots["speaker"], line.slots["party"]) == ("Arne Holt", "OSCE")


def test_a_dateline_below_a_summary_is_no_part_of_a_line_either():
    text = "Norland pays for the repair of the bridge.\n\nTARN – Norland said on Friday that it would pay for the bridge at Tarn."
    (line,) = voices(text)
    assert line.text.startswith("Norland said on Friday")
