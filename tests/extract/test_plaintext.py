"""A saved plain-text page: masthead, doubled headline, standfirst, key points, body, credit, links."""

from newsworld.extract import clean
from newsworld.news.sourcing import Capture

PAGE = """\
Harbour City Post

Two ports agree to test a shared night ferry from spring

Two ports agree to test a shared night ferry from spring

On Thursday the harbour boards of Lindholm and Saltby will sign a plan for one ferry that both of them pay for.

The essentials in brief

  • The boards meet in Lindholm on Thursday.
  • The first crossing is planned for April.

“We have talked about this ferry for twenty years,” the chair of the Lindholm board said on Tuesday.

The plan follows a winter in which both ports lost money. Saltby accused its neighbour of taking its freight.

jlo /

More on this topic:

Why the old ferry stopped
A bridge that nobody built
"""


def read(text, **told):
    return clean(Capture(id="t", url="", text=text, **told))


def test_every_part_of_a_saved_page_finds_its_field():
    article = read(PAGE)
    assert article.outlet == "Harbour City Post"
    assert article.headline == "Two ports agree to test a shared night ferry from spring"
    assert article.standfirst.startswith("On Thursday the harbour boards")
    assert article.basics == ("The boards meet in Lindholm on Thursday.", "The first crossing is planned for April.")
    assert article.credit == "jlo"
    assert [one.headline for one in article.related] == ["Why the old ferry stopped", "A bridge that nobody built"]
    assert len(article.paragraphs) == 2
    assert article.language == "en"


def test_nothing_of_the_furniture_stays_in_the_body():
    text = read(PAGE).text
    for furniture in (
        "Harbour City Post",
        "essentials in brief",
        "jlo",
        "More on this topic",
        "night ferry from spring",
    ):
        assert furniture not in text


def test_a_page_saved_with_windows_line_ends_reads_the_same():
    assert read(PAGE.replace("\n", "\r\n")) == read(PAGE)


def test_a_bare_report_keeps_its_first_paragraph_in_the_body():
    article = read(
        "Ferry delayed\n\nThe ferry to Saltby left two hours late on Monday, the port said.\n\nNobody was hurt."
    )
    assert article.headline == "Ferry delayed"
    assert article.standfirst is None
    assert article.text.startswith("The ferry to Saltby left")


def test_a_byline_and_a_date_above_the_body_are_told_apart_from_it():
    article = read(
        "Ferry delayed for a second day\n\nBy Ann Lee and Bo Kim\n\n2022-01-05\n\n"
        "SALTBY, Jan 5 (Reuters) - The ferry to Saltby left two hours late on Monday, the port said.\n\nNobody was hurt."
    )
    assert article.byline == ("Ann Lee", "Bo Kim")
    assert article.published == "2022-01-05"
    assert (article.dateline.place, article.dateline.date) == ("SALTBY", "2022-01-05")
    assert article.credit == "Reuters"


def test_a_text_without_any_shape_is_its_own_body():
    article = read("The ferry to Saltby left two hours late on Monday, the port said, and nobody could tell why.")
    assert article.headline is None
    assert article.kind == "article"
