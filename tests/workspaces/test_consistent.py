"""Workspaces of our own, modelled on the shapes that real repositories have. All of them agree with themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

import pinlint_rules
from pinlint.testing import check, lines

RULES = tuple(rule for rule in pinlint_rules.load() if rule.default)
FOLDER = Path(__file__).parent

SHAPES = {
    "built": (2, {}),
    "calendar_versions": (4, {"24.3.0rc3": 4}),
    "capped_core": (5, {}),
    "copies": (2, {}),
    "core_and_plugins": (4, {}),
    "hidden_root": (3, {}),
    "independent_ranges": (4, {}),
    "lockstep_compatible_dev": (4, {"1.9.0.dev0": 4}),
    "lockstep_exact": (5, {"1.4.0": 5}),
    "metapackage": (4, {"2025.3": 4}),
    "platform_split": (3, {}),
    "two_trains": (5, {"1.45.0": 2, "0.66b0": 3}),
}
"""Of each workspace the members, and the inferred groups with theirs."""


@pytest.mark.parametrize("shape", SHAPES)
def test_a_consistent_workspace_has_no_findings(shape: str) -> None:
    outcome = check((FOLDER / f"{shape}.txt").read_text(), RULES)
    assert not lines(outcome)
    members, groups = SHAPES[shape]
    assert len(outcome.workspace.members) == members
    assert {group.name: len(group.members) for group in outcome.workspace.groups} == groups


def test_every_workspace_in_this_folder_is_checked() -> None:
    assert SHAPES.keys() == {path.stem for path in FOLDER.glob("*.txt")}
