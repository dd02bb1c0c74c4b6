"""What pages show: cut from briefs and stories, rendered into HTML; the written site; the message catalogues."""

from __future__ import annotations

import dataclasses
import gzip
import itertools
import re
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes
from selectolax.lexbor import LexborHTMLParser
from tests.publish import press

import newsworld.publish
from newsworld.languages import words
from newsworld.news.articles import Dateline
from newsworld.news.briefs import Line
from newsworld.news.stories import Mark, Story
from newsworld.publish import agenda, frontpage, html, matrix, pictures, places, site, storypage, voices
from newsworld.publish.about import ABOUT
from newsworld.publish.addresses import Site, written_name
from newsworld.publish.channels import Channel
from newsworld.publish.cited import Numbering, parted, web_address

TEMPLATES = Path(newsworld.publish.__file__).parent / "templates"


@pytest.fixture(scope="module")
def printed():
    return press.printed()


@pytest.fixture(scope="module")
def paper(printed):
    return site.render(printed.edition(), Channel("Newsworld", "https://paper.example/"))


def view_of(printed, name, **more):
    edition = printed.edition(name)
    return storypage.story_view(edition.briefs[0], edition.stories[0], printed.articles, now=press.NOW, **more)


# Citations.


def test_a_citation_opens_in_its_paragraph_with_its_source(printed):
    cite = view_of(printed, "talks").card.standfirst.citations[0]
    assert cite.quote.startswith("Norland and Varmia will open talks")
    assert cite.after.strip().startswith("A first conversation over dinner")
    assert (cite.outlet, cite.url, cite.edited) == ("North Wire", "https://northwire.example/2031/talks", True)


def test_the_same_words_get_the_same_figure(printed):
    view = view_of(printed, "talks")
    assert (
        view.meetings[0].citations[0].number
        == view.meetings[1].citations[0].number
        == view.card.basics[0].citations[0].number
    )
    numbers = [cite.number for cite in view.notes]
    assert numbers == list(range(1, len(numbers) + 1))


def test_words_that_the_source_no_longer_has_stand_alone(printed):
    changed = dict(printed.articles)
    changed["nw-talks"] = dataclasses.replace(changed["nw-talks"], text="All of it was rewritten. " * 40)
    edition = printed.edition("talks")
    view = storypage.story_view(edition.briefs[0], edition.stories[0], changed, now=press.NOW)
    cite = view.card.standfirst.citations[0]
    assert (cite.before, cite.after) == ("", "")
    assert cite.quote.startswith("Norland and Varmia")


def test_a_source_that_is_gone_still_shows_its_words(printed):
    edition = printed.edition("talks")
    view = storypage.story_view(edition.briefs[0], edition.stories[0], {}, now=press.NOW)
    assert view.card.standfirst.citations[0].quote


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "/etc", "", None])
def test_only_web_addresses_are_linked(url):
    assert web_address(url) is None


def test_quotation_and_attribution_come_apart(printed):
    voices_of = {line.slots["speaker"]: line for part in view_of(printed, "talks").voices for line in part.lines}
    named, told = voices_of["Jaan Pell"], voices_of["Varmia"]
    assert (named.said, named.attribution) == (
        "“Seven posts were closed and seven must open,”", "Jaan Pell, Foreign Minister, Tallinn, 9 March"
    )  # fmt: skip
    assert told.attribution.startswith("as told by the official")
    assert voices_of["Matis Rooval"].attribution == ""


# Parts of the story page.


def test_new_is_what_the_version_seen_last_lacked(printed):
    view = view_of(printed, "talks", mark=Mark("talks", seen_version=1), seen=printed.earlier[0])
    assert view.new_lines == 6
    assert [line.is_new for line in view.card.basics] == [False, False, False, True]
    assert view.card.is_changed
    assert not view.card.is_read
    assert view_of(printed, "talks").new_lines == 0


def test_positions_on_shared_issues_make_a_matrix_and_the_rest_a_list(printed):
    told = view_of(printed, "talks").positions
    table = told.shared[0]
    assert table.issues == ("border posts", "lake patrols")
    assert [row.party for row in table.rows] == ["Norland", "Varmia"]
    assert [len(cell) for cell in table.rows[1].cells] == [1, 1]
    assert table.rows[0].cells[0][0].stand.startswith("“ready to reopen")
    assert [(party, [line.slots["issue"] for line in lines]) for party, lines in told.alone] == [
        ("Norland", ["customs data"])
    ]
    assert view_of(printed, "quake").positions is None


def test_many_shared_issues_make_several_matrices(printed):
    line = view_of(printed, "talks").positions.shared[0].rows[0].cells[0][0]
    many = [
        dataclasses.replace(line, slots={**line.slots, "issue": f"issue {n}", "party": party})
        for n in range(7)
        for party in ("Norland", "Varmia")
    ]
    assert [len(table.issues) for table in matrix.stands_of(many).shared] == [3, 3, 1]


def test_outlets_count_once_and_copies_with_them(printed):
    card = view_of(printed, "talks").card
    assert (card.origins, card.outlets) == (3, 5)
    assert view_of(printed, "port").is_single


def test_the_next_meeting_is_not_one_that_is_past_or_called_off(printed):
    assert view_of(printed, "talks").card.next_meeting.slots["name"] == "first conversation"
    assert view_of(printed, "summit").card.next_meeting is None
    assert view_of(printed, "court").card.next_meeting is None


def lines(printed, section):
    return site.lines_of(printed.edition(), section)


def test_the_agenda_parts_ahead_from_behind(printed):
    told = agenda.agenda(lines(printed, "meetings"), press.NOW)
    assert [day.day for day in told.ahead] == sorted(day.day for day in told.ahead)
    assert [day.day for day in told.behind] == ["2031-03-07"]
    assert [line.slots["name"] for line in told.undated] == ["meeting of the Lake Commission"]
    assert {line.slots["moved_from"] for line in told.drifted} == {"2031-03-10", "2031-03-14"}
    assert told.pairs[0] == ("Norland", "Varmia", 4)


def test_what_comes_up_ends_after_a_week(printed):
    names = [line.slots["name"] for line in agenda.coming(lines(printed, "meetings"), press.NOW)]
    assert names == ["first conversation", "main meeting", "summit of island states", "vote on herring quotas"]


def test_a_party_has_its_words_its_people_and_its_meetings(printed):
    page = voices.party(
        "Varmia", lines(printed, "who said what"), lines(printed, "positions"), lines(printed, "meetings")
    )
    assert page.people == ("Jaan Pell", "Matis Rooval")
    assert {line.slots["stance"] for line in page.positions} == {"demands", "rejects"}
    assert len(page.meetings) == 4
    assert page.statements[0].slots["said_on"] == "2031-03-09"
    parties, people = voices.names(
        lines(printed, "who said what"), lines(printed, "positions"), lines(printed, "meetings")
    )
    assert "Norland" in parties
    assert "a senior Norland official" not in people


def test_sections_follow_weight_and_stories_without_a_subject_come_last(printed):
    cards = [
        storypage.card(b, s, printed.articles, now=press.NOW)
        for b, s in zip(printed.briefs, printed.stories, strict=True)
    ]
    bare = dataclasses.replace(cards[1], topics=())
    page = frontpage.front([cards[0], bare, *cards[2:]], "topic", coming=(), made=press.NOW)
    assert page.groups[-1].name == "Other stories"
    assert page.lead is cards[0]
    assert [card.updated for card in frontpage.front(cards, "time", coming=(), made=press.NOW).cards] == sorted(
        (card.updated for card in cards), reverse=True
    )
    assert frontpage.front([], "topic", coming=(), made=press.NOW).lead is None


# Pictures.


def test_a_picture_has_the_same_numbers_in_its_table(printed):
    picture = view_of(printed, "talks").coverage
    assert picture.rows == (("2031-03-08", "1", "2"), ("2031-03-09", "2", "0"))
    assert picture.svg.count('class="origin"') == 2
    assert picture.svg.count('class="copy"') == 1
    assert 'aria-hidden="true"' in picture.svg


def test_names_in_pictures_are_text_alone():
    evil = '"><script>alert(1)</script>'
    drawn = pictures.meets([(evil, "b", 2), ("b", "c", 1)])
    assert "<script" not in html.spoken(drawn.svg, "en")
    assert drawn.rows[0] == (evil, "b", "2")


def test_a_long_time_is_drawn_in_so_many_bars():
    days = [f"2031-{month:02}-01" for month in range(1, 13)]
    articles = {day: dataclasses.replace(press.printed().articles["nw-long"], id=day, published=day) for day in days}
    story = Story("s", "h", days[0], days[-1], tuple(press.Member(day) for day in days))
    assert pictures.coverage(story, articles).svg.count("<rect") <= pictures.MAX_DAYS


def test_stances_and_days_are_told_in_the_readers_language(printed):
    picture = voices.party("Norland", (), lines(printed, "positions"), ()).picture
    assert "lehnt ab" not in html.spoken(picture.svg, "en")
    assert "9. März" in html.spoken(picture.svg, "de")
    assert "bietet an" in html.spoken(picture.svg, "de")


# Numbers and times.


@pytest.mark.parametrize(
    ("slots", "english", "german"),
    [
        ({"low": "12"}, "at least 12", "mindestens 12"),
        ({"high": "5"}, "up to 5", "bis zu 5"),
        ({"low": "40", "high": "60"}, "40–60", "40–60"),
        ({"low": "1200000", "high": "1200000", "unit": "EUR"}, "1,200,000 EUR", "1.200.000 EUR"),
        ({"low": "3.4", "high": "3.4", "unit": "%"}, "3.4 %", "3,4 %"),
        ({"low": "dozens"}, "at least dozens", "mindestens dozens"),
        ({}, "", ""),
    ],
)
def test_figures_carry_their_bounds(slots, english, german):
    assert html.bounds(slots, "en") == english
    assert html.bounds(slots, "de") == german


def test_times_are_told_as_far_as_they_are_known():
    assert html.clock("2031-03-09T14:05:00+01:00", "en") == "9 Mar 2031, 13:05 UTC"
    assert html.clock("2031-03-09", "de") == "9. März 2031"
    assert html.longday("2031-03-09", "de") == "So 9. März 2031"
    assert html.shortday("some day", "en") == "some day"


# Places.


def test_datelines_are_counted_without_copies_and_put_on_the_map_where_they_are_known(printed):
    towns = ("GENEVA", "Washington", "Kelmar", "Geneva", "Kyiv")
    written = {
        name: dataclasses.replace(article, dateline=Dateline(town))
        for (name, article), town in zip(printed.articles.items(), itertools.cycle(towns), strict=False)
    }
    edition = dataclasses.replace(printed.edition(), articles=written)
    told = {place.place: place for place in places.places(edition, written).places}
    origins = [member.id for story in edition.stories for member in story.members if not member.copy_of]
    assert sum(place.reports for place in told.values()) == len(origins)
    assert told["Kelmar"].point is None  # invented: in the list, not on the map
    assert told["Geneva"].point == pytest.approx((46.2, 6.15), abs=0.1)
    assert told["Washington"].point == pytest.approx((38.9, -77.04), abs=0.1)
    picture = places.places(edition, written).picture
    assert {row[0] for row in picture.rows} == {"Geneva", "Washington", "Kyiv"}
    assert picture.svg.count("<circle") == 3
    assert places.places(printed.edition("port"), {}).picture is None


def test_the_outline_of_the_land_fits_its_map():
    assert len(places.land()) < 25_000
    assert re.fullmatch(r"(M-?\d+ \d+l[-\d ]+z)+", places.land())


# The written paper.


def test_every_link_of_the_written_paper_leads_to_a_file_of_it(paper):
    for path, body in paper.items():
        if not path.endswith(".html"):
            continue
        folder = path.rpartition("/")[0]
        for one in LexborHTMLParser(body).css("[href], [src]"):
            target = one.attributes.get("href") or one.attributes.get("src")
            if target.startswith(("https://", "#")):
                continue
            parts = f"{folder}/{target}".lstrip("/").split("/") if folder else target.split("/")
            while ".." in parts:
                at = parts.index("..")
                del parts[at - 1 : at + 1]
            assert "/".join(parts) in paper, f"{path} links to {target}"


def test_the_written_paper_needs_no_server(paper):
    for path, body in paper.items():
        if path.endswith(".html"):
            page = LexborHTMLParser(body)
            assert not page.css("form, script[src]"), path
            assert page.css_first("h1"), path
            assert page.css_first("title").text()


def test_written_names_are_safe_and_one_each():
    names = [
        written_name("party", key) for key in ("../../etc/passwd", "a/b", "港", "Norland", "..", "", "x" * 500, "con")
    ]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"party/[A-Za-z0-9_-]+\.html", name) for name in names)
    assert Site().page("party", "a/b c") == "/party/a%2Fb%20c"
    assert Site("", is_served=False).page("outlet", "x") is None


def test_pages_are_small(paper):
    assert max(len(gzip.compress(body)) for path, body in paper.items() if path.endswith(".html")) <= 60_000
    assert len(html.static("style.css")) <= 20_000
    assert len(html.static("reader.js")) <= 30_000


def test_pages_ask_nobody_else(paper):
    for path, body in paper.items():
        if path.endswith(".html"):
            page = LexborHTMLParser(body)
            assert not page.css("img, iframe, object, embed, video, audio, base, style, [style]"), path
            assert not [one for one in page.css("*") if any(name.startswith("on") for name in one.attributes)], path
    assert b"url(" not in html.static("style.css")
    assert b"@import" not in html.static("style.css")


def test_foreign_words_tell_their_language_and_direction(paper):
    page = LexborHTMLParser(paper[written_name("story", "port")])
    article = page.css_first("article.story")
    assert (article.attributes["lang"], article.attributes["dir"]) == ("ar", "rtl")
    talks = LexborHTMLParser(paper[written_name("story", "talks")])
    german = [one for one in talks.css("span[lang=de]") if "Geduld" in one.text()]
    assert german
    assert german[0].attributes["dir"] == "ltr"


def test_headings_never_skip_a_step(paper):
    for path, body in paper.items():
        if path.endswith(".html"):
            steps = [int(one.tag[1]) for one in LexborHTMLParser(body).css("h1, h2, h3, h4")]
            assert steps[0] == 1, path
            assert all(after - before <= 1 for before, after in itertools.pairwise(steps)), (path, steps)


def test_ids_stand_once_and_labels_find_them(paper):
    for path, body in paper.items():
        if path.endswith(".html"):
            page = LexborHTMLParser(body)
            ids = [one.attributes["id"] for one in page.css("[id]")]
            assert len(ids) == len(set(ids)), path
            for one in page.css("[aria-labelledby]"):
                assert one.attributes["aria-labelledby"] in ids, path


# Message catalogues.


def spoken_messages():
    """Every message that a template speaks out of a constant, and those that it speaks out of data."""
    environment = jinja2.Environment(autoescape=True)
    found = {*html.SPOKEN, *ABOUT, *(name for name, _ in (*html.ROOMS, *html.SHELVES, *frontpage.ORDERS))}
    for path in TEMPLATES.glob("*.html"):
        for call in environment.parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "_" and isinstance(call.args[0], nodes.Const):
                found.add(call.args[0].value)
    return found


def spoken_by_doors():
    doors = Path(newsworld.publish.__file__).parent.parent / "web"
    text = "\n".join(path.read_text(encoding="utf-8") for path in doors.glob("*.py"))
    found = set(re.findall(r'said\(request, "([^"]+)"', text)) | set(re.findall(r'kicker="([^"]+)"', text))
    found |= set(re.findall(r'Part\("([^"]+)"', text)) | set(re.findall(r'title="([^"]+)"', text))
    found |= set(re.findall(r'^[A-Z_]+ = "([A-Z][^"]+ [^"]+)"$', text, re.MULTILINE))
    return found | set(re.findall(r'": "([A-Z][^"]+\.)"', text))


@pytest.mark.parametrize("language", sorted(set(html.interface_languages()) - {"en"}))
def test_the_catalogue_has_every_message_and_no_other(language):
    messages = words(language, "interface")["messages"]
    wanted = spoken_messages() | spoken_by_doors()
    assert sorted(wanted - set(messages)) == []
    assert sorted(set(messages) - wanted) == []
    for text, told in messages.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", told)), text


def test_the_same_numbering_counts_on(printed):
    numbering = Numbering(printed.articles)
    first = site.lines_of(printed.edition("talks"), "meetings", numbering)
    last = site.lines_of(printed.edition("fish"), "meetings", numbering)
    assert last[0].citations[0].number > max(cite.number for line in first for cite in line.citations)


def test_other_languages_wait_behind_a_fold_where_the_page_has_lines_of_its_own(printed, paper):
    view = view_of(printed, "talks")
    abroad = view.foreign["who said what"]
    assert {line.language for line in abroad} == {"de"}
    assert not any(line.foreign for part in view.voices for line in part.lines)
    fold = LexborHTMLParser(paper[written_name("story", "talks")]).css_first("details.tongues")
    assert fold.css_first("summary").text() == f"In other languages ({len(abroad)})"
    assert all(line.text[:30] in fold.text() for line in abroad)


def test_a_page_of_foreign_lines_alone_shows_them(printed):
    line = dataclasses.replace(view_of(printed, "talks").foreign["who said what"][0])
    assert parted([line]) == ((line,), ())
    native = dataclasses.replace(line, foreign=False)
    assert parted([line, native]) == ((native,), (line,))


def test_a_composed_line_of_foreign_words_tells_their_language(printed):
    line = view_of(printed, "talks").foreign["who said what"][0]
    quoted = Line("„Geduld“ – Holm", "composed", (_citation(printed),), (), {"language": "de", "speaker": "Holm"})
    told = Numbering(printed.articles).line(quoted, "en")
    assert (told.language, told.foreign) == ("de", True)
    assert line.foreign


def _citation(printed):
    return printed.briefs[0].basics[0].citations[0]


def test_stances_of_neighbouring_days_do_not_stand_on_one_another(printed):
    line = view_of(printed, "talks").positions.alone[0][1][0]
    days = [f"2031-03-0{day}" for day in range(1, 10)]
    told = [dataclasses.replace(line, slots={"party": "Norland", "stance": "threatens", "when": day}) for day in days]
    svg = pictures.stands(told).svg
    labels = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>\{word:', svg)
    assert len(labels) == len(days)
    assert len({y for _, y in labels}) == 2
    assert max(float(x) for x, _ in labels) <= pictures.WIDTH - 7 * len("threatens") / 2
