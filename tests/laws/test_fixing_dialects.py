"""One thing that is wrong in a workspace that agrees is put right to the byte, in every dialect and layout."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pinlint_rules
from pinlint.testing import lines
from tests.laws.dialects import DIALECTS, checked, differing, facts, fixed, layouts, written
from tests.laws.layouts import ARRAYS, Needed, Project
from tests.laws.setuptools_dialects import setup_cfg, setup_py
from tests.laws.toml_dialects import flit, poetry, pyproject

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.engine import Outcome
    from tests.laws.layouts import Dialect, Files, Layout

# The spelling of pins is asked nowhere unless somebody wants it.
RULES = tuple(rule for rule in pinlint_rules.load() if rule.default or rule.code == "PIN105")
CONFIG = """\
[[groups]]
name = 'acme'
members = ['acme-*']
internal-pins = 'exact'
[[dependencies]]
names = ['rich']
specifiers = 'same'
"""
PYTHON = "Programming Language :: Python :: "
TOPIC = "Topic :: Software Development"
CLASSIFIERS = (*(f"{PYTHON}3.{minor}" for minor in (9, 10, 11)), TOPIC)
RICH = Needed("rich", ">=13", 'os_name != "nt"')
LANGUAGE = "Natural Language :: "
CFG = "# \xe9\n[metadata]\nname = acme-d\nversion : {}\n"
TOOL = "[bumpversion]\ncurrent_version = {}"
LISTING = (pyproject, flit, setup_cfg, setup_py)
"""The dialects that write requirements as PEP 508 does, in lists."""
LAST = 3
"""The member that nobody requires."""


def family(version: str) -> tuple[Project, ...]:
    """Four members that agree in all that is asked."""
    names = ("acme-a", "acme-b", "acme-c", "acme-d")
    return tuple(
        Project(
            name,
            version,
            core=(
                *(Needed(each, f"=={version}", asked="[fast]" * (each == "acme-a")) for each in names[:number]),
                RICH,
            ),
            optional=(("fast", (Needed("six", ">=1", 'os_name != "nt"'), Needed("attrs"))),),
            groups=(("dev", (Needed("pytest", ">=8"), *(Needed(each, f"=={version}") for each in names[:number]))),),
            build=(Needed("wheel"),),
            classifiers=CLASSIFIERS,
        )
        for number, name in enumerate(names)
    )


@dataclass(frozen=True)
class Break:
    """What goes wrong in a member, which is the last one."""

    code: str
    wrong: Callable[[Project], Project] = lambda project: project
    right: Callable[[Project], Project] = lambda project: project
    dialects: tuple[Dialect, ...] = DIALECTS
    before: tuple[Dialect, ...] = DIALECTS
    """The dialects of the other members."""
    version: str = "1.4.2"
    layout: Callable[[Layout], Layout] = lambda layout: layout
    """What layout of any there is one way to write what is right in."""
    beside: tuple[tuple[str, str, str], ...] = ()
    """Further files of the member: the path, what is in there, and what should be."""


def alike(layout: Layout) -> Layout:
    """Elements that come and go are alike, in plain strings, without comments, and in lines of their own."""
    # Nothing is put among strings with a `u` in front (the fourth kind of setup.py).
    plain = "#" not in f"{layout.array}" and layout.array.between not in (",", " , ", ",\n     ")
    return replace(
        layout, mixed=False, first=layout.first % 3, comment="", final=True, array=layout.array if plain else ARRAYS[3]
    )


def in_full(layout: Layout) -> Layout:
    """Nothing is for short in a table of poetry."""
    return replace(layout, first=layout.first | 1)


def core(index: int, **changes: str) -> Callable[[Project], Project]:
    """Another requirement in the place of one."""

    def wrong(project: Project) -> Project:
        needed = list(project.core)
        needed[index] = needed[index]._replace(**changes)
        return replace(project, core=tuple(needed))

    return wrong


def more(needed: Needed, at: int) -> Callable[[Project], Project]:
    return lambda project: replace(project, core=(*project.core[:at], needed, *project.core[at:]))


def beside(path: str, text: str) -> tuple[str, str, str]:
    """A file with the version before, and with the one that it should have."""
    return path, text.format("1.4.1"), text.format("1.4.2")


def classified(*classifiers: str) -> Callable[[Project], Project]:
    return lambda project: replace(project, classifiers=classifiers)


def python(text: str | None) -> Callable[[Project], Project]:
    return lambda project: replace(project, python=text)


BREAKS = {
    "PIN101": Break("PIN101", core(1, clauses="==1.4.1")),
    "PIN101 by a range": Break("PIN101", core(1, clauses=">=1.3,<1.4"), layout=in_full),
    "PIN101 in brackets": Break(
        "PIN101",
        core(1, clauses=" (==1.4.1)", marker='os_name != "nt"'),
        core(1, clauses=" (==1.4.2)", marker='os_name != "nt"'),
        dialects=LISTING,
    ),
    "PIN101 with spaces": Break("PIN101", core(1, clauses=" == 1.4.1"), core(1, clauses=" == 1.4.2"), dialects=LISTING),
    "PIN101 of an epoch": Break("PIN101", core(1, clauses="==24.03.0rc3"), version="1!2.0.0"),
    "PIN101 in a group": Break(
        "PIN101",
        wrong=lambda project: replace(
            project,
            groups=(("dev", (Needed("pytest", ">=8"), Needed("acme-a", "==1.4.1"), *project.groups[0][1][2:])),),
        ),
    ),
    "PIN102": Break("PIN102", core(0, clauses=">=1.4.2"), layout=in_full),
    "PIN103": Break("PIN103", lambda project: replace(project, version="1.4.1")),
    "PIN105": Break("PIN105", core(2, clauses="==24.3.1"), version="24.03.1", layout=in_full),
    "PIN106": Break("PIN106", core(0, asked="[fats]")),
    "PIN201": Break("PIN201", python(">=3.8")),
    "PIN202": Break("PIN202", python(">=3.9,<3.14")),
    "PIN205": Break("PIN205", python(">3.8")),
    "PIN301": Break("PIN301", classified(f"{PYTHON}3.8", *CLASSIFIERS), layout=alike),
    # poetry makes classifiers of Requires-Python.
    "PIN302": Break("PIN302", classified(*CLASSIFIERS[:1], *CLASSIFIERS[2:]), dialects=LISTING, layout=alike),
    "PIN303": Break(
        "PIN303", classified(*CLASSIFIERS[:2], *CLASSIFIERS[3:]), dialects=LISTING, before=LISTING, layout=alike
    ),
    "PIN305": Break(
        "PIN305",
        classified(*CLASSIFIERS, f"{LANGUAGE}Ukranian"),
        classified(*CLASSIFIERS, f"{LANGUAGE}Ukrainian"),
        # A whole string is written anew.
        layout=alike,
    ),
    "PIN308": Break("PIN308", classified(*CLASSIFIERS, CLASSIFIERS[1]), layout=alike),
    # What a table of poetry says is written into no other one yet.
    "PIN402": Break("PIN402", core(-1, clauses=">=14"), before=LISTING),
    # A table has a key once.
    "PIN404": Break("PIN404", more(RICH, 4), dialects=LISTING, layout=alike),
    "PIN405": Break("PIN405", more(Needed("tomli", ">=2", 'python_version < "3.8"'), 2), layout=alike),
    "PIN501": Break("PIN501", beside=(beside("setup.cfg", CFG),), dialects=(pyproject, poetry, flit)),
    "PIN502": Break("PIN502", beside=(beside("CITATION.cff", "version: {}  # \xe9\n"),)),
    "PIN502 of a tool": Break("PIN502", beside=(beside(".bumpversion.cfg", TOOL),)),
    "PIN701": Break(
        "PIN701", beside=(("ruff.toml", "target-version = 'py38'  # \xe9\r\n", "target-version = 'py39'  # \xe9\r\n"),)
    ),
}


OTHERS = {
    # Where the key goes is for the layout to say.
    "PIN203": Break(
        "PIN203",
        lambda project: replace(project, python=None, core=(RICH,)),
        lambda project: replace(project, core=(RICH,)),
        # flit's own tables get no key yet, and what is passed on as a mapping is left alone.
        dialects=(pyproject, poetry, setup_cfg, setup_py),
        layout=lambda layout: replace(layout, tables="headers") if layout.dialect is setup_py else layout,
    ),
}


def found(outcome: Outcome) -> Counter[tuple[str, str]]:
    return Counter((each.rule.code, each.finding.message) for each in outcome.findings)


def assert_right(broken: Files, right: Files, code: str) -> None:
    before, wanted = checked(broken, RULES), checked(right, RULES)
    assert code in {each.rule.code for each in before.findings}
    done, files = fixed(broken, RULES)
    assert differing(files, right) == [], (lines(before), [each.why for each in (*done.bugs, *done.refused)])
    assert lines(done.outcome) == lines(wanted)
    assert facts(done.outcome.workspace) == facts(wanted.workspace)
    again, same = fixed(files, RULES)
    assert (again.done, same) == ((), files)


@pytest.mark.parametrize("name", BREAKS)
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_what_is_wrong_in_one_member_is_put_right_and_nothing_else_changes(name: str, data: st.DataObject) -> None:
    wrong = BREAKS[name]
    broken, right = data.draw(broken_and_right(wrong, layouts(wrong.dialects).map(wrong.layout)))
    assert_right(broken, right, wrong.code)


@st.composite
def broken_and_right(draw: st.DrawFn, wrong: Break, last: st.SearchStrategy[Layout]) -> tuple[Files, Files]:
    projects = family(wrong.version)
    written_in = [*(draw(layouts(wrong.before)) for _ in projects[:LAST]), draw(last)]
    # A pin that is made of the version is never wrong.
    written_in = [replace(each, formatted=False) for each in written_in]
    states = (
        (wrong.wrong(projects[LAST]), {path: text for path, text, _ in wrong.beside}),
        (wrong.right(projects[LAST]), {path: text for path, _, text in wrong.beside}),
    )
    broken, right = (
        {
            **written((*projects[:LAST], member), written_in, CONFIG),
            **{f"acme-d/{path}": text for path, text in beside.items()},
        }
        for member, beside in states
    )
    return broken, right


def commented(layout: Layout) -> Layout:
    """Comments wherever they may be, and strings that are written in one piece: others are not told apart in lists."""
    return replace(layout, comment="  # \xe9 ==9, ['", mixed=False, first=1)


@pytest.mark.parametrize("name", [*BREAKS, *OTHERS])
@given(data=st.data())
@settings(max_examples=4, deadline=None)
def test_what_is_put_right_among_comments_says_what_it_should_and_the_rest_stays(
    name: str, data: st.DataObject
) -> None:
    wrong = BREAKS.get(name) or OTHERS[name]
    broken, right = data.draw(
        broken_and_right(wrong, layouts(wrong.dialects).map(wrong.layout if name in OTHERS else commented))
    )
    before, wanted = checked(broken, RULES), checked(right, RULES)
    done, files = fixed(broken, RULES)
    assert wrong.code in {each.rule.code for each in before.findings}
    if {each.refusal for each in done.outcome.findings} == {"explained by a comment"}:
        # What goes would leave the lines above it to explain what follows; setup.cfg has them above every line.
        assert "acme-d/setup.cfg" in files
        assert files == broken
        return
    assert found(done.outcome) == found(wanted)
    assert facts(done.outcome.workspace) == facts(wanted.workspace)
    assert {path for path in files if files[path] != broken[path]} <= {
        path for path in files if path.startswith("acme-d/")
    }
    rows = [row[0] for row in (each.partition(" ")[2] for each in differing(files, broken))]
    assert max(map(rows.count, "+-"), default=0) <= 3
    again, same = fixed(files, RULES)
    assert (again.done, same) == ((), files)


MANY = ("PIN101", "PIN106", "PIN202", "PIN305", "PIN402", "PIN502", "PIN701")
"""What goes wrong in different places of one member, and has nothing to do with each other."""


@given(st.data(), st.lists(st.sampled_from(MANY), min_size=2, unique=True))
@settings(max_examples=25, deadline=None)
def test_all_that_is_wrong_at_once_is_put_right(data: st.DataObject, names: list[str]) -> None:
    wrongs = [BREAKS[name] for name in names]
    every = Break(
        wrongs[0].code,
        lambda project: reduce(lambda member, each: each.wrong(member), wrongs, project),
        lambda project: reduce(lambda member, each: each.right(member), wrongs, project),
        before=LISTING,
        beside=tuple(file for each in wrongs for file in each.beside),
    )
    broken, right = data.draw(broken_and_right(every, layouts().map(alike)))
    assert {each.rule.code for each in checked(broken, RULES).findings} >= set(names)
    assert_right(broken, right, every.code)


@given(layouts((pyproject, poetry, flit, setup_py)), st.sampled_from(("ignore[PIN101]", "ignore[PIN101, PIN2]")))
@settings(max_examples=25, deadline=None)
def test_comments_that_ignore_nothing_go_and_nothing_else_does(layout: Layout, ignore: str) -> None:
    # Not everywhere is a line that a comment may stand on.
    tables = "headers" if layout.tables == "inline" or layout.dialect is setup_py else layout.tables
    layout = replace(layout, tables=tables, formatted=False, array=ARRAYS[layout.first % 9])
    member = family("1.4.2")[0]
    broken, right = (
        written([member], [replace(layout, comment=comment)]) for comment in (f"  # pinlint: {ignore} it was so", "")
    )
    assert_right(broken, right, "PIN008")
