"""``pinlint init``: what it writes is what holds anyway, and nothing is lost."""

from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

import pytest

from pinlint.cli import main
from pinlint.testing import parse_workspace
from tests.compared import project, requiring

if TYPE_CHECKING:
    from pathlib import Path

ACME = project('requires-python = ">=3.11"', name="acme") + "".join(
    project(
        'requires-python = ">=3.11"',
        'dependencies = ["acme==1.0"]',
        'classifiers = ["Programming Language :: Python :: 3.11"]',
        name=f"acme-{name}",
    )
    for name in ("app", "tool")
)
TABLE = """\
# What the workspace does already, as pinlint init found it; what is not set is as it is by default.

[[groups]]
name = "acme"
members = ["acme", "acme-*"]  # 3 members
version = "lockstep"  # all of them are at 1.0
internal-pins = "exact"  # 2 of 2 requirements between them
requires-python = "same"  # 3 of 3 members with Requires-Python have the same
classifiers = "same"  # 2 of 2 members with classifiers for Python have the same
"""
SHARED = "[tool.pinlint]\n" + TABLE.replace("[[groups]]", "[[tool.pinlint.groups]]")


def lay(folder: Path, text: str) -> Path:
    for path, content in parse_workspace(text).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    return folder


def run(folder: Path, *arguments: str, command: str = "init") -> subprocess.CompletedProcess[str]:
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["pinlint", command, *arguments])
        try:
            with pytest.raises(SystemExit) as ended:
                main()
        finally:
            gc.enable()
    return subprocess.CompletedProcess(arguments, int(ended.value.code or 0), out.getvalue(), err.getvalue())


def text(path: Path) -> str:
    return path.read_bytes().decode()


def test_a_workspace_without_a_file_of_its_own_gets_a_pinlint_toml(tmp_path: Path) -> None:
    done = run(lay(tmp_path, ACME))
    assert (done.returncode, done.stdout) == (0, TABLE)
    assert done.stderr == "pinlint check would find\n3 members from 4 files; 0 findings\nwrote pinlint.toml\n"
    assert text(tmp_path / "pinlint.toml") == TABLE


def test_a_pyproject_toml_gets_the_table_at_its_end(tmp_path: Path) -> None:
    before = "# ours\r\n[tool.black]\r\nline-length=100 # long"
    lay(tmp_path, ACME)
    (tmp_path / "pyproject.toml").write_bytes(before.encode())
    done = run(tmp_path)
    assert (done.returncode, done.stdout) == (0, SHARED)
    assert done.stderr.endswith("added to pyproject.toml\n")
    assert text(tmp_path / "pyproject.toml") == f"{before}\r\n\r\n{SHARED}".replace("\r\n", "\n").replace("\n", "\r\n")
    assert not (tmp_path / "pinlint.toml").exists()


@pytest.mark.parametrize("before", ["", "\n", "x = 1", "x = 1\n", '[project]\nname = "acme-root"\nversion = "1.0"\n'])
def test_what_was_in_the_file_stays(tmp_path: Path, before: str) -> None:
    lay(tmp_path, ACME)
    (tmp_path / "pyproject.toml").write_text(f"\ufeff{before}", encoding="utf-8")
    (tmp_path / "pyproject.toml").chmod(0o640)
    assert run(tmp_path).returncode == 0
    after = text(tmp_path / "pyproject.toml")
    assert after.startswith(f"\ufeff{before}")
    assert "pinlint" in tomllib.loads(after[1:])["tool"]
    assert (tmp_path / "pyproject.toml").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    "before", [b"tool = {black = {}}\n", b"[[tool]]\n", b"tool = 1\n", b"[broken\n", b"x = '\xff'\n"]
)
def test_a_file_that_cannot_hold_the_table_is_left_alone(tmp_path: Path, before: bytes) -> None:
    lay(tmp_path, ACME)
    (tmp_path / "pyproject.toml").write_bytes(before)
    assert run(tmp_path).returncode == 0
    assert (tmp_path / "pyproject.toml").read_bytes() == before
    assert text(tmp_path / "pinlint.toml") == TABLE


def test_a_file_of_its_own_may_be_asked_for(tmp_path: Path) -> None:
    lay(tmp_path, ACME)
    (tmp_path / "pyproject.toml").write_text("[tool.black]\n", encoding="utf-8")
    assert run(tmp_path, "--separate").returncode == 0
    assert text(tmp_path / "pyproject.toml") == "[tool.black]\n"
    assert text(tmp_path / "pinlint.toml") == TABLE


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    lay(tmp_path, ACME)
    done = run(tmp_path, "--dry-run")
    assert (done.returncode, done.stdout) == (0, TABLE)
    assert done.stderr.endswith("pinlint.toml is not written\n")
    assert not (tmp_path / "pinlint.toml").exists()


@pytest.mark.parametrize(
    ("name", "content"), [("pinlint.toml", ""), ("pinlint.toml", "x = ["), ("pyproject.toml", "[tool.pinlint]\n")]
)
@pytest.mark.parametrize("option", [(), ("--isolated",), ("--separate",)])
def test_nothing_is_overwritten(tmp_path: Path, name: str, content: str, option: tuple[str, ...]) -> None:
    lay(tmp_path, ACME)
    (tmp_path / name).write_text(content, encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    done = run(tmp_path, *option)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert text(tmp_path / name) == content
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_configuration_further_up_is_not_hidden(tmp_path: Path) -> None:
    lay(tmp_path / "inner", ACME)
    (tmp_path / "pinlint.toml").write_text("", encoding="utf-8")
    done = run(tmp_path / "inner")
    assert done.returncode == 2
    assert done.stderr.startswith(f"pinlint: . is configured by {tmp_path / 'pinlint.toml'} already; ")
    assert run(tmp_path / "inner", "--isolated").returncode == 0
    assert text(tmp_path / "inner" / "pinlint.toml") == TABLE


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nowhere",), "pinlint: nowhere does not exist; "),
        (("acme/pyproject.toml",), "pinlint: acme/pyproject.toml is no folder; "),
        (("empty",), "pinlint: nothing to check: "),
        (("--config", "x.toml"), "pinlint init: --config names a configuration, and init writes one; "),
    ],
)
def test_what_cannot_be_done_is_status_2(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    lay(tmp_path, ACME)
    (tmp_path / "empty").mkdir()
    done = run(tmp_path, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(says)


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals to be had")
@pytest.mark.parametrize(("answer", "option", "written"), [("n", (), False), ("y", (), True), ("", ("--yes",), True)])
def test_on_a_terminal_it_asks(tmp_path: Path, answer: str, option: tuple[str, ...], *, written: bool) -> None:
    lay(tmp_path, ACME)
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "pinlint", "init", *option]
    with subprocess.Popen(command, cwd=tmp_path, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        os.write(ours, f"{answer}\n".encode())
        out, _ = process.communicate(timeout=60)
    os.close(ours)
    assert (process.returncode, out.decode()) == (0, TABLE)
    assert (tmp_path / "pinlint.toml").exists() is written


WORKSPACES = {
    "prefix": ACME,
    "floors": ACME.replace("==", ">="),
    "compatible": ACME.replace("==", "~="),
    "everybody": project(name="core") + requiring("core==1.0", name="app") + requiring("core==1.0", name="tool"),
    "some": project(name="core")
    + requiring("core==1.0", name="app")
    + requiring("core==1.0", name="tool")
    + project(name="apart", version="0.3"),
    "several": project(name="core")
    + requiring("core==1.0", name="app")
    + project(name="other", version="2.0")
    + requiring("other==2.0", name="plug", version="2.0"),
    "straggler": ACME + project(name="acme-old", version="0.9"),
    "none": project(name="a") + project(name="b", version="2.0"),
    "different pythons": project('requires-python = ">=3.9"', name="core")
    + requiring("core==1.0", name="app", python=">=3.11")
    + requiring("core==1.0", name="tool", python=">=3.10"),
}


@pytest.mark.parametrize("workspace", WORKSPACES.values(), ids=WORKSPACES)
def test_what_is_written_finds_nothing_that_was_not_there(tmp_path: Path, workspace: str) -> None:
    lay(tmp_path, workspace)

    def found() -> list[str]:
        lines = run(tmp_path, "--output-format", "concise", command="check").stdout.splitlines()
        # By place and code: groups are called by their names now.
        return [" ".join(line.split()[:2]) for line in lines]

    before = found()
    assert run(tmp_path).returncode == 0
    after = found()
    assert set(after) <= set(before)


def test_groups_have_names_of_their_own_and_globs_that_match_them_only(tmp_path: Path) -> None:
    tables = {name: groups(tmp_path / name, workspace) for name, workspace in WORKSPACES.items()}
    assert tables["prefix"] == [("acme", ["acme", "acme-*"])]
    assert tables["everybody"] == [("lockstep", ["*"])]
    assert tables["some"] == [("lockstep", ["app", "core", "tool"])]
    assert tables["several"] == [("lockstep", ["app", "core"]), ("lockstep-2", ["other", "plug"])]
    assert tables["straggler"] == [("acme", ["acme", "acme-app", "acme-tool"])]
    assert tables["none"] == []


def test_the_firmest_policy_that_most_follow_is_chosen(tmp_path: Path) -> None:
    names = ("prefix", "floors", "compatible", "different pythons")
    words = {name: policies(tmp_path / name, WORKSPACES[name]) for name in names}
    assert words["prefix"] == ("exact", "same", "same")
    assert words["floors"] == ("minimum", "same", "same")
    assert words["compatible"] == ("compatible", "same", "same")
    assert words["different pythons"] == ("exact", "compatible", "any")


def test_four_of_five_make_a_policy(tmp_path: Path) -> None:
    pins = ("==1.0", "==1.0", "==1.0", "==1.0", ">=1.0")
    members = (requiring(f"core{pin}", name=f"m{number}") for number, pin in enumerate(pins))
    assert policies(tmp_path, project(name="core") + "".join(members))[0] == "exact"


def test_members_of_no_group_are_named(tmp_path: Path) -> None:
    assert run(lay(tmp_path, WORKSPACES["some"])).stdout.endswith("\n# In no group: apart\n")


def groups(folder: Path, workspace: str) -> list[tuple[str, list[str]]]:
    tables = tomllib.loads(run(lay(folder, workspace)).stdout).get("groups", [])
    return [(table["name"], table["members"]) for table in tables]


def policies(folder: Path, workspace: str) -> tuple[str, ...]:
    (table,) = tomllib.loads(run(lay(folder, workspace)).stdout)["groups"]
    return tuple(table[key] for key in ("internal-pins", "requires-python", "classifiers"))
