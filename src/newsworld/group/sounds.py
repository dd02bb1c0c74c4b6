"""Sounds: one key for a person's name however a language writes it: Tokayev, Tokajew, Tokaev.

What transcriptions agree on is the surname's consonants, those of one place in the mouth taken as one, and with what
the given name begins. Vowels, doubled letters, voice and the many spellings of hisses are what they differ in.
"""

from __future__ import annotations

import functools
import re
import unicodedata

LEAST = 3  # consonants of a surname that tell it
_HISSES = re.compile(r"(?:[dt]?(?:s|z|ß|[scz]h|sch|c(?=[eiy])))+")
_SOUNDS = str.maketrans("vwfkqcy", "fffkkkj", "aeiou")
_INSIDE = str.maketrans("", "", "hj")  # breath and glide, which count at the beginning alone
_DOUBLED = re.compile(r"(.)\1+")


@functools.lru_cache(50_000)
def person_key(entity: str) -> str:
    """The id of a person, "person:kassym-jomart-tokayev", as a key of its sound; itself where too little is told."""
    kind, _, name = entity.partition(":")
    given, _, last = name.rpartition("-")
    surname = _consonants(last)
    if kind != "person" or not given or len(surname) < LEAST:
        return entity
    return f"person:{_consonants(given)[:1] if given[0] not in 'aeiou' else 'a'} {surname}"


def _consonants(name: str) -> str:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name.lower()) if letter.isalnum())
    sounds = _HISSES.sub("s", plain).replace("x", "ks").translate(_SOUNDS)
    return _DOUBLED.sub(r"\1", sounds[:1] + sounds[1:].translate(_INSIDE))
