"""Pages that a browser asks for: each handler finds what the page shows and hands it to publish."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse

from newsworld.news.errors import UnknownId
from newsworld.news.moments import day_of, instant_of, is_moment
from newsworld.publish import html, views
from newsworld.web import guard, look

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request
    from starlette.responses import Response

    from newsworld.news.articles import Article
    from newsworld.news.stories import Story
    from newsworld.publish.views import LineView, StoryView
    from newsworld.web.room import ReadingRoom

SITE = html.Site()
ORDERS = (
    ("by weight", "weight"),
    ("by time", "time"),
    ("by topic", "topic"),
    ("followed", "followed"),
    ("unread", "unread"),
)
COMING_DAYS = 7


def room_of(request: Request) -> ReadingRoom:
    """The reading room that this application serves."""
    room: ReadingRoom = request.app.state.room
    return room


def shown(request: Request, template: str, page: Any, here: str = "") -> str:
    """A page in this reader's look."""
    room = room_of(request)
    token = room.guard.token(guard.visit_of(request))
    return html.render(template, page, look=look.of(request, token), site=SITE, here=here, now=room.now())


def answer(request: Request, template: str, page: Any, here: str = "") -> Response:
    """The page as a response; to the login if this browser may not read."""
    if not room_of(request).guard.is_open(request):
        return guard.to_login()
    return guard.with_visit(request, HTMLResponse(shown(request, template, page, here)))


def front(request: Request) -> Response:
    """What matters now, in the order that the reader chose, with what is coming up."""
    room = room_of(request)
    if not room.guard.is_open(request):
        return guard.to_login()
    edition, marks = room.newsroom.edition(room.clock()), room.marks()
    stories = [
        room.view(story, brief, marks.get(story.id))
        for story, brief in zip(edition.stories, edition.briefs, strict=True)
    ]
    by = request.query_params.get("by", "weight")
    ordered = _ordered(stories, by)
    page = SimpleNamespace(
        stories=ordered,
        groups=_groups(ordered[1:], by),
        orders=ORDERS,
        by=by,
        unread=sum(not story.is_read for story in stories),
        coming=_coming(room),
    )
    return answer(request, "front.html", page, "Front page")


def _ordered(stories: list[StoryView], by: str) -> list[StoryView]:
    if by == "time":
        return sorted(stories, key=lambda story: instant_of(story.updated or "1970-01-01"), reverse=True)
    if by == "followed":
        return [story for story in stories if story.mark and story.mark.followed]
    if by == "unread":
        return [story for story in stories if not story.is_read]
    return stories


def _groups(stories: list[StoryView], by: str) -> list[SimpleNamespace]:
    """Stories under their first topic, or all in one."""
    if by != "topic":
        return [SimpleNamespace(name="", stories=stories)]
    groups: dict[str, list[StoryView]] = {}
    for story in stories:
        subject = next((topic.name for topic in story.topics if topic.kind == "subject"), "Other stories")
        groups.setdefault(subject, []).append(story)
    return [SimpleNamespace(name=name, stories=of_topic) for name, of_topic in groups.items()]


def _coming(room: ReadingRoom) -> list[LineView]:
    """The meetings of the next days."""
    now = room.now()
    end = instant_of(now) + timedelta(days=COMING_DAYS)
    ahead = [
        line for line in room.lines("meetings")
        if (start := line.slots.get("start")) and not views.is_past(start, now) and instant_of(start) <= end
    ]  # fmt: skip
    return sorted(ahead, key=_start)


def _start(line: LineView) -> float:
    return instant_of(line.slots["start"]).timestamp()


def story(request: Request) -> Response:
    """One story's page; reading it marks its present version as seen."""
    room = room_of(request)
    if not room.guard.is_open(request):
        return guard.to_login()
    asked = request.path_params["story"]
    known = room.store.stories.get(asked)
    brief = room.store.stories.brief(asked)
    if known is None or brief is None:
        raise UnknownId(asked, "there is no story of this id.", "Look on the front page or search.")
    mark = room.marks().get(known.id)
    response = answer(request, "story.html", room.view(known, brief, mark))
    look.remember_seen(room, known.id, brief.version)
    return response


def talks(request: Request) -> Response:
    """Meetings ahead and behind."""
    room = room_of(request)
    now = room.now()
    lines = list(room.lines("meetings"))
    dated = sorted((line for line in lines if line.slots.get("start")), key=_start)
    page = SimpleNamespace(
        ahead=[line for line in dated if not views.is_past(line.slots["start"], now)],
        behind=[line for line in reversed(dated) if views.is_past(line.slots["start"], now)],
        undated=[line for line in lines if not line.slots.get("start")],
    )
    return answer(request, "talks.html", page, "Talks")


def positions(request: Request) -> Response:
    """Parties by issue."""
    issues: dict[str, list[LineView]] = {}
    for line in room_of(request).lines("positions"):
        issues.setdefault(line.slots.get("issue", ""), []).append(line)
    ranked = sorted(issues.items(), key=lambda pair: (-len({line.slots.get("party") for line in pair[1]}), pair[0]))
    page = SimpleNamespace(issues=[SimpleNamespace(name=name, lines=lines) for name, lines in ranked])
    return answer(request, "positions.html", page, "Positions")


def search(request: Request) -> Response:
    """Full text, with operators."""
    query = request.query_params.get("q", "")[:500]
    found = room_of(request).store.articles.search(query) if query.strip() else ()
    parts = [SimpleNamespace(name="", entries=_article_entries(request, found))] if query.strip() else []
    return answer(request, "list.html", _list("Search", parts, form=query), "Search")


def topic(request: Request) -> Response:
    """Stories of a topic, newest first."""
    key = request.path_params["topic"]
    stories = room_of(request).store.stories.of_topic(key)
    if not stories:
        raise UnknownId(key, "no story belongs to this topic.", "Look on the front page or search.")
    name = next(topic.name for topic in stories[0].topics if topic.id == key)
    parts = [SimpleNamespace(name="", entries=_story_entries(request, stories))]
    return answer(request, "list.html", _list(name, parts))


def outlet(request: Request) -> Response:
    """What an outlet published, and which of it was its own."""
    key = request.path_params["outlet"]
    room = room_of(request)
    known = next((one for one in room.store.sources.outlets() if key in (one.id, one.name)), None)
    name = known.name if known else key
    articles = room.store.articles.of_outlet(name)
    if not articles and known is None:
        raise UnknownId(key, "there is no outlet of this name.", "See the sources page.")
    lead = ", ".join(part for part in ((known.kind, known.country) if known else ()) if part)
    parts = [SimpleNamespace(name="", entries=_article_entries(request, articles))]
    return answer(request, "list.html", _list(name, parts, lead=lead))


def days(request: Request) -> Response:
    """The archive: the days of the last weeks."""
    today = day_of(room_of(request).now())
    entries = [
        SimpleNamespace(title=html.longday(day.isoformat(), look.of(request, "").language), address=f"day/{day}",
                        text="", line=None, when=None, note="", language=None, external=False)
        for day in (today - timedelta(days=back) for back in range(31))
    ]  # fmt: skip
    return answer(request, "list.html", _list("Days", [SimpleNamespace(name="", entries=entries)]))


def day(request: Request) -> Response:
    """The stories that were last added to on a day."""
    asked = request.path_params["day"]
    if not is_moment(asked):
        raise UnknownId(asked, "this is no day.", "Write it as 2022-01-09.")
    start = day_of(asked)
    stories = room_of(request).store.stories.between(start.isoformat(), (start + timedelta(days=1)).isoformat())
    title = html.longday(start.isoformat(), look.of(request, "").language)
    parts = [SimpleNamespace(name="", entries=_story_entries(request, stories))]
    return answer(request, "list.html", _list(title, parts))


def starred(request: Request) -> Response:
    """Stories that the reader starred."""
    room = room_of(request)
    kept = (room.store.stories.get(mark.story) for mark in room.marks().values() if mark.starred)
    stories = [story for story in kept if story is not None]
    parts = [SimpleNamespace(name="", entries=_story_entries(request, stories))]
    return answer(request, "list.html", _list("Starred", parts))


def sources(request: Request) -> Response:
    """Where we listen and how it goes."""
    shelf = room_of(request).store.sources
    healths, outlets = shelf.healths(), {outlet.id: outlet for outlet in shelf.outlets()}
    rows = []
    for source in shelf.all():
        health, of = healths.get(source.id), outlets.get(source.outlet)
        rows.append(SimpleNamespace(
            outlet=of.name if of else source.outlet, outlet_id=source.outlet, kind=of and of.kind,
            country=of and of.country, address=source.address, state=health.state if health else "new",
            error=health and health.error, last_success=health and health.last_success,
            next_try=health and health.next_try,
        ))  # fmt: skip
    return answer(request, "sources.html", SimpleNamespace(rows=rows))


def settings(request: Request) -> Response:
    """How pages look."""
    return answer(request, "text.html", SimpleNamespace(title="Settings", paragraphs=[], form="settings"))


def about(request: Request) -> Response:
    """What this is, and the keys."""
    return answer(request, "text.html", SimpleNamespace(title="About", paragraphs=ABOUT, form=None))


def login(request: Request) -> Response:
    """Where the password is told."""
    page = SimpleNamespace(title="Newsworld", paragraphs=[], form="login")
    return guard.with_visit(request, HTMLResponse(shown(request, "text.html", page)))


ABOUT = """
Newsworld gathers what outlets publish and writes one page per story. It uses no language model: every line is a source's
own sentence or is composed of facts that were read from cited sentences.

A raised figure opens the source's sentence in its paragraph. Copies of a wire text are folded under their origin, and an
origin counts once, however many outlets print it.

Keys: j and k go to the next and the previous story, o opens, f stars, m marks unread, A marks all as read, / goes to the
search, u to the front page, ? comes here, Escape closes what is open. Settings switch them off.

The texts belong to their outlets.
""".strip().split("\n\n")


def _list(title: str, parts: list[SimpleNamespace], *, lead: str = "", form: str | None = None) -> SimpleNamespace:
    return SimpleNamespace(title=title, parts=parts, lead=lead, form=form)


def _article_entries(request: Request, articles: Iterable[Article]) -> list[SimpleNamespace]:
    stories = room_of(request).store.stories
    entries = []
    for article in articles:
        placement = stories.placement(article.id)
        note = [article.outlet or ""] + ([f"copy of {placement.copy_of}"] if placement and placement.copy_of else [])
        entries.append(SimpleNamespace(
            title=article.headline or article.id, text=article.standfirst or article.text[:200], line=None,
            address=f"story/{stories.resolve(placement.story)}" if placement else None, external=False,
            when=article.published, note=" · ".join(part for part in note if part), language=article.language,
        ))  # fmt: skip
    return entries


def _story_entries(request: Request, stories: Iterable[Story]) -> list[SimpleNamespace]:
    shelf = room_of(request).store.stories
    entries = []
    for known in stories:
        brief = shelf.brief(known.id)
        if brief is not None:
            entries.append(SimpleNamespace(
                title=brief.headline, text=brief.standfirst.text if brief.standfirst else "", line=None,
                address=f"story/{known.id}", external=False, when=known.last_seen, language=brief.language,
                note=f"{known.origins} / {len(known.members)}",
            ))  # fmt: skip
    return entries
