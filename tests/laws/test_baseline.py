"""A baseline survives what changes only the looks of files, and a release; what is wrong besides is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from pinlint import baseline
from pinlint.testing import check
from pinlint_rules import (
    load,
    pin101_stale_internal_pin,
    pin103_lockstep_version_drift,
    pin106_undeclared_extra,
    pin201_requires_python_wider_than_dependency,
    pin202_requires_python_differs,
)
from tests.rules.asking import project

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

RULES = (
    pin101_stale_internal_pin.RULE,
    pin106_undeclared_extra.RULE,
    pin201_requires_python_wider_than_dependency.RULE,
)
GROUP_RULES = (pin103_lockstep_version_drift.RULE, pin202_requires_python_differs.RULE)
CODES = {rule.code for rule in RULES}
NAMES = ("core", "tools", "util", "web")
REQUIREMENT = st.tuples(st.sampled_from(NAMES), st.sampled_from(["", "[fast]"]), st.sampled_from(["", "==1", "<2,>=1"]))
SIBLINGS = tuple(project(name, version="2.0", python=">=3.12") for name in NAMES)


def app(requirements: Iterable[tuple[str, str, str]], *, above: str = "", space: str = "") -> str:
    lines = "".join(f"    '{name}{extras}{space}{pins}',{space}\n" for name, extras, pins in requirements)
    fields = "name = 'app'\nrequires-python = '>=3.11'\n"
    return f"-- app/pyproject.toml --\n{above}[project]\n{fields}dependencies = [\n{lines}]\n"


@given(st.lists(REQUIREMENT, unique_by=lambda each: each[0], max_size=4), st.randoms(use_true_random=False))
def test_lines_order_and_spaces_make_nothing_new_and_nothing_stale(
    requirements: list[tuple[str, str, str]], random: Random
) -> None:
    before = check("\n".join((app(requirements), *SIBLINGS)), RULES)
    entries = baseline.parse(baseline.render(baseline.listed(before)))
    moved = app(random.sample(requirements, len(requirements)), above="# a comment\n\n", space="  ")
    after = check("\n".join((moved, *SIBLINGS)), RULES)
    hidden, kept, stale = baseline.hide(after, entries, CODES)
    assert (hidden.findings, stale) == ((), ())
    assert kept == entries
    assert len(hidden.ignored) == len(before.findings)


@given(st.lists(REQUIREMENT, unique_by=lambda each: each[0], max_size=4), st.sampled_from(["2.1", "3.0"]))
def test_a_release_of_the_siblings_makes_no_old_finding_new(
    requirements: list[tuple[str, str, str]], version: str
) -> None:
    before = check("\n".join((app(requirements), *SIBLINGS)), RULES)
    released = (project(name, version=version, python=">=3.12") for name in NAMES)
    after = check("\n".join((app(requirements), *released)), RULES)
    found = {found.span for found in before.findings}
    hidden, _, _ = baseline.hide(after, baseline.listed(before), CODES)
    assert not {new.span for new in hidden.findings} & found


@given(st.sampled_from(["1.0", "0.9"]), st.sampled_from([">=3.9", ">=3.12"]))
def test_another_member_that_agrees_makes_nothing_new(version: str, python: str) -> None:
    group = "-- pinlint.toml --\n[[groups]]\nname = 'g'\nmembers = ['*']\n"
    members = [project("app", version=version, python=python), *SIBLINGS]
    before = check("\n".join((*members, group)), GROUP_RULES)
    assert before.findings
    after = check("\n".join((*members, project("zoo", version="2.0", python=">=3.12"), group)), GROUP_RULES)
    hidden, _, stale = baseline.hide(after, baseline.listed(before), {rule.code for rule in GROUP_RULES})
    assert (hidden.findings, stale) == ((), ())


EVERY = load()
EVERY_CODE = {rule.code for rule in EVERY}
ASKED = (
    "core=={v}",
    "core>={v}",
    "core~={v}",
    "core>={v},<{n}",
    "core[fast]=={v}.0",
    "core",
    "core==1.3.0",
    "core<1.2",
    "core>={v}; python_version < '3.8'",
    "core=={v}\\n",
    "tool==1.3.0",
    "tool>={v}",
    "click<1",
)
LISTED = ("3.8", "3.9", "3.11", "3.12", "3.12", "3")
PLACES = ("dependencies", "extra", "other")


def released(texts: Iterable[tuple[str, str]], minors: Iterable[str], drift: str, v: str, n: str) -> str:
    """A workspace at a version, in which ``tool`` may lag, with the requirements of ``app`` and its classifiers."""
    lists = {place: [text for text, where in texts if where == place] for place in PLACES}
    shown = {place: "".join(f'  "{text}",\n' for text in each) for place, each in lists.items()}
    classifiers = "".join(f'  "Programming Language :: Python :: {minor}",\n' for minor in minors)
    text = (
        "-- pinlint.toml --\n[[groups]]\nname = 'g'\nmembers = ['*']\nversion = 'lockstep'\n"
        "internal-pins = 'exact'\nrequires-python = 'same'\nclassifiers = 'same'\n"
        "-- app/pyproject.toml --\n[project]\nname = 'app'\nversion = '{v}'\nrequires-python = '>=3.10'\n"
        f"classifiers = [\n{classifiers}]\ndependencies = [\n{shown['dependencies']}]\n"
        f"[project.optional-dependencies]\nextra = [\n{shown['extra']}]\nother = [\n{shown['other']}]\n"
        "-- app/app/__init__.py --\n__version__ = '1.2'\n"
        "-- core/pyproject.toml --\n[project]\nname = 'core'\nversion = '{v}'\nrequires-python = '>=3.11'\n"
        f"-- tool/pyproject.toml --\n[project]\nname = 'tool'\nversion = '{drift}'\nrequires-python = '>=3.10'\n"
    )
    return text.replace("{v}", v).replace("{n}", n)


REQUIRED = st.lists(st.tuples(st.sampled_from(ASKED), st.sampled_from(PLACES)), max_size=5, unique=True)
MINORS = st.lists(st.sampled_from(LISTED), max_size=4)
DRIFT = st.sampled_from(["{v}", "{v}.1", "0.9"])


@settings(max_examples=25)
@given(REQUIRED, MINORS, DRIFT)
def test_a_release_that_moves_all_versions_and_pins_brings_nothing_back(
    requirements: list[tuple[str, str]], minors: list[str], drift: str
) -> None:
    before = check(released(requirements, minors, drift, "1.4.2", "2"), EVERY)
    after = check(released(requirements, minors, drift, "1.5.0", "3"), EVERY)
    hidden, _, stale = baseline.hide(after, baseline.listed(before), EVERY_CODE)
    assert (hidden.findings, stale) == ((), ())


@settings(max_examples=25)
@given(REQUIRED, MINORS, DRIFT, st.data())
def test_what_is_put_right_in_part_brings_nothing_back(
    requirements: list[tuple[str, str]], minors: list[str], drift: str, data: st.DataObject
) -> None:
    before = check(released(requirements, minors, drift, "1.4.2", "2"), (pin101_stale_internal_pin.RULE,))
    fewer = [each for each in requirements if data.draw(st.booleans())]
    after = check(released(fewer, minors, drift, "1.4.2", "2"), (pin101_stale_internal_pin.RULE,))
    extras = {found.finding.extra for found in before.findings} == {found.finding.extra for found in after.findings}
    hidden, _, _ = baseline.hide(after, baseline.listed(before), EVERY_CODE)
    assert hidden.findings == () or not extras


@settings(max_examples=25)
@given(REQUIRED, MINORS, st.sampled_from(["core==1.1.0", "tool==1.1.0"]), st.sampled_from(PLACES))
def test_a_further_stale_pin_is_new(
    requirements: list[tuple[str, str]], minors: list[str], pin: str, place: str
) -> None:
    before = check(released(requirements, minors, "{v}", "1.4.2", "2"), EVERY)
    after = check(released([*requirements, (pin, place)], minors, "{v}", "1.4.2", "2"), EVERY)
    hidden, _, _ = baseline.hide(after, baseline.listed(before), EVERY_CODE)
    assert "PIN101" in {found.rule.code for found in hidden.findings}


@settings(max_examples=25)
@given(REQUIRED, MINORS, st.sampled_from(["3.6", "3.7", "2"]))
def test_a_further_lying_classifier_is_new(requirements: list[tuple[str, str]], minors: list[str], minor: str) -> None:
    before = check(released(requirements, minors, "{v}", "1.4.2", "2"), EVERY)
    after = check(released(requirements, [*minors, minor], "{v}", "1.4.2", "2"), EVERY)
    hidden, _, _ = baseline.hide(after, baseline.listed(before), EVERY_CODE)
    assert "PIN301" in {found.rule.code for found in hidden.findings}


@settings(max_examples=25)
@given(REQUIRED, MINORS.filter(bool), st.data())
def test_a_further_copy_of_a_classifier_is_new(
    requirements: list[tuple[str, str]], minors: list[str], data: st.DataObject
) -> None:
    before = check(released(requirements, minors, "{v}", "1.4.2", "2"), EVERY)
    again = [*minors, data.draw(st.sampled_from(minors))]
    after = check(released(requirements, again, "{v}", "1.4.2", "2"), EVERY)
    hidden, _, _ = baseline.hide(after, baseline.listed(before), EVERY_CODE)
    assert "PIN308" in {found.rule.code for found in hidden.findings}
