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
