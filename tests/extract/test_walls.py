"""What stands before the report is told from it: consent, challenges, pages of errors, paywalls."""

from __future__ import annotations

import pytest

from newsworld.extract import clean
from newsworld.news.sourcing import Capture, Item

URL = "https://harbour.example/2022/01/06/ferry-to-saltby-leaves-late"
ITEM = Item(id="i1", source="s1", link=URL, headline="Ferry to Saltby leaves late")
NAV = "<nav><ul><li><a href='/world'>World</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
FOOT = "<footer><p>© Harbour Post 2022. All rights reserved.</p><a href='/imprint'>Imprint</a></footer>"
LINE = "<p>The ferry to Saltby left two hours late on Monday after a rope caught in its screw, said notice {}.</p>"
WALLS = {
    "consent": (
        "Harbour Post",
        (
            "<h1>We value your privacy</h1><p>We and our 812 partners store and access information on a device, such as "
            "cookies, and process personal data, such as unique identifiers, for ads and content.</p><p>With your "
            "permission we may use precise geolocation data. You may click to consent to our processing.</p>"
        ),
    ),
    "pay or consent": (
        "Hafenpost mit Werbung",
        (
            "<h1>Hafenpost lesen</h1><p>Besuchen Sie unsere Seiten wie gewohnt mit Werbung und Tracking. Einzelheiten "
            "stehen in der Datenschutzerklärung und im Privacy Center.</p><p>Mit Ihrer Zustimmung speichern wir und unsere "
            "210 Partner Daten auf Ihrem Gerät und verarbeiten sie, um Anzeigen zu gestalten.</p>"
        ),
    ),
    "consentement": (
        "Le Port",
        (
            "<h1>Le Port</h1><p>Nous et nos partenaires stockons des données sur votre appareil pour des publicités "
            "personnalisées et pour mesurer notre audience, avec votre consentement.</p><p>Vous pouvez continuer sans "
            "accepter ou changer d’avis à tout moment en bas de chaque page du site.</p>"
        ),
    ),
    "an error that says it is well": (
        "Page not found | Harbour Post",
        (
            "<h1>Sorry</h1><p>The page you are looking for may have been moved, renamed or deleted. Please check the "
            "address, or go back to our home page.</p><p>You can also use the search, or write to us if you think that "
            "this is a fault of ours and not of the address.</p>"
        ),
    ),
    "Fehlerseite": (
        "404 – Seite nicht gefunden – Hafenpost",
        (
            "<h1>Hoppla</h1><p>Leider gibt es unter dieser Adresse nichts zu lesen. Vielleicht hilft Ihnen die Suche "
            "weiter, oder Sie schauen auf der Startseite nach, was heute im Hafen und in der Stadt geschieht.</p>"
        ),
    ),
    "challenge": (
        "Just a moment...",
        (
            "<h1>harbour.example</h1><p>This process is automatic. Your browser will be sent on to the page that you asked "
            "for shortly. Please allow up to 5 seconds, and let scripts and cookies through.</p><p>Ray ID: 7a1b2c3d</p>"
        ),
    ),
}


def page(title: str, main: str, head: str = "") -> bytes:
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{NAV}<main>{main}</main>{FOOT}</body></html>"
    ).encode()


def report(lines: int, foot: str = "", head: str = "") -> bytes:
    body = "".join(LINE.format(n) for n in range(lines))
    time = "<time datetime='2022-01-06'>6 January 2022</time>"
    main = f"<article><h1>{ITEM.headline}</h1><p class='byline'>By Ann Lee</p>{time}{body}{foot}</article>"
    return page(f"{ITEM.headline} | Harbour Post", main, head)


@pytest.mark.parametrize("item", [None, ITEM], ids=["found", "announced"])
@pytest.mark.parametrize("name", WALLS)
def test_a_wall_is_no_article_even_where_a_source_announced_one(name, item):
    told = clean(Capture(id="p", url=URL, body=page(*WALLS[name]), item=item))
    assert told.kind == "not-an-article"


@pytest.mark.parametrize("status", [403, 404, 410, 451, 500, 503])
def test_what_an_error_shows_is_no_article(status):
    assert clean(Capture(id="p", url=URL, body=report(8), status=status, item=ITEM)).kind == "not-an-article"


def test_a_report_on_walls_is_a_report():
    head = "<h1>Page not found: why outlets lose their archives</h1>"
    words = (
        "Publishers and our partners store and access information on a device, said the study, and reject all blame."
    )
    body = "".join(
        f"<p>{words} Chapter {n} tells of another outlet whose pages may have been moved.</p>" for n in range(20)
    )
    told = clean(
        Capture(id="p", url=URL, body=page("Why outlets lose their archives", f"<article>{head}{body}</article>"))
    )
    assert told.kind == "article"


PRICED = (
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry to Saltby leaves late",%s}</script>'
)
PLEA = "<div class='x7'><p>%s</p></div>"


@pytest.mark.parametrize(
    ("foot", "head"),
    [
        ("", PRICED % '"isAccessibleForFree":false'),
        ("", PRICED % '"hasPart":{"@type":"WebPageElement","isAccessibleForFree":"False","cssSelector":".wall"}'),
        (PLEA % "This article is for subscribers. Subscribe now for 1 euro a month.", ""),
        (PLEA % "Jetzt weiterlesen mit Hafenpost Plus", ""),
        (PLEA % "La suite est réservée à nos abonnés.", ""),
        (PLEA % "Para seguir leyendo, suscríbete por un euro.", ""),
        (PLEA % "この記事は有料記事です", ""),
    ],
)
def test_a_report_that_a_paywall_cuts_off_is_told_to_be(foot, head):
    told = clean(Capture(id="p", url=URL, body=report(3, foot, head), item=ITEM))
    assert (told.kind, told.truncated) == ("article", True)


@pytest.mark.parametrize("foot", ["", "<p>Want more news by mail? Our newsletter is free.</p>"])
def test_a_short_report_that_asks_for_nothing_is_whole(foot):
    assert not clean(Capture(id="p", url=URL, body=report(3, foot), item=ITEM)).truncated


def test_a_long_report_with_a_plea_below_is_whole():
    told = clean(Capture(id="p", url=URL, body=report(20, PLEA % "Already a subscriber? Log in.")))
    assert not told.truncated


def test_a_whole_report_in_a_script_without_spaces_is_no_stub():
    line = "<p>塩浜行きのフェリーは{}時、スクリューにロープが絡まったため二時間遅れて出港したと港湾当局が発表した。</p>"
    lines = "".join(line.format(n) for n in range(12))
    main = f"<article><h1>フェリー遅れる</h1>{lines}</article>"
    body = page("フェリー遅れる", main, PRICED % '"isAccessibleForFree":false')
    assert not clean(Capture(id="p", url=URL, body=body, item=ITEM)).truncated
