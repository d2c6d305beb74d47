"""PIN201: a member accepts a Python that one of its siblings refuses."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from pinlint.questions.support import pool, refusals, shown
from pinlint.rule import Example, Finding, Fix, Level, Related, Rule
from pinlint.workspace import Declared, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.specifiers import SpecifierSet

    from pinlint.questions.support import Refusal
    from pinlint.sets.pythons import Pool
    from pinlint.workspace import Dependency, Member, Workspace

EXPLANATION = """
A member accepts a Python that a sibling it requires refuses.

A member can only be installed where everything it requires can be installed, so its Requires-Python promises too much.
It is compared along each published requirement, in the environments of that requirement's marker: a requirement that
its marker keeps from the Python in question is fine. No Requires-Python at all accepts every Python.

A Python that is too new for the sibling is reported only where the member claims it, by a classifier or by a cap of its
own within Python 3: that a plug-in without a cap requires a core with one is normal. What reaches the member through an
extra only is a warning. There is one finding for each dependent and direction, with all dependencies in it.

The fix narrows Requires-Python to what the siblings accept, where every installation requires them. It is unsafe: they may be
too narrow, or the requirement may lack a marker.
"""

EXAMPLES = (
    Example(
        before="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            requires-python = ">=3.10"
            dependencies = ["core"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.11"
        """,
        says="""
            app/pyproject.toml:4:19: PIN201 app accepts Python 3.10 (>=3.10), but core does not (>=3.11)
        """,
        after="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            requires-python = ">=3.11"
            dependencies = ["core"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.11"
        """,
    ),
)

_NAMED = 3
"""How many dependencies a message names before it counts."""


def check(workspace: Workspace) -> Iterator[Finding]:
    """Compare Requires-Python along each published internal requirement, as sets."""
    pythons = pool(workspace)
    for refusal in refusals(workspace):
        yield _finding(pythons, refusal)


def _finding(pythons: Pool, refusal: Refusal) -> Finding:
    dependent = refusal.dependent
    # What every installation requires comes first.
    edges = dict(sorted(refusal.edges, key=lambda each: each[0].requirement.scope.kind is not ScopeKind.CORE))
    first = next(iter(edges))
    # A Python that all of them refuse, or else one that the first refuses.
    mask = reduce(and_, edges.values()) or edges[first]
    refusing = list({edge.dependency: edge for edge, refused in edges.items() if not mask & ~refused})
    witness = pythons.witness(mask, reduce(or_, (pythons.mask(_declared(each).value) for each in refusing)))
    own = dependent.requires_python
    scopes = {edge.requirement.scope for edge in edges}
    ours = f" ({shown(own)})" if isinstance(own, Declared) else ", as it declares no Requires-Python"
    return Finding(
        own.at if isinstance(own, Declared) else dependent.anchor,
        f"{dependent.label} accepts Python {witness}{ours}, but {_refusing(refusing)}",
        member=dependent,
        dependencies=tuple(sorted({edge.requirement.name for edge in edges})),
        extra=next(iter(scopes)).name if len(scopes) == 1 else None,
        related=tuple(related for edge in edges for related in _ends(edge)),
        witness=f"Python {witness}",
        level=None if first.requirement.scope.kind is ScopeKind.CORE else Level.WARNING,
        fix=_fix(refusal),
    )


def _fix(refusal: Refusal) -> Fix | None:
    """The bound of those that refuse; their set where the member has none."""
    from pinlint.questions import supporting  # noqa: PLC0415 - only for what is found

    edges = [edge for edge, _ in refusal.edges]
    if any(edge.requirement.scope.kind is not ScopeKind.CORE or edge.requirement.marker is not None for edge in edges):
        return None
    own = refusal.dependent.requires_python
    theirs = {str(declared.value): declared for declared in (_declared(edge.dependency) for edge in edges)}
    if isinstance(own, Declared):
        if refusal.direction == "inside":
            return None
        bound = supporting.raised if refusal.direction == "low" else supporting.capped
        narrowed = bound(own, theirs.values())
        if narrowed is None:
            return None
        end = len(own.text) if narrowed.end is None else narrowed.end
        return Fix(f"write {own.text[: narrowed.start]}{narrowed.text}{own.text[end:]}", (narrowed,), safe=False)
    if len(theirs) != 1:
        return None
    (declared,) = theirs.values()
    added = supporting.added(refusal.dependent, supporting.stated(declared))
    return None if added is None else Fix(f"require Python {supporting.stated(declared)}", (added,), safe=False)


def _refusing(members: list[Member]) -> str:
    """``core does not (>=3.11)``; ``core (>=3.11) and web (>=3.12) do not``."""
    texts = [shown(_declared(member)) for member in members]
    if len(members) == 1:
        return f"{members[0].label} does not ({texts[0]})"
    named = [f"{member.label} ({text})" for member, text in zip(members, texts, strict=True)]
    more = [f"{len(named) - _NAMED} more"] if len(named) > _NAMED else []
    *head, last = [*named[:_NAMED], *more]
    return f"{', '.join(head)} and {last} do not"


def _ends(edge: Dependency) -> tuple[Related, Related]:
    declared = _declared(edge.dependency)
    return (
        Related(declared.at, f"{edge.dependency.label} requires Python {shown(declared)}"),
        Related(edge.requirement.at, f"{edge.dependent.label} requires {edge.requirement.text}"),
    )


def _declared(member: Member) -> Declared[SpecifierSet]:
    """The Requires-Python of a member that refuses something, and so declares one."""
    declared = member.requires_python
    if not isinstance(declared, Declared):
        raise TypeError(f"{member.label} declares no Requires-Python and refuses nothing")
    return declared


RULE = Rule("PIN201", "requires-python-wider-than-dependency", Level.ERROR, EXPLANATION, EXAMPLES, check)
