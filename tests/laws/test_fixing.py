"""Laws of fixes: what they fix is fixed, what they do not speak of stays, and there is nothing to do a second time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pinlint_rules
from pinlint import testing
from pinlint.report.patch import patch
from tests.laws.test_rules import CONFIGS, arbitrary, nonsense, written

if TYPE_CHECKING:
    from pinlint.fixing import Fixed
    from tests.laws.test_rules import Project

RULES = pinlint_rules.load()


def joined(files: dict[str, str]) -> str:
    return "".join(f"-- {path} --\n{text}" for path, text in files.items())


def about(fixed: Fixed) -> set[str]:
    return {f"{each.rule.code} {each.finding.message}" for each in fixed.outcome.findings}


@given(arbitrary(), st.sampled_from(CONFIGS), st.booleans())
@settings(max_examples=30, deadline=None)
def test_fixes_do_what_they_should_and_leave_nothing_to_do(projects: list[Project], config: str, unsafe: bool) -> None:  # noqa: FBT001 - drawn
    fixed, files = testing.fix(written(projects, config=config), RULES, unsafe=unsafe)
    assert [f"{each.found.rule.code} {each.why}" for each in fixed.bugs if each.fault] == []
    left = about(fixed)
    assert not {f"{each.rule.code} {each.finding.message}" for each in fixed.done} & left
    again, same = testing.fix(joined(files), RULES, unsafe=unsafe)
    assert same == files
    assert again.done == ()
    assert about(again) == left


@given(nonsense(), st.sampled_from(CONFIGS))
@settings(max_examples=25, deadline=None)
def test_no_fix_ever_raises(text: str, config: str) -> None:
    fixed, files = testing.fix(f"-- pinlint.toml --\n{config}\n{text}", RULES)
    assert testing.fix(joined(files), RULES)[0].done == ()
    assert not [bug for bug in fixed.bugs if bug.fault]


@pytest.mark.parametrize("name", ["a", "a b", "\xe9"])
@given(
    st.lists(st.text("ab\n\r\u2028\xe9", max_size=4), max_size=8), st.lists(st.text("ab\n\r", max_size=4), max_size=8)
)
@settings(max_examples=40, deadline=None)
def test_a_patch_is_empty_exactly_where_nothing_changes(name: str, one: list[str], other: list[str]) -> None:
    before, after = ("\n".join(rows).encode() for rows in (one, other))
    made = patch(name, before, after)
    assert (made == b"") == (before == after)
    minus = [row[1:] for row in made.split(b"\n") if row.startswith(b"-") and not row.startswith(b"---")]
    assert all(row in before for row in minus)
