"""PIN703: a lock is for other Pythons than the members that are installed from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions.support import shown
from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.sets.pythons import Pool
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from packaging.specifiers import SpecifierSet

    from pinlint.questions.installed import Stated
    from pinlint.workspace import Workspace
    from pinlint.workspace.locked import Lock

EXPLANATION = """
The Pythons that a lock is for are not those that its members accept.

The lock was made before Requires-Python changed: nobody looked for versions that work on the Pythons that were added,
and checks that the lock is up to date fail (`uv lock --check`, `poetry check --lock`).

A `uv.lock` is for the Pythons that all of its members accept, a `poetry.lock` for those of its project, or of the key
`python` in `[tool.poetry.dependencies]` beside a project table. A `pdm.lock` and a `pylock.toml` may be for fewer, and
are reported where they have none in common with the project. Compared are the sets, over final releases. Where no
member of a `uv.lock` declares anything, uv takes the Python it runs on; and where not all of its members were read, the
lock is only reported for a Python that one of them refuses.
"""

EXAMPLES = (
    Example(
        before="""
            -- pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            requires-python = ">=3.12"
            -- uv.lock --
            version = 1
            requires-python = ">=3.11"

            [[package]]
            name = "app"
            version = "1.0"
            source = { virtual = "." }
        """,
        says="""
            uv.lock:2:19: PIN703 uv.lock is for Python 3.11 (>=3.11), which app refuses (>=3.12)
        """,
        after="""
            -- pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            requires-python = ">=3.12"
            -- uv.lock --
            version = 1
            requires-python = ">=3.12"

            [[package]]
            name = "app"
            version = "1.0"
            source = { virtual = "." }
        """,
    ),
    Example(
        before="""
            -- pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            requires-python = ">=3.10"
            -- poetry.lock --
            package = []

            [metadata]
            lock-version = "2.1"
            python-versions = ">=3.11"
        """,
        says="""
            poetry.lock:5:19: PIN703 poetry.lock is not for Python 3.10 (>=3.11), which app accepts (>=3.10)
        """,
        after="""
            -- pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            requires-python = ">=3.10"
            -- poetry.lock --
            package = []

            [metadata]
            lock-version = "2.1"
            python-versions = ">=3.10"
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Compare the Pythons of every lock with those of its members."""
    if not workspace.locks:
        return
    from pinlint.questions.installed import Places  # noqa: PLC0415 - only where there is a lock

    places = Places.of(workspace)
    for lock in workspace.locks:
        declared = lock.requires_python
        if isinstance(declared, Declared):
            stated, complete = places.stated(lock)
            if stated:
                yield from _compared(lock, declared, stated, complete=complete)


def _compared(
    lock: Lock, declared: Declared[SpecifierSet], stated: Sequence[Stated], *, complete: bool
) -> Iterator[Finding]:
    pool = Pool.of([declared.value, *(field.value for _, field in stated)])
    ours, masks = pool.mask(declared.value), [pool.mask(field.value) for _, field in stated]
    together = pool.everything
    for mask in masks:
        together &= mask
    if lock.kind.universal:
        for (member, field), mask in zip(stated, masks, strict=True):
            python = pool.witness(ours & ~mask, mask)
            if python is not None:
                says = f"is for Python {python} ({shown(declared)}), which {member.label} refuses ({shown(field)})"
                refusing = [each for each, other in zip(stated, masks, strict=True) if ours & ~other]
                yield _finding(lock, declared, says, refusing, python)
                return
        python = pool.witness(together & ~ours, ours)
        if complete and python is not None:
            who = f"{stated[0][0].label} accepts ({shown(stated[0][1])})" if len(stated) == 1 else "its members accept"
            says = f"is not for Python {python} ({shown(declared)}), which {who}"
            yield _finding(lock, declared, says, stated, python)
    elif together and ours and not ours & together:
        member, field = stated[0]
        python = pool.witness(ours, together)
        says = f"is for Python {python} ({shown(declared)}), which {member.label} refuses ({shown(field)})"
        yield _finding(lock, declared, says, stated, python)


def _finding(
    lock: Lock, declared: Declared[SpecifierSet], says: str, stated: Sequence[Stated], python: str | None
) -> Finding:
    return Finding(
        declared.at,
        f"{lock.path.rpartition('/')[2]} {says}",
        member=stated[0][0],
        related=tuple(Related(field.at, f"{member.label} requires Python {shown(field)}") for member, field in stated),
        witness=f"Python {python}",
    )


RULE = Rule("PIN703", "lock-requires-python", Level.ERROR, EXPLANATION, EXAMPLES, check)
