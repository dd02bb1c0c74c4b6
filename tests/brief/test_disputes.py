"""A flood in German, told by three independent texts: what they tell differently, what they share, and what overtook what."""

from dataclasses import replace

from tests.brief.river_talks import all_at, at

from newsworld.brief import faults, write
from newsworld.news.articles import Article
from newsworld.news.facts import Figure, Meeting
from newsworld.news.readings import Entity, Reading
from newsworld.news.sourcing import Outlet
from newsworld.news.stories import Member, Story
from newsworld.text.sentences import sentences


def report(name, outlet, hour, text, headline="Hochwasser im Tal der Lenne"):
    return Article(name, text, outlet=outlet, language="de", headline=headline, published=f"2031-06-02T{hour}:00+02:00")


RADIO = report(
    "radio",
    "Radio Lenne",
    "09:00",
    "Bei dem Hochwasser im Tal der Lenne sind 12 Menschen gestorben. Die Brücke von Altena steht unter Wasser.",
)
BOTE = report(
    "bote",
    "Lennebote",
    "11:30",
    "Bei dem Hochwasser im Tal der Lenne sind 15 Menschen gestorben. Die Brücke von Altena ist gesperrt, sagte der Landrat.",
)
STAAT = report(
    "staat",
    "Staatsfunk",
    "12:00",
    "Bei dem Hochwasser sind 15 Menschen gestorben. Der Krisenstab tritt am Dienstag in Altena zusammen.",
)
NIGHT = report(
    "nacht",
    "Lennebote",
    "23:50",
    "Die Zahl der Toten ist auf 20 gestiegen. Der Krisenstab tritt am Mittwoch in Altena zusammen.",
)


def reading(article, dead, **more):
    words = f"{dead} Menschen" if f"{dead} Menschen" in article.text else str(dead)
    figure = Figure("dead", (at(article, str(dead)),), dead, dead, None, "Menschen" if words != str(dead) else None)
    return Reading(article.id, "de", article.published, sentences(article.text, "de"), figures=(figure,), **more)


def crisis(article, day):
    staff = Entity("organisation:krisenstab", "Krisenstab", "organisation", mentions=all_at(article, "Krisenstab"))
    meeting = Meeting(
        "Krisenstab", (at(article, "Der Krisenstab tritt"),), (staff.id,), place="Altena", start=day, format="session"
    )
    return {"entities": (staff,), "meetings": (meeting,)}


def page(*pairs):
    articles = {article.id: article for article, _ in pairs}
    days = sorted(article.published for article in articles.values())
    story = Story("flut", "Hochwasser", days[0], days[-1], tuple(map(Member, articles)), len(articles))
    outlets = {"Staatsfunk": Outlet("staat", "Staatsfunk", kind="state media")}
    made = write(story, articles, {read.id: read for _, read in pairs}, outlets)
    assert all(not faults(line, articles) for line in made.lines())
    return made


def texts(made, section):
    return [line.text for line in made.section(section)]


def test_tolls_of_the_same_hours_that_differ_are_a_dispute():
    made = page((RADIO, reading(RADIO, 12)), (BOTE, reading(BOTE, 15)))
    assert texts(made, "disputed") == [
        "Tote verschieden angegeben: 12 Menschen (Radio Lenne, 2. Juni, 09:00) – 15 Menschen (Lennebote, 2. Juni, 11:30)"
    ]
    assert made.section("disputed")[0].slots == {"kind": "figure", "origins": "2"}
    assert made.kind == "disaster"


def test_a_toll_of_the_next_night_is_a_development_and_no_dispute():
    made = page((RADIO, reading(RADIO, 12)), (NIGHT, reading(NIGHT, 20)))
    assert not made.section("disputed")
    assert texts(made, "figures") == [
        "Tote: 12 Menschen – Radio Lenne, 2. Juni, 09:00, inzwischen überholt",
        "Tote: 20 – Lennebote, 2. Juni, 23:50",
    ]


def test_a_toll_that_was_overtaken_leads_no_page():
    made = page((RADIO, reading(RADIO, 12)), (NIGHT, reading(NIGHT, 20)))
    assert made.standfirst.text == "Die Zahl der Toten ist auf 20 gestiegen."
    assert not any("12 Menschen" in line.text for line in made.basics)


def test_what_all_independent_origins_tell_alike_is_shown_with_their_number():
    made = page((BOTE, reading(BOTE, 15)), (STAAT, reading(STAAT, 15)))
    assert texts(made, "agreed") == ["Tote: 15 Menschen, gleich angegeben von beiden Quellen"]
    assert len(made.section("agreed")[0].citations) == 2


def test_what_is_called_by_one_word_on_two_days_stays_two_meetings():
    later = crisis(NIGHT, "2031-06-04")
    made = page((STAAT, reading(STAAT, 15, **crisis(STAAT, "2031-06-03"))), (NIGHT, reading(NIGHT, 20, **later)))
    assert texts(made, "meetings") == [
        "3. Juni: Krisenstab, Altena – Krisenstab",
        "4. Juni: Krisenstab, Altena – Krisenstab",
    ]


def test_a_named_meeting_told_for_two_days_is_a_dispute_in_the_same_hours_and_a_move_later():
    def named(article, day):
        facts = crisis(article, day)
        (meeting,) = facts["meetings"]
        return {**facts, "meetings": (replace(meeting, name="Der Krisenstab"),)}

    early = reading(STAAT, 15, **named(STAAT, "2031-06-03"))
    soon = replace(NIGHT, published="2031-06-02T13:00:00+02:00")
    made = page((STAAT, early), (soon, reading(soon, 20, **named(soon, "2031-06-04"))))
    assert "Der Krisenstab: 3. Juni (Staatsfunk, 2. Juni, 12:00) – 4. Juni (Lennebote, 2. Juni, 13:00)" in texts(
        made, "disputed"
    )
    made = page((STAAT, early), (NIGHT, reading(NIGHT, 20, **named(NIGHT, "2031-06-04"))))
    assert texts(made, "meetings") == ["4. Juni: Der Krisenstab, Altena – Krisenstab, verlegt vom 3. Juni"]
    assert not made.section("disputed")


def test_lines_of_a_states_own_medium_carry_a_caution_and_it_is_called_that():
    made = page((STAAT, reading(STAAT, 15)), (BOTE, reading(BOTE, 15)))
    assert texts(made, "where it comes from")[1] == "Staatsfunk (Staatsmedium), 2. Juni, 12:00"
    told = [line for line in (made.standfirst, *made.basics) if line.citations[0].article == "staat"]
    assert all("state media" in line.cautions for line in told)
    assert made.standfirst.citations[0].article == "bote"
