"""What was read: every file whose bytes a reader asked for, kept as text, so that any place in it can be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.raw import Malformed
from pinlint.source import Source, Span, decode

if TYPE_CHECKING:
    from pinlint.source import Files


class Recorded:
    """Files, and the text of everything that was read from them: what a file says may stand in another one."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.sources: dict[str, Source] = {}
        self.undecodable: dict[str, UnicodeDecodeError] = {}

    def read(self, path: str) -> bytes:
        """The file's bytes. Raises Unreadable."""
        data = self.files.read(path)
        if path not in self.sources:
            try:
                self.sources[path] = decode(path, data)
            except UnicodeDecodeError as error:
                # Kept with the bad bytes replaced, so that a finding can show its line.
                self.undecodable[path] = error
                self.sources[path] = Source(path, data.decode(errors="replace"))
        return data

    def exists(self, path: str) -> bool:
        """Whether a regular file can be read there."""
        return self.files.exists(path)

    def folder(self, path: str) -> bool | None:
        """Whether there is a folder; None of one that git ignores."""
        return self.files.folder(path)

    def source(self, path: str) -> Source:
        """The text of the file. Raises Unreadable, Malformed."""
        data = self.read(path)
        error = self.undecodable.get(path)
        if error is not None:
            offset = len(data[: error.start].decode(errors="replace"))
            raise Malformed(f"is not UTF-8: {error.reason}", Span(path, offset, offset))
        return self.sources[path]
