"""Changes of consistent workspaces after which they still agree: another spelling, another order, other words for a set.

Nothing is found in them, although all rules that are on by default are asked, and every member is still read.
"""

# ruff: noqa: E501 - what is replaced is shown on one line

from __future__ import annotations

import pytest

from pinlint.testing import check, lines
from tests.workspaces.breaking import FOLDER, Mutation, checked

HARMLESS = {
    "a space in a pin": Mutation(
        "lockstep_exact", "packages/models/pyproject.toml", "acme-core==1.4.0", "acme-core == 1.4.0"
    ),
    "zeros behind a pin": Mutation(
        "lockstep_exact", "packages/models/pyproject.toml", "acme-core==1.4.0", "acme-core==1.4.0.0"
    ),
    "zeros missing from a pin": Mutation(
        "lockstep_exact", "packages/models/pyproject.toml", "acme-core==1.4.0", "acme-core==1.4"
    ),
    "a v in front of a pin": Mutation(
        "lockstep_exact", "packages/models/pyproject.toml", "acme-core==1.4.0", "acme-core==v1.4.0"
    ),
    "parentheses around a pin": Mutation(
        "lockstep_exact", "packages/models/pyproject.toml", "acme-core==1.4.0", "acme-core (==1.4.0)"
    ),
    "a name in capitals": Mutation(
        "lockstep_exact", "packages/models/pyproject.toml", "acme-core==1.4.0", "ACME_Core==1.4.0"
    ),
    "a name with dots": Mutation(
        "lockstep_exact", "packages/models/pyproject.toml", "acme-core==1.4.0", "acme.core==1.4.0"
    ),
    "the name of a member in capitals": Mutation(
        "lockstep_exact", "packages/core/pyproject.toml", 'name = "acme-core"', 'name = "Acme.Core"'
    ),
    "an extra in capitals": Mutation(
        "lockstep_exact", "packages/cli/pyproject.toml", "acme_web[http]", "acme_web[HTTP]"
    ),
    "the name of an extra in capitals": Mutation(
        "lockstep_exact", "packages/web/pyproject.toml", 'http = ["httpx>=0.27"]', 'HTTP = ["httpx>=0.27"]'
    ),
    "single quotes": Mutation(
        "lockstep_exact", "packages/models/pyproject.toml", '"acme-core==1.4.0"', "'acme-core==1.4.0'"
    ),
    "an escape in a string": Mutation(
        "lockstep_exact", "packages/models/pyproject.toml", '"acme-core==1.4.0"', '"acme-core\\u003d=1.4.0"'
    ),
    "many lines in one": Mutation(
        "lockstep_exact",
        "packages/models/pyproject.toml",
        'dependencies = [\n    "acme-core==1.4.0",\n    "pydantic>=2,<3",\n]',
        'dependencies = ["acme-core==1.4.0", "pydantic>=2,<3"]',
    ),
    "a comma behind the last": Mutation(
        "lockstep_exact", "packages/models/pyproject.toml", '    "pydantic>=2,<3",\n', '    "pydantic>=2,<3"\n'
    ),
    "comments in a list": Mutation(
        "lockstep_exact",
        "packages/models/pyproject.toml",
        '    "acme-core==1.4.0",\n',
        '    # the core\n    "acme-core==1.4.0",  # as released\n',
    ),
    "another order of requirements": Mutation(
        "lockstep_exact",
        "packages/models/pyproject.toml",
        '    "acme-core==1.4.0",\n    "pydantic>=2,<3",\n',
        '    "pydantic>=2,<3",\n    "acme-core==1.4.0",\n',
    ),
    "another order of clauses": Mutation(
        "lockstep_exact", "packages/models/pyproject.toml", "pydantic>=2,<3", "pydantic<3,>=2"
    ),
    "another order of classifiers": Mutation(
        "lockstep_exact",
        "packages/models/pyproject.toml",
        '    "Programming Language :: Python :: 3.11",\n    "Programming Language :: Python :: 3.12",\n',
        '    "Programming Language :: Python :: 3.12",\n    "Programming Language :: Python :: 3.11",\n',
    ),
    "another order of extras": Mutation(
        "lockstep_exact", "packages/worker/pyproject.toml", "acme-web[async]", "acme-web[async,http]"
    ),
    "a Python spelled otherwise": Mutation(
        "lockstep_exact",
        "packages/models/pyproject.toml",
        'requires-python = ">=3.11"',
        'requires-python = " >= 3.11.0 "',
    ),
    "a Python as a family": Mutation(
        "lockstep_exact", "packages/worker/pyproject.toml", 'requires-python = ">=3.12"', 'requires-python = "~=3.12"'
    ),
    "a Python with a cap at the next major": Mutation(
        "lockstep_exact",
        "packages/models/pyproject.toml",
        'requires-python = ">=3.11"',
        'requires-python = ">=3.11,<4"',
    ),
    "a version with zeros": Mutation(
        "lockstep_exact", "packages/core/pyproject.toml", 'version = "1.4.0"', 'version = "1.4.0.0"'
    ),
    "a version with a post release that a minimum accepts": Mutation(
        "core_and_plugins", "core/pyproject.toml", 'version = "3.2.1"', 'version = "3.2.1.post1"'
    ),
    "keys in another order": Mutation(
        "lockstep_exact",
        "packages/models/pyproject.toml",
        'name = "acme-models"\nversion = "1.4.0"\n',
        'version = "1.4.0"\nname = "acme-models"\n',
    ),
    "a classifier of another kind": Mutation(
        "lockstep_exact",
        "packages/models/pyproject.toml",
        '    "Programming Language :: Python :: 3",\n',
        '    "Programming Language :: Python :: 3",\n    "Programming Language :: Python",\n    "Typing :: Typed",\n',
    ),
    "the classifier that there is no Python 2": Mutation(
        "lockstep_exact",
        "packages/worker/pyproject.toml",
        '    "Programming Language :: Python :: 3.13",\n',
        '    "Programming Language :: Python :: 3.13",\n    "Programming Language :: Python :: 3 :: Only",\n',
    ),
    "a marker in other words": Mutation(
        "core_and_plugins", "core/pyproject.toml", 'python_version >= "3.11"', 'python_full_version >= "3.11.0"'
    ),
    "a marker turned round": Mutation(
        "core_and_plugins", "core/pyproject.toml", 'python_version >= "3.11"', '"3.11" <= python_version'
    ),
    "a marker with parentheses": Mutation(
        "core_and_plugins",
        "core/pyproject.toml",
        'python_version >= "3.11"',
        '(python_version >= "3.11" and os_name != "java")',
    ),
    "a marker as a negation": Mutation(
        "core_and_plugins", "core/pyproject.toml", 'python_version >= "3.11"', 'python_version not in "3.9, 3.10"'
    ),
    "a platform in other words": Mutation(
        "platform_split",
        "native/pyproject.toml",
        'quay>=2; sys_platform == "linux"',
        'quay>=2; platform_system == "Linux"',
    ),
    "a marker that always holds": Mutation(
        "lockstep_exact", "packages/core/pyproject.toml", '"attrs>=23"', "\"attrs>=23; python_version >= '3.11'\""
    ),
    "a requirement split by Python": Mutation(
        "lockstep_exact",
        "packages/core/pyproject.toml",
        '"attrs>=23"',
        "\"attrs>=23; python_version < '3.13'\", \"attrs>=24; python_version >= '3.13'\"",
    ),
    "a requirement in two parts with different extras": Mutation(
        "lockstep_exact", "packages/core/pyproject.toml", '"click>=8.1"', '"click[colorama]>=8.1", "click>=8.1"'
    ),
    "a requirement refined on one platform": Mutation(
        "lockstep_exact",
        "packages/core/pyproject.toml",
        '"click>=8.1"',
        '"click>=8.1", "click>=8.2; sys_platform == \'win32\'"',
    ),
    "a floor on a sibling is raised within reach": Mutation(
        "independent_ranges", "apps/board/pyproject.toml", "fern-events>=2.1", "fern-events>=2.1.0,!=2.0.9"
    ),
    "a wildcard for a family": Mutation(
        "independent_ranges", "libs/events/pyproject.toml", "fern-cache>=0.4,<0.5", "fern-cache==0.4.*"
    ),
    "a family for a range": Mutation(
        "independent_ranges", "libs/events/pyproject.toml", "fern-cache>=0.4,<0.5", "fern-cache~=0.4.1"
    ),
    "an arbitrary equality": Mutation(
        "lockstep_exact", "packages/models/pyproject.toml", "acme-core==1.4.0", "acme-core===1.4.0"
    ),
    "the releases of one member only": Mutation(
        "independent_ranges", "libs/events/pyproject.toml", 'version = "2.1.0"', 'version = "2.9.4"'
    ),
    "a pre-release becomes a release": Mutation(
        "independent_ranges", "libs/jobs/pyproject.toml", 'version = "1.0.0rc2"', 'version = "1.0.0"'
    ),
    "a development release becomes the release": Mutation(
        "lockstep_compatible_dev", "api/pyproject.toml", 'version = "1.9.0.dev0"', 'version = "1.9.0"'
    ),
    "a candidate with a dash": Mutation("calendar_versions", "plugin/pyproject.toml", "24.03.0rc3", "24.03.0-RC.3"),
    "a plug-in of a capped core is capped alike": Mutation(
        "capped_core", "plugin-a/pyproject.toml", 'requires-python = ">=3.10"', 'requires-python = ">=3.10,<3.14"'
    ),
    "a plug-in is for fewer Pythons": Mutation(
        "capped_core", "plugin-b/pyproject.toml", 'requires-python = ">=3.11"', 'requires-python = ">=3.11.4"'
    ),
    "the core asks for a plug-in in an extra of a platform": Mutation(
        "core_and_plugins",
        "core/pyproject.toml",
        'sql = ["loom-sql>=0.7"]',
        "sql = [\"loom-sql>=0.7; sys_platform != 'emscripten'\"]",
    ),
    "the core asks for itself in an extra": Mutation(
        "core_and_plugins", "core/pyproject.toml", 'sql = ["loom-sql>=0.7"]', 'sql = ["loom-sql>=0.7", "loom"]'
    ),
    "a uv source of a member falls back to that of the root": Mutation(
        "uv_workspace", "packages/api/pyproject.toml", "\n[tool.uv.sources]\ndelta-store = { workspace = true }\n", ""
    ),
    "a uv source as a list": Mutation(
        "uv_workspace",
        "packages/api/pyproject.toml",
        "delta-store = { workspace = true }",
        "delta-store = [{ workspace = true }]",
    ),
    "a uv source in other spelling": Mutation(
        "uv_workspace",
        "packages/api/pyproject.toml",
        "delta-store = { workspace = true }",
        "Delta_Store = { workspace = true }",
    ),
    "a uv source that nobody needs": Mutation(
        "uv_workspace",
        "pyproject.toml",
        "delta-testing = { workspace = true }",
        'delta-testing = { workspace = true }\nrich = { index = "internal" }',
    ),
    "an override goes that the lock was made with": Mutation(
        "uv_workspace", "pyproject.toml", 'override-dependencies = ["protobuf>=6"]\n', ""
    ),
    "an override is only in the settings": Mutation(
        "uv_workspace", "uv.lock", 'overrides = [{ name = "protobuf", specifier = ">=6" }]\n', ""
    ),
    "a uv.lock has another spelling of its Pythons": Mutation(
        "uv_workspace", "uv.lock", 'requires-python = ">=3.11"', 'requires-python = ">=3.11.0, !=3.10.*"'
    ),
    "a uv.lock chooses a newer release": Mutation(
        "uv_workspace", "uv.lock", 'version = "2.0.41"', 'version = "2.0.99"'
    ),
    "a uv.lock chooses by Python": Mutation(
        "uv_workspace",
        "uv.lock",
        '[[package]]\nname = "sqlalchemy"\nversion = "2.0.41"\n',
        '[[package]]\nname = "sqlalchemy"\nversion = "2.0.40"\nresolution-markers = ["python_full_version < \'3.12\'"]\n',
    ),
    "a uv.lock lags behind the version of a member": Mutation(
        "uv_workspace", "uv.lock", 'name = "delta-store"\nversion = "2.3.0"', 'name = "delta-store"\nversion = "2.2.0"'
    ),
    "a cap is lifted": Mutation("uv_workspace", "packages/api/pyproject.toml", "httpx>=0.27,<1", "httpx>=0.27"),
    "a caret in other words": Mutation(
        "poetry_monorepo", "apps/server/pyproject.toml", 'version = "^0.6"', 'version = ">=0.6,<0.7"'
    ),
    "a Poetry Python in other words": Mutation(
        "poetry_monorepo", "libs/core/pyproject.toml", 'python = "^3.10"', 'python = ">=3.10,<4"'
    ),
    "a Poetry requirement as a table": Mutation(
        "poetry_monorepo", "libs/core/pyproject.toml", 'pydantic = "^2.5"', 'pydantic = { version = "^2.5" }'
    ),
    "a Poetry requirement with spaces": Mutation(
        "poetry_monorepo", "apps/server/pyproject.toml", 'moss-queue = "~0.3"', 'moss_queue = "~ 0.3"'
    ),
    "a poetry.lock in other words": Mutation(
        "poetry_monorepo",
        "apps/server/poetry.lock",
        'python-versions = ">=3.10,<3.13"',
        'python-versions = "<3.13,>=3.10.0"',
    ),
    "a requirement of Poetry's development": Mutation(
        "poetry_monorepo", "libs/core/pyproject.toml", 'pytest = "^8.0"', 'pytest = "^9"'
    ),
    "a copy in other spelling": Mutation("version_copies", "lark/lark/__init__.py", '"1.7.0"', "'1.7'"),
    "a citation with quotes": Mutation("version_copies", "lark/CITATION.cff", "version: 1.7.0", "version: 'v1.7.0'"),
    "a citation lags behind a candidate": Mutation("version_copies", "lark-rc/CITATION.cff", "1.9.0", "1.8.0"),
    "a version that is computed": Mutation(
        "version_copies", "lark-cli/lark_cli/__about__.py", '"1.7.0"', '".".join(map(str, (1, 6)))'
    ),
    "a version that is assigned twice": Mutation(
        "version_copies",
        "lark/lark/__init__.py",
        '__version__ = "1.7.0"\n',
        '__version__ = "1.6.0"\n__version__ = "1.7.0"\n',
    ),
    "a version in a docstring": Mutation(
        "version_copies", "lark/lark/__init__.py", '"""The library."""', '"""The library.\n\n__version__ = "1.0"\n"""'
    ),
    "a tool is told nothing": Mutation(
        "tool_targets", "legacy/pyproject.toml", '\n[tool.ruff]\ntarget-version = "py310"\n', ""
    ),
    "a linter looks for a newer Python": Mutation(
        "tool_targets", "pyproject.toml", 'py-version = "3.10"', 'py-version = "3.12"'
    ),
    "a type checker looks for a newer Python": Mutation(
        "tool_targets", "pyproject.toml", 'python_version = "3.10"', 'python_version = "3.13"'
    ),
    "a matrix of expressions": Mutation(
        "tool_targets", ".github/workflows/ci.yml", '["3.10", "3.11", "3.12"]', "${{ fromJSON(inputs.pythons) }}"
    ),
    "a matrix of ranges": Mutation(
        "tool_targets", ".github/workflows/ci.yml", '["3.10", "3.11", "3.12"]', '["3.x", "3.10"]'
    ),
    "a matrix with what is in development": Mutation(
        "tool_targets", ".github/workflows/ci.yml", '["3.10", "3.11", "3.12"]', '["3.10", "3.11", "3.15-dev"]'
    ),
    "a matrix with another interpreter": Mutation(
        "tool_targets", ".github/workflows/ci.yml", '["3.10", "3.11", "3.12"]', '["3.10", "3.11", "pypy3.11"]'
    ),
    "an old Python that is excluded": Mutation(
        "tool_targets",
        ".github/workflows/ci.yml",
        '["3.10", "3.11", "3.12"]\n        include:\n          - os: macos-latest\n            python-version: "3.13"\n        exclude:\n',
        '["3.9", "3.10", "3.11", "3.12"]\n        include:\n          - os: macos-latest\n            python-version: "3.13"\n        exclude:\n          - python-version: "3.9"\n',
    ),
    "an image that runs something else": Mutation("tool_targets", "Dockerfile", "RUN pip install .", "RUN make docs"),
    "a patch release of the desk": Mutation("tool_targets", ".python-version", "3.12", "3.12.4"),
    "a hub line in other spelling": Mutation(
        "hub", "requirements/base.txt", "click>=8.1,<9", "Click < 9 , >= 8.1.0  # as ever"
    ),
    "another order in the hub": Mutation(
        "hub", "requirements/base.txt", "click>=8.1,<9\nhttpx[http2]>=0.27\n", "httpx[http2] >= 0.27\nclick>=8.1,<9\n"
    ),
    "a hub line over two lines": Mutation("hub", "requirements/base.txt", "click>=8.1,<9", "click>=8.1, \\\n    <9"),
    "a hub line with a hash": Mutation(
        "hub",
        "requirements/base.txt",
        "httpx[http2]>=0.27",
        "httpx[http2]>=0.27 --hash=sha256:0000000000000000000000000000000000000000000000000000000000000000",
    ),
    "an option in the hub": Mutation(
        "hub", "requirements/base.txt", "# What", "--extra-index-url https://example.org\n# What"
    ),
    "what is ignored differs more": Mutation("hub", "jobs/pyproject.toml", "boto3==1.36.0", "boto3==1.20.1"),
    "two ranges that only touch": Mutation("hub", "api/pyproject.toml", "numpy>=2,<2.4", "numpy>=2.9,<4"),
    "the file of a version with a line end": Mutation("configured", "VERSION", "5.1.0", "5.1"),
    "a compatible pin for a compatible family": Mutation(
        "configured", "libs/store/pyproject.toml", "opal-wire~=5.1.0", "opal-wire==5.1.0"
    ),
    "an ignore by its code": Mutation("configured", "pinlint.toml", 'rule = "stale-internal-pin"', 'rule = "PIN101"'),
    "an ignore by a glob": Mutation("configured", "pinlint.toml", 'member = "kit-fmt"', 'member = "kit-*"'),
    "a hub in the other spelling": Mutation("configured", "pinlint.toml", '"opal[all]"', '"Opal[ALL]"'),
    "a tool that is independent moves on": Mutation(
        "configured", "tools/lint/pyproject.toml", 'version = "0.2"', 'version = "0.3.dev1"'
    ),
    "a comment that ignores what is there": Mutation(
        "configured",
        "tools/fmt/pyproject.toml",
        '    "opal-store>=5",\n',
        '    # pinlint: ignore[PIN101] the old format\n    "opal-store<5",\n',
    ),
    "a licence in other words": Mutation("licences", "iris-web/pyproject.toml", "Apache License 2.0", "Apache-2.0"),
    "a licence as an identifier": Mutation(
        "licences", "iris-draw/setup.cfg", "license = LGPLv3+", "license = LGPL-3.0-or-later"
    ),
    "a licence as a text": Mutation(
        "licences",
        "iris-web/pyproject.toml",
        'license = { text = "Apache License 2.0" }',
        'license = { file = "LICENSE" }',
    ),
    "an expression in another order": Mutation(
        "licences", "iris/pyproject.toml", "MIT OR Apache-2.0", "Apache-2.0 OR MIT"
    ),
    "a classifier of a release of a framework to come": Mutation(
        "licences", "iris-web/pyproject.toml", "Django :: 5.2", "Django :: 52"
    ),
    "a copy of a requirement in other spelling": Mutation("copies", "core/setup.cfg", "click<9,>=8", "Click >=8.0, <9"),
    "a copy of a marker in other words": Mutation(
        "copies", "core/setup.cfg", 'tomli>=2; python_version < "3.11"', 'tomli>=2 ; "3.11" > python_version'
    ),
    "a copy of an extra in other spelling": Mutation(
        "copies", "core/setup.cfg", "http = httpx >= 0.27", "HTTP = httpx>=0.27.0"
    ),
    "a built requirement in other spelling": Mutation(
        "copies", "reef_more-1.2/PKG-INFO", "reef<2,>=1.2", "reef (>=1.2,<2.0)"
    ),
    "a setup.py in other words": Mutation(
        "setup_py_family", "bolt-dns/setup.py", "f'bolt>={version}'", "'bolt>={}'.format(version)"
    ),
    "a setup.py with a helper": Mutation(
        "setup_py_family", "bolt-web/setup.py", "'.'.join(map(str, VERSION))", "'%d.%d.%d' % VERSION"
    ),
    "a setup.py with a part that nobody can know": Mutation(
        "setup_py_family", "bolt-dns/setup.py", "'dnspython>=2',", "*open('/etc/requirements').read().split(),"
    ),
    "a pdm.lock chooses what an override says": Mutation(
        "locks", "lib/pdm.lock", 'name = "attrs"\nversion = "25.3.0"', 'name = "attrs"\nversion = "22.1.0"'
    ),
    "an image that only runs what was compiled": Mutation("locks", "service/Dockerfile", "python:3.12", "python:3.10"),
    "a pylock for fewer Pythons": Mutation(
        "locks", "service/pylock.toml", 'requires-python = ">=3.11"', 'requires-python = ">=3.12"'
    ),
    "a lock that has an old release for other Pythons": Mutation(
        "locks",
        "lib/pdm.lock",
        'version = "1.3.0"\nrequires_python = ">=3.7"\nsummary = ""\ngroups = ["default"]\nmarker = "python_version < \\"3.11\\""',
        'version = "1.1.0"\nrequires_python = ">=3.7"\nsummary = ""\ngroups = ["default"]\nmarker = "python_version >= \\"3.12\\""',
    ),
    "a compiled line for somebody else": Mutation("locks", "service/requirements.txt", "anyio==4.9.0", "anyio==1.0"),
    "a Hatch module with an annotation": Mutation(
        "hatch_workspace", "src/cove/__about__.py", '__version__ = "3.0.0"', '__version__: str = "3.0.0"'
    ),
    "a Hatch module with another quote": Mutation("hatch_workspace", "src/cove/__about__.py", '"3.0.0"', "'3.0'"),
}


@pytest.mark.parametrize("mutation", HARMLESS.values(), ids=HARMLESS)
def test_what_still_agrees_is_not_found(mutation: Mutation) -> None:
    outcome = checked(mutation)
    assert not lines(outcome)
    whole = check((FOLDER / f"{mutation.shape}.txt").read_text(), ())
    assert [member.name for member in outcome.workspace.members] == [member.name for member in whole.workspace.members]
