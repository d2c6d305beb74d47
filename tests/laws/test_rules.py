"""What holds of the rules whatever the workspace: silence on the consistent, no regard to spelling, no exceptions."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet

import pinlint_rules
from pinlint.testing import check, lines
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinlint.engine import Located
    from pinlint.workspace import Member, Workspace

RULES = tuple(rule for rule in pinlint_rules.load() if rule.default)


@dataclass(frozen=True)
class Project:
    """A pyproject.toml before it is written."""

    path: str
    name: str
    version: str
    python: str | None
    requires: tuple[tuple[str, tuple[str, ...], str], ...]
    """Name, clauses, and the marker with its semicolon."""
    extras: tuple[tuple[str, tuple[str, ...], str], ...]
    minors: tuple[int, ...]


def written(projects: Iterable[Project], *, config: str = "") -> str:
    def listed(values: Iterable[str]) -> str:
        return f"[{', '.join(json.dumps(value) for value in values)}]"

    def requirements(values: Iterable[tuple[str, tuple[str, ...], str]]) -> str:
        return listed(f"{name}{','.join(clauses)}{marker}" for name, clauses, marker in values)

    files = [f"-- pinlint.toml --\n{config}"] if config else []
    for project in projects:
        python = "" if project.python is None else f"requires-python = {json.dumps(project.python)}\n"
        classifiers = listed(f"Programming Language :: Python :: 3.{minor}" for minor in project.minors)
        files.append(
            f"-- {project.path}/pyproject.toml --\n[project]\nname = {json.dumps(project.name)}\n"
            f"version = {json.dumps(project.version)}\n{python}classifiers = {classifiers}\n"
            f"dependencies = {requirements(project.requires)}\n"
            f"[project.optional-dependencies]\nextra = {requirements(project.extras)}"
        )
    return "\n".join(files)


NAMES = ("acme-a", "acme-b", "acme-c", "acme-d", "acme-e")
VERSIONS = ("1.0", "1.1", "1.1.0", "2.0rc1", "2.0.dev1")
CLAUSES = ("==1.0", "==1.1", "==1.*", ">=1.1", "<2", "~=1.0", "!=1.1", ">=2.0rc1", "<=2.0rc1", "<1.1")
MARKERS = ("", "", "", '; python_version >= "3.11"', '; sys_platform == "win32"', '; python_version < "3.10"')
PYTHONS = (None, "", ">=3.10", ">=3.11", ">=3.10,<3.13", ">=3.11,!=3.12.*", ">3.10", "<=3.12,>=3.10", ">=3.12,<3.11")
CONFIGS = (
    "",
    '[[groups]]\nname = "acme"\nmembers = ["acme*"]\ninternal-pins = "exact"',
    '[[groups]]\nname = "acme"\nmembers = ["acme-[abc]"]\ninternal-pins = "minimum"\nclassifiers = "any"',
)


@st.composite
def consistent(draw: st.DrawFn) -> list[Project]:
    """Members of one version that pin each other without a cycle, on the same Pythons."""
    version = draw(st.sampled_from(("1.0", "24.03.0rc3", "2.0.dev1", "1!3.0.post1", "0.66b0")))
    floor, span, capped = draw(st.integers(7, 13)), draw(st.integers(1, 4)), draw(st.booleans())
    python = f">=3.{floor},<3.{floor + span}" if capped else f">=3.{floor}"
    # A marker that nothing within Requires-Python meets is a finding of its own.
    dead = {MARKERS[3]} if capped and floor + span <= 11 else set()
    alive = [marker for marker in MARKERS if marker not in (dead | {MARKERS[5]} if floor >= 10 else dead)]
    projects = []
    for number in range(draw(st.integers(1, len(NAMES)))):
        before = st.lists(st.sampled_from(NAMES[:number]), unique=True) if number else st.just([])
        pins = tuple((name, (f"=={version}",), draw(st.sampled_from(alive))) for name in draw(before))
        aggregate = tuple((name, (f"=={version}",), "") for name in NAMES[number + 1 :])
        minors = tuple(range(floor, floor + span))
        projects.append(Project(f"p{number}", NAMES[number], version, python, pins, aggregate, minors))
    present = {project.name for project in projects}
    return [
        replace(project, extras=tuple(each for each in project.extras if each[0] in present)) for project in projects
    ]


requirement = st.tuples(
    st.sampled_from((*NAMES, "click")),
    st.lists(st.sampled_from(CLAUSES), max_size=2, unique=True).map(tuple),
    st.sampled_from(MARKERS),
)
some = st.lists(requirement, max_size=3).map(tuple)


@st.composite
def arbitrary(draw: st.DrawFn) -> list[Project]:
    """Members of different names that agree about as often as not."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    return [
        Project(
            f"p{number}",
            name,
            draw(st.sampled_from(VERSIONS)),
            draw(st.sampled_from(PYTHONS)),
            draw(some),
            draw(some),
            tuple(draw(st.lists(st.integers(9, 13), max_size=4))),
        )
        for number, name in enumerate(names)
    ]


def shuffled(draw: st.DrawFn, values: tuple[object, ...]) -> tuple:  # type: ignore[type-arg] # the same type comes out
    return tuple(draw(st.permutations(values)))


def respelled_name(draw: st.DrawFn, name: str) -> str:
    spelled = name.replace("-", draw(st.sampled_from(("-", "_", ".", "-_"))))
    return draw(st.sampled_from((spelled, spelled.upper(), spelled.title())))


def respelled_requirements(draw: st.DrawFn, values: tuple[tuple[str, tuple[str, ...], str], ...]) -> tuple:  # type: ignore[type-arg]
    return shuffled(
        draw,
        tuple(
            (
                respelled_name(draw, name),
                tuple(respelled_clause(draw, clause) for clause in shuffled(draw, clauses)),
                marker,
            )
            for name, clauses, marker in values
        ),
    )


def respelled_clause(draw: st.DrawFn, clause: str) -> str:
    space = draw(st.sampled_from(("", " ", "  ")))
    plain = clause.rstrip("0123456789.*rc")
    return f"{space}{plain}{space}{clause[len(plain) :]}{space}"


def respelled_python(draw: st.DrawFn, python: str | None) -> str | None:
    if not python:
        return python
    forms = {">=3.10,<3.13": (">=3.10,<3.13", ">=3.10.0,<3.13", ">=3.10,!=3.13.*,<3.14")}
    clauses = draw(st.sampled_from(forms.get(python, (python,)))).split(",")
    return ",".join(respelled_clause(draw, clause) for clause in shuffled(draw, tuple(clauses)))


@st.composite
def respelled(draw: st.DrawFn) -> tuple[list[Project], list[Project]]:
    """A workspace, and the same one written otherwise."""
    projects = draw(arbitrary())
    return projects, [
        replace(
            project,
            name=respelled_name(draw, project.name),
            python=respelled_python(draw, project.python),
            requires=respelled_requirements(draw, project.requires),
            extras=respelled_requirements(draw, project.extras),
            minors=shuffled(draw, project.minors),
        )
        for project in projects
    ]


def findings(projects: Iterable[Project], config: str) -> tuple[Located, ...]:
    return check(written(projects, config=config), RULES).findings


def named(found: Iterable[Located]) -> Counter[tuple[str, str, str | None, tuple[str, ...]]]:
    """Findings without places and words: the rule, the level, the member, the dependencies."""
    return Counter(
        (
            each.rule.code,
            each.level.value,
            each.finding.member.name if each.finding.member else None,
            each.finding.dependencies,
        )
        for each in found
    )


@given(consistent())
@settings(max_examples=60, deadline=None)
def test_a_consistent_lockstep_workspace_gives_no_finding(projects: list[Project]) -> None:
    assert not lines(check(written(projects), RULES))


@given(respelled(), st.sampled_from(CONFIGS))
@settings(max_examples=60, deadline=None)
def test_the_spelling_and_order_of_what_is_written_change_nothing(
    both: tuple[list[Project], list[Project]], config: str
) -> None:
    before, after = both
    assert named(findings(before, config)) == named(findings(after, config))


@given(arbitrary(), st.sampled_from(CONFIGS), st.data())
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_members_changes_nothing_but_who_speaks_for_all(
    projects: list[Project], config: str, data: st.DataObject
) -> None:
    paths = data.draw(st.permutations([project.path for project in projects]))
    moved = [replace(project, path=path) for project, path in zip(projects, paths, strict=True)]
    before, after = findings(projects, config), findings(moved, config)
    assert Counter(each.rule.code for each in before) == Counter(each.rule.code for each in after)
    # A tie has no first member but the one whose path comes first.
    spokesmen = ("PIN202", "PIN103")
    assert named(each for each in before if each.rule.code not in spokesmen) == named(
        each for each in after if each.rule.code not in spokesmen
    )


@given(arbitrary(), st.sampled_from(CONFIGS))
@settings(max_examples=60, deadline=None)
def test_a_witness_is_what_one_side_accepts_and_the_other_refuses(projects: list[Project], config: str) -> None:
    outcome = check(written(projects, config=config), RULES)
    for found in outcome.findings:
        member, sibling = found.finding.member, sibling_of(outcome.workspace, found)
        witness = (found.finding.witness or "").rpartition(" ")[2]
        if found.rule.code in {"PIN201", "PIN302"}:
            assert member is not None
            assert accepts_python(member, witness), lines(outcome)
        if found.rule.code == "PIN201" and sibling is not None:
            assert not accepts_python(sibling, witness)
        if found.rule.code == "PIN301":
            assert member is not None
            assert not accepts_python(member, witness)
        if found.rule.code == "PIN101":
            assert sibling is not None
            assert isinstance(sibling.version, Declared)
            assert str(sibling.version.value) == witness
        assert not found.finding.message.endswith(".")
        assert "\n" not in found.finding.message


def sibling_of(workspace: Workspace, found: Located) -> Member | None:
    return next((member for member in workspace.members if (member.name,) == found.finding.dependencies), None)


def accepts_python(member: Member, release: str) -> bool:
    declared = member.requires_python
    return (declared.value if isinstance(declared, Declared) else SpecifierSet()).contains(release)


FRAGMENTS = st.sampled_from(
    (
        *NAMES, *CLAUSES, *MARKERS, *VERSIONS, ">=", "[", "]", "[extra]", "[all,EXTRA]", " @ file:///x", ";", "(", ")",
        ",", "*", ".*", "~=1", "===x", "===1.1", "==1.*.*", "9" * 400, "1!", "+local", "\\", "'", '"', " and ", " or ",
        "not in", "extra == 'x'", "; extra in 'a,b'", "; 'linux' in sys_platform", "; os_name > 'x'",
        "; platform_release ~= '5'", "\t", "é", "\x00",
    )
)  # fmt: skip
garbage = st.one_of(st.lists(FRAGMENTS, max_size=6).map("".join), st.text(max_size=12))
listed = st.lists(garbage, max_size=4)


def toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value).replace("\x7f", "\\u007f")


@st.composite
def nonsense(draw: st.DrawFn) -> str:
    """Files whose fields hold anything."""
    files = []
    for number in range(draw(st.integers(1, 3))):
        name = draw(st.one_of(st.sampled_from(NAMES), garbage))
        fields = {
            "version": draw(garbage),
            "requires-python": draw(garbage),
            "dependencies": draw(listed),
            "classifiers": draw(st.lists(garbage.map("Programming Language :: Python :: ".__add__), max_size=3)),
        }
        rows = "\n".join(f"{key} = {toml(value)}" for key, value in fields.items() if draw(st.booleans()))
        extras = "\n".join(f"{toml(draw(garbage))} = {toml(draw(listed))}" for _ in range(draw(st.integers(0, 1))))
        files.append(
            f"-- p{number}/pyproject.toml --\n[project]\nname = {toml(name)}\n{rows}\n"
            f"[project.optional-dependencies]\n{extras}"
        )
        if draw(st.booleans()):
            built = "".join(
                f"{key}: {' '.join(draw(garbage).split())}\n"
                for key in ("Version", "Requires-Python", "Requires-Dist", "Provides-Extra", "Classifier", "Dynamic")
            )
            old = draw(st.sampled_from(("1.0", "2.1", "2.2", "x")))
            files.append(f"-- p{number}/PKG-INFO --\nMetadata-Version: {old}\nName: {' '.join(name.split())}\n{built}")
    return "\n".join(files)


@given(nonsense(), st.sampled_from(CONFIGS))
@settings(max_examples=120, deadline=None)
def test_no_rule_ever_raises(text: str, config: str) -> None:
    lines(check(f"-- pinlint.toml --\n{config}\n{text}", RULES))
