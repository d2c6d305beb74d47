"""A group that is moved agrees as it did, in whatever dialect; moved back, it is what it was to the byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.version import Version

import pinlint_rules
from pinlint import bumping
from pinlint.bumping.rewriting import rewritten
from pinlint.testing import check, lines, parse_workspace
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from pinlint.workspace import Workspace

RULES = tuple(rule for rule in pinlint_rules.load() if rule.default)
NAMES = ("acme-a", "acme-b", "acme-c")
RELEASES = ("1.4.0", "1.4.1", "1.5.0", "2.0.0", "1.5.0rc1")
OTHERS = (*RELEASES, "2", "1.6", "1.4.1.1", "1.5.0.post1", "1.5.0.dev2", "2.0rc1.dev3", "1!1.0.0", "1.04.2", "v1.4.7")
PINS = ("=={v}", "== {v}", "~={v}", ">={v}", ">={v},<{cap}", "<{cap}, >={v}")
CONFIG = "-- pinlint.toml --\n[[groups]]\nname = 'acme'\nmembers = ['acme-*']\ninternal-pins = 'any'\n"


def toml(name: str, version: str, core: list[str], extra: list[str], quote: str) -> str:
    def array(values: list[str]) -> str:
        return "[\n" + "".join(f"    {quote}{value}{quote},  # kept\n" for value in values) + "]"

    return (
        f"-- {name}/pyproject.toml --\n[project]\nname = '{name}'\nversion = {quote}{version}{quote}\n"
        f"dependencies = {array(core)}\noptional-dependencies.all = {array(extra)}\n"
        f"[dependency-groups]\ndev = {array(extra)}\n"
    )


def setup_py(name: str, version: str, core: list[str], extra: list[str], quote: str) -> str:
    def array(values: list[str]) -> str:
        return "[" + ", ".join(f"{quote}{value}{quote}" for value in values) + "]"

    return (
        f"-- {name}/setup.py --\nfrom setuptools import setup\n"
        f"VERSION = {quote}{version}{quote}\nCORE = {array(core)}\n"
        f"setup(\n    name='{name}',\n    version=VERSION,\n    install_requires=CORE,\n"
        f"    extras_require=dict(all={array(extra)}),\n)\n"
    )


def setup_cfg(name: str, version: str, core: list[str], extra: list[str], _quote: str) -> str:
    def array(values: list[str]) -> str:
        return "".join(f"\n    {value}" for value in values)

    return (
        f"-- {name}/setup.cfg --\n[metadata]\nname = {name}\nversion: {version}\n[options]\n"
        f"install_requires ={array(core)}\n[options.extras_require]\nall ={array(extra)}\n"
    )


@st.composite
def families(draw: st.DrawFn) -> tuple[str, str]:
    """A consistent family, and its version."""
    version = draw(st.sampled_from(RELEASES))
    major, minor, *_ = Version(version).release
    cap = draw(st.sampled_from((f"{major + 1}", f"{major + 1}.0.0", f"{major}.{minor + 1}", f"{major}.{minor + 1}.0")))
    files = []
    for number, name in enumerate(NAMES):
        pins = draw(st.lists(st.sampled_from(PINS), min_size=number, max_size=number))
        core = [sibling + pin.format(v=version, cap=cap) for sibling, pin in zip(NAMES[:number], pins, strict=True)]
        dialect = draw(st.sampled_from((toml, setup_py, setup_cfg)))
        extra = [f"{sibling}=={version}" for sibling in NAMES[number + 1 :]]
        files.append(dialect(name, version, core, extra, draw(st.sampled_from(("'", '"', "'''", '"""')))))
    return CONFIG + "".join(files), version


def bumped(text: str, version: str) -> tuple[str, Workspace]:
    """The workspace moved to a version."""
    workspace = check(text, RULES).workspace
    (group,) = workspace.groups
    plan = bumping.plan(workspace, group, version)
    sources, refused = rewritten(plan.changes, workspace.sources)
    assert not refused
    files = {**parse_workspace(text), **{path: source.text for path, source in sources.items()}}
    moved = "".join(f"-- {path} --\n{content}" for path, content in files.items())
    return moved, check(moved, RULES).workspace


@given(families(), st.sampled_from(OTHERS))
@settings(max_examples=60, deadline=None)
def test_what_agreed_agrees_when_it_has_moved_and_there_and_back_is_nothing(
    family: tuple[str, str], version: str
) -> None:
    text, before = family
    said = lines(check(text, RULES))
    moved, workspace = bumped(text, version)
    for member in workspace.members:
        assert isinstance(member.version, Declared)
        assert member.version.value == Version(version)
    assert not workspace.problems, moved
    assert lines(check(moved, RULES)).count("PIN1") <= said.count("PIN1"), moved
    assert bumped(moved, before)[0] == text
