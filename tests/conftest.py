"""What every test shares: hypothesis profiles, so that a slow machine is not a failing one; a PostgreSQL server."""

from __future__ import annotations

import uuid

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from tests import postgres

for name, examples in (("whole", 60), ("fast", 15)):
    settings.register_profile(
        name, deadline=None, derandomize=True, max_examples=examples, suppress_health_check=[HealthCheck.too_slow]
    )


def pytest_configure(config):
    """The fast lane tries fewer examples; the whole run all of them."""
    settings.load_profile("fast" if "not slow" in (config.option.markexpr or "") else "whole")


@pytest.fixture(scope="session")
def postgres_server():
    """A server of this session's own; a function from a database's name to its address."""
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL server is installed (tests/outside/debian.txt)")
    with postgres.server() as address_of:
        yield address_of


@pytest.fixture
def postgres_url(postgres_server):
    """The address of an empty database that is this test's alone."""
    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_server("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield postgres_server(name)
    with psycopg.connect(postgres_server("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


ROOMS_WITH_SERVERS = {"api", "batch", "contract", "people", "phone", "pipeline", "web"}
FILES_THAT_TAKE_LONG = {
    "test_export.py", "test_filing.py", "test_fuzz.py", "test_gazetteer.py", "test_sample_world.py", "test_second.py",
    "test_serving.py", "test_spacy.py", "test_streams.py",
}  # fmt: skip


def pytest_collection_modifyitems(items):
    """Whatever starts a server, of ours or PostgreSQL's, or takes seconds, is for the whole run.

    Programs of others (browsers, readers, servers) fail of themselves now and then: such a test has a second try, and
    the closing line counts the tries.
    """
    for item in items:
        parts = set(item.path.relative_to(item.config.rootpath).parts)
        if parts & (ROOMS_WITH_SERVERS | FILES_THAT_TAKE_LONG) or "postgres" in item.name:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.flaky(reruns=1))
