from __future__ import annotations

import pytest
import tomli
from packaging.pylock import Pylock

from pinlint.workspace import Declared, Unknown
from pinlint.workspace.locked import LockedSource, LockKind, SourceKind
from tests.metadata.lock_texts import only, read, said, written

LOCK = """\
lock-version = "1.0"
environments = ["sys_platform == 'linux'", "sys_platform == 'win32'"]
requires-python = ">=3.10"
extras = ["net"]
dependency-groups = ["dev"]
created-by = "hand"

[[packages]]
name = "acme-core"
directory = { path = "packages/core", editable = true }
dependencies = [{ name = "idna" }, { name = "numpy", version = "2.0" }]

[[packages]]
name = "attrs"
version = "23.2.0"
vcs = { type = "git", url = "https://example.org/attrs", commit-id = "00" }

[[packages]]
name = "click"
version = "8.1"
archive = { path = "vendored/click-8.1.tar.gz", hashes = { sha256 = "00" } }

[[packages]]
name = "idna"
version = "3.7"
marker = "'net' in extras or 'dev' in dependency_groups"
requires-python = ">=3.5"
index = "https://index.example.org/simple"
wheels = [{ url = "https://example.org/idna-3.7-py3-none-any.whl", hashes = { sha256 = "00" } }]

[[packages]]
name = "numpy"
version = "1.26"
marker = "python_version < '3.11'"
sdist = { name = "numpy-1.26.tar.gz", url = "https://example.org/numpy-1.26.tar.gz", hashes = { sha256 = "00" } }

[[packages]]
name = "numpy"
version = "2.0"
marker = "python_version >= '3.11'"
sdist = { name = "numpy-2.0.tar.gz", url = "https://example.org/numpy-2.0.tar.gz", hashes = { sha256 = "00" } }
"""


def test_a_lock_is_read_as_the_standard_library_of_packaging_reads_it() -> None:
    oracle = Pylock.from_dict(tomli.loads(LOCK))
    lock = read("pylock.toml", LOCK)
    assert lock.kind is LockKind.PYLOCK
    assert lock.complete
    assert isinstance(lock.requires_python, Declared)
    assert lock.requires_python.value == oracle.requires_python
    assert [each.value for each in lock.environments] == list(oracle.environments or ())
    assert [
        (
            locked.name,
            locked.version.value if isinstance(locked.version, Declared) else None,
            locked.marker.value if isinstance(locked.marker, Declared) else None,
            locked.requires_python.value if isinstance(locked.requires_python, Declared) else None,
        )
        for locked in lock.packages
    ] == [(each.name, each.version, each.marker, each.requires_python) for each in oracle.packages]


def test_sources_are_told_apart() -> None:
    sources = [locked.source for locked in read("sub/pylock.toml", LOCK).packages]
    assert [(each.kind, each.path) for each in sources if isinstance(each, LockedSource)] == [
        (SourceKind.EDITABLE, "sub/packages/core"),
        (SourceKind.VCS, None),
        (SourceKind.FILE, "sub/vendored/click-8.1.tar.gz"),
        (SourceKind.REGISTRY, None),
    ]
    assert sources[4:] == [None, None]


def test_dependencies_name_other_entries() -> None:
    core = read("pylock.toml", LOCK).packages[0]
    assert [(each.name, said(each.version)) for each in core.dependencies] == [("idna", None), ("numpy", "2.0")]


def test_values_know_where_they_are_written() -> None:
    lock = read("pylock.dev.toml", LOCK)
    assert written(LOCK, "pylock.dev.toml", lock.packages[3].version) == '"3.7"'
    assert written(LOCK, "pylock.dev.toml", lock.requires_python) == '">=3.10"'


@pytest.mark.parametrize("version", ["2.0", "0.1", "", "one"])
def test_only_the_first_version_of_the_format_is_read(version: str) -> None:
    lock = read("pylock.toml", f'lock-version = "{version}"\n[[packages]]\nname = "x"\nversion = "1"\n')
    assert lock.packages == ()
    assert not lock.complete


def test_a_folder_without_a_path_is_unknown() -> None:
    lock = read("pylock.toml", 'lock-version = "1.0"\n[[packages]]\nname = "x"\ndirectory = {}\n')
    assert isinstance(only(lock).source, Unknown)
