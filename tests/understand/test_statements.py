"""Who said what: golden pairs that people can read."""

from __future__ import annotations

import pytest

from newsworld.news.articles import Article
from newsworld.understand import read
from newsworld.understand.draft import Draft
from newsworld.understand.explain import explain
from newsworld.understand.statements import find


def told(text, language="en", published="2024-05-16"):
    article = Article(id="a", text=text, language=language, published=published)
    return [
        (" ".join(piece.of(text) for piece in one.content), one.speaker.name, one)
        for one in find(article, Draft.of(article))
    ]


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("“The bridge is safe,” said Anna Holm.", "“The bridge is safe,”", "Anna Holm"),
        ("Holm said that the bridge was safe.", "the bridge was safe", "Holm"),
        ("The bridge is safe, the ministry said.", "The bridge is safe", "the ministry"),
        ("According to the ministry, the bridge is safe.", "the bridge is safe", "the ministry"),
        ("Lisbon accused Madrid of breaking the treaty.", "Madrid of breaking the treaty", "Lisbon"),
    ],
)
def test_content_and_speaker(text, content, speaker):
    assert (content, speaker) in [(words, name) for words, name, _ in told(text)]


def test_a_title_is_no_statement():
    assert told("The film “A Winter on the Moon” won two prizes.") == []


def test_the_official_is_the_one_before():
    text = "“We are close,” a senior French official said on Monday.\n\nThe official, who asked not to be named, told reporters there was more."
    names = {name for _, name, _ in told(text)}
    assert names == {"a senior French official"}


def test_the_day_is_the_last_such_day():
    assert told("“We are close,” a minister said on Monday.")[0][2].said_on == "2024-05-13"


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("“The bridge is safe,” said Anna Holm.", "direct"),
        ("Holm called the bridge “perfectly safe” for trucks.", "mixed"),
        ("Holm said the bridge was safe.", "indirect"),
    ],
)
def test_mode(text, mode):
    assert [one.mode for _, _, one in told(text)] == [mode]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Lisbon accused Madrid of theft.", "accuse"),
        ("The bank denied that it had lied.", "deny"),
        ("“We are ready to talk,” the envoy said.", "offer"),
        ("Holm warned of a second quake.", "warn"),
        ("The union called for an inquiry.", "demand"),
        ("The club rejected the offer.", "reject"),
        ("Holm said the bridge was safe.", "assert"),
        ("Holm said they were “ready to” sign.", "offer"),
        ("Holm said a toll is “out of the question”.", "reject"),
        ("Holm said the crew was already there.", "assert"),
        ("Die Bank bestritt die Vorwürfe.", "deny"),
        ("Moscou accuse Kiev de mentir.", "accuse"),
        ("El Gobierno prometió que bajará los impuestos.", "promise"),
        ("La banca ha smentito la notizia.", "deny"),
        ("O clube rejeitou a oferta.", "reject"),
        ("Москва обвинила Киев в срыве переговоров.", "accuse"),
    ],
)
def test_act(text, act):
    codes = {"D": "de", "M": "fr", "E": "es", "La": "it", "O": "pt", "М": "ru"}
    code = next((codes[start] for start in ("La", "D", "M", "E", "O", "М") if text.startswith(start)), "en")
    assert [one.act for _, _, one in told(text, code)] == [act]


def test_a_statement_inside_a_quotation_knows_its_place():
    found = told("“Norway has said that it will not pay,” the envoy said.")
    outer, inner = (one for _, _, one in found)
    assert (outer.within, inner.within) == (None, 0)
    assert inner.speaker.name == "Norway"


def test_a_quotation_goes_on_over_paragraphs():
    text = "“I have lived here for years.\n\n“I never saw this,” said Rosa Quint.\n\nShe left."
    [(content, speaker, _)] = told(text)
    assert (content, speaker) == ("“I have lived here for years. “I never saw this,”", "Rosa Quint")


def test_what_was_not_said_is_marked():
    [(_, _, one)] = told("The mayor did not say that the school would open.")
    assert one.negated


def test_unnamed_speakers_keep_their_terms_from_the_start():
    text = "“We are close,” an aide said.\n\nThe aide, who asked not to be named, said there was more."
    assert {one.speaker.terms.of(text) for _, _, one in told(text)} == {"who asked not to be named"}
    assert {(one.speaker.anonymous, one.speaker.number) for _, _, one in told(text)} == {(True, 1)}


def test_two_officials_are_two():
    [(_, _, one)] = told("Two officials said the strike was off.")
    assert (one.speaker.number, one.speaker.kind, one.speaker.anonymous) == (2, "group", True)


def test_the_setting_is_told():
    assert told("“No,” Holm told reporters at a news conference.")[0][2].setting == "a news conference"


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “smart” lights failed.",
        "Her nickname, “the Hammer,” stuck.",
        "The band closed with “Long Way Home” and “Rivers.”",
        "Support for the party has grown.",
        "The plans were drawn in May.",
        "United beat Rovers 3-1 after goals by Silva and Okoro.",
    ],
)
def test_no_statement_is_made_of(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("code", "text", "content"),
    [
        ("hu", "„Ez nagyon jó hír nekünk”, mondta Kovács Anna.", "„Ez nagyon jó hír nekünk”"),
        ("sv", "”Vi är redo att prata”, sade Holm.", "”Vi är redo att prata”"),
        ("ja", "首相は「交渉の準備ができている」と述べた。", "「交渉の準備ができている」"),
        ("ar", "قال الوزير: «نحن مستعدون للحوار الآن».", "«نحن مستعدون للحوار الآن»"),
        ("pl", "„Jesteśmy gotowi do rozmów” – powiedziała Anna Holm.", "„Jesteśmy gotowi do rozmów”"),
    ],
)
def test_other_languages_give_quotations_and_guess_nobody(code, text, content):
    assert [(words, name) for words, name, _ in told(text, code)] == [(content, None)]


def test_other_languages_take_no_title_for_speech():
    assert told("A „Tél a Holdon” című film két díjat nyert.", "hu") == []


def test_the_explanation_names_rule_cue_and_speaker():
    article = Article(id="a", text="Holm said that the bridge was safe.", language="en")
    [why] = explain(article)
    assert "say: that" in why
    assert "“said” is a cue" in why
    assert "Holm" in why


def test_a_country_in_its_name_has_no_verb():
    assert not told("The group has 57 participating states, among them Russia, Ukraine and the United States.")
    assert [speaker for _, speaker, _ in told("The report states that nothing was found.")] == ["The report"]


def test_marks_left_over_from_a_quotation_speak_no_word():
    text = "''It was on the show 'Friends and Family,''' said Tom Vance, a former spokesman."
    assert {speaker for _, speaker, _ in told(text)} <= {"Tom Vance", None}


def voices(text, language="en"):
    """Name and role of every speaker, as a full reading has them."""
    return [
        (one.speaker.name, one.speaker.role)
        for one in read(Article(id="a", text=text, language=language, published="2024-05-16")).statements
    ]


@pytest.mark.parametrize(
    ("text", "language", "name", "role"),
    [
        ("The Kremlin called the meeting a failure.", "en", "The Kremlin", None),
        ("Deputy Secretary of State Ruth Abel said the talks had failed.", "en", "Ruth Abel", "Deputy Secretary of State"),
        ("Foreign Minister Berit Lund of Norway said the talks had failed.", "en", "Berit Lund", "Foreign Minister"),
        ("The leader of the council, Oona Fry (Lab), said the budget was sound.", "en", "Oona Fry", "leader of the council"),
        ("Senator Bob Menz, D-NJ, Tuesday rejected the budget.", "en", "Bob Menz", "Senator"),
        ("The Labour leader, Sir Oswin Fry, said the budget was sound.", "en", "Oswin Fry", None),
        ("Der russische Botschafter Igor Lasarew erklärte, die Antwort sei enttäuschend.", "de", "Igor Lasarew", "der russische Botschafter"),
        ("„Die Keller sind feucht“, sagte Elternsprecher Jost Wieland dieser Zeitung.", "de", "Jost Wieland", "Elternsprecher"),
        ("Le directeur du port, Luc Aubry, dément vouloir gagner du temps.", "fr", "Luc Aubry", "directeur du port"),
        ("El primer ministro, Aldo Ferrán, celebró la sentencia.", "es", "Aldo Ferrán", "primer ministro"),
        ("Dos personas murieron el lunes, según informó el hospital comarcal.", "es", "el hospital comarcal", None),
        ("El tenista se declaró muy decepcionado con el fallo, aunque aseguró que lo respeta.", "es", "El tenista", None),
    ],
)  # fmt: skip
def test_who_speaks_and_as_what(text, language, name, role):
    assert (name, role) in voices(text, language)


def test_who_hears_is_not_who_speaks():
    text = "Nineteen were officers, Timur Aliev, a representative of the office, told a briefing. He said others were armed."
    assert {name for name, _ in voices(text)} == {"Timur Aliev"}


def test_two_ministries_are_two():
    text = "The health ministry said 2,600 people were treated. The information ministry said the figure was wrong."
    assert [name for name, _ in voices(text)] == ["The health ministry", "The information ministry"]


def test_a_demand_is_its_owners_alone():
    told = voices(
        "They ended seven hours of talks without a breakthrough on Moscow's demand that the pact be scrapped."
    )
    assert [name for name, _ in told] == ["Moscow"]


def test_a_noun_that_is_feared_is_no_clause():
    text = "The ministry gave no count. Two lawyers, who hid because they feared arrest, said they had a higher one."
    assert [one[0] for one in told(text)][-1] == "they had a higher one"
    assert not any("arrest" in one[0] for one in told(text))


def test_holding_and_looking_are_not_saying():
    assert not told("Poland holds the chairmanship this year.")
