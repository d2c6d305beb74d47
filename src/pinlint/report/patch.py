"""Changes to files as a unified diff that ``git apply`` accepts, byte for byte."""

from __future__ import annotations

from difflib import unified_diff

_ESCAPES = {ord("\t"): "\\t", ord("\n"): "\\n", ord("\r"): "\\r", ord('"'): '\\"', ord("\\"): "\\\\"}


def patch(name: str, before: bytes, after: bytes) -> bytes:
    """What turns one content of a file into another; empty where they are equal. ``name`` is that on the disk.

    Without the ``diff --git`` line, after which git takes names to be from the top of the repository.
    """
    if before == after:
        return b""
    old, new = quoted(f"a/{name}"), quoted(f"b/{name}")
    # git shows a space at the end of a name by the tab behind it
    tail = b"\t\n" if " " in name else b"\n"
    rows = []
    # Every byte is one character here, so that lines end where git ends them, and any encoding passes.
    one, other = (_lines(data.decode("latin-1")) for data in (before, after))
    for number, row in enumerate(unified_diff(one, other)):
        if number < 2:
            rows.append((b"+++ " + new if number else b"--- " + old) + tail)
        else:
            rows.append(row.encode("latin-1"))
            if not row.endswith("\n"):
                rows.append(b"\n\\ No newline at end of file\n")
    return b"".join(rows)


def quoted(name: str) -> bytes:
    """A file's name as git writes it: in quotes and with escapes where it holds anything that is not ASCII or shown."""
    data = name.encode("utf-8", "surrogateescape")
    if all(0x20 <= byte < 0x7F and byte not in _ESCAPES for byte in data):
        return data
    shown = (_ESCAPES.get(byte) or (chr(byte) if 0x20 <= byte < 0x7F else f"\\{byte:03o}") for byte in data)
    return f'"{"".join(shown)}"'.encode()


def _lines(text: str) -> list[str]:
    """The lines with their ends, of which a line feed is the only one."""
    rows = text.split("\n")
    return [*(f"{row}\n" for row in rows[:-1]), *([rows[-1]] if rows[-1] else [])]
