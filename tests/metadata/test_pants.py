from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from pinlint.metadata import pants, pants_build, pants_config, positions
from pinlint.metadata.raw import Malformed
from pinlint.source import Source, Unreadable
from pinlint.testing import Texts
from pinlint.workspace import Declared, Field, Listing, Unknown
from pinlint.workspace.companion import is_build

if TYPE_CHECKING:
    from pinlint.metadata.pants import Distribution

CONFIGURATION = """\
[GLOBAL]
pants_version = "2.17.1"
backend_packages = ["pants.backend.python"]
[python]
interpreter_constraints = ["CPython>=3.11,<3.13"]
"""
PLUGGED = CONFIGURATION.replace('["pants.backend.python"]', '["pants.backend.python", "setupgen"]')
APP = """\
python_sources(name="src")

python_distribution(
    name="dist",
    dependencies=[":src", "libs/core:dist"],
    provides=python_artifact(
        name="acme-app",
        version="1.0",
        description="An application",
        license="MIT",
        classifiers=["Typing :: Typed"],
        extras_require={"fast": ["orjson>=3"]},
    ),
)
"""
CORE = 'python_distribution(name="dist", provides=setup_py(name="acme-core", version="2.0"))\n'


class NoFiles:
    """No file but those that are given as text."""

    def read(self, path: str) -> bytes:
        raise Unreadable(f"{path} must not be read")

    def exists(self, path: str) -> bool:
        return not path

    def folder(self, path: str) -> bool | None:
        return path == "."


def build(text: str, path: str = "BUILD") -> pants_build.Build:
    return pants_build.parse(Source(path, textwrap.dedent(text)), NoFiles())


def read(
    builds: dict[str, str], configuration: str | None = CONFIGURATION, files: dict[str, str] | None = None
) -> dict[str, Distribution]:
    settings = None if configuration is None else pants_config.read(Source("pants.toml", configuration))
    targets = [build(text, path) for path, text in builds.items()]
    found = pants.distributions(targets, settings, NoFiles() if files is None else Texts(files))
    return {each.address: each for each in found}


def only(text: str, configuration: str | None = CONFIGURATION) -> Distribution:
    (found,) = read({"a/BUILD": text}, configuration).values()
    return found


def said(field: Field[str]) -> str | None:
    if isinstance(field, Unknown):
        return f"? {field.reason}"
    return None if field is None else field.value


def values(listing: Listing[Declared[str]] | None) -> list[str]:
    return [item.value for item in listing or ()]


def reasons(listing: Listing[Declared[str]] | None) -> list[str]:
    return [] if listing is None else [unknown.reason for unknown in listing.unknown]


def test_a_distribution_is_what_its_generated_setup_py_says() -> None:
    found = read({"app/BUILD": APP, "libs/core/BUILD.pants": CORE})
    app, core = found["app:dist"], found["libs/core:dist"]
    assert (app.path, app.generated) == ("app/BUILD", True)
    raw = app.raw
    assert (said(raw.name), said(raw.version), said(raw.license)) == ("acme-app", "1.0", "MIT")
    assert said(raw.requires_python) == "<3.13,>=3.11"
    assert values(raw.classifiers) == ["Typing :: Typed"]
    assert [(each.name.value, values(each.requires)) for each in raw.extras or ()] == [("fast", ["orjson>=3"])]
    assert values(raw.requires) == ["acme-core==2.0"]
    assert reasons(raw.requires) == ["Pants infers requirements from imports"]
    assert (said(core.raw.name), said(core.raw.version), core.raw.path) == (
        "acme-core",
        "2.0",
        "libs/core/BUILD.pants",
    )


def test_values_know_where_they_are_written() -> None:
    raw = read({"app/BUILD": APP, "libs/core/BUILD": CORE})["app:dist"].raw
    source = Source("app/BUILD", APP)
    fields = [raw.name, raw.version, *(raw.classifiers or ()), *(raw.requires or ())]
    spans = [positions.locate(source, field.at) for field in fields if field is not None]
    assert [APP[span.start : span.end] for span in spans] == [
        '"acme-app"',
        '"1.0"',
        '"Typing :: Typed"',
        '"libs/core:dist"',
    ]
    assert raw.requires_python is not None
    span = positions.locate(Source("pants.toml", CONFIGURATION), raw.requires_python.at)
    assert CONFIGURATION[span.start : span.end] == '"CPython>=3.11,<3.13"'


def test_a_plug_in_may_give_what_the_artifact_does_not() -> None:
    raw = only('python_distribution(provides=python_artifact(name="acme", classifiers=["A :: B"]))', PLUGGED).raw
    assert said(raw.name) == "acme"
    assert said(raw.version) == "? version may come from the Pants plug-in setupgen"
    assert said(raw.requires_python) == "? Requires-Python may come from the Pants plug-in setupgen"
    assert said(raw.license) == "? license may come from the Pants plug-in setupgen"
    assert values(raw.classifiers) == ["A :: B"]
    assert reasons(raw.classifiers) == ["more may come from the Pants plug-in setupgen"]
    assert reasons(only(CORE, PLUGGED).raw.requires) == ["Pants infers requirements from imports"]


RESOURCES = """
resource(name="version", source="VERSION")
python_distribution(name="dist", provides=python_artifact(name="acme"))
"""


@pytest.mark.parametrize(
    ("build", "text", "configuration", "expected"),
    [
        (RESOURCES, " 24.03.0rc3\n", PLUGGED, "24.03.0rc3"),
        (RESOURCES.replace('source="VERSION"', 'sources=["py.typed", "VERSION"]'), "1.0", PLUGGED, "1.0"),
        (RESOURCES, "1.0\nand more", PLUGGED, "? version may come from the Pants plug-in setupgen"),
        (RESOURCES, "", PLUGGED, "? version may come from the Pants plug-in setupgen"),
        (
            RESOURCES.replace('"VERSION"', '"OTHER"'),
            "1.0",
            PLUGGED,
            "? version may come from the Pants plug-in setupgen",
        ),
        (RESOURCES.replace("resource", "thing"), "1.0", PLUGGED, "? version may come from the Pants plug-in setupgen"),
        (RESOURCES, "1.0", CONFIGURATION, "? no version is given, so that Pants builds nothing"),
        (RESOURCES, "1.0", None, "? version may come from a plug-in of Pants"),
    ],
)
def test_the_version_that_a_plug_in_gives_is_the_one_that_the_folder_declares(
    build: str, text: str, configuration: str | None, expected: str
) -> None:
    version = read({"a/BUILD": build}, configuration, {"a/VERSION": text})["a:dist"].raw.version
    assert said(version) == expected
    if isinstance(version, Declared):
        span = positions.locate(Source("a/VERSION", text), version.at)
        assert (span.path, text[span.start : span.end]) == ("a/VERSION", expected)


def test_a_version_file_that_is_gone_gives_no_version() -> None:
    assert isinstance(read({"a/BUILD": RESOURCES}, PLUGGED, {})["a:dist"].raw.version, Unknown)


def test_what_the_artifact_gives_stands_whatever_plug_ins_there_are() -> None:
    text = 'python_distribution(provides=python_artifact(name="acme", version="1.0", python_requires=">=3.9"))'
    raw = only(text, PLUGGED).raw
    assert (said(raw.version), said(raw.requires_python)) == ("1.0", ">=3.9")


def test_without_a_configuration_nothing_is_taken_for_granted() -> None:
    found = only(CORE, None)
    assert isinstance(found.generated, Unknown)
    assert isinstance(found.raw.requires_python, Unknown)
    assert said(found.raw.version) == "2.0"


def test_a_version_that_nobody_gives_is_unknown() -> None:
    raw = only('python_distribution(provides=python_artifact(name="acme"))').raw
    assert said(raw.version) == "? no version is given, so that Pants builds nothing"


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [("exact", ["acme-core==2.0"]), ("compatible", ["acme-core~=2.0"]), ("any", ["acme-core"]), ("odd", [])],
)
def test_other_distributions_are_required_as_the_configuration_says(scheme: str, expected: list[str]) -> None:
    configuration = f'{CONFIGURATION}[setup-py-generation]\nfirst_party_dependency_version_scheme = "{scheme}"\n'
    raw = read({"app/BUILD": APP, "libs/core/BUILD": CORE}, configuration)["app:dist"].raw
    assert values(raw.requires) == expected
    assert len(reasons(raw.requires)) == (1 if expected else 2)


def test_a_distribution_in_an_unknown_version_is_required_in_an_unknown_version() -> None:
    core = 'python_distribution(name="dist", provides=python_artifact(name="acme-core", version=env("V")))\n'
    raw = read({"app/BUILD": APP, "libs/core/BUILD": core})["app:dist"].raw
    assert values(raw.requires) == []
    assert "requires acme-core in its own version, which is not known" in reasons(raw.requires)


@pytest.mark.parametrize(
    ("dependency", "required"),
    [
        ("libs/core:dist", True),
        ("//libs/core:dist", True),
        ("libs/core", False),
        ("libs/named", True),
        ("./sub:dist", True),
        (":other", True),
        (":through", True),
        ("!libs/core:dist", False),
        ("libs/core:gone", False),
    ],
)
def test_addresses_are_those_of_pants(dependency: str, *, required: bool) -> None:
    def distribution(name: str) -> str:
        return f'python_distribution(name={name!r}, provides=python_artifact(name="acme-core", version="2.0"))\n'

    app = (
        f'python_distribution(name="dist", dependencies=[{dependency!r}], provides=python_artifact(name="acme-app"))\n'
    )
    app += 'python_sources(name="through", dependencies=["libs/core:dist"])\n'
    app += 'python_distribution(name="other", provides=python_artifact(name="acme-core", version="2.0"))\n'
    named = 'some_macro()\npython_distribution(provides=python_artifact(name="acme-core", version="2.0"))\n'
    found = read(
        {
            "app/BUILD": app,
            "app/sub/BUILD": distribution("dist"),
            "libs/core/BUILD": distribution("dist"),
            "libs/named/BUILD": named,
        }
    )
    assert values(found["app:dist"].raw.requires) == (["acme-core==2.0"] if required else [])


def test_what_is_excluded_for_good_is_not_required_by_any_way() -> None:
    app = APP.replace('"libs/core:dist"]', '"libs/core:dist", "!!libs/base:dist"]')
    core = 'python_distribution(name="dist", dependencies=["libs/base:dist"], '
    core += 'provides=setup_py(name="acme-core", version="2"))'
    base = 'python_distribution(name="dist", provides=setup_py(name="acme-base", version="3"))'
    builds = {"libs/core/BUILD": core, "libs/base/BUILD": base}
    assert values(read({"app/BUILD": app, **builds})["app:dist"].raw.requires) == ["acme-core==2"]
    assert values(read({"app/BUILD": APP, **builds})["app:dist"].raw.requires) == ["acme-core==2", "acme-base==3"]


def test_requirements_that_a_distribution_names_itself_are_its_own() -> None:
    app = APP.replace('":src"', '"3rdparty:click"')
    third = 'python_requirement(name="click", requirements=["click>=8", "colorama"])\n'
    raw = read({"app/BUILD": app, "3rdparty/BUILD": third})["app:dist"].raw
    assert values(raw.requires) == ["click>=8", "colorama"]


def test_requirements_that_the_artifact_is_given_come_behind_those_that_are_found() -> None:
    given = 'python_artifact(name="core", version="1.0", install_requires=["click>=8", "attrs"])'
    raw = only(f'python_distribution(name="core", provides={given})').raw
    assert values(raw.requires) == ["click>=8", "attrs"]
    assert reasons(raw.requires) == ["Pants infers requirements from imports"]


def test_dependencies_in_a_circle_end() -> None:
    one = 'python_distribution(name="d", dependencies=["b:d"], provides=setup_py(name="one", version="1"))'
    two = 'python_distribution(name="d", dependencies=["a:d"], provides=setup_py(name="two", version="2"))'
    found = read({"a/BUILD": one, "b/BUILD": two})
    assert values(found["a:d"].raw.requires) == ["two==2"]
    assert values(found["b:d"].raw.requires) == ["one==1"]


@pytest.mark.parametrize(
    ("constraints", "expected"),
    [
        ('["CPython==3.12.*"]', "==3.12.*"),
        ('["CPython==3.12.4"]', "==3.12.4"),
        ('["==3.12.4"]', "==3.12.4"),
        ('[">=3.9, <4"]', "<4,>=3.9"),
        ('["CPython"]', None),
        ('["PyPy>=3.9"]', ">=3.9"),
        ('["==3.11.*", "==3.12.*"]', "? Pants builds nothing for several interpreter constraints"),
        ('["nonsense here"]', "? not an interpreter constraint"),
        ('["%(env.PYTHON)s"]', "? filled in by Pants"),
        ("[3]", "? not a string"),
        ('{ add = ["==3.12.*"] }', "? not an array"),
    ],
)
def test_interpreter_constraints_become_requires_python(constraints: str, expected: str | None) -> None:
    configuration = f"[python]\ninterpreter_constraints = {constraints}\n"
    assert said(only(CORE, configuration).raw.requires_python) == expected


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ('python_sources(interpreter_constraints=["CPython>=3.11,<3.13"])', None),
        (
            'python_sources(interpreter_constraints=["==3.11.*"])',
            "some targets have interpreter_constraints of their own",
        ),
        ("python_sources(interpreter_constraints=parametrize(a=[]))", "some targets have"),
        ('__defaults__({python_sources: {"interpreter_constraints": ["==3.11.*"]}})', "some targets have"),
        ("__defaults__(all=dict(interpreter_constraints=OURS))", "some targets have"),
    ],
)
def test_constraints_of_other_targets_may_narrow_what_is_required(other: str, reason: str | None) -> None:
    found = read({"a/BUILD": CORE, "b/BUILD": other})["a:dist"].raw.requires_python
    if reason is None:
        assert said(found) == "<3.13,>=3.11"
    else:
        assert str(said(found)).startswith(f"? {reason}")


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ('[GLOBAL]\nbuild_file_prelude_globs = ["macros.py"]', "macros may set interpreter_constraints"),
        ("[python]\ndefault_to_resolve_interpreter_constraints = true", "chosen by the resolve of each target"),
        ("", "pants.toml sets no interpreter constraints"),
    ],
)
def test_settings_may_hide_what_is_required(settings: str, reason: str) -> None:
    constraints = 'interpreter_constraints = ["==3.12.*"]'
    text = settings if "[python]" in settings else f"{settings}\n[python]\n{constraints}" if settings else ""
    assert said(only(CORE, text).raw.requires_python) == f"? {reason}"


@pytest.mark.parametrize(
    ("text", "configuration", "expected"),
    [
        ("generate_setup=False", "", False),
        ("generate_setup=True", "[setup-py-generation]\ngenerate_setup_default = false", True),
        ("", "[setup-py-generation]\ngenerate_setup_default = false", False),
        ("", "", True),
    ],
)
def test_a_setup_py_is_generated_unless_somebody_says_no(text: str, configuration: str, *, expected: bool) -> None:
    assert only(f'python_distribution(provides=python_artifact(name="a"), {text})', configuration).generated is expected


def test_defaults_may_decide_whether_a_setup_py_is_generated() -> None:
    defaults = "__defaults__({python_distribution: dict(generate_setup=False)})"
    found = read({"libs/BUILD": defaults, "libs/core/BUILD": CORE, "libsother/BUILD": CORE})
    assert isinstance(found["libs/core:dist"].generated, Unknown)
    assert found["libsother:dist"].generated is True
    assert only(f"__defaults__({{python_tests: dict(timeout=3)}})\n{CORE}").generated is True


def test_names_strings_and_unpacked_dictionaries_are_followed() -> None:
    raw = only(
        'VERSION = "1." + str(2)\nCOMMON = dict(license="MIT", classifiers=["A :: B"])\n'
        'python_distribution(provides=python_artifact(name=f"acme-{3}", version=VERSION, **COMMON))'
    ).raw
    assert (said(raw.name), said(raw.version), said(raw.license)) == ("acme-3", "1.2", "MIT")
    assert values(raw.classifiers) == ["A :: B"]


@pytest.mark.parametrize(
    "provides",
    ["our_artifact(name='acme')", "python_artifact(**common())", "3", "parametrize(a=python_artifact(name='b'))"],
)
def test_artifacts_that_only_macros_know_are_unknown(provides: str) -> None:
    raw = only(f"python_distribution(provides={provides})").raw
    assert isinstance(raw.name, Unknown)
    assert isinstance(raw.version, Unknown)


@pytest.mark.parametrize(
    ("expression", "known"),
    [
        ("env('VERSION')", False),
        ("open('VERSION').read()", False),
        ("build_file_dir() / 'VERSION'", False),
        ("1.5", True),
    ],
)
def test_versions_that_are_no_literals_are_unknown(expression: str, *, known: bool) -> None:
    raw = only(f"python_distribution(provides=python_artifact(name='a', version={expression}))").raw
    assert isinstance(raw.version, Declared) is known


@pytest.mark.parametrize(
    "text",
    [
        "for name in ['a', 'b']:\n    python_distribution(name=name)\n",
        "def macro(name):\n    python_distribution(name=name)\nmacro('a')\n",
        "alias = python_distribution\n",
        "wrapped(python_distribution(name='a'))\n",
        "import os\n",
        "raise ValueError\n",
        "x = 1 / 0\n",
    ],
)
def test_what_may_declare_more_is_noted(text: str) -> None:
    found = build(text)
    assert found.unknown
    assert all(target.kind != "python_distribution" for target in found.targets)


def test_files_of_other_tools_declare_nothing() -> None:
    found = build('load("//x:y.bzl", "thing")\npy_library(name = "x", srcs = glob(["*.py"]))\n')
    assert {target.kind for target in found.targets} == {"load", "py_library"}
    assert found.unknown == ()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("BUILD", True),
        ("a/BUILD.pants", True),
        ("a/BUILDING", False),
        ("a/BUILDING.pants", False),
        ("build", False),
        ("a/BUILD/x.py", False),
    ],
)
def test_files_are_known_by_their_names(path: str, *, expected: bool) -> None:
    assert is_build(path) is expected


@pytest.mark.parametrize(
    "text", ["python_distribution(", "\0", "(" * 10_000, "x = " + "-" * 100_000 + "1", "a" * 10 + " b"]
)
def test_what_is_no_python_is_malformed(text: str) -> None:
    with pytest.raises(Malformed):
        build(text)


def test_the_place_of_a_mistake_is_that_of_the_parser() -> None:
    with pytest.raises(Malformed) as caught:
        build('x = 1\npython_distribution(name="é" name="b")\n')
    assert caught.value.at == positions.locate(Source("BUILD", ""), caught.value.at)
    assert caught.value.at.start > len("x = 1\n")  # type: ignore[union-attr]  # it is a Span


@pytest.mark.parametrize(
    "text",
    [
        "python_distribution(name=" + "+".join(["'a'"] * 500) + ")",
        "x = 'a'\n" + "x = x + x\n" * 100 + "python_distribution(name=x)",
        "while True: pass\npython_distribution()",
        "x = [0]\nfor i in x: x.append(i)\n",
        "python_distribution(**python_distribution)",
        "python_distribution(1, 2, *x, **y)",
        "python_distribution(provides=python_artifact(1))",
        "python_distribution(dependencies=3, provides=python_artifact(name=3, version=[], classifiers={}))",
        "python_distribution(dependencies=['', ':', '!', '!!', '//', '#', '@', 'a:b:c'])",
        "f(" * 80 + ")" * 80,
        "python_artifact()\nsetup_py",
        "lambda: python_sources",
    ],
)
def test_hostile_files_cost_little_and_raise_nothing(text: str) -> None:
    for configuration in (CONFIGURATION, PLUGGED, None):
        for found in read({"a/BUILD": text, "BUILD": CORE}, configuration).values():
            assert isinstance(found.raw.requires, Listing)


@pytest.mark.parametrize("value", ["3", "true", "[]", "[3]", "{}", "'x'", "[[]]", "{ add = 3 }", "{ add = [3, 'x'] }"])
def test_settings_of_wrong_types_are_unknown_and_never_an_error(value: str) -> None:
    for section, option in [
        ("GLOBAL", "backend_packages"),
        ("GLOBAL", "build_file_prelude_globs"),
        ("python", "interpreter_constraints"),
        ("setup-py-generation", "generate_setup_default"),
        ("setup-py-generation", "first_party_dependency_version_scheme"),
    ]:
        read({"a/BUILD": APP, "libs/core/BUILD": CORE}, f"[{section}]\n{option} = {value}\n")
        read({"a/BUILD": APP}, f"{section} = {value}\n")


@pytest.mark.parametrize("text", ["[", f"a = {'9' * 5_000}", f"a = {'[' * 100_000}"])
def test_a_configuration_that_is_no_toml_is_malformed(text: str) -> None:
    with pytest.raises(Malformed):
        pants_config.read(Source("pants.toml", text))


def test_a_long_chain_of_dependencies_is_followed() -> None:
    count = 2_000
    builds = {
        f"d{number}/BUILD": f'python_sources(name="s", dependencies=["d{number + 1}:s"])' for number in range(count)
    }
    builds["a/BUILD"] = 'python_distribution(dependencies=["d0:s"], provides=setup_py(name="a", version="1"))'
    builds[f"d{count}/BUILD"] = 'python_distribution(name="s", provides=setup_py(name="z", version="9"))'
    assert values(read(builds)["a:a"].raw.requires) == ["z==9"]
