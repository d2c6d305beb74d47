"""The configuration says what it means, or says exactly what is wrong with it and where."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import pytest

from pinlint.config import Config, ConfigError, HubName, find_root, load, parse
from pinlint.metadata.positions import locate
from pinlint.source import Key, Source

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = """\
members = ["packages/*"]
exclude = ["examples/**"]
select = ["PIN1"]
ignore = ["PIN105"]
extend-select = ["lagging-floor"]

[levels]
PIN102 = "info"

[[groups]]
name = "core"
members = ["acme-*", "acme"]
internal-pins = "exact"

[[groups]]
name = "plugins"
members = ["plug-*"]
version = "independent"

[[ignores]]
rule = "PIN201"
member = "acme-legacy"
dependency = "acme-core"
extra = "fast"
reason = "frozen"
until = 2027-03-01
"""


def read(text: str) -> Config:
    return parse(Source("pinlint.toml", text))


def test_every_key_is_read() -> None:
    config = read(WHOLE)
    assert config.members == ("packages/*",)
    assert config.exclude == ("examples/**",)
    assert config.select == ("PIN1",)
    assert config.ignore == ("PIN105",)
    assert config.extend_select == ("lagging-floor",)
    assert config.levels == {"PIN102": "info"}
    core, plugins = config.groups
    assert (core.name, core.members) == ("core", ("acme-*", "acme"))
    assert (core.version, core.internal_pins, core.requires_python) == ("lockstep", "exact", None)
    assert (plugins.version, plugins.internal_pins, plugins.classifiers) == ("independent", None, None)
    (ignore,) = config.ignores
    assert (ignore.rule, ignore.member, ignore.dependency) == ("PIN201", "acme-legacy", "acme-core")
    assert ignore.extra == "fast"
    assert (ignore.reason, ignore.until) == ("frozen", date(2027, 3, 1))


def test_an_empty_file_is_the_default_configuration() -> None:
    config = read("")
    assert (config.members, config.select, config.groups, config.ignores) == ((), (), (), ())


@pytest.mark.parametrize("shared", [False, True])
def test_a_tool_table_holds_the_configuration_of_any_file(shared: bool) -> None:  # noqa: FBT001 - a parameter of a test
    text = '[tool.pinlint]\nselect = ["PIN1"]\n[[tool.pinlint.ignores]]\nrule = "PIN1"\nreason = "x"\n'
    config = parse(Source("any.toml", text), shared=shared)
    assert config.select == ("PIN1",)
    assert config.ignores[0].at == Key("any.toml", ("tool", "pinlint", "ignores", 0))


def test_an_entry_knows_its_place() -> None:
    config = read(WHOLE)
    assert config.source is not None
    span = locate(config.source, config.place("groups", 0, "members", 1))
    assert config.source.text[span.start : span.end] == '"acme"'


KEYS = "the keys here are members, exclude, select, ignore, extend-select, levels, groups, dependencies, \
ignores, overrides, version-files"
ERRORS = [
    ('selct = ["PIN1"]', "pinlint.toml:1:1: unknown key selct; did you mean select?"),
    ("zzz = 1", f"pinlint.toml:1:1: unknown key zzz; {KEYS}"),
    ('\nmembers = "packages/*"', "pinlint.toml:2:11: members must be a list of strings, not a string"),
    ('members = ["a",  3]', "pinlint.toml:1:18: members must be a list of strings, but it holds a number"),
    ('members = ["a",  ""]', "pinlint.toml:1:18: members must be a list of strings, but it holds an empty string"),
    ('version-files = "VERSION"', "pinlint.toml:1:17: version-files must be a list of strings, not a string"),
    ("dependencies = 3", "pinlint.toml:1:16: dependencies must be tables under [[dependencies]], not a number"),
    ("[[dependencies]]\nnames = []", 'pinlint.toml:2:9: [[dependencies]] needs names; write names = ["..."]'),
    (
        '[[dependencies]]\nnames = ["click"]\nspecifiers = "equal"',
        'pinlint.toml:3:14: dependencies.specifiers must be "same", "overlap" or "ignore", not "equal"',
    ),
    (
        '[[dependencies]]\nnames = ["click"]\nspecifier = "same"',
        "pinlint.toml:3:1: unknown key dependencies.specifier; did you mean specifiers?",
    ),
    (
        '[[dependencies]]\nnames = ["click"]\nwinner = "the newest"',
        'pinlint.toml:3:10: dependencies.winner must be "majority", "highest", "lowest", the name of a member or the \
path of a requirements file, not "the newest"',
    ),
    (
        '[[dependencies]]\nnames = ["click"]\nwinner = ["core"]',
        "pinlint.toml:3:10: dependencies.winner must be a string, not a list",
    ),
    (
        '[[dependencies]]\nnames = ["click"]\nneed = ["pin", "bound"]',
        'pinlint.toml:3:16: dependencies.need must hold "lower-bound", "upper-bound", "pin" or "hash", not "bound"',
    ),
    (
        '[[dependencies]]\nnames = ["click"]\nneed = "pin"',
        "pinlint.toml:3:8: dependencies.need must be a list of strings, not a string",
    ),
    (
        '[[dependencies]]\nnames = ["click"]\nbanned = 1',
        "pinlint.toml:3:10: dependencies.banned must be true or the reason for it, not a number",
    ),
    ('levels = "high"', "pinlint.toml:1:10: levels must be a table, not a string"),
    ('[levels]\nPIN101 = "off"', 'pinlint.toml:2:10: levels.PIN101 must be "error", "warning" or "info", not "off"'),
    ("[levels]\nPIN101 = 3", 'pinlint.toml:2:10: levels.PIN101 must be "error", "warning" or "info", not a number'),
    ("groups = 3", "pinlint.toml:1:10: groups must be tables under [[groups]], not a number"),
    ("ignores = [3]", "pinlint.toml:1:11: ignores must be tables under [[ignores]], not a list"),
    (
        '[[groups]]\nname = "a"\nmembers = ["a"]\nintenal-pins = "exact"',
        "pinlint.toml:4:1: unknown key groups.intenal-pins; did you mean internal-pins?",
    ),
    (
        '[[groups]]\nname = "a"\nmembers = ["a"]\ninternal-pins = "exakt"',
        'pinlint.toml:4:17: groups.internal-pins must be "exact", "compatible", "minimum" or "any", not "exakt"',
    ),
    (
        '[[groups]]\nname = "a"\nmembers = ["a"]\nversion = "locked"',
        'pinlint.toml:4:11: groups.version must be "lockstep", "independent" or a file such as {file = "VERSION"}, not \
"locked"',
    ),
    (
        '[[groups]]\nname = "a"\nmembers = ["a"]\nversion = 3',
        'pinlint.toml:4:11: groups.version must be "lockstep", "independent" or a file such as {file = "VERSION"}, not \
a number',
    ),
    (
        '[[groups]]\nname = "a"\nmembers = ["a"]\nversion = {}',
        'pinlint.toml:4:11: groups.version needs a file; write version = {file = "VERSION"}',
    ),
    (
        '[[groups]]\nname = "a"\nmembers = ["a"]\nversion = {path = "VERSION"}',
        "pinlint.toml:4:12: unknown key groups.version.path; the keys here are file",
    ),
    (
        '[[groups]]\nname = "a"\nmembers = ["a"]\nversion = {file = ["VERSION"]}',
        "pinlint.toml:4:19: groups.version.file must be a string, not a list",
    ),
    (
        '[[groups]]\nname = "a"\nmembers = ["a"]\nclassifiers = true',
        'pinlint.toml:4:15: groups.classifiers must be "same" or "any", not a boolean',
    ),
    (
        '[[groups]]\nname = "a"\nmembers = ["a"]\ncomplete = ["a", "a[b"]',
        'pinlint.toml:4:18: groups.complete must name members, alone, with extras or with a dependency group, such as \
acme, acme[all] or acme:dev, but it holds "a[b"',
    ),
    (
        '[[groups]]\nname = "a"\nmembers = ["a"]\nowns = "a"',
        "pinlint.toml:4:8: groups.owns must be a list of strings, not a string",
    ),
    ('[[groups]]\nname = "a"\nmembers = []', 'pinlint.toml:3:11: [[groups]] needs members; write members = ["..."]'),
    (
        '[[groups]]\nname = "a"\nmembers = ["a"]\n[[groups]]\nname = "a"\nmembers = ["b"]',
        'pinlint.toml:5:8: two groups are named "a"; rename one',
    ),
    ('[[ignores]]\nrule = ""\nreason = "x"', "pinlint.toml:2:8: ignores.rule must be a string, not an empty string"),
    (
        '[[ignores]]\nrule = "PIN1"\nreason = "x"\nuntil = "2027-03-01"',
        "pinlint.toml:4:9: ignores.until must be a date such as 2027-03-01, without quotes, not a string",
    ),
    (
        '[[ignores]]\nrule = "PIN1"\nreason = "x"\nuntil = 2027-03-01T10:00:00',
        "pinlint.toml:4:9: ignores.until must be a date such as 2027-03-01, without quotes, not a date or time",
    ),
    (
        '[[ignores]]\nrule = "PIN1"\nreason = "x"\nextra = ["x"]',
        "pinlint.toml:4:9: ignores.extra must be a string, not a list",
    ),
    (
        '[[overrides]]\nmember = "a"\nversion = "x y"',
        'pinlint.toml:3:11: overrides.version must be a PEP 440 version such as 1.2.3, not "x y"',
    ),
    (
        '[[overrides]]\nmember = "a"\nrequires-python = "3.11"',
        'pinlint.toml:3:19: overrides.requires-python must be PEP 440 version specifiers such as >=3.11, not "3.11"',
    ),
    (
        '[[overrides]]\nmember = "a"\ndependencies = ["b>=1", "c=1"]',
        'pinlint.toml:3:25: overrides.dependencies must be PEP 508 requirements such as click>=8, but it holds "c=1"',
    ),
    (
        '[[overrides]]\nmember = "a"\noptional-dependencies.x = ["b>=1", "c@"]',
        'pinlint.toml:3:36: overrides.optional-dependencies.x must be PEP 508 requirements such as click>=8, but it \
holds "c@"',
    ),
    (
        '[[overrides]]\nmember = "a"\noptional-dependencies."" = ["b>=1"]',
        'pinlint.toml:3:23: the keys of overrides.optional-dependencies must be names of extras such as fast, not ""',
    ),
    ("members = [", "pinlint.toml:1:12: not valid TOML: invalid value; correct it"),
    ("tool = 3", "pinlint.toml:1:8: tool must be a table, not a number"),
    ("[tool.pinlint]\nx = 1\n[tool.other]", f"pinlint.toml:2:1: unknown key x; {KEYS}"),
    ("tool.pinlint = 3", "pinlint.toml:1:16: tool.pinlint must be a table, not a number"),
    ("[tool.other]", "pinlint.toml: there is no [tool.pinlint] table in it; write one, or name another file"),
]


@pytest.mark.parametrize(("text", "sentence"), ERRORS, ids=range(len(ERRORS)))
def test_an_error_says_where_what_and_what_would_be_right(text: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(text)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("name", ["strict", "strict.cfg", "strict.toml.in", "uv.lock"])
def test_the_place_of_an_error_does_not_depend_on_the_name_of_the_file(name: str) -> None:
    with pytest.raises(ConfigError, match=f"^{name}:2:18: members must be a list of strings, but it holds a number$"):
        parse(Source(name, '[tool.pinlint]\nmembers = ["a",  3]\n'))


def test_what_standards_accept_can_be_given() -> None:
    config = read(
        '[[overrides]]\nmember = "a"\nversion = " 1.0rc1 "\nrequires-python = ">=3.11,<4"\n'
        'dependencies = ["b[x]>=1; python_version < \'3.13\'"]\noptional-dependencies = {Extra_1 = ["c"], none = []}\n'
    )
    (override,) = config.overrides
    assert (override.version, override.requires_python) == (" 1.0rc1 ", ">=3.11,<4")
    assert override.optional_dependencies == {"Extra_1": ("c",), "none": ()}


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ('[[ignores]]\nreason = "x"', "[[ignores]] needs a rule"),
        ('[[ignores]]\nrule = "PIN1"', "[[ignores]] needs a reason"),
        ('[[groups]]\nmembers = ["a"]', "[[groups]] needs a name"),
        ('[[groups]]\nname = "a"', "[[groups]] needs members"),
        ('[[dependencies]]\nspecifiers = "same"', "[[dependencies]] needs names"),
    ],
)
def test_what_has_to_be_there_is_asked_for(text: str, missing: str) -> None:
    with pytest.raises(ConfigError, match=r"^pinlint\.toml:1:3: ") as caught:
        read(text)
    assert missing in str(caught.value)


def test_a_group_may_take_its_version_from_a_file_own_names_and_have_hubs() -> None:
    (group,) = read(
        '[[groups]]\nname = "a"\nmembers = ["acme-*"]\nversion = {file = "VERSION"}\nowns = ["acme-*"]\n'
        'complete = ["acme", " Acme [all, more] ", "acme:dev"]\n'
    ).groups
    assert (group.version, group.version_file, group.owns) == ("lockstep", "VERSION", ("acme-*",))
    assert group.complete == (
        HubName("acme", "acme"),
        HubName("Acme [all, more]", "Acme", extras=("all", "more")),
        HubName("acme:dev", "acme", group="dev"),
    )


def test_a_dependency_table_is_read() -> None:
    config = read(
        'version-files = ["VERSION", "docs/*.md"]\n'
        '[[dependencies]]\nnames = ["click", "pytest*"]\nspecifiers = "overlap"\nwinner = "requirements/base.txt"\n'
        'need = ["lower-bound", "hash"]\nreason = "one CLI stack"\n'
        '[[dependencies]]\nnames = ["nose"]\nbanned = "gone since 2015"\n'
    )
    first, second = config.dependencies
    assert (first.names, first.specifiers, first.winner) == (("click", "pytest*"), "overlap", "requirements/base.txt")
    assert (first.winner_file, first.need) == ("requirements/base.txt", ("lower-bound", "hash"))
    assert (first.banned, first.reason) == (False, "one CLI stack")
    assert (second.banned, second.reason, second.specifiers) == (True, "gone since 2015", "ignore")
    assert config.version_files == ("VERSION", "docs/*.md")


@pytest.mark.parametrize(
    ("rest", "specifiers"),
    [
        ("", "same"),
        ('winner = "highest"', "same"),
        ('winner = "highest"\nneed = ["pin"]', "same"),
        ('need = ["pin"]', "ignore"),
        ("banned = true", "ignore"),
        ("banned = false", "same"),
        ('need = ["pin"]\nspecifiers = "overlap"', "overlap"),
    ],
)
def test_a_dependency_table_compares_unless_it_only_asks_for_something_else(rest: str, specifiers: str) -> None:
    (table,) = read(f'[[dependencies]]\nnames = ["click"]\n{rest}\n').dependencies
    assert table.specifiers == specifiers


@pytest.mark.parametrize(
    ("winner", "file"),
    [
        ("majority", None),
        ("acme-base", None),
        ("base.txt", "base.txt"),
        ("base.in", "base.in"),
        ("requirements/base", "requirements/base"),
    ],
)
def test_a_winner_with_the_name_of_a_file_is_one(winner: str, file: str | None) -> None:
    (table,) = read(f'[[dependencies]]\nnames = ["click"]\nwinner = "{winner}"\n').dependencies
    assert (table.winner, table.winner_file) == (winner, file)


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "9" * 10_000, "a = " + "{x=" * 50_000])
def test_hostile_toml_is_an_error_like_any_other(text: str) -> None:
    with pytest.raises(ConfigError, match=r"^pinlint\.toml:.*; (correct it|write it flatter|write a shorter one)$"):
        read(text)


def write(root: Path, **files: str) -> None:
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_toml", ".toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_the_nearest_configuration_makes_the_root(tmp_path: Path) -> None:
    write(
        tmp_path,
        pyproject_toml='[tool.pinlint]\nselect = ["PIN1"]\n',
        packages__a__pyproject_toml='[project]\nname = "a"\n',
    )
    root = find_root([tmp_path / "packages" / "a"])
    assert root.folder == tmp_path
    assert root.config.select == ("PIN1",)
    assert root.config.source is not None
    assert root.config.source.path == "pyproject.toml"
    write(tmp_path, packages__pinlint_toml='select = ["PIN2"]\n')
    root = find_root([tmp_path / "packages" / "a" / "pyproject.toml"])
    assert (root.folder, root.config.select) == (tmp_path / "packages", ("PIN2",))


def test_pinlint_toml_wins_over_pyproject_toml_beside_it(tmp_path: Path) -> None:
    write(tmp_path, pyproject_toml='[tool.pinlint]\nselect = ["PIN1"]\n', pinlint_toml='select = ["PIN2"]\n')
    assert find_root([tmp_path]).config.select == ("PIN2",)


def test_without_configuration_the_first_path_is_the_root(tmp_path: Path) -> None:
    write(tmp_path, a__pyproject_toml="", b__pyproject_toml="")
    assert find_root([tmp_path / "a"]).folder == tmp_path / "a"
    assert find_root([tmp_path / "a" / "pyproject.toml"]).folder == tmp_path / "a"
    assert find_root([tmp_path, tmp_path / "a"]).folder == tmp_path
    assert find_root([tmp_path / "a", tmp_path]).folder == tmp_path / "a"
    assert find_root([tmp_path / "b" / "pyproject.toml", tmp_path / "a"]).folder == tmp_path / "b"


BROKEN = [
    "[tool.pinlint]\nselect = [\n",
    '[ "tool" . "pinlint" . levels ]\nPIN1 =\n',
    "tool.pinlint.select = [\n",
    "x = [\n\n[[tool.pinlint.groups]]\n",
]


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_pyproject_that_names_the_table_is_the_root_and_says_what_is_wrong(tmp_path: Path, text: str) -> None:
    write(tmp_path, pinlint_toml='select = ["PIN2"]\n', a__pyproject_toml=text)
    root = find_root([tmp_path / "a"])
    assert (root.folder, root.config) == (tmp_path / "a", Config())
    assert str(root.broken).startswith(f"{tmp_path}/a/pyproject.toml:")
    assert ": not valid TOML: " in str(root.broken)
    assert str(root.broken).endswith("; correct it, or leave its [tool.pinlint] out with --isolated")
    assert find_root([tmp_path / "a"], isolated=True).broken is None
    named = find_root([tmp_path / "a"], config_file=tmp_path / "pinlint.toml")
    assert (named.folder, named.config.select, named.broken) == (tmp_path / "a", ("PIN2",), None)


def test_a_broken_pyproject_that_does_not_name_the_table_is_passed_by(tmp_path: Path) -> None:
    text = '# as tool.pinlint has it\n[tool.poetry.dev-dependencies]\npinlint = "^1"\nx = [\n'
    write(tmp_path, pinlint_toml='select = ["PIN2"]\n', a__pyproject_toml=text)
    root = find_root([tmp_path / "a"])
    assert (root.folder, root.config.select, root.broken) == (tmp_path, ("PIN2",), None)


def test_a_pyproject_that_cannot_be_read_may_be_the_configuration(tmp_path: Path) -> None:
    write(tmp_path, a__pyproject_toml="[tool.pinlint]\nselect = []\n")
    with (tmp_path / "a" / "pyproject.toml").open("ab") as file:
        file.truncate(5_000_000)
    sentence = str(find_root([tmp_path / "a"]).broken)
    assert ": the configuration cannot be read: larger than 4000000 bytes; shorten it, or leave" in sentence
    (tmp_path / "a" / "pyproject.toml").write_bytes(b'[tool.pinlint]\n# \xe9\nselect = ["PIN1"]\n')
    assert "is not UTF-8: bad byte at offset 17; save it as UTF-8, or leave" in str(find_root([tmp_path / "a"]).broken)


def test_what_is_wrong_in_a_table_that_can_be_read_is_an_error_everywhere(tmp_path: Path) -> None:
    write(tmp_path, pyproject_toml="[tool.pinlint]\nselct = []\n", a__pyproject_toml="")
    for path in (tmp_path, tmp_path / "a"):
        with pytest.raises(ConfigError, match=r"pyproject\.toml:2:1: unknown key selct; did you mean select\?$"):
            find_root([path])


def test_a_broken_pinlint_toml_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, pinlint_toml="select = [\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match=r"^pinlint\.toml:2:1: not valid TOML: "):
        find_root([tmp_path])


def test_a_named_file_replaces_the_configuration_and_leaves_the_root(tmp_path: Path) -> None:
    write(tmp_path, pinlint_toml='select = ["PIN1"]\n', a__pyproject_toml="", ci__strict_toml='select = ["PIN2"]\n')
    root = find_root([tmp_path / "a"], config_file=tmp_path / "ci" / "strict.toml")
    assert (root.folder, root.config.select) == (tmp_path, ("PIN2",))
    assert root.config.source is not None
    assert root.config.source.path == "ci/strict.toml"


def test_isolated_opens_no_configuration(tmp_path: Path) -> None:
    write(tmp_path, pinlint_toml="broken [\n", a__pyproject_toml="")
    root = find_root([tmp_path / "a"], isolated=True)
    assert (root.folder, root.config) == (tmp_path / "a", Config())


def test_a_named_pyproject_needs_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, pyproject_toml='[project]\nname = "a"\n')
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match=r"^pyproject\.toml: there is no \[tool\.pinlint\] table in it; "):
        load(tmp_path / "pyproject.toml", tmp_path)


def test_a_file_that_cannot_be_had_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b'select = ["\xe9"]\n')
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "loop.toml").symlink_to("loop.toml")
    os.mkfifo(tmp_path / "pipe.toml")
    unreadable = {
        "missing.toml": "no such file; create it or name another",
        "folder.toml": "not a regular file; put one in its place or name another",
        "loop.toml": "no such file; create it or name another",
        "pipe.toml": "not a regular file; put one in its place or name another",
        "x" * 300: "File name too long; name a shorter path",
    }
    sentences = {name: f"{name}: the configuration cannot be read: {why}" for name, why in unreadable.items()}
    latin = "latin.toml: the configuration is not UTF-8: bad byte at offset 11; save it as UTF-8"
    for name, sentence in (*sentences.items(), ("latin.toml", latin)):
        with pytest.raises(ConfigError) as caught:
            load(tmp_path / name, tmp_path)
        assert str(caught.value) == sentence


def test_a_link_to_a_folder_is_followed_and_a_link_to_a_file_is_not(tmp_path: Path) -> None:
    write(tmp_path, a__pyproject_toml="", shared__pyproject_toml="")
    (tmp_path / "link").symlink_to("a")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "pyproject.toml").symlink_to("../shared/pyproject.toml")
    assert find_root([tmp_path / "link"]).paths == (tmp_path / "a",)
    assert find_root([tmp_path / "link"]).folder == tmp_path / "a"
    assert find_root([tmp_path / "b" / "pyproject.toml"]).paths == (tmp_path / "b" / "pyproject.toml",)
    assert find_root([tmp_path / "b" / "pyproject.toml"]).folder == tmp_path / "b"
