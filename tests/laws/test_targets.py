"""Settings of tools, whatever is in their files: nothing raises, and what is named stands where it is said to stand."""

from __future__ import annotations

from fnmatch import fnmatchcase
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinlint.metadata import positions, targets
from pinlint.metadata.targets import matrix
from pinlint.metadata.targets.tables import builds
from pinlint.metadata.targets.yaml_tree import Mapping, Scalar, parse
from pinlint.source import Source, Span
from pinlint.testing import Texts

PATHS = (
    ".github/workflows/ci.yml",
    ".gitlab-ci.yml",
    ".pre-commit-config.yaml",
    ".python-version",
    ".readthedocs.yaml",
    "Dockerfile",
    "mypy.ini",
    "noxfile.py",
    "pylintrc",
    "pyrightconfig.json",
    "ruff.toml",
    "setup.cfg",
    "tox.ini",
    "tox.toml",
)
PIECES = st.sampled_from(
    [
        *"\n\r\t :-[]{},\"'=#|&*<>!%$\\é😀",
        *("\n  ", "\n    ", "- ", "python", "py38", "3.10", "py{38,39}", "${{ matrix.python }}", "python:3.8"),
        *("[tox]\nenvlist = ", "[mypy]\npython_version=", "[MAIN]\npy-version=", "FROM ", "RUN pip install .\n"),
        *("jobs:", "strategy: ", "matrix: ", "include: ", "exclude: ", "steps: ", "uses: actions/setup-python@v5"),
        *("with: ", "python-version: ", "build: ", "tools: ", "image: ", "extends: ", "parallel: ", "script: "),
        *("repos: ", "hooks: ", "id: pyupgrade", "args: ", "--py38-plus", "target-version", "env_list", "product"),
        *("import nox\n", "@nox.session(python=", ")\n", "def a(s): ...\n", '"pythonVersion": "3.8"', "&a", "*a"),
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@pytest.mark.parametrize("path", PATHS)
@given(text=TEXTS)
def test_no_text_raises_and_every_place_is_in_it(path: str, text: str) -> None:
    source = Source(path, text)
    for target in targets.read([path], Texts({path: text})):
        for each in (*target.pythons.items, *target.pythons.unknown):
            span = positions.locate(source, each.at)
            assert 0 <= span.start <= span.end <= len(text)


@given(values=st.lists(st.sampled_from(["3.10", "'3.9'", '"😀 é"', "a b", "''"]), min_size=1, max_size=6))
def test_scalars_stand_where_they_are_said_to_stand(values: list[str]) -> None:
    text = "".join(f"k{number}: {value}\r\n" for number, value in enumerate(values))
    tree = parse(Source("a.yml", text))
    assert isinstance(tree, Mapping)
    scalars = [node for node in tree.values.values() if isinstance(node, Scalar)]
    assert [text[each.start : each.end] for each in scalars] == values


PYTHONS = ("3.8", "3.9")
SYSTEMS = ("a", "b", "c")
EXCLUDED = st.lists(
    st.fixed_dictionaries({}, optional={"p": st.sampled_from(PYTHONS), "s": st.sampled_from(SYSTEMS)}).filter(bool),
    max_size=5,
)


@given(excluded=EXCLUDED)
def test_a_value_is_run_unless_all_its_combinations_are_excluded(excluded: list[dict[str, str]]) -> None:
    pairs = ("{" + ", ".join(f"{key}: '{value}'" for key, value in each.items()) + "}" for each in excluded)
    tree = parse(Source("a.yml", f"p: ['3.8', '3.9']\ns: [a, b, c]\nexclude: [{', '.join(pairs)}]"))
    assert isinstance(tree, Mapping)
    run = {
        python
        for python, system in product(PYTHONS, SYSTEMS)
        if not any({"p": python, "s": system}.items() >= each.items() for each in excluded)
    }
    assert {scalar.value for scalar, runs in matrix.values(tree, "p") if runs} == run
    assert all(runs is not None for _, runs in matrix.values(tree, "p"))


IDENTIFIERS = [f"cp3{minor}-{system}_x86_64" for minor in (8, 9, 10) for system in ("manylinux", "musllinux", "win")]
SELECTORS = st.sampled_from(["cp38-*", "cp39-*", "cp310-*", "cp38-win*", "cp39-manylinux*", "cp310-musllinux*"])
SKIPS = st.sampled_from(["cp38-*", "cp3*", "*-musllinux*", "*-win*", "pp*", "cp39-manylinux*", "cp310*", "cp3?-*"])


@given(build=st.lists(SELECTORS, min_size=1, max_size=3), skip=st.lists(SKIPS, max_size=2))
def test_a_python_that_is_named_has_builds(build: list[str], skip: list[str]) -> None:
    selected = {
        identifier
        for identifier in IDENTIFIERS
        if any(fnmatchcase(identifier, word) for word in build)
        and not any(fnmatchcase(identifier, word) for word in skip)
    }
    listing = builds([(" ".join(build), Span("a", 0, 0))], " ".join(skip))
    tags = {f"cp{major}{minor}" for major, minor in (each.value for each in listing.items)}
    built = {identifier.partition("-")[0] for identifier in selected}
    # One platform may be skipped at a time; what leaves out all of them in pieces is not pieced together.
    assert tags <= built or len([word for word in skip if word.startswith("*-")]) > 1
