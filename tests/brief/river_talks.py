"""A story of talks in our own words, read by hand: two origins, a copy, and everything a page can hold."""

from newsworld.news.articles import Article
from newsworld.news.facts import Caution, Figure, Meeting, Participant, Position, Speaker, Statement
from newsworld.news.readings import Entity, Reading, Timex
from newsworld.news.sourcing import Outlet
from newsworld.news.spans import Span
from newsworld.news.stories import Member, Story
from newsworld.text.sentences import sentences

MORNING = Article(
    id="courier-1",
    outlet="Harbour Courier",
    url="https://courier.example/river-talks",
    language="en",
    headline="Norland ready to discuss dams and water rights with Estmark",
    published="2031-03-08T09:40:00+00:00",
    text=(
        "Norland is ready to talk with Estmark about dams and water rights when envoys of the two countries meet in Lisbon.\n\n"
        "“There are a few points on which we can move,” a senior Norland official said on Saturday. "
        "On Sunday and Monday the envoys will try to calm a quarrel that has grown since the summer of 2029.\n\n"
        "Norland accuses Estmark of holding back water in three dams along the Vire. "
        "Estmark has said it feels cheated by the canals upstream, the official, who asked not to be named, told reporters on a conference call. "
        "Norland rejects that charge.\n\n"
        "The official said Norland would open the gates at Brenn if Estmark lets inspectors in. "
        "He warned that false reports about concessions could appear in Estmark’s press.\n\n"
        "A first conversation is set for Sunday evening before the main meeting on Monday. "
        "Deputy Foreign Minister Ida Holm leads the delegation of Norland. "
        "At least 12 villagers died in the floods at Brenn in January."
    ),
)
LATER = Article(
    id="wire-7",
    outlet="Northern Wire",
    language="en",
    headline="Main meeting of Norland and Estmark on dams moved to Tuesday",
    published="2031-03-09T07:05:00+00:00",
    credit="nw",
    text=(
        "The main meeting of Norland and Estmark in Lisbon has been moved to Tuesday, both delegations said on Sunday.\n\n"
        "“We have not held back a single drop of water in our dams,” Estmark’s envoy Pavel Orlo said.\n\n"
        "Estmark demands a share of forty percent of the water of the Vire.\n\n"
        "At least 19 villagers died in the floods at Brenn, the health ministry said."
    ),
)
COPY = Article(
    id="gazette-3",
    outlet="Evening Gazette",
    language="en",
    headline="River talks moved",
    published="2031-03-09T08:30:00+00:00",
    text=LATER.text,
)
ARTICLES = {article.id: article for article in (MORNING, LATER, COPY)}
STORY = Story(
    id="s1",
    headline="Norland ready to discuss dams",
    first_seen="2031-03-08T09:40:00+00:00",
    last_seen="2031-03-09T08:30:00+00:00",
    members=(Member("courier-1"), Member("wire-7"), Member("gazette-3", copy_of="wire-7")),
    origins=2,
)
OUTLETS = {
    "Northern Wire": Outlet("northern-wire", "Northern Wire", kind="agency"),
    "Evening Gazette": Outlet("gazette", "Evening Gazette", kind="daily"),
}


def at(article, words, after=""):
    """The span of some words, the first after some others."""
    start = article.text.index(words, article.text.index(after) if after else 0)
    return Span(start, start + len(words))


def all_at(article, words):
    found, start = [], article.text.find(words)
    while start >= 0:
        found.append(Span(start, start + len(words)))
        start = article.text.find(words, start + 1)
    return tuple(found)


def _countries(article):
    return (
        Entity("country:NO", "Norland", "country", "NO", all_at(article, "Norland")),
        Entity("country:ES", "Estmark", "country", "ES", all_at(article, "Estmark")),
    )


def _official(words, after="", **more):
    return Speaker(
        span=at(MORNING, words, after),
        name="a senior Norland official",
        country="NO",
        anonymous=True,
        role=None,
        **more,
    )


MORNING_READING = Reading(
    id="courier-1",
    language="en",
    published=MORNING.published,
    sentences=sentences(MORNING.text, "en"),
    entities=(*_countries(MORNING), Entity("person:ida-holm", "Ida Holm", "person", "NO", all_at(MORNING, "Ida Holm"))),
    times=(
        Timex(at(MORNING, "Saturday"), "DATE", "2031-03-08"),
        Timex(at(MORNING, "Sunday"), "DATE", "2031-03-09"),
        Timex(at(MORNING, "Monday"), "DATE", "2031-03-10"),
        Timex(at(MORNING, "summer of 2029"), "DATE", "2029-SU"),
    ),
    statements=(
        Statement(
            content=(at(MORNING, "“There are a few points on which we can move,”"),),
            mode="direct",
            cue=at(MORNING, "said"),
            speaker=_official("a senior Norland official"),
            said_on="2031-03-08",
        ),
        Statement(
            content=(at(MORNING, "Estmark of holding back water in three dams along the Vire"),),
            mode="indirect",
            act="accuse",
            cue=at(MORNING, "accuses"),
            speaker=Speaker(
                at(MORNING, "Norland", "Norland accuses"), "Norland", "country:NO", country="NO", kind="organisation"
            ),
        ),
        Statement(
            content=(at(MORNING, "Estmark has said it feels cheated by the canals upstream"),),
            mode="indirect",
            cue=at(MORNING, "told"),
            speaker=_official("the official", terms=at(MORNING, "asked not to be named")),
            setting="a conference call",
        ),
        Statement(
            content=(at(MORNING, "it feels cheated by the canals upstream"),),
            mode="indirect",
            cue=at(MORNING, "has said"),
            speaker=Speaker(at(MORNING, "Estmark", "Estmark has said"), "Estmark", "country:ES", country="ES"),
            within=2,
        ),
        Statement(
            content=(at(MORNING, "false reports about concessions could appear in Estmark’s press"),),
            mode="indirect",
            act="warn",
            cue=at(MORNING, "warned"),
            speaker=_official("He"),
        ),
    ),
    meetings=(
        Meeting(
            "first conversation",
            (at(MORNING, "A first conversation is set for Sunday evening"),),
            ("country:NO", "country:ES"),
            place="Lisbon",
            start="2031-03-09",
            part_of_day="evening",
            format="bilateral",
        ),
        Meeting(
            "main meeting",
            (at(MORNING, "the main meeting on Monday"),),
            ("country:NO", "country:ES"),
            (Participant("Ida Holm", "Deputy Foreign Minister", "country:NO"),),
            place="Lisbon",
            start="2031-03-10",
            format="bilateral",
        ),
    ),
    positions=(
        Position(
            "country:NO",
            "gates at Brenn",
            "offers",
            (at(MORNING, "would open the gates at Brenn"),),
            condition=at(MORNING, "if Estmark lets inspectors in"),
            reciprocal=True,
            toward="country:ES",
        ),
        Position("country:ES", "canals", "concerned", (at(MORNING, "feels cheated by the canals upstream"),)),
    ),
    figures=(Figure("dead", (at(MORNING, "At least 12"),), 12, None, None, "villagers"),),
    cautions=(
        Caution("anonymous source", (at(MORNING, "who asked not to be named"),)),
        Caution("warned of false reports", (at(MORNING, "false reports about concessions"),)),
    ),
)
LATER_READING = Reading(
    id="wire-7",
    language="en",
    published=LATER.published,
    sentences=sentences(LATER.text, "en"),
    entities=(
        *_countries(LATER),
        Entity("person:pavel-orlo", "Pavel Orlo", "person", "ES", all_at(LATER, "Pavel Orlo")),
    ),
    times=(
        Timex(at(LATER, "Tuesday"), "DATE", "2031-03-11"),
        Timex(at(LATER, "Sunday"), "DATE", "2031-03-09"),
    ),
    statements=(
        Statement(
            content=(at(LATER, "“We have not held back a single drop of water in our dams,”"),),
            mode="direct",
            act="deny",
            cue=at(LATER, "said", "Orlo"),
            speaker=Speaker(
                at(LATER, "Estmark’s envoy Pavel Orlo"), "Pavel Orlo", "person:pavel-orlo", "envoy", country="ES"
            ),
        ),
    ),
    meetings=(
        Meeting(
            "main meeting",
            (at(LATER, "main meeting of Norland and Estmark in Lisbon has been moved to Tuesday"),),
            ("country:NO", "country:ES"),
            place="Lisbon",
            start="2031-03-11",
            format="bilateral",
            status="planned",
        ),
    ),
    positions=(
        Position(
            "country:ES",
            "water of the Vire",
            "demands",
            (at(LATER, "a share of forty percent of the water of the Vire"),),
        ),
    ),
    figures=(Figure("dead", (at(LATER, "At least 19"),), 19, None, None, "villagers"),),
)
READINGS = {"courier-1": MORNING_READING, "wire-7": LATER_READING}
