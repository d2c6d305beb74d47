from __future__ import annotations

from pinlint.report.members import rows
from pinlint.testing import check


def requires_dist(text: str) -> list[str] | None:
    """What is listed of the only member of a workspace."""
    (row,) = rows(check(text, []).workspace)
    found: list[str] | None = row.values["requires_dist"]
    return found


def test_an_extra_is_a_marker() -> None:
    text = '-- a/pyproject.toml --\n[project]\nname = "a"\nversion = "1"\n[project.optional-dependencies]\n'
    assert requires_dist(f"{text}x = [\"B.c>=1; os_name == 'nt' or os_name == 'posix'\"]\n") == [
        'b-c>=1; (os_name == "nt" or os_name == "posix") and extra == "x"'
    ]


def test_a_requirement_that_is_core_and_optional_is_listed_as_it_is_written() -> None:
    built = "-- a/PKG-INFO --\nMetadata-Version: 2.2\nName: a\nVersion: 1\nProvides-Extra: x\n"
    line = 'click; os_name == "nt" or extra == "x"'
    assert requires_dist(f"{built}Requires-Dist: {line}\nRequires-Dist: rich\n") == [line, "rich"]


def test_a_requirement_with_a_template_leaves_the_field_unknown() -> None:
    text = (
        '-- a/pyproject.toml --\n[project]\nname = "a"\ndynamic = ["version", "dependencies"]\n'
        '[build-system]\nrequires = ["hatchling", "uv-dynamic-versioning"]\nbuild-backend = "hatchling.build"\n'
        '[tool.hatch.version]\nsource = "uv-dynamic-versioning"\n'
        '[tool.hatch.metadata.hooks.uv-dynamic-versioning]\ndependencies = ["b=={{ version }}", "click"]\n'
    )
    assert requires_dist(text) is None
    (row,) = rows(check(text, []).workspace)
    assert row.unknown["requires_dist"] == "holds the version that the build fills in"
