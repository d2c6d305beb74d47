"""One project in every dialect and layout, as a pure function: the same facts in another layout, or others in the same.

So what a change should come to is known to the byte: it is the other facts in the same layout.
"""

from __future__ import annotations

from collections import Counter
from difflib import ndiff
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pinlint import config, engine, fixing, graph
from pinlint.configured import policies
from pinlint.metadata import reading
from pinlint.source import Source
from pinlint.testing import Texts, candidates
from pinlint.workspace import Declared
from pinlint.workspace.companion import companion
from tests.laws.layouts import ARRAYS, COPIES, Layout
from tests.laws.setuptools_dialects import setup_cfg, setup_py
from tests.laws.toml_dialects import flit, poetry, pyproject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pinlint.engine import Outcome
    from pinlint.fixing import Fixed
    from pinlint.rule import Rule
    from pinlint.workspace import Field, Member, Workspace
    from tests.laws.layouts import Dialect, Files, Project

DIALECTS = (pyproject, poetry, flit, setup_cfg, setup_py)


@st.composite
def layouts(draw: st.DrawFn, dialects: Sequence[Dialect] = DIALECTS) -> Layout:
    """Any layout in which files say what they should: no comments where lines are joined, no mark where none may be."""
    return Layout(
        dialect=draw(st.sampled_from(dialects)),
        array=draw(st.sampled_from(ARRAYS)),
        first=draw(st.integers(0, 15)),
        mixed=draw(st.booleans()),
        equals=draw(st.sampled_from((" = ", "=", "\t=  "))),
        comment=draw(st.sampled_from(("", "  # \xe9 ==9, ['"))),
        ending=draw(st.sampled_from(("\n", "\r\n", "\r"))),
        bom=draw(st.booleans()),
        final=draw(st.booleans()),
        tables=draw(st.sampled_from(("headers", "dotted", "subtables", "inline"))),
        source=draw(st.sampled_from(("static", "hatch", "attr", "file", "flit"))),
        required=draw(st.sampled_from(("static", "file"))),
        copies=draw(st.sampled_from(((), *((name,) for name in COPIES), tuple(COPIES)))),
        formatted=draw(st.booleans()),
    )


def written(projects: Iterable[Project], layouts: Iterable[Layout], settings: str = "") -> Files:
    """The files of all projects, and the configuration."""
    found = {"pinlint.toml": settings} if settings else {}
    for project, layout in zip(projects, layouts, strict=True):
        found |= layout.files(project)
    return found


def checked(files: Files, rules: Iterable[Rule]) -> Outcome:
    """What the rules find in these files."""
    settings = (
        config.parse(Source("pinlint.toml", files["pinlint.toml"])) if "pinlint.toml" in files else config.Config()
    )
    read = reading.read(candidates(files), Texts(files), [path for path in sorted(files) if companion(path)])
    return engine.check(graph.connect(read, policies.read(settings, Texts(files))), rules)


def differing(found: Files, wanted: Files) -> list[str]:
    """The lines that differ, those that are missing with a minus sign."""
    paths = sorted({*found, *wanted})
    return [
        f"{path} {row!r}"
        for path in paths
        if found.get(path) != wanted.get(path)
        for row in ndiff(wanted.get(path, "").splitlines(keepends=True), found.get(path, "").splitlines(keepends=True))
        if not row.startswith(" ")
    ]


def fixed(files: Files, rules: Sequence[Rule]) -> tuple[Fixed, Files]:
    """What fixes of all kinds come to, and the files as they are then."""

    def put(sources: Mapping[str, Source]) -> Files:
        return {**files, **{path: "\ufeff" * source.bom + source.text for path, source in sources.items()}}

    done = fixing.fix(checked(files, rules), lambda sources: checked(put(sources), rules), unsafe=True)
    return done, put(done.sources)


def facts(workspace: Workspace) -> dict[str, dict[str, object]]:
    """What is read of every member, without places and spellings."""
    return {member.path: _facts(member) for member in workspace.members}


def _facts(member: Member) -> dict[str, object]:
    return {
        "name": member.name,
        "version": _value(member.version),
        "python": _value(member.requires_python),
        "requirements": Counter(
            (each.scope.kind, each.scope.name, each.name, each.extras, each.specifiers, str(each.marker), each.url)
            for each in member.requirements
        ),
        "extras": {each.value for each in member.extras or ()},
        "groups": set(member.group_names),
        "classifiers": Counter(each.value for each in member.classifiers or ()),
        "copies": Counter(_value(each.version) for each in member.copies),
    }


def _value(field: Field[Any]) -> object:
    return field.value if isinstance(field, Declared) else field and field.reason
