from __future__ import annotations

from pinlint.metadata import positions
from pinlint.source import Key, Source, Span

TOML = Source(
    "a/pyproject.toml",
    """\
[build-system]
requires = ["hatchling"]

[project]
name = "app"
dependencies = [
    "core==1.0",  # the core
    'extra [x] >= "2"',
]
urls.Home = "https://example.com"

[project.optional-dependencies]
"all it takes" = ["app[x]"]

[tool.poetry.group.dev.dependencies]
pytest = { version = "^8", markers = "os_name == 'nt'" }

[[tool.mypy.overrides]]
module = "a"
[[tool.mypy.overrides]]
module = "b"
""",
)

CFG = Source(
    "setup.cfg",
    """\
[DEFAULT]
shared = 1
[metadata]
name = app
[options]
python_requires = >=3.9
install_requires =
    core==1.0

    # not a line of the value
    other>=2 ; os_name == "nt"
empty =
""",
)


def located(source: Source, *keys: str | int) -> str:
    span = positions.locate(source, Key(source.path, keys))
    return source.text[span.start : span.end]


def named(source: Source, *keys: str | int) -> str:
    span = positions.locate_key(source, Key(source.path, keys))
    return source.text[span.start : span.end]


def test_a_span_is_located_already() -> None:
    assert positions.locate(TOML, Span("elsewhere", 3, 4)) == Span("elsewhere", 3, 4)


def test_a_toml_string_comes_with_its_quotes() -> None:
    assert located(TOML, "project", "name") == '"app"'
    assert located(TOML, "project", "dependencies", 1) == "'extra [x] >= \"2\"'"


def test_an_array_comes_with_its_brackets() -> None:
    assert located(TOML, "build-system", "requires") == '["hatchling"]'


def test_a_value_of_an_inline_table_is_found() -> None:
    dependency = ("tool", "poetry", "group", "dev", "dependencies", "pytest")
    assert located(TOML, *dependency, "version") == '"^8"'
    assert located(TOML, *dependency).startswith("{ version")


def test_a_table_is_the_key_path_in_its_header() -> None:
    assert located(TOML, "project") == "project"
    assert located(TOML, "project", "optional-dependencies") == "project.optional-dependencies"


def test_a_table_without_header_is_the_first_path_that_names_it() -> None:
    assert located(TOML, "tool", "poetry") == "tool.poetry"
    assert located(TOML, "project", "urls") == "urls"


def test_an_element_of_an_array_of_tables_is_found() -> None:
    assert located(TOML, "tool", "mypy", "overrides", 1, "module") == '"b"'
    span = positions.locate(TOML, Key(TOML.path, ("tool", "mypy", "overrides", 1)))
    assert TOML.position(span.start) == (20, 3)


def test_a_key_that_does_not_exist_falls_back_on_its_nearest_parent() -> None:
    assert located(TOML, "project", "version") == "project"
    assert located(TOML, "project", "dependencies", 7) == located(TOML, "project", "dependencies")
    assert located(TOML, "project", "name", "first") == '"app"'
    assert positions.locate(TOML, Key(TOML.path, ("dependency-groups", "dev"))) == Span(TOML.path, 0, 0)


def test_the_key_of_a_pair_is_found_with_its_quotes() -> None:
    assert named(TOML, "project", "optional-dependencies", "all it takes") == '"all it takes"'
    assert named(TOML, "project", "urls", "Home") == "Home"
    assert named(TOML, "tool", "poetry", "group", "dev", "dependencies", "pytest") == "pytest"


def test_an_element_without_key_is_its_own_name() -> None:
    assert named(TOML, "project", "dependencies", 0) == '"core==1.0"'
    assert named(TOML, "project", "version") == "project"


def test_lock_files_are_toml() -> None:
    lock = Source("uv.lock", 'version = 1\n[[package]]\nname = "a"\n')
    assert located(lock, "package", 0, "name") == '"a"'


def test_an_option_is_its_value_and_its_lines() -> None:
    assert located(CFG, "options", "python_requires") == ">=3.9"
    assert located(CFG, "options", "install_requires", 0) == "core==1.0"
    assert located(CFG, "options", "install_requires", 1) == 'other>=2 ; os_name == "nt"'
    assert located(CFG, "options", "install_requires").startswith("core==1.0\n")
    assert located(CFG, "options", "shared") == "1"


def test_an_option_without_value_is_its_name() -> None:
    assert located(CFG, "options", "empty") == "empty"
    assert named(CFG, "options", "install_requires") == "install_requires"


def test_an_option_that_does_not_exist_falls_back_on_its_section() -> None:
    assert located(CFG, "metadata", "version") == "metadata"
    assert located(CFG, "options", "install_requires", 9) == located(CFG, "options", "install_requires")
    assert positions.locate(CFG, Key(CFG.path, ("tool:pytest", "addopts"))) == Span(CFG.path, 0, 0)


def test_a_key_of_another_file_is_its_beginning() -> None:
    assert positions.locate(Source("setup.py", "x = 1"), Key("setup.py", ("x",))) == Span("setup.py", 0, 0)


def test_a_character_of_a_toml_string_is_behind_the_quotes() -> None:
    span = positions.locate(TOML, Key(TOML.path, ("project", "dependencies", 0)))
    assert positions.string_offset(TOML, span, 0) == span.start + 1
    assert positions.string_offset(TOML, span, 9) == span.end - 1
    assert positions.string_offset(TOML, span, 10) is None


def test_a_character_behind_an_escape_has_no_offset() -> None:
    source = Source("a.toml", r'x = "a\u0062c"')
    span = positions.locate(source, Key(source.path, ("x",)))
    assert positions.string_offset(source, span, 0) == 5
    assert positions.string_offset(source, span, 1) is None
    assert positions.string_offset(source, span, 2) is None


def test_a_multiline_string_begins_after_its_first_line_end() -> None:
    source = Source("a.toml", 'x = """\r\nabc"""')
    span = positions.locate(source, Key(source.path, ("x",)))
    assert positions.string_offset(source, span, 1) == 10
    assert positions.string_offset(source, span, 3) == 12


def test_a_character_of_any_other_stretch_is_counted_from_its_start() -> None:
    assert positions.string_offset(CFG, Span(CFG.path, 10, 14), 4) == 14
    assert positions.string_offset(CFG, Span(CFG.path, 10, 14), 5) is None
