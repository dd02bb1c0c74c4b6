"""The paper as files: every page of an edition, its feeds and its calendar, to be laid into any folder or server.

The pages are those that the reader serves: the same templates over the same views.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from newsworld.publish import agenda, frontpage, html, matrix, places, storypage, voices
from newsworld.publish.about import ABOUT
from newsworld.publish.addresses import Site, written_name
from newsworld.publish.cited import Numbering
from newsworld.publish.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsworld.news.briefs import Edition
    from newsworld.publish.channels import Channel
    from newsworld.publish.cited import LineView
    from newsworld.publish.storypage import Card

WRITTEN_FEEDS = ("atom", "rss", "json", "ics", "md", "jsonld", "jsonl")
LEAD_BASICS = 3


def render(edition: Edition, channel: Channel, language: str = "en") -> dict[str, bytes]:
    """Every file of the paper by its path; `edition.articles` has to hold what the lines cite."""
    look, made = html.Look(language), edition.made
    files: dict[str, bytes] = {}

    def lay(path: str, template: str, page: Any, here: str = "", feed: str | None = None) -> None:
        site = Site("../" * path.count("/"), is_served=False)
        frame = html.Frame(here=here, feed=feed, now=made)
        files[path] = html.render(template, page, look=look, site=site, frame=frame).encode()

    cards = _cards(edition)
    for at, (_, order) in enumerate(frontpage.ORDERS[: frontpage.WRITTEN_ORDERS]):
        lay(order_name(at, order), "front.html", _front(edition, cards, order, at), "Front page", "front")
    for brief, story in zip(edition.briefs, edition.stories, strict=True):
        view = storypage.story_view(brief, story, edition.articles, now=made)
        lay(written_name("story", story.id), "story.html", view)
    _lay_rooms(edition, lay)
    lay("about.html", "text.html", SimpleNamespace(title="About", paragraphs=ABOUT, form=None), "About")
    return files | dict(_beside(edition, channel))


def order_name(at: int, order: str) -> str:
    """The file of a front page in some order."""
    return "index.html" if at == 0 else f"by-{order}.html"


def _cards(edition: Edition) -> list[Card]:
    pairs = zip(edition.briefs, edition.stories, strict=True)
    return [storypage.card(b, s, edition.articles, now=edition.made, basics=LEAD_BASICS) for b, s in pairs]


def _front(edition: Edition, cards: list[Card], order: str, at: int) -> SimpleNamespace:
    coming = agenda.coming(lines_of(edition, "meetings"), edition.made)
    orders = frontpage.ORDERS[: frontpage.WRITTEN_ORDERS]
    return SimpleNamespace(
        front=frontpage.front(cards, order, coming=coming, made=edition.made),
        at=at,
        orders=[(name, order_name(turn, key)) for turn, (name, key) in enumerate(orders)],
    )


def _lay_rooms(edition: Edition, lay: Any) -> None:
    met = agenda.agenda(lines_of(edition, "meetings"), edition.made)
    lay("talks.html", "talks.html", met, "Talks")
    positions = matrix.by_story(lines_of(edition, "positions"))
    lay("positions.html", "positions.html", SimpleNamespace(stories=positions), "Positions")
    numbering = Numbering(edition.articles)
    said, held = lines_of(edition, "who said what", numbering), lines_of(edition, "positions", numbering)
    meetings = lines_of(edition, "meetings", numbering)
    parties, people = voices.names(said, held, meetings)
    lay("voices.html", "voices.html", SimpleNamespace(parties=parties, people=people), "Voices")
    lay("places.html", "places.html", places.places(edition, edition.articles), "Places")
    for name in parties:
        voice = voices.party(name, said, held, meetings)
        lay(written_name("party", name), "voice.html", SimpleNamespace(voice=voice, wish=None), "Voices")
    for name in people:
        voice = voices.person(name, said, meetings)
        lay(written_name("person", name), "voice.html", SimpleNamespace(voice=voice, wish=None), "Voices")
    _lay_topics(edition, lay)


def _lay_topics(edition: Edition, lay: Any) -> None:
    cards = _cards(edition)
    topics = {topic.id: topic.name for story in edition.stories for topic in story.topics}
    for key, name in topics.items():
        of_topic = tuple(card for card in cards if any(topic.id == key for topic in card.topics))
        part = SimpleNamespace(name="", kind="stories", entries=of_topic)
        page = SimpleNamespace(title=name, kicker="Topic", lead=None, query=None, wish=None, parts=(part,))
        lay(written_name("topic", key), "list.html", page)


def lines_of(edition: Edition, section: str, numbering: Numbering | None = None) -> tuple[LineView, ...]:
    """One section's lines through all stories."""
    numbering = numbering or Numbering(edition.articles)
    return tuple(
        numbering.line(line, brief.language, story=brief.story, headline=brief.headline)
        for brief in edition.briefs
        for line in brief.section(section)
    )


def _beside(edition: Edition, channel: Channel) -> Iterator[tuple[str, bytes]]:
    """Feeds, calendars, style and icon."""
    for form in FORMATS:
        if form.suffix in WRITTEN_FEEDS:
            path = f"feeds/front.{form.suffix}"
            yield path, form.render(edition, replace(channel, own=channel.home + path, is_written=True))
    calendar = next(form for form in FORMATS if form.suffix == "ics")
    yield "calendar/talks.ics", calendar.render(edition, replace(channel, is_written=True))
    for brief, story in zip(edition.briefs, edition.stories, strict=True):
        if brief.section("meetings"):
            own = replace(channel, title=brief.headline, is_written=True)
            alone = replace(edition, briefs=(brief,), stories=(story,))
            yield f"calendar/{written_name('story', story.id).removesuffix('.html')}.ics", calendar.render(alone, own)
    for name in ("style.css", "icon.svg"):
        yield f"static/{name}", html.static(name)
