"""PIN308: a classifier is listed twice."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pinlint.questions import telling
from pinlint.rule import Example, Finding, Fix, Level, Related, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Declared, Workspace

EXPLANATION = """
A classifier is listed twice in one list.

It says nothing twice, and the copy is often what remains of an entry that should have been changed.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            classifiers = [
                "Programming Language :: Python :: 3.12",
                "Programming Language :: Python :: 3.12",
            ]
        """,
        says="""
            core/pyproject.toml:6:5: PIN308 core lists the classifier 'Programming Language :: Python :: 3.12' twice
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            classifiers = [
                "Programming Language :: Python :: 3.12",
            ]
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Look for repetitions in the list that decides a member's classifiers; all of them are one finding."""
    for member in workspace.members:
        places: defaultdict[str, list[Declared[str]]] = defaultdict(list)
        for classifier in () if member.unpublished else member.classifiers or ():
            places[classifier.value.strip()].append(classifier)
        repeated = {text: found for text, found in places.items() if len(found) > 1}
        if repeated:
            copies = [copy for _, *others in repeated.values() for copy in others]
            yield Finding(
                copies[0].at,
                f"{member.label} lists {_said(repeated)}",
                member=member,
                related=(
                    *(Related(found[0].at, "it is listed here first") for found in repeated.values()),
                    *(Related(copy.at, "it is listed again") for copy in copies[1:]),
                ),
                subject=telling.listed(
                    f"{text} {number}" for text, found in repeated.items() for number in range(2, len(found) + 1)
                ),
                fix=_fix(repeated),
            )


def _fix(repeated: dict[str, list[Declared[str]]]) -> Fix:
    """The first that is written without white space around it stays."""
    from pinlint.changes import Remove  # noqa: PLC0415 - only for what is found

    kept = {text: next((each for each in found if each.value == text), found[0]) for text, found in repeated.items()}
    copies = [each for text, found in repeated.items() for each in found if each is not kept[text]]
    title = f"remove {'the copy' if len(copies) == 1 else f'{len(copies)} copies'}"
    return Fix(title, tuple(Remove(copy.at, copy.text) for copy in copies), safe=True)


def _said(repeated: dict[str, list[Declared[str]]]) -> str:
    (text, found), *others = repeated.items()
    if not others:
        return f"the classifier {text!r} {'twice' if len(found) == 2 else f'{len(found)} times'}"
    return f"{len(repeated)} classifiers more than once: {', '.join(repr(text) for text in repeated)}"


RULE = Rule("PIN308", "duplicate-classifier", Level.WARNING, EXPLANATION, EXAMPLES, check)
