"""Workspaces of uv, Poetry, Pants, Hatch and setup.py, with one fact broken: what is found is that fact alone."""

# ruff: noqa: E501 - a finding is one line, and shown whole

from __future__ import annotations

import pytest

from tests.workspaces.breaking import Mutation, expected, found

MUTATIONS = {
    "a uv source is misspelt": Mutation(
        "uv_workspace",
        "pyproject.toml",
        "delta-api = { workspace = true }",
        "delta-apis = { workspace = true }",
        """
            pyproject.toml:12:5: PIN110 delta requires delta-api==2.3.0, a member of its uv workspace, but no source says workspace = true
        """,
    ),
    "a uv source is lost": Mutation(
        "uv_workspace",
        "pyproject.toml",
        "delta-api = { workspace = true }\n",
        "",
        """
            pyproject.toml:12:5: PIN110 delta requires delta-api==2.3.0, a member of its uv workspace, but no source says workspace = true
        """,
    ),
    "a uv source leads to the index": Mutation(
        "uv_workspace",
        "packages/api/pyproject.toml",
        "delta-store = { workspace = true }",
        'delta-store = { index = "internal" }',
        """
            packages/api/pyproject.toml:22:15: PIN110 delta-api takes delta-store from an index, but delta-store is a member of its uv workspace
        """,
    ),
    "a uv source leads to a folder": Mutation(
        "uv_workspace",
        "pyproject.toml",
        "delta-testing = { workspace = true }",
        'delta-testing = { path = "packages/testing" }',
        """
            pyproject.toml:35:17: PIN110 delta takes delta-testing by a path, but delta-testing is a member of its uv workspace
        """,
    ),
    "a member leaves the uv workspace": Mutation(
        "uv_workspace",
        "pyproject.toml",
        'exclude = ["packages/legacy"]',
        'exclude = ["packages/api"]',
        """
            pyproject.toml:33:13: PIN110 delta takes delta-api from its uv workspace, which has no member delta-api
        """,
    ),
    "a uv pin is stale": Mutation(
        "uv_workspace",
        "pyproject.toml",
        "delta-api==2.3.0",
        "delta-api==2.2.0",
        """
            pyproject.toml:12:5: PIN101 delta requires delta-api==2.2.0, but delta-api is 2.3.0
        """,
    ),
    "a member of a uv workspace is released": Mutation(
        "uv_workspace",
        "packages/store/pyproject.toml",
        'version = "2.3.0"',
        'version = "2.3.1"',
        """
            packages/api/pyproject.toml:12:5: PIN101 delta-api requires delta-store==2.3.0, but delta-store is 2.3.1
            pyproject.toml:13:5: PIN101 delta requires delta-store[sqlite]==2.3.0, but delta-store is 2.3.1
        """,
    ),
    "an extra of a uv member is renamed": Mutation(
        "uv_workspace",
        "packages/store/pyproject.toml",
        'sqlite = ["aiosqlite>=0.20"]',
        'lite = ["aiosqlite>=0.20"]',
        """
            pyproject.toml:13:5: PIN106 delta asks delta-store for the extra sqlite, but delta-store provides lite
        """,
    ),
    "a uv group asks for an extra that is not there": Mutation(
        "uv_workspace",
        "pyproject.toml",
        '"delta-testing", "pytest>=8"',
        '"delta-testing[db]", "pytest>=8"',
        """
            pyproject.toml:18:8: PIN106 delta asks delta-testing for the extra db, but delta-testing provides none
        """,
    ),
    "a uv member raises its Python": Mutation(
        "uv_workspace",
        "packages/api/pyproject.toml",
        'requires-python = ">=3.11"',
        'requires-python = ">=3.12"',
        """
            packages/api/pyproject.toml:8:5: PIN301 delta-api has the classifier for Python 3.11, but requires Python >=3.12
            pyproject.toml:4:19: PIN201 delta accepts Python 3.11 (>=3.11), but delta-api does not (>=3.12)
            uv.lock:3:19: PIN703 uv.lock is for Python 3.11 (>=3.11), which delta-api refuses (>=3.12)
        """,
    ),
    "all of a uv workspace accept more than is locked": Mutation(
        "uv_workspace",
        "uv.lock",
        'requires-python = ">=3.11"',
        'requires-python = ">=3.12"',
        """
            uv.lock:3:19: PIN703 uv.lock is not for Python 3.11 (>=3.12), which its members accept
        """,
    ),
    "a uv.lock is for a Python that was dropped": Mutation(
        "uv_workspace",
        "uv.lock",
        'requires-python = ">=3.11"',
        'requires-python = ">=3.10"',
        """
            uv.lock:3:19: PIN703 uv.lock is for Python 3.10 (>=3.10), which delta refuses (>=3.11)
        """,
    ),
    "a uv.lock chooses an old release": Mutation(
        "uv_workspace",
        "uv.lock",
        'version = "2.0.41"',
        'version = "2.0.29"',
        """
            uv.lock:100:11: PIN409 uv.lock chooses sqlalchemy 2.0.29, but delta-store requires sqlalchemy>=2.0.30,<3
        """,
    ),
    "a uv.lock chooses a release to come": Mutation(
        "uv_workspace",
        "uv.lock",
        'version = "0.28.1"',
        'version = "1.0.0"',
        """
            uv.lock:80:11: PIN409 uv.lock chooses httpx 1.0.0, but delta-api requires httpx>=0.27,<1
        """,
    ),
    "a uv.lock chooses an old release for an extra": Mutation(
        "uv_workspace",
        "uv.lock",
        'version = "0.21.0"',
        'version = "0.19.0"',
        """
            uv.lock:21:11: PIN409 uv.lock chooses aiosqlite 0.19.0, but delta-store requires aiosqlite>=0.20
        """,
    ),
    "a bound is raised beyond what is locked": Mutation(
        "uv_workspace",
        "packages/store/pyproject.toml",
        "sqlalchemy>=2.0.30,<3",
        "sqlalchemy>=2.1,<3",
        """
            uv.lock:100:11: PIN409 uv.lock chooses sqlalchemy 2.0.41, but delta-store requires sqlalchemy>=2.1,<3
        """,
    ),
    "a core requirement of a uv member goes by path": Mutation(
        "uv_workspace",
        "packages/api/pyproject.toml",
        '"delta-store==2.3.0"',
        '"delta-store @ file:///src/packages/store"',
        """
            packages/api/pyproject.toml:12:5: PIN108 delta-api requires delta-store @ file:///src/packages/store, a local path that is published with it
        """,
    ),
    "a uv member requires one that requires it": Mutation(
        "uv_workspace",
        "packages/store/pyproject.toml",
        "sqlalchemy>=2.0.30,<3",
        "delta-api==2.3.0",
        """
            packages/api/pyproject.toml:12:5: PIN601 delta-api requires delta-store, which requires delta-api
        """,
    ),
    "a Poetry constraint is stale": Mutation(
        "poetry_monorepo",
        "apps/server/pyproject.toml",
        'moss-core = { version = "^0.6"',
        'moss-core = { version = "^0.5"',
        """
            apps/server/pyproject.toml:10:25: PIN101 moss-server requires moss-core = { version = "^0.5", extras = ["pretty"] }, but moss-core is 0.6.2
        """,
    ),
    "a Poetry tilde is stale": Mutation(
        "poetry_monorepo",
        "apps/server/pyproject.toml",
        'moss-queue = "~0.3"',
        'moss-queue = "~0.2"',
        """
            apps/server/pyproject.toml:11:14: PIN101 moss-server requires moss-queue = "~0.2", but moss-queue is 0.3.0
        """,
    ),
    "a Poetry extra is misspelt": Mutation(
        "poetry_monorepo",
        "apps/server/pyproject.toml",
        'extras = ["pretty"]',
        'extras = ["petty"]',
        """
            apps/server/pyproject.toml:10:25: PIN106 moss-server asks moss-core for the extra petty, but moss-core provides pretty
        """,
    ),
    "a Poetry member moves on": Mutation(
        "poetry_monorepo",
        "libs/core/pyproject.toml",
        'version = "0.6.2"',
        'version = "0.7.0"',
        """
            apps/server/pyproject.toml:10:25: PIN101 moss-server requires moss-core = { version = "^0.6", extras = ["pretty"] }, but moss-core is 0.7.0
            libs/queue/pyproject.toml:5:17: PIN101 moss-queue requires moss-core>=0.6,<0.7, but moss-core is 0.7.0
        """,
    ),
    "a Poetry member raises its Python": Mutation(
        "poetry_monorepo",
        "libs/core/pyproject.toml",
        'python = "^3.10"',
        'python = "^3.11"',
        """
            apps/server/pyproject.toml:9:10: PIN201 moss-server accepts Python 3.10 (>=3.10,<3.13), but moss-core does not (^3.11)
            libs/queue/pyproject.toml:4:19: PIN201 moss-queue accepts Python 3.10 (>=3.10,<4.0), but moss-core does not (^3.11)
        """,
    ),
    "a Poetry member is no longer capped": Mutation(
        "poetry_monorepo",
        "apps/server/pyproject.toml",
        'python = ">=3.10,<3.13"',
        'python = ">=3.10"',
        """
            apps/server/poetry.lock:41:19: PIN703 poetry.lock is not for Python 3.13 (>=3.10,<3.13), which moss-server accepts (>=3.10)
        """,
    ),
    "a path is published": Mutation(
        "poetry_monorepo",
        "apps/server/pyproject.toml",
        'moss-queue = "~0.3"',
        'moss-queue = { path = "../../libs/queue" }',
        """
            apps/server/pyproject.toml:11:23: PIN108 moss-server requires moss-queue = { path = "../../libs/queue" }, a local path that is published with it
        """,
    ),
    "a path that was only for the desk is published": Mutation(
        "poetry_monorepo",
        "libs/queue/pyproject.toml",
        'dependencies = ["moss-core>=0.6,<0.7", "redis>=5"]\n',
        'dynamic = ["dependencies"]\n',
        """
            libs/queue/pyproject.toml:11:22: PIN108 moss-queue requires moss-core = { path = "../core", develop = true }, a local path that is published with it
        """,
    ),
    "a poetry.lock is for other Pythons": Mutation(
        "poetry_monorepo",
        "apps/server/poetry.lock",
        'python-versions = ">=3.10,<3.13"',
        'python-versions = ">=3.10,<3.12"',
        """
            apps/server/poetry.lock:41:19: PIN703 poetry.lock is not for Python 3.12 (>=3.10,<3.12), which moss-server accepts (>=3.10,<3.13)
        """,
    ),
    "a poetry.lock chooses an old release": Mutation(
        "poetry_monorepo",
        "libs/queue/poetry.lock",
        'version = "5.2.1"',
        'version = "4.6.0"',
        """
            libs/queue/poetry.lock:3:11: PIN409 poetry.lock chooses redis 4.6.0, but moss-queue requires redis>=5
        """,
    ),
    "a poetry.lock chooses a release that one platform refuses": Mutation(
        "poetry_monorepo",
        "apps/server/poetry.lock",
        'version = "0.110.3"',
        'version = "0.115.11"',
        """
            apps/server/poetry.lock:3:11: PIN409 poetry.lock chooses fastapi 0.115.11, but moss-server requires fastapi = { version = "^0.110", python = "<3.12" }
        """,
    ),
    "a Poetry requirement accepts nothing": Mutation(
        "poetry_monorepo",
        "libs/core/pyproject.toml",
        'pydantic = "^2.5"',
        'pydantic = ">=2.5,<2"',
        """
            libs/core/pyproject.toml:10:12: PIN403 moss-core requires pydantic = ">=2.5,<2", which accepts no version
        """,
    ),
    "a Poetry constraint is none": Mutation(
        "poetry_monorepo",
        "libs/core/pyproject.toml",
        'pydantic = "^2.5"',
        'pydantic = "^^2.5"',
        """
            libs/core/pyproject.toml:10:12: PIN004 'pydantic = "^^2.5"' is not a PEP 508 requirement: expected semicolon (after name with no version specifier) or end
        """,
    ),
    "a Poetry marker is dead": Mutation(
        "poetry_monorepo",
        "libs/core/pyproject.toml",
        "sys_platform != 'win32'",
        "python_version < '3.10'",
        """
            libs/core/pyproject.toml:12:22: PIN405 moss-core requires uvloop = { version = "^0.21", markers = "python_version < '3.10'" } where python_version < "3.10", but accepts no such environment (^3.10)
        """,
    ),
    "a Poetry Python is a trap": Mutation(
        "poetry_monorepo",
        "apps/server/pyproject.toml",
        'python = ">=3.10,<3.13"',
        'python = ">=3.10,<=3.12"',
        """
            apps/server/poetry.lock:41:19: PIN703 poetry.lock is for Python 3.12.1 (>=3.10,<3.13), which moss-server refuses (>=3.10,<=3.12)
            apps/server/pyproject.toml:9:10: PIN205 moss-server requires Python >=3.10,<=3.12, but <=3.12 refuses 3.12.1
        """,
    ),
    "a Pants pin is stale": Mutation(
        "pants",
        "3rdparty/BUILD",
        "heath-common[fast]==25.6.1",
        "heath-common[fast]==25.6.0",
        """
            3rdparty/BUILD:3:49: PIN101 heath-cli requires heath-common[fast]==25.6.0, but heath-common is 25.06.1
        """,
    ),
    "a Pants extra is renamed": Mutation(
        "pants",
        "src/heath/common/BUILD",
        '"fast": ["orjson>=3"]',
        '"faster": ["orjson>=3"]',
        """
            3rdparty/BUILD:3:49: PIN106 heath-cli asks heath-common for the extra fast, but heath-common provides faster
        """,
    ),
    "a Pants requirement accepts nothing": Mutation(
        "pants",
        "3rdparty/BUILD",
        "rich>=13,<15",
        "rich>=15,<15",
        """
            3rdparty/BUILD:3:79: PIN403 heath-cli requires rich>=15,<15, which accepts no version
        """,
    ),
    "a Pants member that others pin stays behind": Mutation(
        "pants",
        "src/heath/common/BUILD",
        'version="25.06.1"',
        'version="25.06.0"',
        """
            3rdparty/BUILD:3:49: PIN101 heath-cli requires heath-common[fast]==25.6.1, but heath-common is 25.06.0
        """,
    ),
    "a Pants distribution requires itself": Mutation(
        "pants",
        "3rdparty/BUILD",
        "heath-common[fast]==25.6.1",
        "heath-cli",
        """
            3rdparty/BUILD:3:49: PIN107 heath-cli requires itself as heath-cli
        """,
    ),
    "a Pants distribution drops a Python": Mutation(
        "pants",
        "src/heath/common/BUILD",
        'version="25.06.1"',
        'python_requires=">=3.12,<3.14",\n        version="25.06.1"',
        """
            pants.toml:6:28: PIN201 heath-agent accepts Python 3.11 (CPython>=3.11,<3.14), but heath-common does not (>=3.12,<3.14)
            pants.toml:6:28: PIN201 heath-cli accepts Python 3.11 (CPython>=3.11,<3.14), but heath-common does not (>=3.12,<3.14)
            src/heath/common/BUILD:12:13: PIN301 heath-common has the classifier for Python 3.11, but requires Python >=3.12,<3.14
        """,
    ),
    "a Pants classifier is outside of the constraints": Mutation(
        "pants",
        "src/heath/agent/BUILD",
        "Python :: 3.13",
        "Python :: 3.14",
        """
            src/heath/agent/BUILD:7:14: PIN302 heath-agent accepts Python 3.13 (CPython>=3.11,<3.14), but has no classifier for it
            src/heath/agent/BUILD:7:14: PIN303 heath-agent lacks the classifier for Python 3.13, but 2 of 3 members of its lockstep group at 25.6.1 have it
            src/heath/agent/BUILD:12:13: PIN301 heath-agent has the classifier for Python 3.14, but requires Python CPython>=3.11,<3.14
        """,
    ),
    "the Pants constraints are raised": Mutation(
        "pants",
        "pants.toml",
        ">=3.11,<3.14",
        ">=3.12,<3.14",
        """
            src/heath/agent/BUILD:10:13: PIN301 heath-agent has the classifier for Python 3.11, but requires Python CPython>=3.12,<3.14
            src/heath/cli/BUILD:10:13: PIN301 heath-cli has the classifier for Python 3.11, but requires Python CPython>=3.12,<3.14
            src/heath/common/BUILD:11:13: PIN301 heath-common has the classifier for Python 3.11, but requires Python CPython>=3.12,<3.14
        """,
    ),
    "a BUILD file is broken": Mutation(
        "pants",
        "src/heath/agent/BUILD",
        'name="src")\n\n',
        'name="src"\n\n',
        """
            src/heath/agent/BUILD:1:15: PIN001 BUILD is no Python: '(' was never closed
        """,
    ),
    "a module holds the next version": Mutation(
        "hatch_workspace",
        "src/cove/__about__.py",
        '"3.0.0"',
        '"4.0.0"',
        """
            packages/cli/pyproject.toml:5:17: PIN101 cove-cli requires cove~=3.0, but cove is 4.0.0
        """,
    ),
    "a module holds no version": Mutation(
        "hatch_workspace",
        "src/cove/__about__.py",
        '"3.0.0"',
        '"three"',
        """
            src/cove/__about__.py:1:15: PIN003 'three' is not a PEP 440 version
        """,
    ),
    "a file of requirements refuses a sibling": Mutation(
        "hatch_workspace",
        "requirements.txt",
        "cove-io>=1.4,<2",
        "cove-io>=1.5,<2",
        """
            requirements.txt:1:1: PIN101 cove requires cove-io>=1.5,<2, but cove-io is 1.4.1
        """,
    ),
    "a file of requirements holds what is none": Mutation(
        "hatch_workspace",
        "requirements.txt",
        "httpx>=0.27",
        "httpx>=>0.27",
        """
            requirements.txt:2:1: PIN004 'httpx>=>0.27' is not a PEP 508 requirement: expected semicolon (after name with no version specifier) or end
        """,
    ),
    "a Hatch matrix names an old Python": Mutation(
        "hatch_workspace",
        "pyproject.toml",
        '["3.10", "3.11", "3.12"]',
        '["3.9", "3.10", "3.11", "3.12"]',
        """
            pyproject.toml:23:11: PIN702 Hatch environment test names Python 3.9, but no member accepts it (cove >=3.10, cove-cli >=3.10, cove-io >=3.10)
        """,
    ),
    "an extra of a Hatch member is not there": Mutation(
        "hatch_workspace",
        "packages/io/pyproject.toml",
        'all = ["cove-io[http]"]',
        'all = ["cove-io[http2]"]',
        """
            packages/io/pyproject.toml:14:8: PIN106 cove-io asks cove-io for the extra http2, but cove-io provides all, http
        """,
    ),
    "a Hatch member drops a Python": Mutation(
        "hatch_workspace",
        "packages/io/pyproject.toml",
        'requires-python = ">=3.10"',
        'requires-python = ">=3.11"',
        """
            packages/cli/pyproject.toml:4:19: PIN201 cove-cli accepts Python 3.10 (>=3.10), but cove-io does not (>=3.11)
            packages/io/pyproject.toml:6:5: PIN301 cove-io has the classifier for Python 3.10, but requires Python >=3.11
            pyproject.toml:4:19: PIN201 cove accepts Python 3.10 (>=3.10), but cove-io does not (>=3.11)
        """,
    ),
    "a Hatch member lacks a classifier": Mutation(
        "hatch_workspace",
        "packages/io/pyproject.toml",
        '    "Programming Language :: Python :: 3.11",\n',
        "",
        """
            packages/io/pyproject.toml:2:8: PIN302 cove-io accepts Python 3.11 (>=3.10), but has no classifier for it
        """,
    ),
    "a compatible release is behind": Mutation(
        "hatch_workspace",
        "packages/cli/pyproject.toml",
        "cove~=3.0",
        "cove~=2.9",
        """
            packages/cli/pyproject.toml:5:17: PIN101 cove-cli requires cove~=2.9, but cove is 3.0.0
        """,
    ),
    "the version in a module moves": Mutation(
        "setup_py_family",
        "bolt/bolt/__init__.py",
        "4.2.0",
        "4.1.0",
        """
            bolt-all/setup.cfg:14:5: PIN101 bolt-all requires bolt>=4.2.0, but bolt is 4.1.0
            bolt-dns/setup.py:19:9: PIN101 bolt-dns requires bolt>=4.2.0, but bolt is 4.1.0
            bolt-web/setup.py:18:27: PIN101 bolt_web requires bolt>=4.2.0, but bolt is 4.1.0
        """,
    ),
    "the version in a setup.py moves": Mutation(
        "setup_py_family",
        "bolt-dns/setup.py",
        "version = '4.2.0'",
        "version = '4.3.0'",
        """
            bolt-dns/setup.py:19:9: PIN101 bolt-dns requires bolt>=4.3.0, but bolt is 4.2.0
        """,
    ),
    "the version in a tuple moves": Mutation(
        "setup_py_family",
        "bolt-web/setup.py",
        "(4, 2, 0)",
        "(4, 1, 0)",
        """
            bolt-all/setup.cfg:16:5: PIN101 bolt-all requires bolt-web>=4.2.0, but bolt_web is 4.1.0
        """,
    ),
    "a pin in a setup.py is stale": Mutation(
        "setup_py_family",
        "bolt-dns/setup.py",
        "f'bolt>={version}'",
        "f'bolt=={version}.1'",
        """
            bolt-dns/setup.py:19:9: PIN101 bolt-dns requires bolt==4.2.0.1, but bolt is 4.2.0
        """,
    ),
    "a pin by % is stale": Mutation(
        "setup_py_family",
        "bolt-web/setup.py",
        "'bolt>=%s' % version",
        "'bolt==%s' % version[:1]",
        """
            bolt-web/setup.py:18:27: PIN101 bolt_web requires bolt==4, but bolt is 4.2.0
        """,
    ),
    "an extra in a setup.py is renamed": Mutation(
        "setup_py_family",
        "bolt/setup.py",
        "'dev': test_extras + docs_extras",
        "'devel': test_extras + docs_extras",
        """
            bolt-web/setup.py:18:49: PIN106 bolt_web asks bolt for the extra dev, but bolt provides devel, docs, test
        """,
    ),
    "Requires-Python of a setup.py is raised": Mutation(
        "setup_py_family",
        "bolt/setup.py",
        "python_requires='>=3.9'",
        "python_requires='>=3.10'",
        """
            bolt-all/setup.cfg:12:19: PIN201 bolt-all accepts Python 3.9 (>=3.9), but bolt does not (>=3.10)
            bolt-dns/setup.py:9:21: PIN201 bolt-dns accepts Python 3.9 (>=3.9), but bolt does not (>=3.10)
            bolt-web/setup.py:9:25: PIN201 bolt_web accepts Python 3.9 (>=3.9), but bolt does not (>=3.10)
            bolt/setup.py:30:9: PIN301 bolt has the classifier for Python 3.9, but requires Python >=3.10
        """,
    ),
    "Requires-Python of a setup.py is lost": Mutation(
        "setup_py_family",
        "bolt-dns/setup.py",
        "    python_requires='>=3.9',\n",
        "",
        """
            bolt-dns/setup.py:6:10: PIN201 bolt-dns accepts Python 3.8, as it declares no Requires-Python, but bolt does not (>=3.9)
        """,
    ),
    "a classifier of a setup.py is unknown": Mutation(
        "setup_py_family",
        "bolt-dns/setup.py",
        "'Programming Language :: Python :: 3.10'",
        "'Programming Language :: Python 3.10'",
        """
            bolt-dns/setup.py:6:10: PIN303 bolt-dns lacks the classifier for Python 3.10, but 3 of 4 members of its lockstep group at 4.2.0 have it
            bolt-dns/setup.py:14:9: PIN304 bolt-dns has the classifier 'Programming Language :: Python 3.10', which is not defined; did you mean 'Programming Language :: Python :: 3.10'?
        """,
    ),
    "a licence of a setup.py disagrees": Mutation(
        "setup_py_family",
        "bolt-web/setup.py",
        "license='Apache-2.0'",
        "license='MIT'",
        """
            bolt-web/setup.py:10:17: PIN306 bolt_web has the license 'MIT', but the classifier 'License :: OSI Approved :: Apache Software License'
        """,
    ),
    "a marker in an extra of setup.py is dead": Mutation(
        "setup_py_family",
        "bolt-web/setup.py",
        ':python_version < "3.10"',
        ':python_version < "3.9"',
        """
            bolt-web/setup.py:19:53: PIN405 bolt_web requires typing-extensions>=4 where python_version < "3.9", but accepts no such environment (>=3.9)
        """,
    ),
    "a bound in setup.cfg is stale": Mutation(
        "setup_py_family",
        "bolt-all/setup.cfg",
        "bolt-dns>=4.2.0",
        "bolt-dns>=4.3.0",
        """
            bolt-all/setup.cfg:15:5: PIN101 bolt-all requires bolt-dns>=4.3.0, but bolt-dns is 4.2.0
        """,
    ),
    "a line of setup.cfg is no requirement": Mutation(
        "setup_py_family",
        "bolt-all/setup.cfg",
        "bolt-dns>=4.2.0",
        "bolt-dns >= 4.2.0 or so",
        """
            bolt-all/setup.cfg:15:5: PIN004 'bolt-dns >= 4.2.0 or so' is not a PEP 508 requirement: expected comma (within version specifier), semicolon (after version specifier) or end
        """,
    ),
    "setup.cfg is no INI file": Mutation(
        "setup_py_family",
        "bolt-all/setup.cfg",
        "[options]\n",
        "[options\n",
        """
            bolt-all/setup.cfg:11:1: PIN001 setup.cfg has a line that is neither a section, an option nor part of a value
        """,
    ),
    "setup.py is no Python": Mutation(
        "setup_py_family",
        "bolt-dns/setup.py",
        "install_requires=[",
        "install_requires=[[",
        """
            bolt-dns/setup.py:21:1: PIN001 setup.py is no Python: closing parenthesis ')' does not match opening parenthesis '[' on line 17
        """,
    ),
    "a core requires what requires it": Mutation(
        "setup_py_family",
        "bolt/setup.py",
        "'requests >= 2.20.0'",
        "'bolt-dns>=4'",
        """
            bolt/setup.py:16:5: PIN601 bolt requires bolt-dns, which requires bolt
        """,
    ),
}


@pytest.mark.parametrize("mutation", MUTATIONS.values(), ids=MUTATIONS)
def test_a_broken_fact_is_found_and_nothing_else(mutation: Mutation) -> None:
    assert found(mutation) == expected(mutation)
