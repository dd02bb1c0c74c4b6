from __future__ import annotations

from newsworld.gather.revisions import changes, is_correction
from newsworld.news.articles import Article

SEEN = "2025-01-07T00:00:00+00:00"
OLD = Article(
    "a", "The ferry sank on Monday. Nine people were saved.", headline="Ferry sinks", language="en", version=2
)


def article(text: str, headline: str = "Ferry sinks", **told) -> Article:
    return Article("a", text, headline=headline, language="en", **told)


def test_sentences_that_came_and_went_are_told() -> None:
    told = changes(OLD, article("The ferry sank on Monday. Ten people were saved. The captain was held."), SEEN)
    assert told is not None
    assert (told.version, told.seen) == (3, SEEN)
    assert told.added == ("Ten people were saved.", "The captain was held.")
    assert told.removed == ("Nine people were saved.",)
    assert told.headline_before is None
    assert told.correction is None


def test_a_new_headline_alone_is_a_revision() -> None:
    told = changes(OLD, article(OLD.text, "Ferry sinks off the coast"), SEEN)
    assert told is not None
    assert told.headline_before == "Ferry sinks"
    assert (told.added, told.removed) == ((), ())


def test_typography_and_spaces_are_none() -> None:
    before = article('He said: "We saw it." It was late - very late.')
    assert changes(before, article("He said: “We  saw it.”\n\nIt was late – very late."), SEEN) is None


def test_an_empty_or_newly_walled_page_takes_nothing_away() -> None:
    assert changes(OLD, article(""), SEEN) is None
    assert changes(OLD, article("The ferry sank on Monday.", truncated=True), SEEN) is None


def test_a_sentence_said_twice_and_then_once_is_removed_once() -> None:
    told = changes(article("It rained. It rained."), article("It rained."), SEEN)
    assert told is not None
    assert told.removed == ("It rained.",)


def test_the_outlets_own_note_is_found() -> None:
    told = changes(OLD, article(OLD.text + " Correction: an earlier version of this story gave the wrong day."), SEEN)
    assert told is not None
    assert told.correction == "Correction: an earlier version of this story gave the wrong day."


def test_notes_are_known_in_other_languages() -> None:
    assert is_correction("In einer früheren Version dieses Textes stand, die Fähre sei leer gewesen.", "de-AT")
    assert is_correction("Fe de errores: el barco zarpó el lunes.", "es")
    assert not is_correction("The court ordered a correction of the map.", "en")
    assert not is_correction("x", "zz")
