from __future__ import annotations

import json
import subprocess
import sys
from email import message_from_string
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from pinlint.metadata import positions, setup_cfg
from pinlint.metadata.raw import Malformed, Raw
from pinlint.source import Source, Unreadable, decode
from pinlint.workspace import Declared, Listing, Unknown

if TYPE_CHECKING:
    from pathlib import Path

Tree = dict[str, str]


class Memory:
    """A project in memory."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def read(self, path: str) -> bytes:
        if path not in self.tree:
            raise Unreadable("there is no such file")
        return self.tree[path].encode()

    def exists(self, path: str) -> bool:
        return path in self.tree

    def folder(self, path: str) -> bool | None:
        return any(name.startswith(f"{path}/") for name in self.tree)


def read(text: str, **others: str) -> Raw:
    tree = {name.replace("__", "/"): content for name, content in others.items()}
    raw = setup_cfg.read(Source("setup.cfg", text), Memory(tree))
    assert raw is not None
    return raw


def values(listing: Listing[Declared[str]] | None) -> list[str]:
    assert listing is not None
    return [item.value for item in listing]


def places(text: str, listing: Listing[Declared[str]] | None) -> list[str]:
    assert listing is not None
    source = Source("setup.cfg", text)
    spans = [positions.locate(source, item.at) for item in listing]
    return [text[span.start : span.end] for span in spans]


TEXT = """\
[metadata]
name = acme-app
version = 1.0
license = MIT
classifiers =
    Programming Language :: Python :: 3
    # a comment
    Typing :: Typed

[options]
python_requires = >=3.9
install_requires =
    acme-core==1.0

    click>=8 ; os_name == "nt"

[options.extras_require]
test = pytest; coverage
nt =
    colorama; os_name == "nt"
"""


def test_every_field_is_read() -> None:
    raw = read(TEXT)
    for field, value in [
        (raw.name, "acme-app"),
        (raw.version, "1.0"),
        (raw.license, "MIT"),
        (raw.requires_python, ">=3.9"),
    ]:
        assert isinstance(field, Declared)
        assert (field.value, places(TEXT, Listing((field,)))) == (value, [value])
    assert values(raw.classifiers) == ["Programming Language :: Python :: 3", "Typing :: Typed"]
    assert values(raw.requires) == ["acme-core==1.0", 'click>=8 ; os_name == "nt"']
    assert raw.extras is not None
    assert [(extra.name.value, values(extra.requires)) for extra in raw.extras] == [
        ("test", ["pytest", "coverage"]),
        ("nt", ['colorama; os_name == "nt"']),
    ]


def test_every_item_of_a_list_has_its_own_place() -> None:
    raw = read(TEXT)
    assert places(TEXT, raw.requires) == values(raw.requires)
    assert places(TEXT, raw.classifiers) == values(raw.classifiers)
    assert raw.extras is not None
    assert places(TEXT, raw.extras.items[0].requires) == ["pytest", "coverage"]


def test_a_file_without_project_says_nothing() -> None:
    nothing = Memory({})
    assert setup_cfg.read(Source("setup.cfg", "[flake8]\nmax-line-length = 120\n"), nothing) is None
    assert setup_cfg.read(Source("setup.cfg", "# not [metadata]\n[flake8]\n"), nothing) is None
    assert setup_cfg.read(Source("setup.cfg", "[flake8]\nno option\n"), nothing) is None


def test_what_is_not_there_is_none_and_what_is_empty_is_empty() -> None:
    raw = read("[options]\ninstall_requires =\n")
    assert values(raw.requires) == []
    assert (raw.name, raw.version, raw.requires_python, raw.classifiers, raw.extras) == (None,) * 5


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("name = a\n[metadata]\n", "before its first section", 1),
        ("[metadata]\nname = a\n\n[metadata]\n", "two sections \\[metadata\\]", 4),
        ("[metadata]\nname = a\r\nname = b\n", "name twice in \\[metadata\\]", 3),
        ("[metadata]\nname\n", "neither a section", 2),
    ],
)
def test_what_configparser_refuses_is_malformed_at_its_line(text: str, message: str, line: int) -> None:
    with pytest.raises(Malformed, match=message) as caught:
        read(text)
    source = Source("setup.cfg", text)
    assert source.position(positions.locate(source, caught.value.at).start) == (line, 1)


def test_a_byte_order_mark_is_malformed() -> None:
    with pytest.raises(Malformed, match="byte order mark"):
        setup_cfg.read(decode("setup.cfg", b"\xef\xbb\xbf[metadata]\nname = a\n"), Memory({}))


def test_a_percent_sign_is_expanded_or_unknown() -> None:
    raw = read("[DEFAULT]\nbase = 1.0\n[metadata]\nname = a%b\nversion = %(base)s\nlicense = 100%%\n")
    assert isinstance(raw.version, Declared)
    assert (raw.version.value, raw.version.text) == ("1.0", "%(base)s")
    assert isinstance(raw.license, Declared)
    assert raw.license.value == "100%"
    assert isinstance(raw.name, Unknown)


def test_references_cannot_be_made_a_bomb() -> None:
    bomb = "".join(f"o{number} = {f'%(o{number + 1})s' * 1000}\n" for number in range(8))
    raw = read(f"[metadata]\nversion = %(o0)s\n{bomb}o8 = {'x' * 1000}\n")
    assert isinstance(raw.version, Unknown)


def test_a_version_is_read_from_a_file_and_placed_there() -> None:
    raw = read("[metadata]\nversion = file: VERSION\n", VERSION="\n1.2.3\n")
    assert isinstance(raw.version, Declared)
    assert raw.version.value == "1.2.3"
    assert positions.locate(Source("VERSION", ""), raw.version.at) == raw.version.at
    assert (raw.version.at.path, raw.version.at.start) == ("VERSION", 1)


@pytest.mark.parametrize("name", ["VERSION", "../VERSION", "/etc/passwd", "."])
def test_a_file_that_cannot_be_read_makes_the_value_unknown(name: str) -> None:
    raw = read(f"[metadata]\nversion = file: {name}\n[options]\ninstall_requires = file: {name}\n")
    assert isinstance(raw.version, Unknown)
    assert raw.version.reason.startswith(name)
    assert raw.requires is not None
    assert not raw.requires.complete


def test_requirements_in_a_file_are_placed_there() -> None:
    text = "# all\r\nacme-core==1.0  # exact\r\n\r\n  click\r\n"
    raw = setup_cfg.read(
        Source("apps/a/setup.cfg", "[options]\ninstall_requires = file: reqs.txt\n"), Memory({"apps/a/reqs.txt": text})
    )
    assert raw is not None
    assert values(raw.requires) == ["acme-core==1.0", "click"]
    assert raw.requires is not None
    spans = [positions.locate(Source("apps/a/reqs.txt", text), item.at) for item in raw.requires]
    assert [text[span.start : span.end] for span in spans] == ["acme-core==1.0  # exact", "click"]


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("v = f()\n", {}),
        ("from foreign import v\n", {}),
        ("v = '1'.strip()\nglobals()[f()] = '2'\n", {}),
        ("from b import v\nfrom foreign import *\n", {"src/b.py": "v = '1'\n"}),
        ("import sys\nv = '1'.strip()\nsys.modules['a'] = sys\n", {}),
    ],
)
def test_a_version_of_an_imported_module_is_unknown(text: str, others: Tree) -> None:
    files = Memory({"a__init__py": "", "src/a.py": text, **others})
    raw = setup_cfg.read(Source("setup.cfg", "[metadata]\nversion = attr: a.v\n"), files)
    assert raw is not None
    assert isinstance(raw.version, Unknown)
    assert raw.version.reason == "a.v is computed when src/a.py is imported"


def test_a_submodule_of_the_same_name_may_be_what_is_imported() -> None:
    files = Memory(
        {"src/a/__init__.py": "v = '1'.strip()\nimport a.w\n", "src/a/w.py": "import a.v\n", "src/a/v.py": ""}
    )
    raw = setup_cfg.read(Source("setup.cfg", "[metadata]\nversion = attr: a.v\n"), files)
    assert raw is not None
    assert isinstance(raw.version, Unknown)


PROJECTS: dict[str, Tree] = {
    "plain": {"setup.cfg": TEXT},
    "aliases": {
        "setup.cfg": "[metadata]\nName = a\nVERSION = 2\nclassifier = Typing :: Typed, Topic :: Utilities\n"
        "[options]\nPython-Requires = >=3.8\ninstall-requires = b; c\n"
    },
    "no such alias": {"setup.cfg": "[metadata]\nname = a\nrequires_python = >=3.8\nrequires_dist = b\n"},
    "both classifiers": {"setup.cfg": "[metadata]\nname = a\nclassifiers =\nclassifier = Typing :: Typed\n"},
    "expression": {"setup.cfg": "[metadata]\nname = a\nlicense_expression = MIT\nlicense = BSD\n"},
    "references": {
        "setup.cfg": "[DEFAULT]\nv = 1.5\n[metadata]\nname = a\nversion = %(v)s\n"
        "[options]\ninstall_requires =\n  b==%(v)s\n"
    },
    "default extras": {"setup.cfg": "[DEFAULT]\nx = b\n[metadata]\nname = a\n[options.extras_require]\ny = c\n"},
    "comments": {
        "setup.cfg": "[metadata]\nname = a\n[options]\ninstall_requires =\n"
        "    b>=1 # why\n    #c\n    ; d\n    ef\\\n    >=1\n    f @ https://example.com/f#egg=f\n"
    },
    "dangling": {"setup.cfg": "[metadata]\nname = a\n[options]\ninstall_requires = b\n  c\n;d\n  e; os_name == 'nt'\n"},
    "extras": {
        "setup.cfg": "[metadata]\nname = a\n[options.extras_require]\nUp_Per =\n  b; python_version < '4'\nnone =\n"
    },
    "files": {
        "setup.cfg": "[metadata]\nname = a\nversion = file: V\nclassifiers = file: C\n"
        "[options]\ninstall_requires = file: one.txt, two.txt\n[options.extras_require]\nx = file: one.txt\n",
        "V": "3.1\n",
        "C": "Typing :: Typed\nTopic :: Utilities\n",
        "one.txt": "b",
        "two.txt": "d\r\n# e\r\nf>=1 # g\r\n",
    },
    "two short files": {
        "setup.cfg": "[metadata]\nname = a\n[options]\ninstall_requires = file: one.txt, two.txt\n",
        "one.txt": "b",
        "two.txt": "c; os_name == 'nt'",
    },
    "one file": {
        "setup.cfg": "[metadata]\nname = a\n[options]\ninstall_requires = file: one.txt\n",
        "one.txt": "b; c",
    },
    "attr": {
        "setup.cfg": "[metadata]\nname = a\nversion = attr: attr_pkg.__version__\n[options]\npackages = attr_pkg\n",
        "attr_pkg/__init__.py": "import nowhere\n__version__ = '1.2'\n__version__ = '3'\n",
    },
    "attr tuple": {
        "setup.cfg": "[metadata]\nname = a\nversion = attr: tuple_pkg.v.VERSION\n"
        "[options]\npackages = tuple_pkg\npackage_dir =\n  = lib\n",
        "lib/tuple_pkg/__init__.py": "",
        "lib/tuple_pkg/v.py": "if 1:\n    VERSION = 9\nVERSION: tuple = (1, 2, 'rc1')\n",
    },
    "attr found": {
        "setup.cfg": "[metadata]\nname = a\nversion = attr: found_pkg.VERSION\n"
        "[options]\npackages = find:\n[options.packages.find]\nwhere = code\n",
        "code/found_pkg/__init__.py": "VERSION = 1.5\n",
        "found_pkg/__init__.py": "VERSION = 2\n",
    },
    "attr found and mapped": {
        "setup.cfg": "[metadata]\nname = a\nversion = attr: both_pkg.VERSION\n"
        "[options]\npackages = find:\npackage_dir =\n  = lib\n[options.packages.find]\nwhere = code\n",
        "code/both_pkg/__init__.py": "VERSION = '1'\n",
        "lib/both_pkg/__init__.py": "VERSION = '2'\n",
    },
    "attr discovered": {
        "setup.cfg": "[metadata]\nname = a\nversion = attr: disc_pkg.VERSION\n",
        "src/disc_pkg/__init__.py": "A = VERSION = '7'\n",
    },
    "attr mapped": {
        "setup.cfg": "[metadata]\nname = a\nversion = attr: mapped_pkg.sub.VERSION\n"
        "[options]\npackages = mapped_pkg\npackage_dir = mapped_pkg = lib\n",
        "lib/__init__.py": "",
        "lib/sub.py": "VERSION = '8'\n",
    },
    "attr computed": {
        "setup.cfg": "[metadata]\nname = a\nversion = attr: sum_pkg.about.VERSION\n[options]\npackages = sum_pkg\n",
        "sum_pkg/__init__.py": "",
        "sum_pkg/about.py": "PARTS = ('1', '2')\nVERSION = '.'.join(PARTS)\n",
    },
    "attr imported": {
        "setup.cfg": "[metadata]\nname = a\nversion = attr: far_pkg.VERSION\n",
        "src/far_pkg/__init__.py": "import sys\nfrom .one import VERSION\nfrom far_pkg.two import *\n"
        "sys.modules['far_pkg.other'] = sys\nfrom far_pkg.last import VERSION as VERSION, EDITION\nimport os\n",
        "src/far_pkg/one.py": "VERSION = '1'\n",
        "src/far_pkg/two.py": "VERSION = '2'\n",
        "src/far_pkg/last.py": "EDITION = VERSION = '3'\n",
    },
    "attr bound in one of two ways": {
        "setup.cfg": "[metadata]\nname = a\nversion = attr: way_pkg.VERSION\n",
        "src/way_pkg/__init__.py": "try:\n    from ._there import VERSION\nexcept ImportError:\n    VERSION = '0'\n",
        "src/way_pkg/_there.py": "VERSION = '4'\n",
    },
    "attr of a module in the way": {
        "setup.cfg": "[metadata]\nname = a\nversion = attr: same_pkg.VERSION\n",
        "src/same_pkg/__init__.py": "from same_pkg.VERSION import VERSION\nimport same_pkg.VERSION as other\n",
        "src/same_pkg/VERSION.py": "VERSION = '5'\n",
    },
}

BUILD = """
import contextlib, json, os, sys, warnings
warnings.simplefilter("ignore")
from setuptools import build_meta
built = {}
for name, folder in json.load(sys.stdin).items():
    os.chdir(folder)
    with contextlib.redirect_stdout(sys.stderr):
        info = build_meta.prepare_metadata_for_build_wheel(folder)
    with open(os.path.join(folder, info, "METADATA"), encoding="utf-8") as file:
        built[name] = file.read()
json.dump(built, sys.stdout)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The METADATA that setuptools writes for every project."""
    # Asked without an import: beside distutils, which other tests import, setuptools refuses to be imported.
    if int(version("setuptools").partition(".")[0]) < 77:
        pytest.skip("an older setuptools than the one that setup_cfg follows")
    folders: dict[str, str] = {}
    for name, tree in PROJECTS.items():
        folder: Path = tmp_path_factory.mktemp("project")
        for path, text in tree.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text.encode())
        folders[name] = str(folder)
    result = subprocess.run(
        [sys.executable, "-c", BUILD], input=json.dumps(folders), capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    metadata: dict[str, str] = json.loads(result.stdout)
    return metadata


def distributions(raw: Raw) -> list[str]:
    """Requires-Dist as setuptools makes it of core requirements and extras."""
    found = [str(Requirement(text)) for text in values(raw.requires)] if raw.requires else []
    for extra in raw.extras or ():
        name, _, condition = extra.name.value.partition(":")
        for text in values(extra.requires):
            requirement = Requirement(text)
            extra_marker = f'extra == "{name.strip().lower().replace("_", "-")}"'
            parts = [f"({part})" for part in (requirement.marker, condition.strip()) if part]
            requirement.marker = Marker(" and ".join([*parts, extra_marker]))
            found.append(str(requirement))
    return found


@pytest.mark.parametrize("name", PROJECTS)
def test_setuptools_builds_what_is_read(name: str, built: dict[str, str]) -> None:
    tree = PROJECTS[name]
    raw = setup_cfg.read(Source("setup.cfg", tree["setup.cfg"]), Memory(tree))
    assert raw is not None
    metadata = message_from_string(built[name])
    assert isinstance(raw.name, Declared)
    assert raw.name.value == metadata["Name"]
    assert raw.version is None or isinstance(raw.version, Declared)
    assert Version(raw.version.value if raw.version else "0") == Version(metadata["Version"])
    assert raw.requires_python is None or isinstance(raw.requires_python, Declared)
    python = SpecifierSet(raw.requires_python.value) if raw.requires_python else None
    assert str(python) == str(metadata["Requires-Python"])
    assert (values(raw.classifiers) if raw.classifiers else []) == metadata.get_all("Classifier", [])
    assert sorted(distributions(raw)) == sorted(metadata.get_all("Requires-Dist", []))
    extras = {extra.name.value.partition(":")[0].strip().lower().replace("_", "-") for extra in raw.extras or ()}
    assert extras == set(metadata.get_all("Provides-Extra", []))
    assert (raw.license.value if isinstance(raw.license, Declared) else None) == (
        metadata["License-Expression"] or metadata["License"]
    )
