"""PIN502: the version of a member and a copy of it differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.version import Version

from pinlint.questions import telling
from pinlint.questions.support import shown
from pinlint.rule import Example, Finding, Fix, Level, Related, Rule
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
A file beside a member repeats its version, and is at another one.

The copies are `__version__` in the member's own import package (and what `__about__.py`, `__version__.py`,
`_version.py` or `version.py` in there assign), `version` in a CITATION.cff beside the member, the current version that
bump-my-version or commitizen keep, and what is in the files that `version-files` in the configuration names. From one
of such tools the next release gets a wrong number; from an import package users report one.

Versions are compared, not texts. Only plain literals count: what is computed, imported or assigned twice is left alone,
and so are zeros that a build replaces, versions that are only made when it is built, and a CITATION.cff while the
member is at a pre-release, since it names the last release. All copies that differ are one finding.

Readers of YAML take `version: 1.10` for the number 1.1, as long as there are no quotes; so does pinlint. In a Chart.yaml
that `version-files` names it is `appVersion` that speaks for the member, and the version of the chart only where there is
no other.

The fix writes the version of the member into the copies, in quotes where it would be read as another number.
"""

EXAMPLES = (
    Example(
        before="""
            -- pyproject.toml --
            [project]
            name = "core"
            version = "1.2.0"
            -- core/__init__.py --
            __version__ = "1.1.0"
        """,
        says="""
            core/__init__.py:1:15: PIN502 core is 1.2.0, but __version__ in core/__init__.py is 1.1.0
        """,
        after="""
            -- pyproject.toml --
            [project]
            name = "core"
            version = "1.2.0"
            -- core/__init__.py --
            __version__ = "1.2.0"
        """,
    ),
)

_NAMED = 3
"""How many copies a message names before it counts."""


def check(workspace: Workspace) -> Iterator[Finding]:
    """Compare the version of each member with its copies."""
    for member in workspace.members:
        version = member.version
        if not member.copies or not isinstance(version, Declared):
            continue
        ours = {_public(version.value), _written(version)}
        found = [
            (copy.what, copy.version)
            for copy in member.copies
            if isinstance(copy.version, Declared) and _public(copy.version.value) not in ours
        ]
        if found:
            sayings = [f"{what} is {_said(theirs)}" for what, theirs in found]
            if len(sayings) > _NAMED:
                sayings = [*sayings[:_NAMED], f"{len(sayings) - _NAMED} more differ"]
            yield Finding(
                found[0][1].at,
                f"{member.label} is {shown(version)}, but {' and '.join(sayings)}",
                member=member,
                related=(
                    Related(version.at, f"{member.label} is {shown(version)}"),
                    *(Related(theirs.at, f"{what} is {_said(theirs)}") for what, theirs in found[1:]),
                ),
                subject=telling.listed(what for what, _ in found),
                fix=_fix(version, [theirs for _, theirs in found]),
            )


def _said(theirs: Declared[Version]) -> str:
    """The version as it is written; what readers of the file make of that, where it is something else."""
    text = shown(theirs)
    return text if _parsed(text) in {None, theirs.value} else f"{theirs.value} (written {text})"


def _fix(version: Declared[Version], copies: list[Declared[Version]]) -> Fix | None:
    from pinlint.questions.fitting import restated  # noqa: PLC0415 - only for what is found

    public = shown(version).partition("+")[0]
    text = public if _written(version) is not None else str(_public(version.value))
    changes = [change for copy in copies if (change := restated(copy, text)) is not None]
    return Fix(f"write {text}", tuple(changes), safe=True) if len(changes) == len(copies) else None


def _public(version: Version) -> Version:
    """The version without its local label, which names a build of it."""
    return Version(version.public) if version.local else version


def _written(version: Declared[Version]) -> Version | None:
    """The version without what a build appends to it (``tag_build``)."""
    written = _parsed(shown(version))
    return None if written is None else _public(written)


def _parsed(text: str) -> Version | None:
    try:
        return Version(text)
    except ValueError:
        return None


RULE = Rule("PIN502", "version-copies-disagree", Level.ERROR, EXPLANATION, EXAMPLES, check)
