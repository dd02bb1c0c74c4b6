"""Wire copies: traced to the first independent text, through cuts, rewording and what is set around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsworld.group.desk import Desk
from newsworld.news.articles import Article

if TYPE_CHECKING:
    from newsworld.news.stories import Placement

WIRE = (
    "LINDENAU, March 9 - Talks between Vasteria and Caldoria on missile systems on the Straits ended on Sunday without "
    "a breakthrough, with both sides agreeing to meet again within a month.\n\n"
    "Undersecretary Wanda Shermez told reporters that Caldoria had rejected proposals which were simply non-starters, "
    "but would go on talking about limits to exercises and about telling each other beforehand.\n\n"
    "Her counterpart Oskar Brandvoll said that nobody had reason to fear an escalation and that the conversation, "
    "which lasted for nearly eight hours in the old customs house, had been hard, deep and businesslike.\n\n"
    "Fishermen on both shores have reported more patrol boats since the winter, and insurers raised their rates twice."
)


def wire(**told: object) -> Article:
    return Article(**{"id": "wire", "text": WIRE, "language": "en", "outlet": "Northern Press Agency", **told})  # type: ignore[arg-type]


def last(articles: list[Article]) -> Placement:
    desk = Desk()
    return [desk.place(article)[0] for article in articles][-1]


def test_the_same_text_elsewhere_is_a_copy_and_says_of_whom() -> None:
    told = last([wire(), wire(id="copy", outlet="The Harbour Post")])
    assert told.copy_of == "wire"
    assert told.why == ("same text as wire (Northern Press Agency), 100 % of its words",)


def test_a_cut_copy_is_a_copy() -> None:
    assert last([wire(), wire(id="cut", text="\n\n".join(WIRE.split("\n\n")[:2]))]).copy_of == "wire"


def test_a_copy_set_among_other_matter_is_a_copy() -> None:
    text = "Share this story\n\n" + WIRE + "\n\nRead more of our coverage in the evening edition."
    assert last([wire(), wire(id="mixed", text=text)]).copy_of == "wire"


def test_a_copy_of_a_copy_points_to_the_first_origin() -> None:
    cut = wire(id="cut", text="\n\n".join(WIRE.split("\n\n")[:2]))
    assert last([wire(), cut, wire(id="cut again", text=cut.text)]).copy_of == "wire"


def test_a_report_that_quotes_the_same_words_is_no_copy() -> None:
    own = (
        "Envoys left Lindenau on Sunday evening with little to show. Wanda Shermez called what was on the table simply "
        "non-starters, a phrase that had been heard before in the same hall.\n\nOur correspondent counted eleven cars "
        "in front of the customs house and one delegate who waved. Oskar Brandvoll walked to the pier alone.\n\n"
        "In the harbour bars people spoke about herring, about rain, and about the boats that come closer each night."
    )
    told = last([wire(), wire(id="own", text=own, headline="Lindenau talks end")])
    assert told.copy_of is None


def test_origins_count_independent_texts() -> None:
    desk = Desk()
    for article in (wire(), wire(id="copy"), wire(id="copy 2")):
        desk.place(article)
    (story,) = desk.stories()
    assert (len(story.members), story.origins, len(story.copies())) == (3, 1, 2)


def test_short_texts_are_alike_by_chance_and_no_copies() -> None:
    assert last([wire(text="Shares closed higher."), wire(id="b", text="Shares closed higher.")]).copy_of is None


def test_a_report_that_cites_another_outlet_is_no_origin_of_its_own() -> None:
    desk = Desk()
    desk.place(wire())
    own = (
        "Caldoria has turned down the proposals for the Straits, Northern Press Agency reported on Sunday, citing "
        "Undersecretary Wanda Shermez. Vasteria and Oskar Brandvoll called the Lindenau talks on missile systems "
        "businesslike. Both sides meet again within a month."
    )
    told = desk.place(wire(id="citing", outlet="The Harbour Post", text=own))[0]
    assert told.copy_of is None
    assert told.why[-1] == "reports what Northern Press Agency reported"
    (story,) = desk.stories()
    assert (len(story.members), story.origins) == (2, 1)


def test_an_outlet_named_in_passing_is_no_source() -> None:
    desk = Desk()
    desk.place(wire())
    own = (
        "Wanda Shermez and Oskar Brandvoll left Lindenau after talks between Vasteria and Caldoria on missile systems "
        "on the Straits. The building of Northern Press Agency stands beside the old customs house."
    )
    desk.place(wire(id="passing", outlet="The Harbour Post", text=own))
    assert sum(story.origins for story in desk.stories()) == 2
