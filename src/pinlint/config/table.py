"""TOML tables that are read with suspicion: every value has its type, and every error its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pinlint.source import Key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pinlint.source import Source


class ConfigError(Exception):
    """A configuration that cannot be used; ``str()`` is one sentence: where, what is wrong, what would be right."""


class BrokenFileError(ConfigError):
    """A file of which nothing can be read: no TOML, no text, or not to be had."""


@dataclass(frozen=True, slots=True)
class File:
    """A TOML text, and what errors call the file it is from."""

    source: Source
    shown: str

    def document(self) -> dict[str, Any]:
        """The top table. Raises BrokenFileError."""
        # Most runs find no configuration and never come here.
        import tomli  # noqa: PLC0415 - see above

        try:
            return tomli.loads(self.source.text)
        except tomli.TOMLDecodeError as error:
            message = error.msg[:1].lower() + error.msg[1:]
            where = f"{self.shown}:{error.lineno}:{error.colno}"
            raise BrokenFileError(f"{where}: not valid TOML: {message}; correct it") from error
        except RecursionError as error:
            raise BrokenFileError(f"{self.shown}: nested too deeply to be read; write it flatter") from error
        except ValueError as error:
            # int() takes no more digits than these.
            raise BrokenFileError(
                f"{self.shown}: a number has too many digits to be read; write a shorter one"
            ) from error

    def error(self, keys: tuple[str | int, ...], message: str, *, on_key: bool = False) -> ConfigError:
        """The error that points at the value of ``keys``, or at the key itself."""
        # Positions cost a second parse of the file, which only an error pays.
        from pinlint.metadata import positions  # noqa: PLC0415 - see above

        measure = positions.locate_key if on_key else positions.locate
        # They go by the name of a file, and --config takes any.
        source = replace(self.source, path="pinlint.toml")
        line, column = source.position(measure(source, Key(source.path, keys)).start)
        return ConfigError(f"{self.shown}:{line}:{column}: {message}")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: ``at`` are its keys from the top of the file, ``words`` what messages put before its keys.

    Every method raises ConfigError for a value that is not what it is asked for.
    """

    file: File
    at: tuple[str | int, ...]
    words: tuple[str, ...]
    values: dict[str, Any]

    @property
    def key(self) -> Key:
        """Where the table itself is written."""
        return Key(self.file.source.path, self.at)

    def fail(self, message: str, *keys: str | int, on_key: bool = False) -> ConfigError:
        """The error that points at a value in this table, or at its key."""
        return self.file.error((*self.at, *keys), message, on_key=on_key)

    def dotted(self, key: str) -> str:
        """What messages call a key of this table."""
        return ".".join((*self.words, key))

    def only(self, known: Sequence[str]) -> None:
        """Accept no key but the ``known`` ones."""
        for key in self.values:
            if key not in known:
                raise self.fail(f"unknown key {self.dotted(key)}; {_suggestion(key, known)}", key, on_key=True)

    def string(self, key: str) -> str | None:
        """A string that is not blank, or ``None`` where there is none."""
        found = self.values.get(key)
        if found is None or (isinstance(found, str) and found.strip()):
            return found
        raise self.fail(f"{self.dotted(key)} must be a string, not {kind(found)}", key)

    def needed(self, key: str) -> str:
        """A string that has to be there."""
        found = self.string(key)
        if found is None:
            raise self.fail(f'[[{".".join(self.words)}]] needs a {key}; write {key} = "..."')
        return found

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of strings that are not blank; empty where there is none."""
        found = self.values.get(key, [])
        if not isinstance(found, list):
            raise self.fail(f"{self.dotted(key)} must be a list of strings, not {kind(found)}", key)
        for index, item in enumerate(found):
            if not isinstance(item, str) or not item.strip():
                raise self.fail(f"{self.dotted(key)} must be a list of strings, but it holds {kind(item)}", key, index)
        return tuple(found)

    def word(self, key: str, words: Sequence[str]) -> str | None:
        """One of ``words``, or ``None`` where there is none."""
        found = self.values.get(key)
        if found is None or (isinstance(found, str) and found in words):
            return found
        *rest, last = (f'"{word}"' for word in words)
        given = f'"{found}"' if isinstance(found, str) else kind(found)
        raise self.fail(f"{self.dotted(key)} must be {', '.join(rest)} or {last}, not {given}", key)

    def tables(self, key: str) -> tuple[Table, ...]:
        """An array of tables; empty where there is none."""
        found = self.values.get(key, [])
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            header = ".".join(str(part) for part in (*self.at, key))
            raise self.fail(f"{key} must be tables under [[{header}]], not {kind(found)}", key)
        return tuple(Table(self.file, (*self.at, key, n), (*self.words, key), item) for n, item in enumerate(found))

    def table(self, key: str) -> Table:
        """A table; empty where there is none."""
        found = self.values.get(key, {})
        if not isinstance(found, dict):
            raise self.fail(f"{self.dotted(key)} must be a table, not {kind(found)}", key)
        return Table(self.file, (*self.at, key), (*self.words, key), found)


def kind(value: object) -> str:
    """What a TOML value is, in words."""
    if isinstance(value, str):
        return "a string" if value.strip() else "an empty string"
    names = {bool: "a boolean", int: "a number", float: "a number", list: "a list", dict: "a table"}
    return names.get(type(value), "a date or time")


def _suggestion(key: str, known: Sequence[str]) -> str:
    # Only an error looks for the nearest word.
    from difflib import get_close_matches  # noqa: PLC0415 - see above

    nearest = get_close_matches(key, known, n=1, cutoff=0.5)
    return f"did you mean {nearest[0]}?" if nearest else f"the keys here are {', '.join(known)}"
