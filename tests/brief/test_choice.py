"""What a good editor would strike, and what has to stay: told by small stories in our own words."""

import pytest
from tests.brief.river_talks import all_at, at

from newsworld.brief import faults, write
from newsworld.brief.choosing import WEIGHTS, cuts
from newsworld.news.articles import Article
from newsworld.news.facts import Figure, Meeting, Position, Speaker, Statement
from newsworld.news.readings import Entity, Reading, Timex
from newsworld.news.spans import Span
from newsworld.news.stories import Member, Story
from newsworld.text.sentences import sentences


def report(name, text, day="2031-05-02", headline="Bridge closed in Tarn", **more):
    return Article(name, text, outlet=f"Outlet {name}", language="en", headline=headline, published=day, **more)


def reading(article, **facts):
    return Reading(article.id, "en", article.published, sentences(article.text, "en"), **facts)


def page(*pairs):
    articles = {article.id: article for article, _ in pairs}
    days = sorted(article.published for article in articles.values())
    story = Story("s", "", days[0], days[-1], tuple(map(Member, articles)), len(articles))
    made = write(story, articles, {read.id: read for _, read in pairs}, {})
    assert all(not faults(line, articles) for line in made.lines())
    return made


def plain(*articles):
    return page(*((article, reading(article)) for article in articles))


def leads(made):
    return [line.text for line in (made.standfirst, *made.basics)]


def alone(text):
    """What is known of a sentence by itself."""
    return cuts(text, (Span(0, len(text)),), "en")[0]


CLOSED = "The old iron bridge over the Tarn was closed on Friday after a barge had struck one of its piers."
AGAIN = "The old iron bridge across the Tarn has been closed after a barge struck one of its piers on Friday."


def test_a_second_outlets_telling_of_the_same_news_is_no_second_line():
    one = report("a", f"{CLOSED} Engineers expect that repairs to the pier will take until the end of August.")
    other = report("b", f"{AGAIN} Buses take passengers to the northern crossing while the bridge is shut.")
    told = leads(plain(one, other))
    assert sum("struck one of its piers" in line for line in told) == 1
    assert any("end of August" in line for line in told)
    assert any("northern crossing" in line for line in told)


def test_a_line_out_of_its_context_stays_out_where_reports_are_mixed():
    one = report(
        "a", f"{CLOSED} The town council meets about the bridge and its pier tomorrow. But nobody knows the cost."
    )
    other = report(
        "b",
        "Tarn's mayor wants the ministry to pay for the bridge and its pier. He said that the bridge was the ministry's. "
        "The barge belongs to a company from Orlen that carries gravel past the bridge.",
    )
    told = leads(plain(one, other))
    assert not any(line.startswith(("He ", "But ")) for line in told)
    assert len(told) >= 3


def test_of_one_report_the_basics_may_lean_on_each_other():
    only = report(
        "a", f"{CLOSED} The town council meets tomorrow. But nobody knows what the new pier will cost the town."
    )
    assert any(line.startswith("But nobody") for line in leads(plain(only)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("When he arrived at the bridge, the barge had gone.", True),
        ("When Lena Voss arrived at the bridge, she found it shut.", False),
        ("The mayor said he would pay.", False),
        ("They closed the old iron bridge at noon.", True),
    ],
)
def test_a_pronoun_before_any_name_leans(text, expected):
    assert alone(text).leaning is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In my opinion the bridge should never have been built.", True),
        ("As we reported in May, the pier is cracked.", True),
        ("“We will pay for my mistake,” the captain said.", False),
        ("US stocks fell for a third day in a row.", False),
    ],
)
def test_a_report_that_speaks_of_itself_is_known(text, expected):
    assert (alone(text).penalty >= WEIGHTS.own_voice) is expected


@pytest.mark.parametrize("dateline", ["TARN, May 2 (Northern Wire) – ", "TARN -- ", "May 2 (Northern Wire) -- "])
def test_a_dateline_is_no_part_of_a_line(dateline):
    made = plain(report("a", dateline + CLOSED))
    assert made.standfirst.text == CLOSED
    assert made.standfirst.kind == "verbatim"


def test_a_story_without_any_headline_is_called_by_its_first_words():
    made = plain(report("a", f"{CLOSED} Repairs will take months.", headline=None))
    assert made.headline == CLOSED.removesuffix(".")


def test_a_toll_of_another_year_is_not_the_storys():
    text = (
        "A barge struck the bridge at Tarn and 3 people died. The bridge is shut. Divers are at work. "
        "In 2019 a storm at the same bridge killed 40 people."
    )
    article = report("a", text)
    facts = reading(
        article,
        times=(Timex(at(article, "2019"), "DATE", "2019"),),
        figures=(
            Figure("dead", (at(article, "3"),), 3, 3, None, "people"),
            Figure("dead", (at(article, "40"),), 40, 40, None, "people"),
        ),
    )
    assert [line.slots["low"] for line in page((article, facts)).section("figures")] == ["3"]
    bare = reading(article, times=facts.times, figures=facts.figures[1:])
    assert not page((article, bare)).section("figures")
    since = report(
        "b", text.replace("In 2019 a storm at the same bridge killed", "Since 2019 accidents at it have killed")
    )
    figures = (Figure("dead", (at(since, "40"),), 40, 40, None, "people"),)
    told = reading(since, times=(Timex(at(since, "2019"), "DATE", "2019"),), figures=figures)
    assert [line.slots["low"] for line in page((since, told)).section("figures")] == ["40"]


def speaking(article, name, words, cue="said", shown=None, **more):
    speaker = Speaker(at(article, shown or name, more.pop("after", "")), name, **more.pop("speaker", {}))
    return Statement((at(article, words),), more.pop("mode", "indirect"), at(article, cue), speaker, **more)


def persons(article, *names):
    return tuple(Entity(f"person:{n}", n, "person", None, all_at(article, n)) for n in names)


def test_a_pronoun_with_two_people_before_it_is_left_alone():
    text = (
        "The harbour master spoke with the captain for an hour. Lena Voss met Karl Brand at the pier on Friday. "
        "He said that the barge had lost its rudder before it struck."
    )
    article = report("a", text)
    speaker = {"entity": "person:Lena Voss"}
    words = "the barge had lost its rudder before it struck"

    def made(name):
        speaker["entity"] = f"person:{name}"
        statement = speaking(article, name, words, shown="He", after="He said", speaker=speaker)
        facts = reading(
            article,
            entities=persons(article, *(n for n in ("Lena Voss", "Karl Brand", "Ida Holm") if n in article.text)),
            statements=(statement,),
        )
        return [line.text for line in page((article, facts)).lines()]

    assert any("He [Karl Brand] said" in line for line in made("Karl Brand"))
    assert any("He [Lena Voss] said" in line for line in made("Lena Voss"))  # with whom the sentence before began
    far = article.text.replace("Lena Voss met Karl Brand", "Karl Brand met Lena Voss")
    article = report("a", far.replace("Karl Brand met Lena Voss", "Karl Brand met Lena Voss and Ida Holm"))
    assert not any("[Lena Voss]" in line for line in made("Lena Voss"))


def test_one_person_stands_under_one_name():
    text = (
        "“The barge had no light at its bow,” the mediator Odile Santer said. "
        "“We shall meet again when the pier is mended,” Odile Santer said."
    )
    article = report("a", text)
    statements = (
        speaking(article, "the mediator Odile Santer", "“The barge had no light at its bow,”", mode="direct"),
        speaking(
            article, "Odile Santer", "“We shall meet again when the pier is mended,”", mode="direct", after="mended"
        ),
    )
    made = page((article, reading(article, entities=persons(article, "Odile Santer"), statements=statements)))
    assert {line.slots["speaker"] for line in made.section("who said what")} == {"Odile Santer"}
    assert len(made.section("who said what")) == 2


def denied(claim, denial):
    one, other = report("a", f"{claim} The bridge is shut."), report("b", f"{denial} The bridge is shut.")
    said = speaking(one, "Lena Voss", claim.partition(" said ")[2].removesuffix("."), act="assert")
    answer = speaking(other, "Karl Brand", denial.partition(" denied ")[2].removesuffix("."), "denied", act="deny")
    pairs = ((one, said, "Lena Voss"), (other, answer, "Karl Brand"))
    made = page(*((a, reading(a, entities=persons(a, who), statements=(s,))) for a, s, who in pairs))
    return [line.text for line in made.section("disputed")]


def test_a_claim_against_somebody_stands_beside_the_denial():
    assert denied(
        "Lena Voss said Captain Brand steered the barge too fast past the pier.",
        "Karl Brand denied steering the barge too fast past the pier.",
    )


def test_two_sayings_on_one_subject_are_no_claim_and_denial():
    assert not denied(
        "Lena Voss said the company sells gravel and the barge carries gravel to Orlen.",
        "Karl Brand denied selling shares in the company that carries gravel to Orlen.",
    )


def test_a_denial_is_no_claim():
    assert not denied(
        "Lena Voss said nobody denied steering the barge too fast past the pier, Brand least of all.",
        "Karl Brand denied steering the barge too fast past the pier.",
    )


def test_a_story_of_many_days_tells_how_it_began():
    begun = report("a", f"{CLOSED} Nobody was hurt.", "2031-05-02")
    then = report(
        "b", "Divers found a second crack in the pier of the bridge at Tarn. The barge is gone.", "2031-05-09"
    )
    now = report(
        "c", "The ministry will pay for a new bridge over the Tarn, it said. Work begins in July.", "2031-05-20"
    )
    made = plain(begun, then, now)
    lead = leads(made)
    told = [line.text for line in made.section("background")]
    assert {CLOSED, "Divers found a second crack in the pier of the bridge at Tarn."} <= {*lead, *told}
    assert not set(lead) & set(told)
    assert not plain(begun, report("d", AGAIN, "2031-05-03")).section("background")


def test_a_call_with_one_party_is_no_meeting_of_the_page():
    article = report("a", "Norland's minister held a call on Friday about the bridge. Estmark's minister was silent.")
    country = Entity("country:NO", "Norland", "country", "NO", all_at(article, "Norland"))
    other = Entity("country:ES", "Estmark", "country", "ES", all_at(article, "Estmark"))
    call = Meeting("call", (at(article, "held a call"),), ("country:NO",), start="2031-05-02", format="call")
    assert not page((article, reading(article, entities=(country, other), meetings=(call,)))).section("meetings")
    both = Meeting("call", call.evidence, ("country:NO", "country:ES"), start="2031-05-02", format="call")
    assert page((article, reading(article, entities=(country, other), meetings=(both,)))).section("meetings")


def test_an_issue_is_told_without_the_small_words_at_its_ends():
    article = report("a", "Norland rejects the closing of the bridge. It says so itself.")
    country = Entity("country:NO", "Norland", "country", "NO", all_at(article, "Norland"))
    evidence = (at(article, "Norland rejects the closing of the bridge"),)

    def issue(told):
        positions = (Position("country:NO", told, "rejects", evidence),)
        (line,) = page((article, reading(article, entities=(country,), positions=positions))).section("positions")
        return line.slots.get("issue")

    assert issue("the closing of the") == "closing"
    assert issue("he") is None


KINDS = {
    "talks": (
        "Envoys of both countries open talks on a ceasefire at a summit in Tarn on Friday.",
        "Talks on ceasefire open",
    ),
    "disaster": ("An earthquake and a flood hit Tarn and rescuers look for survivors.", "Earthquake hits Tarn"),
    "vote": (
        "Turnout in the election for parliament was high and the candidate of the left won.",
        "Election in Norland",
    ),
    "court": (
        "A judge sentenced the former mayor after a trial and the prosecutor welcomed the verdict.",
        "Court jails mayor",
    ),
    "markets": ("Shares fell as investors feared that the central bank would raise rates.", "Stocks fall on inflation"),
    "match": (
        "The champion won the final of the cup by a late goal in the last match of the season.",
        "Late goal wins the cup",
    ),
    "news": ("The old iron bridge over the river was painted green by its friends.", "Bridge is green again"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_story_is_known_by_its_words(kind):
    text, headline = KINDS[kind]
    assert plain(report("a", text, headline=headline)).kind == kind


def test_no_outlet_has_more_than_two_of_the_basics_beside_others():
    long = (
        f"{CLOSED} Engineers of the bridge expect that the pier must be built anew. The bridge was built by a duke of Tarn. "
        "The barge with gravel for the bridge lies at the northern pier. Ferries of the town now cross beside the bridge."
    )
    one, other = (
        report("a", long),
        report("b", "Tarn's mayor asks for money for the bridge and its pier from the ministry."),
    )
    told = [line.slots["outlet"] for line in plain(one, other).basics]
    assert told.count("Outlet a") == 2


def test_a_meeting_that_was_ahead_on_the_morning_of_its_day_leads_no_page_of_the_next():
    ahead = "Norland and Estmark will meet on Friday evening in Lisbon to talk about the closed bridge over the Tarn."
    first = report("a", f"{ahead} {CLOSED} Engineers look at the pier. Norland has sent divers to the bridge as well.")
    later = report("b", f"{AGAIN} Buses take passengers to the northern crossing while it is shut.", day="2031-05-03")
    meeting = Meeting(
        "meeting", (at(first, "will meet on Friday evening"),), start="2031-05-02T18:00", status="planned"
    )
    told = leads(page((first, reading(first, meetings=(meeting,))), (later, reading(later))))
    assert not any("will meet" in line for line in told)


@pytest.mark.parametrize(
    ("sentence", "stance", "issue", "about"),
    [
        ("Norland promises to mend the bridge by May", "offers", "mend the bridge", "to mend the bridge"),
        ("Norland demands that the port close at once", "demands", "port close", "that the port close"),
        ("Norland denies that it knew of the crack", "denies", "it knew of the crack", "that it knew of the crack"),
        ("Norland had no plans to close the port", "denies", "close the port", None),
        ("Norland will not allow a new bridge here", "rejects", "allow a new bridge", None),
        ("Norland rejects the closing of the bridge", "rejects", "closing of the bridge", "closing of the bridge"),
    ],
)
def test_what_a_position_is_about_is_led_in_by_the_sources_own_word(sentence, stance, issue, about):
    article = report("a", f"{sentence}. It says so itself.")
    country = Entity("country:NO", "Norland", "country", "NO", all_at(article, "Norland"))
    stand = Position("country:NO", issue, stance, (at(article, sentence),))
    (line,) = page((article, reading(article, entities=(country,), positions=(stand,)))).section("positions")
    assert line.slots.get("about") == about
