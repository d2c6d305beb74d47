"""What holds for every test."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# No test fails by the clock: machines are slow for reasons of their own, and the first draw reads tables of Unicode.
settings.register_profile("pinlint", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# In CI the same examples every time: what fails there was broken by the change; new examples are found on the desk.
settings.register_profile("ci", settings.get_profile("pinlint"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "pinlint")
