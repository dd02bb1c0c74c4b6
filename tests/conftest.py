"""What every test shares: hypothesis profiles, so that a slow machine is not a failing one and each run is the same."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

for name, examples in (("whole", 60), ("fast", 15)):
    settings.register_profile(
        name, deadline=None, derandomize=True, max_examples=examples, suppress_health_check=[HealthCheck.too_slow]
    )


def pytest_configure(config):
    """The fast lane tries fewer examples; the whole run all of them."""
    settings.load_profile("fast" if "not slow" in (config.option.markexpr or "") else "whole")
