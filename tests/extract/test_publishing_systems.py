"""Pages in the shapes that the publishing systems of the world give them, in our own words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from newsworld.extract import clean
from newsworld.news.sourcing import Capture

if TYPE_CHECKING:
    from newsworld.news.articles import Article

EN = (
    "The ferry to Saltby left two hours late on Monday after a rope caught in its screw, the port authority said.",
    "Divers from the harbour police freed the vessel shortly before noon, and nobody was hurt in the incident.",
    "“We had four hundred people on board and not enough coffee,” said the captain, who has sailed the route since 2004.",
    "The company will pay back the fares of all who missed their trains, a spokesman told reporters on the quay.",
)
DE = (
    "Die Fähre nach Salzhafen ist am Montag mit zwei Stunden Verspätung ausgelaufen, wie die Hafenbehörde mitteilte.",
    "Taucher der Wasserschutzpolizei befreiten die Schraube kurz vor Mittag von einem Tau; verletzt wurde niemand.",
    "„Wir hatten vierhundert Menschen an Bord und zu wenig Kaffee“, sagte die Kapitänin, die die Strecke seit 2004 fährt.",
    "Die Reederei will allen den Fahrpreis erstatten, die ihren Zug verpasst haben, sagte ein Sprecher am Kai.",
)
ES = (
    "El transbordador a Puerto Salado zarpó el lunes con dos horas de retraso, informó la autoridad portuaria.",
    "Los buzos de la policía liberaron la hélice poco antes del mediodía y nadie resultó herido en el incidente.",
    "“Teníamos cuatrocientas personas a bordo y poco café”, dijo la capitana, que cubre la ruta desde el año 2004.",
    "La naviera devolverá el billete a quienes perdieron su tren, aseguró un portavoz a la prensa en el muelle.",
)
FR = (
    "Le ferry pour Port-Salé est parti lundi avec deux heures de retard, a indiqué l’autorité portuaire.",
    "Des plongeurs de la police ont libéré l’hélice peu avant midi, et personne n’a été blessé dans l’incident.",
    "« Nous avions quatre cents personnes à bord et pas assez de café », a dit la capitaine, en poste depuis 2004.",
    "La compagnie remboursera ceux qui ont manqué leur train, a assuré un porte-parole sur le quai lundi soir.",
)
JA = (
    "塩浜行きのフェリーは月曜日、スクリューにロープが絡まったため二時間遅れて出港したと港湾当局が発表した。",
    "水上警察の潜水士が正午前にロープを取り除き、けが人はいなかった。船には約四百人が乗っていた。",
    "船長は「コーヒーが足りなかった」と話し、二〇〇四年からこの航路を担当している。",
    "運航会社は列車に乗り遅れた乗客に運賃を払い戻すと、広報担当者が岸壁で記者団に語った。",
)
AR = (
    "غادرت العبّارة المتجهة إلى ميناء الملح يوم الاثنين متأخرة ساعتين، بحسب ما أعلنت سلطة الميناء.",
    "وحرّر غواصو الشرطة المروحة قبيل الظهر من حبل علق بها، ولم يصب أحد في الحادث، وفق البيان.",
    "وقالت القبطانة التي تعمل على هذا الخط منذ عام 2004: «كان على متن العبّارة أربعمئة راكب».",
    "وستعيد الشركة ثمن التذاكر إلى من فاتتهم قطاراتهم، بحسب ما قال متحدث باسمها للصحافيين.",
)
MENU = "".join(
    f'<li><a href="/{name}">{name.title()}</a></li>' for name in ("world", "sport", "money", "arts", "travel")
)
TEASERS = "".join(
    f'<article class="card teaser"><a href="/t{n}"><h3>{head}</h3></a><span class="date">{n} hours ago</span></article>'
    for n, head in enumerate(
        ("Mayor opens new bridge", "Rain until Friday, says the weather service", "Old mill burns")
    )
)


@dataclass(frozen=True)
class Shape:
    """A page, and what stands on it."""

    page: str
    headline: str
    byline: tuple[str, ...]
    published: str
    body: tuple[str, ...]
    language: str
    section: str | None = None
    standfirst: str | None = None
    kind: str = "article"
    truncated: bool = False


def paragraphs(texts: tuple[str, ...], tag: str = "p", inside: str = "") -> str:
    return "".join(f"<{tag}{inside}>{text}</{tag}>" for text in texts)


def ld(**told: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **told})}</script>'


def metas(**told: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in told.items())


HEAD_EN, HEAD_DE, HEAD_ES, HEAD_FR, HEAD_JA, HEAD_AR = (
    "Ferry to Saltby leaves two hours late", "Fähre nach Salzhafen läuft zwei Stunden zu spät aus",
    "El transbordador a Puerto Salado zarpa con dos horas de retraso", "Le ferry pour Port-Salé part avec deux heures de retard",
    "塩浜行きフェリー、二時間遅れて出港", "العبّارة إلى ميناء الملح تغادر متأخرة ساعتين",
)  # fmt: skip

WORDPRESS = Shape(
    f'<!doctype html><html lang="en-GB"><head><title>{HEAD_EN} - Harbour Post</title>'
    + metas(og__title=f"{HEAD_EN} - Harbour Post", og__site_name="Harbour Post", og__type="article",
            og__description="A rope in the screw kept four hundred people waiting.",
            article__published_time="2025-01-06T10:15:00+00:00")
    + '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Lee">'
    + ld(**{"@graph": [
        {"@type": "Article", "headline": HEAD_EN, "author": {"@id": "#ann"}, "datePublished": "2025-01-06T10:15:00+00:00",
         "articleSection": ["Transport", "News"]},
        {"@type": "WebPage", "name": f"{HEAD_EN} - Harbour Post"}, {"@type": "Person", "@id": "#ann", "name": "Ann Lee"},
        {"@type": "WebSite", "name": "Harbour Post", "description": "News from the quay"}]})
    + f'</head><body class="single-post"><header class="site-header"><ul class="menu">{MENU}</ul></header>'
    f'<main><article class="post hentry"><h1 class="entry-title">{HEAD_EN}</h1><div class="entry-meta">By '
    f'<a rel="author" href="/author/ann/">Ann Lee</a> <time datetime="2025-01-06T10:15:00+00:00">6 January 2025</time></div>'
    f'<div class="entry-content">{paragraphs(EN)}<div class="sharedaddy sd-sharing"><h3>Share this:</h3><ul><li>'
    '<a href="#">Facebook</a></li></ul></div></div></article><div id="comments" class="comments-area"><h2>2 thoughts</h2>'
    '<ol class="comment-list"><li class="comment"><div class="comment-content"><p>I was on that ferry and it was cold, '
    'and nobody told us anything at all for an hour.</p></div></li></ol></div></main>'
    f'<aside class="widget-area"><h2>Recent posts</h2>{TEASERS}</aside><footer>© Harbour Post</footer></body></html>',
    HEAD_EN, ("Ann Lee",), "2025-01-06T10:15:00+00:00", EN, "en-GB", "Transport",
    "A rope in the screw kept four hundred people waiting.",
)  # fmt: skip
ARC = Shape(
    f'<!doctype html><html lang="es"><head><title>{HEAD_ES} | El Muelle</title>'
    + metas(og__title=HEAD_ES, og__site_name="El Muelle", article__section="Puertos")
    + ld(**{"@type": "NewsArticle", "headline": HEAD_ES, "datePublished": "2025-01-06T12:00:00.123Z",
            "author": [{"@type": "Person", "name": "Lucía Prado"}, {"@type": "Person", "name": "Iván Ríos"}]})
    + f'</head><body><div id="fusion-app"><nav class="b-header-nav-chain"><ul>{MENU}</ul></nav><section role="main">'
    f'<h1 class="b-headline">{HEAD_ES}</h1><h2 class="b-subheadline lead-art__subtitle">Un cabo enredado en la hélice dejó '
    'esperando a cuatrocientas personas en el muelle.</h2><article class="b-article-body article-body-wrapper">'
    f'{paragraphs(ES, "p", " class=&quot;c-paragraph&quot;".replace("&quot;", chr(34)))}'
    '<div class="c-stack b-promo"><a href="/n">Suscríbase al boletín de puertos y reciba las noticias cada mañana</a></div>'
    f'</article></section><div class="b-results-list">{TEASERS}</div></div></body></html>',
    HEAD_ES, ("Lucía Prado", "Iván Ríos"), "2025-01-06T12:00:00+00:00", ES, "es", "Puertos",
)  # fmt: skip
COREMEDIA = Shape(
    f'<!doctype html><html lang="de"><head><title>Verspätung im Hafen: {HEAD_DE} | hafenschau.example</title>'
    + metas(og__title=f"Verspätung im Hafen: {HEAD_DE}", og__site_name="hafenschau.example")
    + '<meta name="author" content="hafenschau.example"><meta name="date" content="2025-01-06T11:02:00+01:00">'
    + ld(**{"@type": "NewsArticle", "headline": HEAD_DE, "datePublished": "2025-01-06T11:02:00+01:00",
            "author": {"@type": "Organization", "name": "hafenschau.example"}})
    + f'</head><body><div class="navigation"><ul>{MENU}</ul></div><main class="content-wrapper"><article class="container">'
    f'<div class="seitenkopf"><span class="seitenkopf__topline">Verspätung im Hafen</span><h1 class="seitenkopf__headline">'
    f'{HEAD_DE}</h1><p class="metatextline">Stand: 06.01.2025 11:02 Uhr</p></div><p class="authorline__author">Von '
    f'<em>Jonas Weber, HFK</em></p><p class="textabsatz m-ten"><strong>{DE[0]}</strong></p>'
    f'{paragraphs(DE[1:], "p", " class=textabsatz")}<div class="teaser-absatz"><h3>Mehr zum Thema</h3>{TEASERS}</div>'
    '</article></main><footer>Impressum</footer></body></html>',
    HEAD_DE, ("Jonas Weber", "HFK"), "2025-01-06T11:02:00+01:00", DE, "de",
)  # fmt: skip
DRUPAL = Shape(
    f'<!DOCTYPE html><html lang="fr" dir="ltr"><head><title>{HEAD_FR} | Le Quai</title>'
    '<meta name="dcterms.created" content="2025-01-06T09:30+01:00"><meta name="dcterms.creator" content="Zoé Martin">'
    + metas(og__title=HEAD_FR, og__site_name="Le Quai", article__section="Transports")
    + f'</head><body class="path-node page-node-type-article"><nav id="block-menu"><ul>{MENU}</ul></nav>'
    '<main><div class="region region-content"><div data-drupal-messages-fallback class="hidden"></div>'
    f'<article class="node node--type-article" about="/node/1"><h1><span class="field field--name-title">{HEAD_FR}</span></h1>'
    '<div class="node__submitted">par Zoé Martin</div><div class="field field--name-body field--type-text-with-summary">'
    f'{paragraphs(FR)}</div><div class="field field--name-field-tags"><a href="/tag/ferry">ferry</a></div>'
    '<section class="field--name-comment comment-wrapper"><h2>Commentaires</h2><p>Connectez-vous pour publier un commentaire '
    'sur cet article, merci.</p></section></article></div></main></body></html>',
    HEAD_FR, ("Zoé Martin",), "2025-01-06T09:30:00+01:00", FR, "fr", "Transports",
)  # fmt: skip
BRIGHTSPOT = Shape(
    f'<!doctype html><html class="ArticlePage" lang="en"><head><title>{HEAD_EN} | Bay Wire</title>'
    + metas(og__title=HEAD_EN, og__site_name="Bay Wire", og__type="article", article__section="World")
    + ld(**{"@type": "NewsArticle", "headline": HEAD_EN, "datePublished": "2025-01-06T08:00:00Z",
            "author": [{"@type": "Person", "name": "BO KIM"}]})
    + f'</head><body><div class="Page-header"><ul>{MENU}</ul></div><div class="Page-content"><main class="Page-main">'
    f'<h1 class="Page-headline">{HEAD_EN}</h1><div class="Page-authors">By <a href="/author/bo">BO KIM</a></div>'
    '<div class="Page-articleBody RichTextBody"><div class="RichTextStoryBody"><p>SALTBY (AP) — '
    f'{EN[0]}</p>{paragraphs(EN[1:])}<div class="Enhancement"><div class="HtmlModule">Sign up for our newsletter</div></div>'
    f'</div></div></main><div class="PageList">{TEASERS}</div></div></body></html>',
    HEAD_EN, ("BO KIM",), "2025-01-06T08:00:00+00:00", (f"SALTBY (AP) — {EN[0]}", *EN[1:]), "en", "World",
)  # fmt: skip
CHORUS = Shape(
    f'<!doctype html><html lang="en"><head><title>{HEAD_EN} - The Berth</title>'
    + metas(og__title=HEAD_EN, og__site_name="The Berth",
            og__description="Four hundred people, one rope, and far too little coffee.")
    + ld(**{"@type": "NewsArticle", "headline": f"{HEAD_EN} - The Berth", "datePublished": "2025-01-06T14:00:00-05:00",
            "author": {"@type": "Person", "name": "Cy Orr"}})
    + f'</head><body><nav class="c-global-header"><ul>{MENU}</ul></nav><main id="content"><div class="c-entry-hero">'
    f'<h1 class="c-page-title">{HEAD_EN}</h1><p class="c-entry-summary p-dek">Four hundred people, one rope, and far too '
    'little coffee.</p></div><div class="c-entry-content">'
    f'{paragraphs(EN, "p", " id=x1")}</div><div class="c-tab-bar">{TEASERS}</div></main></body></html>',
    HEAD_EN, ("Cy Orr",), "2025-01-06T14:00:00-05:00", EN, "en", None,
    "Four hundred people, one rope, and far too little coffee.",
)  # fmt: skip
GHOST = Shape(
    f'<!DOCTYPE html><html lang="en"><head><title>{HEAD_EN}</title>'
    + metas(og__title=HEAD_EN, og__site_name="Quayside", article__published_time="2025-01-06T07:00:00.000Z")
    + '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ida Roth">'
    + ld(**{"@type": "Article", "headline": HEAD_EN, "datePublished": "2025-01-06T07:00:00.000Z",
            "author": {"@type": "Person", "name": "Ida Roth"}, "publisher": {"@type": "Organization", "name": "Quayside"}})
    + f'</head><body class="post-template"><header id="gh-head"><ul class="nav">{MENU}</ul></header><main><article '
    f'class="article post"><header class="article-header gh-canvas"><h1 class="article-title">{HEAD_EN}</h1></header>'
    f'<section class="gh-content gh-canvas">{paragraphs(EN)}<div class="kg-card kg-button-card"><a href="#/portal/signup">'
    'Sign up now</a></div></section></article><section class="footer-cta"><h2>Sign up for more like this.</h2></section>'
    f'<aside class="read-more">{TEASERS}</aside></main></body></html>',
    HEAD_EN, ("Ida Roth",), "2025-01-06T07:00:00+00:00", EN, "en",
)  # fmt: skip
SUBSTACK = Shape(
    f'<!DOCTYPE html><html lang="en"><head><title>{HEAD_EN} - by Max Stone - The Tide</title>'
    + metas(og__title=HEAD_EN, og__site_name="The Tide", og__type="article")
    + ld(**{"@type": "NewsArticle", "headline": HEAD_EN, "isAccessibleForFree": False, "wordCount": 2400,
            "datePublished": "2025-01-06T05:00:00+00:00", "author": [{"@type": "Person", "name": "Max Stone"}]})
    + '</head><body><div class="main-menu"><button>Subscribe</button></div><div class="single-post"><article '
    f'class="typography newsletter-post post"><div class="post-header"><h1 class="post-title published">{HEAD_EN}</h1></div>'
    f'<div class="available-content"><div class="body markup">{paragraphs(EN)}</div></div><div class="paywall"><h2 '
    'class="paywall-title">This post is for paid subscribers</h2></div></article></div></body></html>',
    HEAD_EN, ("Max Stone",), "2025-01-06T05:00:00+00:00", EN, "en", truncated=True,
)  # fmt: skip
ESCENIC = Shape(
    f'<!DOCTYPE html><html lang="de-AT"><head><title>{HEAD_DE} « Kaiblatt.example</title>'
    + metas(og__title=f"{HEAD_DE} « Kaiblatt.example", og__site_name="Kaiblatt.example")
    + f'</head><body><div id="navi"><ul>{MENU}</ul></div><div class="article" itemscope '
    f'itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">{HEAD_DE}</h1><p class="teaser vorspann" '
    'itemprop="description">Ein Tau in der Schraube ließ vierhundert Menschen am Kai warten.</p><div class="byline">'
    '<span itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">Eva Kern</span></span> '
    '<meta itemprop="datePublished" content="2025-01-06T06:10:00+01:00"></div><div class="story-text" '
    f'itemprop="articleBody">{paragraphs(DE)}<p>(ek/APA)</p></div></div><div class="related">{TEASERS}</div></body></html>',
    HEAD_DE, ("Eva Kern",), "2025-01-06T06:10:00+01:00", DE, "de-AT", None,
    "Ein Tau in der Schraube ließ vierhundert Menschen am Kai warten.",
)  # fmt: skip
JAPANESE = Shape(
    f'<!DOCTYPE html><html lang="ja"><head><meta charset="shift_jis"><title>{HEAD_JA}：塩浜新聞デジタル</title>'
    + metas(og__title=f"{HEAD_JA}：塩浜新聞デジタル", og__site_name="塩浜新聞デジタル")
    + ld(**{"@type": "NewsArticle", "headline": HEAD_JA, "datePublished": "2025-01-06T13:00:00+09:00"})
    + f'</head><body><div id="nav"><ul>{MENU}</ul></div><div class="article"><h1>{HEAD_JA}</h1><p class="date">'
    f'2025年1月6日 13時00分</p><div class="articleText">{paragraphs(JA)}</div></div>'
    '<div class="ranking"><ol><li><a href="/1">市長が新しい橋を開通</a></li></ol></div></body></html>',
    HEAD_JA, (), "2025-01-06T13:00:00+09:00", JA, "ja",
)  # fmt: skip
ARABIC = Shape(
    f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="windows-1256"><title>{HEAD_AR} | صحيفة الميناء</title>'
    + metas(og__title=HEAD_AR, og__site_name="صحيفة الميناء", article__published_time="2025-01-06T09:00:00+03:00")
    + f'</head><body><nav><ul>{MENU}</ul></nav><article><h1 class="post-title">{HEAD_AR}</h1>'
    f'<div class="article-content">{paragraphs(AR)}</div></article><div class="most-read">{TEASERS}</div></body></html>',
    HEAD_AR, (), "2025-01-06T09:00:00+03:00", AR, "ar",
)  # fmt: skip
SHAPES = {
    "wordpress": WORDPRESS, "arc": ARC, "coremedia": COREMEDIA, "drupal": DRUPAL, "brightspot": BRIGHTSPOT,
    "chorus": CHORUS, "ghost": GHOST, "substack": SUBSTACK, "escenic": ESCENIC, "japanese": JAPANESE, "arabic": ARABIC,
}  # fmt: skip
CODECS = {"japanese": "shift_jis", "arabic": "windows-1256"}


def article_of(name: str) -> Article:
    """The article on a shape's page, with no word from anyone that it is one."""
    body = SHAPES[name].page.encode(CODECS.get(name, "utf-8"), "xmlcharrefreplace")
    return clean(Capture(id=name, url=f"https://{name}.example/news/2025/01/06/ferry-leaves-late", body=body))


@pytest.mark.parametrize("name", SHAPES)
def test_a_page_of_any_publishing_system_becomes_its_article(name: str) -> None:
    wanted, article = SHAPES[name], article_of(name)
    assert article.headline == wanted.headline
    assert article.byline == wanted.byline
    assert article.published == wanted.published
    assert article.language == wanted.language
    assert article.kind == wanted.kind
    assert article.truncated is wanted.truncated
    assert article.section == wanted.section
    if wanted.standfirst:
        assert article.standfirst == wanted.standfirst


@pytest.mark.parametrize("name", SHAPES)
def test_its_body_is_whole_and_clean(name: str) -> None:
    assert article_of(name).paragraphs == SHAPES[name].body
