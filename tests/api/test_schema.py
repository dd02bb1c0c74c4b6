"""schemathesis over the whole OpenAPI document, against the running server: no fault of ours, nothing but what it says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from tests.api.programs import TOKEN, Program, serving_read

from newsworld.api.table import PREFIX, ROUTES

EXAMPLES = "12"  # a route and phase: about a minute in all; more find more only now and then


@pytest.fixture(scope="module")
def served():
    with serving_read() as doors:
        yield doors


@pytest.fixture(scope="module")
def document(served):
    return Program(served.address).get("/openapi.json")


def test_the_document_is_openapi_and_has_every_route_once(document):
    assert document["openapi"].startswith("3.1")
    told = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    assert told == {(route.method, route.path) for route in ROUTES}
    assert len({route.name for route in ROUTES}) == len(ROUTES)
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    assert document["servers"] == [{"url": PREFIX}]


def test_what_every_noun_is_stands_in_the_document(document):
    for name, schema in document["components"]["schemas"].items():
        assert schema.get("description") or schema["type"] == "array", name


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_schemathesis_finds_no_fault(served, tmp_path):
    found = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"), "run", f"{served.address}{PREFIX}/openapi.json",
            "-H", f"Authorization: Bearer {TOKEN}", "--max-examples", EXAMPLES, "--seed", "7", "--no-color",
        ],
        cwd=tmp_path, capture_output=True, text=True, timeout=500, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout[-6000:] + found.stderr[-2000:]
    assert f"Tested: {len(ROUTES) - 1}" in found.stdout, found.stdout[-3000:]  # all but the document itself
