from __future__ import annotations

import subprocess
import sys

from newsworld.languages import gazetteer, known, words
from newsworld.understand.known import country_name, index_of, units_of
from newsworld.understand.timegrammar import grammar
from newsworld.understand.timerules import RULES

NAMED = ("de", "en", "es", "fr", "it", "nl", "pt")


def test_countries_are_named_in_every_language():
    assert gazetteer.country_names("ja")["RU"] == "ロシア"
    assert country_name("CH", "it") == "Svizzera"
    assert country_name("HK", "de") == "Hongkong"
    assert len(gazetteer.country_names("en")) > 240


def test_towns_carry_coordinates_and_their_names_abroad():
    towns = {place.slug + "-" + place.country: (place, exonyms) for place, exonyms in gazetteer.towns()}
    geneva, exonyms = towns["geneva-CH"]
    assert (geneva.latitude, geneva.longitude) == (46.2, 6.15)
    assert {"Genf", "Genève", "Ginebra"} <= set(exonyms)


def test_tables_of_the_house_hold_what_they_must():
    for key, row in gazetteer.table("organisations").items():
        assert [name for form, names in row.items() if form != "country" for name in names], key
    for row in gazetteer.table("regions").values():
        assert "place" not in row or len(row["place"]) == 2


def test_every_language_of_names_has_seats_and_houses():
    for code in NAMED:
        told = words(code, "entities")
        assert {"capitals", "houses", "eu"} <= set(told["metonyms"])
        assert len(told["demonyms"]) >= 20
        assert index_of(code).own.single


def test_every_rule_of_time_has_someone_who_resolves_it():
    for code in known():
        rules = grammar(code)
        if rules:
            assert {rule.name for rule in rules.rules} <= set(RULES), code
    assert {code for code in known() if grammar(code)} >= set(NAMED)


def test_the_longest_name_wins():
    units = units_of("The UN Security Council met in New York City.", "en")
    assert units.texts == ["The", "UN Security Council", "met", "in", "New York City", "."]


def test_nothing_is_loaded_before_it_is_asked_for():
    code = "import newsworld.understand; from newsworld.languages import gazetteer as g; print(g.towns.cache_info().currsize)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": "src"}
    )
    assert done.stdout.strip() == "0"


def test_languages_share_one_table_of_towns():
    assert index_of("cs").towns is index_of("tr").towns
    assert index_of("cs").alone("Genève").id == index_of("tr").alone("Genf").id == "place:geneva-ch"
    assert index_of("en").alone("Genf") is None  # a name abroad


def test_a_town_goes_before_the_capital_that_shares_its_name():
    units = units_of("They flew from Delhi to Tel Aviv.", "en")
    assert [known.id for known in units.known.values()] == ["place:delhi-in", "place:tel-aviv-il"]


def test_a_word_of_the_language_is_no_town():
    assert index_of("es").alone("Natal").id == "place:natal-br"
    assert index_of("pt").alone("Natal") is None  # Christmas
