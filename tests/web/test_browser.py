"""The reader in Chromium: light and dark, wide and 320 px, keys, marks over a reload, no word that runs, nobody else asked."""

from __future__ import annotations

import dataclasses

import pytest
from playwright.sync_api import sync_playwright
from tests.outside import programs
from tests.web.payloads import PAYLOADS, poisoned
from tests.web.serving import serving

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PAGES = (
    "/", "/story/talks", "/story/quake", "/story/port", "/story/rail", "/talks", "/positions", "/voices",
    "/party/Norland", "/person/Jaan%20Pell", "/search", "/search?q=party%3AVarmia", "/topic/medtop%3A11000000",
    "/outlet/north-wire", "/days", "/day/2031-03-09", "/starred", "/followed", "/filters",
    "/filters?effect=block&field=word&value=talks", "/catchup", "/places", "/sources", "/settings", "/about",
    "/account", "/account/delivery", "/login", "/nowhere",
)  # fmt: skip
WIDTHS = (1280, 768, 390, 320)
SHAPES = ((1280, "light"), (320, "dark"))  # each width and each scheme once: what axe looks at is one or the other

pytestmark = [
    pytest.mark.slow,
    programs.needs("chromium"),
]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=programs.CHROMIUM, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="module")
def served():
    with serving() as reader:
        yield reader


@pytest.fixture
def fresh():
    with serving() as reader:
        yield reader


class Window:
    """A page that remembers whom it asked, what it said, and what went wrong."""

    def __init__(self, browser, served, width=1280, scheme="light", **more):
        self.context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **more)
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        self.address = served.address
        self.asked, self.troubles = [], []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", self._heard)
        self.page.on("dialog", lambda dialog: (self.troubles.append("dialog"), dialog.dismiss()))

    def _heard(self, message):
        refused = "404" in message.text
        if message.type == "error" and not refused:
            self.troubles.append(message.text)

    def go(self, path):
        self.page.goto(self.address + path, wait_until="domcontentloaded")
        return self.page

    def strangers(self):
        return [url for url in self.asked if not url.startswith(self.address)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()


def test_every_page_fits_asks_nobody_and_errs_nowhere(browser, served):
    over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    with Window(browser, served) as window:
        for path in PAGES:
            page = window.go(path)
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate(over) == 0, f"{path} is too wide at {width} px"
        assert window.strangers() == []
        assert window.troubles == []


@programs.needs(files=(programs.AXE,))
@pytest.mark.parametrize(("width", "scheme"), SHAPES)
def test_axe_finds_no_fault(browser, served, width, scheme):
    axe, faults = programs.AXE.read_text(encoding="utf-8"), []
    with Window(browser, served, width, scheme) as window:
        for path in PAGES:
            page = window.go(path)
            page.evaluate(
                "document.querySelectorAll('details.cite').forEach((one, at) => { one.open = at % 3 === 0; })"
            )
            page.evaluate(axe)
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((all) => all.violations)")
            faults += [
                (path, one["id"], one["nodes"][0]["html"][:160], one["nodes"][0]["failureSummary"]) for one in found
            ]
    assert faults == []


def test_the_keyboard_walks_the_front_page(browser, served):
    with Window(browser, served) as window:
        page = window.go("/")
        here = "document.activeElement.closest('[data-story]')?.dataset.story"
        stories = page.evaluate("[...document.querySelectorAll('[data-story]')].map((one) => one.dataset.story)")
        walked = []
        for key in ("j", "j", "n", "k", "p"):
            page.keyboard.press(key)
            walked.append(page.evaluate(here))
        assert walked == [stories[0], stories[1], stories[2], stories[1], stories[0]]
        page.keyboard.press("j")
        page.keyboard.press("o")
        page.wait_for_url(f"**/story/{stories[1]}")
        page.keyboard.press("g")
        page.keyboard.press("t")
        page.wait_for_url("**/talks")
        page.keyboard.press("/")
        page.wait_for_url("**/search")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "q"
        page.keyboard.type("jojo")  # in a field, letters are letters
        assert page.input_value("#q") == "jojo"


def test_single_keys_can_be_switched_off(browser, served):
    with Window(browser, served) as window:
        page = window.go("/settings")
        page.select_option("#keys", "off")
        page.click("main form button:text('Keep')")
        page = window.go("/")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_a_citation_opens_in_place_by_key_and_closes_by_escape(browser, served):
    with Window(browser, served) as window:
        page = window.go("/story/talks")
        first = page.locator("details.cite").first
        first.locator("summary").focus()
        page.keyboard.press("Enter")
        assert first.locator("blockquote").is_visible()
        assert "North Wire" in first.inner_text()
        page.keyboard.press("Escape")
        assert not first.locator("blockquote").is_visible()
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"  # focus is not lost


def test_reading_is_told_once_and_holds_over_a_reload(browser, fresh):
    with Window(browser, fresh) as window:
        page = window.go("/story/talks")
        with page.expect_response(lambda answer: answer.url.endswith("/mark") and answer.status == 204):
            pass
        page = window.go("/")
        assert page.locator("[data-story=talks]").get_attribute("class").endswith("read")
        page.reload()
        assert page.locator("[data-story=talks]").get_attribute("class").endswith("read")
        page.locator("button[value=all]").click()
        assert page.locator("[data-story]:not(.read)").count() == 0
        page.locator("button[value=undo]").click()
        assert page.locator("[data-story]:not(.read)").count() == 10
        page = window.go("/story/talks")
        page.keyboard.press("m")
        page.wait_for_url("**/story/talks?done=unread")
        page.keyboard.press("s")
        page.wait_for_url("**/story/talks?done=star")
        assert fresh.store.marks.all("local")["talks"].starred
        assert window.troubles == []


def test_new_stories_are_told_politely(browser, fresh):
    with Window(browser, fresh) as window:
        page = window.go("/")
        live = page.locator("#live")
        assert live.get_attribute("aria-live") == "polite"
        fresh.store.stories.put_brief(dataclasses.replace(fresh.store.stories.brief("fish"), version=2))
        fresh.clock.now = "2031-03-09T14:31:00+00:00"
        page.evaluate("document.dispatchEvent(new Event('newsworld:ask'))")
        live.locator("a").wait_for()
        assert live.inner_text() == "1 new or changed: show"


def test_without_scripts_everything_can_be_read_and_every_form_works(browser, fresh):
    with Window(browser, fresh, java_script_enabled=False) as window:
        page = window.go("/story/talks")
        page.locator("details.cite summary").first.click()
        assert page.locator("details.cite blockquote").first.is_visible()
        page.locator("button[value=seen]").click()
        assert page.locator(".notice").inner_text().startswith("Marked as read.")
        page.locator("button[value=star]").click()
        page.locator("form.theme button").click()
        assert page.locator("html").get_attribute("data-theme") == "dark"
        window.go("/search?q=copper")
        assert page.locator("main h3").first.inner_text() == "Copper falls as mines reopen"


def test_what_is_touched_is_large_enough(browser, served):
    """44 px for buttons, fields and links that stand alone; a figure in a text has 24, and 44 under a finger."""
    small = """
      (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility())
        .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
        .filter(([, box]) => box.height < 43.5 || box.width < 24).map(([html]) => html)
    """
    with Window(browser, served, 320, has_touch=True, is_mobile=True) as window:
        for path in PAGES:
            page = window.go(path)
            alone = "button, input:not([type=hidden]), select, .masthead nav a, .foot nav a, .switch a, details.copies > summary"
            assert page.evaluate(small, alone) == [], path
        page = window.go("/story/talks")
        box = page.locator("details.cite > summary").first.bounding_box()
        assert box["width"] >= 24
        assert box["height"] >= 24
        reach = page.evaluate(
            "getComputedStyle(document.querySelector('details.cite > summary'), '::after').inset.split(' ')[0]"
        )
        assert box["height"] + 2 * abs(float(reach.removesuffix("px"))) >= 44


def test_lines_are_about_sixty_six_characters(browser, served):
    with Window(browser, served) as window:
        page = window.go("/story/talks")
        count = """
          () => { const lead = document.querySelector('.basics > li > span'), range = document.createRange();
                  const box = document.querySelector('.basics > li').clientWidth;
                  range.selectNodeContents(lead.firstChild); range.setEnd(lead.firstChild, 20);
                  return box / (range.getBoundingClientRect().width / 20); }
        """
        assert 50 <= page.evaluate(count) <= 80


def test_paper_shows_notes_and_no_forms(browser, served):
    with Window(browser, served) as window:
        page = window.go("/story/talks")
        page.emulate_media(media="print")
        assert page.locator(".endnotes li").first.is_visible()
        assert not page.locator(".tools").first.is_visible()
        assert not page.locator(".putting-right").is_visible()
        assert not page.locator(".masthead nav").is_visible()


def test_larger_type_still_fits(browser, served):
    with Window(browser, served, 320) as window:
        page = window.go("/settings")
        page.select_option("#size", "larger")
        page.click("main form button:text('Keep')")
        for path in ("/", "/story/talks", "/talks", "/search"):
            page = window.go(path)
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0, (
                path
            )


def test_no_payload_runs_and_no_request_leaves(browser):
    with serving(poisoned()) as served, Window(browser, served) as window:
        paths = ["/", "/talks", "/positions", "/voices", "/sources", "/day/2031-03-09"]
        for path in [*paths, *(f"/story/p{n}" for n in range(len(PAYLOADS)))]:
            page = window.go(path)
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            assert page.evaluate("window.pwned") is None, path
            assert page.url.startswith(served.address + path.split("?")[0]), path
        assert window.strangers() == []
        assert [trouble for trouble in window.troubles if "Content Security Policy" not in trouble] == []
