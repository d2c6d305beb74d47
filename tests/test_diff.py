"""``pinlint diff``: the real command on folders, archives and revisions."""

from __future__ import annotations

import gc
import io
import json
import os
import subprocess
import sys
import tarfile
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any

import pytest

from pinlint.cli import main
from pinlint.testing import parse_workspace
from tests.compared import project, requiring

if TYPE_CHECKING:
    from pathlib import Path

OLD = requiring("a>=1", python=">=3.8", name="app")
NEW = requiring("a>=2", python=">=3.9", name="app", version="1.1")


def lay(folder: Path, text: str) -> Path:
    for path, content in parse_workspace(text).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    return folder


def process(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pinlint", "diff", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The same program without the cost of a process."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["pinlint", "diff", *arguments])
        try:
            with pytest.raises(SystemExit) as ended:
                main()
        finally:
            gc.enable()
    return subprocess.CompletedProcess(arguments, int(ended.value.code or 0), out.getvalue(), err.getvalue())


def told(folder: Path, *arguments: str) -> dict[str, Any]:
    done = run(folder, *arguments, "--output-format", "json")
    assert done.returncode in {0, 1}, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def changed(folder: Path, *arguments: str) -> list[tuple[str, str]]:
    return [(member["name"], member["change"]) for member in told(folder, *arguments)["members"]]


def git(folder: Path, *arguments: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], env=environment, capture_output=True, check=True)


def commit(folder: Path, tag: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", tag)
    git(folder, "tag", tag)


@pytest.fixture
def states(tmp_path: Path) -> Path:
    lay(tmp_path / "old", OLD)
    lay(tmp_path / "new", NEW)
    return tmp_path


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet")
    lay(tmp_path, OLD)
    commit(tmp_path, "v1.0")
    lay(tmp_path, NEW)
    commit(tmp_path, "v1.1")
    return tmp_path


def test_two_folders_are_told_member_by_member(states: Path) -> None:
    done = process(states, "old", "new")
    assert done.stdout == (
        "app\n"
        "  moved from 1.0 to 1.1\n"
        "  Requires-Python narrowed from >=3.8 to >=3.9 (3.8 lost)\n"
        "  requirement narrowed from a>=1 to a>=2 (1 lost)\n"
    )
    assert (done.returncode, done.stderr) == (0, "1 member compared, 1 changed; 0 values unknown\n")


def test_a_folder_and_itself_differ_in_nothing(states: Path) -> None:
    done = run(states, "old", "old")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "1 member compared, 0 changed; 0 values unknown\n"
    assert run(states, "old", "old", "--output-format", "markdown").stdout == "No changes in 1 member.\n"
    assert told(states, "old", "old")["members"] == []


def test_the_new_state_is_the_current_folder_unless_it_is_named(states: Path) -> None:
    assert changed(states / "new", "../old") == [("app", "changed")]
    assert changed(states / "new", "../new") == []


def test_an_archive_is_a_state(states: Path) -> None:
    with tarfile.open(states / "app-1.1.tar.gz", "w:gz") as archive:
        text = b"Metadata-Version: 2.2\nName: app\nVersion: 1.1\nRequires-Python: >=3.8\nRequires-Dist: a>=1\n"
        entry = tarfile.TarInfo("app-1.1/PKG-INFO")
        entry.size = len(text)
        archive.addfile(entry, io.BytesIO(text))
    (member,) = told(states, "old", "app-1.1.tar.gz")["members"]
    assert (member["version"]["old"]["text"], member["version"]["new"]["text"]) == ("1.0", "1.1")
    assert (member["requires_python"], member["requirements"]) == (None, [])


def test_revisions_are_states_of_the_current_folder(repository: Path) -> None:
    assert changed(repository, "v1.0", "v1.1") == [("app", "changed")]
    assert changed(repository, "v1.1", ".") == []
    assert changed(repository, "v1.1") == []
    lay(repository, OLD.replace("1.0", "1.2"))
    (member,) = told(repository, "v1.1", ".")["members"]
    assert (member["version"]["new"]["text"], member["old_path"], member["new_path"]) == ("1.2", "app", "app")
    assert changed(repository / "app", "v1.0", "v1.1") == [("app", "changed")]


def test_what_exists_as_a_path_is_no_revision(repository: Path) -> None:
    lay(repository / "v1.1", OLD)
    assert changed(repository, "v1.0", "v1.1") == []
    assert changed(repository, "v1.0", "refs/tags/v1.1") == [("app", "changed")]


def test_a_folder_that_was_not_there_was_empty(repository: Path) -> None:
    lay(repository / "more", project(name="later"))
    done = run(repository / "more", "v1.0")
    assert done.stdout == "later 1.0: added\n"
    assert "did not exist at v1.0" in done.stderr
    git(repository, "rm", "--quiet", "-r", "--cached", ".")
    (repository / "app" / "pyproject.toml").unlink()
    commit(repository, "empty")
    assert ("app", "removed") in changed(repository, "v1.1", "empty")


def test_a_revision_is_read_under_its_own_configuration(repository: Path) -> None:
    (repository / "pinlint.toml").write_text('exclude = ["app"]\n', encoding="utf-8")
    lay(repository, project(name="other"))
    commit(repository, "v2.0")
    (repository / "pinlint.toml").write_text('exclude = ["other"]\n', encoding="utf-8")
    commit(repository, "v3.0")
    assert changed(repository, "v2.0", "v3.0") == [("app", "added"), ("other", "removed")]
    assert changed(repository, "v2.0", "v3.0", "--isolated") == []
    (repository / "pinlint.toml").write_text("exclude = 3\n", encoding="utf-8")
    commit(repository, "broken")
    (repository / "pinlint.toml").write_text("", encoding="utf-8")
    assert changed(repository, "broken", ".") == []


def test_a_revision_without_a_configuration_is_read_under_that_of_now(repository: Path) -> None:
    lay(repository, project(name="other"))
    commit(repository, "v2.0")
    (repository / "pinlint.toml").write_text('exclude = ["app"]\n', encoding="utf-8")
    assert changed(repository, "v1.1", "v2.0") == changed(repository, "v1.1", ".") == [("other", "added")]
    assert changed(repository, ".", "v1.1") == [("other", "removed")]


def test_a_configuration_above_the_repository_has_no_revisions(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    git(inner, "init", "--quiet")
    lay(inner, OLD)
    commit(inner, "v1.0")
    (tmp_path / "pinlint.toml").write_text("", encoding="utf-8")
    done = run(inner, "v1.0")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("so that no revision has it; leave it out with --isolated\n")
    assert changed(inner, "v1.0", "--isolated") == []


def test_a_configuration_given_by_hand_holds_for_every_revision(repository: Path) -> None:
    (repository / "pinlint.toml").write_text('exclude = ["app"]\n', encoding="utf-8")
    lay(repository, project(name="other"))
    commit(repository, "v2.0")
    (repository / "by-hand.toml").write_text("", encoding="utf-8")
    assert changed(repository, "v1.1", "v2.0", "--config", "by-hand.toml") == [("other", "added")]


def test_the_checkout_stays_as_it_is(repository: Path) -> None:
    before = {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()}
    run(repository, "v1.0", "v1.1")
    assert {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "pinlint diff: missing argument 'OLD'; see 'pinlint diff --help'\n"),
        (("nowhere", "old"), "pinlint: 'nowhere' is no path, and "),
        (("old", "empty"), "pinlint: nothing to check: no project was found in empty; name a folder that holds one\n"),
        (("old", "new", "--step", "huge"), "pinlint diff: invalid value for '--step': 'huge' is not one of "),
        (("old", "new", "more"), "pinlint diff: got unexpected extra argument (more); see 'pinlint diff --help'\n"),
        (("old", "new", "-o", "nowhere/x"), "pinlint: cannot write to nowhere/x: "),
    ],
)
def test_what_cannot_be_done_is_status_2_and_a_sentence(states: Path, arguments: tuple[str, ...], says: str) -> None:
    (states / "empty").mkdir()
    done = run(states, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(says)
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("revision", ["nowhere", "HEAD~9", "v1.0^{tree}"])
def test_a_revision_that_is_none_is_status_2(repository: Path, revision: str) -> None:
    done = run(repository, revision)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"pinlint: {revision!r} is no path, and there is no revision {revision!r} in the git")
    assert done.stderr.endswith("; name a path, a commit, a branch or a tag\n")


def test_breaking_is_status_1_where_users_lose_something(states: Path) -> None:
    done = run(states, "old", "new", "--breaking")
    assert done.returncode == 1
    assert done.stdout.endswith("\nnarrowed without a major version step\n  Python 3.8 lost: app\n  a 1 lost: app\n")
    assert done.stderr.endswith("; 2 narrowed, 2 of them breaking\n")
    assert run(states, "new", "old", "--breaking").returncode == 0


def test_breaking_is_allowed_by_the_step_that_was_named(states: Path) -> None:
    done = run(states, "old", "new", "--breaking", "--step", "minor")
    assert (done.returncode, "narrowed without" in done.stdout) == (0, False)
    assert run(states, "old", "new", "--breaking", "--step", "major").returncode == 1


def test_breaking_under_an_unknown_version_is_told_and_no_failure(tmp_path: Path) -> None:
    lay(tmp_path / "old", project('dynamic = ["version"]', 'requires-python = ">=3.8"', version=""))
    lay(tmp_path / "new", project('dynamic = ["version"]', 'requires-python = ">=3.9"', version=""))
    done = run(tmp_path, "old", "new", "--breaking")
    assert done.returncode == 0
    assert "narrowed, and whether by a major version step is unknown\n  Python 3.8 lost: app\n" in done.stdout
    assert done.stderr.endswith("1 narrowed, 0 of them breaking, 1 undecided\n")


def test_what_is_unknown_on_both_sides_is_shown_when_asked(tmp_path: Path) -> None:
    lay(tmp_path / "old", project('dynamic = ["version"]', version=""))
    assert run(tmp_path, "old", "old").stdout == ""
    assert run(tmp_path, "old", "old").stderr == "1 member compared, 0 changed; 1 value unknown\n"
    assert run(tmp_path, "old", "old", "-v").stdout.startswith("app\n  version unknown (")


def test_members_that_are_not_compared_are_named(states: Path) -> None:
    lay(states / "new", project(name="app", folder="again"))
    done = run(states, "old", "new")
    assert "not compared: app: again in the new workspace, one of several of this name\n" in done.stderr
    assert "1 not compared" in done.stderr


def test_problems_on_the_way_are_counted(states: Path) -> None:
    lay(states / "new", project('version = "not one"', name="bad", version=""))
    assert "1 problem in new; pinlint check shows it\n" in run(states, "old", "new").stderr


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_result_may_go_to_a_file(states: Path, form: str) -> None:
    shown = run(states, "old", "new", "--output-format", form).stdout
    done = run(states, "old", "new", "--output-format", form, "-o", "out")
    assert (done.returncode, done.stdout) == (0, "")
    assert (states / "out").read_text(encoding="utf-8") == shown


@pytest.mark.parametrize(
    "text",
    [
        "name = [",
        'name = "app"\nversion = "1"\ndependencies = ["\\u001b[31m", "a; python_version > \'\\u202e\'"]',
        'name = "app"\nversion = "1"\ndependencies = ["a; ' + "(" * 400 + "os_name == 'nt'" + ")" * 400 + '"]',
        'name = "app"\nversion = "1"\ndependencies = ["a>=' + "9" * 4000 + '"]',
        'name = "app"\nversion = "1"\ndependencies = ["a==' + "9" * 5000 + '", "core==' + "9" * 5000 + '"]',
        'name = "app"\nversion = "' + "9" * 5000 + '"\ndependencies = ["a==' + "9" * 4000 + '"]',
        'name = "app"\nversion = "1"\nrequires-python = ">=' + "3." * 2000 + '1"',
        'name = "app"\nversion = "'
        + "1." * 4000
        + '1"\nclassifiers = ["`` :: \\n# <b>", ""]\nlicense = {text="``\\n`"}',
        'name = "app"\nversion = "1"\ndependencies = ['
        + ", ".join(f"\"a!={n}; sys_platform != 'p{n}'\"" for n in range(3000))
        + "]",
    ],
    ids=["broken", "control", "deep", "number", "past numbers", "past versions", "python", "texts", "many"],
)
@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_hostile_states_end_in_no_traceback(states: Path, text: str, form: str) -> None:
    lay(states / "old", project(name="core"))
    lay(states / "new", project(name="core", version="1.1"))
    (states / "new" / "app" / "pyproject.toml").write_text(f"[project]\n{text}\n", encoding="utf-8")
    for sides in (("old", "new"), ("new", "old")):
        done = run(states, *sides, "--breaking", "--output-format", form)
        assert done.returncode in {0, 1, 2}
        assert "internal error" not in done.stderr
        assert "Traceback" not in done.stderr
        assert all(line.isprintable() for line in done.stdout.split("\n"))


def archive(folder: Path, name: str, version: str) -> None:
    folder.mkdir(exist_ok=True)
    with tarfile.open(folder / f"{name}-{version}.tar.gz", "w:gz") as tar:
        text = f"Metadata-Version: 2.2\nName: {name}\nVersion: {version}\n".encode()
        entry = tarfile.TarInfo(f"{name}-{version}/PKG-INFO")
        entry.size = len(text)
        tar.addfile(entry, io.BytesIO(text))


def test_several_releases_in_a_folder_are_not_chosen_from(tmp_path: Path) -> None:
    archive(tmp_path / "old", "app", "1.0")
    for version in ("1.0", "1.1"):
        archive(tmp_path / "dist", "app", version)
    for sides in (("old", "dist"), ("dist", "old")):
        done = run(tmp_path, *sides)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            "pinlint: dist holds several releases of app (1.0 and 1.1); "
            "name a folder that holds one of each, or an archive\n"
        )
    archive(tmp_path / "dist", "b", "2")
    archive(tmp_path / "dist", "b", "3")
    assert "(1.0 and 1.1), and of 1 more distribution; " in run(tmp_path, "old", "dist").stderr
    assert changed(tmp_path, "old", "dist/app-1.1.tar.gz") == [("app", "changed")]


def test_a_workspace_that_was_in_another_folder_is_named_with_its_revision(repository: Path) -> None:
    git(repository, "mv", "app", "python")
    commit(repository, "moved")
    done = run(repository / "python", "v1.1")
    assert "python did not exist at v1.1; v1.1:PATH names another folder\n" in done.stderr
    assert changed(repository / "python", "v1.1:app") == []
    assert changed(repository / "python", "v1.1:../app") == []
    assert changed(repository / "python", "v1.0:app", "moved:.") == [("app", "changed")]
    assert changed(repository / "python", "v1.0:", "moved:./") == [("app", "changed")]
    assert changed(repository / "python", "HEAD@{0}:python") == []


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ("v1.0:nowhere", "there is no folder nowhere at v1.0; name one that was there\n"),
        ("v1.0:../..", "'v1.0:../..' leads out of the git repository; name a folder in it\n"),
        ("v1.0:/etc", "'v1.0:/etc' leads out of the git repository; name a folder in it\n"),
        ("v9:app", "'v9:app' is no path, and there is no revision 'v9' in the git repository at "),
    ],
)
def test_a_place_that_no_revision_has_is_status_2(repository: Path, named: str, says: str) -> None:
    done = run(repository, named)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"pinlint: {says}")


def test_another_folder_is_read_under_the_configuration_of_then(repository: Path) -> None:
    lay(repository / "python", project(name="a") + project(name="b") + '-- pinlint.toml --\nexclude = ["a"]\n')
    commit(repository, "inner")
    assert changed(repository, "inner:app", "inner:python") == [("app", "removed"), ("b", "added")]
    assert changed(repository, "inner:app", "inner:python/a", "--isolated") == [("a", "added"), ("app", "removed")]


@pytest.mark.parametrize("revision", ["release/1.0", "HEAD~1", "refs/tags/release/1.0"])
def test_a_revision_may_be_any_word_of_git(repository: Path, revision: str) -> None:
    git(repository, "tag", "release/1.0", "v1.0")
    assert changed(repository, revision) == [("app", "changed")]


def test_a_name_with_a_dash_is_a_revision_behind_two(repository: Path) -> None:
    done = run(repository, "--", "-v")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("pinlint: '-v' is no path, and there is no revision '-v' in the git repository at ")


def test_a_shallow_clone_is_called_so(repository: Path, tmp_path: Path) -> None:
    git(repository, "clone", "--quiet", "--depth", "1", f"file://{repository}", str(tmp_path / "clone"))
    done = run(tmp_path / "clone", "HEAD~1")
    assert done.returncode == 2
    assert done.stderr.endswith("clone, which is shallow; name a path, a commit, a branch or a tag\n")
    assert changed(tmp_path / "clone", "HEAD") == []


def test_the_step_that_may_narrow_is_configured(states: Path) -> None:
    (states / "pinlint.toml").write_text(
        '[[groups]]\nname = "it"\nmembers = ["app"]\nbreaking = "minor"\n', encoding="utf-8"
    )
    assert run(states, "old", "new", "--breaking").returncode == 0
    assert run(states, "old", "new", "--breaking", "--step", "major").returncode == 1
    assert {each["allowed_step"] for each in told(states, "old", "new")["narrowed"]} == {"minor"}
    (states / "pinlint.toml").write_text(
        '[[groups]]\nname = "it"\nmembers = ["app"]\nbreaking = "huge"\n', encoding="utf-8"
    )
    done = run(states, "old", "new")
    assert done.returncode == 2
    assert "pinlint.toml:4:12: " in done.stderr


def test_where_nothing_could_be_compared_is_status_2(tmp_path: Path) -> None:
    lay(tmp_path / "old", project(folder="a") + project(folder="b", version="2.0"))
    lay(tmp_path / "new", project(folder="c"))
    done = run(tmp_path, "old", "new", "--breaking")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("not compared: app: ") == 3
    assert done.stderr.endswith("pinlint: nothing could be compared; name folders that hold one project of each name\n")


def test_what_users_lost_is_not_known_where_a_project_cannot_be_read(repository: Path) -> None:
    (repository / "app" / "pyproject.toml").write_text("[x", encoding="utf-8")
    lay(repository, project(name="other"))
    for states, side in ((("v1.0", "."), "new"), ((".", "v1.0"), "old")):
        done = run(repository, *states)
        assert "1 problem in .; pinlint check shows it\n" in done.stderr
        assert f"not compared: app: app/pyproject.toml cannot be read in the {side} workspace\n" in done.stderr
        assert (done.returncode, "app" in done.stdout, "other" in done.stdout) == (0, False, True)
    done = run(repository, "v1.0", ".", "--breaking")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("1 problem in .; ")
    assert "pinlint: app/pyproject.toml cannot be read, so that what users lost is not known: " in done.stderr
