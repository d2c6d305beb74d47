"""``pinlint bump`` on small workspaces: what is written, what is left alone, and what is said."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pinlint.cli import main, rewriting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pinlint.cli.opened import Opened

    Call = Callable[..., subprocess.CompletedProcess[str]]

FAMILY = {
    "core/pyproject.toml": """\
[project]
name = "acme-core"
version = "24.03.0rc2"  # the first
dynamic = []

[dependency-groups]
dev = ["acme-web>=24.3.0rc2"]
""",
    "core/src/acme_core/__init__.py": '__version__ = "24.03.0rc2"\n',
    "core/src/acme_core/VERSION": "24.03.0rc2\r\n",
    "web/setup.py": """\
from setuptools import setup

setup(
    name="acme-web",
    version='''24.03.0rc2
''',
    install_requires=["acme-core == 24.3.0rc2  ", 'click>=8'],
    extras_require={"all": ['''acme-plugin==24.03.0rc2
''']},
)
""",
    "plugin/pyproject.toml": """\
[tool.poetry]
name = "acme-plugin"
version = "24.03.0rc2"

[tool.poetry.dependencies]
python = ">=3.10"
acme-core = {version = "^24.03.0rc2", extras = []}

[build-system]
requires = ["poetry-core"]
build-backend = "poetry.core.masonry.api"
""",
    "tool/pyproject.toml": """\
[project]
name = "other-tool"
version = "0.3"
dependencies = ["acme-core==24.03.0rc2", "acme-web>=24.1"]
""",
    "constraints.txt": "acme-core==24.3.0rc2 \\\n  # pinned\nacme-web<24.4\nclick==24.3.0rc2\n",
    "pinlint.toml": '[[groups]]\nname = "acme"\nmembers = ["acme-*"]\n',
}


@pytest.fixture
def family(tmp_path: Path) -> Path:
    write(tmp_path, FAMILY)
    return tmp_path


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())


def texts(folder: Path) -> dict[str, str]:
    return {path: (folder / path).read_bytes().decode() for path in FAMILY}


@pytest.fixture
def bump(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    def called(*arguments: str) -> subprocess.CompletedProcess[str]:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["pinlint", "bump", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return subprocess.CompletedProcess(arguments, int(ended.value.code or 0), *capfd.readouterr())

    return called


def test_every_version_copy_and_pin_moves_in_its_own_spelling_and_nothing_else(family: Path, bump: Call) -> None:
    done = bump("24.03.0rc3")
    assert texts(family) == {
        path: text.replace("24.03.0rc2", "24.03.0rc3").replace("24.3.0rc2", "24.3.0rc3")
        if path != "constraints.txt"
        else text.replace("acme-core==24.3.0rc2", "acme-core==24.3.0rc3")
        for path, text in FAMILY.items()
    }
    assert done.stdout == (
        "acme-core 24.03.0rc2 -> 24.03.0rc3\nacme-plugin 24.03.0rc2 -> 24.03.0rc3\nacme-web 24.03.0rc2 -> 24.03.0rc3\n"
    )
    assert done.stderr == (
        "left alone: other-tool is at 0.3, and not in the group\n"
        "moved 3 members in 7 files; the workspace agrees as before\n"
    )
    assert done.returncode == 0


def test_there_and_back_is_where_it_began_to_the_byte(family: Path, bump: Call) -> None:
    for version in ("24.04.1", "24.03.0rc2"):
        bump(version)
    assert texts(family) == FAMILY


def test_a_patch_moves_the_same_and_nothing_is_written(family: Path, bump: Call) -> None:
    done = bump("24.04.0", "--diff")
    assert (texts(family), done.returncode) == (FAMILY, 1)
    subprocess.run(["git", "apply"], cwd=family, input=done.stdout.encode(), check=True)
    patched = texts(family)
    write(family, FAMILY)
    bump("24.04.0")
    assert patched == texts(family)
    again = bump("24.04.0", "--diff")
    assert (again.stdout, again.returncode) == ("", 0)


def test_a_cap_that_the_version_would_leave_is_told(family: Path, bump: Call) -> None:
    write(family, {"tool/pyproject.toml": FAMILY["tool/pyproject.toml"].replace("acme-web>=24.1", "acme-web<24.9")})
    done = bump("25.1.0")
    assert done.returncode == 1
    assert (
        "tool/pyproject.toml:4:39 is left: acme-web<24.9 refuses 25.1.0, and <24.9 does not come from 24.3.0rc2\n"
        in done.stderr
    )
    assert done.stderr.endswith("moved 3 members in 7 files; what is left is said above\n")


def test_a_version_that_is_computed_is_left_and_told(family: Path, bump: Call) -> None:
    computed = FAMILY["web/setup.py"].replace("'''24.03.0rc2\n'''", '"24.03" + ".0rc2"')
    write(family, {"web/setup.py": computed})
    done = bump("24.03.0rc3")
    assert done.returncode == 1
    assert "left alone: acme-web has a version that is computed on line 5 (web/setup.py:5:13)\n" in done.stderr
    assert "acme-web" not in done.stdout
    # Nor do its copies and what requires it: all of them agree with what it is.
    assert "acme-web>=24.3.0rc2" in texts(family)["core/pyproject.toml"]


def test_a_part_moves_the_version_of_the_group(family: Path, bump: Call) -> None:
    assert bump("--part", "pre", "-q").stdout.startswith("acme-core 24.03.0rc2 -> 24.03.0rc3\n")
    assert bump("--part", "release", "-q", "--path", str(family)).stdout.startswith("acme-core 24.03.0rc3 -> 24.03.0\n")
    assert bump("--part", "minor", "-q", "--path", ".").stdout.startswith("acme-core 24.03.0 -> 24.04.0\n")


def test_members_whose_version_cannot_be_moved_are_listed(family: Path, bump: Call) -> None:
    dynamic = '[project]\nname = "acme-scm"\ndynamic = ["version"]\n[build-system]\nrequires = ["setuptools", '
    write(family, {"scm/pyproject.toml": dynamic + '"setuptools-scm"]\nbuild-backend = "setuptools.build_meta"\n'})
    write(family, {"scm/src/acme_scm/__init__.py": ""})
    said = bump("24.03.0rc3").stderr
    assert "left alone: acme-scm has a version that is " in said


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "no VERSION is given; give one, or --part"),
        (("one.two",), "'one.two' is no version (PEP 440); write it as 1.2.0 or 24.03.0rc3"),
        (("1.0", "--group", "b"), "there is no group b; there is acme"),
        (("--part", "dev"), "24.3.0rc2 is no development release to count on from; name the version"),
        (("1.0", "--part", "dev"), "--part and VERSION exclude each other"),
        (("1.0", "--path", "nowhere"), "nowhere does not exist; name a folder, a project or a distribution"),
    ],
)
def test_what_cannot_be_done_ends_with_a_sentence(
    family: Path, bump: Call, arguments: tuple[str, ...], says: str
) -> None:
    done = bump(*arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert texts(family) == FAMILY


def test_without_a_group_members_of_one_version_move_together(family: Path, bump: Call) -> None:
    (family / "pinlint.toml").unlink()
    (family / "tool/pyproject.toml").unlink()
    assert bump("24.04.0").stdout.count(" -> 24.04.0\n") == 3


def test_several_groups_want_a_name(family: Path, bump: Call) -> None:
    other = '[[groups]]\nname = "tools"\nmembers = ["other-*"]\n'
    write(family, {"pinlint.toml": FAMILY["pinlint.toml"] + other})
    assert "there are several groups; name one with --group: acme, tools" in bump("1.0").stderr
    assert bump("0.4", "--group", "tools").stdout == "other-tool 0.3 -> 0.4\n"
    assert "acme" not in (family / "tool/pyproject.toml").read_text().replace('acme-core==24.03.0rc2", "acme-web', "")


def test_a_file_of_the_group_that_states_its_version_moves(family: Path, bump: Call) -> None:
    write(family, {"VERSION": "24.03.0rc2\n"})
    stated = FAMILY["pinlint.toml"] + 'version = {file = "VERSION"}\n'
    write(family, {"pinlint.toml": stated})
    assert bump("24.03.0rc3").returncode == 0
    assert (family / "VERSION").read_text() == "24.03.0rc3\n"


def test_a_pin_that_was_stale_stays_with_the_comment_that_ignores_it(family: Path, bump: Call) -> None:
    stale = FAMILY["core/pyproject.toml"].replace(
        '["acme-web>=24.3.0rc2"]', '["acme-web==23.9"]  # pinlint: ignore[PIN101] agreed'
    )
    write(family, {"core/pyproject.toml": stale})
    assert bump("24.03.0rc3").returncode == 0
    assert (family / "core/pyproject.toml").read_text() == stale.replace('"24.03.0rc2"', '"24.03.0rc3"')


def test_an_override_is_no_version_that_moves(family: Path, bump: Call) -> None:
    override = '[[overrides]]\nmember = "acme-scm"\nversion = "24.03.0rc2"\n'
    dynamic = '[project]\nname = "acme-scm"\ndynamic = ["version"]\n[build-system]\nrequires = ["setuptools", '
    write(family, {"scm/pyproject.toml": dynamic + '"setuptools-scm"]\nbuild-backend = "setuptools.build_meta"\n'})
    write(family, {"pinlint.toml": FAMILY["pinlint.toml"] + override})
    done = bump("24.03.0rc3")
    assert "left alone: acme-scm has a version that is stated by an override (pinlint.toml:6:11)\n" in done.stderr
    assert (family / "pinlint.toml").read_text().endswith(override)
    assert done.returncode == 1


def test_what_is_there_already_is_said(family: Path, bump: Call) -> None:
    assert texts(family) == FAMILY
    done = bump("24.03.0rc2", "-q")
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
    assert bump("24.3.0rc2").stderr.endswith("every version is 24.03.0rc2 already\n")


def test_a_version_that_setup_py_reads_from_a_file_moves_in_the_file(family: Path, bump: Call) -> None:
    script = "from setuptools import setup\nv = open('VERSION').read().strip()\n"
    script += "setup(name='acme-read', version=v, install_requires=['acme-core==' + v])\n"
    write(family, {"read/setup.py": script, "read/VERSION": "24.03.0rc2\n", "read/src/acme_read/__init__.py": ""})
    done = bump("24.03.0rc3")
    assert (family / "read/VERSION").read_text() == "24.03.0rc3\n"
    assert (done.returncode, "is not moved" in done.stderr) == (0, False)


def project(name: str, version: str, *requires: str, rest: str = "") -> dict[str, str]:
    """The files of one project."""
    text = f'[project]\nname = "{name}"\nversion = "{version}"\ndependencies = {list(requires)}\n{rest}'
    return {f"{name}/pyproject.toml": text, f"{name}/src/{name.replace('-', '_')}/__init__.py": ""}


GROUP = '[[groups]]\nname = "acme"\nmembers = ["acme-*"]\nclassifiers = "any"\n'


TOLD = """\
[tool.uv]
constraint-dependencies = ["acme-a==1.4.2", "click<9"]
override-dependencies = [
    "acme-b == 1.4.2 ; python_version < '3.12'",  # kept
]
build-constraint-dependencies = ["acme-a<1.5"]

[tool.hatch.envs.docs]
dependencies = ["acme-b~=1.4"]

[tool.pdm.resolution.overrides]
acme-a = "1.4.2"

[tool.pixi.pypi-dependencies]
acme-b = { version = ">=1.4.2,<1.5", extras = ["x"] }
"""


def test_what_tools_are_told_of_a_member_moves_with_it(tmp_path: Path, bump: Call) -> None:
    family = {"pinlint.toml": GROUP, **project("acme-a", "1.4.2"), **project("acme-b", "1.4.2")}
    told = {"pyproject.toml": TOLD, "acme-a/uv.toml": 'constraint-dependencies = ["acme-b===1.4.2"]\r\n'}
    write(tmp_path, family | told)
    assert bump("1.5.0").returncode == 0
    moved = TOLD.replace("1.4.2", "1.5.0").replace("<1.5", "<1.6").replace("~=1.4", "~=1.5")
    assert (tmp_path / "pyproject.toml").read_text() == moved
    assert (tmp_path / "acme-a/uv.toml").read_bytes() == b'constraint-dependencies = ["acme-b===1.5.0"]\r\n'
    bump("1.4.2")
    assert (tmp_path / "pyproject.toml").read_text() == TOLD


def test_a_dependency_that_poetry_only_locks_moves_too(tmp_path: Path, bump: Call) -> None:
    table = "[tool.poetry]\nname = 'acme-b'\nversion = '1.4.2'\n[tool.poetry.dependencies]\n"
    table += "acme-a = {version = '^1.4.2', optional = true}\n"
    project_table = "[project]\nname = 'acme-c'\nversion = '1.4.2'\ndependencies = ['acme-a==1.4.2']\n"
    project_table += "[tool.poetry.dependencies]\nacme-a = [\n  {version = '1.4.2', python = '<3.11'},\n"
    project_table += "  {version = '>=1.4.2,<1.5', markers = \"python_version >= '3.11'\"},\n]\n"
    build = '[build-system]\nrequires = ["poetry-core>=2.2"]\nbuild-backend = "poetry.core.masonry.api"\n'
    files = {"b/pyproject.toml": table + build, "c/pyproject.toml": project_table + build}
    write(tmp_path, {"pinlint.toml": GROUP, **project("acme-a", "1.4.2"), **files})
    assert bump("1.5.0").returncode == 0
    for path, text in files.items():
        assert (tmp_path / path).read_text() == text.replace("1.4.2", "1.5.0").replace("<1.5'", "<1.6'")


@pytest.mark.parametrize(
    ("requirement", "left", "status"),
    [
        ("acme-a~=1.4.1", "refuses 1.5.0, and ~=1.4.1 does not come from 1.4.2", 1),
        ("acme-a>=1.4,!=1.5.0", "refuses 1.5.0, and !=1.5.0 does not come from 1.4.2", 1),
        ("acme-a<1.4.9", "refuses 1.5.0, and <1.4.9 does not come from 1.4.2", 1),
        ("acme-a==1.3", "refuses 1.5.0, as it refused 1.4.2", 0),
        ("acme-a @ https://example.org/acme_a-1.4.2.tar.gz", "names 1.4.2 in its address", 1),
    ],
)
def test_a_requirement_that_does_not_come_along_is_named_with_its_place_and_the_reason(
    tmp_path: Path, bump: Call, requirement: str, left: str, status: int
) -> None:
    ignored = GROUP + '[[ignores]]\nrule = "PIN101"\nmember = "acme-b"\nreason = "agreed"\n'
    family = {**project("acme-a", "1.4.2"), **project("acme-b", "1.4.2", requirement)}
    write(tmp_path, {"pinlint.toml": ignored, **family})
    done = bump("1.5.0")
    assert f"acme-b/pyproject.toml:4:17 is left: {requirement} {left}\n" in done.stderr
    assert done.stderr.count("acme-b/pyproject.toml:4:17") == 1
    assert done.returncode == status


def test_an_address_that_names_no_version_is_none_of_its_business(tmp_path: Path, bump: Call) -> None:
    addresses = ("acme-a @ https://example.org/acme_a-11.4.2.zip", "acme-a @ git+https://example.org/a@1.4.21")
    write(tmp_path, {"pinlint.toml": GROUP, **project("acme-a", "1.4.2"), **project("acme-b", "1.4.2", *addresses)})
    assert "is left" not in bump("1.5.0").stderr


def test_a_requirement_with_the_hashes_of_a_release_stays_and_is_named(tmp_path: Path, bump: Call) -> None:
    text = f"acme-a==1.4.2 --hash=sha256:{'0' * 64}\nacme-b==1.4.2\n"
    family = {**project("acme-a", "1.4.2"), **project("acme-b", "1.4.2"), "requirements.txt": text}
    write(tmp_path, {"pinlint.toml": GROUP, **family})
    said = bump("1.5.0").stderr
    assert (tmp_path / "requirements.txt").read_text() == text.replace("acme-b==1.4.2", "acme-b==1.5.0")
    assert (
        "requirements.txt:1:1 is left: acme-a==1.4.2 refuses 1.5.0, and is pinned to the files of a release\n" in said
    )


def test_a_tag_that_uv_takes_a_member_from_is_named(tmp_path: Path, bump: Call) -> None:
    sources = '[tool.uv.sources]\nacme-a = { git = "https://example.org/a", tag = "v1.4.2" }\n'
    member = project("acme-b", "1.4.2", "acme-a", rest=sources)
    write(tmp_path, {"pinlint.toml": GROUP, **project("acme-a", "1.4.2"), **member})
    said = bump("1.5.0").stderr
    assert 'acme-b/pyproject.toml:6:49 is left: acme-a = { tag = "v1.4.2" } names 1.4.2 in its address\n' in said


def test_locks_that_are_behind_are_named_and_not_touched(tmp_path: Path, bump: Call) -> None:
    uv = 'version = 1\nrequires-python = ">=3.11"\n'
    uv += "".join(
        f'[[package]]\nname = "{name}"\nversion = "1.4.2"\nsource = {{ editable = "{name}" }}\n'
        for name in ("acme-a", "acme-b")
    )
    poetry = 'package = []\n[metadata]\nlock-version = "2.1"\npython-versions = ">=3.10"\ncontent-hash = "0"\n'
    locks = {"uv.lock": uv, "acme-b/poetry.lock": poetry, "acme-a/poetry.lock": poetry}
    family = {**project("acme-a", "1.4.2"), **project("acme-b", "1.4.2", "acme-a==1.4.2")}
    write(tmp_path, {"pinlint.toml": GROUP, **family, **locks})
    done = bump("1.5.0")
    assert "uv.lock still names acme-a 1.4.2 and 1 more that moved; lock again\n" in done.stderr
    assert "acme-b/poetry.lock was made for requirements that have moved; lock again\n" in done.stderr
    assert "acme-a/poetry.lock" not in done.stderr
    assert all((tmp_path / path).read_text() == text for path, text in locks.items())


def test_what_was_found_before_is_not_new_because_a_version_in_it_moved(tmp_path: Path, bump: Call) -> None:
    policy = '[[dependencies]]\nnames = ["acme-*"]\nneed = ["upper-bound"]\n'
    family = {**project("acme-a", "1.4.2"), **project("acme-b", "1.4.2", "acme-a>=1.4.2")}
    write(tmp_path, {"pinlint.toml": GROUP + policy, **family})
    done = bump("1.5.0")
    assert ("now " in done.stderr, done.returncode) == (False, 0)


def test_members_at_different_versions_are_named_with_them(tmp_path: Path, bump: Call) -> None:
    write(tmp_path, {**project("acme-a", "1.4.2"), **project("acme-b", "1.4.2"), **project("other", "0.3")})
    done = bump("1.5.0")
    assert done.returncode == 2
    assert (
        "there is no group, and the members are at different versions (acme-a, acme-b at 1.4.2; other at 0.3); "
        "name those that move together as members of one of [[tool.pinlint.groups]]\n" in done.stderr
    )


def test_a_copy_that_says_another_version_stays_and_is_named(tmp_path: Path, bump: Call) -> None:
    family = {**project("acme-a", "1.4.2"), "acme-a/src/acme_a/__init__.py": '__version__ = "1.3"\n'}
    write(tmp_path, {"pinlint.toml": GROUP, **family, "acme-a/CITATION.cff": "version: 1.4.2\n"})
    done = bump("1.5.0")
    said = "acme-a/src/acme_a/__init__.py:1:15 is left: __version__ in src/acme_a/__init__.py says 1.3, and not 1.4.2\n"
    assert said in done.stderr
    assert (tmp_path / "acme-a/CITATION.cff").read_text() == "version: 1.5.0\n"
    assert bump("1.4.2").returncode == 0
    assert {path: (tmp_path / path).read_text() for path in family} == family


def test_what_is_cited_is_a_release(tmp_path: Path, bump: Call) -> None:
    family = {**project("acme-a", "1.4.2"), "acme-a/CITATION.cff": "version: 1.4.2\n"}
    write(tmp_path, {"pinlint.toml": GROUP, **family})
    for version in ("1.5.0rc1", "1.4.2"):
        assert bump(version).returncode == 0
        assert (tmp_path / "acme-a/CITATION.cff").read_text() == "version: 1.4.2\n"


@pytest.mark.skipif(sys.platform == "win32", reason="links are for the privileged there")
def test_a_version_that_members_share_through_links_is_written_once(tmp_path: Path, bump: Call) -> None:
    dynamic = "[tool.setuptools.dynamic]\nversion = {file = 'VERSION'}\n"
    build = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
    table = build + dynamic + "[project]\ndynamic = ['version']\nname = "
    script = "from setuptools import setup\nv = open('../VERSION').read().strip()\n"
    script += "setup(name='acme-c', version=v, install_requires=['acme-a==' + v])\n"
    files = {f"{name}/pyproject.toml": f"{table}'{name}'\n" for name in ("acme-a", "acme-b")}
    files |= {f"{name}/src/{name.replace('-', '_')}/__init__.py": "" for name in ("acme-a", "acme-b")}
    write(tmp_path, {"pinlint.toml": GROUP, **files, "acme-c/setup.py": script, "VERSION": "1.4.2\n"})
    for name in ("acme-a", "acme-b"):
        (tmp_path / name / "VERSION").symlink_to("../VERSION")
    patch = bump("1.5.0", "--diff")
    assert patch.stdout.count("--- a/") == 1
    done = bump("1.5.0")
    assert done.stdout.count(" -> 1.5.0\n") == 3
    assert (done.returncode, (tmp_path / "VERSION").read_text()) == (0, "1.5.0\n")
    assert (tmp_path / "acme-a/VERSION").is_symlink()
    assert "moved 3 members in 1 file;" in done.stderr


def test_a_member_outside_of_the_group_that_shares_the_file_of_a_version_is_named(tmp_path: Path, bump: Call) -> None:
    script = "from setuptools import setup\nsetup(name='{}', version=open('../VERSION').read().strip())\n"
    members = {f"{name}/setup.py": script.format(name) for name in ("acme-a", "other")}
    write(tmp_path, {"pinlint.toml": GROUP, "VERSION": "1.4.2\n", **members})
    done = bump("1.5.0")
    assert "other moves as well, from 1.4.2 to 1.5.0: it shares VERSION\n" in done.stderr
    assert done.returncode == 1


def test_the_file_of_a_member_outside_of_the_group_is_left_alone(tmp_path: Path, bump: Call) -> None:
    family = {**project("acme-a", "1.4.2"), **project("other", "1.4.2")}
    files = {"other/VERSION": "1.4.2\n", "VERSION": "1.4.2\n", "acme-a/VERSION": "1.4.2\n"}
    write(tmp_path, {"pinlint.toml": GROUP, **family, **files})
    bump("1.5.0")
    assert [(tmp_path / path).read_text() for path in files] == ["1.4.2\n", "1.4.2\n", "1.5.0\n"]
    write(tmp_path, project("other", "0.3"))
    done = bump("1.4.2")
    assert "VERSION:1:1 still says" not in done.stderr
    done = bump("1.6.0")
    assert [(tmp_path / path).read_text() for path in files] == ["1.4.2\n", "1.4.2\n", "1.6.0\n"]
    assert "VERSION:1:1 still says 1.4.2; version-files take it along\n" in done.stderr


def test_version_files_of_every_kind_move_each_in_the_way_of_its_readers(tmp_path: Path, bump: Call) -> None:
    files = {
        "acme-a/package.json": '{\n  "version": "1.4.2",\n  "dependencies": {"x": "1.4.2"}\n}\n',
        "docs/conf.py": "release = '1.4.2'\n",
        "charts/Chart.yaml": 'apiVersion: v2\nversion: "1.4.2"\n',
        "Cargo.toml": '[workspace.package]\nversion = "1.4.2"\n',
        "acme-a/meson.build": "project('x',\n  version: '1.4.2',\n)\n",
        "acme-a/about.py": '__version__ = "1.4.2"\n',
    }
    config = f"version-files = {list(files)}\n" + GROUP
    write(tmp_path, {"pinlint.toml": config, **project("acme-a", "1.4.2"), **files})
    assert bump("1.5.0rc1").returncode == 0
    moved = {path: (tmp_path / path).read_text() for path in files}
    semantic = {"acme-a/package.json", "charts/Chart.yaml", "Cargo.toml"}
    assert moved == {
        path: text.replace("1.4.2", "1.5.0-rc.1" if path in semantic else "1.5.0rc1", 1) for path, text in files.items()
    }
    bump("1.4.2")
    assert {path: (tmp_path / path).read_text() for path in files} == files
    done = bump("1.4.2.post1")
    assert "Cargo.toml:2:12 is left: Cargo.toml stays 1.4.2, since 1.4.2.post1 is no semantic version\n" in done.stderr
    assert done.returncode == 1


def test_the_version_of_a_cargo_workspace_moves_for_maturin(tmp_path: Path, bump: Call) -> None:
    cargo = '[workspace]\nmembers = ["acme-a"]\n\n[workspace.package]\nversion = "1.4.2"  # of all\n'
    table = "[project]\nname = 'acme-a'\ndynamic = ['version']\n"
    table += '[build-system]\nrequires = ["maturin>=1"]\nbuild-backend = "maturin"\n'
    manifest = '[package]\nname = "acme-a"\nversion.workspace = true\n'
    files = {"Cargo.toml": cargo, "acme-a/pyproject.toml": table, "acme-a/Cargo.toml": manifest}
    write(tmp_path, {"pinlint.toml": GROUP, **files})
    done = bump("1.5.0b2")
    assert (tmp_path / "Cargo.toml").read_text() == cargo.replace("1.4.2", "1.5.0-beta.2")
    assert (done.stdout, done.returncode) == ("acme-a 1.4.2 -> 1.5.0-beta.2\n", 0)


def test_a_requirement_that_moves_in_part_is_named_with_what_keeps_the_rest(tmp_path: Path, bump: Call) -> None:
    script = "from setuptools import setup\nV = '1.4.2'\nCAP = '1' + '.5'\n"
    script += "setup(name='acme-b', version=V, install_requires=[f'acme-a>={V},<{CAP}'])\n"
    write(tmp_path, {"pinlint.toml": GROUP, **project("acme-a", "1.4.2"), "acme-b/setup.py": script})
    done = bump("1.5.0")
    assert "acme-b/setup.py:4:51 is left: acme-a>=1.5.0,<1.5 refuses 1.5.0, and is computed on line 4\n" in done.stderr
    assert (done.stderr.count("setup.py:4"), done.returncode) == (1, 1)


def test_a_module_that_still_says_the_old_version_is_named(tmp_path: Path, bump: Call) -> None:
    unread = {
        "acme-a/src/acme_a/version.py": "import os\n\nMY_VERSION: str = '1.4.2'\nOTHER = '1.4.2'\nversion = '1.3'\n",
        "acme-a/docs/conf.py": "release = '1.4.2'\n",
    }
    write(tmp_path, {"pinlint.toml": GROUP, **project("acme-a", "1.4.2"), **unread})
    done = bump("1.5.0")
    assert "acme-a/src/acme_a/version.py:3:20 still says 1.4.2; version-files take it along\n" in done.stderr
    assert "acme-a/docs/conf.py:1:12 still says 1.4.2; version-files take it along\n" in done.stderr
    assert (done.stderr.count("still says"), done.returncode) == (2, 0)
    assert {path: (tmp_path / path).read_text() for path in unread} == unread


def contents(folder: Path, paths: Iterable[str]) -> dict[str, str]:
    return {path: (folder / path).read_bytes().decode() for path in paths}


def test_only_the_version_files_of_what_moves_move(tmp_path: Path, bump: Call) -> None:
    write(tmp_path, {**project("acme-a", "1.4.2"), **project("acme-b", "1.4.2"), **project("plug", "1.4.2")})
    write(tmp_path, {"pinlint.toml": f'exclude = ["tools/**", "acme-b/acme"]\n{GROUP}'})
    ours = ["acme-a/VERSION", "acme-a/src/acme_a/VERSION", "acme-b/acme_b/version.txt"]
    others = [
        "plug/VERSION",
        "tools/VERSION",
        "VERSION",
        "acme-a/src/acme_a/data/VERSION",
        "acme-a/src/acme_a/_vendor/other/VERSION",
        "acme-a/tests/data/old/VERSION",
        "acme-a/acme/a/VERSION",
        "acme-b/acme/b/VERSION",
    ]
    write(tmp_path, {**dict.fromkeys((*ours, *others), "1.4.2\n"), "acme-a/acme/setup.py": "# another project\n"})
    assert bump("1.5.0").returncode == 0
    assert contents(tmp_path, (*ours, *others)) == {
        **dict.fromkeys(ours, "1.5.0\n"),
        **dict.fromkeys(others, "1.4.2\n"),
    }


def test_what_lies_outside_of_the_path_or_is_excluded_is_not_rewritten(tmp_path: Path, bump: Call) -> None:
    write(tmp_path, {**project("acme-a", "1.4.2"), **project("acme-b", "1.4.2")})
    told = dict.fromkeys(
        ["uv.toml", "acme-a/uv.toml", "acme-a/old/uv.toml"], 'constraint-dependencies = ["acme-a==1.4.2"]\n'
    )
    write(tmp_path, {"pinlint.toml": f'exclude = ["acme-a/old"]\n{GROUP}', "acme-b/VERSION": "1.4.2\n", **told})
    assert bump("1.5.0", "--path", "acme-a").returncode == 0
    moved = [path for path, text in contents(tmp_path, (*told, "acme-b/VERSION")).items() if "1.5.0" in text]
    assert moved == ["acme-a/uv.toml"]
    assert "1.4.2" in (tmp_path / "acme-b/pyproject.toml").read_text()


def test_a_version_that_would_not_be_read_any_more_stays_with_all_that_names_it(tmp_path: Path, bump: Call) -> None:
    reading = (
        "import re\nfrom setuptools import setup\n"
        "version = re.findall(r'\"(\\d+\\.\\d+\\.\\d+)\"', open('gapic_version.py').read())[0]\n"
        "setup(name='acme-core', version=version)\n"
    )
    files = {"core/setup.py": reading, "core/gapic_version.py": '__version__ = "3.17.1"\n'}
    write(tmp_path, {**files, **project("acme-app", "3.17.1", "acme-core==3.17.1"), "pinlint.toml": GROUP})
    done = bump("3.18")
    assert (done.returncode, done.stdout) == (1, "acme-app 3.17.1 -> 3.18\n")
    assert "left alone: acme-core would have no version that can be read at 3.18\n" in done.stderr
    assert contents(tmp_path, files) == files
    assert "acme-core==3.17.1" in (tmp_path / "acme-app/pyproject.toml").read_text()


def test_where_nothing_gets_there_nothing_is_written(tmp_path: Path, bump: Call) -> None:
    write(tmp_path, {"setup.py": 'from setuptools import setup\nsetup(name="acme-a", version="1.4" + ".2")\n'})
    done = bump("1.5.0")
    assert done.returncode == 2
    assert done.stderr.endswith("has a version that can be moved; acme-a has a version that is computed on line 2\n")


@pytest.mark.parametrize("cited", ["1.4.2", "1.3.0", '"1.4.2"'])
def test_what_is_cited_follows_releases_from_whatever_it_says(tmp_path: Path, bump: Call, cited: str) -> None:
    write(tmp_path, {**project("acme-a", "1.4.2"), "acme-a/CITATION.cff": f"title: A\nversion: {cited}\n"})
    for version in ("1.5.0rc1", "1.5.0rc2"):
        assert bump(version).returncode == 0
        assert (tmp_path / "acme-a/CITATION.cff").read_text() == f"title: A\nversion: {cited}\n"
    done = bump("1.5.0")
    assert (done.returncode, done.stderr) == (0, "moved 1 member in 2 files; the workspace agrees as before\n")
    expected = cited.replace("1.4.2", "1.5.0").replace("1.3.0", "1.5.0")
    assert (tmp_path / "acme-a/CITATION.cff").read_text() == f"title: A\nversion: {expected}\n"


def test_what_is_cited_was_forgotten_and_follows_a_release(tmp_path: Path, bump: Call) -> None:
    write(tmp_path, {**project("acme-a", "1.4.2"), "acme-a/CITATION.cff": "version: 1.3.0\n"})
    assert bump("1.5.0").stderr == "moved 1 member in 2 files; the workspace agrees as before\n"
    assert (tmp_path / "acme-a/CITATION.cff").read_text() == "version: 1.5.0\n"


def test_what_could_not_be_written_is_not_said_to_have_moved(
    tmp_path: Path, bump: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {**project("acme-a", "1.4.2"), **project("acme-b", "1.4.2", "acme-a==1.4.2")})
    into, file = rewriting.write, tmp_path / "acme-b/pyproject.toml"

    def changed_meanwhile(opened: Opened, before: rewriting.Texts, after: rewriting.Texts) -> rewriting.Written:
        file.write_text(f"{file.read_text()}# by somebody else\n")
        return into(opened, before, after)

    monkeypatch.setattr(rewriting, "write", changed_meanwhile)
    done = bump("1.5.0")
    assert (done.returncode, done.stdout) == (1, "")
    assert "acme-b/pyproject.toml is not written: it has changed since it was read\n" in done.stderr
    assert "agrees" not in done.stderr
    assert "1.5.0" not in file.read_text()


def test_generated_files_are_neither_touched_nor_named(tmp_path: Path, bump: Call) -> None:
    info = "Metadata-Version: 2.1\nName: acme-a\nVersion: 1.4.2\nRequires-Dist: acme-b==1.4.2\n"
    generated = {
        "acme-a/PKG-INFO": info,
        "acme-a/src/acme_a.egg-info/PKG-INFO": info,
        "acme-a/src/acme_a.egg-info/requires.txt": "acme-b==1.4.2\n",
    }
    write(tmp_path, {**project("acme-a", "1.4.2", "acme-b==1.4.2"), **project("acme-b", "1.4.2"), **generated})
    done = bump("1.5.0")
    assert "is not moved" not in done.stderr
    # They are behind until something is built again, and that is said.
    assert (done.returncode, "now acme-a/PKG-INFO:3:10: PIN501 " in done.stderr) == (1, True)
    assert contents(tmp_path, generated) == generated


def test_what_two_files_state_of_one_project_moves_in_both(tmp_path: Path, bump: Call) -> None:
    stated = 'from setuptools import setup\nsetup(name="acme-a", version="1.4.2", install_requires=["acme-b==1.4.2"])\n'
    write(
        tmp_path,
        {**project("acme-a", "1.4.2", "acme-b==1.4.2"), **project("acme-b", "1.4.2"), "acme-a/setup.py": stated},
    )
    assert bump("1.5.0").returncode == 0
    assert (tmp_path / "acme-a/setup.py").read_text() == stated.replace("1.4.2", "1.5.0")


def test_a_requirement_of_an_override_is_named(tmp_path: Path, bump: Call) -> None:
    override = '[[overrides]]\nmember = "acme-a"\ndependencies = ["acme-b==1.4.2"]\n'
    dynamic = '[project]\nname = "acme-a"\nversion = "1.4.2"\ndynamic = ["dependencies"]\n'
    write(tmp_path, {"acme-a/pyproject.toml": dynamic, "acme-a/setup.py": "from x import setup\nsetup()\n"})
    write(tmp_path, {**project("acme-b", "1.4.2"), "pinlint.toml": GROUP + override})
    done = bump("1.5.0")
    assert "pinlint.toml:7:17 is not moved: acme-b==1.4.2 to 1.5.0 is stated by an override\n" in done.stderr


def test_what_members_outside_of_the_group_require_moves_only_where_it_would_refuse(tmp_path: Path, bump: Call) -> None:
    outside = project(
        "tool", "0.3", "acme-a>=1.4.2", "acme-a==1.4.2", rest='optional-dependencies.x = ["acme-a<1.5"]\n'
    )
    write(tmp_path, {**project("acme-a", "1.4.2"), **outside, "pinlint.toml": GROUP})
    bump("1.5.0")
    expected = outside["tool/pyproject.toml"].replace("==1.4.2", "==1.5.0").replace("<1.5", "<1.6")
    assert (tmp_path / "tool/pyproject.toml").read_text() == expected


def test_what_cannot_be_read_is_named_and_left_to_be_done(tmp_path: Path, bump: Call) -> None:
    stated = '[project]\nname = "a"\nversion = '
    write(tmp_path, {"a/pyproject.toml": f'{stated}"1.4.2"\n', "b/pyproject.toml": f"{stated}\n"})
    done = bump("1.5.0")
    assert done.returncode == 1
    assert done.stderr.startswith("b/pyproject.toml:3:11 is not moved: pyproject.toml is not valid TOML")
    assert done.stderr.endswith("moved 1 member in 1 file; what is left is said above\n")


def test_a_version_in_other_digits_is_none(family: Path, bump: Call) -> None:
    done = bump("1.5\u0663")
    assert (done.returncode, texts(family)) == (2, FAMILY)
    assert "is no version" in done.stderr
