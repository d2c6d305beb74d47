"""What ``pinlint init`` writes changes nothing about what is found: it says what the workspace does already."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given, note, settings
from hypothesis import strategies as st

import pinlint_rules
from pinlint import engine, proposing
from pinlint.testing import check
from tests.compared import project

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinlint.engine import Located
    from pinlint.workspace import Workspace

RULES = tuple(rule for rule in pinlint_rules.load() if rule.default)
NAMES = ("acme", "acme-app", "acme-core", "acme-web", "other", "tool", "tool-kit")
VERSIONS = ("1.0", "1.0", "1.0", "1.0", "2.0rc1", "3.1")
PINS = ("=={}", "=={}", "=={}", "~={}", ">={}", ">={},<9", "", "<={}", ">9")
PYTHONS = ("", ">=3.9", ">=3.9", ">=3.9", ">=3.10", ">=3.8", ">=3.9,<3.12", "==3.9.*")
MINORS = ("3.8", "3.9", "3.10", "3.11")
EXTERNAL = ("click>=8", "click>=8", "click >= 8", "click>=7", "attrs", "numpy==1.0; python_version < '3.10'")


@st.composite
def workspaces(draw: st.DrawFn) -> str:
    """Projects that mostly agree with each other."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True))
    versions = {name: draw(st.sampled_from(VERSIONS)) for name in names}
    files = []
    for number, name in enumerate(names):
        siblings = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
        core = [f"{each}{draw(st.sampled_from(PINS)).format(versions[each])}" for each in siblings if each != name]
        core += draw(st.lists(st.sampled_from(EXTERNAL), max_size=2, unique=True))
        lines = [f"dependencies = {core}"]
        if python := draw(st.sampled_from(PYTHONS)):
            lines.append(f'requires-python = "{python}"')
        minors = draw(st.sets(st.sampled_from(MINORS)) | st.just(set(MINORS[1:])))
        listed = [f"Programming Language :: Python :: {minor}" for minor in sorted(minors, key=MINORS.index)]
        # What is not published joins no group that is inferred.
        listed += draw(st.sampled_from(((), (), (), ("Private :: Do Not Upload",))))
        if listed:
            lines.append(f"classifiers = {listed}")
        dynamic = draw(st.sampled_from(((), (), (), ("version",), ("requires-python",))))
        lines = [line for line in lines if line.partition(" ")[0] not in dynamic]
        lines += [f"dynamic = {list(dynamic)}"] if dynamic else []
        version = "" if "version" in dynamic else versions[name]
        files.append(project(*lines, name=name, version=version, folder=str(number)))
    return "".join(files)


def everything(workspace: Workspace) -> tuple[Located, ...]:
    outcome = engine.check(workspace, RULES)
    return (*outcome.findings, *outcome.ignored)


CALLED = r"the requirements within .*|the group \S+ has internal-pins = .*|its lockstep group at \S+|the group \S+"
TIES = "PIN303"
"""In a configured group its ties count, too, and one finding may be about both."""


def said(findings: Iterable[Located]) -> list[str]:
    """The findings, groups and their policies without what they are called."""
    return sorted(
        f"{each.span} {each.level} {each.rule.code} {re.sub(CALLED, 'the group', each.finding.message)}"
        for each in findings
        if each.rule.code != TIES
    )


def tied(findings: Iterable[Located]) -> set[str]:
    """The members that are found to differ from others in their classifiers."""
    return {each.finding.member.path for each in findings if each.rule.code == TIES and each.finding.member}


@given(workspaces())
@settings(max_examples=50, deadline=None)
def test_what_is_written_changes_nothing_of_what_is_found(text: str) -> None:
    before = check(text, RULES)
    proposal = proposing.propose(before.workspace, everything)
    config = proposing.written(proposal, shared=False)
    note(text + config)
    after = check(f"{text}-- pinlint.toml --\n{config}", RULES)
    assert not [group for group in after.workspace.groups if group.inferred]
    assert said(after.findings) == said(before.findings)
    assert tied(after.findings) == tied(before.findings)
