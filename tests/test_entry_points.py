"""Rules of other distributions: installed as pip leaves them, found by the real command."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

RULE = """
from pinlint.rule import Finding, Level, Rule

def check(workspace):
    for member in workspace.members:
        yield Finding(member.anchor, f"{member.label} is seen", member=member)

def rule(code="ACME001", name="seen", **more):
    return Rule(code, name, Level.INFO, "Every member is seen.", (), check, **more)
"""
PROJECT = '[project]\nname = "app"\nversion = "1.0"\nrequires-python = ">=3.11"\n'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of installed distributions; the checked workspace lies beside it."""
    folder = tmp_path / "site"
    folder.mkdir()
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    return folder


def install(site: Path, points: str, code: str = "", *, name: str = "acme") -> None:
    info = site / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[console_scripts]\n\n[pinlint.rules]\n{points}\n", encoding="utf-8")
    (site / f"{name}.py").write_text(RULE + code, encoding="utf-8")


def pinlint(site: Path, *arguments: str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "pinlint", *arguments]
    path = os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = os.environ | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    folder = site.parent / "work"
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("value", ["rule()", "(rule(),)", "[rule()]"])
def test_a_rule_or_a_sequence_of_rules_is_asked_like_those_that_ship(site: Path, value: str) -> None:
    install(site, "own = acme:RULES", f"RULES = {value}")
    status, said, _ = pinlint(site, "check", "--output-format", "concise")
    assert (status, said) == (0, "pyproject.toml:2:8: ACME001 app is seen\n")


def test_a_rule_that_is_not_on_by_default_has_to_be_selected(site: Path) -> None:
    install(site, "own = acme:RULES", "RULES = rule(default=False)")
    assert pinlint(site, "check", "--output-format", "concise")[1] == ""
    selected = pinlint(site, "check", "--output-format", "concise", "--extend-select", "seen")[1]
    assert selected == "pyproject.toml:2:8: ACME001 app is seen\n"


def test_entry_points_of_other_groups_are_left_alone(site: Path) -> None:
    install(site, "", "raise SystemExit('imported')")
    assert pinlint(site, "check")[0] == 0


@pytest.mark.parametrize(
    ("points", "code", "sentence"),
    [
        ("own = acme:RULES", "", "own = acme:RULES of acme cannot be loaded: AttributeError"),
        ("own = missing:RULES", "", "own = missing:RULES of acme cannot be loaded: ModuleNotFoundError"),
        ("own = acme:RULES", "RULES = 1 / 0", "cannot be loaded: ZeroDivisionError"),
        ("own = acme:RULES", "RULES = 1", "is no Rule and no sequence of Rules"),
        ("own = acme:RULES", "RULES = ['ACME001']", "is no Rule and no sequence of Rules"),
        ("own = acme:RULES", "RULES = rule('PIN999')", "does not begin with PIN"),
        ("own = acme:RULES", "RULES = rule('acme-1')", "capital letters and a number"),
        ("own = acme:RULES", "RULES = rule(name='stale-internal-pin')", "PIN101 stale-internal-pin"),
        ("own = acme:RULES", "RULES = (rule(), rule())", "two installed rules share 'ACME001'"),
    ],
)
def test_rules_that_cannot_be_used_end_the_run_with_a_sentence(
    site: Path, points: str, code: str, sentence: str
) -> None:
    install(site, points, code)
    status, said, why = pinlint(site, "check")
    assert (status, said) == (2, "")
    assert sentence in why
    assert why.startswith("pinlint: ")
    assert why.count("\n") == 1


def test_an_error_in_a_rule_is_laid_at_its_door(site: Path) -> None:
    install(site, "own = acme:RULES", "from dataclasses import replace\nRULES = replace(rule(), check=lambda _: 1 / 0)")
    status, _, why = pinlint(site, "check")
    assert status == 2
    assert "while asking ACME001; this is a bug in that rule" in why


def test_the_folder_that_is_checked_is_not_searched_for_rules_or_modules(site: Path) -> None:
    work = site.parent / "work"
    (work / "click.py").write_text("raise SystemExit('imported')", encoding="utf-8")
    install(work, "own = acme:RULES", "raise SystemExit('imported')")
    status, _, why = pinlint(site, "check", ".")
    assert (status, "imported" in why) == (0, False)
