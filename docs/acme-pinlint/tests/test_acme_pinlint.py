from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from acme_pinlint import RULES

from pinlint.testing import assert_examples, check, lines

if TYPE_CHECKING:
    from pinlint.rule import Rule


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_rule_is_as_its_examples_show(rule: Rule) -> None:
    assert_examples(rule)


def test_what_is_never_published_may_have_any_name() -> None:
    workspace = """
        -- pyproject.toml --
        [project]
        name = "anything"
        version = "1.0"
        classifiers = ["Private :: Do Not Upload"]
    """
    assert not lines(check(workspace, RULES))
