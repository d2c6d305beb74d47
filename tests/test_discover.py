"""A path -> the files to read: folders."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pinlint.candidate import Origin
from pinlint.discover import Found, find
from pinlint.source import Unreadable

PYPROJECT = "[project]\nname = 'x'\n"


def lay(root: Path, *paths: str, **texts: str) -> None:
    """Files with a text that does not matter; folders end with a slash."""
    for path in paths:
        target = root / path
        if path.endswith("/"):
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(texts.get(path, PYPROJECT))


def write(root: Path, path: str, text: str) -> None:
    lay(root, path)
    (root / path).write_text(text)


def paths(found: Found) -> list[str]:
    return [candidate.path for candidate in found.candidates]


def below(root: Path, **globs: list[str]) -> list[str]:
    found = find(root, [root], **globs)
    assert found.problems == ()
    return paths(found)


def importable(root: Path) -> dict[str, bool]:
    return {candidate.path: candidate.importable for candidate in find(root, [root]).candidates}


def git(root: Path) -> None:
    subprocess.run(["git", "init", "-q", root], check=True)


def test_a_root_and_the_projects_below_it_are_candidates_in_the_order_of_their_paths(tmp_path: Path) -> None:
    lay(tmp_path, "pyproject.toml", "b/setup.py", "a/setup.cfg", "a/deep/er/pyproject.toml", "c/readme.md")
    found = find(tmp_path, [tmp_path])
    assert paths(found) == [".", "a", "a/deep/er", "b"]
    assert [candidate.files for candidate in found.candidates] == [
        ("pyproject.toml",),
        ("a/setup.cfg",),
        ("a/deep/er/pyproject.toml",),
        ("b/setup.py",),
    ]
    assert {candidate.origin for candidate in found.candidates} == {Origin.TREE}
    assert found.whole


def test_files_come_in_order_of_authority(tmp_path: Path) -> None:
    lay(tmp_path, "PKG-INFO", "setup.cfg", "pyproject.toml", "setup.py", "x.egg-info/requires.txt", "src/x/__init__.py")
    (candidate,) = find(tmp_path, [tmp_path]).candidates
    assert candidate.origin is Origin.SDIST
    assert candidate.files == ("pyproject.toml", "setup.py", "setup.cfg", "x.egg-info/requires.txt", "PKG-INFO")


@pytest.mark.parametrize("where", ["x.egg-info", "src/x.egg-info", "lib/x.egg-info"])
def test_an_unpacked_sdist_lists_the_requires_txt_of_its_egg_info(tmp_path: Path, where: str) -> None:
    lay(tmp_path, "x-1/PKG-INFO", "x-1/setup.py", "x-1/x.py", f"x-1/{where}/requires.txt", f"x-1/{where}/PKG-INFO")
    (candidate,) = find(tmp_path, [tmp_path]).candidates
    assert candidate.files == ("x-1/setup.py", f"x-1/{where}/requires.txt", "x-1/PKG-INFO")


def test_an_egg_info_in_a_source_tree_is_a_leftover(tmp_path: Path) -> None:
    lay(tmp_path, "setup.py", "x.egg-info/requires.txt", "x.egg-info/PKG-INFO", "src/x.egg-info/PKG-INFO")
    (candidate,) = find(tmp_path, [tmp_path]).candidates
    assert candidate.files == ("setup.py",)


def test_an_unpacked_sdist_is_one_distribution(tmp_path: Path) -> None:
    lay(tmp_path, "x-1/PKG-INFO", "x-1/setup.py", "x-1/examples/demo/setup.py")
    assert below(tmp_path) == ["x-1"]


def test_junk_is_not_walked(tmp_path: Path) -> None:
    junk = (
        *(".hidden", "node_modules", "__pycache__", "site-packages", "build", "dist", "vendor", "_vendor"),
        *("third_party", "fixtures", "testdata", "test-data", "test_data", "__fixtures__", "templates", "x.egg-info"),
        *("{{ cookiecutter.name }}", "cookiecutter-thing", "{% if a %}x", "<name>", "x.dist-info", "vendored-meson"),
    )
    lay(tmp_path, "pyproject.toml", *(f"{name}/pyproject.toml" for name in junk))
    lay(tmp_path, *(f"deep/{name}/inside/setup.py" for name in junk))
    assert below(tmp_path) == ["."]


@pytest.mark.parametrize("mark", ["pyvenv.cfg", "conda-meta/x.json"])
def test_environments_are_known_by_what_is_in_them(tmp_path: Path, mark: str) -> None:
    lay(tmp_path, f"env3/{mark}", "env3/lib/x/setup.py", "env3/pyproject.toml", "real/setup.py")
    assert below(tmp_path) == ["real"]


def test_examples_may_be_members(tmp_path: Path) -> None:
    lay(tmp_path, "pyproject.toml", "x.py", "examples/one/pyproject.toml")
    assert below(tmp_path) == [".", "examples/one"]


def test_a_named_path_is_read_whatever_it_is(tmp_path: Path) -> None:
    git(tmp_path)
    write(tmp_path, ".gitignore", "ignored/\nsetup.cfg\n")
    places = ("fixtures/ws", ".hidden", "ignored", "dist", "deep/node_modules/x")
    lay(tmp_path, "pyproject.toml", *(f"{place}/setup.cfg" for place in places))
    found = find(tmp_path, [tmp_path, *(tmp_path / place for place in places)])
    assert paths(found) == sorted([".", *places])


def test_a_named_path_that_is_ignored_has_its_own_gitignore(tmp_path: Path) -> None:
    git(tmp_path)
    write(tmp_path, ".gitignore", "out/\nb/\n")
    write(tmp_path, "out/.gitignore", "c/\n")
    lay(tmp_path, "out/b/setup.py", "out/c/setup.py")
    assert paths(find(tmp_path, [tmp_path / "out"])) == ["out/b"]
    assert paths(find(tmp_path, [tmp_path])) == []


def test_what_git_ignores_is_not_walked(tmp_path: Path) -> None:
    git(tmp_path)
    write(tmp_path, ".gitignore", "/anchored\n*.tmp\nout/*\n!out/kept\ngenerated/setup.py\n")
    write(tmp_path, "a/.gitignore", "inner/\n!x.tmp/\n")
    write(tmp_path, ".git/info/exclude", "private\n")
    lay(tmp_path, "anchored/setup.py", "a/anchored/setup.py", "a/inner/setup.py", "inner/setup.py", "y.tmp/setup.py")
    lay(tmp_path, "a/x.tmp/setup.py", "out/gone/setup.py", "out/kept/setup.py", "private/setup.py")
    lay(tmp_path, "generated/setup.py", "a/generated/setup.py")
    # The patterns of the repository's top also govern a folder that is named below it, from wherever one looks.
    assert below(tmp_path) == ["a/anchored", "a/generated", "a/x.tmp", "inner", "out/kept"]
    assert paths(find(tmp_path, [tmp_path / "a"])) == ["a/anchored", "a/generated", "a/x.tmp"]
    assert below(tmp_path / "a") == ["anchored", "generated", "x.tmp"]


def test_an_ignored_metadata_file_is_not_listed(tmp_path: Path) -> None:
    git(tmp_path)
    write(tmp_path, ".gitignore", "setup.py\n")
    lay(tmp_path, "a/setup.py", "a/pyproject.toml", "b/setup.py")
    (candidate,) = find(tmp_path, [tmp_path]).candidates
    assert candidate.files == ("a/pyproject.toml",)


def test_a_repository_inside_another_has_rules_of_its_own(tmp_path: Path) -> None:
    git(tmp_path)
    write(tmp_path, ".gitignore", "libs/\n")
    lay(tmp_path, "sub/libs/setup.py")
    git(tmp_path / "sub")
    assert below(tmp_path) == ["sub/libs"]


def test_a_fixture_below_the_tests_of_a_project_is_no_candidate(tmp_path: Path) -> None:
    lay(tmp_path, "a/pyproject.toml", "a/a.py", "a/tests/data/one/setup.py", "a/src/a/testing/two/setup.py")
    assert below(tmp_path) == ["a"]


def test_a_member_below_the_tests_of_a_virtual_root_is_one(tmp_path: Path) -> None:
    lay(tmp_path, "pyproject.toml", "tests/integration/pyproject.toml", "tests/integration/integration.py")
    assert below(tmp_path) == [".", "tests/integration"]


def test_members_say_exactly_what_is_one(tmp_path: Path) -> None:
    git(tmp_path)
    write(tmp_path, ".gitignore", "packages/ignored\n")
    lay(tmp_path, "pyproject.toml", "other/setup.py", "packages/a/setup.py", "packages/ignored/setup.py")
    lay(
        tmp_path,
        "packages/a/nested/setup.py",
        "packages/b/readme.md",
        ".tools/x/setup.py",
        "packages/fixtures/setup.py",
    )
    lay(tmp_path, "libs/setup.py", "libs/one/two/setup.py", "libs/.venv/x/setup.py", "libs/node_modules/y/setup.py")
    members = ["packages/*", ".tools/x/", "./libs/**"]
    assert below(tmp_path, members=members) == [
        *(".", ".tools/x", "libs", "libs/one/two", "packages/a", "packages/fixtures", "packages/ignored")
    ]
    assert below(tmp_path, members=members, exclude=["packages/[fi]*", "libs/one"]) == [
        *(".", ".tools/x", "libs", "packages/a")
    ]
    assert paths(find(tmp_path, [tmp_path / "packages"], members=members)) == [
        *("packages/a", "packages/fixtures", "packages/ignored")
    ]


def test_exclude_takes_a_folder_with_everything_below_it(tmp_path: Path) -> None:
    lay(tmp_path, "a/setup.py", "a/b/setup.py", "x/examples/c/setup.py", "x/setup.py", "x/setup.cfg", "aa/setup.py")
    assert below(tmp_path, exclude=["a", "**/examples", "*/setup.cfg"]) == ["aa", "x"]
    assert below(tmp_path, exclude=["a/**", "x/examples/**"]) == ["aa", "x"]
    assert paths(find(tmp_path, [tmp_path / "a" / "b"], exclude=["a"])) == []


def test_one_project_named_in_several_ways_is_one_candidate(tmp_path: Path) -> None:
    lay(tmp_path, "a/pyproject.toml", "a/b/setup.py")
    (tmp_path / "link").symlink_to("a")
    named = [tmp_path / "a", tmp_path, tmp_path / "link", tmp_path / "a" / "b", tmp_path / "a" / "pyproject.toml"]
    assert paths(find(tmp_path, [*named, *named])) == ["a", "a/b"]


def test_a_named_metadata_file_stands_for_its_project_alone(tmp_path: Path) -> None:
    lay(tmp_path, "a/pyproject.toml", "a/setup.py", "a/a.py", "a/b/setup.py", "notes.txt")
    found = find(tmp_path, [tmp_path / "a" / "setup.py", tmp_path / "notes.txt"])
    assert [(c.path, c.files) for c in found.candidates] == [("a", ("a/pyproject.toml", "a/setup.py"))]
    assert not found.whole
    assert [(each.at.path, each.message) for each in found.problems] == [
        ("notes.txt", "neither a metadata file nor a distribution")
    ]


def test_a_path_outside_the_root_is_shown_and_read_from_there(tmp_path: Path) -> None:
    lay(tmp_path, "root/pyproject.toml", "other/a/setup.py", "other/a/VERSION", "secret")
    found = find(tmp_path / "root", [tmp_path / "other"])
    assert paths(found) == ["../other/a"]
    assert found.files.read("../other/a/VERSION")
    assert not found.files.exists("../secret")


def test_a_root_reached_by_a_link_shows_the_same_paths(tmp_path: Path) -> None:
    lay(tmp_path, "real/a/setup.py")
    (tmp_path / "link").symlink_to("real")
    assert paths(find(tmp_path / "real", [tmp_path / "link" / "a"])) == ["a"]
    assert find(tmp_path / "real", [tmp_path / "link"]).whole
    assert paths(find(tmp_path / "link", [tmp_path / "real" / "a"])) == ["a"]


def test_relative_paths_are_those_of_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path, "a/setup.py")
    monkeypatch.chdir(tmp_path / "a")
    assert paths(find(Path("..", "."), [Path()])) == ["a"]


def test_missing_and_special_paths_are_problems(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    found = find(tmp_path, [tmp_path / "gone", tmp_path / "pipe"])
    assert [(p.at.path, p.message) for p in found.problems] == [
        ("gone", "does not exist"),
        ("pipe", "not a regular file or a folder"),
    ]


def test_links_between_folders_make_no_loops_and_no_doubles(tmp_path: Path) -> None:
    lay(tmp_path, "outside/setup.py", "ws/z/setup.py", "ws/.hidden/kept/setup.py")
    ws = tmp_path / "ws"
    for name, target in {"a": "z", "up": "..", "self": "self", "z/back": "../", "out": "../outside"}.items():
        (ws / name).symlink_to(target)
    (ws / "way").symlink_to(".hidden/kept")
    assert below(ws) == ["way", "z"]


def test_a_named_link_is_followed(tmp_path: Path) -> None:
    lay(tmp_path, "elsewhere/a/setup.py", "ws/")
    (tmp_path / "ws" / "link").symlink_to(tmp_path / "elsewhere")
    found = find(tmp_path / "ws", [tmp_path / "ws" / "link"])
    assert paths(found) == ["link/a"]
    assert found.files.read("link/a/setup.py")


def test_names_that_cannot_be_printed_are_escaped_and_still_readable(tmp_path: Path) -> None:
    for name in (b"bad\xff", b"new\nline", b"back\\slash", "ünï".encode()):
        folder = tmp_path / os.fsdecode(name)
        folder.mkdir()
        (folder / "setup.py").write_bytes(name)
    found = find(tmp_path, [tmp_path])
    assert paths(found) == ["back\\\\slash", "bad\\udcff", "new\\x0aline", "ünï"]
    for candidate in found.candidates:
        assert candidate.path.isprintable()
        assert found.files.read(candidate.files[0])
    assert below(tmp_path, exclude=["new*", "back?slash"]) == ["bad\\udcff", "ünï"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_a_folder_that_may_not_be_listed_is_a_problem(tmp_path: Path) -> None:
    lay(tmp_path, "a/setup.py", "shut/setup.py")
    (tmp_path / "shut").chmod(0)
    found = find(tmp_path, [tmp_path])
    assert paths(found) == ["a"]
    assert [p.message for p in found.problems] == ["the folder cannot be listed: permission denied"]


def test_folders_deeper_than_a_path_can_be_long_end_the_walk_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path, "a/setup.py")
    monkeypatch.chdir(tmp_path)
    for _ in range(20):
        os.mkdir("d" * 250)  # noqa: PTH102 - no path to it can be written
        os.chdir("d" * 250)
    found = find(tmp_path, [tmp_path])
    assert paths(found) == ["a"]
    assert [problem.message for problem in found.problems] == ["file name too long"]


def test_installed_metadata_is_a_candidate_where_it_is_named_or_nothing_else_is_there(tmp_path: Path) -> None:
    site = "env/lib/site-packages"
    lay(tmp_path, f"{site}/x-1.dist-info/METADATA", f"{site}/x/setup.py", f"{site}/y-1.egg-info/PKG-INFO")
    lay(tmp_path, f"{site}/z-1.dist-info/RECORD")
    found = find(tmp_path, [tmp_path / site])
    assert [(c.path, c.files, c.origin) for c in found.candidates] == [
        (f"{site}/x-1.dist-info", (f"{site}/x-1.dist-info/METADATA",), Origin.WHEEL),
        (f"{site}/y-1.egg-info", (f"{site}/y-1.egg-info/PKG-INFO",), Origin.SDIST),
    ]
    for name in ("x-1.dist-info", "x-1.dist-info/METADATA"):
        assert paths(find(tmp_path, [tmp_path / site / name])) == [f"{site}/x-1.dist-info"]


def test_unpacked_wheels_count_only_in_a_folder_of_distributions(tmp_path: Path) -> None:
    lay(tmp_path, "wheels/x-1/x-1.dist-info/METADATA", "wheels/x-1/x/__init__.py", "project/setup.py")
    assert below(tmp_path) == ["project"]
    assert paths(find(tmp_path, [tmp_path / "wheels"])) == ["wheels/x-1/x-1.dist-info"]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ((), True),  # a metapackage
        (("README.md", "LICENSE", "CHANGES.rst", "uv.lock", ".gitignore", "tox.ini", "MANIFEST.in"), True),
        (("m.egg-info/PKG-INFO", "build/lib/m.txt", "dist/m.txt"), True),
        (("src/m/__init__.py",), True),
        (("m.py",), True),
        (("m/native/core.pyx",), True),
        (("src/lib.rs",), True),
        (("deep/er/still/m.so",), True),
        (("acme/backend/test/__init__.py",), True),  # of the distribution acme.backend.test
        (("build/__init__.py",), True),  # of the distribution build
        (("Dockerfile",), False),
        (("docs/conf.py", "tests/test_m.py", "scripts/run.py", "setup.py", "conftest.py"), False),
        (("ci/test_all.py", "ci/conftest.py"), False),
        (("tests/__init__.py", "tests/helper.py"), False),
        (("site/index.html",), False),
        (("inner/pyproject.toml", "inner/m.py"), False),  # a virtual root
    ],
)
def test_a_folder_is_importable_unless_it_holds_things_and_no_code(
    tmp_path: Path,
    files: tuple[str, ...],
    expected: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    lay(tmp_path, "pyproject.toml", *files)
    assert importable(tmp_path)["."] is expected


def test_a_setup_py_inside_an_import_package_takes_no_code_from_the_project_around_it(tmp_path: Path) -> None:
    lay(tmp_path, "setup.py", "numpy/__init__.py", "numpy/setup.py", "numpy/core/setup.py", "numpy/core/x.c")
    assert importable(tmp_path)["."]


def test_code_behind_a_link_may_be_imported(tmp_path: Path) -> None:
    lay(tmp_path, "a/pyproject.toml", "a/data.txt", "shared/x.py")
    (tmp_path / "a" / "src").symlink_to("../shared")
    assert importable(tmp_path)["a"]


def test_reading_is_bounded_and_stays_inside(tmp_path: Path) -> None:
    lay(tmp_path, "ws/setup.py", "ws/folder/", "secret.txt", "ws/good.txt")
    ws = tmp_path / "ws"
    os.mkfifo(ws / "pipe")
    with (ws / "big").open("wb") as big:
        big.truncate(17 * 1024 * 1024)
    (ws / "leads-out").symlink_to("../secret.txt")
    (ws / "folder-out").symlink_to("..")
    (ws / "inside").symlink_to("good.txt")
    (ws / "dangling").symlink_to("nothing")
    files = find(ws, [ws]).files
    assert files.read("good.txt") == files.read("inside") == files.read("folder/../good.txt") == PYPROJECT.encode()
    assert files.exists("good.txt")
    assert files.exists("inside")
    for path, reason in {
        "gone.txt": "does not exist",
        "good.txt/x": "does not exist",
        "dangling": "does not exist",
        "folder": "a folder",
        ".": "a folder",
        "pipe": "not a regular file",
        "big": "17825792 bytes, more than the 16777216 that are read",
        "../secret.txt": "outside the workspace",
        "/etc/passwd": "outside the workspace",
        "leads-out": "a link that leads outside the workspace",
        "folder-out/secret.txt": "a link that leads outside the workspace",
        "nul\0": "not a possible file name",
        "x" * 5000: "file name too long",
    }.items():
        if path != "big":
            assert not files.exists(path), path
        with pytest.raises(Unreadable) as caught:
            files.read(path)
        assert str(caught.value) == reason


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device")
def test_a_link_to_a_device_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").symlink_to("/dev/zero")
    found = find(tmp_path, [tmp_path])
    assert paths(found) == ["."]
    with pytest.raises(Unreadable, match="outside the workspace"):
        found.files.read("pyproject.toml")


def test_a_file_is_read_once(tmp_path: Path) -> None:
    lay(tmp_path, "setup.py")
    files = find(tmp_path, [tmp_path]).files
    first = files.read("setup.py")
    (tmp_path / "setup.py").write_text("changed")
    assert files.read("setup.py") is first


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_unreadable(tmp_path: Path) -> None:
    lay(tmp_path, "setup.py")
    (tmp_path / "setup.py").chmod(0)
    files = find(tmp_path, [tmp_path]).files
    assert not files.exists("setup.py")
    with pytest.raises(Unreadable, match="permission denied"):
        files.read("setup.py")


def test_no_archive_reader_is_imported_for_a_source_tree(tmp_path: Path) -> None:
    lay(tmp_path, "setup.py")
    code = (
        "import sys, pathlib; from pinlint.discover import find; find(*[p := pathlib.Path(sys.argv[1]), [p]]);"
        "print({'zlib', 'gzip', 'bz2', 'tarfile', 'zipfile', 'pathspec', 'pinlint.discover.archives'} & {*sys.modules})"
    )
    source = Path(__file__).parents[1] / "src"
    command = [sys.executable, "-c", code, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(source)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_what_members_name_is_declared(tmp_path: Path) -> None:
    lay(tmp_path, "examples/a/pyproject.toml")
    (named,) = find(tmp_path, [tmp_path], members=["examples/*"]).candidates
    (found,) = find(tmp_path, [tmp_path]).candidates
    assert (named.declared, found.declared) == (True, False)


def test_others_are_no_members_and_what_is_in_them_may_be(tmp_path: Path) -> None:
    lay(tmp_path, "a/pyproject.toml", "a/in/pyproject.toml", "b/pyproject.toml", "b/in/pyproject.toml")
    assert below(tmp_path, others=["a", "b/*"]) == ["a/in", "b"]
    assert below(tmp_path, members=["*", "*/*"], others=["a"]) == ["a/in", "b", "b/in"]
    assert below(tmp_path, members=["*", "*/*"], exclude=["a"]) == ["b", "b/in"]


def test_a_member_that_is_named_is_found_though_it_is_hidden_or_ignored(tmp_path: Path) -> None:
    git(tmp_path)
    write(tmp_path, ".gitignore", "/out\n")
    lay(tmp_path, "pyproject.toml", ".hidden/x/pyproject.toml", "out/y/pyproject.toml", "packages/.z/pyproject.toml")
    assert below(tmp_path) == ["."]
    listed = ["./.hidden/x/", "out/*", "packages/*"]
    assert below(tmp_path, members=listed) == [".", ".hidden/x", "out/y", "packages/.z"]
