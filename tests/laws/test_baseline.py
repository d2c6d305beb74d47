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
    pin106_undeclared_extra,
    pin201_requires_python_wider_than_dependency,
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
    entries = baseline.parse(baseline.render(baseline.listed(before.findings)))
    moved = app(random.sample(requirements, len(requirements)), above="# a comment\n\n", space="  ")
    after = check("\n".join((moved, *SIBLINGS)), RULES)
    hidden, kept, stale = baseline.hide(after, entries, CODES)
    assert (hidden.findings, stale) == ((), ())
    assert kept == entries
    assert len(hidden.ignored) == len(before.findings)
