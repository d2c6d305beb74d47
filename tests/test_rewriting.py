"""What a run changes is checked together and written together, and what was not written is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from pinlint.cli import main, rewriting
from tests.processes import administrator, as_user, open_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CORE = '[project]\nname = "core"\nversion = "1.0"\n'
APP = '[project]\nname = "app"\nversion = "1.0"\ndependencies = ["core==0.9"]\n'
TOOL = APP.replace("app", "tool")
posix = pytest.mark.skipif(os.name == "nt", reason="modes and links are those of POSIX")


@pytest.fixture
def folder() -> Iterator[Path]:
    with open_folder() as made:
        yield made


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], folder: Path) -> Callable[..., str]:
    """Run a command in the workspace: the status, a line end, and what it says on the standard error."""
    for name, text in (("core", CORE), ("app", APP), ("tool", TOOL)):
        (folder / name).mkdir()
        (folder / name / "pyproject.toml").write_text(text)

    def called(*arguments: str) -> str:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["pinlint", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return f"{ended.value.code or 0}\n{capfd.readouterr().err}"

    return called


def texts(folder: Path) -> list[str]:
    return [(folder / name / "pyproject.toml").read_text() for name in ("core", "app", "tool")]


def fixed(text: str) -> str:
    return text.replace("core==0.9", "core==1.0")


class TestTogether:
    @pytest.fixture
    def raced(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        """Somebody writes into a file once all is checked."""

        def write(*given: Any) -> rewriting.Written:  # noqa: ANN401 - it passes them on
            with (folder / "tool" / "pyproject.toml").open("a") as file:
                file.write("# mine\n")
            return done(*given)

        done = rewriting.write
        monkeypatch.setattr(rewriting, "write", write)

    @pytest.mark.usefixtures("raced")
    def test_a_file_that_has_changed_holds_back_the_fixes_of_all(self, call: Callable[..., str], folder: Path) -> None:
        said = call("check", "--fix", "--select", "PIN101").splitlines()
        assert said[:4] == [
            "1",
            "fixed 0 findings in 0 files",
            "app/pyproject.toml is not written: it goes together with tool/pyproject.toml",
            "tool/pyproject.toml is not written: it has changed since it was read",
        ]
        assert texts(folder) == [CORE, APP, f"{TOOL}# mine\n"]

    @pytest.mark.usefixtures("raced")
    def test_a_file_that_has_changed_holds_back_a_move(self, call: Callable[..., str], folder: Path) -> None:
        assert call("bump", "1.1") == (
            "1\n"
            "app/pyproject.toml is not written: it goes together with tool/pyproject.toml\n"
            "core/pyproject.toml is not written: it goes together with tool/pyproject.toml\n"
            "tool/pyproject.toml is not written: it has changed since it was read\n"
            "nothing is written\n"
        )
        assert texts(folder) == [CORE, APP, f"{TOOL}# mine\n"]

    def test_where_the_system_refuses_a_place_what_was_written_is_told(
        self, call: Callable[..., str], folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def rename(old: str, new: str) -> None:
            if "tool" in new:
                os.unlink(old)  # noqa: PTH108 - a string
            put(old, new)

        put = os.replace
        monkeypatch.setattr(os, "replace", rename)
        assert call("check", "--fix", "--select", "PIN101").splitlines()[:3] == [
            "1",
            "fixed 1 finding in 1 file",
            "tool/pyproject.toml is not written: it cannot be written: does not exist",
        ]
        assert texts(folder) == [CORE, fixed(APP), TOOL]
        assert call("bump", "1.1") == (
            "1\ntool/pyproject.toml is not written: it cannot be written: does not exist\n2 files alone moved\n"
        )
        assert texts(folder)[2] == TOOL

    @posix
    def test_links_to_one_file_make_it_one_file(self, call: Callable[..., str], folder: Path) -> None:
        (folder / "app" / "pyproject.toml").rename(folder / "app.toml")
        (folder / "app" / "pyproject.toml").symlink_to("../app.toml")
        assert call("check", "--fix", "--select", "PIN101").startswith("0\nfixed 2 findings in 2 files\n")
        assert (folder / "app" / "pyproject.toml").is_symlink()
        assert texts(folder) == [CORE, fixed(APP), fixed(TOOL)]

    @posix
    @pytest.mark.parametrize("after", range(3))
    def test_killed_between_two_files_a_run_is_finished_by_the_next(
        self, call: Callable[..., str], folder: Path, after: int
    ) -> None:
        (folder / "core" / "pyproject.toml").write_text(f'{CORE}dependencies = ["app==0.9"]\n')
        code = f"""
import os, signal, sys
def kill(event, _, renamed=[]):
    if event == "os.rename":
        renamed.append(event)
        if len(renamed) > {after}:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(kill)
sys.argv = ["pinlint", "check", "--fix", "--select", "PIN101"]
from pinlint.cli import main
main()
"""
        done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, check=False)
        assert done.returncode == -signal.SIGKILL
        new = [fixed(APP), f'{CORE}dependencies = ["app==1.0"]\n', fixed(TOOL)]
        old = [APP, f'{CORE}dependencies = ["app==0.9"]\n', TOOL]
        core, app, tool = texts(folder)
        assert [app, core, tool] == [*new[:after], *old[after:]]
        assert len(list(folder.rglob(".pinlint-*.tmp"))) == 3 - after
        assert call("check", "--fix", "--select", "PIN101").startswith(f"0\nfixed {3 - after} finding")
        core, app, tool = texts(folder)
        assert [app, core, tool] == new


class TestBefore:
    """What can be known before anything is computed holds back its own fixes alone."""

    @posix
    def test_a_hard_link_holds_back_the_fixes_of_its_file(self, call: Callable[..., str], folder: Path) -> None:
        os.link(folder / "app" / "pyproject.toml", folder / "other")
        said = call("check", "--fix", "--select", "PIN101")
        assert said.startswith("1\nfixed 1 finding in 1 file\napp/pyproject.toml:4:17: PIN101 is not fixed: ")
        assert "app/pyproject.toml has another name, a hard link, under which the old text would stay\n" in said
        assert texts(folder) == [CORE, APP, fixed(TOOL)]
        assert call("bump", "1.1") == (
            "2\npinlint: app/pyproject.toml has another name, a hard link, under which the old text would stay; "
            "nothing is written\n"
        )
        assert texts(folder) == [CORE, APP, fixed(TOOL)]

    @posix
    def test_a_file_that_is_not_writable_holds_back_its_fixes_alone(
        self, call: Callable[..., str], folder: Path
    ) -> None:
        if administrator:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, 65534, 65534)
        # It imports what the other user may not read.
        call("check", "--diff", "--select", "PIN101")
        (folder / "app" / "pyproject.toml").chmod(0o444)
        said = as_user(lambda: call("check", "--fix", "--select", "PIN101"))
        assert said.startswith("1\nfixed 1 finding in 1 file\n")
        assert "PIN101 is not fixed: app/pyproject.toml is not writable\n" in said
        assert texts(folder) == [CORE, APP, fixed(TOOL)]


def test_the_configuration_is_read_again_from_what_is_fixed(call: Callable[..., str], folder: Path) -> None:
    """An idle table of ignores is found by the configuration that holds it, and by none without it."""
    idle = '[[ignores]]\nrule = "PIN101"\nmember = "core"\nreason = "gone"\n'
    kept = '[[ignores]]\nrule = "PIN101"\nmember = "app"\nreason = "known"\n'
    (folder / "pinlint.toml").write_text(f"{kept}\n{idle}")
    assert call("check", "--select", "PIN008,PIN101", "--fix").startswith("0\nfixed 2 findings in 2 files\n")
    assert (folder / "pinlint.toml").read_text().strip() == kept.strip()
    assert texts(folder) == [CORE, APP, fixed(TOOL)]


@pytest.mark.parametrize("arguments", [("check", "--select", "PIN101", "--diff", ".."), ("bump", "1.1", "--diff")])
def test_a_patch_of_files_above_the_current_folder_says_where_it_goes(
    call: Callable[..., str], folder: Path, arguments: tuple[str, ...]
) -> None:
    call("rule", "PIN101")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    paths = ("--path", "..") if arguments[0] == "bump" else ()
    command = [sys.executable, "-m", "pinlint", *arguments, *paths]
    done = subprocess.run(command, cwd=folder / "core", capture_output=True, check=False)
    assert done.stdout.startswith(b"# git apply in ..\n--- a/app/pyproject.toml\n")
    subprocess.run(["git", "apply"], input=done.stdout, cwd=folder, check=True)
    assert texts(folder) != [CORE, APP, TOOL]
    again = subprocess.run(command, cwd=folder / "core", capture_output=True, check=False)
    assert again.stdout == b""
