"""Locks, requirements files and uv sources: what is reported is what packaging refuses, and nothing in them raises."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet

from pinlint.testing import check, lines
from pinlint_rules.pin108_unpublishable_reference import RULE as PIN108
from pinlint_rules.pin110_missing_workspace_source import RULE as PIN110
from pinlint_rules.pin409_locked_outside_range import RULE as PIN409
from pinlint_rules.pin703_lock_requires_python import RULE as PIN703

RULES = (PIN108, PIN110, PIN409, PIN703)
NAMES = ("click", "flask", "attrs")
VERSIONS = ("1.0", "1.1", "2.0", "2.0rc1", "2.0+cpu", "3.0.post1", "1!0.5")
CLAUSES = ("==1.0", "==1.*", ">=1.1", "<2", "~=1.0", "!=1.1", ">=2.0rc1", "<=2", ">2", "==1!0.5")
PYTHONS = (">=3.9", ">=3.10,<3.13", "==3.11.*", ">3.9", "~=3.9", ">=3.9,!=3.10.*", "<3.12", ">=3.11.4")

requirements = st.dictionaries(st.sampled_from(NAMES), st.lists(st.sampled_from(CLAUSES), max_size=2).map(",".join))
choices = st.fixed_dictionaries({name: st.sampled_from(VERSIONS) for name in NAMES})


@given(requirements, choices)
def test_a_version_is_reported_exactly_where_packaging_refuses_it(
    wanted: dict[str, str], chosen: dict[str, str]
) -> None:
    listed = ", ".join(f'"{name}{clauses}"' for name, clauses in wanted.items())
    project = f'-- pyproject.toml --\n[project]\nname = "app"\nversion = "1"\ndependencies = [{listed}]'
    own = '[[package]]\nname = "app"\nversion = "1"\nsource = { virtual = "." }\n'
    index = 'source = { registry = "https://example.org/simple" }'
    entries = "".join(f'[[package]]\nname = "{name}"\nversion = "{each}"\n{index}\n' for name, each in chosen.items())
    pins = "\n".join(f"{name}=={each}" for name, each in chosen.items())
    files = (f"-- uv.lock --\nversion = 1\n{own}{entries}", f"-- requirements.txt --\n-e .\n{pins}")
    refused = {
        name for name, clauses in wanted.items() if not SpecifierSet(clauses).contains(chosen[name], prereleases=True)
    }
    for text in files:
        findings = check(f"{project}\n{text}", [PIN409]).findings
        assert {found.finding.dependencies[0] for found in findings} == refused - _alike(text, wanted, chosen)
        assert len(findings) == len({found.finding.dependencies for found in findings})


def _alike(text: str, wanted: dict[str, str], chosen: dict[str, str]) -> set[str]:
    """What a pin in a requirements file also accepts: ``==2.0`` is met by 2.0+cpu, too."""
    if text.startswith("-- uv.lock"):
        return set()
    return {
        name
        for name, clauses in wanted.items()
        if "+" not in chosen[name] and SpecifierSet(clauses).contains(f"{chosen[name]}+cpu", prereleases=True)
    }


@given(st.lists(st.sampled_from(PYTHONS), min_size=1, max_size=3), st.sampled_from(PYTHONS))
def test_a_lock_is_fine_exactly_if_it_is_for_the_pythons_that_all_members_accept(pythons: list[str], lock: str) -> None:
    names = [f"m{number}" for number in range(len(pythons))]
    projects = "\n".join(
        f'-- {name}/pyproject.toml --\n[project]\nname = "{name}"\nversion = "1"\nrequires-python = "{python}"'
        for name, python in zip(names, pythons, strict=True)
    )
    entries = "".join(
        f'[[package]]\nname = "{name}"\nversion = "1"\nsource = {{ editable = "{name}" }}\n' for name in names
    )
    listed = ", ".join(f'"{name}"' for name in names)
    head = f'-- uv.lock --\nversion = 1\nrequires-python = "{lock}"\n[manifest]\nmembers = [{listed}]\n'
    sets = [SpecifierSet(python) for python in pythons]
    releases = [f"{x}.{y}.{z}" for x, y in ((2, 7), *((3, minor) for minor in range(8, 15)), (4, 0)) for z in range(6)]
    same = all(
        SpecifierSet(lock).contains(release) is all(each.contains(release) for each in sets) for release in releases
    )
    assert bool(lines(check(f"{projects}\n{head}{entries}", [PIN703]))) is not same


WORKSPACE = """\
-- pyproject.toml --
[project]
name = "root"
version = "1.0"
requires-python = ">=3.10"
dependencies = ["app", "click<8", "core @ file:../core"]
[project.optional-dependencies]
web = ["flask<3; python_version < '3.12'"]
[tool.uv]
override-dependencies = ["idna<4"]
[tool.uv.workspace]
members = ["app", "core"]
[tool.uv.sources]
app = [{ workspace = true, extra = "web" }, { path = "app" }]
[tool.poetry.dependencies]
python = ">=3.11"
-- app/pyproject.toml --
[project]
name = "app"
version = "1.0"
dependencies = ["core", "zed", "click>=9"]
[tool.uv.sources]
zed = { workspace = true }
-- core/pyproject.toml --
[project]
name = "core"
version = "1.0"
requires-python = ">=3.12"
-- uv.lock --
version = 1
revision = 3
requires-python = ">=3.9"
resolution-markers = ["python_full_version < '3.12'", "python_full_version >= '3.12'"]
supported-markers = ["sys_platform == 'linux'"]
[manifest]
members = ["app", "core", "root"]
overrides = [{ name = "urllib3", specifier = ">=2" }]
[[package]]
name = "root"
version = "1.0"
source = { virtual = "." }
dependencies = [{ name = "click", version = "8.1", marker = "python_full_version < '3.12'" }]
[package.optional-dependencies]
web = [{ name = "flask" }]
[[package]]
name = "click"
version = "8.1"
source = { registry = "https://example.org/simple" }
resolution-markers = ["python_full_version < '3.12'"]
[[package]]
name = "click"
version = "8.5"
source = { registry = "https://example.org/simple" }
resolution-markers = ["python_full_version >= '3.12'"]
[[package]]
name = "flask"
version = "3.1"
source = { registry = "https://example.org/simple" }
-- poetry.lock --
[[package]]
name = "click"
version = "8.1"
optional = false
python-versions = ">=3.9"
groups = ["main"]
markers = "python_version < '3.12'"
[metadata]
lock-version = "2.1"
python-versions = "^3.9"
-- pdm.lock --
[metadata]
groups = ["default", "web"]
lock_version = "4.5.0"
[[metadata.targets]]
requires_python = "<3.9"
[[package]]
name = "click"
version = "8.1"
requires_python = ">=3.9"
groups = ["default"]
-- pylock.toml --
lock-version = "1.0"
created-by = "x"
requires-python = "<3.9"
environments = ["sys_platform == 'linux'"]
[[packages]]
name = "root"
directory = { path = ".", editable = true }
[[packages]]
name = "click"
version = "8.1"
marker = "python_version < '3.12'"
-- requirements.txt --
-r more.txt
-c constraints.txt
-e .[web]
./app
click==8.1 ; python_version < '3.12'
-- more.txt --
flask==3.1 \\
    --hash=sha256:00
-- constraints.txt --
click>=8
"""
WRONG = (
    "3",
    "true",
    "''",
    "'?'",
    "'a b'",
    "[]",
    "[3]",
    "['?']",
    "[[]]",
    "{}",
    "{ x = 3 }",
    "2020-01-01",
    "[{}]",
    "'*'",
)
PLACES = tuple(
    number for number, line in enumerate(WORKSPACE.splitlines()) if line and not line.startswith(("[[", "-- "))
)


@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from((*WRONG, None))), min_size=1, max_size=4))
@settings(max_examples=120)
def test_nothing_in_these_files_raises(changes: list[tuple[int, str | None]]) -> None:
    text = WORKSPACE.splitlines()
    for number, value in changes:
        key, equals, _ = text[number].partition(" = ")
        text[number] = "" if value is None else f"{key}{equals}{value}"
    check("\n".join(text), RULES)


def test_every_rule_has_something_to_say_of_the_workspace_that_is_changed() -> None:
    said = lines(check(WORKSPACE, RULES))
    assert set(re.findall(r"PIN\d{3}", said)) == {rule.code for rule in RULES}
    assert len(set(re.findall(r"(?m)^[^:]*(?:lock|\.txt)\b", said))) >= 5
