"""The list of real outlets is whole, plausible and plainly marked."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pycountry
import pytest

NW = "{https://newsworld.example/ns/opml}"
WORLD = Path(__file__).resolve().parents[2] / "outlets" / "world.opml"
CONTINENTS = {"Europe", "Asia", "Middle East", "Africa", "North America", "Oceania"}
KINDS = {
    "agency",
    "public broadcaster",
    "state media",
    "daily",
    "weekly",
    "magazine",
    "broadcaster",
    "online",
    "institution",
}


@pytest.fixture(scope="module")
def opml():
    return ET.parse(WORLD).getroot()


@pytest.fixture(scope="module")
def outlets(opml):
    return [outline for outline in opml.iter("outline") if "xmlUrl" in outline.attrib]


def test_it_is_opml_2_with_folders_by_continent(opml):
    assert (opml.tag, opml.get("version")) == ("opml", "2.0")
    assert {folder.get("text") for folder in opml.find("body")} >= CONTINENTS


def test_there_are_enough_outlets_and_languages(outlets):
    assert len(outlets) >= 120
    assert len({outlet.get("language") for outlet in outlets}) >= 14


def test_every_outlet_is_fully_described(outlets):
    for outlet in outlets:
        name = outlet.get("title")
        assert name == outlet.get("text")
        assert outlet.get("type") == "rss", name
        assert pycountry.countries.get(alpha_2=outlet.get(f"{NW}country")), name
        assert outlet.get(f"{NW}kind") in KINDS, name
        assert ZoneInfo(outlet.get(f"{NW}timezone")), name
        assert pycountry.languages.get(alpha_2=outlet.get("language")), name
        for attribute in ("xmlUrl", "htmlUrl"):
            address = urlsplit(outlet.get(attribute))
            assert address.scheme in ("http", "https"), name
            assert "." in address.netloc, name


def test_nothing_is_listed_twice(outlets):
    for attribute in ("xmlUrl", "title"):
        times = Counter(outlet.get(attribute) for outlet in outlets)
        assert [value for value, count in times.items() if count > 1] == []


def test_state_media_are_marked(outlets):
    marked = {o.get("title") for o in outlets if o.get(f"{NW}kind") == "state media"}
    assert {"RIA Novosti", "People's Daily Online", "IRNA English", "Granma"} <= marked
