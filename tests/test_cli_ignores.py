"""Ignores and baselines on the command line: what is written, said, and answered."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import tarfile
from typing import TYPE_CHECKING

import pytest

from pinlint.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Call = Callable[..., subprocess.CompletedProcess[str]]

CORE = '[project]\nname = "core"\nversion = "2.0"\nrequires-python = ">=3.11"\n'
APP = '[project]\nname = "app"\nversion = "2.0"\nrequires-python = ">=3.11"\ndependencies = ["core<2"]{}\n'
FOUND = "app/pyproject.toml:5:17: PIN101 app requires core<2, but core is 2.0\n"


def write(folder: Path, path: str, text: str) -> Path:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(text.encode())
    return folder / path


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    def called(*arguments: str) -> subprocess.CompletedProcess[str]:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["pinlint", "check", "--output-format", "concise", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return subprocess.CompletedProcess(arguments, int(ended.value.code or 0), *capsys.readouterr())

    return called


@pytest.fixture
def app(tmp_path: Path) -> Path:
    write(tmp_path, "core/pyproject.toml", CORE)
    return write(tmp_path, "app/pyproject.toml", APP.format(""))


class TestComments:
    def test_what_a_comment_ignores_is_counted_and_listed_with_its_reason(self, call: Call, app: Path) -> None:
        app.write_text(APP.format("  # pinlint: ignore[PIN101] known"))
        done = call("--statistics")
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr == "0 PIN101 stale-internal-pin, 1 ignored\n2 members from 2 files; 0 findings, 1 ignored\n"
        document = json.loads(call("--output-format", "json").stdout)
        assert [(found["code"], found["reason"]) for found in document["ignored"]] == [("PIN101", "known")]
        assert document["summary"]["ignored"] == 1

    def test_an_unused_one_is_a_finding_unless_its_rule_is_not_asked(self, call: Call, app: Path) -> None:
        app.write_text(APP.format("  # pinlint: ignore[PIN101, PIN106] known"))
        said = "app/pyproject.toml:5:54: PIN008 the ignore of PIN106 ignores nothing\n"
        assert call().stdout == said
        assert call("--select", "PIN101,PIN008").stdout == ""
        assert call("--ignore", "PIN008").stdout == ""
        assert call("--select", "PIN106,PIN008").stdout == said

    def test_a_part_of_a_workspace_does_not_judge(self, call: Call, app: Path, tmp_path: Path) -> None:
        app.write_text(APP.format("  # pinlint: ignore[PIN101] known"))
        assert "PIN008" in call("app").stdout
        (tmp_path / ".git").mkdir()
        assert call("app").stdout == ""
        write(tmp_path, "pinlint.toml", 'members = ["*"]\n')
        assert call("app").stdout == ""
        assert call().stdout == ""

    def test_one_that_is_over_is_said_beside_what_it_hid(self, call: Call, app: Path, tmp_path: Path) -> None:
        table = '[[ignores]]\nrule = "PIN101"\nreason = "frozen"\nuntil = {}\n'
        write(tmp_path, "pinlint.toml", table.format("2020-01-31"))
        over = "pinlint.toml:4:9: PIN009 the ignore of PIN101 ended on 2020-01-31: frozen\n"
        assert call().stdout == FOUND + over
        write(tmp_path, "pinlint.toml", table.format("9999-01-31"))
        assert call().stdout == ""
        assert app.exists()


class TestAdding:
    def test_a_comment_is_added_and_nothing_is_found_again(self, call: Call, app: Path) -> None:
        app.chmod(0o640)
        done = call("--add-ignores", "known for now")
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr == ("added ignores for 1 finding to 1 file\n2 members from 2 files; 0 findings, 1 ignored\n")
        assert app.read_text() == APP.format("  # pinlint: ignore[PIN101] known for now")
        assert stat.S_IMODE(app.stat().st_mode) == 0o640
        assert [path.name for path in app.parent.iterdir()] == ["pyproject.toml"]
        assert call("--add-ignores", "again").stderr.startswith("added ignores for 0 findings to 0 files\n")
        assert call().returncode == 0

    def test_line_ends_and_a_byte_order_mark_are_kept(self, call: Call, app: Path) -> None:
        app.unlink()
        module = 'from setuptools import setup\r\nsetup(name="app", python_requires=">3.11"{})\r\n'
        file = app.parent / "setup.py"
        file.write_bytes(b"\xef\xbb\xbf" + module.format("").encode())
        assert call("--select", "PIN205", "--add-ignores", "known").returncode == 0
        added = module.format("").replace('")\r', '")  # pinlint: ignore[PIN205] known\r').encode()
        assert file.read_bytes() == b"\xef\xbb\xbf" + added

    def test_the_encoding_of_a_module_is_kept(self, call: Call, app: Path) -> None:
        app.unlink()
        module = '# coding: latin-1\nfrom setuptools import setup\nsetup(name="app", version="2", {}\n)  # \xe4\n'
        requires = 'python_requires=">=3.11", install_requires=["core<2"],'
        file = app.parent / "setup.py"
        file.write_bytes(module.format(requires).encode("latin-1"))
        assert call("--add-ignores", "\xfc").returncode == 0
        assert file.read_bytes() == module.format(f"{requires}  # pinlint: ignore[PIN101] \xfc").encode("latin-1")
        file.write_bytes(module.format(requires).encode("latin-1"))
        done = call("--add-ignores", "\u4e2d")
        assert done.returncode == 1
        assert (
            "no ignore added to app/setup.py for 1 finding: it cannot hold the new text in its encoding" in done.stderr
        )

    def test_what_has_no_comments_is_named_with_the_table_that_would_do(self, call: Call, tmp_path: Path) -> None:
        metadata = "Metadata-Version: 2.2\nName: app\nVersion: 2.0\nRequires-Python: >3.8\nRequires-Dist: core<2\n"
        write(tmp_path, "core/pyproject.toml", CORE)
        write(tmp_path, "app/PKG-INFO", metadata)
        done = call("--select", "PIN205,PIN101", "--add-ignores", 'a "reason"')
        assert done.returncode == 1
        assert len(done.stdout.splitlines()) == 2
        assert done.stderr.startswith(
            "added ignores for 0 findings to 0 files\n"
            "no ignore added to app/PKG-INFO for 2 findings: it has no comments\n"
        )
        tables = done.stderr[done.stderr.index("[[") : done.stderr.index("2 members")]
        write(tmp_path, "pyproject.toml", tables)
        assert call("--select", "PIN205,PIN101").returncode == 0

    def test_archives_are_left_alone(self, call: Call, tmp_path: Path) -> None:
        write(tmp_path, "app-2.0/PKG-INFO", "Metadata-Version: 2.2\nName: app\nVersion: 2.0\n")
        write(tmp_path, "app-2.0/pyproject.toml", APP.format(""))
        write(tmp_path, "core-2.0/pyproject.toml", CORE)
        (tmp_path / "dist").mkdir()
        with tarfile.open(tmp_path / "dist" / "app-2.0.tar.gz", "w:gz") as archive:
            archive.add(tmp_path / "app-2.0", "app-2.0")
        before = (tmp_path / "dist" / "app-2.0.tar.gz").read_bytes()
        done = call("--select", "PIN101", "--add-ignores", "known", "dist/app-2.0.tar.gz", "core-2.0")
        assert done.returncode == 1
        assert "it lies in an archive" in done.stderr or "it has no comments" in done.stderr
        assert (tmp_path / "dist" / "app-2.0.tar.gz").read_bytes() == before

    @pytest.mark.skipif(os.name == "nt", reason="links need rights there")
    def test_a_link_is_followed_inside_of_the_workspace(self, call: Call, app: Path, tmp_path: Path) -> None:
        real = app.rename(tmp_path / "shared.toml")
        app.symlink_to(real)
        assert call("--add-ignores", "known").returncode == 0
        assert app.is_symlink()
        assert "ignore[PIN101]" in real.read_text()

    def test_only_what_is_asked_gets_a_comment(self, call: Call, app: Path) -> None:
        assert call("--select", "PIN2", "--add-ignores", "known").returncode == 0
        assert app.read_text() == APP.format("")

    def test_an_unused_ignore_gets_none(self, call: Call, app: Path) -> None:
        text = APP.format("").replace("core<2", "core>=2").rstrip("\n") + "  # pinlint: ignore[PIN101]\n"
        app.write_text(text)
        assert call("--add-ignores", "known").returncode == 1
        assert app.read_text() == text

    @pytest.mark.parametrize("reason", ["", " ", "a\nb", "a\x1b[1m", "x # pinlint: ignore"])
    def test_a_reason_that_cannot_stand_in_a_comment_is_no_reason(self, call: Call, app: Path, reason: str) -> None:
        done = call("--add-ignores", reason)
        assert (done.returncode, done.stdout) == (2, "")
        assert "--add-ignores" in done.stderr
        assert app.read_text() == APP.format("")


class TestBaseline:
    def test_what_is_listed_is_no_finding_and_what_is_new_is(self, call: Call, app: Path) -> None:
        done = call("--write-baseline", "known.json")
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr == "known.json lists 1 finding\n2 members from 2 files; 0 findings, 1 ignored\n"
        assert call("--baseline", "known.json").returncode == 0
        app.write_text("# moved\n" + APP.format("").replace(">=3.11", ">3.11"))
        done = call("--baseline", "known.json")
        assert done.returncode == 1
        assert [line.split()[1] for line in done.stdout.splitlines()] == ["PIN205"]
        document = json.loads(call("--baseline", "known.json", "--output-format", "json").stdout)
        assert [found["reason"] for found in document["ignored"]] == ["in the baseline"]

    def test_what_is_found_no_more_is_a_note_and_no_failure(self, call: Call, app: Path) -> None:
        call("--write-baseline", "known.json")
        app.write_text(APP.format("").replace("core<2", "core>=2"))
        done = call("--baseline", "known.json", "-v")
        assert done.returncode == 0
        assert done.stderr.splitlines()[:2] == [
            "1 finding in known.json is there no more; --write-baseline beside --baseline takes out what is gone",
            "  app/pyproject.toml: PIN101 app requires core<2, but core is 2.0",
        ]
        assert "no more" not in call("--baseline", "known.json", "--select", "PIN2").stderr

    def test_with_both_a_baseline_only_shrinks(self, call: Call, app: Path, tmp_path: Path) -> None:
        app.write_text(APP.format("").replace(">=3.11", ">3.11"))
        call("--write-baseline", "known.json")
        app.write_text(APP.format("\nclassifiers = ['Framework :: X', 'Framework :: X']"))
        done = call("--baseline", "known.json", "--write-baseline", "known.json", "--select", "PIN101,PIN205,PIN308")
        assert done.returncode == 1
        assert [line.split()[1] for line in done.stdout.splitlines()] == ["PIN308"]
        listed = json.loads((tmp_path / "known.json").read_text())["findings"]
        assert [entry["code"] for entry in listed] == ["PIN101"]

    def test_the_same_findings_give_the_same_bytes(self, call: Call, app: Path, tmp_path: Path) -> None:
        call("--write-baseline", "a.json")
        call("--write-baseline", "b.json", ".", "app")
        assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
        assert app.exists()

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            (None, "the baseline known.json cannot be read: does not exist; --write-baseline writes one"),
            ("{", "the baseline known.json is no JSON: expecting property name enclosed in double quotes in line 1; "),
            ("[]", "the baseline known.json is no baseline: it has no schema_version; write it again with"),
            ('"\udc80"', "the baseline known.json is not UTF-8; write it again with --write-baseline"),
        ],
    )
    def test_one_that_cannot_be_used_is_status_2(
        self, call: Call, app: Path, tmp_path: Path, text: str | None, why: str
    ) -> None:
        if text is not None:
            (tmp_path / "known.json").write_bytes(text.encode(errors="surrogateescape"))
        done = call("--baseline", "known.json")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"pinlint: {why}")
        assert app.exists()

    @pytest.mark.parametrize("file", ["gone/known.json", "app"])
    def test_one_that_cannot_be_written_is_status_2(self, call: Call, app: Path, file: str) -> None:
        done = call("--write-baseline", file)
        assert done.returncode == 2
        assert done.stderr.startswith(f"pinlint: the baseline {file} cannot be written: ")
        assert app.exists()


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--add-ignores", "x", "--write-baseline", "y"], "--add-ignores and --write-baseline exclude each other"),
        (["--add-ignores", "x", "--show-files"], "--add-ignores and --show-files exclude each other"),
        (["--write-baseline", "y", "--show-settings"], "--write-baseline and --show-settings exclude each other"),
    ],
)
def test_options_that_exclude_each_other_are_refused_before_anything_is_done(
    call: Call, app: Path, tmp_path: Path, options: list[str], why: str
) -> None:
    done = call(*options)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"pinlint check: {why}; ")
    assert app.read_text() == APP.format("")
    assert not (tmp_path / "y").exists()
