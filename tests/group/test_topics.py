"""Topics, more on this topic."""

from __future__ import annotations

from newsworld.group import Desk, Options, related, topics
from newsworld.group.topics import standing
from newsworld.news.articles import Article
from newsworld.news.readings import Entity, Reading
from newsworld.news.spans import Span
from newsworld.news.stories import Topic

QUAKE = (
    "A magnitude 6.1 earthquake struck near Marvento early on Sunday.\n\nRescuers dug by hand after the quake, and "
    "firefighters evacuated the old town. A second landslide blocked the road."
)


def names(article: Article) -> list[str]:
    return [topic.name for topic in topics(article)]


def test_a_media_topic_comes_with_its_parents() -> None:
    told = topics(Article(id="q", text=QUAKE, language="en", headline="Earthquake shakes Marvento"))
    assert [topic.id for topic in told][:2] == ["medtop:20000148", "medtop:03000000"]
    assert told[0] == Topic("medtop:20000148", "disaster", "subject")


def test_german_words_tell_the_same_topics() -> None:
    text = "Die Gewerkschaft hat zum Warnstreik an den Flughäfen aufgerufen. Es geht um höhere Löhne.\n\nDer Streik beginnt."
    assert "labour relations" in names(Article(id="s", text=text, language="de"))


def test_one_word_is_no_subject() -> None:
    assert (
        names(Article(id="m", text="Her smile was an earthquake for all who saw it that evening.", language="en")) == []
    )


def test_whom_it_is_about_is_a_topic() -> None:
    text = "Marvento waits. Nobody in Marvento sleeps."
    entity = Entity("place:marvento", "Marvento", "place", mentions=(Span(0, 8), Span(26, 34)))
    told = topics(Article(id="m", text=text), Reading(id="m", entities=(entity,)))
    assert told == (Topic("place:marvento", "Marvento", "place"),)


def test_a_story_stands_for_what_a_third_of_its_articles_say() -> None:
    quake, tax, town = Topic("a", "disaster"), Topic("b", "tax"), Topic("c", "Marvento", "place")
    assert standing([(quake, town), (quake, town), (quake,), (quake, tax)]) == (quake, town)


def test_a_topic_of_a_story_is_called_as_most_of_its_articles_call_it():
    russia, russland = Topic("country:RU", "Russia", "country"), Topic("country:RU", "Russland", "country")
    assert standing([(russland,), (russia,), (russia,)]) == (russia,)


def talks(name: str, text: str, day: int) -> Article:
    return Article(id=name, text=text, headline=text[:50], language="en", published=f"2031-03-{day:02}T10:00:00+00:00")


def naming(article: Article) -> Reading:
    """A reading that knows the invented world's names."""
    known = {"Vasteria": "country", "Caldoria": "country", "Straits": "place", "Lindenau": "place", "Shermez": "person"}
    at = {name: article.text.find(name) for name in known}
    named = [
        Entity(f"{kind}:{name}", name, kind, mentions=(Span(at[name], at[name] + len(name)),))
        for name, kind in known.items()
        if at[name] >= 0
    ]
    return Reading(id=article.id, entities=tuple(named))


def test_more_on_this_topic_is_never_the_story_itself_nor_its_copies() -> None:
    desk = Desk(Options(accept=4.0))  # texts this short are alike too soon
    end = " Wanda Shermez called all proposals for limits non-starters in a long evening of talk and tea." * 3
    first = talks("talks", "Envoys of Vasteria and Caldoria discussed the Straits in Lindenau on Sunday." + end, 9)
    copy = talks("talks copy", first.text, 9)
    more = talks(
        "batteries", "Vasteria moved missile batteries to a hill above the Straits at night, soldiers said.", 1
    )
    bread = talks("bread", "Bakers in Portanova won a prize for a loaf of rye that weighs as much as a small horse.", 8)
    for article in (first, copy, more):
        desk.place(article, naming(article))
    desk.place(bread)
    story = desk.story(desk.story_of("talks"))
    assert {member.id for member in story.members} == {"talks", "talks copy"}
    assert [told.members[0].id for told in related(story, desk)] == ["batteries"]
    assert related(story, desk, limit=0) == ()
