"""What repeats across an outlet's pages is furniture."""

from newsworld.extract import FurnitureMemory, clean
from newsworld.news.sourcing import Capture

BOX = "Follow the Harbour Post on every network and never miss a ferry again."


def test_a_block_is_furniture_from_its_third_page_on():
    memory = FurnitureMemory()
    for number in range(3):
        assert not memory.is_furniture("post", BOX)
        memory.learn("post", f"page{number}", [BOX])
    assert memory.is_furniture("post", BOX)
    assert not memory.is_furniture("other", BOX)


def test_a_page_that_is_fetched_again_counts_once():
    memory = FurnitureMemory()
    for _ in range(5):
        memory.learn("post", "one page", [BOX])
    assert not memory.is_furniture("post", BOX)


def test_what_is_remembered_survives_as_a_row():
    memory, again = FurnitureMemory(), FurnitureMemory()
    for number in range(3):
        memory.learn("post", f"page{number}", [BOX])
    again.from_row(memory.to_row("post"))
    assert again.is_furniture("post", BOX)
    again.from_row({"outlet": 3, "blocks": "broken"})


def test_the_memory_stays_bounded():
    memory = FurnitureMemory()
    memory.learn("post", "page", [f"A block with a number of its own: {number}" for number in range(5_000)])
    assert len(memory.to_row("post")["blocks"]) <= 1_500


def test_a_report_is_never_emptied_by_what_the_memory_holds():
    memory = FurnitureMemory()
    text = "The ferry to Saltby left two hours late on Monday, the port said, and nobody could tell why. " * 3
    for number in range(4):
        page = f"<html><body><h1>Ferry {number}</h1><article><p>{text}</p><p>{text}again.</p></article></body></html>"
        article = clean(Capture(id="p", url=f"https://n.example/{number}", body=page.encode()), memory)
        assert article.text
