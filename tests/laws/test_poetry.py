"""Whatever is written in poetry's tables is read or refused, and a constraint means what its operators mean."""

from __future__ import annotations

import operator
from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from pinlint.metadata import fields, positions, pyproject
from pinlint.metadata.backends import poetry_words
from pinlint.metadata.backends.poetry_constraints import Refused, Undecided
from pinlint.metadata.project_file import ProjectFile
from pinlint.source import Source, Unreadable
from pinlint.workspace import Declared


class Nothing:
    """A project without other files."""

    def read(self, path: str) -> bytes:
        raise Unreadable(f"no {path}")

    def exists(self, path: str) -> bool:
        return path == "nowhere"

    def folder(self, path: str) -> bool | None:
        return path == "."


_RELEASES = st.lists(st.integers(0, 3), min_size=1, max_size=4).map(tuple)
_OPERATORS = st.sampled_from(["^", "~", "~=", ">", ">=", "<", "<=", "", "==", "!="])
_CLAUSES = st.tuples(_OPERATORS, _RELEASES)
_PIECES = st.sampled_from(
    [
        "^",
        "~",
        "~=",
        "=",
        "!",
        ">",
        "<",
        "1",
        "0",
        "3.8",
        "1.2.3",
        ".*",
        "*",
        "x",
        "v",
        "a1",
        ".dev0",
        "+l",
        " ",
        ",",
        "|",
    ]
)


_COMPARED = {
    "": operator.eq,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


def ceiling(sign: str, release: tuple[int, ...]) -> tuple[int, ...]:
    """The first release that a caret or a tilde refuses, as poetry's documentation says it."""
    if sign == "^":
        index = next((index for index, part in enumerate(release[:3]) if part), min(len(release), 3) - 1)
    elif sign == "~":
        index = min(len(release), 2) - 1
    else:
        index = max(len(release) - 2, 0)
    return (*release[:index], release[index] + 1)


def accepts(sign: str, release: tuple[int, ...], candidate: tuple[int, ...]) -> bool:
    """Whether a clause accepts a final release."""
    # Trailing zeros mean nothing.
    mine, theirs = ((*each, 0, 0, 0, 0)[:4] for each in (release, candidate))
    if sign in {"^", "~", "~="}:
        return mine <= theirs < (*ceiling(sign, release), 0, 0, 0, 0)[:4]
    return bool(_COMPARED[sign](theirs, mine))


@given(st.lists(_CLAUSES, min_size=1, max_size=3), st.sampled_from([",", ", ", " ", " , "]), _RELEASES)
def test_a_list_accepts_what_every_clause_accepts(
    clauses: list[tuple[str, tuple[int, ...]]], separator: str, candidate: tuple[int, ...]
) -> None:
    text = separator.join(f"{sign}{'.'.join(map(str, release))}" for sign, release in clauses)
    expected = all(accepts(sign, release, candidate) for sign, release in clauses)
    written = None
    with suppress(Undecided):
        written = poetry_words.specifiers(text)
    if written == "<empty>":
        assert not expected
    elif written is not None:
        assert SpecifierSet(written).contains(Version(".".join(map(str, candidate)))) == expected


@settings(max_examples=300)
@given(st.lists(_PIECES, max_size=12).map("".join) | st.text(max_size=20))
def test_no_constraint_makes_the_reader_fail(text: str) -> None:
    words = []
    for read in (poetry_words.specifiers, poetry_words.requires_python, poetry_words.python_marker):
        with suppress(Refused, Undecided):
            words.append(read(text))
    with suppress(Refused, Undecided):
        words.append(poetry_words.platform_marker(text))
    assert all("||" not in word for word in words)


_SCALARS = st.sampled_from(
    ["^1", "*", "<3.11", "../x", "git@x.org:o/r.git", "win32", "", "\x00", "é", 1, 1.5, True, None]
)
_VALUES: st.SearchStrategy[Any] = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["version", "python", "platform", "markers", "optional", "extras", "path", "git", "url", "file", "tag"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=6,
)
_TABLES = st.dictionaries(st.sampled_from(["python", "foo", "Foo.B", "a b", "", "c[d]"]), _VALUES, max_size=4)


@settings(max_examples=300)
@given(
    _TABLES | _VALUES,
    st.dictionaries(
        st.sampled_from(["dev", "D.v"]), st.fixed_dictionaries({"dependencies": _TABLES | _VALUES}) | _VALUES
    )
    | _VALUES,
    st.dictionaries(st.sampled_from(["x", "X"]), st.lists(st.sampled_from(["foo", "FOO-b", 1])) | _VALUES) | _VALUES,
    st.none() | st.fixed_dictionaries({}, optional={"name": _VALUES, "dependencies": _VALUES, "dynamic": _VALUES}),
)
def test_no_tables_make_the_reader_fail(main: object, group: object, extras: object, project: object) -> None:
    poetry = {"name": "x", "version": "1", "dependencies": main, "group": group, "extras": extras}
    tables: dict[str, Any] = {"build-system": {"build-backend": "poetry.core.masonry.api"}, "tool": {"poetry": poetry}}
    if project is not None:
        tables["project"] = project
    raw = pyproject.read(ProjectFile("pyproject.toml", tables, Nothing()))
    assert raw is not None
    statement, problems = fields.parse(raw)
    source = Source("pyproject.toml", "")
    places = [*(each.at for each in statement.requirements), *(each.at for each in problems)]
    assert all(positions.locate(source, place).path == source.path for place in places)


@given(_CLAUSES.map(lambda clause: f"{clause[0]}3.{'.'.join(map(str, clause[1][:2]))}"))
def test_a_python_means_the_same_to_a_project_and_to_a_dependency(text: str) -> None:
    poetry = {"name": "x", "dependencies": {"python": text, "foo": {"version": "*", "python": text}}}
    raw = pyproject.read(ProjectFile("pyproject.toml", {"tool": {"poetry": poetry}}, Nothing()))
    assert raw is not None
    statement, problems = fields.parse(raw)
    assert not problems
    if isinstance(statement.requires_python, Declared) and text[0] not in "!=3":
        assert statement.core is not None
        requirement = statement.core.items[0]
        assert requirement.marker is not None
        for minor in range(6):
            for patch in range(5):
                version = f"3.{minor}.{patch}"
                asked = {"python_version": f"3.{minor}", "python_full_version": version}
                assert requirement.marker.evaluate(asked) == (version in statement.requires_python.value)
