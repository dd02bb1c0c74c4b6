"""The sample world is no installed package: let the tests find it at the root of the repository."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from samples.serve import serving  # noqa: E402
from samples.world import load_world  # noqa: E402


@pytest.fixture(scope="session")
def world():
    return load_world()


@pytest.fixture(scope="module")
def url(world):
    with serving(world=world) as address:
        yield address
