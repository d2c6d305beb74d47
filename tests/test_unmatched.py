from __future__ import annotations

import pytest

import pinlint_rules
from pinlint.testing import check, lines

RULES = pinlint_rules.load()
WORKSPACE = """
-- packages/core/pyproject.toml --
[project]
name = "acme-core"
version = "1.0"
requires-python = ">=3.11"
dependencies = ["click"]
optional-dependencies.fast_io = ["rich>=1"]
-- pinlint.toml --
"""


@pytest.mark.parametrize(
    ("config", "place", "message"),
    [
        ('members = ["packages/*", "plugins/*"]', "1:26", "no member lies in plugins/*"),
        ('[[groups]]\nname = "g"\nmembers = ["web-*"]', "3:12", "no member matches web-* in the group g"),
        (
            '[[ignores]]\nrule = "PIN101"\nreason = "old"\nmember = "web"',
            "4:10",
            "no member matches web in the ignore of PIN101",
        ),
        (
            '[[ignores]]\nrule = "PIN101"\nreason = "old"\ndependency = "toml"',
            "4:14",
            "no dependency matches toml in the ignore of PIN101",
        ),
        (
            '[[ignores]]\nrule = "PIN101"\nreason = "old"\nextra = "slow"',
            "4:9",
            "no extra matches slow in the ignore of PIN101",
        ),
        ('[[overrides]]\nmember = "web"\nversion = "1"', "2:10", "there is no member web to override"),
    ],
)
def test_what_matches_nothing_is_found_where_it_is_written(config: str, place: str, message: str) -> None:
    assert lines(check(f"{WORKSPACE}{config}\n", RULES)) == f"pinlint.toml:{place}: PIN010 {message}\n"


@pytest.mark.parametrize(
    "config",
    [
        'members = ["packages/*"]',
        'members = ["packages/**"]',
        '[[groups]]\nname = "g"\nmembers = ["Acme_*"]',
        '[[ignores]]\nrule = "PIN101"\nreason = "old"\nmember = "ACME.core"\ndependency = "Cli*"\nextra = "Fast-*"',
    ],
)
def test_what_matches_in_any_spelling_is_silent(config: str) -> None:
    assert not lines(check(f"{WORKSPACE}{config}\n", RULES))
