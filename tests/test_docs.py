"""What is generated in the documentation is what the program says, and the rest names nothing that is not there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import pinlint_rules
from pinlint.config import parse
from pinlint.source import Source

ROOT = Path(__file__).resolve().parent.parent
PAGES = (
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "docs/usage.md",
    "docs/configuration.md",
    "docs/benchmarks.md",
    "docs/rules/index.md",
)


def test_the_generated_pages_are_those_of_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == ""
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize("page", PAGES)
def test_a_page_links_to_files_that_are_there(page: str) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / page).read_text(encoding="utf-8"))
    assert [target for target in targets if not (ROOT / page).parent.joinpath(target).exists()] == []


def test_the_changelog_names_every_rule() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [rule.code for rule in pinlint_rules.load() if f"{rule.code} `{rule.name}`" not in changelog] == []


def test_the_changelog_begins_with_what_is_not_released() -> None:
    headings = re.findall(r"^##+ .*$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[:3] == ["## Unreleased", "### Rules", "### Changes"]


def test_the_configuration_shown_in_the_readme_is_accepted(tmp_path: Path) -> None:
    shown = re.search(r"```toml\n(\[tool.pinlint\].*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    plain = '[project]\nname = "acme-core"\nversion = "4.2.0"\nrequires-python = ">=3.11"\n'
    core = plain + 'dependencies = ["click>=8.1"]\n[dependency-groups]\ntest = ["pytest>=8"]\n'
    hub = ", ".join(f'"acme-{name}==4.2.0"' for name in ("core", "legacy", "tools"))
    every = plain.replace("core", "all") + f"dependencies = [{hub}]\n"
    legacy = plain.replace("core", "legacy") + 'dependencies = ["acme-core==1.9"]\n'
    build = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
    tools = build + plain.replace("core", "tools").replace('version = "4.2.0"', 'dynamic = ["version"]')
    tools += '[tool.hatch.version]\nsource = "vcs"\n'
    for name, text in (("all", every), ("core", core), ("legacy", legacy), ("tools", tools)):
        (tmp_path / "packages" / name).mkdir(parents=True)
        (tmp_path / "packages" / name / "pyproject.toml").write_text(text)
    (tmp_path / "examples").mkdir()
    # On whatever day this runs, the day on which the ignore ends is to come.
    (tmp_path / "pyproject.toml").write_text(shown[1].replace("until = 2027", "until = 9027"))
    done = subprocess.run(
        [sys.executable, "-m", "pinlint", "check"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert done.stderr.startswith("4 members from 5 files; 0 findings")


def test_every_configuration_in_the_documentation_is_accepted() -> None:
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 4
    for block in blocks:
        assert parse(Source("pyproject.toml", block), shared=True).source
