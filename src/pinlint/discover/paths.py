"""Paths as they are shown, and back: relative to the root, with ``/``, and printable.

A character that cannot be printed (a newline, a byte that is no UTF-8) is written as a backslash escape, and a
backslash as two, so that every shown path names one file and none can disturb a report.
"""

from __future__ import annotations

import os
import re

_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|\\)")


def show(name: str) -> str:
    """A file's name or path as it is shown."""
    if name.isprintable() and "\\" not in name:
        return name
    return "".join(_escape(char) for char in name)


def unshow(path: str) -> str:
    """The name or path that was shown so."""
    return _ESCAPE.sub(_unescape, path) if "\\" in path else path


def relative(path: str, root: str) -> str:
    """An absolute path as it is shown; one on another drive stays absolute."""
    try:
        found = os.path.relpath(path, root)
    except ValueError:
        found = path
    return show(found.replace(os.sep, "/"))


def join(folder: str, name: str) -> str:
    """The path shown for ``name`` (as on the disk) in a shown folder, ``.`` being the root."""
    return show(name) if folder == "." else f"{folder}/{show(name)}"


def _escape(char: str) -> str:
    if char == "\\":
        return "\\\\"
    if char.isprintable():
        return char
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _unescape(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    return chr(min(int(digits, 16), 0x10FFFF)) if digits else "\\"
