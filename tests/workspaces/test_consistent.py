"""Workspaces of our own, modelled on the shapes that real repositories have. All of them agree with themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from pinlint.cli.commands import pinlint
from pinlint.testing import check, lines, parse_workspace
from tests.workspaces.breaking import RULES

FOLDER = Path(__file__).parent

SHAPES: dict[str, tuple[dict[str, int], str]] = {
    # A PKG-INFO of old says nothing of what it leaves out.
    "built": ({}, "2 members from 2 files; 3 values unknown; 0 findings"),
    "calendar_versions": ({"24.3.0rc3": 4}, "4 members from 4 files; 0 findings"),
    "capped_core": ({}, "5 members from 5 files; 0 findings"),
    "configured": ({"trains": 4, "tools": 2}, "6 members from 9 files; 0 findings, 2 ignored"),
    "copies": ({}, "2 members from 5 files; 0 findings"),
    "core_and_plugins": ({}, "4 members from 4 files; 0 findings"),
    "hatch_workspace": ({}, "3 members from 7 files; 0 findings"),
    "hidden_root": ({}, "3 members from 3 files; 0 findings"),
    "hub": ({}, "3 members from 7 files; 0 findings"),
    "independent_ranges": ({}, "4 members from 4 files; 0 findings"),
    "licences": ({}, "4 members from 4 files; 0 findings"),
    "lockstep_compatible_dev": ({"1.9.0.dev0": 4}, "4 members from 4 files; 0 findings"),
    "lockstep_exact": ({"1.4.0": 5}, "5 members from 5 files; 0 findings"),
    "locks": ({}, "2 members from 6 files; 0 findings"),
    "metapackage": ({"2025.3": 4}, "4 members from 4 files; 0 findings"),
    # What Pants infers from imports, and the classifiers that Poetry writes, are unknown.
    "pants": ({"25.6.1": 3}, "3 members from 5 files; 3 values unknown; 0 findings"),
    "platform_split": ({}, "3 members from 3 files; 0 findings"),
    "poetry_monorepo": ({}, "3 members from 6 files; 3 values unknown; 0 findings"),
    "setup_py_family": ({"4.2.0": 4}, "4 members from 5 files; 0 findings"),
    "tool_targets": ({}, "2 members from 11 files; 0 findings"),
    "two_trains": ({"1.45.0": 2, "0.66b0": 3}, "5 members from 5 files; 0 findings"),
    "uv_workspace": ({"2.3.0": 3}, "4 members from 5 files; 0 findings"),
    "version_copies": ({}, "4 members from 14 files; 0 findings"),
}
"""Of each workspace the groups, configured or inferred, with the number of their members; and what the command says."""


@pytest.mark.parametrize("shape", SHAPES)
def test_a_consistent_workspace_has_no_findings(shape: str) -> None:
    outcome = check((FOLDER / f"{shape}.txt").read_text(), RULES)
    assert not lines(outcome)
    groups, _ = SHAPES[shape]
    assert {group.name: len(group.members) for group in outcome.workspace.groups} == groups


@pytest.mark.parametrize("shape", SHAPES)
def test_the_command_says_the_same_of_the_files_on_a_disk(
    shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for path, text in parse_workspace((FOLDER / f"{shape}.txt").read_text()).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    monkeypatch.chdir(tmp_path)
    status = pinlint.main(["check"], prog_name="pinlint", standalone_mode=False)
    printed = capfd.readouterr()
    assert (status, printed.out) == (0, "")
    groups, summary = SHAPES[shape]
    *inferred, last = printed.err.splitlines()
    assert last == summary
    # Groups that are configured are known to whoever wrote them down.
    sizes = [] if shape == "configured" else groups.values()
    assert [line.split(" ")[3] for line in inferred] == [str(size) for size in sizes]


def test_every_workspace_in_this_folder_is_checked() -> None:
    assert SHAPES.keys() == {path.stem for path in FOLDER.glob("*.txt")}
