"""New keyword arguments of the one setup() call in a setup.py."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.editing.bracketed import Bracketed
from pinlint.editing.python_text import parsed, stretch
from pinlint.editing.refused import Refused

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from pinlint.changes import SetKey
    from pinlint.source import Edit, Source

_QUOTED = re.compile(r"[uU]?(['\"])(?!\1\1)")


def with_keyword(source: Source, change: SetKey) -> Iterator[Edit]:
    """The edits that pass a string to setup(), in the layout of what it is passed. Raises Refused."""
    import ast  # noqa: PLC0415 - only where a call in Python is edited

    _, name = map(str, change.at.keys)
    calls = [node for node in ast.walk(parsed(source.text)) if isinstance(node, ast.Call) and is_setup(node)]
    if len(calls) != 1:
        raise Refused("passed to several calls of setup()" if calls else "passed to a setup() that is not in sight")
    (call,) = calls
    given = {keyword.arg: keyword for keyword in call.keywords}
    if None in given or any(isinstance(each, ast.Starred) for each in call.args):
        raise Refused(f"passed with others on line {call.lineno}")
    if name in given or not given:
        raise Refused("there already" if given else "passed to a setup() without arguments")
    if not change.text.isprintable() or any(each in change.text for each in "'\"\\"):
        raise Refused("not to be written without escapes")
    text = source.text
    every: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
    elements = sorted(stretch(text, each) for each in every)
    opening = text.index("(", stretch(text, call.func)[1])
    listed = Bracketed.of(source.path, text, opening, stretch(text, call)[1], elements)
    beside = next((given[each] for each in change.after if each in given), call.keywords[-1])
    new = f"{name}{_equals(text, beside)}{_quoted(text, call, change.text)}"
    yield from listed.edits(set(), {(elements.index(stretch(text, beside)), False): [new]})


def is_setup(call: ast.Call) -> bool:
    """Whether the function is called setup, be it an attribute of a module."""
    return getattr(call.func, "id", None) == "setup" or getattr(call.func, "attr", None) == "setup"


def _equals(text: str, keyword: ast.keyword) -> str:
    """What stands between a keyword and its value."""
    between = text[stretch(text, keyword)[0] + len(keyword.arg or "") : stretch(text, keyword.value)[0]]
    return between if between.strip(" ") == "=" else "="


def _quoted(text: str, call: ast.Call, value: str) -> str:
    """The value in the quotes of the first string that is passed."""
    found = (_QUOTED.match(text, stretch(text, each.value)[0]) for each in call.keywords)
    quote = next((each[1] for each in found if each), '"')
    return f"{quote}{value}{quote}"
