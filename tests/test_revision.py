"""Trees of revisions, from real repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pinlint.discover import repository
from pinlint.discover.files import DiskFiles
from pinlint.discover.git import Git, GitError
from pinlint.discover.revision import laid_out
from pinlint.source import Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pinlint.discover.revision import Revision
    from pinlint.source import Files

PROJECT = '[project]\nname = "app"\nversion = "{}"\n'


def git(folder: Path, *arguments: str, stdin: bytes | None = None) -> str:
    identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "protocol.file.allow=always"]
    command = ["git", "-C", str(folder), *identity, *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return (
        subprocess.run(command, env=environment, input=stdin, capture_output=True, check=True).stdout.decode().strip()
    )


def commit(folder: Path, files: Mapping[str, str | None], message: str = "change") -> str:
    if not (folder / ".git").exists():
        folder.mkdir(exist_ok=True, parents=True)
        git(folder, "init", "--quiet")
    for name, text in files.items():
        if text is None:
            (folder / name).unlink()
        else:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", newline="")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def reading(tree: Revision) -> Files:
    return tree.files(DiskFiles(tree.folder, [], {}, repository.ignores), tree.folder)


def names(folder: str) -> set[str]:
    top = Path(folder)
    return {path.relative_to(top).as_posix() for path in top.rglob("*") if not path.is_dir()}


def test_the_files_of_a_revision_are_those_it_had(tmp_path: Path) -> None:
    first = commit(tmp_path, {"pyproject.toml": PROJECT.format("1.0"), "app/VERSION": "1.0\n", "gone.txt": "x"})
    commit(tmp_path, {"pyproject.toml": PROJECT.format("2.0"), "app/VERSION": "2.0\n", "gone.txt": None, "new": ""})
    with laid_out(str(tmp_path), first) as tree:
        assert names(tree.folder) == {"pyproject.toml", "app/VERSION", "gone.txt"}
        files = reading(tree)
        assert files.read("app/VERSION") == b"1.0\n"
        assert files.read("pyproject.toml").decode() == PROJECT.format("1.0")
        assert files.exists("gone.txt")
        assert not files.exists("new")


def test_a_file_is_filled_when_it_is_asked_for_and_settings_before(tmp_path: Path) -> None:
    commit(tmp_path, {"pyproject.toml": "x = 1\n", "app/big.bin": "large", ".gitignore": "*.log\n"})
    with laid_out(str(tmp_path), "HEAD") as tree:
        assert (Path(tree.folder) / "pyproject.toml").read_text(encoding="utf-8") == "x = 1\n"
        assert (Path(tree.folder) / ".gitignore").read_text(encoding="utf-8") == "*.log\n"
        assert (Path(tree.folder) / "app/big.bin").read_bytes() == b""
        assert reading(tree).read("app/big.bin") == b"large"


def test_line_endings_are_those_of_the_repository(tmp_path: Path) -> None:
    commit(tmp_path, {"VERSION": "1.0\r\n", ".gitattributes": "* text eol=crlf\nVERSION -text\n"})
    with laid_out(str(tmp_path), "HEAD") as tree:
        assert reading(tree).read("VERSION") == b"1.0\r\n"


def test_the_checkout_and_the_index_stay_as_they_are(tmp_path: Path) -> None:
    commit(tmp_path, {"a.txt": "1"})
    (tmp_path / "a.txt").write_text("2", encoding="utf-8")
    (tmp_path / "staged.txt").write_text("s", encoding="utf-8")
    git(tmp_path, "add", "staged.txt")
    before = git(tmp_path, "status", "--porcelain")
    with laid_out(str(tmp_path), "HEAD") as tree:
        assert reading(tree).read("a.txt") == b"1"
        folder = tree.folder
    assert git(tmp_path, "status", "--porcelain") == before
    assert not Path(folder).exists()


@pytest.mark.parametrize("revision", ["nowhere", "", "--help", "-h", "HEAD:a.txt", "HEAD\n", "^HEAD", "HEAD..HEAD"])
def test_what_is_no_commit_is_a_sentence(tmp_path: Path, revision: str) -> None:
    commit(tmp_path, {"a.txt": "1"})
    with pytest.raises(GitError, match="there is no revision"), laid_out(str(tmp_path), revision):
        pass


def test_a_folder_that_is_no_repository_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="there is no revision 'HEAD'"), laid_out(str(tmp_path), "HEAD"):
        pass


def test_git_that_is_not_installed_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="git cannot be run"), laid_out(str(tmp_path), "HEAD"):
        pass


def test_a_hook_that_speaks_of_another_repository_is_not_listened_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(tmp_path / "one", {"a.txt": "1"})
    commit(tmp_path / "other", {"b.txt": "1"})
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nowhere"))
    with laid_out(str(tmp_path / "one"), "HEAD") as tree:
        assert names(tree.folder) == {"a.txt"}


def test_links_lead_where_they_led_and_are_never_written_through(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    commit(repository, {"VERSION": "1.0"})
    (repository / "inner").symlink_to("VERSION")
    (repository / "outer").symlink_to(tmp_path / "secret")
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    commit(repository, {})
    with laid_out(str(repository), "HEAD") as tree:
        files = reading(tree)
        assert files.read("inner") == b"1.0"
        with pytest.raises(Unreadable, match="outside the workspace"):
            files.read("outer")
    assert (tmp_path / "secret").read_text(encoding="utf-8") == "secret"


def tree_of(folder: Path, *entries: tuple[str, str, str, str]) -> str:
    """A commit of entries that no checkout has: mode, kind, object, name."""
    lines = b"".join(f"{mode} {kind} {name}\t{path}".encode() + b"\0" for mode, kind, name, path in entries)
    tree = git(folder, "mktree", "-z", stdin=lines)
    return git(folder, "commit-tree", tree, "-m", "odd")


def test_a_tree_that_leads_out_of_itself_writes_nothing_there(tmp_path: Path) -> None:
    repository, outside = tmp_path / "repository", tmp_path / "outside"
    commit(repository, {"a.txt": "1"})
    outside.mkdir()
    evil = git(repository, "hash-object", "-w", "--stdin", stdin=b"evil")
    way = git(repository, "hash-object", "-w", "--stdin", stdin=str(outside).encode())
    inner = git(repository, "mktree", "-z", stdin=f"100644 blob {evil}\tpyproject.toml\0".encode())
    odd = tree_of(
        repository,
        ("120000", "blob", way, "link"),
        ("040000", "tree", inner, "link"),
        ("040000", "tree", inner, ".."),
        ("040000", "tree", inner, ".git"),
        ("100644", "blob", evil, "fine.txt"),
    )
    with laid_out(str(repository), odd) as tree:
        assert reading(tree).read("fine.txt") == b"evil"
        assert not (Path(tree.folder).parent / "pyproject.toml").exists()
        assert not (Path(tree.folder) / ".git" / "pyproject.toml").exists()
    assert list(outside.iterdir()) == []


def test_submodules_are_read_at_their_revision_and_named_where_that_is_not_at_hand(tmp_path: Path) -> None:
    library, repository = tmp_path / "library", tmp_path / "repository"
    commit(library, {"VERSION": "1.0"})
    commit(repository, {"a.txt": "1"})
    git(repository, "submodule", "--quiet", "add", str(library), "vendor/library")
    first = commit(repository, {})
    commit(repository / "vendor" / "library", {"VERSION": "2.0"})
    commit(repository, {})
    with laid_out(str(repository), first) as tree:
        assert reading(tree).read("vendor/library/VERSION") == b"1.0"
        assert tree.missing == ()
    lost = "1" * 40
    git(repository, "update-index", "--cacheinfo", f"160000,{lost},vendor/library")
    git(repository, "commit", "--quiet", "--message", "lost")
    with laid_out(str(repository), "HEAD") as tree:
        assert tree.missing == ("vendor/library",)


def test_names_are_bytes_and_may_hold_anything(tmp_path: Path) -> None:
    commit(tmp_path, {'tab\tquote"line\nü.txt': "odd"})
    with laid_out(str(tmp_path), "HEAD") as tree:
        assert names(tree.folder) == {'tab\tquote"line\nü.txt'}


def test_content_that_is_not_in_the_repository_cannot_be_read(tmp_path: Path) -> None:
    commit(tmp_path, {"a.txt": "1"})
    repository = Git(str(tmp_path))
    (entry,) = repository.entries("HEAD")
    assert repository.blob(entry.object_name) == b"1"
    with pytest.raises(GitError, match="is not in the git repository"):
        repository.blob("1" * 40)
    repository.close()
