"""Every field of everything is somebody's script: the API says it as data, in a type that no browser runs, and links nowhere."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from tests.api.programs import Program, serving
from tests.web.payloads import poisoned

from newsworld.api.table import ROUTES

RUN_BY_NO_BROWSER = (
    "application/json",
    "application/problem+json",
    "application/x-ndjson",
    "application/vnd.apache.parquet",
)


@pytest.fixture(scope="module")
def program():
    with serving(poisoned()) as doors:
        yield Program(doors.address)


def addresses(program):
    """Every address that only reads, for some of whatever is there."""
    ids = {
        "story": [row["id"] for row in program.all("/stories")[:6]],
        "article": [row["id"] for row in program.all("/articles")[:6]],
        "outlet": [row["id"] for row in program.all("/outlets")[:3]],
        "kind": ["articles", "briefs", "statements"],
        "version": ["1"],
    }
    for route in ROUTES:
        if not route.writes:
            paths = [route.path]
            for name, values in ids.items():
                paths = [
                    path.replace(f"{{{name}}}", quote(value, safe="")) for path in paths for value in values
                ] if f"{{{name}}}" in route.path else paths  # fmt: skip
            yield from paths


def test_every_answer_is_of_a_type_that_no_browser_runs(program):
    asked = list(addresses(program))
    assert len(asked) > 30
    for path in asked:
        told = program.ask(path)
        assert told.status in (200, 404), path
        assert told.headers["content-type"].partition(";")[0] in RUN_BY_NO_BROWSER, path
        assert told.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in told.headers["content-security-policy"]


def test_what_was_asked_comes_back_only_as_data(program):
    payload = "<script>window.pwned=1</script>"
    for path in (f"/search?q={quote(payload)}", f"/stories?{quote(payload)}=1", f"/stories/{quote(payload, safe='')}"):
        told = program.ask(path)
        assert told.headers["content-type"] in RUN_BY_NO_BROWSER
        assert "link" not in told.headers


def test_addresses_are_of_the_web_alone(program):
    for row in program.all("/articles"):
        assert row["url"] is None or row["url"].startswith(("http://", "https://"))
