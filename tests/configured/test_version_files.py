from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pinlint.discover.listing import matching
from pinlint.source import Span
from pinlint.testing import check
from pinlint.workspace import Declared
from tests.command import check as run

if TYPE_CHECKING:
    from pathlib import Path

    from pinlint.workspace import Workspace

ROOT = '-- pyproject.toml --\n[project]\nname = "core"\nversion = "1.2.0"\n'


def workspace(*globs: str, files: str, root: str = ROOT) -> Workspace:
    listed = ", ".join(f'"{glob}"' for glob in globs)
    return check(f"{root}-- pinlint.toml --\nversion-files = [{listed}]\n{files}", ()).workspace


def copies(read: Workspace) -> dict[str, dict[str, str]]:
    """The copies of each member that has some."""
    return {
        member.label: {copy.what: copy.version.text for copy in member.copies if isinstance(copy.version, Declared)}
        for member in read.members
        if member.copies
    }


def problems(read: Workspace) -> list[str]:
    return [problem.message for problem in read.problems]


@pytest.mark.parametrize(
    ("path", "text", "written"),
    [
        ("VERSION", "1.1.0\n", "1.1.0"),
        ("VERSION", "\n v1.1.0 \n", "v1.1.0"),
        ("package.json", '{\n  "name": "x",\n  "version": "1.1.0",\n  "engines": {}\n}', "1.1.0"),
        ("Cargo.toml", '[package]\nname = "x"\nversion = "1.1.0"\n', "1.1.0"),
        ("Chart.yaml", "apiVersion: v2\nversion: 1.1.0  # of the chart\n", "1.1.0"),
        ("conf.py", "project = 'x'\nrelease = '1.1.0'\n", "1.1.0"),
        ("about.py", '__version__: str = "1.1.0"\n', "1.1.0"),
        ("several", "version = 3.0\nversion = 1.2\n", "1.2"),
        ("several", "version = 3.0\nversion = 4.0\n", "3.0"),
        ("some", "version = 3.x\nversion = 4.0\n", "4.0"),
    ],
)
def test_a_version_alone_or_at_a_key_for_it_is_a_copy(path: str, text: str, written: str) -> None:
    read = workspace(path, files=f"-- {path} --\n{text}")
    assert copies(read) == {"core": {path: written}}
    assert not problems(read)
    ((place,),) = ([copy.version.at for copy in member.copies] for member in read.members)
    assert isinstance(place, Span)
    assert read.sources[path].text[place.start : place.end] == written


@pytest.mark.parametrize("text", ["", "python_version = 3.11\n", "versions = 1\n", "version = compute()\n", "of 1.1\n"])
def test_a_file_without_a_version_that_is_understood_is_a_problem(text: str) -> None:
    read = workspace("file", files=f"-- file --\n{text}")
    assert problems(read) == ["file holds no version that is understood"]
    assert not copies(read)


def test_globs_match_from_the_root_and_every_file_counts() -> None:
    files = "-- docs/conf.py --\nversion = '1.1'\n-- a/b/VERSION --\n1.0\n-- VERSION --\n1.2.0\n"
    assert copies(workspace("**/VERSION", "docs/*.py", files=files)) == {
        "core": {"VERSION": "1.2.0", "a/b/VERSION": "1.0", "docs/conf.py": "1.1"}
    }


def test_what_matches_nothing_and_what_is_not_there_is_a_problem() -> None:
    assert problems(workspace("*.nothing", files="")) == ["no file matches *.nothing"]
    assert problems(workspace("nothing", files="")) == ["there is no file nothing"]
    assert problems(workspace("../out", files="")) == ["../out is no path below the root"]


def test_a_file_belongs_to_the_innermost_member_around_it() -> None:
    inner = '-- plug/pyproject.toml --\n[project]\nname = "plug"\nversion = "2.0"\n-- plug/VERSION --\n2.1\n'
    assert copies(workspace("plug/VERSION", "VERSION", files=f"{inner}-- VERSION --\n1.0\n")) == {
        "core": {"VERSION": "1.0"},
        "plug": {"plug/VERSION": "2.1"},
    }


@pytest.mark.parametrize(("version", "found"), [("1.2.0", {"a": {"VERSION": "1.0"}}), ("2.0", {})])
def test_a_file_around_the_members_is_about_them_if_they_are_at_one_version(
    version: str, found: dict[str, dict[str, str]]
) -> None:
    root = ROOT.replace("-- py", "-- a/py").replace("core", "a")
    files = f'-- b/pyproject.toml --\n[project]\nname = "b"\nversion = "{version}"\n-- VERSION --\n1.0\n'
    read = workspace("VERSION", files=files, root=root)
    assert copies(read) == found
    assert problems(read) == ([] if found else ["VERSION lies in no member"])


def test_what_the_version_is_read_from_and_what_is_known_to_repeat_it_is_no_second_copy() -> None:
    read = workspace("pyproject.toml", "core.py", files="-- core.py --\n__version__ = '1.1'\n")
    assert copies(read) == {"core": {"__version__ in core.py": "1.1"}}
    assert not problems(read)


def test_on_a_disk_links_are_not_followed_and_hidden_folders_have_to_be_named(tmp_path: Path) -> None:
    for path in ("VERSION", "a/VERSION", ".hidden/VERSION", "a/other"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("1.0\n")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "link").symlink_to(tmp_path / "VERSION")
    assert matching(str(tmp_path), "**/VERSION") == ("VERSION", "a/VERSION")
    assert matching(str(tmp_path), ".hidden/*") == (".hidden/VERSION",)
    assert matching(str(tmp_path), "a/*") == ("a/VERSION", "a/other")
    assert matching(str(tmp_path), "*/nothing") == ()


def test_the_command_holds_the_version_to_them(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "core"\nversion = "1.2.0"\nrequires-python = ">=3.11"\n'
        '[tool.pinlint]\nversion-files = ["docs/*.py"]\n'
    )
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "conf.py").write_text("release = '1.1.0'\n")
    assert run(tmp_path).said == [("PIN502", "core", "core is 1.2.0, but docs/conf.py is 1.1.0")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('version: 0.3.1\nappVersion: "1.2.0"\n', {"appVersion in Chart.yaml": "1.2.0"}),
        ("version: 1.2.0\nappVersion: 1.2.0\n", {"Chart.yaml": "1.2.0", "appVersion in Chart.yaml": "1.2.0"}),
        ("version: 1.2.0\nappVersion: v1.1.0\n", {"Chart.yaml": "1.2.0", "appVersion in Chart.yaml": "v1.1.0"}),
        ("version: 0.3.1\nappVersion: '1.1.0'\n", {"appVersion in Chart.yaml": "1.1.0"}),
        ("version: 1.2.0\nappVersion: latest\n", {"Chart.yaml": "1.2.0"}),
        (
            "dependencies:\n- name: x\n  version: 9.0\nversion: 0.3\nappVersion: 1.2\n",
            {"appVersion in Chart.yaml": "1.2"},
        ),
        ("version: 1.1.0\n", {"Chart.yaml": "1.1.0"}),
    ],
)
def test_a_chart_speaks_of_the_application_where_it_does(text: str, found: dict[str, str]) -> None:
    assert copies(workspace("Chart.yaml", files=f"-- Chart.yaml --\napiVersion: v2\n{text}")) == {"core": found}


def test_yaml_reads_a_number() -> None:
    root = ROOT.replace("1.2.0", "1.20")
    read = workspace(
        "a.yaml",
        "b.yaml",
        "c",
        files="-- a.yaml --\nversion: 1.20\n-- b.yaml --\nversion: '1.20'\n-- c --\nversion: 1.20\n",
        root=root,
    )
    assert [str(copy.version.value) for copy in read.members[0].copies if isinstance(copy.version, Declared)] == [
        "1.2",
        "1.20",
        "1.20",
    ]
