"""Files take the places of others all together, and are like them but for their content."""

from __future__ import annotations

import os
import shutil
import signal
import stat
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import pytest

from pinlint.cli import drafts, writing
from pinlint.cli.drafts import refuse
from pinlint.cli.writing import NotWritten, create, replace, rewrite, rewrite_all
from pinlint.source import Source
from tests.processes import administrator, as_user, is_killed, open_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

resource = pytest.importorskip("resource", reason="modes, owners and links are those of POSIX")
OLD, NEW = "a = 1\n", "a = 23\n"
SOURCE = Source("a.toml", OLD)
WRITING = (drafts.__file__, writing.__file__)
as_administrator = pytest.mark.skipif(not administrator, reason="files are given away by the administrator only")


@pytest.fixture
def folder() -> Iterator[Path]:
    with open_folder() as made:
        yield made


@pytest.fixture
def file(folder: Path) -> Path:
    return lay(folder, "a.toml")


def lay(folder: Path, name: str, mode: int = 0o666) -> Path:
    (folder / name).write_bytes(OLD.encode())
    (folder / name).chmod(mode)
    return folder / name


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class TestOneFile:
    def test_who_has_opened_it_reads_the_old_text_to_its_end(self, file: Path) -> None:
        with file.open() as opened:
            rewrite(str(file), SOURCE, NEW)
            assert (opened.read(), file.read_text()) == (OLD, NEW)

    @pytest.mark.parametrize("mode", [0o600, 0o640, 0o604, 0o755, 0o4755, 0o2755, 0o1644, 0o6711])
    def test_its_mode_is_kept_with_setuid_setgid_and_the_sticky_bit(self, file: Path, mode: int) -> None:
        if administrator:
            # Of others the system takes setuid and setgid away when they write.
            os.chown(file, 65534, 65534)
        file.chmod(mode)
        as_user(lambda: rewrite(str(file), SOURCE, NEW))
        assert (stat.S_IMODE(file.stat().st_mode), file.read_text()) == (mode, NEW)

    @as_administrator
    def test_its_owner_and_group_are_kept_and_the_mode_all_the_same(self, file: Path) -> None:
        os.chown(file, 1234, 4321)
        file.chmod(0o6751)
        rewrite(str(file), SOURCE, NEW)
        state = file.stat()
        assert (state.st_uid, state.st_gid, stat.S_IMODE(state.st_mode)) == (1234, 4321, 0o6751)
        assert file.read_text() == NEW

    @as_administrator
    def test_a_group_of_the_user_s_is_kept(self, file: Path) -> None:
        os.chown(file, 65534, 4321)
        as_user(lambda: rewrite(str(file), SOURCE, NEW), groups=[4321])
        assert (file.stat().st_uid, file.stat().st_gid, file.read_text()) == (65534, 4321, NEW)

    @as_administrator
    @pytest.mark.parametrize(
        ("owner", "group", "why"),
        [
            (1234, 65534, "belongs to another user, and a file in its place would not"),
            (65534, 4321, "belongs to a group that a file in its place could not be given to"),
        ],
    )
    def test_an_owner_that_cannot_be_kept_is_a_reason(self, file: Path, owner: int, group: int, why: str) -> None:
        os.chown(file, owner, group)
        with pytest.raises(NotWritten, match=why):
            as_user(lambda: refuse(str(file)))
        with pytest.raises(NotWritten, match=why):
            as_user(lambda: rewrite(str(file), SOURCE, NEW))
        assert (file.read_text(), names(file.parent)) == (OLD, ["a.toml"])

    @as_administrator
    def test_the_group_of_the_folder_is_kept_only_where_the_folder_gives_it(self, file: Path) -> None:
        os.chown(file, 65534, 4321)
        os.chown(file.parent, 65534, 4321)
        with pytest.raises(NotWritten, match="belongs to a user or a group that a file in its place could not be"):
            as_user(lambda: rewrite(str(file), SOURCE, NEW))
        assert (file.read_text(), names(file.parent)) == (OLD, ["a.toml"])
        file.parent.chmod(0o2777)
        as_user(lambda: rewrite(str(file), SOURCE, NEW))
        assert (file.stat().st_gid, file.read_text()) == (4321, NEW)
        # In a group of others, setgid is theirs to give: the system leaves it out without a word.
        file.chmod(0o2664)
        with pytest.raises(NotWritten, match="has a mode that a file in its place could not be given"):
            as_user(lambda: rewrite(str(file), Source("a.toml", NEW), OLD))
        assert (file.read_text(), names(file.parent)) == (NEW, ["a.toml"])

    def test_a_file_or_a_folder_that_is_not_writable_is_a_reason(self, file: Path) -> None:
        if administrator:
            os.chown(file, 65534, 65534)
            os.chown(file.parent, 65534, 65534)
        for path, mode, why in (
            (file, 0o444, "is not writable"),
            (file.parent, 0o555, "lies in a folder that is not writable"),
        ):
            before = path.stat().st_mode
            path.chmod(mode)
            with pytest.raises(NotWritten, match=why):
                as_user(lambda: rewrite(str(file), SOURCE, NEW))
            assert (file.read_text(), names(file.parent)) == (OLD, ["a.toml"])
            path.chmod(before)
        as_user(lambda: rewrite(str(file), SOURCE, NEW))
        assert file.read_text() == NEW

    def test_a_hard_link_is_a_reason_since_the_names_would_part(self, file: Path) -> None:
        os.link(file, file.parent / "b.toml")
        with pytest.raises(NotWritten, match="has another name, a hard link, under which the old text would stay"):
            rewrite(str(file), SOURCE, NEW)
        assert (file.read_text(), names(file.parent)) == (OLD, ["a.toml", "b.toml"])

    def test_attributes_and_access_control_lists_are_kept_and_none_comes(self, file: Path) -> None:
        named = bytes.fromhex(
            "0200000001000600ffffffff02000600d204000004000400ffffffff10000600ffffffff20000400ffffffff"
        )
        try:
            os.setxattr(file, "user.origin", b"\0here")
            os.setxattr(file, "system.posix_acl_access", named)
            plain = lay(file.parent, "plain")
            os.setxattr(file.parent, "system.posix_acl_default", named)
        except (OSError, AttributeError):
            pytest.skip("no attributes here")
        mode = file.stat().st_mode
        rewrite(str(file), SOURCE, NEW)
        assert sorted(os.listxattr(file)) == ["system.posix_acl_access", "user.origin"]
        assert os.getxattr(file, "system.posix_acl_access") == named
        assert (os.getxattr(file, "user.origin"), file.stat().st_mode) == (b"\0here", mode)
        mode = plain.stat().st_mode
        rewrite(str(plain), SOURCE, NEW)
        assert (os.listxattr(plain), plain.stat().st_mode) == ([], mode)

    def test_a_file_of_the_same_size_and_time_that_says_something_else_has_changed(self, file: Path) -> None:
        found = drafts.find(str(file))
        new = drafts.draft(str(file), NEW.encode(), found)
        file.write_text(OLD.replace("1", "2"))
        os.utime(file, ns=(found.state.st_atime_ns, found.state.st_mtime_ns))
        with pytest.raises(NotWritten, match="has changed since it was read"):
            drafts.verify(new)

    def test_a_file_with_another_mode_or_in_the_place_of_the_one_that_was_read_has_changed(self, file: Path) -> None:
        new = drafts.draft(str(file), NEW.encode(), drafts.find(str(file)))
        drafts.verify(new)
        file.chmod(0o600)
        with pytest.raises(NotWritten, match="has changed since it was read"):
            drafts.verify(new)
        file.chmod(0o666)
        drafts.verify(new)
        shutil.copy(file, file.parent / "b")
        (file.parent / "b").rename(file)
        with pytest.raises(NotWritten, match="has changed since it was read"):
            drafts.verify(new)

    def test_the_draft_is_beside_the_file_and_nobody_else_s_to_read(self, file: Path) -> None:
        file.chmod(0o600)
        new = drafts.draft(str(file), NEW.encode(), drafts.find(str(file)))
        assert os.path.dirname(new.at) == str(file.parent)  # noqa: PTH120 - a string
        assert stat.S_IMODE(os.lstat(new.at).st_mode) == 0o600

    def test_what_is_no_regular_file_is_no_place_for_one(self, folder: Path) -> None:
        os.mkfifo(folder / "pipe")
        with pytest.raises(NotWritten, match="not a regular file"):
            replace(str(folder / "pipe"), b"")
        assert names(folder) == ["pipe"]


class TestNewFiles:
    def test_what_is_there_is_kept_by_create_and_goes_by_replace(self, file: Path) -> None:
        with pytest.raises(NotWritten, match="is there already, and was not when it was looked for"):
            create(str(file), NEW.encode())
        assert (file.read_text(), names(file.parent)) == (OLD, ["a.toml"])
        replace(str(file), NEW.encode())
        assert (file.read_text(), names(file.parent)) == (NEW, ["a.toml"])

    def test_a_link_that_leads_nowhere_is_there_as_well(self, folder: Path) -> None:
        (folder / "a").symlink_to(folder / "nowhere")
        with pytest.raises(NotWritten, match="is there already"):
            create(str(folder / "a"), b"")
        assert names(folder) == ["a"]

    def test_it_has_the_usual_mode(self, folder: Path) -> None:
        before = os.umask(0o027)
        try:
            create(str(folder / "a"), b"")
            replace(str(folder / "b"), b"")
        finally:
            os.umask(before)
        assert [stat.S_IMODE((folder / name).stat().st_mode) for name in "ab"] == [0o640, 0o640]


class TestSeveralFiles:
    @pytest.fixture
    def files(self, folder: Path) -> list[Path]:
        return three(folder)

    def test_all_are_on_the_disk_before_the_first_takes_its_place(
        self, files: list[Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        done: list[tuple[str, int]] = []

        def fsync(handle: int) -> None:
            sync(handle)
            done.append(("fsync", os.fstat(handle).st_ino))

        def rename(old: str, new: str) -> None:
            done.append(("replace", os.stat(old).st_ino))  # noqa: PTH116 - a string
            put(old, new)

        sync, put = os.fsync, os.replace
        monkeypatch.setattr(os, "fsync", fsync)
        monkeypatch.setattr(os, "replace", rename)
        rewrite_all(together(files))
        inodes = [file.stat().st_ino for file in files]
        folders = sorted({file.parent.resolve().stat().st_ino for file in files})
        assert done[:6] == [("fsync", each) for each in inodes] + [("replace", each) for each in inodes]
        assert sorted(done[6:]) == [("fsync", each) for each in folders]

    def test_where_one_has_changed_none_is_written(self, files: list[Path]) -> None:
        files[1].write_text("b = 1\n")
        written, failed = rewrite_all(together(files))
        assert (written, failed) == (frozenset(), {str(files[1].resolve()): "has changed since it was read"})
        assert [file.read_text() for file in files] == [OLD, "b = 1\n", OLD]

    def test_where_one_changes_while_the_others_are_written_none_is(
        self, files: list[Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fsync(handle: int) -> None:
            files[0].write_text("b = 1\n")
            sync(handle)

        sync = os.fsync
        monkeypatch.setattr(os, "fsync", fsync)
        written, failed = rewrite_all(together(files))
        assert (written, failed) == (frozenset(), {str(files[0].resolve()): "has changed since it was read"})
        assert [file.read_text() for file in files] == ["b = 1\n", OLD, OLD]
        assert not leftovers(files)

    def test_where_there_is_no_room_for_one_none_is_written(self, files: list[Path]) -> None:
        texts = together(files)
        texts[str(files[2].resolve())] = SOURCE, NEW * 10_000
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, limits[1]))
        try:
            written, failed = rewrite_all(texts)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
            signal.signal(signal.SIGXFSZ, before)
        assert (written, failed) == (frozenset(), {str(files[2].resolve()): "cannot be written: file too large"})
        assert [file.read_text() for file in files] == [OLD, OLD, OLD]
        assert not leftovers(files)

    def test_all_that_cannot_be_written_are_told(self, folder: Path, files: list[Path]) -> None:
        files[0].write_text("b = 1\n")
        os.link(files[2].resolve(), folder / "other")
        written, failed = rewrite_all(together(files))
        assert (written, list(failed)) == (frozenset(), [str(files[0].resolve()), str(files[2].resolve())])

    def test_where_a_place_cannot_be_taken_what_was_written_is_told(
        self, files: list[Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def rename(old: str, new: str) -> None:
            if new == str(files[1].resolve()):
                os.unlink(old)  # noqa: PTH108 - a string
            put(old, new)

        put = os.replace
        monkeypatch.setattr(os, "replace", rename)
        written, failed = rewrite_all(together(files))
        assert written == {str(files[0].resolve())}
        assert failed == {str(files[1].resolve()): "cannot be written: does not exist"}
        assert [file.read_text() for file in files] == [NEW, OLD, OLD]
        assert not leftovers(files)

    def test_killed_at_any_moment_every_file_is_old_or_new(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        # What a process has written outlives it; what outlives the machine is held above.
        monkeypatch.setattr(os, "fsync", lambda _: None)
        seen = set()
        for step in count():
            at = folder / str(step)
            at.mkdir()
            files = three(at)
            before = [marks(file) for file in files]
            texts = together(files)
            killed = is_killed(partial(rewrite_all, texts), step, WRITING)
            said = [file.read_text() for file in files]
            new = said.count(NEW)
            assert said == [NEW] * new + [OLD] * (3 - new)
            assert [marks(file) for file in files] == before
            assert all(drafts._NAME.fullmatch(path.name) for path in leftovers(files))
            modes = {stat.S_IMODE(path.stat().st_mode) for path in leftovers(files)}
            # Before they have their own, nobody else may read them.
            assert modes <= {0o600, *(stat.S_IMODE(file.stat().st_mode) for file in files)}
            if new > 0:
                # All were ready when the first took its place.
                assert len(leftovers(files)) == 3 - new
            seen.add((new, len(leftovers(files))))
            if not killed:
                break
            shutil.rmtree(at)
        assert seen >= {(0, 0), (0, 1), (0, 2), (0, 3), (1, 2), (2, 1), (3, 0)}


class TestLeftovers:
    def test_an_old_draft_is_removed_and_nothing_else(self, file: Path) -> None:
        folder = file.parent
        old, young = ".pinlint-0123456789abcdef.tmp", ".pinlint-fedcba9876543210.tmp"
        kept = [young, ".pinlint-x.tmp", ".pinlint-0123456789abcdef.tmp~", "pinlint-0123456789abcdef.tmp"]
        for name in (old, *kept):
            (folder / name).touch()
            if name != young:
                os.utime(folder / name, (0, 0))
        (folder / ".pinlint-aaaaaaaaaaaaaaaa.tmp").mkdir()
        os.utime(folder / ".pinlint-aaaaaaaaaaaaaaaa.tmp", (0, 0))
        rewrite(str(file), SOURCE, NEW)
        assert names(folder) == sorted([*kept, ".pinlint-aaaaaaaaaaaaaaaa.tmp", "a.toml"])
        os.utime(folder / young, (0, 0))
        create(str(folder / "new"), b"")
        assert young not in names(folder)

    @as_administrator
    def test_the_drafts_of_others_stay(self, file: Path) -> None:
        draft = file.parent / ".pinlint-0123456789abcdef.tmp"
        draft.touch()
        os.utime(draft, (0, 0))
        as_user(lambda: create(str(file.parent / "new"), b""))
        assert draft.exists()
        os.chown(draft, 65534, 65534)
        as_user(lambda: create(str(file.parent / "newer"), b""))
        assert not draft.exists()

    @as_administrator
    def test_the_administrator_removes_those_of_all(self, file: Path) -> None:
        draft = file.parent / ".pinlint-0123456789abcdef.tmp"
        draft.touch()
        os.utime(draft, (0, 0))
        os.chown(draft, 1234, 4321)
        create(str(file.parent / "new"), b"")
        assert not draft.exists()


def three(folder: Path) -> list[Path]:
    """Files of several modes in two folders, the last of them reached through a link."""
    (folder / "in").mkdir()
    files = [lay(folder, "a.toml", 0o640), lay(folder / "in", "b.toml", 0o2755), folder / "c.toml"]
    files[2].symlink_to(lay(folder / "in", "real.toml", 0o4711))
    if administrator:
        os.chown(files[0], 1234, 4321)
    return files


def together(files: list[Path]) -> dict[str, tuple[Source, str]]:
    return {str(file.resolve()): (SOURCE, NEW) for file in files}


def marks(file: Path) -> tuple[int, int, int, bool]:
    return file.stat().st_mode, file.stat().st_uid, file.stat().st_gid, file.is_symlink()


def leftovers(files: list[Path]) -> list[Path]:
    folders = {file.parent for file in files} | {file.resolve().parent for file in files}
    return [path for folder in folders for path in folder.iterdir() if path.name.startswith(".pinlint-")]
