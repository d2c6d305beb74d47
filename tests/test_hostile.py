"""Whatever lies in a workspace gives a finding or is left out; the other members are checked all the same."""

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

GOOD = b'[project]\nname = "good"\nversion = "1"\nrequires-python = ">=3.11"\n'
DEPENDENT = b'[project]\nname = "dependent"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = ["good==2"]\n'
TRUTH = [("PIN101", "dependent/pyproject.toml", 5, 17)]

PYPROJECTS = {
    "binary": bytes(range(256)) * 20,
    "latin-1": '[project]\nname = "café"\n'.encode("latin-1"),
    "byte order mark": b'\xef\xbb\xbf[project]\nname = "bom"\nversion = "1"\n',
    "utf-16": '[project]\nname = "wide"\n'.encode("utf-16"),
    "50 MB": b"#" + b"x" * 50_000_000,
    "arrays 100,000 deep": b"a = " + b"[" * 100_000,
    "tables 100,000 deep": b"[a" + b".a" * 100_000 + b"]\n",
    "null byte": b'[project]\nname = "n\x00ul"\n',
    "unfinished": b'[project]\nname = "unfinished',
}
OTHERS = {
    "setup.cfg": b"\xff\xfe[metadata]",
    "PKG-INFO": b"\xff\xfe",
    "setup.py": b"def broken(:\n",
}
SETUPS = {
    "loops": "while True:\n    pass\nsetup(name='x')",
    "allocates": "x = 'a' * 10**12\ny = [0] * 10**12\nz = 10**10**10\nsetup(name='x', version=x)",
    "doubles": "x = 'a'\nfor i in range(10**6):\n    x += x\nsetup(name='x', version=x)",
    "recurses": "def f(n):\n    return f(n + 1)\nsetup(name='x', version=f(0))",
    "exits": "import sys, os\nsys.exit(3)\nos._exit(3)\nsetup(name='x')",
    "writes": "open('written', 'w').write('x')\nimport os\nos.system('touch written')\nsetup(name='x', version='1')",
    "imports": "import subprocess\nsubprocess.run(['touch', 'written'])\nsetup(name='x', version='1')",
    "backtracks": "import re\nsetup(name='x', version=re.match('(a+)+$', 'a' * 40 + 'b').group(1))",
    "formats": "setup(name='x', version='%1000000000d' % 1 + '{:>1000000000}'.format(1))",
    "leaves": "setup(name='x', version=open('/etc/passwd').read(), license=open('../../../../etc/passwd').read())",
}


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pinlint", "check", *arguments, "--output-format", "json"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def found(run: subprocess.CompletedProcess[str]) -> list[tuple[str, str, int, int]]:
    assert "Traceback" not in run.stderr, run.stderr
    assert run.returncode in {0, 1}, run.stderr
    findings = json.loads(run.stdout)["findings"]
    return [(each["code"], each["path"], each["line"], each["column"]) for each in findings]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name, text in (("good", GOOD), ("dependent", DEPENDENT)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pyproject.toml").write_bytes(text)
    return tmp_path


@pytest.mark.parametrize("case", PYPROJECTS)
def test_a_pyproject_that_cannot_be_read_is_a_finding_of_its_own(workspace: Path, case: str) -> None:
    (workspace / "bad").mkdir()
    (workspace / "bad" / "pyproject.toml").write_bytes(PYPROJECTS[case])
    bad = [each for each in found(check(workspace)) if each not in TRUTH]
    assert [(code, path) for code, path, _, _ in bad] == [("PIN001", "bad/pyproject.toml")]


@pytest.mark.parametrize("name", OTHERS)
def test_so_is_any_other_metadata_file(workspace: Path, name: str) -> None:
    (workspace / "bad").mkdir()
    (workspace / "bad" / name).write_bytes(OTHERS[name])
    bad = [each for each in found(check(workspace)) if each not in TRUTH]
    assert [(code, path) for code, path, _, _ in bad] == [("PIN001", f"bad/{name}")]


def test_a_bad_byte_is_found_where_it_is(workspace: Path) -> None:
    (workspace / "bad").mkdir()
    (workspace / "bad" / "pyproject.toml").write_bytes('[project]\nname = "é caf'.encode() + b'\xe9"\n')
    assert ("PIN001", "bad/pyproject.toml", 2, 14) in found(check(workspace))


def test_line_endings_of_windows_change_no_position(workspace: Path) -> None:
    (workspace / "dependent" / "pyproject.toml").write_bytes(DEPENDENT.replace(b"\n", b"\r\n"))
    assert found(check(workspace)) == TRUTH


@pytest.mark.parametrize("content", [b"", b"\n", b"# nothing\n", b"[tool.ruff]\n"])
def test_a_file_that_speaks_of_no_project_is_no_member(workspace: Path, content: bytes) -> None:
    (workspace / "empty").mkdir()
    for name in ("pyproject.toml", "setup.cfg", "setup.py"):
        (workspace / "empty" / name).write_bytes(content if name != "setup.py" else b"")
    assert found(check(workspace)) == TRUTH


@pytest.mark.parametrize("case", SETUPS)
def test_a_setup_py_is_never_run(workspace: Path, case: str) -> None:
    (workspace / "setup").mkdir()
    (workspace / "setup" / "setup.py").write_text(f"from setuptools import setup\n{SETUPS[case]}\n")
    run = check(workspace, "--ignore", "PIN203")
    assert [each for each in found(run) if each[1] != "setup/setup.py"] == TRUTH
    assert "root:" not in run.stdout
    assert not list(workspace.rglob("written"))


def test_links_and_pipes_stop_nothing(workspace: Path) -> None:
    (workspace / "loop").mkdir()
    (workspace / "loop" / "up").symlink_to("..")
    (workspace / "loop" / "out").symlink_to("/")
    (workspace / "loop" / "self").symlink_to("self")
    (workspace / "pipe").mkdir()
    os.mkfifo(workspace / "pipe" / "pyproject.toml")
    (workspace / "away").mkdir()
    (workspace / "away" / "setup.cfg").symlink_to("/etc/hostname")
    (workspace / "folder" / "pyproject.toml").mkdir(parents=True)
    bad = [each for each in found(check(workspace)) if each not in TRUTH]
    assert [(code, path) for code, path, _, _ in bad] == [
        ("PIN001", "away/setup.cfg"),
        ("PIN001", "pipe/pyproject.toml"),
    ]


def test_archives_that_are_broken_or_too_large_stop_nothing(workspace: Path) -> None:
    dist = workspace / "dist"
    dist.mkdir()
    with tarfile.open(dist / "fine-1.tar.gz", "w:gz") as archive:
        text = workspace / "PKG-INFO"
        text.write_text("Metadata-Version: 2.2\nName: fine\nVersion: 1\nRequires-Python: >=3.11\n")
        archive.add(text, "fine-1/PKG-INFO")
    whole = (dist / "fine-1.tar.gz").read_bytes()
    (dist / "cut-1.tar.gz").write_bytes(whole[: len(whole) // 2])
    (dist / "text-1.tar.gz").write_text("no archive")
    (dist / "text-1-py3-none-any.whl").write_text("no archive")
    with (
        tarfile.open(dist / "zeros-1.tar.gz", "w:gz", compresslevel=1) as archive,
        Path("/dev/zero").open("rb") as zeros,
    ):
        gigabyte = tarfile.TarInfo("zeros-1/PKG-INFO")
        gigabyte.size = 1 << 30
        archive.addfile(gigabyte, zeros)
    run = check(workspace, "dist")
    broken = ["cut-1.tar.gz", "text-1-py3-none-any.whl", "text-1.tar.gz", "zeros-1.tar.gz"]
    assert [each[:2] for each in found(run)] == [("PIN001", name) for name in broken]
    assert "1 member from" in run.stderr


def test_a_version_with_thousands_of_digits_is_a_finding(workspace: Path) -> None:
    (workspace / "long").mkdir()
    digits = "9" * 5000
    (workspace / "long" / "pyproject.toml").write_text(
        f'[project]\nname = "long"\nversion = "{digits}"\nrequires-python = ">=3.{digits}"\n'
        f'dependencies = ["good=={digits}", "good; python_version < \'{digits}\'"]\n'
    )
    codes = [code for code, path, _, _ in found(check(workspace)) if path.startswith("long/")]
    assert codes == ["PIN003", "PIN005", "PIN004", "PIN004"]


@pytest.mark.parametrize("version", ["2.²", "9" * 5000 + ".2", "two", ""])
def test_a_metadata_version_that_is_none_stops_nothing(workspace: Path, version: str) -> None:
    (workspace / "old").mkdir()
    (workspace / "old" / "PKG-INFO").write_text(f"Metadata-Version: {version}\nName: old\nVersion: 1\n")
    assert found(check(workspace)) == TRUTH
