"""A baseline survives what changes only the looks of files.

Of several requirements on one sibling a rule reports the first, so there is one on each here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from pinlint import baseline
from pinlint.testing import check
from pinlint_rules import (
    pin101_stale_internal_pin,
    pin103_lockstep_version_drift,
    pin106_undeclared_extra,
    pin201_requires_python_wider_than_dependency,
    pin202_requires_python_differs,
)
from tests.rules.asking import project

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

RULES = (
    pin101_stale_internal_pin.RULE,
    pin106_undeclared_extra.RULE,
    pin201_requires_python_wider_than_dependency.RULE,
)
GROUP_RULES = (pin103_lockstep_version_drift.RULE, pin202_requires_python_differs.RULE)
CODES = {rule.code for rule in RULES}
NAMES = ("core", "tools", "util", "web")
REQUIREMENT = st.tuples(st.sampled_from(NAMES), st.sampled_from(["", "[fast]"]), st.sampled_from(["", "==1", "<2,>=1"]))
SIBLINGS = tuple(project(name, version="2.0", python=">=3.12") for name in NAMES)


def app(requirements: Iterable[tuple[str, str, str]], *, above: str = "", space: str = "") -> str:
    lines = "".join(f"    '{name}{extras}{space}{pins}',{space}\n" for name, extras, pins in requirements)
    fields = "name = 'app'\nrequires-python = '>=3.11'\n"
    return f"-- app/pyproject.toml --\n{above}[project]\n{fields}dependencies = [\n{lines}]\n"


@given(st.lists(REQUIREMENT, unique_by=lambda each: each[0], max_size=4), st.randoms(use_true_random=False))
def test_lines_order_and_spaces_make_nothing_new_and_nothing_stale(
    requirements: list[tuple[str, str, str]], random: Random
) -> None:
    before = check("\n".join((app(requirements), *SIBLINGS)), RULES)
    entries = baseline.parse(baseline.render(baseline.listed(before)))
    moved = app(random.sample(requirements, len(requirements)), above="# a comment\n\n", space="  ")
    after = check("\n".join((moved, *SIBLINGS)), RULES)
    hidden, kept, stale = baseline.hide(after, entries, CODES)
    assert (hidden.findings, stale) == ((), ())
    assert kept == entries
    assert len(hidden.ignored) == len(before.findings)


@given(st.lists(REQUIREMENT, unique_by=lambda each: each[0], max_size=4), st.sampled_from(["2.1", "3.0"]))
def test_a_release_of_the_siblings_makes_no_old_finding_new(
    requirements: list[tuple[str, str, str]], version: str
) -> None:
    before = check("\n".join((app(requirements), *SIBLINGS)), RULES)
    released = (project(name, version=version, python=">=3.12") for name in NAMES)
    after = check("\n".join((app(requirements), *released)), RULES)
    found = {found.span for found in before.findings}
    hidden, _, _ = baseline.hide(after, baseline.listed(before), CODES)
    assert not {new.span for new in hidden.findings} & found


@given(st.sampled_from(["1.0", "0.9"]), st.sampled_from([">=3.9", ">=3.12"]))
def test_another_member_that_agrees_makes_nothing_new(version: str, python: str) -> None:
    group = "-- pinlint.toml --\n[[groups]]\nname = 'g'\nmembers = ['*']\n"
    members = [project("app", version=version, python=python), *SIBLINGS]
    before = check("\n".join((*members, group)), GROUP_RULES)
    assert before.findings
    after = check("\n".join((*members, project("zoo", version="2.0", python=">=3.12"), group)), GROUP_RULES)
    hidden, _, stale = baseline.hide(after, baseline.listed(before), {rule.code for rule in GROUP_RULES})
    assert (hidden.findings, stale) == ((), ())
