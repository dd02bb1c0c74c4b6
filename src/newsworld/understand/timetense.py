"""Which way the verbs about a time expression point: ahead or back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsworld.understand.timevalues import Page
    from newsworld.understand.timewords import Hit

BEHIND_IS_FARTHER = 4  # words; tried 0 to 15 on dated news
TENSE_REACH = 30  # words from an expression to the verb that tells its direction


def direction(page: Page, hit: Hit) -> int:
    """1 where the verbs about the expression point ahead, -1 where they point back, 0 where they do not tell.

    The nearer verb decides; one before the expression is nearer than one behind it.
    """
    if page.word(hit.start - 1) in page.rules.tense.get("ahead_before", ()):
        return 1
    behind, away = _first_tense(page, hit.start - 1, -1)
    ahead, beyond = _first_tense(page, hit.end, 1)
    return (behind if away <= beyond + BEHIND_IS_FARTHER else ahead) if behind and ahead else behind or ahead


def _first_tense(page: Page, at: int, step: int) -> tuple[int, int]:
    for away in range(TENSE_REACH):
        i = at + step * away
        word = page.word(i)
        if not word or word[0] in ".!?\n;":
            break
        if page.words.texts[i] != word or page.word(i - 1) in page.rules.tense.get("passive", ()):
            continue  # United is no verb; in "will be held" the auxiliary decides
        if word in page.rules.tense.get("needs_to", ()) and page.word(i + 1) != "to":
            continue  # "vacation plans"
        if word in page.rules.tense.get("present", ()) and page.word(i - 1) in page.rules.tense.get("nouns_after", ()):
            continue  # "its own visit"
        if word not in page.rules.tense.get("past", ()) and page.word(i - 1) in page.rules.tense.get(
            "adjectives_after", ()
        ):
            continue  # "behind closed doors"
        told = 1 if _points_ahead(page, i) else _tense_of(page, word)
        if told:
            return told, away
    return 0, TENSE_REACH


def _points_ahead(page: Page, at: int) -> bool:
    """Whether a verb with the word behind it points ahead: "was to open", "a session follows in Vienna"."""
    tense, word, following = page.rules.tense, page.word(at), page.word(at + 1)
    if word in tense.get("ahead_with_to", ()):
        return following == "to"
    return word in tense.get("ahead_with_place", ()) and following in tense["of_place"]


def _tense_of(page: Page, word: str) -> int:
    tense = page.rules.tense
    if word in tense.get("future", ()):
        return 1
    if word in tense.get("past", ()) or any(
        word.endswith(end) for end in tense.get("past_endings", ()) if len(word) > 4
    ):
        return -1
    if word in tense.get("present", ()):
        return 1
    return 1 if any(word.endswith(end) for end in tense.get("future_endings", ()) if len(word) > 4) else 0


def step_of(page: Page, hit: Hit) -> int | None:
    """-1 for last, 0 for this, 1 for next; None where none of them is told."""
    for name in ("last", "this", "next"):
        told = page.value(hit, name)
        if told is not None:
            return int(told)
    return None
