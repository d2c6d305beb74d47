"""What the names of files and folders say: metadata, junk, fixtures, code, distributions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

PYPROJECT = "pyproject.toml"
SOURCES = (PYPROJECT, "setup.py", "setup.cfg")
"""What a build reads, in order of authority."""
PKG_INFO = "PKG-INFO"
METADATA = "METADATA"
REQUIRES_TXT = "requires.txt"
DIST_INFO = ".dist-info"
EGG_INFO = ".egg-info"
TESTS = frozenset({"tests", "test", "testing", "t"})

# Never a member, never code: made by tools, or other people's.
SITE = frozenset({"site-packages", "dist-packages"})
"""Folders that distributions are installed into."""
_JUNK = frozenset({"node_modules", "__pycache__"}) | SITE

# Not looked into for members. Each may also be the name of an import package, so an ``__init__.py`` makes it code.
_NO_MEMBERS = frozenset(
    {
        # Outputs of builds.
        "build",
        "dist",
        # Other people's projects, copied. "external" is missing: monorepos keep plug-ins of their own there.
        "vendor",
        "_vendor",
        "vendored",
        "_vendored",
        "third_party",
        "third-party",
        "thirdparty",
        "3rdparty",
        "extern",
        "externals",
        # Broken or invented on purpose.
        "fixtures",
        "testdata",
        "test-data",
        "test_data",
        "__fixtures__",
        # Skeletons to be copied: their names and versions are placeholders even where they parse. "examples" is not
        # here, since monorepos do lock examples to their siblings and want them checked; `exclude` is for the others.
        "templates",
        "template",
        "skeleton",
        "skeletons",
    }
)
_SPEAKING = ("cookiecutter", "vendored-", "vendored_")
_PLACEHOLDERS = ("{{", "}}", "{%", "<")

_ENVIRONMENT = ("pyvenv.cfg", "conda-meta")

# Below a project's own folder these are support, whether or not they hold an ``__init__.py``; further down (as in
# ``acme/backend/test/``) a name like these is a part of the code if it is an import package.
SUPPORT = TESTS | {"docs", "doc", "examples", "example", "scripts", "benchmarks", "benchmark", "tools"}
_CODE = (".py", ".pyi", ".pyx", ".pxd", ".so", ".pyd", ".rs", ".c", ".cc", ".cpp", ".cxx", ".cu")
_NOT_IMPORTED = frozenset({"setup.py", "conftest.py", "noxfile.py", "tasks.py"})
_FURNITURE = re.compile(
    r"""
    \. .* | .* \.lock | pylock \b .* | (?:pyproject|pinlint)\.toml | setup\.(?:py|cfg) | PKG-INFO | METADATA | py\.typed
    | (?:readme|licen[cs]e|copying|notice|changes|changelog|history|news|authors|contributing|contributors|security
        |code_of_conduct|version|manifest|citation|requirements|makefile|justfile|tox|noxfile|tasks|build) (?![a-z]) .*
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

# Every version begins with a digit (PEP 440, short of a "v" nobody puts in a file name), so a distribution's file name
# shows itself. What is only found and not named by the user is read when it has one: `data.tar.gz` is not ours.
_DISTRIBUTION = re.compile(r".+-v?[0-9].*", re.DOTALL)
WHEEL = ".whl"
ZIP = ".zip"
TAR = (".tar.gz", ".tgz", ".tar.bz2")
_UNREAD_ARCHIVES = (".tar", ".tar.xz", ".txz", ".tar.lzma", ".tar.zst", ".tar.z", ".tbz2", ".egg", ".7z", ".rar")


def is_junk(name: str) -> bool:
    """Whether a folder is hidden or made by tools: nothing in it is the workspace's."""
    return name.startswith(".") or name in _JUNK or is_info(name)


def holds_no_members(name: str) -> bool:
    """Whether members are not looked for in a folder of this name."""
    return (
        is_junk(name)
        or name in _NO_MEMBERS
        or name.startswith(_SPEAKING)
        or any(mark in name for mark in _PLACEHOLDERS)
    )


def is_info(name: str) -> bool:
    """Whether a folder holds the metadata of a built distribution."""
    return name.endswith((DIST_INFO, EGG_INFO))


def is_environment(names: Container[str]) -> bool:
    """Whether a folder with these entries is a virtual or conda environment."""
    return any(mark in names for mark in _ENVIRONMENT)


def is_support(name: str, *, top: bool, has_init: bool) -> bool:
    """Whether the code in a folder serves the project and is not imported by its users."""
    return name in SUPPORT and (top or not has_init)


def is_code(name: str) -> bool:
    """Whether a file could be imported, or compiled into something that could."""
    return (
        name.endswith(_CODE)
        and name not in _NOT_IMPORTED
        and not name.startswith("test_")
        and not name.endswith("_test.py")
    )


def is_furniture(name: str) -> bool:
    """Whether a file stands beside the metadata of any project, so that it is no content of its own."""
    return _FURNITURE.fullmatch(name) is not None


def is_archive(name: str) -> bool:
    """Whether a file is of a kind of archive that is read."""
    return name.lower().endswith((WHEEL, ZIP, *TAR))


def is_other_archive(name: str) -> bool:
    """Whether a file is an archive of a kind that is not read."""
    return name.lower().endswith(_UNREAD_ARCHIVES)


def is_distribution(name: str) -> bool:
    """Whether a file is named as distributions are."""
    return is_archive(name) and _DISTRIBUTION.fullmatch(name) is not None


def is_metadata(path: str) -> bool:
    """Whether a file in an archive is named as metadata is."""
    name = path.rpartition("/")[2]
    return name in {*SOURCES, PKG_INFO, METADATA, REQUIRES_TXT}


def is_requires_txt(path: str, top: str) -> bool:
    """Whether ``path`` is the requires.txt of an egg-info in ``top`` (with a trailing slash) or one level below it."""
    if not path.startswith(top) or not path.endswith(f"{EGG_INFO}/{REQUIRES_TXT}"):
        return False
    return path[len(top) :].count("/") <= 2
