from __future__ import annotations

import pytest

from pinlint.rule import Level
from pinlint_rules.pin501_sources_disagree import RULE
from tests.rules.asking import found, project, related, said

SETUP_CFG = "-- core/setup.cfg --\n[metadata]\nname = core\n"


def sdist(*fields: str, version: str = "2.2") -> str:
    return "\n".join(("-- core/PKG-INFO --", f"Metadata-Version: {version}", "Name: core", "Version: 1.0", *fields))


@pytest.mark.parametrize(
    ("ours", "fields", "says"),
    [
        (
            {"python": ">=3.9"},
            ("Requires-Python: >=3.8",),
            "Requires-Python >=3.8 in PKG-INFO, which accepts Python 3.8, but >=3.9 in",
        ),
        (
            {"python": ">=3.9"},
            ("Requires-Python: >=3.10",),
            "Requires-Python >=3.10 in PKG-INFO, which refuses Python 3.9, but >=3.9 in",
        ),
        ({"python": ">=3.9"}, (), "no Requires-Python in PKG-INFO, which accepts Python 3.8, but >=3.9 in"),
        ({"minors": ("3.9",)}, (), "no classifier Programming Language :: Python :: 3.9 in PKG-INFO, but one in"),
        ({"extras": "x = []"}, (), "no extra x in PKG-INFO, but one in"),
        ({"extras": "x = []"}, ("Provides-Extra: x", "Provides-Extra: y"), "the extra y in PKG-INFO, but not in"),
        ({"extras": 'x = ["rich"]'}, (), "no Requires-Dist in PKG-INFO, but 1 in"),
    ],
)
def test_what_differs_is_named_with_both_files(ours: dict[str, object], fields: tuple[str, ...], says: str) -> None:
    (line,) = said(RULE, project("core", **ours), sdist(*fields))  # type: ignore[arg-type] # a column of a table
    assert line.split(": PIN501 ")[1] == f"core has {says} pyproject.toml"


@pytest.mark.parametrize(
    ("requirement", "built", "says"),
    [
        ("rich>=13", "rich>=12", "the requirement rich>=12 in PKG-INFO, which accepts rich 12, but rich>=13 in"),
        ("rich", "rich<14", "the requirement rich<14 in PKG-INFO, which refuses rich 14, but rich in"),
        ("rich", "click", "the requirement click in PKG-INFO, but not in"),
        ("rich[x]", "rich", "the requirement rich in PKG-INFO, but rich[x] in"),
        ("rich @ https://x.org/r", "rich", "the requirement rich in PKG-INFO, but rich @ https://x.org/r in"),
        (
            'rich; sys_platform == "linux"',
            'rich; sys_platform == "win32"',
            'the requirement rich; sys_platform == "win32" in PKG-INFO, but rich; sys_platform == "linux" in',
        ),
    ],
)
def test_requirements_are_compared_as_sets(requirement: str, built: str, says: str) -> None:
    (line,) = said(RULE, project("core", requirement), sdist(f"Requires-Dist: {built}"))
    assert line == f"core/PKG-INFO:4:16: PIN501 core has {says} pyproject.toml"


@pytest.mark.parametrize(
    ("requirement", "built"),
    [
        ("Rich_Text >= 13,<14", "rich-text<14,>=13"),
        ("rich (>=13)", "rich>=13"),
        ("rich==13.0", "rich==13"),
        ("rich[A_b,c]", "rich[c,a-b]"),
        ('rich; python_version >= "3.9" and os_name == "nt"', 'rich; (os_name == "nt") and python_version>="3.9"'),
        ("rich @ https://example.org/a", "rich@https://example.org/a"),
        ("rich===odd", "rich===odd"),
    ],
)
def test_other_spellings_of_the_same_are_fine(requirement: str, built: str) -> None:
    assert not said(RULE, project("core", requirement), sdist(f"Requires-Dist: {built}"))


def test_lists_have_no_order() -> None:
    ours = project("core", "a", "b", minors=("3.9", "3.10"), extras='x = ["c"]\ny = ["d"]')
    fields = ('Requires-Dist: d; extra=="y"', "Requires-Dist: b", "Requires-Dist: a", "Requires-Dist: c; extra == 'x'")
    names = (
        "Provides-Extra: y",
        "Provides-Extra: x",
        *(f"Classifier: Programming Language :: Python :: {x}" for x in ("3.10", "3.9")),
    )
    assert not said(RULE, ours, sdist(*fields, *names))


def test_versions_and_names_are_compared_by_value() -> None:
    ours = project("Core.X", version="24.03.0rc3", path="core")
    assert not said(RULE, ours, "-- core/setup.cfg --\n[metadata]\nname = core_x\nversion = 24.3.0.RC3")
    assert len(said(RULE, ours, "-- core/setup.cfg --\n[metadata]\nname = core_y\nversion = 24.3")) == 2


def test_sources_say_nothing_by_what_they_leave_out() -> None:
    ours = project("core", "rich", python=">=3.9", minors=("3.9",), extras='x = ["click"]')
    assert not said(RULE, ours, SETUP_CFG)


def test_core_and_optional_requirements_may_be_in_different_files() -> None:
    ours = project("core", more='dynamic = ["dependencies"]', extras='x = ["click"]')
    assert not said(RULE, ours, SETUP_CFG + "[options]\ninstall_requires = rich")


def test_what_is_dynamic_is_left_to_the_other_file() -> None:
    ours = project("core", version=None, more='dynamic = ["version", "dependencies", "requires-python"]')
    theirs = SETUP_CFG + "version = 1.0\n[options]\npython_requires = >=3.9\ninstall_requires = rich"
    assert not said(RULE, ours, theirs)


def test_a_field_that_built_metadata_leaves_open_is_not_absent() -> None:
    ours = project("core", "rich", python=">=3.9")
    assert not said(RULE, ours, sdist("Dynamic: Requires-Dist", "Dynamic: requires-python"))


def test_absence_from_an_old_pkg_info_is_a_warning_and_one_for_all_requirements() -> None:
    ours = project("core", "rich", extras='x = ["click"]')
    (finding,) = found(RULE, ours, sdist(version="1.2"))
    assert finding.finding.message == "core has no Requires-Dist in PKG-INFO, but 2 in pyproject.toml"
    assert finding.level is Level.WARNING
    (finding,) = found(RULE, ours, sdist(version="2.2"))
    assert finding.level is Level.ERROR
    (finding,) = found(
        RULE,
        ours,
        sdist("Requires-Dist: rich>1", 'Requires-Dist: click; extra=="x"', "Provides-Extra: x", version="1.2"),
    )
    assert finding.level is Level.ERROR


def test_an_old_pkg_info_leads_nobody_by_what_it_lacks() -> None:
    wheel = "-- core-1.0.dist-info/METADATA --\nMetadata-Version: 2.1\nName: core\nVersion: 1.0\nRequires-Dist: rich"
    (finding,) = found(RULE, sdist(version="1.2"), wheel)
    assert finding.span.path == "core/PKG-INFO"
    assert finding.level is Level.WARNING


def test_three_files_are_one_finding_with_all_of_them() -> None:
    ours = project("core", version="2.0")
    files = (ours, SETUP_CFG + "version = 1.1", sdist())
    assert said(RULE, *files) == [
        "core/setup.cfg:3:11: PIN501 core has the version 1.1 in setup.cfg, but 2.0 in pyproject.toml"
    ]
    assert related(found(RULE, *files)[0]) == [
        ("core/pyproject.toml", "2.0 in pyproject.toml"),
        ("core/PKG-INFO", "the version 1.0 in PKG-INFO"),
    ]


def test_two_files_of_one_kind_are_told_apart_by_their_paths() -> None:
    fields = "Metadata-Version: 2.1\nName: core\nVersion: 1.0\nRequires-Python: >=3.{0}"
    wheel = f"-- core-1.0-{{0}}.dist-info/METADATA --\n{fields}"
    (line,) = said(RULE, wheel.format(8), wheel.format(9))
    assert line.split(": PIN501 ")[1] == (
        "core has Requires-Python >=3.9 in core-1.0-9.dist-info/METADATA, which refuses Python 3.8, "
        "but >=3.8 in core-1.0-8.dist-info/METADATA"
    )


def test_an_extra_that_is_missing_is_said_once_with_what_it_requires() -> None:
    ours = project("core", "attrs", extras='x = ["click"]\ny = ["rich"]')
    fields = ("Requires-Dist: attrs", 'Requires-Dist: click; extra == "x"', "Provides-Extra: x")
    assert said(RULE, ours, sdist(*fields)) == [
        "core/PKG-INFO:2:7: PIN501 core has no extra y in PKG-INFO, but one in pyproject.toml"
    ]


def test_setup_cfg_may_fill_what_setup_py_passes_empty() -> None:
    setup = "-- core/setup.py --\nfrom setuptools import setup\nsetup(name='core', version='1.0', install_requires=[])"
    assert not said(RULE, setup, SETUP_CFG + "[options]\ninstall_requires = rich")


def test_many_requirements_on_one_distribution_take_no_time() -> None:
    ours = project("core", *(f"rich!={number}" for number in range(400)))
    theirs = sdist(*(f"Requires-Dist: rich>{number}" for number in range(400)))
    assert not said(RULE, ours, theirs)


COLLECTED = ('Requires-Dist: click; extra=="x"', 'Requires-Dist: attrs; extra=="y"')


@pytest.mark.parametrize(
    ("extras", "asked"),
    [
        ('all = ["core[x,y]"]', ("attrs", "click")),
        ('all = ["Core[X]", "attrs"]', ("click", "attrs", "attrs")),
        ('all = ["core[all,x]", "core[y] ; os_name == \'nt\'"]', ("click", "attrs ; os_name == 'nt'")),
    ],
)
def test_extras_that_collect_extras_may_be_written_out(extras: str, asked: tuple[str, ...]) -> None:
    ours = project("core", extras=f'x = ["click"]\ny = ["attrs"]\n{extras}')
    names = ("Provides-Extra: x", "Provides-Extra: y", "Provides-Extra: all")
    markers = (f"{each} and extra=='all'" if ";" in each else f"{each}; extra=='all'" for each in asked)
    assert not said(RULE, ours, sdist(*COLLECTED, *names, *(f"Requires-Dist: {each}" for each in markers)))


def test_what_a_collecting_extra_lacks_is_said() -> None:
    ours = project("core", extras='x = ["click"]\ny = ["attrs"]\nall = ["core[x,y]"]')
    fields = ("Provides-Extra: x", "Provides-Extra: y", "Provides-Extra: all", "Requires-Dist: click; extra=='all'")
    assert said(RULE, ours, sdist(*COLLECTED, *fields)) == [
        "core/PKG-INFO:2:7: PIN501 core has no requirement attrs (extra all) in PKG-INFO, but one in pyproject.toml"
    ]


def test_extras_that_ask_for_what_there_is_not_or_for_each_other_are_compared_as_they_are() -> None:
    ours = project("core", extras='x = ["core[y]"]\ny = ["core[x]"]\nz = ["core[w]"]')
    names = ("Provides-Extra: x", "Provides-Extra: y", "Provides-Extra: z")
    assert not said(RULE, ours, sdist(*names, "Requires-Dist: core[w]; extra=='z'"))
    assert said(RULE, ours, sdist(*names, "Requires-Dist: core; extra=='z'"))


def test_extras_that_ask_for_each_other_without_end_take_no_time() -> None:
    extras = "\n".join(f'x{n} = ["core[x{n + 1}] ; os_name == \'{n}\'", "core[x{n + 2}]"]' for n in range(300))
    fields = (f"Requires-Dist: core[x{n + 1}]; extra == 'x{n}'" for n in range(300))
    said(RULE, project("core", extras=extras), sdist(*fields, *(f"Provides-Extra: x{n}" for n in range(300))))


def test_poetry_once_compared_the_two_numbers_of_a_python_with_three() -> None:
    requirement = 'rich; python_full_version >= "3.8.1" and python_version < "4.0"'
    older = 'rich; (python_version >= "3.8.1" and python_version < "4.0")'
    assert not said(RULE, project("core", requirement), sdist(f"Requires-Dist: {older}"))
    assert said(RULE, project("core", requirement), sdist(f"Requires-Dist: {older.replace('3.8', '3.9')}"))


POETRY = """
-- core/pyproject.toml --
[build-system]
requires = ["poetry-core"]
build-backend = "poetry.core.masonry.api"
[tool.poetry]
name = "core"
version = "1.0"
[tool.poetry.dependencies]
python = "^3.8"
caret = "^1.2"
tilde = "~1.2.3"
series = "1.2.*"
exact = "1.2"
old = { version = "^1", python = "<3.9" }
more = { version = ">=2,!=2.1", optional = true }
[tool.poetry.extras]
More_of = ["more"]
none = []
"""


def test_how_older_releases_of_poetry_spell_a_constraint_does_not_matter() -> None:
    fields = (
        "Requires-Python: >=3.8,<4",
        "Provides-Extra: More_of",
        "Provides-Extra: none",
        "Requires-Dist: caret (>=1.2,<2.0)",
        "Requires-Dist: tilde (>=1.2.3,<1.3.0)",
        "Requires-Dist: series (>=1.2.0,<1.3.0)",
        "Requires-Dist: exact (==1.2)",
        'Requires-Dist: old (>=1,<2); python_version < "3.9"',
        'Requires-Dist: more (>=2,!=2.1); extra == "More_of"',
        "Classifier: Programming Language :: Python :: 3",
    )
    assert not said(RULE, POETRY, sdist(*fields, version="2.1"))


def test_an_extra_that_requires_nothing_may_be_left_out_of_setup_py() -> None:
    setup = "-- core/setup.py --\nfrom setuptools import setup\nsetup(name='core', extras_require={%s})\n"
    assert not said(RULE, POETRY, setup % "'more_of': ['more>=2,!=2.1']")
    assert said(RULE, POETRY, setup % "'none': []") == [
        "core/setup.py:2:12: PIN501 core has no extra more-of in setup.py, but one in pyproject.toml"
    ]
