"""Search finds the same on every database: in each script, with each operator, whatever a reader types."""

from __future__ import annotations

import random

import pytest
from tests.timing import quickest_seconds

from newsworld.news.articles import Article
from newsworld.store.postgres import PostgresStore, vector
from newsworld.store.sqlite import SqliteStore

DAY = "2022-01-08T10:00:00+00:00"
TEXTS = {
    "en": (
        "Talks go on",
        "The talks in Geneva went on until 3.30 a.m.; the U.S. envoy said “no deal” — yet. O'Neill left.",
    ),
    "en2": (
        "No talks",
        "Nobody talks in the north-east. In Geneva, the envoy's car was seen at geneva-airport.example/arrivals?x=1",
    ),
    "fr": (
        "À Genève",
        "Les pourparlers de Genève ont repris à l'Élysée, où l'été fut long: 1 250 délégués, œuvre, naïveté.",
    ),
    "de": (
        "Große Straße",
        "Die Gespräche in Genf dauern an. Der Größte sagte: „Übermäßig.“ E-Mail an info@genf.example.",
    ),
    "ru": ("Переговоры", "Переговоры в Женеве продолжаются, ещё раз заявил МИД. Йод и ёлка."),
    "el": ("Συνομιλίες", "Οι συνομιλίες στη Γενεύη συνεχίζονται, ΌΠΩΣ είπε ο υπουργός."),
    "tr": ("İstanbul", "İstanbul'da ışıklar söndü; Iğdır'da görüşmeler sürüyor."),
    "ar": ("محادثات", "تستمر المحادثات في جنيف، وقال الوزير إنّ الاتفاق قريب."),
    "hi": ("वार्ता", "जिनेवा में वार्ता जारी है, मंत्री ने कहा।"),
    "zh": ("日内瓦会谈", "两国在日内瓦举行会谈。美国国务卿表示，会谈2022年1月10日继续。"),
    "ja": ("協議続く", "ジュネーブでの協議は月曜日も続く、と外務省が発表した。"),
    "ko": ("회담", "제네바에서 회담이 계속되고 있다고 외교부가 밝혔다."),
    "th": ("การเจรจา", "การเจรจาที่เจนีวายังคงดำเนินต่อไป รัฐมนตรีกล่าว"),
    "odd": ("snake_case", "a_b c-d e/f 100% #tag @user x² ½ ﬁne Ⅷ 🙂 naïve\u0301 zero\u200bwidth soft\u00adhyphen"),
}
OPERATORS = ['"', "-", "*", "(", ")", ":", "&", "|", "!", "<->", "\\", "'", "NEAR", "OR", "%", "?", "\x00", "^", "+"]


@pytest.fixture(scope="module")
def both(postgres_server, tmp_path_factory):
    import psycopg  # noqa: PLC0415 - the driver that the server's fixture asked for

    with psycopg.connect(postgres_server("postgres"), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS search")
        connection.execute("CREATE DATABASE search")
    stores = SqliteStore(":memory:"), PostgresStore(postgres_server("search"))
    for store in stores:
        for name, (headline, text) in TEXTS.items():
            store.articles.put(Article(name, text, headline=headline), DAY)
    yield stores
    for store in stores:
        store.close()


def found(store, query):
    return sorted(article.id for article in store.articles.search(query))


def queries(chance):
    """What readers might type: words and pieces of words of the texts, joined by anything that might mean something."""
    words = [word for pair in TEXTS.values() for part in pair for word in part.split()]
    runs = [text[at : at + chance.randint(1, 6)] for _, text in TEXTS.values() for at in range(0, len(text), 7)]
    for word in words + runs:
        yield word
        yield f'"{word} {chance.choice(words)}"'
        yield f"{word[: chance.randint(1, 5)]}*"
        yield f"{chance.choice(words)} -{word}"
        yield "".join(chance.choice([word, " ", chance.choice(OPERATORS)]) for _ in range(5))


def test_whatever_is_typed_both_find_the_same(both):
    embedded, server = both
    differing = [
        (query, found(embedded, query), found(server, query))
        for query in queries(random.Random(3))
        if found(embedded, query) != found(server, query)
    ]
    assert differing == []


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("geneva", ["en", "en2"]),
        ('"talks in Geneva"', ["en"]),
        ("genève", ["fr"]),
        ("GENEVE", ["fr"]),
        ("elysee", ["fr"]),
        ("größte", ["de"]),
        ("переговоры", ["ru"]),
        ("συνομιλιες", ["el"]),
        ("جنيف", ["ar"]),
        ("会谈", ["zh"]),
        ('"日内瓦"', ["zh"]),
        ("회담", ["ko"]),
        ("เจรจา", ["th"]),
        ("envoy -deal", ["en2"]),
        ("gen* -geneva", ["de", "fr"]),
        ("-geneva", []),
    ],
)
def test_each_script_and_each_operator(both, query, names):
    assert [found(store, query) for store in both] == [names, names]


def test_the_headline_counts_more(both):
    for store in both:
        store.articles.put(
            Article("body", "Nothing but a harbour in a long text about other things.", headline="Else"), DAY
        )
        store.articles.put(
            Article("head", "Nothing but other things in a long text about the like.", headline="Harbour"), DAY
        )
        assert [article.id for article in store.articles.search("harbour")] == ["head", "body"]


def test_a_phrase_does_not_go_from_headline_to_text(both):
    for store in both:
        assert found(store, '"go on The talks"') == []


@pytest.mark.parametrize(
    "text",
    ["漢字" * 500_000, "a" * 1_000_000, "a " * 500_000, "".join(chr(0x4E00 + n % 20000) for n in range(300_000)),
     " ".join(f"w{n}" for n in range(150_000)), "\u0301" * 1_000_000, "é" * 1_000_000, "'\\" * 400_000],
    ids=["two signs", "one word", "one letter", "all signs", "all words", "accents", "accented", "quotes"],
)  # fmt: skip
def test_texts_that_are_books_or_attacks_are_kept_and_bounded(both, text):
    _, server = both
    server.articles.put(Article("long", text, headline="Long"), DAY)
    assert server.articles.get("long").text == text
    assert len(vector("", text).encode()) < 2_000_000
    assert quickest_seconds(lambda one: vector("", one), text, 2.0) < 2.0


def test_after_any_number_of_edits_each_word_is_found_where_it_stands_and_nowhere_else(postgres_url):
    words = ["harbour", "ferry", "Élysée", "日内瓦", "会谈", "ёлка", "3.30", "o'neill"]
    for store in (SqliteStore(":memory:"), PostgresStore(postgres_url)):
        chance, now = random.Random(5), {}
        for _ in range(150):
            name, has = f"a{chance.randrange(12)}", chance.sample(words, chance.randrange(len(words)))
            now[name] = set(has)
            store.articles.put(Article(name, " , ".join(has[1:]), headline=" ".join(has[:1]) or None), DAY)
        for word in words:
            assert found(store, f'"{word}"') == sorted(name for name, has in now.items() if word in has)
        assert store.check() == ()
        store.close()
