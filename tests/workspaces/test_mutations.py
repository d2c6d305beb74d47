"""One fact of a consistent workspace is broken at a time; what is found is that fact, and nothing else.

Where several rules see one fact all their findings are listed.
"""

# ruff: noqa: E501 - a finding is one line, and shown whole

from __future__ import annotations

import re

import pytest

from tests.workspaces.breaking import FOLDER, RULES, Mutation, expected, found

MUTATIONS = {
    "a pin is stale": Mutation(
        "lockstep_exact",
        "packages/worker/pyproject.toml",
        "acme-core==1.4",
        "acme-core==1.3",
        """
            packages/worker/pyproject.toml:11:5: PIN101 acme-worker requires acme-core==1.3, but acme-core is 1.4.0
        """,
    ),
    "a pin is ahead": Mutation(
        "lockstep_exact",
        "packages/models/pyproject.toml",
        "acme-core==1.4.0",
        "acme-core==1.5.0",
        """
            packages/models/pyproject.toml:12:5: PIN101 acme-models requires acme-core==1.5.0, but acme-core is 1.4.0
        """,
    ),
    "a member lags behind": Mutation(
        "lockstep_exact",
        "packages/core/pyproject.toml",
        '"1.4.0"',
        '"1.3.0"',
        """
            packages/cli/pyproject.toml:12:5: PIN101 acme-cli requires Acme.Core==1.4.0, but acme-core is 1.3.0
            packages/models/pyproject.toml:12:5: PIN101 acme-models requires acme-core==1.4.0, but acme-core is 1.3.0
            packages/web/pyproject.toml:12:5: PIN101 acme-web requires acme-core==1.4.0, but acme-core is 1.3.0
            packages/worker/pyproject.toml:11:5: PIN101 acme-worker requires acme-core==1.4, but acme-core is 1.3.0
        """,
    ),
    "a member that nobody pins lags behind": Mutation(
        "lockstep_exact",
        "packages/worker/pyproject.toml",
        '"1.4.0"',
        '"1.3.0"',
    ),
    "a pin is loosened to a minimum": Mutation(
        "lockstep_exact",
        "packages/models/pyproject.toml",
        "acme-core==1.4.0",
        "acme-core>=1.4.0",
        """
            packages/models/pyproject.toml:12:5: PIN102 acme-models requires acme-core>=1.4.0, but the requirements within its lockstep group at 1.4.0 are exact
        """,
    ),
    "a pin is loosened to a family": Mutation(
        "lockstep_exact",
        "packages/models/pyproject.toml",
        "acme-core==1.4.0",
        "acme-core~=1.4.0",
        """
            packages/models/pyproject.toml:12:5: PIN102 acme-models requires acme-core~=1.4.0, but the requirements within its lockstep group at 1.4.0 are exact
        """,
    ),
    "a pin is dropped": Mutation(
        "lockstep_exact",
        "packages/models/pyproject.toml",
        "acme-core==1.4.0",
        "acme-core",
        """
            packages/models/pyproject.toml:12:5: PIN102 acme-models requires acme-core, but the requirements within its lockstep group at 1.4.0 are exact
        """,
    ),
    "a pin excludes what it pins": Mutation(
        "lockstep_exact",
        "packages/models/pyproject.toml",
        "acme-core==1.4.0",
        "acme-core==1.4.0,!=1.4",
        """
            packages/models/pyproject.toml:12:5: PIN101 acme-models requires acme-core==1.4.0,!=1.4, but acme-core is 1.4.0
            packages/models/pyproject.toml:12:5: PIN403 acme-models requires acme-core==1.4.0,!=1.4, which accepts no version
        """,
    ),
    "a name is misspelt": Mutation(
        "lockstep_exact",
        "packages/models/pyproject.toml",
        "acme-core==1.4.0",
        "acme-coer==1.4.0",
    ),
    "an extra is misspelt": Mutation(
        "lockstep_exact",
        "packages/cli/pyproject.toml",
        "acme_web[http]",
        "acme_web[htpp]",
        """
            packages/cli/pyproject.toml:13:5: PIN106 acme-cli asks acme-web for the extra htpp, but acme-web provides async, http
        """,
    ),
    "an extra is renamed": Mutation(
        "lockstep_exact",
        "packages/web/pyproject.toml",
        'async = ["anyio>=4"]',
        'asyncio = ["anyio>=4"]',
        """
            packages/worker/pyproject.toml:12:5: PIN106 acme-worker asks acme-web for the extra async, but acme-web provides asyncio, http
        """,
    ),
    "two members have one name": Mutation(
        "lockstep_exact",
        "packages/worker/pyproject.toml",
        '"acme-worker"',
        '"Acme.Models"',
        """
            packages/worker/pyproject.toml:2:8: PIN006 Acme.Models 1.4.0 in packages/worker has the same name as acme-models 1.4.0 in packages/models
        """,
    ),
    "a member requires itself": Mutation(
        "lockstep_exact",
        "packages/core/pyproject.toml",
        '"attrs>=23"',
        '"acme_core"',
        """
            packages/core/pyproject.toml:13:5: PIN107 acme-core requires itself as acme_core
        """,
    ),
    "a cycle is closed": Mutation(
        "lockstep_exact",
        "packages/core/pyproject.toml",
        '"attrs>=23"',
        '"acme-web==1.4.0"',
        """
            packages/core/pyproject.toml:13:5: PIN601 acme-core requires acme-web, which requires acme-core
        """,
    ),
    "a cycle of two is closed": Mutation(
        "lockstep_exact",
        "packages/core/pyproject.toml",
        '"attrs>=23"',
        '"acme-models==1.4.0"',
        """
            packages/core/pyproject.toml:13:5: PIN601 acme-core requires acme-models, which requires acme-core
        """,
    ),
    "a floor is lowered": Mutation(
        "lockstep_exact",
        "packages/models/pyproject.toml",
        '">=3.11"',
        '">=3.10"',
        """
            packages/models/pyproject.toml:2:8: PIN302 acme-models accepts Python 3.10 (>=3.10), but has no classifier for it
            packages/models/pyproject.toml:4:19: PIN201 acme-models accepts Python 3.10 (>=3.10), but acme-core does not (>=3.11)
            packages/models/pyproject.toml:4:19: PIN202 acme-models accepts Python 3.10 (>=3.10), but 3 of 5 members of its lockstep group at 1.4.0 do not (>=3.11)
        """,
    ),
    "a floor is raised": Mutation(
        "lockstep_exact",
        "packages/core/pyproject.toml",
        '">=3.11"',
        '">=3.12"',
        """
            packages/cli/pyproject.toml:4:19: PIN201 acme-cli accepts Python 3.11 (>=3.11), but acme-core does not (>=3.12)
            packages/core/pyproject.toml:7:5: PIN301 acme-core has the classifier for Python 3.11, but requires Python >=3.12
            packages/models/pyproject.toml:4:19: PIN201 acme-models accepts Python 3.11 (>=3.11), but acme-core does not (>=3.12)
            packages/web/pyproject.toml:4:19: PIN201 acme-web accepts Python 3.11 (>=3.11), but acme-core does not (>=3.12)
        """,
    ),
    "the floor of a leaf is raised": Mutation(
        "lockstep_exact",
        "packages/cli/pyproject.toml",
        '">=3.11"',
        '">=3.12"',
        """
            packages/cli/pyproject.toml:7:5: PIN301 acme-cli has the classifier for Python 3.11, but requires Python >=3.12
        """,
    ),
    "a cap is added to a dependency": Mutation(
        "lockstep_exact",
        "packages/core/pyproject.toml",
        '">=3.11"',
        '">=3.11,<3.13"',
        """
            packages/cli/pyproject.toml:4:19: PIN201 acme-cli accepts Python 3.13 (>=3.11), but acme-core does not (>=3.11,<3.13)
            packages/core/pyproject.toml:9:5: PIN301 acme-core has the classifier for Python 3.13, but requires Python >=3.11,<3.13
            packages/models/pyproject.toml:4:19: PIN201 acme-models accepts Python 3.13 (>=3.11), but acme-core does not (>=3.11,<3.13)
            packages/web/pyproject.toml:4:19: PIN201 acme-web accepts Python 3.13 (>=3.11), but acme-core does not (>=3.11,<3.13)
            packages/worker/pyproject.toml:4:19: PIN201 acme-worker accepts Python 3.13 (>=3.12), but acme-core does not (>=3.11,<3.13)
        """,
    ),
    "a cap is added to a leaf": Mutation(
        "lockstep_exact",
        "packages/cli/pyproject.toml",
        '">=3.11"',
        '">=3.11,<3.15"',
        """
            packages/cli/pyproject.toml:2:8: PIN302 acme-cli accepts Python 3.14 (>=3.11,<3.15), but has no classifier for it
        """,
    ),
    "Requires-Python is dropped": Mutation(
        "lockstep_exact",
        "packages/cli/pyproject.toml",
        'requires-python = ">=3.11"\n',
        "",
        """
            packages/cli/pyproject.toml:2:8: PIN201 acme-cli accepts Python 3.10, as it declares no Requires-Python, but acme-core (>=3.11) and acme-web (>=3.11) do not
        """,
    ),
    "Requires-Python is dropped from what needs none": Mutation(
        "lockstep_exact",
        "packages/core/pyproject.toml",
        'requires-python = ">=3.11"\n',
        "",
        """
            packages/core/pyproject.toml:2:8: PIN203 acme-core declares no Requires-Python
        """,
    ),
    "Requires-Python accepts nothing": Mutation(
        "lockstep_exact",
        "packages/cli/pyproject.toml",
        '">=3.11"',
        '">=3.12,<3.11"',
        """
            packages/cli/pyproject.toml:4:19: PIN204 acme-cli accepts no Python at all (>=3.12,<3.11)
        """,
    ),
    "Requires-Python is a trap": Mutation(
        "lockstep_exact",
        "packages/cli/pyproject.toml",
        '">=3.11"',
        '">=3.11,<=3.13"',
        """
            packages/cli/pyproject.toml:4:19: PIN205 acme-cli requires Python >=3.11,<=3.13, but <=3.13 refuses 3.13.1
        """,
    ),
    "Requires-Python is no specifier set": Mutation(
        "lockstep_exact",
        "packages/cli/pyproject.toml",
        '">=3.11"',
        '"3.11+"',
        """
            packages/cli/pyproject.toml:4:19: PIN005 '3.11+' is not a set of version specifiers: invalid specifier: '3.11+'
        """,
    ),
    "a hole is cut into a dependency": Mutation(
        "lockstep_exact",
        "packages/core/pyproject.toml",
        '">=3.11"',
        '">=3.11,!=3.12.*"',
        """
            packages/cli/pyproject.toml:4:19: PIN201 acme-cli accepts Python 3.12 (>=3.11), but acme-core does not (>=3.11,!=3.12.*)
            packages/core/pyproject.toml:8:5: PIN301 acme-core has the classifier for Python 3.12, but requires Python >=3.11,!=3.12.*
            packages/models/pyproject.toml:4:19: PIN201 acme-models accepts Python 3.12 (>=3.11), but acme-core does not (>=3.11,!=3.12.*)
            packages/web/pyproject.toml:4:19: PIN201 acme-web accepts Python 3.12 (>=3.11), but acme-core does not (>=3.11,!=3.12.*)
            packages/worker/pyproject.toml:4:19: PIN201 acme-worker accepts Python 3.12 (>=3.12), but acme-core does not (>=3.11,!=3.12.*)
        """,
    ),
    "a requirement accepts nothing": Mutation(
        "lockstep_exact",
        "packages/core/pyproject.toml",
        "click>=8.1",
        "click>=8.1,<8",
        """
            packages/core/pyproject.toml:12:5: PIN403 acme-core requires click>=8.1,<8, which accepts no version
        """,
    ),
    "a requirement is no requirement": Mutation(
        "lockstep_exact",
        "packages/core/pyproject.toml",
        "click>=8.1",
        "click>=8.*",
        """
            packages/core/pyproject.toml:12:5: PIN004 'click>=8.*' is not a PEP 508 requirement: .* suffix can only be used with `==` or `!=` operators
        """,
    ),
    "a name is invalid": Mutation(
        "lockstep_exact",
        "packages/worker/pyproject.toml",
        '"acme-worker"',
        '"acme worker"',
        """
            packages/worker/pyproject.toml:2:8: PIN002 'acme worker' is not a valid distribution name
        """,
    ),
    "a version is invalid": Mutation(
        "lockstep_exact",
        "packages/worker/pyproject.toml",
        '"1.4.0"',
        '"1.4.x"',
        """
            packages/worker/pyproject.toml:3:11: PIN003 '1.4.x' is not a PEP 440 version
        """,
    ),
    "a file is not TOML": Mutation(
        "lockstep_exact",
        "packages/worker/pyproject.toml",
        '"1.4.0"',
        "1.4.0",
        """
            packages/worker/pyproject.toml:3:14: PIN001 pyproject.toml is not valid TOML: expected newline or end of document after a statement
        """,
    ),
    "the highest classifier is removed": Mutation(
        "lockstep_exact",
        "packages/cli/pyproject.toml",
        '    "Programming Language :: Python :: 3.13",\n',
        "",
        """
            packages/cli/pyproject.toml:2:8: PIN303 acme-cli lacks the classifier for Python 3.13, but 4 of 5 members of its lockstep group at 1.4.0 have it
        """,
    ),
    "a classifier in the middle is removed": Mutation(
        "lockstep_exact",
        "packages/cli/pyproject.toml",
        '    "Programming Language :: Python :: 3.12",\n',
        "",
        """
            packages/cli/pyproject.toml:2:8: PIN302 acme-cli accepts Python 3.12 (>=3.11), but has no classifier for it
            packages/cli/pyproject.toml:2:8: PIN303 acme-cli lacks the classifier for Python 3.12, but 4 of 5 members of its lockstep group at 1.4.0 have it
        """,
    ),
    "the lowest classifier is removed": Mutation(
        "lockstep_exact",
        "packages/cli/pyproject.toml",
        '    "Programming Language :: Python :: 3.11",\n',
        "",
        """
            packages/cli/pyproject.toml:2:8: PIN302 acme-cli accepts Python 3.11 (>=3.11), but has no classifier for it
            packages/cli/pyproject.toml:2:8: PIN303 acme-cli lacks the classifier for Python 3.11, but 3 of 5 members of its lockstep group at 1.4.0 have it
        """,
    ),
    "the classifier of the major is removed": Mutation(
        "lockstep_exact",
        "packages/cli/pyproject.toml",
        '    "Programming Language :: Python :: 3",\n',
        "",
        """
            packages/cli/pyproject.toml:2:8: PIN303 acme-cli lacks the classifier for Python 3, but 4 of 5 members of its lockstep group at 1.4.0 have it
        """,
    ),
    "a classifier is added below": Mutation(
        "lockstep_exact",
        "packages/cli/pyproject.toml",
        '    "Programming Language :: Python :: 3.11",\n',
        '    "Programming Language :: Python :: 3.10",\n    "Programming Language :: Python :: 3.11",\n',
        """
            packages/cli/pyproject.toml:7:5: PIN301 acme-cli has the classifier for Python 3.10, but requires Python >=3.11
        """,
    ),
    "a classifier is added above": Mutation(
        "lockstep_exact",
        "packages/cli/pyproject.toml",
        '    "Programming Language :: Python :: 3.13",\n',
        '    "Programming Language :: Python :: 3.13",\n    "Programming Language :: Python :: 3.14",\n',
        """
            packages/cli/pyproject.toml:10:5: PIN303 acme-cli has the classifier for Python 3.14, but 4 of 5 members of its lockstep group at 1.4.0 lack it
        """,
    ),
    "a classifier is copied": Mutation(
        "lockstep_exact",
        "packages/cli/pyproject.toml",
        'Python :: 3.13"',
        'Python :: 3.12"',
        """
            packages/cli/pyproject.toml:2:8: PIN303 acme-cli lacks the classifier for Python 3.13, but 4 of 5 members of its lockstep group at 1.4.0 have it
            packages/cli/pyproject.toml:9:5: PIN308 acme-cli lists the classifier 'Programming Language :: Python :: 3.12' twice
        """,
    ),
    "a classifier is listed twice": Mutation(
        "lockstep_exact",
        "packages/cli/pyproject.toml",
        '    "Programming Language :: Python :: 3.13",\n',
        '    "Programming Language :: Python :: 3.13",\n    "Programming Language :: Python :: 3.13",\n',
        """
            packages/cli/pyproject.toml:10:5: PIN308 acme-cli lists the classifier 'Programming Language :: Python :: 3.13' twice
        """,
    ),
    "only Python 2 is claimed": Mutation(
        "lockstep_exact",
        "packages/cli/pyproject.toml",
        'Python :: 3"',
        'Python :: 2"',
        """
            packages/cli/pyproject.toml:2:8: PIN303 acme-cli lacks the classifier for Python 3, but 4 of 5 members of its lockstep group at 1.4.0 have it
            packages/cli/pyproject.toml:6:5: PIN301 acme-cli has the classifier for Python 2, but requires Python >=3.11
        """,
    ),
    "a compatible pin is stale": Mutation(
        "lockstep_compatible_dev",
        "sdk/pyproject.toml",
        "~=1.9.0.dev0",
        "~=2.0",
        """
            sdk/pyproject.toml:12:5: PIN101 otel-sdk requires otel-api~=2.0, but otel-api is 1.9.0.dev0
        """,
    ),
    "a range ends before the release": Mutation(
        "lockstep_compatible_dev",
        "sdk/pyproject.toml",
        "~=1.9.0.dev0",
        ">=1.8,<1.9.0",
        """
            sdk/pyproject.toml:12:5: PIN101 otel-sdk requires otel-api>=1.8,<1.9.0, but otel-api is 1.9.0.dev0
        """,
    ),
    "a range ends at the pre-release": Mutation(
        "lockstep_compatible_dev",
        "sdk/pyproject.toml",
        "otel-api~=1.9.0.dev0",
        "otel-api<=1.9.0.dev0",
        """
            sdk/pyproject.toml:12:5: PIN104 otel-sdk requires otel-api<=1.9.0.dev0, which accepts otel-api 1.9.0.dev0, but not the 1.9.0 it leads to
        """,
    ),
    "a family is loosened": Mutation(
        "lockstep_compatible_dev",
        "sdk/pyproject.toml",
        "otel-api~=1.9.0.dev0",
        "otel-api",
    ),
    "the marker of a plug-in is dropped": Mutation(
        "core_and_plugins",
        "core/pyproject.toml",
        "'loom-s3>=2; python_version >= \"3.11\"'",
        "'loom-s3>=2'",
        """
            core/pyproject.toml:4:19: PIN201 loom accepts Python 3.10 (>=3.10), but loom-s3 does not (>=3.11)
        """,
    ),
    "the marker of a plug-in is lowered": Mutation(
        "core_and_plugins",
        "core/pyproject.toml",
        '>= "3.11"',
        '>= "3.10"',
        """
            core/pyproject.toml:4:19: PIN201 loom accepts Python 3.10 (>=3.10), but loom-s3 does not (>=3.11)
        """,
    ),
    "the marker of a plug-in is moved": Mutation(
        "core_and_plugins",
        "core/pyproject.toml",
        'python_version >= "3.11"',
        'python_version < "3.11"',
        """
            core/pyproject.toml:4:19: PIN201 loom accepts Python 3.10 (>=3.10), but loom-s3 does not (>=3.11)
        """,
    ),
    "an aggregate names an extra that is not there": Mutation(
        "core_and_plugins",
        "core/pyproject.toml",
        "loom[redis,sql]",
        "loom[redis,SQL_lite]",
        """
            core/pyproject.toml:16:8: PIN106 loom asks loom for the extra sql-lite, but loom provides all, redis, sql
        """,
    ),
    "a plug-in excludes the core": Mutation(
        "core_and_plugins",
        "plugins/redis/pyproject.toml",
        "loom>=3.1,<4",
        "loom>=3.1,<3.2",
        """
            plugins/redis/pyproject.toml:12:5: PIN101 loom-redis requires loom>=3.1,<3.2, but loom is 3.2.1
        """,
    ),
    "the core needs a plug-in": Mutation(
        "core_and_plugins",
        "core/pyproject.toml",
        '"pluggy>=1.5"',
        '"loom-sql"',
        """
            core/pyproject.toml:12:5: PIN601 loom requires loom-sql, which requires loom
        """,
    ),
    "an aggregate asks for a plug-in to come": Mutation(
        "core_and_plugins",
        "core/pyproject.toml",
        "loom-sql>=0.7",
        "loom-sql>=0.9",
        """
            core/pyproject.toml:18:8: PIN101 loom requires loom-sql>=0.9, but loom-sql is 0.8.4
        """,
    ),
    "the metapackage forgets to move a pin": Mutation(
        "metapackage",
        "kite/pyproject.toml",
        "kite-io==2025.3",
        "kite-io==2025.2",
        """
            kite/pyproject.toml:14:5: PIN101 kite requires kite-io==2025.2, but kite-io is 2025.3
        """,
    ),
    "the metapackage forgets a pin in an extra": Mutation(
        "metapackage",
        "kite/pyproject.toml",
        "kite-draw[gpu]==2025.3",
        "kite-draw[gpu]==2025.2",
        """
            kite/pyproject.toml:18:8: PIN101 kite requires kite-draw[gpu]==2025.2, but kite-draw is 2025.3
        """,
    ),
    "an extra loosens what the core pins": Mutation(
        "metapackage",
        "kite/pyproject.toml",
        "kite-draw[gpu]==2025.3",
        "kite-draw[gpu]",
    ),
    "the metapackage supports an older Python": Mutation(
        "metapackage",
        "kite/pyproject.toml",
        '">=3.9"',
        '">=3.8"',
        """
            kite/pyproject.toml:2:8: PIN302 kite accepts Python 3.8 (>=3.8), but has no classifier for it
            kite/pyproject.toml:4:19: PIN201 kite accepts Python 3.8 (>=3.8), but kite-core (>=3.9), kite-draw (>=3.9) and kite-io (>=3.9) do not
            kite/pyproject.toml:4:19: PIN202 kite accepts Python 3.8 (>=3.8), but 3 of 4 members of its lockstep group at 2025.3 do not (>=3.9)
        """,
    ),
    "an independent member moves on": Mutation(
        "independent_ranges",
        "libs/cache/pyproject.toml",
        '"0.4.2"',
        '"0.5.0"',
        """
            libs/events/pyproject.toml:12:5: PIN101 fern-events requires fern-cache>=0.4,<0.5, but fern-cache is 0.5.0
        """,
    ),
    "a pre-release falls below a floor": Mutation(
        "independent_ranges",
        "libs/jobs/pyproject.toml",
        '"1.0.0rc2"',
        '"1.0.0b1"',
        """
            apps/board/pyproject.toml:11:5: PIN101 fern-board requires fern-jobs>=1.0.0rc1,<2, but fern-jobs is 1.0.0b1
        """,
    ),
    "an independent member drops a Python": Mutation(
        "independent_ranges",
        "libs/cache/pyproject.toml",
        '">=3.9"',
        '">=3.10"',
        """
            libs/cache/pyproject.toml:7:5: PIN301 fern-cache has the classifier for Python 3.9, but requires Python >=3.10
            libs/events/pyproject.toml:4:19: PIN201 fern-events accepts Python 3.9 (>=3.9), but fern-cache does not (>=3.10)
        """,
    ),
    "one train leaves the other": Mutation(
        "two_trains",
        "conventions/pyproject.toml",
        "span-api==1.45.0",
        "span-api==1.44.0",
        """
            conventions/pyproject.toml:11:5: PIN101 span-conventions requires span-api==1.44.0, but span-api is 1.45.0
        """,
    ),
    "one member of a train stays behind": Mutation(
        "two_trains",
        "conventions/pyproject.toml",
        '"0.66b0"',
        '"0.65b0"',
        """
            instrument/pyproject.toml:12:5: PIN101 span-instrument requires span-conventions==0.66b0, but span-conventions is 0.65b0
            sdk/pyproject.toml:12:5: PIN101 span-sdk requires span-conventions==0.66b0, but span-conventions is 0.65b0
        """,
    ),
    "the trains require each other": Mutation(
        "two_trains",
        "api/pyproject.toml",
        "importlib-metadata>=6",
        "span-conventions==0.66b0",
        """
            api/pyproject.toml:11:5: PIN601 span-api requires span-conventions, which requires span-api
        """,
    ),
    "a plug-in claims what the core refuses": Mutation(
        "capped_core",
        "plugin-a/pyproject.toml",
        '    "Programming Language :: Python :: 3.13",\n',
        '    "Programming Language :: Python :: 3.13",\n    "Programming Language :: Python :: 3.14",\n',
        """
            plugin-a/pyproject.toml:4:19: PIN201 dune-a accepts Python 3.14 (>=3.10), but dune does not (>=3.10,<3.14)
        """,
    ),
    "a plug-in is capped above the core": Mutation(
        "capped_core",
        "plugin-c/pyproject.toml",
        '">=3.10, <4"',
        '">=3.10,<3.15"',
        """
            plugin-c/pyproject.toml:4:19: PIN201 dune-c accepts Python 3.14 (>=3.10,<3.15), but dune does not (>=3.10,<3.14)
        """,
    ),
    "the cap is lowered": Mutation(
        "capped_core",
        "core/pyproject.toml",
        "<3.14",
        "<3.13",
        """
            core/pyproject.toml:10:5: PIN301 dune has the classifier for Python 3.13, but requires Python >=3.10,<3.13
            plugin-a/pyproject.toml:4:19: PIN201 dune-a accepts Python 3.13 (>=3.10), but dune does not (>=3.10,<3.13)
        """,
    ),
    "one platform asks for another release": Mutation(
        "platform_split",
        "native/pyproject.toml",
        "quay>=1.9,<3",
        "quay>=1.8,<2",
        """
            native/pyproject.toml:13:5: PIN101 quay-native requires quay>=1.8,<2; sys_platform != "linux", but quay is 2.0
        """,
    ),
    "a split is moved to an older Python": Mutation(
        "platform_split",
        "tools/pyproject.toml",
        'quay-native>=2; python_version >= "3.10"',
        'quay-native>=2; python_version >= "3.9"',
        """
            tools/pyproject.toml:4:19: PIN201 quay-tools accepts Python 3.9 (>=3.9), but quay-native does not (>=3.10)
            tools/pyproject.toml:14:5: PIN404 quay-tools requires quay-native>=2; python_version >= "3.9" and quay-native<2; python_version < "3.10" in one list, which have no version in common on Python 3.9
        """,
    ),
    "what older Pythons ask for accepts nothing": Mutation(
        "platform_split",
        "base/pyproject.toml",
        "numpy>=1.26,<2",
        "numpy>=2.26,<2",
        """
            base/pyproject.toml:16:5: PIN403 quay requires numpy>=2.26,<2; python_version < "3.12", which accepts no version
        """,
    ),
    "a candidate is forgotten": Mutation(
        "calendar_versions",
        "manager/setup.cfg",
        "harbor-agent==24.3.0rc3",
        "harbor-agent==24.3.0rc2",
        """
            manager/setup.cfg:11:5: PIN101 harbor.manager requires harbor-agent==24.3.0rc2, but harbor-agent is 24.3.0rc3
        """,
    ),
    "the version moves in one file": Mutation(
        "calendar_versions",
        "plugin/pyproject.toml",
        "24.03.0rc3",
        "24.03.0",
        """
            agent/pyproject.toml:11:5: PIN101 harbor-agent requires harbor-plugin==24.3.0RC3, but harbor-plugin is 24.03.0
        """,
    ),
    "a Python is patched": Mutation(
        "calendar_versions",
        "manager/setup.cfg",
        "~=3.12.2",
        "~=3.12.1",
        """
            manager/setup.cfg:9:19: PIN201 harbor.manager accepts Python 3.12.1 (~=3.12.1), but harbor-agent (>=3.12.2,<3.13) and harbor-common (~=3.12.2) do not
            manager/setup.cfg:9:19: PIN202 harbor.manager accepts Python 3.12.1 (~=3.12.1), but 3 of 4 members of its lockstep group at 24.3.0rc3 do not (>=3.12.2,<3.13)
        """,
    ),
    "a Python is moved": Mutation(
        "calendar_versions",
        "common/pyproject.toml",
        "~=3.12.2",
        "~=3.13.2",
        """
            agent/pyproject.toml:4:19: PIN201 harbor-agent accepts Python 3.12.2 (>=3.12.2,<3.13), but harbor-common does not (~=3.13.2)
            common/pyproject.toml:2:8: PIN302 harbor-common accepts Python 3.13 (~=3.13.2), but has no classifier for it
            common/pyproject.toml:4:19: PIN202 harbor-common accepts Python 3.13.2 (~=3.13.2), but 3 of 4 members of its lockstep group at 24.3.0rc3 do not (>=3.12.2,<3.13)
            common/pyproject.toml:7:5: PIN301 harbor-common has the classifier for Python 3.12, but requires Python ~=3.13.2
            manager/setup.cfg:9:19: PIN201 harbor.manager accepts Python 3.12.2 (~=3.12.2), but harbor-common does not (~=3.13.2)
            plugin/pyproject.toml:4:19: PIN201 harbor-plugin accepts Python 3.12.2 (~=3.12.2), but harbor-common does not (~=3.13.2)
        """,
    ),
    "an unpublished root asks for an extra that is not there": Mutation(
        "hidden_root",
        "pyproject.toml",
        'dependencies = ["grove-app"',
        'dependencies = ["grove-app[gui]"',
        """
            pyproject.toml:4:17: PIN106 grove asks grove-app for the extra gui, but grove-app provides cli
        """,
    ),
    "an unpublished root has a stale pin": Mutation(
        "hidden_root",
        "pyproject.toml",
        '"pytest>=8", "grove-lib"',
        '"pytest>=8", "grove-lib<0.7"',
        """
            pyproject.toml:8:34: PIN101 grove requires grove-lib<0.7, but grove-lib is 0.7.1
        """,
    ),
    "a dependency group asks for an extra that is not there": Mutation(
        "hidden_root",
        "members/app/pyproject.toml",
        "grove-app[cli]",
        "grove-app[client]",
        """
            members/app/pyproject.toml:18:9: PIN106 grove-app asks grove-app for the extra client, but grove-app provides cli
        """,
    ),
    "an unpublished root narrows its Pythons too little": Mutation(
        "hidden_root",
        "pyproject.toml",
        'version = "0.0.0"',
        'version = "0.0.0"\nrequires-python = ">=3.10"',
        """
            pyproject.toml:4:19: PIN201 grove accepts Python 3.10 (>=3.10), but grove-app (>=3.11) and grove-lib (>=3.11) do not
        """,
    ),
    "a copy of the version drifts": Mutation(
        "copies",
        "core/setup.cfg",
        "version = 1.2.0",
        "version = 1.1",
        """
            core/setup.cfg:3:11: PIN501 reef has the version 1.1 in setup.cfg, but 1.2 in pyproject.toml
        """,
    ),
    "a copy of the name drifts": Mutation(
        "copies",
        "core/setup.cfg",
        "name = Reef",
        "name = Reefs",
        """
            core/setup.cfg:2:8: PIN501 reef has the name Reefs in setup.cfg, but reef in pyproject.toml
        """,
    ),
    "a copy of Requires-Python drifts": Mutation(
        "copies",
        "core/setup.cfg",
        ">= 3.10",
        ">= 3.9",
        """
            core/setup.cfg:10:19: PIN501 reef has Requires-Python >= 3.9 in setup.cfg, which accepts Python 3.9, but >=3.10 in pyproject.toml
        """,
    ),
    "a copy of a bound drifts": Mutation(
        "copies",
        "core/setup.cfg",
        "click<9,>=8",
        "click<9,>=7",
        """
            core/setup.cfg:13:5: PIN501 reef has the requirement click<9,>=7 in setup.cfg, which accepts click 7, but click>=8,<9 in pyproject.toml
        """,
    ),
    "a copy of a requirement is lost": Mutation(
        "copies",
        "core/setup.cfg",
        "\n    click<9,>=8",
        "",
        """
            core/setup.cfg:2:8: PIN501 reef has no requirement click>=8,<9 in setup.cfg, but one in pyproject.toml
        """,
    ),
    "a copy of a marker drifts": Mutation(
        "copies",
        "core/setup.cfg",
        '< "3.11"',
        '< "3.12"',
        """
            core/setup.cfg:12:5: PIN501 reef has the requirement tomli>=2; python_version < "3.12" in setup.cfg, but tomli>=2; python_version < "3.11" in pyproject.toml
        """,
    ),
    "a copy of an extra is lost": Mutation(
        "copies",
        "core/setup.cfg",
        "\nhttp = httpx >= 0.27",
        "",
        """
            core/setup.cfg:2:8: PIN501 reef has no extra http in setup.cfg, but one in pyproject.toml
        """,
    ),
    "a copy of an extra is renamed": Mutation(
        "copies",
        "core/setup.cfg",
        "\nhttp = ",
        "\nhttps = ",
        """
            core/setup.cfg:17:9: PIN501 reef has the extra https in setup.cfg, but not in pyproject.toml
        """,
    ),
    "a copy of an extra drifts": Mutation(
        "copies",
        "core/setup.cfg",
        "httpx >= 0.27",
        "httpx >= 0.28",
        """
            core/setup.cfg:17:8: PIN501 reef has the requirement httpx >= 0.28 (extra http) in setup.cfg, which refuses httpx 0.27, but httpx>=0.27 (extra http) in pyproject.toml
        """,
    ),
    "a copy of the classifiers drifts": Mutation(
        "copies",
        "core/setup.cfg",
        "\n    Programming Language :: Python :: 3.10",
        "",
        """
            core/setup.cfg:2:8: PIN501 reef has no classifier Programming Language :: Python :: 3.10 in setup.cfg, but one in pyproject.toml
        """,
    ),
    "a built requirement drifts": Mutation(
        "copies",
        "reef_more-1.2/PKG-INFO",
        "reef<2,>=1.2",
        "reef<2,>=1.1",
        """
            reef_more-1.2/PKG-INFO:8:16: PIN501 reef-more has the requirement reef<2,>=1.1 in PKG-INFO, which accepts reef 1.1, but reef>=1.2,<2 in pyproject.toml
        """,
    ),
    "a built requirement is lost": Mutation(
        "copies",
        "reef_more-1.2/PKG-INFO",
        "Requires-Dist: reef<2,>=1.2\n",
        "",
        """
            reef_more-1.2/PKG-INFO:2:7: PIN501 reef-more has no requirement reef>=1.2,<2 in PKG-INFO, but one in pyproject.toml
        """,
    ),
    "a built Requires-Python is lost": Mutation(
        "copies",
        "reef_more-1.2/PKG-INFO",
        "Requires-Python: >=3.10\n",
        "",
        """
            reef_more-1.2/PKG-INFO:2:7: PIN501 reef-more has no Requires-Python in PKG-INFO, which accepts Python 3.9, but >=3.10 in pyproject.toml
        """,
    ),
    "a built aggregate drifts": Mutation(
        "copies",
        "reef_more-1.2/reef_more.egg-info/requires.txt",
        "reef_more[http]",
        "rich",
        """
            reef_more-1.2/reef_more.egg-info/requires.txt:4:1: PIN501 reef-more has the requirement rich (extra all) in requires.txt, but not in pyproject.toml
        """,
    ),
    "an old built file says nothing of requirements": Mutation(
        "copies",
        "reef_more-1.2/PKG-INFO",
        'Requires-Dist: reef<2,>=1.2\nRequires-Dist: httpx>=0.27; extra == "http"\nRequires-Dist: reef-more[http]; extra == "all"\nProvides-Extra: http\nProvides-Extra: all\n',
        "",
        """
            reef_more-1.2/PKG-INFO:2:7: PIN501 reef-more has no Requires-Dist in PKG-INFO, but 3 in pyproject.toml
        """,
    ),
    "a new requirement is in the sources only": Mutation(
        "copies",
        "reef_more-1.2/pyproject.toml",
        '"reef>=1.2,<2"',
        '"reef>=1.2,<2", "rich"',
        """
            reef_more-1.2/reef_more.egg-info/requires.txt:1:1: PIN501 reef-more has no requirement rich in requires.txt, but one in pyproject.toml
        """,
    ),
    "a built range refuses its sibling": Mutation(
        "built",
        "silt-0.9/PKG-INFO",
        "Version: 0.9",
        "Version: 1.0",
        """
            site/silt_core-0.9.dist-info/METADATA:5:16: PIN101 silt-core requires silt (>=0.8,<1), but silt is 1.0
        """,
    ),
    "a built extra is unknown": Mutation(
        "built",
        "site/silt_core-0.9.dist-info/METADATA",
        "silt-core[fast]",
        "silt-core[slow]",
        """
            site/silt_core-0.9.dist-info/METADATA:6:16: PIN106 silt-core asks silt-core for the extra slow, but silt-core provides all, fast
        """,
    ),
    "a bound excludes what a dependency needs": Mutation(
        "lockstep_exact",
        "packages/models/pyproject.toml",
        '"pydantic>=2,<3"',
        '"pydantic>=2,<3", "attrs<23"',
        """
            packages/models/pyproject.toml:13:23: PIN401 acme-models requires attrs<23 and through acme-core attrs>=23, which have no version in common
        """,
    ),
    "a bound excludes what a dependency's dependency needs": Mutation(
        "lockstep_exact",
        "packages/cli/pyproject.toml",
        '"acme_web[http]==1.4.0"',
        '"acme_web[http]==1.4.0", "click<8"',
        """
            packages/cli/pyproject.toml:13:30: PIN401 acme-cli requires click<8 and through acme-core click>=8.1, which have no version in common
        """,
    ),
    "a bound excludes what an extra of a dependency needs": Mutation(
        "lockstep_exact",
        "packages/cli/pyproject.toml",
        '"acme_web[http]==1.4.0"',
        '"acme_web[http]==1.4.0", "httpx<0.27"',
        """
            packages/cli/pyproject.toml:13:30: PIN401 acme-cli requires httpx<0.27 and through acme-web httpx>=0.27, which have no version in common
        """,
    ),
    "an extra excludes what the core needs": Mutation(
        "lockstep_exact",
        "packages/web/pyproject.toml",
        'http = ["httpx>=0.27"]',
        'http = ["httpx>=0.27", "pydantic<2"]',
        """
            packages/cli/pyproject.toml:13:5: PIN401 acme-cli requires through acme-web pydantic<2 and through acme-web and acme-models pydantic>=2,<3, which have no version in common; likewise acme-web
        """,
    ),
    "a requirement is listed twice": Mutation(
        "lockstep_exact",
        "packages/core/pyproject.toml",
        '"attrs>=23"',
        '"attrs>=23", "click"',
        """
            packages/core/pyproject.toml:13:18: PIN404 acme-core requires click>=8.1 and click in one list, of which only the second accepts click 7
        """,
    ),
    "a requirement is listed with two ranges": Mutation(
        "lockstep_exact",
        "packages/core/pyproject.toml",
        '"attrs>=23"',
        '"attrs>=23", "attrs<23"',
        """
            packages/core/pyproject.toml:13:18: PIN404 acme-core requires attrs>=23 and attrs<23 in one list, which have no version in common
        """,
    ),
    "a marker is dead": Mutation(
        "lockstep_exact",
        "packages/core/pyproject.toml",
        '"attrs>=23"',
        "\"attrs>=23; python_version < '3.11'\"",
        """
            packages/core/pyproject.toml:13:5: PIN405 acme-core requires attrs>=23 where python_version < '3.11', but accepts no such environment (>=3.11)
        """,
    ),
    "a marker is none": Mutation(
        "lockstep_exact",
        "packages/core/pyproject.toml",
        '"attrs>=23"',
        "\"attrs>=23; python < '3.11'\"",
        """
            packages/core/pyproject.toml:13:5: PIN004 "attrs>=23; python < '3.11'" is not a PEP 508 requirement: expected a marker variable or quoted string
        """,
    ),
    "a sibling is required by a path": Mutation(
        "lockstep_exact",
        "packages/models/pyproject.toml",
        "acme-core==1.4.0",
        "acme-core @ file:///acme/core",
        """
            packages/models/pyproject.toml:12:5: PIN108 acme-models requires acme-core @ file:///acme/core, a local path that is published with it
        """,
    ),
    "a name has a space in a requirement": Mutation(
        "lockstep_exact",
        "packages/core/pyproject.toml",
        '"attrs>=23"',
        '"attr s>=23"',
        """
            packages/core/pyproject.toml:13:5: PIN004 'attr s>=23' is not a PEP 508 requirement: expected semicolon (after name with no version specifier) or end
        """,
    ),
    "a classifier is misspelt": Mutation(
        "lockstep_exact",
        "packages/web/pyproject.toml",
        "Python :: 3.13",
        "Python 3.13",
        """
            packages/web/pyproject.toml:2:8: PIN303 acme-web lacks the classifier for Python 3.13, but 4 of 5 members of its lockstep group at 1.4.0 have it
            packages/web/pyproject.toml:9:5: PIN304 acme-web has the classifier 'Programming Language :: Python 3.13', which is not defined; did you mean 'Programming Language :: Python :: 3.13'?
        """,
    ),
    "an extra is written over another": Mutation(
        "lockstep_exact",
        "packages/web/pyproject.toml",
        'http = ["httpx>=0.27"]',
        'Async = ["httpx>=0.27"]',
        """
            packages/cli/pyproject.toml:13:5: PIN106 acme-cli asks acme-web for the extra http, but acme-web provides async
        """,
    ),
    "a train pins the other by a range that ends": Mutation(
        "two_trains",
        "sdk/pyproject.toml",
        "span-conventions==0.66b0",
        "span-conventions<=0.66b0",
        """
            sdk/pyproject.toml:12:5: PIN104 span-sdk requires span-conventions<=0.66b0, which accepts span-conventions 0.66b0, but not the 0.66 it leads to
        """,
    ),
    "an aggregate caps a plug-in": Mutation(
        "core_and_plugins",
        "core/pyproject.toml",
        'redis = ["loom-redis>=1.1,<2"]',
        'redis = ["loom-redis>=1.1,<1.3"]',
        """
            core/pyproject.toml:17:10: PIN101 loom requires loom-redis>=1.1,<1.3, but loom-redis is 1.3
        """,
    ),
    "a platform is asked for what accepts nothing": Mutation(
        "platform_split",
        "native/pyproject.toml",
        "quay>=1.9,<3",
        "quay>=3,<3",
        """
            native/pyproject.toml:13:5: PIN101 quay-native requires quay>=3,<3; sys_platform != "linux", but quay is 2.0
            native/pyproject.toml:13:5: PIN403 quay-native requires quay>=3,<3; sys_platform != "linux", which accepts no version
        """,
    ),
    "a platform's marker is dead": Mutation(
        "platform_split",
        "base/pyproject.toml",
        'tomli>=2; python_version < "3.11"',
        'tomli>=2; python_version < "3.9"',
        """
            base/pyproject.toml:15:5: PIN405 quay requires tomli>=2 where python_version < "3.9", but accepts no such environment (>=3.9)
        """,
    ),
    "a month is mistaken for another": Mutation(
        "calendar_versions",
        "agent/pyproject.toml",
        "harbor-plugin==24.3.0RC3",
        "harbor-plugin==24.30.0RC3",
        """
            agent/pyproject.toml:11:5: PIN101 harbor-agent requires harbor-plugin==24.30.0RC3, but harbor-plugin is 24.03.0rc3
        """,
    ),
    "a compatible family of a development version is too narrow": Mutation(
        "lockstep_compatible_dev",
        "exporter/pyproject.toml",
        "otel-sdk~=1.9.0.dev0",
        "otel-sdk~=1.9.0",
        """
            exporter/pyproject.toml:13:5: PIN101 otel-exporter requires otel-sdk~=1.9.0, but otel-sdk is 1.9.0.dev0
        """,
    ),
    "the metapackage's extra asks for more than there is": Mutation(
        "metapackage",
        "kite-draw/pyproject.toml",
        'gpu = ["cupy>=13"]',
        'cuda = ["cupy>=13"]',
        """
            kite/pyproject.toml:18:8: PIN106 kite asks kite-draw for the extra gpu, but kite-draw provides cuda
        """,
    ),
    "a plug-in asks for the core of yesterday": Mutation(
        "capped_core",
        "plugin-b/pyproject.toml",
        "dune>=4.8",
        "dune>=4.8,<5",
        """
            plugin-b/pyproject.toml:11:5: PIN101 dune-b requires dune>=4.8,<5, but dune is 5.0
        """,
    ),
}


@pytest.mark.parametrize("mutation", MUTATIONS.values(), ids=MUTATIONS)
def test_a_broken_fact_is_found_and_nothing_else(mutation: Mutation) -> None:
    assert found(mutation) == expected(mutation)


def test_every_rule_that_is_on_by_default_finds_a_broken_fact() -> None:
    texts = "".join(path.read_text() for path in FOLDER.glob("test_mutations*.py"))
    lines = re.findall(r"^ +[^ :]+:[0-9]+:[0-9]+: (PIN[0-9]{3}) ", texts, re.MULTILINE)
    assert set(lines) == {rule.code for rule in RULES}
