"""A story told in two languages: one person under one name, one meeting in one line; numbers that are no news."""

import pytest

from newsworld.brief import faults, write
from newsworld.brief.spellings import sound
from newsworld.news.articles import Article
from newsworld.news.stories import Member, Story
from newsworld.understand import read

ENGLISH = (
    "Envoys of Norway and Sweden will hold talks in Vienna on Thursday.\n\n"
    "Deputy Foreign Minister Sergei Ryabkov said the talks were “close to a dead end” for everyone involved in them.\n\n"
    "The 57 states of the organisation sent observers. At least 12 people died in a storm on the way, police said."
)
GERMAN = (
    "Die Unterhändler von Norwegen und Schweden führen am Donnerstag Gespräche in Wien.\n\n"
    "Der russische Vizeaußenminister Sergej Rjabkow erklärte, sein Land habe nicht die Absicht, die Gespräche zu beenden.\n\n"
    "Die 57 Staaten der Organisation entsandten Beobachter."
)
FURTHER = "Envoys of Norway and Sweden will hold talks in Vienna on Thursday, both governments said. Observers were sent by 40 towns."


def told(*texts):
    articles = {
        f"a{at}": Article(
            f"a{at}", text, headline="Envoys to meet in Vienna", language=language, outlet=f"Outlet {at}",
            published=f"2031-03-1{at}T09:00:00+00:00",
        )
        for at, (text, language) in enumerate(texts)
    }  # fmt: skip
    days = [article.published for article in articles.values()]
    story = Story("s", "Envoys to meet", days[0], days[-1], tuple(Member(name) for name in articles), len(articles))
    return write(story, articles, {name: read(article) for name, article in articles.items()}, {}), articles


@pytest.fixture(scope="module")
def page():
    return told((ENGLISH, "en"), (FURTHER, "en"), (GERMAN, "de"))[0]


def test_every_line_is_borne_out():
    page, articles = told((ENGLISH, "en"), (FURTHER, "en"), (GERMAN, "de"))
    assert [faults(line, articles) for line in page.lines()] == [()] * len(page.lines())


def test_one_person_has_one_name_and_the_state_that_any_report_tells(page):
    said = [line for line in page.section("who said what") if "R" in line.slots["speaker"]]
    assert {(line.slots["speaker"], line.slots["party"]) for line in said} == {("Sergei Ryabkov", "Russland")}
    assert {line.slots.get("language") for line in said} == {None, "de"}


def test_one_meeting_told_in_two_languages_is_one_line(page):
    (line,) = page.section("meetings")
    assert line.slots["parties"] == "Norway; Sweden"
    assert "language" not in line.slots
    assert {citation.article for citation in line.citations} == {"a0", "a1", "a2"}


def test_a_meeting_that_only_a_report_in_another_language_tells_is_named_in_the_page_s_own():
    german = "Die Außenminister Chiles und Boliviens treffen sich am Freitag in Lima. Der Gipfel der Andenstaaten tagt am Montag in Quito."
    page, articles = told((ENGLISH, "en"), (FURTHER, "en"), (german, "de"))
    foreign = [line for line in page.section("meetings") if line.slots.get("language") == "de"]
    assert [line.text.split(": ")[1].split(",")[0] for line in foreign] == ["meeting", "session"]
    assert [faults(line, articles) for line in foreign] == [(), ()]


def test_a_number_told_as_known_is_no_figure_of_the_news(page):
    assert not any("57" in line.text for line in page.section("figures"))
    assert any("12 people" in line.text for line in page.section("figures"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("person:sergei-lavrov", "person:sergej-lawrow"),
        ("person:alexander-lukashevich", "person:alexander-lukaschewitsch"),
        ("person:kassym-jomart-tokayev", "person:kasym-zhomart-tokaev"),
    ],
)
def test_a_name_sounds_the_same_however_it_is_written(one, other):
    assert sound(one) == sound(other) != ""


def test_short_and_other_names_do_not_sound_alike():
    assert sound("person:li-wu") == ""
    assert sound("person:anna-holm") != sound("person:anna-halden")


STORMS = {
    "fr": (
        (
            "Une tempête a fait au moins 12 morts dimanche dans le port de Valmont.\n\n"
            "« Nous n'avons jamais rien vu de tel dans cette ville », a déclaré le maire Yann Kerbrat.\n\n"
            "Les secours cherchent encore deux marins. Il a promis de l'aide."
        ),
        ("Morts : au moins 12 morts", "« Nous n'avons jamais"),
    ),
    "es": (
        (
            "Una tormenta causó al menos 12 muertos el domingo en el puerto de Valmonte.\n\n"
            "«Nunca habíamos visto nada parecido en esta ciudad», dijo el alcalde Julio Ferrer.\n\n"
            "Los equipos de rescate buscan todavía a dos marineros. Él prometió ayuda."
        ),
        ("Muertos: al menos 12 muertos", "«Nunca habíamos"),
    ),
    "it": (
        (
            "Una tempesta ha causato almeno 12 morti domenica nel porto di Valmonte.\n\n"
            "«Non avevamo mai visto nulla di simile in questa città», ha detto il sindaco Carlo Ferri.\n\n"
            "I soccorritori cercano ancora due marinai. Lui ha promesso aiuti."
        ),
        ("Morti: almeno 12 morti", "«Non avevamo"),
    ),
    "pt": (
        (
            "Uma tempestade causou pelo menos 12 mortos no domingo no porto de Valmonte.\n\n"
            "“Nunca tínhamos visto nada parecido nesta cidade”, disse o prefeito Júlio Ferraz.\n\n"
            "As equipas de resgate procuram ainda dois marinheiros. Ele prometeu ajuda."
        ),
        ("Mortos: pelo menos 12 mortos", "“Nunca tínhamos"),
    ),
}


@pytest.mark.parametrize("language", STORMS)
def test_a_page_speaks_the_language_of_its_story(language):
    text, lines = STORMS[language]
    page, articles = told((text, language))
    assert [faults(line, articles) for line in page.lines()] == [()] * len(page.lines())
    shown = [line.text for line in page.lines()]
    assert [line for line in lines if not any(one.replace("\xa0", " ").startswith(line) for one in shown)] == []
