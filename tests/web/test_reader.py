"""The reader over HTTP, without a browser: every page, every view's feeds, marks, wishes, search, and who may not."""

from __future__ import annotations

import dataclasses
import json
from urllib.parse import quote

import feedparser
import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.publish import golden, press
from tests.web.serving import Reader, serving

from newsworld.pipeline.queries import parsed

PAGES = (
    "/", "/?by=weight", "/?by=time", "/?by=followed", "/?by=unread", "/?by=nonsense", "/story/talks", "/story/quake",
    "/story/port", "/story/rail", "/story/rhein", "/talks", "/positions", "/voices", "/party/Norland",
    "/party/Lake%20Commission", "/person/Jaan%20Pell", "/search", "/search?q=talks", "/search?q=speaker%3APell",
    "/topic/medtop%3A11000000", "/outlet/north-wire", "/outlet/North%20Wire", "/days", "/day/2031-03-09", "/starred",
    "/followed", "/filters", "/filters?effect=keep&field=topic&value=sport", "/catchup", "/places", "/sources", "/settings", "/about",
    "/account", "/account/delivery", "/login",
)  # fmt: skip
VIEWS = (
    "front", "story/talks", "topic/medtop:11000000", "party/Norland", "person/Jaan Pell", "outlet/North Wire",
    "day/2031-03-09", "talks", "positions", "starred", "followed", "wanted",
)  # fmt: skip


@pytest.fixture(scope="module")
def served():
    with serving() as reader:
        yield reader


@pytest.fixture
def fresh():
    with serving() as reader:
        yield reader


@pytest.fixture
def reader(served):
    return Reader(served.address)


# Pages.


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_whole_and_guarded(reader, path, language):
    answer = reader.ask(path, accept_language=language)
    assert answer.status == 200
    page = LexborHTMLParser(answer.body)
    assert page.css_first("html").attributes["lang"] == language
    assert len(page.css("h1")) == 1
    assert len(page.css("main")) == 1
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    for field in page.css("input:not([type=hidden]), select, textarea"):
        assert page.css_first(f"label[for={field.attributes['id']}]"), f"{path}: a field without its label"
    for form in page.css("form[method=post]"):
        assert form.css_first("input[name=token]").attributes["value"]


def test_pages_lead_only_to_pages_that_are_there(reader):
    seen, ahead = set(), ["/"]
    while ahead:
        path = ahead.pop()
        if path in seen or len(seen) > 150:
            continue
        seen.add(path)
        answer = reader.ask(path)
        assert answer.status == 200, path
        if answer.headers["content-type"].startswith("text/html"):
            links = [one.attributes["href"] for one in LexborHTMLParser(answer.body).css("a[href], link[href]")]
            ahead += [link for link in links if link.startswith("/")]
    assert len(seen) > 60


@pytest.mark.parametrize("path", ["/nowhere", "/story/none", "/topic/none", "/outlet/none", "/day/none", "/party/none"])
def test_what_is_not_there_is_told_in_words(reader, path):
    answer = reader.ask(path)
    assert answer.status == 404
    assert "Not here" in answer.text
    assert "Traceback" not in answer.text


def test_the_page_says_what_page_md_asks_for(reader):
    text = LexborHTMLParser(reader.ask("/story/talks").body)
    assert "3 origins, 5 outlets" in text.text()
    unnamed = text.css_first(".voice.unnamed .by")
    assert "unnamed" in unnamed.text()
    assert "on condition of anonymity because the talks had not begun" in unnamed.text()
    assert "as told by the official" in text.text()
    assert [one.text() for one in text.css(".matrix thead th")][1:] == ["border posts", "lake patrols"]
    assert "customs data" in text.css_first(".alone").text()
    copies = text.css_first("details.copies")
    assert "2 copies" in copies.text()
    assert "open" not in copies.attributes
    assert text.css(".endnotes li")
    quake = LexborHTMLParser(reader.ask("/story/quake").body)
    row = quake.css_first("tr.superseded")
    assert "at least 12" in row.text()
    assert row.css_first("time").attributes["datetime"] == "2031-03-09T10:40:00+00:00"
    assert "one origin alone" in reader.ask("/story/port").text
    assert "Positions" not in [one.text() for one in quake.css("h2")]  # empty sections are left out


def test_the_front_page_ends_and_tells_what_comes(reader):
    page = LexborHTMLParser(reader.ask("/").body)
    assert len(page.css("[data-story]")) == 11
    assert "That is all for now." in page.css_first(".end").text()
    coming = [one.text(strip=True) for one in page.css("#coming ~ ol .what > .name")]
    assert coming == ["first conversation", "main meeting", "summit of island states", "vote on herring quotas"]


def test_an_empty_newsroom_says_what_to_do():
    empty = dataclasses.replace(press.printed(), articles={}, stories=(), briefs=(), earlier=(), sources=(), healths=())
    with serving(empty) as served:
        reader = Reader(served.address)
        assert "No stories yet." in reader.ask("/").text
        assert "newsworld follow" in reader.ask("/sources").text
        assert all(
            reader.ask(path).status == 200 for path in ("/talks", "/positions", "/voices", "/days", "/search?q=x")
        )


# Feeds.


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_its_feed(reader, view):
    answer = reader.ask(f"/feeds/{quote(view)}.atom")
    assert answer.status == 200
    feed = feedparser.parse(answer.body)
    assert not feed.bozo
    assert feed.entries or view in ("starred", "followed")
    for entry in feed.entries:
        assert reader.ask(entry.link.removeprefix(reader.address)).status == 200


@pytest.mark.parametrize("form", golden.EVERY, ids=lambda form: form.name)
def test_every_format_is_served_and_kept_by_its_tag(reader, form):
    first = reader.ask(f"/feeds/front.{form.suffix}")
    assert first.status == 200
    assert first.headers["content-type"].startswith(form.media_type)
    again = reader.ask(f"/feeds/front.{form.suffix}", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_a_search_has_its_feed(reader):
    page = LexborHTMLParser(reader.ask("/search?q=herring").body)
    link = page.css_first("link[rel=alternate]").attributes["href"]
    feed = feedparser.parse(reader.ask(link).body)
    assert [entry.link.rpartition("/")[2] for entry in feed.entries] == ["fish"]


def test_formats_that_nobody_knows_are_told(reader):
    answer = reader.ask("/feeds/front.exe")
    assert answer.status == 404
    assert "atom" in answer.text
    assert reader.ask("/feeds/nothing.atom").status == 404


# Marks.


def test_no_get_marks_anything(fresh):
    reader = Reader(fresh.address)
    for path in PAGES:
        reader.ask(path)
    assert fresh.store.marks.all("local") == {}
    assert fresh.store.marks.interests("local") == {}


def test_a_story_is_read_when_its_form_says_so_and_new_lines_are_marked_later(fresh):
    reader = Reader(fresh.address)
    reader.send("/mark", act="seen", story="talks", version="1", back="/story/talks")
    page = LexborHTMLParser(reader.ask("/story/talks").body)
    assert "6 new since you read" in page.text()
    new = page.css("li.new")
    assert new
    assert all("new" in one.css_first(".vh").text() for one in new)
    assert "changed since you read" in reader.ask("/").text
    reader.send("/mark", act="seen", story="talks", version="2", back="/")
    assert not LexborHTMLParser(reader.ask("/story/talks").body).css(".new")
    reader.send("/mark", act="seen", story="talks", version="1", back="/")
    assert fresh.store.marks.all("local")["talks"].seen_version == 2  # what was read stays read
    assert len(LexborHTMLParser(reader.ask("/?by=unread").body).css("[data-story]")) == 10


def test_all_can_be_marked_and_taken_back(fresh):
    reader = Reader(fresh.address)
    reader.send("/mark", act="star", story="quake", back="/")
    answer = reader.send("/mark", act="all", back="/")
    assert (answer.status, answer.headers["location"]) == (303, "/?done=all")
    page = reader.ask("/?done=all").text
    assert "All marked as read." in page
    assert "Undo" in page
    assert all(mark.seen_version for mark in fresh.store.marks.all("local").values())
    reader.send("/mark", act="undo", back="/")
    marks = fresh.store.marks.all("local")
    assert not any(mark.seen_version for mark in marks.values())
    assert marks["quake"].starred
    assert 'value="undo"' not in reader.ask("/?done=undo").text
    reader.send("/mark", act="undo", back="/")  # nothing left to take back: no harm


def test_stars_and_follows_have_their_pages(fresh):
    reader = Reader(fresh.address)
    reader.send("/mark", act="star", story="fish", back="/")
    reader.send("/mark", act="follow", story="quake", back="/")
    reader.send("/wish", act="follow", topic="party:Norland", name="Norland", back="/")
    reader.send("/wish", act="follow", topic="search:copper -mine", name="copper -mine", back="/")
    assert "Fisheries council" in reader.ask("/starred").text
    followed = reader.ask("/followed").text
    assert "/party/Norland" in followed
    assert "/search?q=copper+-mine" in followed
    shown = [
        one.attributes["data-story"] for one in LexborHTMLParser(reader.ask("/?by=followed").body).css("[data-story]")
    ]
    assert set(shown) == {"quake", "talks"}
    reader.send("/wish", act="unfollow", topic="party:Norland", name="Norland", back="/")
    shown = [
        one.attributes["data-story"] for one in LexborHTMLParser(reader.ask("/?by=followed").body).css("[data-story]")
    ]
    assert shown == ["quake"]


def test_a_topic_is_left_out_for_a_time(fresh):
    reader = Reader(fresh.address)
    page = reader.ask("/topic/medtop%3A15000000").text
    assert "would leave out 1 story now" in page
    reader.send("/wish", act="mute", topic="medtop:15000000", name="sport", days="7", back="/")
    front = reader.ask("/").text
    assert "Sable United" not in front
    assert "1 left out, as you wished:" in front
    assert "show again" in reader.ask("/topic/medtop%3A15000000").text
    fresh.clock.now = "2031-03-17T00:00:00+00:00"  # the week is over
    assert "left out" not in reader.ask("/").text
    fresh.clock.now = press.NOW
    reader.send("/mark", act="undo", back="/")
    assert "Sable United" in reader.ask("/").text


def test_news_tells_versions_for_pages_that_are_open(fresh):
    reader = Reader(fresh.address)
    told = json.loads(reader.ask("/news.json").body)
    assert told["talks"] == 2
    brief = fresh.store.stories.brief("fish")
    fresh.store.stories.put_brief(dataclasses.replace(brief, version=2))
    fresh.clock.now = "2031-03-09T14:30:30+00:00"
    assert json.loads(reader.ask("/news.json").body)["fish"] == 2


# Settings.


def test_how_pages_look_is_kept(reader):
    reader.send("/settings", theme="dark", size="large", language="de", keys="off", back="/settings")
    html = LexborHTMLParser(reader.ask("/").body).css_first("html").attributes
    assert (html["data-theme"], html["data-size"], html["lang"], html["data-keys"]) == ("dark", "large", "de", "off")
    reader.send("/settings", theme="light", back="/")  # the switch in the masthead sends no more than this
    html = LexborHTMLParser(reader.ask("/").body).css_first("html").attributes
    assert (html["data-theme"], html["data-size"], html["lang"]) == ("light", "large", "de")
    reader.cookies["newsworld_look"] = 'theme="><script>&size=x&language=../../etc'
    assert "<script>" not in reader.ask("/").text.replace("<script ", "").replace("<script type", "")


# Search.


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("speaker:Pell", "Seven posts were closed"),
        ("party:Norland offers", "share customs data"),
        ("stance:rejects", "joint patrols on the lake"),
        ('outlet:"North Wire" copper', "Copper falls as mines reopen"),
        ("outlet:Lagoon", "Kelmar: what we know"),
        ("place:Tallinn", "Norland and Varmia to open talks"),
        ("day:2031-03-07", "Ministry for Rivers"),
        ("herring", "Fisheries council"),
        ("沿岸鉄道", "沿岸鉄道、四月に全線再開へ"),
        ("mines -talks", "Copper falls"),
    ],
)
def test_searches_find(reader, query, found):
    assert found in LexborHTMLParser(reader.ask(f"/search?q={quote(query)}").body).css_first("main").text()


@pytest.mark.parametrize("query", ["speaker:Nobody", "outlet:Nothing x", "zzzz", '"', "NEAR(", "* OR *", "day:x", "-"])
def test_searches_that_find_nothing_say_so(reader, query):
    answer = reader.ask(f"/search?q={quote(query)}")
    assert answer.status == 200
    assert "Nothing has all of this." in answer.text


def test_queries_are_read_once():
    query = parsed('speaker:"Jaan Pell" posts day:2031-03-09 speaker:Pell "at once"')
    assert (query.speaker, query.day, query.words) == ("Pell", "2031-03-09", 'posts "at once"')
    assert parsed("unknown:x").words == "unknown:x"
    assert len(parsed("x" * 10_000).text) == 500


# Who may not.


@pytest.mark.parametrize("path", ["/mark", "/wish", "/settings", "/login"])
def test_forms_without_our_token_are_refused(reader, path):
    assert reader.send(path, token="0" * 64, act="all").status == 403
    assert reader.send(path, token="", act="all").status == 403
    other = Reader(reader.address)
    assert reader.send(path, token=other.token(), act="all").status == 403  # another browser's token
    token = reader.token()
    body = f"token={token}&act=star&story=talks"
    answer = reader.ask(
        path, "POST", body, content_type="application/x-www-form-urlencoded", sec_fetch_site="cross-site"
    )
    assert answer.status == 403


def test_long_and_many_fielded_forms_are_refused(reader):
    token = reader.token()
    assert reader.ask("/mark", "POST", f"token={token}&x={'x' * 70_000}").status == 403
    assert reader.ask("/mark", "POST", f"token={token}&" + "&".join(f"f{n}=1" for n in range(200))).status == 403
    assert reader.ask("/mark", "POST", b"\xff\xfe=%00" + b"&token=" + token.encode()).status in (303, 403)


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "\\\\evil", "", "x"]
)
def test_nobody_is_led_away(reader, back):
    location = reader.send("/mark", act="none", back=back).headers["location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


@pytest.mark.parametrize("back", ["/\r\nset-cookie: a=b", "/\nlocation: //evil.example"])
def test_no_header_is_smuggled(reader, back):
    answer = reader.send("/mark", act="none", back=back)
    assert "a=b" not in str(answer.headers.get("set-cookie", ""))
    assert answer.headers["location"].startswith("/")


def test_behind_a_password_nothing_is_told():
    with serving(password="correct horse") as served:
        reader = Reader(served.address)
        for path in (
            "/",
            "/story/talks",
            "/feeds/front.atom",
            "/calendar/talks.ics",
            "/news.json",
            "/search?q=talks",
            "/nowhere",
        ):
            answer = reader.ask(path)
            assert (answer.status, answer.headers["location"]) == (303, "/login"), path
            assert b"Norland" not in answer.body
        assert reader.ask("/mark", "POST", "act=all").status == 403
        assert reader.ask("/static/style.css").status == 200
        token = reader.token("/login")
        assert reader.send("/login", token=token, password="wrong").headers["location"] == "/login?wrong"
        assert "That is not the password." in reader.ask("/login?wrong").text
        assert reader.send("/login", token=token, password="correct horse").headers["location"] == "/"
        assert reader.ask("/story/talks").status == 200
        before = dict(reader.cookies)
        assert reader.send("/logout", token=reader.token("/settings")).headers["location"] == "/login"
        assert Reader(served.address, before).ask("/").status == 303  # the session has ended, not its cookie alone


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "[::2]:80"])
def test_a_name_that_was_pointed_here_is_refused(reader, host):
    answer = reader.ask("/", host=host or "x")
    assert answer.status in (400, 421)
    assert b"Norland" not in answer.body
    assert reader.ask("/", host="localhost:80").status == reader.ask("/", host="[::1]:80").status == 200


def test_only_get_head_and_forms_are_known(reader):
    assert reader.ask("/", "HEAD").status == 200
    assert reader.ask("/", "DELETE").status == 405
    assert reader.ask("/mark").status == 405
    assert reader.ask("/static/..%2f..%2fpages.py").status == 404


def test_a_merged_story_leads_to_the_one_it_went_into(fresh):
    fresh.store.stories.redirect("old", "talks")
    answer = Reader(fresh.address).ask("/story/old")
    assert (answer.status, answer.headers["location"]) == (301, "/story/talks")


def test_pages_are_small_with_sixty_stories():
    printed = press.printed()
    many = [dataclasses.replace(printed.stories[0], id=f"talks{n}") for n in range(60)]
    briefs = [dataclasses.replace(printed.briefs[0], story=story.id) for story in many]
    with serving(dataclasses.replace(printed, stories=tuple(many), briefs=tuple(briefs), earlier=())) as served:
        reader = Reader(served.address)
        for path in ("/", "/story/talks1", "/talks", "/positions", "/party/Norland"):
            answer = reader.ask(path, accept_encoding="gzip")
            assert answer.headers["content-encoding"] == "gzip"
            assert len(answer.body) <= 60_000, (path, len(answer.body))


def test_the_sources_page_tells_what_an_outlet_does_not_give_any_more():
    with serving() as served:
        outlet = served.store.sources.outlets()[0]
        usual = [[f"a{n}", 3000, 1, 0, 0.0] for n in range(20)]
        with served.store.writing():
            row = {
                "outlet": outlet.name,
                "blocks": {},
                "yields": [*usual, *([f"b{n}", 0, 0, 0, 0.0] for n in range(10))],
            }
            served.store.sources.put_furniture(outlet.name, row)
        assert "held no report" in Reader(served.address).ask("/sources").text
