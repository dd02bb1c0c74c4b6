"""Bytes become text: mark, UTF-8, declaration, detector."""

import pytest

from newsworld.text.decode import decoded

WORDS = "Größe, naïve, café, Zürich: «Ольга сказала» и ушла."


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_marked_or_utf8_text_needs_no_declaration(name):
    assert decoded(WORDS.encode(name)) == WORDS


def test_utf8_wins_over_a_wrong_declaration():
    assert decoded(WORDS.encode(), "text/html; charset=iso-8859-1") == WORDS


@pytest.mark.parametrize(
    ("name", "declared", "words"),
    [
        ("cp1251", "windows-1251", "Портовый совет объявил о пароме."),
        ("cp1252", "iso-8859-1", "“Größe” – naïve"),
        ("cp932", "Shift_JIS", "港の理事会は発表した。"),
        ("gb18030", "gb2312", "港口理事会宣布。"),
        ("cp949", "euc-kr", "항구 이사회가 발표했다."),
    ],
)
def test_a_declaration_counts_in_the_header_and_inside(name, declared, words):
    assert decoded(words.encode(name), f"text/html; charset={declared}") == words
    page = f'<meta charset="{declared}"><p>{words}'
    assert decoded(page.encode(name)) == page


def test_what_nobody_declares_is_detected():
    words = "Портовый совет города объявил в четверг, что ночной паром начнёт ходить в апреле. " * 5
    assert decoded(words.encode("cp1251")) == words


def test_a_text_cut_inside_a_character_and_nuls_do_no_harm():
    assert decoded("Zürich größ".encode()[:-1]) == "Zürich grö"
    assert decoded(b"a\x00b") == "ab"
    assert decoded(b"\xff\xfe") == ""
    assert decoded(b"", "text/html; charset=nonsense-9") == ""
