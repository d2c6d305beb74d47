from __future__ import annotations

import pytest

from pinlint.metadata import positions, static_attr
from pinlint.source import Key, Source, Span, Unreadable
from pinlint.workspace import Declared, Unknown

AT = Key("setup.cfg", ("metadata", "version"))


class Memory:
    """Files in memory."""

    def __init__(self, **tree: str | bytes) -> None:
        self.tree = {name.replace("_SLASH_", "/") + ".py": content for name, content in tree.items()}

    def read(self, path: str) -> bytes:
        content = self.tree[path]
        if content == "secret":
            raise Unreadable("it is a secret")
        return content.encode() if isinstance(content, str) else content

    def exists(self, path: str) -> bool:
        return path in self.tree

    def folder(self, path: str) -> bool | None:
        return any(name.startswith(f"{path}/") for name in self.tree)


def assigned(text: str) -> tuple[str, str] | None:
    found = static_attr.assigned(Source("v.py", text), "v")
    if found is None:
        return None
    assert isinstance(found.at, Span)
    return found.value, text[found.at.start : found.at.end]


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        ("v = '1.0'\n", "1.0", "'1.0'"),
        ("é = 'ü'; v = '1.0'  # ö\n", "1.0", "'1.0'"),
        ("x = '''\r\n'''\r\nv: str = \"2\"\r\n", "2", '"2"'),
        ("u = v = '3'\n", "3", "'3'"),
        ("v = (1, 2, 'rc1')\n", "1.2.rc1", "(1, 2, 'rc1')"),
        ("v = 1.5\n", "1.5", "1.5"),
        ("v = '1'\nv = '2'\n", "1", "'1'"),
        ("if x:\n    v = 'inner'\nv = 'outer'\n", "outer", "'outer'"),
        ("v = ('1.'\n     '0')", "1.0", "'1.'\n     '0'"),
        ("x = '\\d'\nv = '1'", "1", "'1'"),
    ],
)
def test_the_first_literal_at_the_top_level_is_the_value(text: str, value: str, written: str) -> None:
    assert assigned(text) == (value, written)


@pytest.mark.parametrize(
    "text",
    [
        "v = f()\nv = '1'\n",
        "if x:\n    v = '1'\n",
        "from a import v\n",
        "v, w = '1', '2'\n",
        "v: str\n",
        "v = {'1', '2'}\n",
        "v = \n",
        "v = '1'\x00",
        "# v",
        "v = " + "(" * 5000,
        "v = " + "-" * 5000 + "1",
        "v = " + "1+" * 20_000 + "1j",
        "v = [" + "9" * 5000 + "]",
    ],
)
def test_what_would_have_to_be_computed_is_none(text: str) -> None:
    assert assigned(text) is None


@pytest.mark.parametrize(
    ("package_dir", "value"),
    [
        ({}, "flat"),
        ({"": "src"}, "src"),
        (None, "src"),
        ({"": "src", "pkg": "lib"}, "lib"),
        ({"pkg.v": "lib/v"}, "lib"),
    ],
)
def test_the_most_specific_package_dir_decides(package_dir: dict[str, str] | None, value: str) -> None:
    files = Memory(pkg_SLASH_v="n = 'flat'", src_SLASH_pkg_SLASH_v="n = 'src'", lib_SLASH_v="n = 'lib'")
    found = static_attr.read(" pkg.v.n ", package_dir, "", files, AT)
    assert isinstance(found, Declared)
    assert found.value == value


def test_a_module_comes_before_a_folder_of_its_name() -> None:
    files = Memory(a_SLASH_pkg="n = '1'", a_SLASH_pkg_SLASH___init__="n = '2'")
    found = static_attr.read("pkg.n", {}, "a", files, AT)
    assert isinstance(found, Declared)
    assert found.value == "1"
    assert found.at == Span("a/pkg.py", 4, 7)


def test_a_bare_name_is_in_the_init_of_the_project() -> None:
    found = static_attr.read("n", None, ".", Memory(__init__="n = '1'"), AT)
    assert isinstance(found, Declared)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("n = f()", "pkg.n is computed when pkg.py is imported"),
        ("secret", "pkg.py cannot be read: it is a secret"),
        (b"n = '\xff'", "pkg.py is not UTF-8"),
    ],
)
def test_what_cannot_be_read_is_unknown_at_the_directive(content: str | bytes, reason: str) -> None:
    assert static_attr.read("pkg.n", None, "", Memory(pkg=content), AT) == Unknown(reason, AT)


def test_a_module_elsewhere_is_unknown() -> None:
    assert static_attr.read("os.n", None, "", Memory(), AT) == Unknown("os.n is in no module of the project", AT)


@pytest.mark.parametrize(
    ("text", "index", "offset"),
    [
        ("v = '1.0'", 2, 7),
        ("v = '1.0'", 3, 8),
        ("v = '1.0'", 4, None),
        ("v = u'1.0'", 0, 6),
        ('v = """1.0"""', 0, 7),
        ("v = '1.' '0'", 0, None),
        (r"v = '1\x2e0'", 2, None),
        ("v = 15", 1, None),
    ],
)
def test_a_character_of_a_python_string_is_behind_its_quotes(text: str, index: int, offset: int | None) -> None:
    source = Source("v.py", text)
    found = static_attr.assigned(source, "v")
    assert found is not None
    assert isinstance(found.at, Span)
    assert positions.string_offset(source, found.at, index) == offset
