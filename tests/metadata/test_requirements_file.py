from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest
from packaging.markers import Marker
from packaging.specifiers import SpecifierSet
from pip._internal.req.constructors import install_req_from_parsed_requirement
from pip._internal.req.req_file import parse_requirements

from pinlint.metadata import requirements_file
from pinlint.metadata.raw import Malformed
from pinlint.source import Unreadable
from pinlint.workspace import Unknown

if TYPE_CHECKING:
    from pathlib import Path

    from pinlint.workspace.requested import Requested, RequirementsFile

Tree = dict[str, str | bytes]


class Memory:
    """Files in memory, and how often each was read."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.reads: list[str] = []

    def read(self, path: str) -> bytes:
        self.reads.append(path)
        if path not in self.tree:
            raise Unreadable("does not exist")
        content = self.tree[path]
        return content.encode() if isinstance(content, str) else content

    def exists(self, path: str) -> bool:
        return path in self.tree

    def folder(self, path: str) -> bool | None:
        return any(name.startswith(f"{path}/") for name in self.tree)


def read(text: str | bytes, tree: Tree | None = None, path: str = "requirements.txt") -> RequirementsFile:
    return requirements_file.read(path, Memory({path: text, **(tree or {})}))


def only(file: RequirementsFile) -> Requested:
    assert file.unknown == ()
    (requested,) = file.requirements
    return requested


def texts(file: RequirementsFile) -> list[str]:
    return [requested.text for requested in file.requirements]


def reasons(file: RequirementsFile) -> list[str]:
    return [unknown.reason for unknown in file.unknown]


def spanned(file: RequirementsFile, requested: Requested) -> str:
    (source,) = (each for each in file.sources if each.path == requested.at.path)
    return source.text[requested.at.start : requested.at.end]


TEXT = """\
# pinned by hand
--index-url https://example.org/simple
-i https://${USER}:secret@example.org/simple
--pre
click>=8,<9  # comment
requests[socks, security] == 2.31.0 ; python_version < "3.12" \\
    --hash=sha256:aaaa \\
    --hash sha256:bbbb # which
acme-core @ https://example.org/acme-core.zip ; os_name == "nt"
-e ./libs/core[fast]
./libs/app
git+https://example.org/x@main#egg=acme-x[y]&subdirectory=z
https://example.org/wheels/numpy-2.0-cp312-cp312-linux_x86_64.whl

scipy --config-settings="a=b c"
"""
PROJECTS: Tree = {"libs/core/pyproject.toml": "", "libs/app/setup.py": ""}


def test_every_kind_of_line_is_read() -> None:
    file = read(TEXT, PROJECTS)
    assert file.unknown == ()
    click, requests, reference, core, app, vcs, wheel, scipy = file.requirements
    assert (click.name, click.specifiers, click.text) == ("click", SpecifierSet(">=8,<9"), "click>=8,<9")
    assert requests.extras == {"socks", "security"}
    assert requests.marker == Marker('python_version < "3.12"')
    assert [each.value for each in requests.hashes] == ["sha256:aaaa", "sha256:bbbb"]
    assert (reference.name, reference.url, reference.specifiers) == (
        "acme-core",
        "https://example.org/acme-core.zip",
        None,
    )
    assert reference.marker == Marker('os_name == "nt"')
    assert (core.name, core.url, core.path, core.extras, core.editable) == (
        None,
        "./libs/core",
        "libs/core",
        {"fast"},
        True,
    )
    assert (app.name, app.path, app.editable) == (None, "libs/app", False)
    assert (vcs.name, vcs.extras, vcs.path) == ("acme-x", {"y"}, None)
    assert (wheel.name, wheel.specifiers) == ("numpy", SpecifierSet("==2.0"))
    assert [(each.name, each.value) for each in scipy.options] == [("--config-settings", "a=b c")]
    assert [(each.name, each.value) for each in file.options] == [
        ("--index-url", "https://example.org/simple"),
        ("--index-url", "https://${USER}:secret@example.org/simple"),
        ("--pre", None),
    ]


def test_values_know_where_they_are_written() -> None:
    file = read(TEXT, PROJECTS)
    assert [spanned(file, each) for each in file.requirements] == texts(file)
    hashes = file.requirements[1].hashes
    assert [TEXT[each.at.start : each.at.end] for each in hashes if hasattr(each.at, "start")] == [
        "sha256:aaaa",
        "sha256:bbbb",
    ]
    assert TEXT[file.options[0].at.start : file.options[0].at.end] == "https://example.org/simple"


def test_a_requirement_over_several_lines_spans_them() -> None:
    text = "acme-\\\r\n  core \\\r\n==1.0 # end\r\n"
    file = read(text)
    requested = file.requirements[0] if file.requirements else None
    assert requested is None
    assert reasons(file)[0].startswith("not a requirement that pip accepts")
    file = read("acme-core \\\r\n  ==1.0 # end\r\n")
    assert only(file).name == "acme-core"
    assert spanned(file, only(file)) == "acme-core \\\r\n  ==1.0"


@pytest.mark.parametrize(
    "data",
    [
        b"caf\xc3\xa9\n",
        codecs.BOM_UTF8 + b"caf\xc3\xa9\n",
        codecs.BOM_UTF16_LE + "café\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "café\n".encode("utf-16-be"),
        b"# -*- coding: latin-1 -*-\ncaf\xe9\n",
        b"#\n# vim: set fileencoding=iso-8859-15 :\ncaf\xe9\n",
    ],
)
def test_files_are_decoded_as_pip_decodes_them(data: bytes) -> None:
    (source,) = read(data).sources
    assert source.text.splitlines()[-1] == "café"


@pytest.mark.parametrize(
    ("data", "message", "at"),
    [
        (b"caf\xc3\xa9\ncaf\xe9\n", "is not UTF-8: invalid continuation byte", 8),
        (b"# coding: rot13\nclick\n", "declares the encoding rot13, which is not known", 0),
        (b"# coding: utf-99\nclick\n", "declares the encoding utf-99, which is not known", 0),
        (b"# coding: zip\nclick\n", "declares the encoding zip, which is not known", 0),
    ],
)
def test_what_cannot_be_decoded_is_malformed(data: bytes, message: str, at: int) -> None:
    with pytest.raises(Malformed) as caught:
        read(data)
    assert (caught.value.message, caught.value.at.start) == (message, at)  # type: ignore[union-attr]  # it is a Span


def test_a_file_that_is_not_there_is_malformed() -> None:
    with pytest.raises(Malformed, match="cannot be read: does not exist"):
        requirements_file.read("requirements.txt", Memory({}))


def test_included_files_are_relative_to_the_file_that_includes_them() -> None:
    tree: Tree = {
        "reqs/dev.txt": "-r base.txt\n--constraint=../constraints.txt\npytest\n",
        "reqs/base.txt": "click\n",
        "constraints.txt": "click<9\n",
    }
    file = read("-rreqs/dev.txt\nacme\n", tree)
    assert file.complete
    assert [(each.text, each.at.path, each.constraint, len(each.through)) for each in file.requirements] == [
        ("click", "reqs/base.txt", False, 2),
        ("click<9", "constraints.txt", True, 2),
        ("pytest", "reqs/dev.txt", False, 1),
        ("acme", "requirements.txt", False, 0),
    ]
    assert [each.path for each in file.sources] == [
        "requirements.txt",
        "reqs/dev.txt",
        "reqs/base.txt",
        "constraints.txt",
    ]
    assert [each.path for each in file.requirements[0].through] == ["requirements.txt", "reqs/dev.txt"]


def test_a_requirements_file_that_a_constraints_file_includes_installs() -> None:
    file = read("-c a.txt\n", {"a.txt": "click\n-r b.txt\n", "b.txt": "pytest\n"})
    assert [(each.text, each.constraint) for each in file.requirements] == [("click", True), ("pytest", False)]


def test_cycles_end_and_each_file_is_read_once() -> None:
    files = Memory({"a.txt": "-r b.txt\nx\n-r b.txt\n-c b.txt\n", "b.txt": "-r a.txt\ny\n"})
    file = requirements_file.read("a.txt", files)
    assert [(each.text, each.constraint) for each in file.requirements] == [("y", False), ("x", False), ("y", True)]
    assert files.reads == ["a.txt", "b.txt"]
    assert file.complete


def test_a_file_may_be_read_as_constraints() -> None:
    file = requirements_file.read("c.txt", Memory({"c.txt": "click<9\n"}), constraint=True)
    assert only(file).constraint


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("-r ../x.txt", "reads a file outside the workspace"),
        ("-r /etc/passwd", "reads a file outside the workspace"),
        ("-r C:\\x.txt", "reads a file outside the workspace"),
        ("-c https://example.org/c.txt", "is read from a URL"),
        ("-r file:///etc/passwd", "is read from a URL"),
        ("-r ${WHERE}/x.txt", "depends on the environment variable WHERE"),
        ("-r missing.txt", "does not exist"),
        ("-r broken.txt", "broken.txt is not UTF-8: invalid start byte"),
        ("-r", "--requirement has no value"),
        ("-r 'x.txt", "a quote is not closed"),
        ("--no-such-option", "--no-such-option is no option of requirements files"),
        ("--no", "--no is no option of requirements files"),
        ("--pre=yes", "--pre takes no value"),
        ("-x", "-x is no option of requirements files"),
        ("click --install-option=a", "--install-option is no option of requirements files"),
        ("${EVERYTHING}", "depends on the environment variable EVERYTHING"),
        ("acme-${WHICH}==1", "depends on the environment variable WHICH"),
        ("click>=", "not a requirement that pip accepts"),
        ("click; python_version", "not a requirement that pip accepts"),
        ("https://example.org/x.whl", "not a requirement that pip accepts: not the name of a wheel"),
        (f"./x-{'9' * 5000}-py3-none-any.whl", "not a requirement that pip accepts: not the name of a wheel"),
    ],
)
def test_what_cannot_be_read_is_unknown_and_the_rest_is_read(line: str, reason: str) -> None:
    file = read(f"{line}\nacme\n", {"broken.txt": b"\xff"})
    assert texts(file) == ["acme"]
    (unknown,) = file.unknown
    assert unknown.reason.startswith(reason)


def test_environment_variables_hide_only_what_they_stand_in() -> None:
    versioned, marked, secret, reference = read(
        "Acme_Core[fast]==${VERSION} ; os_name == 'nt'\n"
        "click>=8 ; python_version < '${PYTHON}'\n"
        "git+https://${TOKEN}@example.org/x#egg=acme-x\n"
        "acme-y @ https://${TOKEN}@example.org/y.zip\n"
    ).requirements
    assert (versioned.name, versioned.extras, versioned.operators) == ("acme-core", {"fast"}, ("==",))
    assert isinstance(versioned.specifiers, Unknown)
    assert versioned.marker == Marker("os_name == 'nt'")
    assert (marked.specifiers, marked.operators) == (SpecifierSet(">=8"), (">=",))
    assert isinstance(marked.marker, Unknown)
    assert (secret.name, secret.specifiers) == ("acme-x", None)
    assert (reference.name, reference.url, reference.specifiers) == (
        "acme-y",
        "https://${TOKEN}@example.org/y.zip",
        None,
    )


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("-e .", "."),
        ("-e ../libs/core", "libs/core"),
        ("-e libs/core", "libs/core"),
        ("../libs/core", "libs/core"),
        ("-e file:../libs/core", "libs/core"),
        ("-e file://../libs/core#egg=acme", "libs/core"),
        ("file:../libs#subdirectory=core", "libs/core"),
        ("acme @ file:../libs/core", "libs/core"),
        ("./wheels/a-1-py3-none-any.whl", "reqs/wheels/a-1-py3-none-any.whl"),
        ("-e 'acme @ file:../libs/core'", "libs/core"),
    ],
)
def test_local_projects_are_found_from_the_root_or_from_the_file(line: str, path: str) -> None:
    tree: Tree = {"pyproject.toml": "", "libs/core/pyproject.toml": "", "reqs/wheels/a-1-py3-none-any.whl": b""}
    assert only(read(line, tree, "reqs/dev.txt")).path == path


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("-e core", "relative to the folder that pip is run in"),
        ("-e nowhere", "relative to the folder that pip is run in"),
        ("-e ../../x", "outside the workspace"),
        ("-e /srv/x", "an absolute path"),
        ("file:///srv/x", "an absolute path"),
        ("-e ${HERE}/x", "depends on the environment variable HERE"),
        ("acme @ file:///${PROJECT_ROOT}/x", "depends on the environment variable PROJECT_ROOT"),
    ],
)
def test_a_path_that_could_be_elsewhere_is_unknown(line: str, reason: str) -> None:
    path = only(read(line, {"core/setup.py": "", "reqs/core/setup.py": ""}, "reqs/dev.txt")).path
    assert isinstance(path, Unknown)
    assert path.reason == reason


ORACLE = (
    "click",
    "Click[a,B] >= 8.0, <9",
    "click ~= 8.1 ; python_version >= '3.8' and os_name == 'posix'",
    "click==8.1.0 --hash=sha256:" + "a" * 64,
    "acme @ https://example.org/acme-1.0.tar.gz ; os_name == 'nt'",
    "acme[x] @ git+https://example.org/acme.git@main",
    "git+https://example.org/acme.git#egg=acme",
    "git+ssh://git@example.org/acme.git@v1#egg=acme ; python_version < '3.12'",
    "https://example.org/acme-1.0.tar.gz",
    "https://example.org/acme_core-1.0-py3-none-any.whl ; os_name == 'nt'",
    "https://example.org/acme-1.0.zip#egg=acme",
    "./libs/core",
    "./libs/core[fast,slow]",
    "./libs/core ; python_version < '3.12'",
    "-e ./libs/core",
    "-e ./libs/core[fast]",
    "--editable=git+https://example.org/acme.git#egg=acme",
)


@pytest.mark.parametrize("line", ORACLE)
def test_requirements_mean_what_they_mean_to_pip(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "libs/core").mkdir(parents=True)
    (tmp_path / "libs/core/pyproject.toml").write_text("")
    (tmp_path / "requirements.txt").write_text(f"{line}\n")
    (parsed,) = parse_requirements("requirements.txt", session=None)  # type: ignore[arg-type]  # nothing is fetched
    meant = install_req_from_parsed_requirement(parsed)
    requested = only(read(f"{line}\n", {"libs/core/pyproject.toml": ""}))
    assert requested.text == parsed.requirement.strip()
    assert requested.editable == parsed.is_editable
    assert requested.name == (meant.name and meant.name.lower().replace("_", "-"))
    assert str(requested.specifiers or "") == str(meant.specifier if meant.req and not meant.req.url else "")
    assert str(requested.marker or "") == str(meant.markers or "")
    assert requested.extras == {extra.lower() for extra in meant.extras}
    hashes = [f"{name}:{each}" for name, found in meant.hash_options.items() for each in found]
    assert [each.value for each in requested.hashes] == hashes
    if meant.link and meant.link.scheme == "file":
        assert requested.path == "libs/core"
        assert meant.link.file_path == str(tmp_path / "libs/core")


def test_a_deep_chain_of_files_is_read_and_a_longer_one_bounded() -> None:
    tree: Tree = {f"{number}.txt": f"-r {number + 1}.txt\nd{number}\n" for number in range(2_000)}
    file = requirements_file.read("0.txt", Memory(tree))
    assert len(file.requirements) == 1_000
    assert reasons(file) == ["more than 1000 files are included"]


def test_many_includes_of_the_same_files_cost_no_more_than_the_files() -> None:
    tree: Tree = {f"{number}.txt": f"-r {number + 1}.txt\n" * 50 for number in range(50)}
    files = Memory({**tree, "50.txt": "acme\n"})
    assert texts(requirements_file.read("0.txt", files)) == ["acme"]
    assert len(files.reads) == 51


@pytest.mark.parametrize(
    "text",
    [
        "\\\n" * 50_000,
        " " * 200_000 + "#",
        "#" * 200_000,
        "a #" * 50_000,
        "[" * 200_000,
        "./" + " " * 100_000 + "x]",
        "git+https://" + "#&egg=" * 30_000,
        "a" + "." * 200_000,
        "'" * 200_001,
        "-" * 200_000,
        "--hash=" + '\\"' * 100_000,
        "x --hash=" + "a " * 50_000,
        "\0" * 1_000,
        "${A}" * 20_000,
        "a" + "${A}==" * 20_000,
        "a; " + "(" * 9_000,
        "\x85\u2028\x0c\x1c" * 1_000,
    ],
)
def test_hostile_lines_cost_little_and_raise_nothing(text: str) -> None:
    file = read(f"{text}\nacme\n")
    assert not any(each.text != "acme" and each.name == "acme" for each in file.requirements)
