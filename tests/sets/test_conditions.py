from __future__ import annotations

import pytest
from packaging.markers import Marker
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from pinlint.sets.conditions import (
    NEVER,
    always,
    compatible,
    equivalent,
    never,
    possible,
    python_constants,
    restrict,
)
from pinlint.sets.environments import rows
from pinlint.sets.markers import atoms, parse
from pinlint.sets.pythons import Pool


def asked(requires_python: str, *texts: str | None) -> tuple[list[Marker | None], Pool, int]:
    markers = [None if text is None else Marker(text) for text in texts]
    specifiers = SpecifierSet(requires_python)
    pool = Pool.of([specifiers], [version for marker in markers for version in python_constants(marker)])
    return markers, pool, pool.mask(specifiers)


@pytest.mark.parametrize(
    ("text", "extra", "rest"),
    [
        ('extra == "x"', "x", None),
        ('extra == "x"', None, NEVER),
        ('extra == "x"', "y", NEVER),
        ('extra == "X_y"', "x-y", None),
        ('"x" == extra', "x", None),
        ('extra != "x"', None, None),
        ('extra != "x"', "x", NEVER),
        ('"x" in extras', "x", None),
        ('"x" in extras', None, NEVER),
        ('"x" not in extras', None, None),
        ('(python_version < "3.9" and extra == "x") or extra == "y"', "x", 'python_version < "3.9"'),
        ('(python_version < "3.9" and extra == "x") or extra == "y"', "y", None),
        ('(python_version < "3.9" and extra == "x") or extra == "y"', None, NEVER),
        ('os_name == "nt" and (extra == "x" or extra == "y")', "y", 'os_name == "nt"'),
        (
            '(os_name == "nt" or python_version < "3") and extra == "x"',
            "x",
            'os_name == "nt" or python_version < "3"',
        ),
        (
            'os_name == "nt" and (python_version < "3" or sys_platform == "a b" and extra == "x")',
            "x",
            'os_name == "nt" and (python_version < "3" or sys_platform == "a b")',
        ),
        ('extra ~= "x" or os_name == "nt"', "x", 'extra ~= "x" or os_name == "nt"'),
    ],
)
def test_a_marker_is_restricted_to_one_extra(text: str, extra: str | None, rest: object) -> None:
    expected = Marker(rest) if isinstance(rest, str) else rest
    assert restrict(Marker(text), extra) == expected


def test_a_marker_without_extra_is_left_as_it_is() -> None:
    marker = Marker('os_name == "nt"')
    assert restrict(marker, "x") is marker
    assert restrict(None, "x") is None


@pytest.mark.parametrize(
    ("requires_python", "texts", "expected"),
    [
        (">=3.8", ["sys_platform == 'win32'", "python_version < '3.10'"], "Python 3.8 on win32"),
        (">=3.8", ["sys_platform == 'win32'", "sys_platform == 'linux'"], None),
        (">=3.8", ["sys_platform == 'win32'", "os_name == 'posix'"], None),
        (">=3.8", ["sys_platform == 'win32'", "platform_system == 'Windows'"], "Python 3.8 on win32"),
        (">=3.8", ["sys_platform != 'win32'", "sys_platform != 'linux'", "os_name == 'nt'"], None),
        (">=3.8", ["sys_platform != 'win32'"], "Python 3.8 on linux"),
        (">=3.8", [None, "python_version >= '3.9'"], "Python 3.9"),
        (">=3.8", [None], "Python 3.8"),
        (">=3.8", [], "Python 3.8"),
        (">=3.9", ["python_version < '3.9'"], None),
        (">=3.9", ["python_version < '3.9' or sys_platform == 'darwin'"], "Python 3.9 on darwin"),
        (">=3.8", ["python_version < '3.9' or sys_platform == 'darwin'"], "Python 3.8"),
        (">=3.8.2", ["python_full_version < '3.8.5'"], "Python 3.8.2"),
        (">=3.8", ["python_version in '3.9 3.10'"], "Python 3.9"),
        (">=3.8", ["'3.9' <= python_version"], "Python 3.9"),
        (">=3.8", ["platform_python_implementation == 'PyPy'"], "PyPy 3.8"),
        (">=3.8", ["platform_python_implementation == 'PyPy'", "implementation_name == 'cpython'"], None),
        (">=3.8", ["implementation_name == 'cpython' and implementation_version < '3.9'"], "Python 3.8"),
        (">=3.8", ["platform_machine == 'arm64'", "sys_platform == 'darwin'"], "Python 3.8 on darwin, arm64"),
        (">=3.8", ["platform_machine not in 'arm64 x86_64'"], "Python 3.8 on another machine"),
        (">=3.8", ["sys_platform == 'plan9'"], "Python 3.8 on plan9"),
        (">=3.8", ["sys_platform == 'plan9'", "os_name == 'posix'"], None),
        (">=3.8", ["platform_release >= '5'"], None),
        (">=3.8", ["platform_release >= '5' or os_name == 'nt'"], "Python 3.8 on nt"),
        (">=3.8", ["extra == 'x'"], None),
        (">=4,<3", [None], None),
    ],
)
def test_markers_are_compatible_if_one_environment_meets_all(
    requires_python: str, texts: list[str | None], expected: str | None
) -> None:
    assert compatible(*asked(requires_python, *texts)) == expected


@pytest.mark.parametrize(
    ("requires_python", "text"),
    [
        (">=3.8", "python_version < '3.8'"),
        (">=3.8", "python_version < '3'"),
        (">=3.8", "python_version == '2.7'"),
        (">=3.8", "sys_platform == 'win32' and os_name == 'posix'"),
        (">=3.8", "python_version < '3.8' and platform_release >= '5'"),
        (">=3.8", "python_version >= '3.8.*'"),
        (">=3.9", "python_version in '2.7 3.8'"),
        (">=3.8", "python_full_version < '3.8.0'"),
        (">=3.8", "python_full_version === '3.8'"),
        (">=3.8,<3.9", "python_version > '3.8.1'"),
    ],
)
def test_a_dead_marker_is_never_met(requires_python: str, text: str) -> None:
    (marker,), pool, mask = asked(requires_python, text)
    assert never(marker, pool, mask)
    assert not always(marker, pool, mask)
    assert not possible(marker, pool) & mask


@pytest.mark.parametrize(
    ("requires_python", "text"),
    [
        (">=3.8", "python_version >= '3.8'"),
        (">=3.8", "python_version > '3'"),
        (">=3.8", "python_version not in '2.7 3.7'"),
        (">=3.8,!=3.9.*", "python_version != '3.9'"),
        (">=3.8", "sys_platform == 'win32' or sys_platform != 'win32'"),
        (">=3.8", "os_name == 'nt' or sys_platform != 'win32'"),
        (">=3.8", "platform_system != 'Foo' or platform_system == 'Foo'"),
        (">=3.8", "python_version >= '3' or platform_release >= '5'"),
    ],
)
def test_a_redundant_marker_is_always_met(requires_python: str, text: str) -> None:
    (marker,), pool, mask = asked(requires_python, text)
    assert always(marker, pool, mask)
    assert not never(marker, pool, mask)
    assert not mask & ~possible(marker, pool)


@pytest.mark.parametrize(
    "text",
    [
        "platform_release >= '5'",
        "platform_version == 'x'",
        "'arm' in platform_machine and platform_machine != 'arm'",
        "python_version ~= 'x'",
        "'3.8' ~= python_version",
        "'3.9rc1' < python_version",
        "'x' == python_version",
        "'3' in python_version",
        "python_full_version in '3.8.1'",
        "implementation_name == 'pypy' and implementation_version < '7'",
        "'a' == 'b'",
        "python_version == python_full_version",
        "extra == 'x'",
        "'x' in dependency_groups",
        r"os_name == 'a\\b'",
        r"os_name == '\x22\x27'",
        f"python_version in '{'1.' * 1000}'",
        " or ".join(f"sys_platform == '{number}' and platform_machine == '{number}'" for number in range(1000)),
    ],
)
def test_what_is_unknown_is_neither_always_nor_never_met(text: str) -> None:
    (marker,), pool, mask = asked(">=3.8", text)
    assert not always(marker, pool, mask)
    assert not never(marker, pool, mask)
    assert compatible([marker], pool, mask) is None
    assert possible(marker, pool) == 0


def test_no_marker_is_always_met() -> None:
    _, pool, mask = asked(">=3.8")
    assert always(None, pool, mask)
    assert not never(None, pool, mask)
    assert possible(None, pool) == pool.everything
    assert not always(None, pool, 0)
    assert not never(Marker("os_name == 'nt'"), pool, 0)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ('python_version<"3.8"', "python_version < '3.8'", True),
        ('os_name=="nt" and python_version<"3"', 'python_version<"3.0" and os_name=="nt"', True),
        ('os_name=="nt" or python_version<"3"', '(python_version<"3.0") or (os_name=="nt")', True),
        ("python_version > '3.8'", "python_version >= '3.9'", True),
        ("python_version >= '3.8'", "python_full_version >= '3.8'", True),
        ("python_version >= '3.8'", "'3.8' <= python_version", True),
        ("os_name == 'nt'", "sys_platform == 'win32'", True),
        ("os_name == 'nt' or platform_release >= '5'", "platform_release >= '5' or os_name == 'nt'", True),
        ("platform_release >= '5'", "platform_release >= '6'", None),
        ("platform_release >= '5' and os_name == 'nt'", "os_name == 'posix'", False),
        ("python_version >= '3.8'", "python_version >= '3.9'", False),
        ("python_version >= '3.8'", "python_full_version >= '3.8.1'", False),
        ("sys_platform == 'linux'", "os_name == 'posix'", False),
        ("sys_platform == 'linux'", None, False),
        ("sys_platform == 'linux' or sys_platform != 'linux'", None, True),
        (None, None, True),
        (r"os_name == 'a\\b'", r"os_name == 'a\\b'", None),
        (
            " or ".join(f"platform_release >= '{number}'" for number in range(5)),
            " or ".join(f"platform_release >= '{number}'" for number in reversed(range(5))),
            None,
        ),
        (" or ".join(f"platform_release >= '{number}'" for number in range(9)), "platform_release < '9'", None),
    ],
)
def test_markers_are_equivalent_if_the_same_environments_meet_them(
    a: str | None, b: str | None, expected: object
) -> None:
    left, right = (None if text is None else Marker(text) for text in (a, b))
    assert equivalent(left, right) is expected
    assert equivalent(right, left) is expected


def test_the_constants_are_the_pythons_at_which_a_marker_changes() -> None:
    def constants(text: str) -> set[Version]:
        return set(python_constants(Marker(text)))

    assert constants("python_version > '3.8' and python_full_version <= '3.11.4'") == {
        Version("3.9"),
        Version("3.11.5"),
    }
    assert constants("python_version in '3.9 3.11'") == {
        Version(v) for v in ("3.1", "3.2", "3.9", "3.10", "3.11", "3.12")
    }
    assert constants("python_version === '3.9' and python_full_version === '3.9.1'") == {
        Version(v) for v in ("3.9", "3.10", "3.9.1", "3.9.2")
    }
    assert constants("os_name == 'nt' and python_version >= 'x'") == set()
    assert python_constants(None) == ()


def test_deep_parentheses_are_unknown_and_nothing_breaks() -> None:
    text = 'os_name == "nt"'
    for number in range(150):
        text = f'({text} {"or" if number % 2 else "and"} os_name == "v{number}" and extra == "x")'
    marker = Marker(text)
    (_, pool, mask) = asked(">=3.8")
    assert parse(str(marker)) is None
    assert restrict(marker, "x") == marker
    assert not always(marker, pool, mask)
    assert not never(marker, pool, mask)
    assert compatible([marker], pool, mask) is None


def test_too_many_rows_are_not_made() -> None:
    text = " or ".join(f"sys_platform == '{number}' or platform_machine == '{number}'" for number in range(100))
    assert rows(list(atoms(parse(text)))) is None


def test_redundant_parentheses_go_away_at_any_depth() -> None:
    marker = Marker("(" * 100 + 'extra == "x"' + ")" * 100)
    assert restrict(marker, "x") is None
