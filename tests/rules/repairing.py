"""What the fixes of a rule make of a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pinlint_rules
from pinlint import testing

if TYPE_CHECKING:
    from pinlint.fixing import Fixed

RULES = {rule.code: rule for rule in pinlint_rules.load()}


def repaired(text: str, *codes: str, unsafe: bool = False) -> dict[str, str]:
    """The files with the fixes of these rules; every one has to do what it should."""
    fixed, files = testing.fix(text, [RULES[code] for code in codes], unsafe=unsafe)
    assert fixed.bugs == ()
    again, same = testing.fix(_joined(files), [RULES[code] for code in codes], unsafe=unsafe)
    assert (same, again.done) == (files, ())
    return files


def tried(text: str, *codes: str, unsafe: bool = True) -> Fixed:
    """What becomes of the fixes of these rules."""
    return testing.fix(text, [RULES[code] for code in codes], unsafe=unsafe)[0]


def refusals(text: str, *codes: str) -> list[str | None]:
    """Why findings of these rules that have a fix are not fixed."""
    return [found.refusal for found in testing.check(text, [RULES[code] for code in codes]).findings]


def _joined(files: dict[str, str]) -> str:
    return "".join(f"-- {path} --\n{text}" for path, text in files.items())
