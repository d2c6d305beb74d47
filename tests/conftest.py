"""What holds for every test."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# No test fails by the clock: machines are slow for reasons of their own, and the first draw reads tables of Unicode.
settings.register_profile("pinlint", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pinlint")
