"""Elements of lists at places: in TOML, in Python, on the lines of an option, and on lines of their own."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from pinlint.changes import Insert, Remove
from pinlint.editing import strings, text_lines
from pinlint.editing.bracketed import Bracketed
from pinlint.editing.files import Language, language
from pinlint.editing.python_text import parsed, stretch
from pinlint.editing.refused import Refused, computed
from pinlint.metadata import ini, toml_positions
from pinlint.metadata.positions import locate
from pinlint.source import Edit, Key, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pinlint.source import Source

T = TypeVar("T")

_ENDING = re.compile(r"\r\n|\r|\n|\Z")


def changed(source: Source, changes: Sequence[Remove | Insert]) -> Iterator[Edit]:
    """The edits that make all changes to the lists of one file. Raises Refused."""
    kind = language(source)
    if kind not in {Language.TOML, Language.PYTHON}:
        for change in changes:
            yield _on_lines(source, change, kind)
        return
    gone: dict[Bracketed, set[int]] = {}
    added: dict[Bracketed, dict[tuple[int, bool], list[str]]] = {}
    for change in changes:
        # A table is the element that its place names; a string has to say what is meant.
        if not (isinstance(change, Remove) and _is_table(source, change)):
            written, start = strings.located(source, change.at, change.old, last=isinstance(change, Remove))
            if written.value.strip() != change.old.strip():
                if kind is Language.TOML:
                    raise Refused("one of several in one string")
                yield text_lines.changed(source, written, start, change)
                continue
        listed, index = _in_toml(source, change) if kind is Language.TOML else _in_python(source, change)
        removed, new = gone.setdefault(listed, set()), added.setdefault(listed, {})
        if isinstance(change, Remove):
            removed.add(index)
        else:
            new.setdefault((index, change.before), []).extend(_spelled(source, change, text) for text in change.texts)
    for listed, removed in gone.items():
        yield from listed.edits(removed, added[listed])


def rearranged(
    elements: Iterable[T], changes: Iterable[tuple[str | int, Remove | Insert]], literal: Callable[[str], T]
) -> list[T]:
    """The elements with changes, each with its index before all of them; ``literal`` makes an element of a text."""
    gone: set[str | int] = set()
    added: dict[tuple[str | int, bool], list[T]] = {}
    for index, change in changes:
        if isinstance(change, Remove):
            gone.add(index)
        else:
            added.setdefault((index, change.before), []).extend(map(literal, change.texts))
    found: list[T] = []
    for index, each in enumerate(elements):
        found += added.get((index, True), ())
        found += () if index in gone else (each,)
        found += added.get((index, False), ())
    return found


def _is_table(source: Source, change: Remove) -> bool:
    return isinstance(change.at, Key) and source.text.startswith("{", locate(source, change.at).start)


def _spelled(source: Source, change: Insert, text: str) -> str:
    """A new element in the quotes of the one beside it."""
    written, _ = strings.located(source, change.at, change.old)
    at = locate(source, change.at)
    start, end, spell = written.part(0, len(written.value))
    return f"{source.text[at.start : start]}{spell(text)}{source.text[end : at.end]}"


def _in_toml(source: Source, change: Remove | Insert) -> tuple[Bracketed, int]:
    if not isinstance(change.at, Key) or not isinstance(change.at.keys[-1], int):
        raise Refused("not in a list")
    node, exact = toml_positions.find(source.text, change.at.keys[:-1])
    if not exact or not source.text.startswith("[", node.start):
        raise Refused("not in a list")
    elements = [(child.start, child.end) for child in node.children.values()]
    return Bracketed.of(source.path, source.text, node.start, node.end, elements), change.at.keys[-1]


def _in_python(source: Source, change: Remove | Insert) -> tuple[Bracketed, int]:
    at = locate(source, change.at)
    for start, end, elements, is_tuple in _python_lists(source.text):
        if (at.start, at.end) in elements:
            if source.text[start] not in "[({":
                raise Refused("in a list without brackets")
            listed = Bracketed.of(source.path, source.text, start, end, elements, is_tuple=is_tuple)
            return listed, elements.index((at.start, at.end))
    raise computed(source, at.start)


@lru_cache(maxsize=16)
def _python_lists(text: str) -> tuple[tuple[int, int, tuple[tuple[int, int], ...], bool], ...]:
    """The stretches of all displays of lists, tuples and sets with those of their elements."""
    import ast  # noqa: PLC0415 - only where a list in Python is edited

    found = []
    for node in ast.walk(parsed(text)):
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            elements = tuple(stretch(text, each) for each in node.elts)
            found.append((*stretch(text, node), elements, isinstance(node, ast.Tuple)))
    return tuple(found)


def _on_lines(source: Source, change: Remove | Insert, kind: Language) -> Edit:
    """The edit of a list that has a line for each element."""
    written, _ = strings.located(source, change.at, change.old)
    at, text = locate(source, change.at), source.text
    beginning, end = _line(text, at)
    ending = _ENDING.search(text, end)
    behind = ending.end() if ending else end
    before = text[beginning : at.start]
    if text_lines.is_several(text[beginning:end]):
        raise Refused("not alone on its line")
    if kind is Language.INI and before.strip():
        return _beside_option(source, change, at, before)
    if before.strip() or written.value.strip() != change.old.strip() or text[beginning - 2 : beginning] == "\\\n":
        raise Refused("not alone on its line")
    if isinstance(change, Remove):
        if text_lines.is_explained(text, beginning, behind):
            raise Refused("explained by a comment")
        return Edit(Span(source.path, beginning, behind), "")
    _, _, spell = written.part(0, len(written.value))
    newline = ending.group() if ending and ending.group() else "\n"
    rows = [f"{before}{spell(each)}" for each in change.texts]
    if change.before:
        return Edit(Span(source.path, beginning, beginning), "".join(f"{row}{newline}" for row in rows))
    return Edit(Span(source.path, end, end), "".join(f"{newline}{row}" for row in rows))


def _beside_option(source: Source, change: Remove | Insert, at: Span, before: str) -> Edit:
    """The edit where the element stands behind the name of its option."""
    if not isinstance(change.at, Key) or len(change.at.keys) < 3:
        raise Refused("one of several on its line")
    if isinstance(change, Remove):
        start = at.start - (len(before) - len(before.rstrip()))
        return Edit(Span(source.path, start, at.end), "")
    if change.before:
        raise Refused("beside the name of its option")
    written, _ = strings.located(source, change.at, change.old)
    _, _, spell = written.part(0, len(written.value))
    option = ini.scan(source.text).option(*change.at.keys[:2])
    following = option.lines[1][0] if option is not None and len(option.lines) > 1 else None
    indentation = "    " if following is None else _indentation(source.text, following)
    newline = _ENDING.search(source.text, at.end)
    ending = newline.group() if newline and newline.group() else "\n"
    rows = "".join(f"{ending}{indentation}{spell(each)}" for each in change.texts)
    return Edit(Span(source.path, at.end, at.end), rows)


def _line(text: str, at: Span) -> tuple[int, int]:
    """The lines that an element is on, those included that a backslash joins with its last one, without their end."""
    beginning = max(text.rfind("\n", 0, at.start), text.rfind("\r", 0, at.start)) + 1
    end = at.end
    while True:
        ending = _ENDING.search(text, end)
        if ending is None or not ending.group() or text[ending.start() - 1 : ending.start()] != "\\":
            return beginning, ending.start() if ending else end
        end = ending.end()


def _indentation(text: str, offset: int) -> str:
    beginning = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    return text[beginning:offset]
