"""What the tables of mutations break is fixed as far as it can be: nothing new is found, and what was done helps."""

from __future__ import annotations

from collections import Counter

import pytest

from pinlint.testing import check, fix
from tests.workspaces import test_mutations, test_mutations_beside, test_mutations_configured, test_mutations_tools
from tests.workspaces.breaking import RULES, Mutation, broken

TABLES = (test_mutations, test_mutations_beside, test_mutations_configured, test_mutations_tools)
MUTATIONS = {
    f"{mutation.shape}: {name}": mutation
    for table in TABLES
    for name, mutation in table.MUTATIONS.items()
    if mutation.found
}


@pytest.mark.parametrize("mutation", MUTATIONS.values(), ids=MUTATIONS)
def test_fixes_leave_nothing_new_behind(mutation: Mutation) -> None:
    text = broken(mutation)
    before = Counter((each.rule.code, each.finding.message) for each in check(text, RULES).findings)
    fixed, files = fix(text, RULES)
    assert not [each.why for each in fixed.bugs if each.fault]
    again = "".join(f"-- {path} --\n{content}" + "\n" * (not content.endswith("\n")) for path, content in files.items())
    after = Counter((each.rule.code, each.finding.message) for each in check(again, RULES).findings)
    assert not after - before
    assert not fixed.done or after.total() < before.total()
