"""What ninjs 3.1 asks of the parts that we write: an excerpt of its schema, in our words.

The standard's own schema (https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json, CC BY 4.0) is in no package. The excerpt
knows the names, types and value lists of the parts below, allows no other name, and holds dates to the standard's pattern.
"""

from __future__ import annotations

TEXT = {"type": "string"}
URI = {"type": "string", "format": "uri", "pattern": r"^[A-Za-z][A-Za-z0-9+.-]*:\S+$"}
DATE_TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
SHARE = {"type": "integer", "minimum": 0, "maximum": 100}
# A year, a month, a day, or a day and a time with its seconds, with a zone or without.
TRUNCATED = {
    "type": "string",
    "pattern": (
        r"^-?(?:[1-9][0-9]*)?[0-9]{4}(-(1[0-2]|0[1-9])(-(3[01]|0[1-9]|[12][0-9])"
        r"(T(2[0-3]|[01][0-9]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?(Z|[+-](2[0-3]|[01][0-9]):[0-5][0-9])?)?)?)?$"
    ),
}


def record(required: tuple[str, ...] = (), **parts: object) -> dict[str, object]:
    """An object of these parts and no others."""
    return {"type": "object", "additionalProperties": False, "required": list(required), "properties": parts}


def several(item: object) -> dict[str, object]:
    return {"type": "array", "items": item}


NAMED = {"name": TEXT, "rel": TEXT, "uri": URI, "literal": TEXT}
WORDS = {"role": TEXT, "contentType": TEXT, "value": TEXT}
DATES = record(startDate=DATE_TIME, endDate=DATE_TIME, expectedStartDate=TRUNCATED, expectedEndDate=TRUNCATED) | {
    "anyOf": [
        {"oneOf": [{"required": ["startDate"]}, {"required": ["expectedStartDate"]}]},
        {"oneOf": [{"required": ["endDate"]}, {"required": ["expectedEndDate"]}]},
    ]
}
EXCERPT = record(
    ("uri",),
    standard=record(name=TEXT, version=TEXT, schema=URI),
    uri=URI,
    type={
        "enum": [
            "text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning",
        ]
    },
    representationType={"enum": ["full", "partial"]},
    version=TEXT,
    firstCreated=DATE_TIME,
    versionCreated=DATE_TIME,
    pubStatus={"enum": ["usable", "withheld", "canceled"]},
    language=TEXT,
    title=TEXT,
    by=TEXT,
    headlines=several(record(("value",), **WORDS)),
    descriptions=several(record(("value",), **WORDS)),
    bodies=several(record(("value",), **WORDS, charCount={"type": "integer"}, wordCount={"type": "integer"})),
    people=several(record(**NAMED)),
    organisations=several(record(**NAMED)),
    places=several(record(**NAMED)),
    subjects=several(record(**NAMED, creator=TEXT, relevance=SHARE, confidence=SHARE)),
    events=several(record(**NAMED, id=TEXT)),
    infoSources=several(record(name=TEXT, role=TEXT, uri=URI, literal=TEXT)),
    altIds=several(record(role=TEXT, value=TEXT)),
    eventDetails=record(eventStatus=URI, plannedCoverageStatus=URI, dates=DATES, organiser=record(**NAMED)),
) | {"$schema": "https://json-schema.org/draft/2020-12/schema"}  # fmt: skip
