"""A comment names one rule less, and with none left it goes."""

from __future__ import annotations

import pytest

from pinlint.changes import Unignore
from pinlint.editing import Refused
from pinlint.source import Source
from tests.editing.changing import at, changed


@pytest.mark.parametrize(
    ("before", "gone", "after"),
    [
        ("x = 1  # pinlint: ignore[PIN101] why\ny = 1\n", "PIN101", "x = 1\ny = 1\n"),
        ("x = 1  # pinlint: ignore[PIN101, PIN201] why\n", "PIN101", "x = 1  # pinlint: ignore[PIN201] why\n"),
        ("x = 1  # pinlint: ignore[PIN101, PIN201] why\n", "PIN201", "x = 1  # pinlint: ignore[PIN101] why\n"),
        ("a = 1\n  # pinlint: ignore[PIN101] why\r\nx = 1\n", "PIN101", "a = 1\nx = 1\n"),
        ("x = 1  # pinlint: ignore[PIN101]", "PIN101", "x = 1"),
        ("x = 1  # noqa  # pinlint: ignore[PIN101] why\n", "PIN101", "x = 1  # noqa\n"),
        (
            "x = 1  # pinlint: ignore[PIN101] why # pinlint: ignore[PIN201] else\n",
            "PIN101",
            "x = 1  # pinlint: ignore[PIN201] else\n",
        ),
    ],
)
def test_a_rule_goes_out_of_a_comment(before: str, gone: str, after: str) -> None:
    source = Source("x.toml", before)
    assert changed(source, Unignore(at(source, gone))) == after


def test_what_is_no_comment_is_refused() -> None:
    source = Source("x.toml", 'x = "# pinlint: ignore[PIN101]"\n')
    with pytest.raises(Refused, match="no comment"):
        changed(source, Unignore(at(source, "PIN101")))
