"""Names out of bylines, and nothing else."""

import pytest

from newsworld.extract import clean
from newsworld.extract.bylines import names, split_names
from newsworld.extract.pages import parsed
from newsworld.news.sourcing import Capture


@pytest.mark.parametrize(
    ("line", "code", "found"),
    [
        ("By Ann Lee and Bo Kim", "en", ["Ann Lee", "Bo Kim"]),
        ("Ann Lee, Bo Kim & Cy Orr", "en", ["Ann Lee", "Bo Kim", "Cy Orr"]),
        ("Von Jonas Weber und Ida Roth (dpa)", "de", ["Jonas Weber", "Ida Roth"]),
        ("Ann Lee, Senior Correspondent", "en", ["Ann Lee"]),
        ("https://facebook.com/annlee", "en", []),
        ("ann.lee@harbour.example", "en", []),
        ("105092", "en", []),
        ("", "en", []),
    ],
)
def test_a_byline_is_split_into_names(line, code, found):
    assert split_names(line, code) == found


def test_the_outlets_own_name_is_no_writer_where_a_person_is_told():
    html = (
        '<html><head><meta property="og:site_name" content="Harbour Post"><meta name="author" content="Harbour Post">'
        '</head><body><div class="byline">By Ann Lee</div></body></html>'
    )
    assert names(parsed(Capture(id="p", url="", body=html.encode())), "en") == ("Ann Lee",)


BODY = "".join(
    f"<p>The ferry to Saltby left two hours late on Monday, the port said in notice {n}, and nobody was hurt.</p>"
    for n in range(6)
)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("Written by Ann Lee and Bo Kim", ("Ann Lee", "Bo Kim")),
        ("Posted by Ann Lee on January 6, 2022", ("Ann Lee",)),
        ("By Ann Lee Published 6 January 2022", ("Ann Lee",)),
        ("By train from Saltby", ()),
        ("On the quay", ()),
    ],
)
def test_a_line_close_to_the_headline_names_the_writer_where_nothing_else_does(line, found):
    html = f"<html><body><h1>Ferry to Saltby leaves late</h1><p class='x1'>{line}</p>{BODY}</body></html>"
    assert clean(Capture(id="p", url="https://harbour.example/2022/a", body=html.encode())).byline == found
