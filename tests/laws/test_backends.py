"""Laws of reading what build backends add: whatever tables and files hold, nothing raises, and places are in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from pinlint.metadata import fields, pyproject
from pinlint.metadata.project_file import ProjectFile
from pinlint.source import Key, Place, Span
from pinlint.testing import Texts
from pinlint.workspace import Declared, Listing, Unknown

if TYPE_CHECKING:
    from pinlint.metadata.raw import Raw

BACKENDS = (
    "setuptools.build_meta",
    "hatchling.build",
    "flit_core.buildapi",
    "pdm.backend",
    "maturin",
    "mesonpy",
    "scikit_build_core.build",
    "uv_build",
    "pbr.build",
    "poetry.core.masonry.api",
)
KEYS = tuple(
    """
    version path pattern source expression variable metadata hooks requirements_txt files filename custom
    nodejs optional-dependencies dependencies uv-dynamic-versioning dynamic attr file packages find where
    package-dir py-modules module name manifest-path provider input regex result field getter classifiers
    requires-python license scikit_build_core.metadata.regex setuptools_scm distutils egg_info tag-build
    requires-extra dist-name text x all build custom-hook enable scikit_build_core.metadata.template
    """.split()  # noqa: SIM905 - a list of sixty lines is not easier to read
)
FIELDS = ("version", "dependencies", "optional-dependencies", "classifiers", "requires-python", "license")
TEXTS = (
    *KEYS,
    *(
        "x.py",
        "requirements.txt",
        "package.json",
        "Cargo.toml",
        "meson.build",
        "VERSION",
        "../x.py",
        "\0",
        "/etc/passwd",
    ),
    *(
        "file",
        "code",
        "regex",
        "nodejs",
        "vcs",
        "x.__version__",
        "x[a,all]",
        "a==1",
        "a=={{ version }}",
        "{root:uri}",
        "",
    ),
    *(r"(?P<version>.+)", r"(?P<value>\d", r"(a+)+$", "9" * 5000),
)
values = st.recursive(
    st.sampled_from(TEXTS) | st.booleans() | st.integers() | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)
tables = st.dictionaries(st.sampled_from(KEYS), values, max_size=6)
tools = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ("setuptools", "hatch", "flit", "pdm", "maturin", "scikit-build", "dynamic-metadata", "poetry"), tables | values
    ),
)
projects = st.fixed_dictionaries(
    {"name": st.just("x")},
    optional={
        "dynamic": st.lists(st.sampled_from(FIELDS), unique=True) | values,
        **dict.fromkeys(FIELDS, values),
    },
)
files = st.fixed_dictionaries(
    {},
    optional={
        "x.py": st.sampled_from(("__version__ = '1'", "__version__ = f()", "\ufeff__version__='2'\r\n", "(" * 300)),
        "x/__init__.py": st.sampled_from(("from .a import *", "__version__ = 1", "VERSION = '9'")),
        "pdm_build.py": st.sampled_from(
            ("metadata['version'] = 1", "metadata.update({'dependencies': 1}, version=2)", "metadata(")
        ),
        "hatch_build.py": st.sampled_from(("metadata['license'] = metadata['dependencies']", "\0", "[" * 300)),
        "requirements.txt": st.sampled_from(("a\\\n b # c\n-r x\n", "\\", "", "[")),
        "package.json": st.sampled_from(('{"version": "1.0.0-a.1"}', "[]", "[" * 100_000, '{"version": 1}')),
        "Cargo.toml": st.sampled_from(
            ('[package]\nversion = "1.0.0"', "package = 1", "[package]\nversion.workspace = true", "[workspace]", "=")
        ),
        "meson.build": st.sampled_from(
            ("project('x', version: '1')", "project(", "'" * 999, "project('x', version: [)")
        ),
        "VERSION": st.sampled_from(("1\n", "", "\n \n")),
        "hatch.toml": st.sampled_from(("", "version = 1", '[version]\npath = "x.py"', "[metadata.hooks.x]")),
    },
)


@given(st.sampled_from(BACKENDS), st.none() | projects, tools, files)
def test_no_tables_and_no_files_make_a_reader_fail(
    backend: str,
    project: dict[str, Any] | None,
    tool: dict[str, Any],
    texts: dict[str, str],
) -> None:
    found: dict[str, Any] = {"build-system": {"build-backend": backend}, "tool": tool}
    if project is not None:
        found["project"] = project
    raw = pyproject.read(ProjectFile("pyproject.toml", found, Texts(texts)))
    if raw is not None:
        fields.parse(raw)
        known = {"pyproject.toml", *texts}
        assert {place.path for place in places(raw)} <= known


def places(raw: Raw) -> set[Place]:
    """Where everything in a statement is said to be written."""
    waiting: list[object] = [getattr(raw, name) for name in raw.__slots__]
    found: set[Place] = set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, Declared | Unknown):
            found.add(value.at)
        elif isinstance(value, Listing):
            waiting += [*value.items, *value.unknown]
        elif isinstance(value, Span | Key):
            found.add(value)
        elif hasattr(value, "requires") and hasattr(value, "name"):
            waiting += [value.name, value.requires]
    return found
