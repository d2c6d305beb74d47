"""PIN501: two files of one member state different things."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from packaging.utils import canonicalize_name

from pinlint.conditions import equivalent
from pinlint.pythons import region
from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.specifiers import is_equal, witness
from pinlint.support import pool
from pinlint.workspace import Declared, Kind, Listing, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from pinlint.source import Place
    from pinlint.workspace import Member, Requirement, Statement, Workspace

    _Compare = Callable[[Workspace, "_Stated", "_Stated"], "_Difference | None"]

T = TypeVar("T")

EXPLANATION = """
One member states a field in two places that differ.

The files that state metadata have an order of authority: pyproject.toml, setup.py, setup.cfg, requires.txt in the
egg-info, PKG-INFO, METADATA. Each field is compared with the first of them that states it: names in normalised form,
versions by value, specifier sets and markers by what they accept, lists without regard to their order.

A field that pyproject.toml, setup.py or setup.cfg does not mention is not stated there. A field that is merely absent
from the PKG-INFO of an sdist with a Metadata-Version below 2.2 proves little, and is a warning. Generated files that
lie about in a source tree without a PKG-INFO are leftovers and not read.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.1"
            -- core/setup.cfg --
            [metadata]
            name = core
            version = 1.0
        """,
        says="""
            core/setup.cfg:3:11: PIN501 core has the version 1.0 in setup.cfg, but 1.1 in pyproject.toml
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.1"
            -- core/setup.cfg --
            [metadata]
            name = core
            version = 1.1
        """,
    ),
    Example(
        before="""
            -- core-1.0/PKG-INFO --
            Metadata-Version: 2.1
            Name: core
            Version: 1.0
            -- core-1.0/core.egg-info/requires.txt --
            click>=8
            rich
        """,
        says="""
            core-1.0/PKG-INFO:2:7: PIN501 core has no Requires-Dist in PKG-INFO, but 2 in requires.txt
        """,
        after="""
            -- core-1.0/PKG-INFO --
            Metadata-Version: 2.1
            Name: core
            Version: 1.0
            Requires-Dist: click>=8
            Requires-Dist: rich
            -- core-1.0/core.egg-info/requires.txt --
            click>=8
            rich
        """,
    ),
)

_BUILT = (Kind.PKG_INFO, Kind.METADATA)


@dataclass(frozen=True, slots=True)
class _Stated:
    """What one statement says about a field."""

    statement: Statement
    value: Any
    at: Place


@dataclass(frozen=True, slots=True)
class _Difference:
    """How a later statement differs from the leading one: places, the two halves of a sentence, a version."""

    at: Place
    leading: Place
    says: str
    but: str
    witness: str | None = None


def check(workspace: Workspace) -> Iterator[Finding]:
    """Compare the statements of each member, field by field."""
    for member in workspace.members:
        if len(member.statements) > 1:
            for field, compare in _FIELDS:
                yield from _disagreements(workspace, member, field, compare)


def _disagreements(workspace: Workspace, member: Member, field: str, compare: _Compare) -> Iterator[Finding]:
    """At most one finding: on the first file that differs from the leading one, with the others beside it."""
    stated = [each for statement in member.statements if (each := _stated(member, statement, field))]
    if not stated:
        return
    leading, *others = stated
    differing = [(each, found) for each in others if (found := compare(workspace, leading, each)) is not None]
    if not differing:
        return
    (other, difference), *more = differing
    merely_absent = all(_merely_absent(each) for each, _ in differing)
    yield Finding(
        difference.at,
        f"{member.label} has {difference.says} in {_named(other, leading)}, "
        f"but {difference.but} in {_named(leading, other)}",
        member=member,
        related=(
            Related(difference.leading, f"{difference.but} in {leading.statement.kind.value}"),
            *(Related(found.at, f"{found.says} in {each.statement.kind.value}") for each, found in more),
        ),
        witness=difference.witness,
        level=Level.WARNING if merely_absent else None,
    )


def _stated(member: Member, statement: Statement, field: str) -> _Stated | None:
    """What the statement says of the field; None if it does not speak of it or is unknown."""
    value = _requirements(statement) if field == "requirements" else getattr(statement, field)
    if isinstance(value, Unknown):
        return None
    if isinstance(value, Declared):
        return _Stated(statement, value, value.at)
    if isinstance(value, Listing):
        return _Stated(statement, value, next((item.at for item in value), _anchor(member, statement)))
    # Built metadata says something by what it leaves out; sources do not.
    if statement.kind in _BUILT and field not in {"title", "version"} and not _left_open(statement, field):
        return _Stated(statement, None, _anchor(member, statement))
    return None


def _requirements(statement: Statement) -> Listing[Requirement] | None:
    if statement.core is None and statement.optional is None:
        return None
    core, optional = statement.core or Listing(), statement.optional or Listing()
    return Listing(core.items + optional.items, core.unknown + optional.unknown)


def _left_open(statement: Statement, field: str) -> bool:
    """Whether PKG-INFO says that wheels will fill in the field (PEP 643)."""
    names = {"requires_python": "requires-python", "classifiers": "classifier", "requirements": "requires-dist"}
    return names.get(field, "provides-extra") in statement.dynamic


def _merely_absent(stated: _Stated) -> bool:
    if stated.value is not None or stated.statement.kind is not Kind.PKG_INFO:
        return False
    major, _, minor = (stated.statement.metadata_version or "").partition(".")
    return not (major.isdigit() and minor.isdigit() and (int(major), int(minor)) >= (2, 2))


def _anchor(member: Member, statement: Statement) -> Place:
    return statement.title.at if isinstance(statement.title, Declared | Unknown) else member.anchor


def _named(stated: _Stated, other: _Stated) -> str:
    """The kind of file, or its path where both are of one kind."""
    kind = stated.statement.kind
    return stated.statement.path if kind is other.statement.kind else kind.value


def _title(_workspace: Workspace, leading: _Stated, other: _Stated) -> _Difference | None:
    ours, theirs = leading.value, other.value
    if canonicalize_name(ours.value) == canonicalize_name(theirs.value):
        return None
    return _Difference(theirs.at, ours.at, f"the name {theirs.value}", ours.value)


def _version(_workspace: Workspace, leading: _Stated, other: _Stated) -> _Difference | None:
    ours, theirs = leading.value, other.value
    if ours.value == theirs.value:
        return None
    return _Difference(
        theirs.at, ours.at, f"the version {theirs.text.strip()}", ours.text.strip(), witness=str(ours.value)
    )


def _requires_python(workspace: Workspace, leading: _Stated, other: _Stated) -> _Difference | None:
    ours, theirs = (None if each.value is None else each.value.value for each in (leading, other))
    if region(str(ours or "")) == region(str(theirs or "")):
        return None
    pythons = pool(workspace)
    mine, other_mask = pythons.mask(ours), pythons.mask(theirs)
    python = pythons.witness(mine & ~other_mask, other_mask) or pythons.witness(other_mask & ~mine, mine)
    says, but = (f"Requires-Python {each.value.text.strip()}" if each.value else None for each in (other, leading))
    return _Difference(other.at, leading.at, says or "no Requires-Python", but or "none", witness=f"Python {python}")


def _classifiers(_workspace: Workspace, leading: _Stated, other: _Stated) -> _Difference | None:
    return _lists("classifier", leading, other, lambda each: each.value.strip(), lambda each: each.value)


def _extras(_workspace: Workspace, leading: _Stated, other: _Stated) -> _Difference | None:
    return _lists("extra", leading, other, lambda each: each.value, lambda each: each.value)


def _requires(_workspace: Workspace, leading: _Stated, other: _Stated) -> _Difference | None:
    if other.value is None:
        count = len(leading.value.items) if leading.value else 0
        return _Difference(other.at, leading.at, "no Requires-Dist", str(count)) if count else None
    found = _lists("requirement", leading, other, _place, _shown, _same)
    return found and (_clash(leading, other) or found)


def _place(requirement: Requirement) -> Hashable:
    return requirement.name, requirement.scope, requirement.extras, requirement.url is None


def _same(ours: Requirement, theirs: Requirement) -> bool:
    """Whether two requirements of one place mean the same, as sets; what cannot be decided counts as the same."""
    return is_equal(ours.specifiers, theirs.specifiers) and equivalent(ours.marker, theirs.marker) is not False


def _clash(leading: _Stated, other: _Stated) -> _Difference | None:
    """Two requirements on one distribution that differ, which says more than that one of them is missing."""
    ours, theirs = leading.value or Listing(), other.value
    for their in _lacking(theirs, ours, _place, _same):
        for our in _lacking(ours, theirs, _place, _same):
            if (our.name, our.scope) == (their.name, their.scope):
                version = witness(our.specifiers, their.specifiers) or witness(their.specifiers, our.specifiers)
                return _Difference(
                    their.at,
                    our.at,
                    f"the requirement {_shown(their)}",
                    _shown(our),
                    witness=f"{our.name} {version}" if version else None,
                )
    return None


def _shown(requirement: Requirement) -> str:
    name = requirement.scope.name
    return requirement.text if name is None or "extra" in requirement.text else f"{requirement.text} (extra {name})"


def _lists(  # noqa: PLR0913, PLR0917 - a comparison of lists is made of its parts
    what: str,
    leading: _Stated,
    other: _Stated,
    key: Callable[[Any], Hashable],
    shown: Callable[[Any], str],
    same: Callable[[Any, Any], bool] = lambda _ours, _theirs: True,
) -> _Difference | None:
    """The first item that one list has and the other, being completely known, lacks."""
    ours: Listing[Any] = leading.value or Listing()
    theirs: Listing[Any] = other.value or Listing()
    for item in _lacking(theirs, ours, key, same):
        return _Difference(item.at, leading.at, f"the {what} {shown(item)}", "not")
    for item in _lacking(ours, theirs, key, same):
        return _Difference(other.at, item.at, f"no {what} {shown(item)}", "one")
    return None


def _lacking(
    items: Listing[T], among: Listing[T], key: Callable[[T], Hashable], same: Callable[[T, T], bool]
) -> Iterator[T]:
    """The items that a completely known list has nothing like."""
    if among.complete:
        found: defaultdict[Hashable, list[T]] = defaultdict(list)
        for each in among:
            found[key(each)].append(each)
        yield from (item for item in items if not any(same(item, each) for each in found[key(item)]))


_FIELDS = (
    ("title", _title),
    ("version", _version),
    ("requires_python", _requires_python),
    ("requirements", _requires),
    ("extras", _extras),
    ("classifiers", _classifiers),
)

RULE = Rule("PIN501", "sources-disagree", Level.ERROR, EXPLANATION, EXAMPLES, check)
