from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from packaging.specifiers import SpecifierSet

from pinlint.metadata import locks
from pinlint.source import decode
from pinlint.testing import parse_workspace
from pinlint.workspace import Declared, ScopeKind, Unknown
from pinlint.workspace.locked import LockedSource, LockKind, SourceKind
from tests.metadata.lock_texts import only, read, said, written

if TYPE_CHECKING:
    from pathlib import Path

WORKSPACE = """\
version = 1
revision = 3
requires-python = ">=3.10"
resolution-markers = [
    "python_full_version >= '3.11'",
    "python_full_version < '3.11'",
]
supported-markers = ["sys_platform == 'linux'"]

[manifest]
members = ["acme-app", "acme-core"]
constraints = [{ name = "urllib3", specifier = "<2.3" }]
overrides = [
    { name = "idna", specifier = "==3.7", marker = "python_full_version < '3.11'" },
    { name = "certifi", url = "https://example.org/certifi-1.0-py3-none-any.whl" },
]

[[package]]
name = "acme-app"
version = "1.0"
source = { virtual = "." }
dependencies = [
    { name = "acme-core", extra = ["fast"] },
    { name = "numpy", version = "1.26.4", source = { registry = "simple" }, marker = "python_full_version < '3.11'" },
    { name = "numpy", version = "2.2.0", source = { registry = "simple" }, marker = "python_full_version >= '3.11'" },
]

[package.optional-dependencies]
Net = [{ name = "idna" }]

[package.dev-dependencies]
dev = [{ name = "pytest" }]

[package.metadata]
requires-dist = [{ name = "acme-core", editable = "packages/core" }]

[[package]]
name = "acme-core"
source = { editable = "packages/core" }

[[package]]
name = "numpy"
version = "1.26.4"
source = { registry = "https://index.example.org/simple" }
resolution-markers = ["python_full_version < '3.11'"]

[[package]]
name = "numpy"
version = "2.2.0"
source = { registry = "https://index.example.org/simple" }
resolution-markers = ["python_full_version == '3.11.*'", "python_full_version >= '3.12'"]
"""


def test_a_workspace_is_read_whole() -> None:
    lock = read("tools/uv.lock", WORKSPACE)
    assert lock.kind is LockKind.UV
    assert lock.complete
    assert isinstance(lock.requires_python, Declared)
    assert lock.requires_python.value == SpecifierSet(">=3.10")
    assert [(member.value, written(WORKSPACE, "tools/uv.lock", member)) for member in lock.members or ()] == [
        ("acme-app", '"acme-app"'),
        ("acme-core", '"acme-core"'),
    ]
    assert [said(each) for each in lock.environments] == ["sys_platform == 'linux'"]
    assert [(locked.name, said(locked.version), said(locked.marker)) for locked in lock.packages] == [
        ("acme-app", "1.0", None),
        ("acme-core", None, None),
        ("numpy", "1.26.4", "python_full_version < '3.11'"),
        ("numpy", "2.2.0", "(python_full_version == '3.11.*') or (python_full_version >= '3.12')"),
    ]
    sources = [locked.source for locked in lock.packages]
    assert [(each.kind, each.path) for each in sources if isinstance(each, LockedSource)] == [
        (SourceKind.VIRTUAL, "tools"),
        (SourceKind.EDITABLE, "tools/packages/core"),
        (SourceKind.REGISTRY, None),
        (SourceKind.REGISTRY, None),
    ]


def test_values_know_where_they_are_written() -> None:
    numpy = read("uv.lock", WORKSPACE).packages[2]
    assert written(WORKSPACE, "uv.lock", numpy.version) == '"1.26.4"'
    (override, _) = read("uv.lock", WORKSPACE).overrides
    assert written(WORKSPACE, "uv.lock", override.specifiers) == '"==3.7"'


def test_constraints_and_overrides_are_kept_apart() -> None:
    lock = read("uv.lock", WORKSPACE)
    assert [(each.name, said(each.specifiers), said(each.marker)) for each in lock.overrides] == [
        ("idna", "==3.7", "python_full_version < '3.11'"),
        ("certifi", None, None),
    ]
    assert [(each.name, said(each.specifiers)) for each in lock.constraints] == [("urllib3", "<2.3")]


def test_dependencies_have_their_scopes_extras_and_versions() -> None:
    app = read("uv.lock", WORKSPACE).packages[0]
    found = [(each.name, each.scope.kind, each.scope.name, said(each.version)) for each in app.dependencies]
    assert found == [
        ("acme-core", ScopeKind.CORE, None, None),
        ("numpy", ScopeKind.CORE, None, "1.26.4"),
        ("numpy", ScopeKind.CORE, None, "2.2.0"),
        ("idna", ScopeKind.EXTRA, "net", None),
        ("pytest", ScopeKind.GROUP, "dev", None),
    ]
    assert app.dependencies[0].extras == {"fast"}


def test_a_lock_without_members_is_that_of_the_project_beside_it() -> None:
    text = 'version = 1\n[[package]]\nname = "b"\nsource = { directory = "../b" }\n'
    text += '[[package]]\nname = "A"\nversion = "1"\nsource = { editable = "." }\n'
    (member,) = read("sub/uv.lock", text).members or ()
    assert member.value == "a"


@pytest.mark.parametrize(
    ("source", "kind", "path"),
    [
        ('git = "https://example.org/x?rev=1#abc"', SourceKind.VCS, None),
        ('url = "https://example.org/x-1.tar.gz"', SourceKind.URL, None),
        ('path = "../wheels/x-1-py3-none-any.whl"', SourceKind.FILE, "wheels/x-1-py3-none-any.whl"),
        ('directory = "../../elsewhere"', SourceKind.FOLDER, None),
        ('directory = "/srv/x"', SourceKind.FOLDER, None),
        ('editable = ".."', SourceKind.EDITABLE, "."),
    ],
)
def test_sources_are_told_apart(source: str, kind: SourceKind, path: str | None) -> None:
    found = only(read("app/uv.lock", f'version = 1\n[[package]]\nname = "x"\nsource = {{ {source} }}\n')).source
    assert isinstance(found, LockedSource)
    assert (found.kind, found.path) == (kind, path)


def test_versions_that_a_lock_does_not_tell_apart_are_chosen_nowhere_in_particular() -> None:
    text = "version = 1\n" + "".join(f'[[package]]\nname = "torch"\nversion = "{each}"\n' for each in ("2.1", "2.2"))
    for locked in read("uv.lock", text).packages:
        assert said(locked.marker) == "? one of several versions, and the lock does not say where"


def test_a_version_of_the_format_that_is_not_known_says_nothing() -> None:
    lock = read("uv.lock", 'version = 2\n[[package]]\nname = "x"\nversion = "1"\n')
    assert lock.packages == ()
    assert [each.reason for each in lock.unknown] == ["in a version of the format that is not known"]


def test_a_marker_that_cannot_be_read_hides_where_the_version_is_chosen() -> None:
    text = 'version = 1\n[[package]]\nname = "x"\nversion = "1"\nresolution-markers = ["os_name == \'nt\'", "what?"]\n'
    lock = read("uv.lock", text)
    assert isinstance(only(lock).marker, Unknown)
    assert not lock.complete


MEMBERS = """
    -- pyproject.toml --
    [project]
    name = "acme-app"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["acme-core"]
    [tool.uv.workspace]
    members = ["packages/*"]
    [tool.uv.sources]
    acme-core = { workspace = true }
    -- packages/core/pyproject.toml --
    [project]
    name = "acme-core"
    version = "2.0"
    requires-python = ">=3.11"
    [build-system]
    requires = ["hatchling"]
    build-backend = "hatchling.build"
"""


@pytest.mark.skipif(shutil.which("uv") is None, reason="uv is not installed")
def test_what_uv_itself_locks_is_read(tmp_path: Path) -> None:
    for path, text in parse_workspace(MEMBERS).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    subprocess.run(["uv", "lock", "--offline", "--quiet", "--python", sys.executable], cwd=tmp_path, check=True)
    lock = locks.read(decode("uv.lock", (tmp_path / "uv.lock").read_bytes()))
    assert lock.complete
    assert said(lock.requires_python) == ">=3.11"
    assert [member.value for member in lock.members or ()] == ["acme-app", "acme-core"]
    assert [(each.name, said(each.version)) for each in lock.packages] == [("acme-app", "1.0"), ("acme-core", "2.0")]
    assert [each.source.path for each in lock.packages if isinstance(each.source, LockedSource)] == [
        ".",
        "packages/core",
    ]


@pytest.mark.network
def test_the_forks_of_a_real_resolution_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.10"\n'
        "dependencies = [\"idna<3; python_version < '3.11'\", \"idna>=3.4; python_version >= '3.11'\"]\n"
        '[tool.uv]\noverride-dependencies = ["certifi==2024.2.2"]\n'
    )
    subprocess.run(["uv", "lock", "--quiet", "--python", sys.executable], cwd=tmp_path, check=True)
    lock = locks.read(decode("uv.lock", (tmp_path / "uv.lock").read_bytes()))
    assert lock.complete
    assert [each.name for each in lock.overrides] == ["certifi"]
    markers = [said(each.marker) for each in lock.packages if each.name == "idna"]
    assert len(markers) == 2
    assert all("python_full_version" in str(marker) for marker in markers)
