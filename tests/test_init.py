"""``pinlint init``: what it writes is what holds anyway, and nothing is lost."""

from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
import tomllib
from contextlib import redirect_stderr, redirect_stdout, suppress
from typing import TYPE_CHECKING

import pytest

from pinlint.cli import main
from pinlint.testing import parse_workspace
from tests.compared import project, requiring

if TYPE_CHECKING:
    from collections.abc import Callable
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
SAYS = "# What the workspace does already, as pinlint init found it; what is not set is as it is by default.\n"
OFFERS = "# What is in a comment holds as well, and is checked once its # is taken out.\n"
TABLE = f"""\
{SAYS}{OFFERS}
[[groups]]
name = "acme"
members = ["acme", "acme-*"]  # 3 members
version = "lockstep"  # all are at 1.0
internal-pins = "exact"  # 2 of 2 requirements between them are exact
requires-python = "same"  # 3 of 3 members with Requires-Python have the same
classifiers = "same"  # 2 of 2 members with classifiers for Python have the same
# owns = ["acme-*"]  # all that is required by such a name is a member
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
    done = run(tmp_path)
    assert done.returncode == 0
    assert "\npyproject.toml is left alone: it " in done.stderr
    assert (tmp_path / "pyproject.toml").read_bytes() == before
    assert text(tmp_path / "pinlint.toml") == TABLE


def test_a_file_outside_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    root = lay(tmp_path / "root", ACME)
    outside = tmp_path / "outside.toml"
    outside.write_text("[tool.black]\n", encoding="utf-8")
    (root / "pyproject.toml").symlink_to(outside)
    done = run(root)
    assert (done.returncode, done.stdout) == (0, TABLE)
    assert "pyproject.toml is left alone: it lies outside of the workspace\nwrote pinlint.toml\n" in done.stderr
    assert text(outside) == "[tool.black]\n"
    assert (root / "pyproject.toml").is_symlink()


@pytest.mark.parametrize("before", ["tool.black.line-length = 100\n", "[tool]\nblack = {}", "[tool.pinlint-x]\n"])
def test_tables_of_other_tools_stay_whatever_way_they_are_written(tmp_path: Path, before: str) -> None:
    lay(tmp_path, ACME)
    (tmp_path / "pyproject.toml").write_text(before, encoding="utf-8")
    assert run(tmp_path).returncode == 0
    after = tomllib.loads(text(tmp_path / "pyproject.toml"))
    assert after["tool"].pop("pinlint")["groups"][0]["name"] == "acme"
    assert after == tomllib.loads(before)


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
    assert done.stderr.startswith(f"pinlint: the current folder is configured by {tmp_path / 'pinlint.toml'} already; ")
    assert run(tmp_path / "inner", "--isolated").returncode == 0
    assert text(tmp_path / "inner" / "pinlint.toml") == TABLE


UV = '[tool.uv.workspace]\nmembers = ["libs/*"]\nexclude = ["libs/apart"]\n'
POETRY = '[tool.poetry.group.dev.dependencies]\nacme = [{path = "libs/acme/", develop = true}]\n'
DECLARED = {
    "uv": ("pyproject.toml", UV),
    "hatch": ("hatch.toml", '[envs.x]\nworkspace.members = ["libs/acme"]\n'),
    "poetry": ("pyproject.toml", POETRY),
    "pants": ("pants.toml", ""),
}


@pytest.mark.parametrize(("file", "declared"), DECLARED.values(), ids=DECLARED)
def test_a_part_of_a_workspace_is_none_of_its_own(tmp_path: Path, file: str, declared: str) -> None:
    lay(tmp_path / "libs", ACME)
    (tmp_path / file).write_text(declared, encoding="utf-8")
    for folder, above in (("libs/acme", "../.."), ("libs", "..")):
        done = run(tmp_path / folder)
        refusal = f"pinlint: the current folder is a part of the workspace in {above}; run 'pinlint init {above}', "
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"{refusal}or give the folder a configuration of its own with --isolated\n"
        assert not list((tmp_path / folder).glob("pinlint.toml"))
    assert run(tmp_path / "libs", "--isolated").returncode == 0
    assert text(tmp_path / "libs" / "pinlint.toml") == TABLE


def test_a_project_that_a_workspace_leaves_out_is_its_own_root(tmp_path: Path) -> None:
    lay(tmp_path / "libs", project(name="apart") + project(name="in", folder="apart/in"))
    (tmp_path / "pyproject.toml").write_text(UV, encoding="utf-8")
    assert run(tmp_path / "libs" / "apart").returncode == 0


def test_a_workspace_beyond_the_repository_is_not_looked_for(tmp_path: Path) -> None:
    lay(tmp_path / "libs", ACME)
    (tmp_path / "pyproject.toml").write_text(UV, encoding="utf-8")
    (tmp_path / "libs" / ".git").mkdir()
    assert run(tmp_path / "libs").returncode == 0


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


terminals = pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals to be had")


def on_terminal(
    folder: Path, answer: bytes, *option: str, meanwhile: Callable[[], object] = lambda: None
) -> subprocess.CompletedProcess[str]:
    """Run it on a terminal, where somebody types an answer once it asks; what it says there is the standard error."""
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "pinlint", "init", *option]
    said = b""
    with subprocess.Popen(command, cwd=folder, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        with suppress(OSError):  # what reading gives at the end of a terminal
            while read := os.read(ours, 4096):
                said += read
                if said.endswith(b"? [Y/n] "):
                    meanwhile()
                    os.write(ours, answer)
        out, _ = process.communicate(timeout=60)
    os.close(ours)
    return subprocess.CompletedProcess(command, process.returncode, out.decode(), said.decode().replace("\r\n", "\n"))


@terminals
@pytest.mark.parametrize(("answer", "written"), [("n\n", False), ("y\n", True), ("\n", True), ("\x04", False)])
def test_on_a_terminal_it_asks(tmp_path: Path, answer: str, *, written: bool) -> None:
    """The last answer is the end of the input, which is nobody's consent."""
    lay(tmp_path, ACME)
    done = on_terminal(tmp_path, answer.encode())
    assert (done.returncode, done.stdout) == (0, TABLE)
    assert "write it to pinlint.toml? [Y/n] " in done.stderr
    assert done.stderr.endswith("wrote pinlint.toml\n" if written else "pinlint.toml is not written\n")
    assert (tmp_path / "pinlint.toml").exists() is written


@terminals
def test_it_does_not_ask_where_the_answer_is_given(tmp_path: Path) -> None:
    done = on_terminal(lay(tmp_path, ACME), b"n\n", "--yes")
    assert (done.returncode, "write it to" in done.stderr) == (0, False)
    assert text(tmp_path / "pinlint.toml") == TABLE


@terminals
@pytest.mark.parametrize("name", ["pinlint.toml", "pyproject.toml"])
def test_what_somebody_writes_while_it_asks_is_not_overwritten(tmp_path: Path, name: str) -> None:
    lay(tmp_path, ACME)
    if name == "pyproject.toml":
        (tmp_path / name).write_text("[tool.black]\n", encoding="utf-8")
    done = on_terminal(tmp_path, b"y\n", meanwhile=lambda: (tmp_path / name).write_text("# mine\n", encoding="utf-8"))
    why = "has changed since it was read" if name == "pyproject.toml" else "is there already, and was not when it was "
    assert done.returncode == 2
    assert f"pinlint: {name} {why}" in done.stderr
    assert (text(tmp_path / name), len(list(tmp_path.iterdir()))) == ("# mine\n", 4)


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
def test_what_is_found_stays_what_it_was(tmp_path: Path, workspace: str) -> None:
    lay(tmp_path, workspace)
    before = found(tmp_path)
    done = run(tmp_path)
    assert done.returncode == 0
    assert "found then only" not in done.stderr
    assert "not found any more" not in done.stderr
    assert found(tmp_path) == before


def found(folder: Path) -> list[str]:
    """Places and codes; groups are called by their names once they have some."""
    lines = run(folder, "--output-format", "concise", command="check").stdout.splitlines()
    return [" ".join(line.split()[:2]) for line in lines]


def test_what_is_found_by_three_quarters_is_found_still(tmp_path: Path) -> None:
    workspace = ACME + requiring("acme==1.0", name="acme-wide", python=">=3.10")
    lay(tmp_path, workspace)
    assert [line.split()[1] for line in found(tmp_path)] == ["PIN201", "PIN202"]
    assert policies(tmp_path, workspace) == ("exact", "same", "same")
    assert [line.split()[1] for line in found(tmp_path)] == ["PIN201", "PIN202"]


def test_members_that_are_narrower_are_ignored_beside_one_that_is_wider(tmp_path: Path) -> None:
    lay(tmp_path, ACME)
    lay(tmp_path, project('requires-python = ">=3.10"', name="acme-wide"))
    lay(tmp_path, project('requires-python = ">=3.12"', name="acme-narrow"))
    before = found(tmp_path)
    table = tomllib.loads(run(tmp_path).stdout)
    assert table["groups"][0]["requires-python"] == "same"
    assert [(each["rule"], each["member"]) for each in table["ignores"]] == [("PIN202", "acme-narrow")]
    assert found(tmp_path) == before
    assert [line.split()[1] for line in before] == ["PIN202"]


def test_groups_that_show_once_the_others_are_configured_are_written_too(tmp_path: Path) -> None:
    twelve = "".join(requiring("core==1.0", name=f"m{number}") for number in range(11))
    others = project(name="x", version="2.0") + requiring("x==2.0", name="y", version="2.0")
    lay(tmp_path, project(name="core") + twelve + others)
    before = found(tmp_path)
    tables = tomllib.loads(run(tmp_path).stdout)["groups"]
    assert [each["members"] for each in tables][1:] == [["x", "y"]]
    assert found(tmp_path) == before


def test_members_that_share_a_name_cannot_be_told_apart_which_is_said(tmp_path: Path) -> None:
    lay(tmp_path, ACME + project('requires-python = ">=3.11"', name="acme-app", version="0.9", folder="old"))
    done = run(tmp_path)
    assert 'version = "lockstep"  # 3 of 4 are at 1.0\n' in done.stdout
    assert "found then only: old/pyproject.toml: PIN103 acme-app is 0.9, but 3 of 4 " in done.stderr


def test_a_workspace_without_groups_says_so(tmp_path: Path) -> None:
    done = run(lay(tmp_path, WORKSPACES["none"]))
    says = (
        "# No members are released together, as their versions and pins show; what is not set is as it is by default.\n"
    )
    assert (done.returncode, done.stdout) == (0, says)


def test_nothing_is_proposed_for_what_cannot_be_read(tmp_path: Path) -> None:
    done = run(lay(tmp_path, "-- a/pyproject.toml --\n[project\n"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "pinlint: no project in the current folder can be read; pinlint check says why\n"
    assert not (tmp_path / "pinlint.toml").exists()


def test_what_changes_all_the_same_is_said(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    inner = lay(tmp_path / "inner", project("# pinlint: ignore[PIN101] gone", 'requires-python = ">=3.11"'))
    assert found(inner) == []
    said = "found then only: app/pyproject.toml: PIN008 "
    assert run(inner).stderr.count(said) == 1
    assert [line.split()[1] for line in found(inner)] == ["PIN008"]


HOLDING = (
    requiring("acme-a==1.0", "acme-b==1.0", "acme-c==1.0", name="acme")
    + requiring("click>=8", name="acme-a")
    + requiring("click >= 8", "attrs", name="acme-b")
    + requiring("click>=8.0", "attrs", name="acme-c")
    + requiring("attrs", "numpy>=1", name="acme-d", version="0.1")
    + requiring("numpy>=2", name="acme-e", version="0.1")
    + requiring("numpy>=2", name="acme-f", version="0.1")
)
OFFERED = [
    '# complete = ["acme"]  # names every other member',
    "# [[dependencies]]",
    '# names = ["click"]  # all who require them require the same versions',
    '# specifiers = "same"',
]


def test_what_holds_as_well_is_offered_in_comments_and_finds_nothing(tmp_path: Path) -> None:
    done = run(lay(tmp_path, HOLDING))
    offered = [line for line in done.stdout.splitlines() if line in OFFERED]
    assert offered == OFFERED
    before = found(tmp_path)
    config = text(tmp_path / "pinlint.toml")
    for line in OFFERED:
        config = config.replace(line, line.removeprefix("# "))
    (tmp_path / "pinlint.toml").write_text(config, encoding="utf-8")
    assert found(tmp_path) == before
    assert tomllib.loads(config)["dependencies"] == [{"names": ["click"], "specifiers": "same"}]


def test_a_name_that_others_bear_is_not_offered_as_the_group_s_own(tmp_path: Path) -> None:
    assert "# owns" in run(lay(tmp_path / "own", ACME)).stdout
    borne = ACME + requiring("acme==1.0", "acme-theirs", name="acme-plug")
    assert "# owns" not in run(lay(tmp_path / "borne", borne)).stdout


def test_groups_have_names_of_their_own_and_globs_that_match_them_only(tmp_path: Path) -> None:
    tables = {name: groups(tmp_path / name, workspace) for name, workspace in WORKSPACES.items()}
    assert tables["prefix"] == [("acme", ["acme", "acme-*"])]
    assert tables["everybody"] == [("lockstep", ["*"])]
    assert tables["some"] == [("lockstep", ["app", "core", "tool"])]
    assert tables["several"] == [("lockstep", ["app", "core"]), ("lockstep-2", ["other", "plug"])]
    assert tables["straggler"] == [("acme", ["acme", "acme-app", "acme-tool"])]
    assert tables["none"] == []


def test_the_firmest_policy_that_finds_nothing_new_is_chosen(tmp_path: Path) -> None:
    names = ("prefix", "floors", "compatible", "different pythons")
    words = {name: policies(tmp_path / name, WORKSPACES[name]) for name in names}
    assert words["prefix"] == ("exact", "same", "same")
    assert words["floors"] == ("minimum", "same", "same")
    assert words["compatible"] == ("compatible", "same", "same")
    assert words["different pythons"] == ("exact", "compatible", "same")


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
