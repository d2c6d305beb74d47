"""Edited files held to what was asked: parsed again, they say that, and else what they said before."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from pinlint.changes import Drop, Insert, Remove, Replace, SetKey, Strip
from pinlint.editing import lists, strings
from pinlint.editing.files import Language, language
from pinlint.editing.refused import Refused, different, unreadable
from pinlint.metadata import ini, toml_positions
from pinlint.metadata.raw import Malformed
from pinlint.source import Key, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pinlint.changes import Change
    from pinlint.metadata.toml_positions import Node

    Path = tuple[str | int, ...]


def hold(source: Source, changes: Sequence[Change], text: str) -> None:
    """Raise Refused where the text does not say what the changes ask for, or what they do not ask for."""
    match language(source):
        case Language.TOML:
            _hold_toml(source, changes, text)
        case Language.PYTHON:
            from pinlint.editing import python_proof  # noqa: PLC0415 - only where Python is edited

            python_proof.hold(source, changes, text)
        case Language.INI:
            _hold_ini(source, changes, text)
        case _:
            pass  # Lines and words are what they say.


def _hold_toml(source: Source, changes: Sequence[Change], text: str) -> None:
    import tomli  # noqa: PLC0415 - only where something is edited

    try:
        found = tomli.loads(text)
    except (ValueError, RecursionError) as error:
        raise unreadable() from error
    expected = _expected(source, changes)
    if found == expected:
        return
    # nan is not equal to itself, and written alike; with a table its header goes, and with that those it is in.
    if any(isinstance(each, Drop) for each in changes):
        found, expected = _pruned(found), _pruned(expected)
    if repr(_sorted(found)) != repr(_sorted(expected)):
        raise different()


def _expected(source: Source, changes: Sequence[Change]) -> Any:  # noqa: ANN401 - whatever TOML can hold
    """What the file says with the changes: strings first, then lists, then keys, of which tables in lists from behind.

    Raises Refused.
    """
    document = _document(source.text)
    of_strings: dict[Path, list[strings.Splice]] = {}
    of_lists: dict[Path, list[tuple[str | int, Remove | Insert]]] = {}
    for change in changes:
        if isinstance(change, Replace | Strip):
            of_strings.setdefault(_path(source, change), []).extend(strings.splices(source, change))
        elif isinstance(change, Remove | Insert) and isinstance(change.at, Key):
            of_lists.setdefault(change.at.keys[:-1], []).append((change.at.keys[-1], change))
    for path, splices in of_strings.items():
        document = _with(document, path, partial(strings.spliced, splices=splices))
    for path, each in of_lists.items():
        document = _with(document, path, partial(lists.rearranged, changes=each, literal=str))
    for change in changes:
        if isinstance(change, SetKey):
            *table, name = change.at.keys
            document = _with(document, table, partial(_set, name=name, text=change.text))
    dropped = [change.at.keys for change in changes if isinstance(change, Drop)]
    for *table, name in sorted(dropped, key=lambda keys: [(isinstance(key, int), key) for key in keys], reverse=True):
        document = _with(document, table, partial(_without, name=name))
    return document


def _set(value: Any, name: str | int, text: str) -> Any:  # noqa: ANN401 - a table
    return value | {name: text}


def _without(value: Any, name: str | int) -> Any:  # noqa: ANN401 - a table or a list
    if isinstance(value, list):
        return [each for index, each in enumerate(value) if index != name]
    return {key: each for key, each in value.items() if key != name}


def _with(document: Any, path: Sequence[str | int], change: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - see above
    """The document with another value at a path; what it was stays as it is. Raises Refused."""
    if not path:
        return change(document)
    first, *rest = path
    try:
        inner = _with(document[first], rest, change)
    except (LookupError, TypeError, AttributeError) as error:
        raise Refused("not to be found in its file") from error
    copy = document.copy()
    copy[first] = inner
    return copy


def _path(source: Source, change: Replace | Strip) -> Path:
    """Where the document has the string: of a key that does not exist, its nearest parent that does."""
    node = toml_positions.scan(source.text)
    if isinstance(change.at, Key):
        known = 0
        for key in change.at.keys:
            if key not in node.children:
                break
            node = node.children[key]
            known += 1
        return change.at.keys[:known]
    start, end = change.at.start, change.at.end
    waiting: list[tuple[Path, Node]] = [((), node)]
    while waiting:
        path, node = waiting.pop()
        if not node.children and node.start <= start and end <= node.end and source.text[node.start] in "\"'":
            return path
        waiting += (((*path, name), child) for name, child in node.children.items())
    raise Refused("not to be found in its file")


@lru_cache(maxsize=16)
def _document(text: str) -> Any:  # noqa: ANN401 - whatever TOML can hold
    """What the text says, which nobody may change."""
    import tomli  # noqa: PLC0415 - see above

    try:
        return tomli.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused("no TOML") from error


def _pruned(value: Any) -> Any:  # noqa: ANN401 - whatever TOML can hold
    """The value without empty tables, and lists of them."""
    if isinstance(value, dict):
        kept = {key: _pruned(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in ({}, [])}
    return [_pruned(each) for each in value] if isinstance(value, list) else value


def _sorted(value: Any) -> Any:  # noqa: ANN401 - whatever TOML can hold
    """The value with all tables sorted by their keys."""
    if isinstance(value, dict):
        return {key: _sorted(each) for key, each in sorted(value.items())}
    return [_sorted(each) for each in value] if isinstance(value, list) else value


def _hold_ini(source: Source, changes: Sequence[Change], text: str) -> None:
    names = list(dict.fromkeys((*ini.scan(source.text).sections, *ini.scan(text).sections)))
    try:
        said = _options(source, names)
    except Malformed as error:
        raise Refused("in a file that is no INI file") from error
    try:
        found = _options(Source(source.path, text), names)
    except Malformed as error:
        raise unreadable() from error
    of_strings: dict[Path, list[strings.Splice]] = {}
    of_lists: dict[Path, list[tuple[str | int, Remove | Insert]]] = {}
    for change in changes:
        path, offset = _in_option(source, change)
        if isinstance(change, Replace | Strip):
            of_strings.setdefault(path, []).extend(
                (start + offset, end + offset, text) for start, end, text in strings.splices(source, change)
            )
        elif isinstance(change, Remove | Insert):
            of_lists.setdefault(path[:2], []).append((path[-1], change))
        elif isinstance(change, SetKey):
            said[path] = [change.text]
    for path, splices in of_strings.items():
        lines = said[path[:2]]
        first, last = (int(path[2]), int(path[2]) + 1) if len(path) > 2 else (0, len(lines))
        lines[first:last] = strings.spliced("\n".join(lines[first:last]), splices).split("\n")
    for path, each in of_lists.items():
        said[path] = lists.rearranged(said[path], each, str)
    if said != found:
        raise different()


def _options(source: Source, sections: Iterable[str]) -> dict[Path, list[str]]:
    """By section and name the lines of all options that are not blank. Raises Malformed."""
    return {
        (section, name): [line for each in text.replace("%%", "%").split("\n") if (line := each.strip())]
        for section, own in ini.parse(source, sections).items()
        for name, (_, text) in own.items()
    }


def _in_option(source: Source, change: Change) -> tuple[Path, int]:
    """The section, the option and the line of it that a change is about, and where in that its place begins."""
    if isinstance(change.at, Key):
        return change.at.keys, 0
    for section, each in ini.scan(source.text).sections.items():
        for name, option in each.options.items():
            for index, (start, end) in enumerate(option.lines):
                if start <= change.at.start and change.at.end <= end:
                    return (section, name, index), change.at.start - start
    raise Refused("not to be found in its file")
