"""Fixes on the command line: what is written, printed, and answered."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pinlint.cli import main
from pinlint.cli.asked import held_to
from pinlint.config import Config

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Call = Callable[..., subprocess.CompletedProcess[str]]

CLASSIFIER = "Programming Language :: Python :: 3.9"
CORE = f"""\
[project]
name = "core"
version = "2.0"
requires-python = ">=3.10"
classifiers = [
    "{CLASSIFIER}",  # old
    "Programming Language :: Python :: 3.10",
]
"""
FIXED = CORE.replace(f'    "{CLASSIFIER}",  # old\n', "")
COMPUTED = """\
from setuptools import setup

setup(name="app", version="1", python_requires=">=3.10", classifiers=["Programming Language :: Python :: 3." + "9"])
"""
posix = pytest.mark.skipif(os.name == "nt", reason="modes and links are those of POSIX")


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    def called(*arguments: str) -> subprocess.CompletedProcess[str]:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["pinlint", "check", "--output-format", "concise", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return subprocess.CompletedProcess(arguments, int(ended.value.code or 0), *capfd.readouterr())

    return called


@pytest.fixture
def core(tmp_path: Path) -> Path:
    (tmp_path / "core").mkdir()
    file = tmp_path / "core" / "pyproject.toml"
    file.write_bytes(CORE.encode())
    return file


def computed(tmp_path: Path) -> Path:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "setup.py").write_text(COMPUTED)
    return tmp_path / "app" / "setup.py"


def lagging(tmp_path: Path, config: str = "") -> Path:
    """A member that lags behind its group, and one that requires it as it is."""
    for name, version, more in (
        ("web", "1.1.9", ""),
        ("app", "1.2.0", 'dependencies = ["web==1.1.9"]\n'),
        ("plug", "1.2.0", ""),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pyproject.toml").write_text(
            f'[project]\nname = "{name}"\nversion = "{version}"\nrequires-python = ">=3.10"\n{more}'
        )
    (tmp_path / "pinlint.toml").write_text(f'{config}[[groups]]\nname = "all"\nmembers = ["*"]\n')
    return tmp_path / "web" / "pyproject.toml"


class TestFix:
    def test_what_can_be_fixed_is_written_and_the_rest_is_found(self, call: Call, core: Path) -> None:
        done = call("--fix")
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr == "fixed 1 finding in 1 file\n1 member from 1 file; 0 findings\n"
        assert core.read_text() == FIXED
        assert [each.name for each in core.parent.iterdir()] == ["pyproject.toml"]

    def test_fixing_twice_is_fixing_once(self, call: Call, core: Path) -> None:
        call("--fix", "--unsafe-fixes")
        before = core.stat()
        assert call("--fix", "--unsafe-fixes").stderr.startswith("fixed 0 findings in 0 files\n")
        assert core.stat().st_mtime_ns == before.st_mtime_ns

    def test_what_cannot_be_fixed_is_said_with_the_reason_and_fails(
        self, call: Call, core: Path, tmp_path: Path
    ) -> None:
        file = computed(tmp_path)
        done = call("--fix", "--select", "PIN301")
        assert done.returncode == 1
        assert "app/setup.py:3:71: PIN301 is not fixed: computed on line 3\n" in done.stderr
        assert done.stderr.endswith("2 members from 2 files; 1 finding (0 fixable, 1 refused)\n")
        assert (file.read_text(), core.read_text()) == (COMPUTED, FIXED)
        assert call("--fix", "--select", "PIN301", "--exit-zero").returncode == 0

    def test_line_ends_a_byte_order_mark_and_the_mode_are_kept(self, call: Call, core: Path, tmp_path: Path) -> None:
        core.write_bytes(CORE.replace("\n", "\r\n").encode())
        # TOML has no such mark, modules may have one.
        module = computed(tmp_path)
        text = COMPUTED.replace('"Programming Language :: Python :: 3." + "9"', f'"{CLASSIFIER}", "Topic :: Utilities"')
        module.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
        for file, mode in ((core, 0o640), (module, 0o755)):
            file.chmod(mode)
        assert call("--fix", "--select", "PIN301").stderr.startswith("fixed 2 findings in 2 files\n")
        assert core.read_bytes() == FIXED.replace("\n", "\r\n").encode()
        fixed = text.replace(f'"{CLASSIFIER}", ', "").replace("\n", "\r\n").encode()
        assert module.read_bytes() == b"\xef\xbb\xbf" + fixed
        if os.name != "nt":
            assert [stat.S_IMODE(file.stat().st_mode) for file in (core, module)] == [0o640, 0o755]

    @posix
    def test_a_link_is_followed_inside_and_refused_outside(
        self, call: Call, core: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        real = tmp_path / "real.toml"
        core.rename(real)
        core.symlink_to(real)
        assert call("--fix").returncode == 0
        assert (core.is_symlink(), real.read_text()) == (True, FIXED)
        outside = tmp_path_factory.mktemp("outside") / "pyproject.toml"
        outside.write_text(CORE)
        core.unlink()
        core.symlink_to(outside)
        call("--fix")
        assert outside.read_text() == CORE

    def test_what_a_baseline_lists_is_not_fixed(self, call: Call, core: Path) -> None:
        call("--write-baseline", "known.json")
        assert call("--fix", "--baseline", "known.json").returncode == 0
        assert core.read_text() == CORE

    @pytest.mark.parametrize(
        "arguments", [("--unsafe-fixes",), ("--fix", "--add-ignores", "x"), ("--diff", "--write-baseline", "x")]
    )
    def test_what_does_not_go_together_is_a_mistake(self, call: Call, core: Path, arguments: tuple[str, ...]) -> None:
        assert call(*arguments).returncode == 2
        assert core.read_text() == CORE

    def test_what_is_selected_is_not_fixed_where_a_rule_that_is_configured_would_find_something_then(
        self, call: Call, tmp_path: Path
    ) -> None:
        file = lagging(tmp_path)
        before = file.read_text()
        done = call("--fix", "--select", "PIN103")
        assert (done.returncode, file.read_text()) == (1, before)
        why = "after its fix there is PIN101 app requires web==1.1.9, but web is 1.2.0"
        assert done.stderr.splitlines() == [
            "fixed 0 findings in 0 files",
            f"web/pyproject.toml:3:11: PIN103 is not fixed: {why}",
            "3 members from 4 files; 1 finding (0 fixable, 1 refused)",
        ]
        assert call("--diff", "--select", "PIN103").stdout == ""
        done = call("--fix", "--select", "PIN103,PIN101")
        assert (done.returncode, file.read_text()) == (0, before.replace("1.1.9", "1.2.0"))
        assert done.stderr.splitlines() == ["fixed 1 finding in 2 files", "3 members from 4 files; 0 findings"]

    def test_what_is_configured_says_what_must_not_come_of_a_fix(self, call: Call, tmp_path: Path) -> None:
        file = lagging(tmp_path, 'ignore = ["PIN101"]\n')
        assert call("--fix", "--select", "PIN103").returncode == 0
        assert "1.2.0" in file.read_text()

    def test_what_can_be_read_must_be_after_a_fix_whatever_is_asked(self) -> None:
        codes = {rule.code for rule in held_to(Config(ignore=("PIN",)), ())}
        assert codes == {"PIN001", "PIN002", "PIN003", "PIN004", "PIN005"}

    def test_other_rules_are_not_spoken_of(self, call: Call, core: Path, tmp_path: Path) -> None:
        computed(tmp_path)
        done = call("--diff", "--select", "PIN308")
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr == "2 members from 2 files; 0 findings\n"
        assert core.read_text() == CORE

    def test_one_line_is_changed_where_one_disagrees_with_many(self, call: Call, core: Path, tmp_path: Path) -> None:
        names = ("app", "plug", "util")
        for name in names:
            (tmp_path / name).mkdir()
            text = CORE.replace('"core"', f'"{name}"').replace(">=3.10", ">=3.9") + 'dependencies = ["core"]\n'
            (tmp_path / name / "pyproject.toml").write_text(text)
        (tmp_path / "pinlint.toml").write_text('[[groups]]\nname = "all"\nmembers = ["*"]\n')
        before = {name: (tmp_path / name / "pyproject.toml").read_bytes() for name in names}
        done = call("--fix", "--unsafe-fixes", "--select", "PIN2,PIN3", "--ignore", "PIN206")
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr.splitlines()[0] == "fixed 5 findings in 1 file"
        assert core.read_text() == CORE.replace(">=3.10", ">=3.9")
        assert {name: (tmp_path / name / "pyproject.toml").read_bytes() for name in names} == before

    def test_places_are_those_of_the_text_that_is_there_then(self, call: Call, tmp_path: Path) -> None:
        file = computed(tmp_path)
        twice = 'install_requires=[\n    "one",\n    "one",\n], '
        file.write_text(COMPUTED.replace("classifiers=[", f"{twice}classifiers=["))
        option = ("--select", "PIN301,PIN404")
        assert call("--diff", *option).stderr.splitlines()[0] == (
            "app/setup.py:6:17: PIN301 is not fixed: computed on line 6"
        )
        assert call("--fix", *option).stderr.splitlines()[1] == (
            "app/setup.py:5:17: PIN301 is not fixed: computed on line 5"
        )

    def test_json_shows_the_edits(self, call: Call, core: Path) -> None:
        (found,) = json.loads(call("--output-format", "json").stdout)["findings"]
        assert found["fix"] == {
            "safe": True,
            "title": f"remove {CLASSIFIER}",
            "edits": [
                {"path": "core/pyproject.toml", "line": 6, "column": 1, "end_line": 7, "end_column": 1, "text": ""}
            ],
        }
        assert core.read_text() == CORE


class TestDiff:
    def test_a_patch_is_printed_and_nothing_is_written(self, call: Call, core: Path) -> None:
        done = call("--diff")
        assert done.returncode == 1
        assert done.stdout == (
            "--- a/core/pyproject.toml\n+++ b/core/pyproject.toml\n@@ -3,6 +3,5 @@\n"
            ' version = "2.0"\n requires-python = ">=3.10"\n classifiers = [\n'
            f'-    "{CLASSIFIER}",  # old\n     "Programming Language :: Python :: 3.10",\n ]\n'
        )
        assert done.stderr == "1 member from 1 file; 1 finding (1 fixable)\n"
        assert core.read_text() == CORE
        core.write_text(FIXED)
        done = call("--diff")
        assert (done.returncode, done.stdout) == (0, "")

    @pytest.mark.parametrize("folder", ["core", "a b", "\xe9 \u65e5", 'q"uote', "tab\there"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", ""])
    def test_git_applies_it(self, call: Call, core: Path, tmp_path: Path, folder: str, end: str) -> None:
        before, after = (
            text.replace("\n", "\r\n").encode() if end == "\r\n" else (text.rstrip() + end).encode()
            for text in (CORE, FIXED)
        )
        core.write_bytes(before)
        try:
            core.parent.rename(tmp_path / folder)
        except OSError:
            pytest.skip("no such name here")
        assert call("--diff", "-o", "x.patch").returncode == 1
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
        done = subprocess.run(
            ["git", "apply", "--whitespace=nowarn", "x.patch"], cwd=tmp_path, capture_output=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert (tmp_path / folder / "pyproject.toml").read_bytes() == after

    def test_git_applies_it_in_a_folder_of_the_repository(self, core: Path, tmp_path: Path) -> None:
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
        command = [sys.executable, "-m", "pinlint", "check", "--diff"]
        done = subprocess.run(command, cwd=core.parent, capture_output=True, check=False)
        assert done.stdout.startswith(b"--- a/pyproject.toml\n+++ b/pyproject.toml\n")
        subprocess.run(["git", "apply"], input=done.stdout, cwd=core.parent, check=True)
        assert core.read_text() == FIXED

    def test_a_module_in_another_encoding_passes_byte_for_byte(self, call: Call, core: Path, tmp_path: Path) -> None:
        core.unlink()
        file = core.parent / "setup.py"
        text = (
            "# coding: latin-1\nfrom setuptools import setup\n# \xe4\n"
            f'setup(name="core", version="1", python_requires=">=3.10", classifiers=["{CLASSIFIER}"])\n'
        )
        file.write_bytes(text.encode("latin-1"))
        call("--diff", "-o", "x.patch", "--select", "PIN301")
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
        subprocess.run(["git", "apply", "x.patch"], cwd=tmp_path, check=True)
        assert file.read_bytes() == text.replace(f'"{CLASSIFIER}"', "").encode("latin-1")

    def test_a_patch_of_files_elsewhere_is_for_the_root(self, core: Path, tmp_path: Path) -> None:
        (tmp_path / "app").mkdir()
        (tmp_path / "app" / "pyproject.toml").write_text(CORE.replace("core", "app"))
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
        command = [sys.executable, "-m", "pinlint", "check", "--select", "PIN301", "--diff", ".."]
        done = subprocess.run(command, cwd=core.parent, capture_output=True, check=False)
        subprocess.run(["git", "apply"], input=done.stdout, cwd=tmp_path, check=True)
        assert (core.read_text(), (tmp_path / "app" / "pyproject.toml").read_text()) == (
            FIXED,
            FIXED.replace("core", "app"),
        )


def shared(tmp_path: Path, *, linked: bool = True) -> Path:
    """A file that two members read what they require from, by links or each in its setup.py; one needs all of it."""
    file = tmp_path / "shared.txt"
    file.write_text("core==0.9\ntomli>=1; python_version<'3.10'\n")
    for name, python in (("one", ">=3.10"), ("two", ">=3.9")):
        (tmp_path / name).mkdir()
        if linked:
            (tmp_path / name / "requirements.txt").symlink_to(file)
            (tmp_path / name / "pyproject.toml").write_text(
                '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
                f'[project]\nname = "{name}"\nversion = "1.0"\nrequires-python = "{python}"\n'
                'dynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = {file = "requirements.txt"}\n'
            )
        else:
            (tmp_path / name / "setup.py").write_text(
                "from setuptools import setup\n"
                f"setup(name='{name}', version='1.0', python_requires='{python}',\n"
                "      install_requires=open('../shared.txt').read().splitlines())\n"
            )
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "pyproject.toml").write_text(
        '[project]\nname = "core"\nversion = "1.0"\nrequires-python = ">=3.9"\n'
    )
    return file


class TestSharedFiles:
    @pytest.mark.parametrize("linked", [pytest.param(True, marks=posix), False])
    def test_what_one_member_does_not_need_stays_for_another(self, call: Call, tmp_path: Path, *, linked: bool) -> None:
        file = shared(tmp_path, linked=linked)
        done = call("--fix", "--unsafe-fixes", "--select", "PIN101,PIN405")
        assert "PIN405 is not fixed: it is stated for two as well, where it is not to be fixed\n" in done.stderr
        assert done.stderr.splitlines()[-1].endswith("; 1 finding (0 fixable, 1 refused)")
        assert (done.returncode, file.read_text()) == (1, "core==1.0\ntomli>=1; python_version<'3.10'\n")
        again = call("--diff", "--unsafe-fixes", "--select", "PIN101,PIN405")
        assert again.stdout == ""

    @pytest.mark.parametrize("linked", [pytest.param(True, marks=posix), False])
    def test_what_no_member_needs_goes_for_all(self, call: Call, tmp_path: Path, *, linked: bool) -> None:
        file = shared(tmp_path, linked=linked)
        for name in ("pyproject.toml", "setup.py"):
            if (tmp_path / "two" / name).exists():
                text = (tmp_path / "two" / name).read_text()
                (tmp_path / "two" / name).write_text(text.replace(">=3.9", ">=3.11"))
        done = call("--fix", "--unsafe-fixes", "--select", "PIN101,PIN405")
        assert (done.returncode, done.stdout, file.read_text()) == (0, "", "core==1.0\n")
        assert done.stderr.startswith("fixed 4 findings in 1 file\n")

    @posix
    def test_the_patch_names_the_file_once(self, call: Call, tmp_path: Path) -> None:
        shared(tmp_path)
        done = call("--diff", "--select", "PIN101")
        assert done.stdout == (
            "--- a/shared.txt\n+++ b/shared.txt\n@@ -1,2 +1,2 @@\n"
            "-core==0.9\n+core==1.0\n tomli>=1; python_version<'3.10'\n"
        )

    @posix
    def test_one_comment_ignores_what_is_found_by_all_links(self, call: Call, tmp_path: Path) -> None:
        file = shared(tmp_path)
        done = call("--add-ignores", "known")
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr.splitlines()[0] == "added ignores for 3 findings to 1 file"
        assert file.read_text() == (
            "core==0.9  # pinlint: ignore[PIN101] known\n"
            "tomli>=1; python_version<'3.10'  # pinlint: ignore[PIN405] known\n"
        )
        assert call().stdout == ""
        # Once it is of use by none of the links it is to go.
        file.write_text(file.read_text().replace("0.9", "1.0"))
        assert "one/requirements.txt:1:30: PIN008" in call().stdout
        assert call("--fix").returncode == 0
        assert file.read_text().startswith("core==1.0\n")


class TestAddedIgnores:
    def test_no_table_is_offered_that_would_ignore_more_than_was_found(self, call: Call, tmp_path: Path) -> None:
        (tmp_path / "broken").mkdir()
        (tmp_path / "broken" / "pyproject.toml").write_text('[project\nname = "broken"\n')
        done = call("--add-ignores", "later")
        assert done.returncode == 1
        assert done.stderr == (
            "added ignores for 0 findings to 0 files\n"
            "no ignore added to broken/pyproject.toml for 1 finding: it cannot be parsed; "
            "no table would ignore that alone\n"
            "0 members from 1 file; 1 finding\n"
        )


@posix
@pytest.mark.parametrize("step", ["write", "fsync", "chmod", "replace", "after"])
def test_killed_at_any_moment_a_file_is_old_or_new(core: Path, tmp_path: Path, step: str) -> None:
    """The process ends at once, as by a signal that it cannot handle."""
    code = f"""
import os, sys
step = {step!r}
def before(name, function):
    def dying(*arguments, **options):
        if step == name:
            os._exit(9)
        done = function(*arguments, **options)
        if step == "after" and name == "replace":
            os._exit(9)
        return done
    return dying
os.urandom = before("write", os.urandom)
for name in ("fsync", "chmod", "replace"):
    setattr(os, name, before(name, getattr(os, name)))
sys.argv = ["pinlint", "check", "--fix"]
from pinlint.cli import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 9
    assert core.read_text() == (FIXED if step == "after" else CORE)
