"""Workspaces that are configured, with one fact or one line of the configuration broken: that is found, and nothing else."""

# ruff: noqa: E501 - a finding is one line, and shown whole

from __future__ import annotations

import pytest

from tests.workspaces.breaking import Mutation, expected, found

MUTATIONS = {
    "a member leaves the line of the hub": Mutation(
        "hub",
        "jobs/pyproject.toml",
        "click>=8.1,<9.0",
        "click>=8.2,<9",
        """
            jobs/pyproject.toml:7:5: PIN402 wren-jobs requires click>=8.2,<9, but requirements/base.txt has click>=8.1,<9, which accepts click 8.1; they agree with click>=8.1,<9 in wren-jobs or click>=8.2,<9 in requirements/base.txt
        """,
    ),
    "a line of the hub moves on": Mutation(
        "hub",
        "requirements/base.txt",
        "click>=8.1,<9",
        "click>=8.2,<9",
        """
            requirements/base.txt:2:1: PIN402 requirements/base.txt has click>=8.2,<9, but all 3 members that require it require click >=8.1, <9, which accepts click 8.1; they agree with click>=8.2,<9 in these members or click >=8.1, <9 in requirements/base.txt
        """,
    ),
    "a line of the hub is lost": Mutation(
        "hub",
        "requirements/base.txt",
        "httpx[http2]>=0.27\n",
        "",
        """
            api/pyproject.toml:8:5: PIN402 wren-api requires httpx[http2]>=0.27, which requirements/base.txt lacks; they agree with httpx[http2]>=0.27 in requirements/base.txt or without httpx in wren-api
        """,
    ),
    "a line of the hub is required by nobody": Mutation(
        "hub",
        "requirements/base.txt",
        "click>=8.1,<9",
        "click>=8.1,<9\nrich>=13",
        """
            requirements/base.txt:3:1: PIN402 requirements/base.txt has rich>=13, which no member requires; they agree with rich>=13 in a member or without rich in requirements/base.txt
        """,
    ),
    "a member requires what the hub lacks": Mutation(
        "hub",
        "core/pyproject.toml",
        '"pydantic>=2.9,<3"',
        '"pydantic>=2.9,<3", "rich>=13"',
        """
            core/pyproject.toml:8:25: PIN402 wren-core requires rich>=13, which requirements/base.txt lacks; they agree with rich>=13 in requirements/base.txt or without rich in wren-core
        """,
    ),
    "a line of the hub accepts nothing": Mutation(
        "hub",
        "requirements/base.txt",
        "click>=8.1,<9",
        "click>=9,<9",
        """
            requirements/base.txt:2:1: PIN402 requirements/base.txt has click>=9,<9, but all 3 members that require it require click >=8.1, <9, which accepts click 8.1; they agree with click>=9,<9 in these members or click >=8.1, <9 in requirements/base.txt
            requirements/base.txt:2:1: PIN409 base.txt asks for click>=9,<9, but wren-core requires click<9,>=8.1
        """,
    ),
    "what is banned is required": Mutation(
        "hub",
        "jobs/pyproject.toml",
        '"pytest-asyncio>=1.0"',
        '"pytest-asyncio>=1.0", "mock>=5"',
        """
            jobs/pyproject.toml:12:47: PIN407 wren-jobs requires mock>=5, but mock is banned: the standard library does it
        """,
    ),
    "what is banned is deployed": Mutation(
        "hub",
        "requirements/deploy.txt",
        "boto3==1.38.30",
        "boto3==1.38.30\nnose==1.3.7",
        """
            requirements/deploy.txt:7:1: PIN407 requirements/deploy.txt has nose==1.3.7, but nose is banned: the standard library does it
        """,
    ),
    "two ranges have nothing in common": Mutation(
        "hub",
        "api/pyproject.toml",
        "numpy>=2,<2.4",
        "numpy>=3,<3.4",
        """
            api/pyproject.toml:9:5: PIN401 wren-api requires numpy>=3,<3.4 and through wren-core numpy>=1.26,<3, which have no version in common
            api/pyproject.toml:9:5: PIN402 wren-api requires numpy>=3,<3.4, but wren-core numpy>=1.26,<3, and no majority decides, and no version satisfies both
        """,
    ),
    "a range loses its cap": Mutation(
        "hub",
        "api/pyproject.toml",
        "numpy>=2,<2.4",
        "numpy>=2",
        """
            api/pyproject.toml:9:5: PIN408 wren-api requires numpy>=2, which has no upper bound
        """,
    ),
    "a range loses its floor": Mutation(
        "hub",
        "api/pyproject.toml",
        "numpy>=2,<2.4",
        "numpy<2.4",
        """
            api/pyproject.toml:9:5: PIN408 wren-api requires numpy<2.4, which has no lower bound
        """,
    ),
    "a pin becomes a range": Mutation(
        "hub",
        "api/pyproject.toml",
        "boto3==1.38.30",
        "boto3>=1.38.30,<2",
        """
            api/pyproject.toml:14:8: PIN408 wren-api requires boto3>=1.38.30,<2, which has no pin
        """,
    ),
    "a family becomes no pin": Mutation(
        "hub",
        "jobs/pyproject.toml",
        "boto3==1.36.0",
        "boto3==1.36.*",
        """
            jobs/pyproject.toml:8:5: PIN408 wren-jobs requires boto3==1.36.*, which has no pin
        """,
    ),
    "a floor is higher than that of the others": Mutation(
        "hub",
        "api/pyproject.toml",
        "pytest-asyncio>=1",
        "pytest-asyncio>=1.1",
        """
            jobs/pyproject.toml:12:24: PIN402 wren-jobs requires pytest-asyncio>=1.0, but wren-api requires pytest-asyncio>=1.1 and the highest wins, which refuses pytest-asyncio 1.0
        """,
    ),
    "a floor is lower than that of the others": Mutation(
        "hub",
        "jobs/pyproject.toml",
        "pytest>=8.3",
        "pytest>=8.2",
        """
            jobs/pyproject.toml:12:9: PIN402 wren-jobs requires pytest>=8.2, but wren-api requires pytest>=8.3.0 and the highest wins, which refuses pytest 8.2
        """,
    ),
    "the member that decides moves on": Mutation(
        "hub",
        "core/pyproject.toml",
        "pydantic>=2.9,<3",
        "pydantic>=2.10,<3",
        """
            api/pyproject.toml:10:5: PIN402 wren-api requires pydantic<3,>=2.9.0, but wren-core, which decides, requires pydantic>=2.10,<3, which refuses pydantic 2.9.0
        """,
    ),
    "a member leaves the one that decides": Mutation(
        "hub",
        "api/pyproject.toml",
        "pydantic<3,>=2.9.0",
        "pydantic<3,>=2.9.1",
        """
            api/pyproject.toml:10:5: PIN402 wren-api requires pydantic<3,>=2.9.1, but wren-core, which decides, requires pydantic>=2.9,<3, which accepts pydantic 2.9
        """,
    ),
    "a bare requirement": Mutation(
        "hub",
        "requirements/base.txt",
        "orjson>=3.10; platform",
        "orjson; platform",
        """
            core/pyproject.toml:9:5: PIN402 wren-core requires orjson>=3.10; platform_python_implementation == 'CPython', but requirements/base.txt has orjson; platform_python_implementation == "CPython", which accepts orjson 2; they agree with orjson; platform_python_implementation == "CPython" in wren-core or orjson>=3.10; platform_python_implementation == 'CPython' in requirements/base.txt
        """,
    ),
    "what is deployed is refused": Mutation(
        "hub",
        "requirements/deploy.txt",
        "pydantic==2.11.5",
        "pydantic==3.0",
        """
            requirements/deploy.txt:5:1: PIN409 deploy.txt asks for pydantic==3.0, but wren-core requires pydantic>=2.9,<3
        """,
    ),
    "what is deployed is refused by an extra": Mutation(
        "hub",
        "requirements/deploy.txt",
        "boto3==1.38.30",
        "boto3==1.38.31\n../api[aws]",
        """
            requirements/deploy.txt:6:1: PIN409 deploy.txt asks for boto3==1.38.31, but wren-api requires boto3==1.38.30
        """,
    ),
    "a constraint is refused": Mutation(
        "hub",
        "requirements/constraints.txt",
        "click==8.2.1",
        "click==9.0",
        """
            requirements/constraints.txt:2:1: PIN409 constraints.txt allows click==9.0 only, but wren-core requires click<9,>=8.1
        """,
    ),
    "a requirements file is lost": Mutation(
        "hub",
        "pinlint.toml",
        'winner = "requirements/base.txt"',
        'winner = "requirements/main.txt"',
        """
            pinlint.toml:27:10: PIN010 requirements/main.txt cannot be read: is missing
        """,
    ),
    "the member that decides is renamed": Mutation(
        "hub",
        "pinlint.toml",
        'winner = "wren-core"',
        'winner = "wren-kore"',
        """
            pinlint.toml:17:10: PIN010 there is no member wren-kore to decide
        """,
    ),
    "a table stands in front of another": Mutation(
        "hub",
        "pinlint.toml",
        'names = ["pytest*"]',
        'names = ["*"]',
        """
            jobs/pyproject.toml:8:5: PIN402 wren-jobs requires boto3==1.36.0, but wren-api requires boto3==1.38.30 and the highest wins, which refuses boto3 1.36.0
            pinlint.toml:16:10: PIN010 everything that pydantic matches is decided by an earlier table of dependencies
            pinlint.toml:21:10: PIN010 everything that boto3 matches is decided by an earlier table of dependencies
            pinlint.toml:26:10: PIN010 everything that * matches is decided by an earlier table of dependencies
        """,
    ),
    "a table names nothing": Mutation(
        "hub",
        "pinlint.toml",
        'names = ["numpy"]',
        'names = ["numpyro"]',
        """
            api/pyproject.toml:9:5: PIN402 wren-api requires numpy>=2,<2.4, which requirements/base.txt lacks; they agree with numpy>=2,<2.4 in requirements/base.txt or without numpy in wren-api and 1 more
            pinlint.toml:6:10: PIN010 no requirement matches numpyro
        """,
    ),
    "an internal pin of the hub's members is stale": Mutation(
        "hub",
        "jobs/pyproject.toml",
        "wren-core~=1.8",
        "wren-core~=1.9",
        """
            jobs/pyproject.toml:6:5: PIN101 wren-jobs requires wren-core~=1.9, but wren-core is 1.8.0
        """,
    ),
    "the file of the version moves": Mutation(
        "configured",
        "VERSION",
        "5.1.0",
        "5.2.0",
        """
            VERSION:1:1: PIN103 VERSION says 5.2.0, but all 4 members of the group trains are 5.1.0
        """,
    ),
    "a member stays behind the file of the version": Mutation(
        "configured",
        "libs/web/pyproject.toml",
        'version = "5.1.0"',
        'version = "5.0.9"',
        """
            libs/web/pyproject.toml:3:11: PIN103 opal-web is 5.0.9, but VERSION says 5.1.0 for the group trains
            meta/pyproject.toml:13:22: PIN101 opal requires opal-web~=5.1.0, but opal-web is 5.0.9
        """,
    ),
    "the file of the version is lost": Mutation(
        "configured",
        "pinlint.toml",
        'version = { file = "VERSION" }',
        'version = { file = "VERSION.txt" }',
        """
            pinlint.toml:8:20: PIN010 VERSION.txt cannot be read: is missing
        """,
    ),
    "a copy that is configured drifts": Mutation(
        "configured",
        "libs/wire/deploy.env",
        "5.1.0",
        "5.0.0",
        """
            libs/wire/deploy.env:1:9: PIN502 opal-wire is 5.1.0, but libs/wire/deploy.env is 5.0.0
        """,
    ),
    "a glob for copies matches nothing": Mutation(
        "configured",
        "pinlint.toml",
        'version-files = ["libs/*/deploy.env"]',
        'version-files = ["libs/*/deploy.env", "libs/*/Chart.yaml"]',
        """
            pinlint.toml:3:39: PIN010 no file matches libs/*/Chart.yaml
        """,
    ),
    "a requirement is looser than the policy": Mutation(
        "configured",
        "libs/store/pyproject.toml",
        "opal-wire~=5.1.0",
        "opal-wire>=5.1.0",
        """
            libs/store/pyproject.toml:9:17: PIN102 opal-store requires opal-wire>=5.1.0, but the group trains has internal-pins = "compatible"
        """,
    ),
    "a requirement has no bound under the policy": Mutation(
        "configured",
        "libs/web/pyproject.toml",
        "opal-store==5.1.*",
        "opal-store",
        """
            libs/web/pyproject.toml:11:5: PIN102 opal-web requires opal-store, but the group trains has internal-pins = "compatible"
        """,
    ),
    "a tool is looser than its policy": Mutation(
        "configured",
        "tools/fmt/pyproject.toml",
        "kit-lint>=0.2",
        "kit-lint<1",
        """
            tools/fmt/pyproject.toml:6:5: PIN102 kit-fmt requires kit-lint<1, but the group tools has internal-pins = "minimum"
        """,
    ),
    "a Python differs within a group": Mutation(
        "configured",
        "libs/wire/pyproject.toml",
        'requires-python = ">=3.11"',
        'requires-python = ">=3.10"',
        """
            libs/wire/pyproject.toml:2:8: PIN302 opal-wire accepts Python 3.10 (>=3.10), but has no classifier for it
            libs/wire/pyproject.toml:4:19: PIN202 opal-wire accepts Python 3.10 (>=3.10), but 3 of 4 members of the group trains do not (>=3.11)
        """,
    ),
    "a Python is narrower within a group": Mutation(
        "configured",
        "meta/pyproject.toml",
        'requires-python = ">=3.11"',
        'requires-python = ">=3.11.4"',
        """
            meta/pyproject.toml:4:19: PIN202 opal refuses Python 3.11.0 (>=3.11.4), but 3 of 4 members of the group trains accept it (>=3.11)
        """,
    ),
    "a classifier differs within a group": Mutation(
        "configured",
        "libs/web/pyproject.toml",
        '    "Programming Language :: Python :: 3.12",\n',
        "",
        """
            libs/web/pyproject.toml:2:8: PIN303 opal-web lacks the classifier for Python 3.12, but 3 of 4 members of the group trains have it
        """,
    ),
    "a group owns a name that nobody bears": Mutation(
        "configured",
        "libs/store/pyproject.toml",
        '"opal-wire~=5.1.0"',
        '"opal-wire~=5.1.0", "opal-codec~=5.1.0"',
        """
            libs/store/pyproject.toml:9:37: PIN109 opal-store requires opal-codec~=5.1.0, but the group trains owns opal-* and no member is named opal-codec
        """,
    ),
    "another group's member asks for what nobody bears": Mutation(
        "configured",
        "tools/fmt/pyproject.toml",
        "opal-store>=5",
        "opal-stores>=5",
        """
            tools/fmt/pyproject.toml:8:5: PIN109 kit-fmt requires opal-stores>=5, but the group trains owns opal-* and no member is named opal-stores (opal-store is)
        """,
    ),
    "an aggregate extra lacks a member": Mutation(
        "configured",
        "meta/pyproject.toml",
        'all = ["opal[most]", "opal-web~=5.1.0"]',
        'all = ["opal[most]"]',
        """
            meta/pyproject.toml:2:8: PIN112 opal[all] has to name every member of the group trains, but lacks opal-web
        """,
    ),
    "the extra that an aggregate names lacks a member": Mutation(
        "configured",
        "meta/pyproject.toml",
        'most = ["opal-store~=5.1.0", "opal-wire~=5.1.0"]',
        'most = ["opal-wire~=5.1.0"]',
        """
            meta/pyproject.toml:2:8: PIN112 opal[all] has to name every member of the group trains, but lacks opal-store
        """,
    ),
    "a complete group lacks a member": Mutation(
        "configured",
        "meta/pyproject.toml",
        'base = ["opal-store", "opal-wire"]',
        'base = ["opal-wire"]',
        """
            meta/pyproject.toml:2:8: PIN112 the dependency group dev of opal has to name every member of the group trains, but lacks opal-store
        """,
    ),
    "a hub is renamed": Mutation(
        "configured",
        "pinlint.toml",
        '"opal[all]"',
        '"opal[everything]"',
        """
            pinlint.toml:13:13: PIN010 opal provides no extra everything
        """,
    ),
    "a group matches nobody": Mutation(
        "configured",
        "pinlint.toml",
        'members = ["kit-*"]',
        'members = ["kits-*"]',
        """
            pinlint.toml:17:12: PIN010 no member matches kits-* in the group tools
        """,
    ),
    "a group is taken by an earlier one": Mutation(
        "configured",
        "pinlint.toml",
        'members = ["opal", "opal-*"]',
        'members = ["*"]',
        """
            meta/pyproject.toml:2:8: PIN112 opal[all] has to name every member of the group trains, but lacks kit-fmt, kit-lint
            meta/pyproject.toml:2:8: PIN112 the dependency group dev of opal has to name every member of the group trains, but lacks kit-fmt, kit-lint
            pinlint.toml:17:12: PIN010 every member that kit-* matches in the group tools is in the group trains already
            tools/fmt/pyproject.toml:3:11: PIN103 kit-fmt is 1.9, but VERSION says 5.1.0 for the group trains
            tools/fmt/pyproject.toml:4:19: PIN202 kit-fmt refuses Python 3.11 (>=3.12), but 4 of 6 members of the group trains accept it (>=3.11)
            tools/fmt/pyproject.toml:6:5: PIN102 kit-fmt requires kit-lint>=0.2, but the group trains has internal-pins = "compatible"
            tools/fmt/pyproject.toml:8:5: PIN102 kit-fmt requires opal-store>=5, but the group trains has internal-pins = "compatible"
            tools/lint/pyproject.toml:3:11: PIN103 kit-lint is 0.2, but VERSION says 5.1.0 for the group trains
        """,
    ),
    "a folder that is left out is gone": Mutation(
        "configured",
        "pinlint.toml",
        'exclude = ["libs/attic"]',
        'exclude = ["libs/attics"]',
        """
            pinlint.toml:2:12: PIN010 no folder and no file matches libs/attics
        """,
    ),
    "a folder of members is gone": Mutation(
        "configured",
        "pinlint.toml",
        'members = ["libs/*", "meta", "tools/*"]',
        'members = ["libs/*", "meta", "tools/*", "apps/*"]',
        """
            pinlint.toml:1:41: PIN010 no member lies in apps/*
        """,
    ),
    "an ignore is no longer needed": Mutation(
        "configured",
        "tools/lint/pyproject.toml",
        'version = "0.2"\n',
        'version = "0.2"\nrequires-python = ">=3.9"\n',
        """
            pinlint.toml:24:8: PIN008 the ignore of PIN203 ignores nothing
        """,
    ),
    "an ignore of a pin is no longer needed": Mutation(
        "configured",
        "tools/fmt/pyproject.toml",
        "opal-wire>=4,<5",
        "opal-wire>=4",
        """
            pinlint.toml:29:8: PIN008 the ignore of stale-internal-pin ignores nothing
        """,
    ),
    "an ignore names a member that is gone": Mutation(
        "configured",
        "pinlint.toml",
        'member = "kit-lint"',
        'member = "kit-linter"',
        """
            pinlint.toml:25:10: PIN010 no member matches kit-linter in the ignore of PIN203
            tools/lint/pyproject.toml:2:8: PIN203 kit-lint declares no Requires-Python
        """,
    ),
    "an ignore has expired": Mutation(
        "configured",
        "pinlint.toml",
        "until = 2999-12-31",
        "until = 2020-12-31",
        """
            pinlint.toml:33:9: PIN009 the ignore of stale-internal-pin ended on 2020-12-31: frozen until the new format
            tools/fmt/pyproject.toml:7:5: PIN101 kit-fmt requires opal-wire>=4,<5, but opal-wire is 5.1.0
        """,
    ),
    "a comment ignores nothing": Mutation(
        "configured",
        "libs/wire/pyproject.toml",
        'dependencies = ["msgpack>=1"]',
        'dependencies = ["msgpack>=1"]  # pinlint: ignore[PIN403] once was empty',
        """
            libs/wire/pyproject.toml:9:50: PIN008 the ignore of PIN403 ignores nothing
        """,
    ),
    "a comment names no rule": Mutation(
        "configured",
        "libs/wire/pyproject.toml",
        'dependencies = ["msgpack>=1"]',
        'dependencies = ["msgpack>=1"]  # pinlint: ignore',
        """
            libs/wire/pyproject.toml:9:32: PIN008 the comment names no rule in brackets, and ignores nothing
        """,
    ),
    "a comment ignores another rule": Mutation(
        "configured",
        "libs/store/pyproject.toml",
        '["opal-wire~=5.1.0"]',
        '["opal-wire~=5.0.0"]  # pinlint: ignore[PIN102] soon',
        """
            libs/store/pyproject.toml:9:17: PIN101 opal-store requires opal-wire~=5.0.0, but opal-wire is 5.1.0
            libs/store/pyproject.toml:9:56: PIN008 the ignore of PIN102 ignores nothing
        """,
    ),
    "a pin within a group is stale": Mutation(
        "configured",
        "libs/store/pyproject.toml",
        "opal-wire~=5.1.0",
        "opal-wire~=5.0.0",
        """
            libs/store/pyproject.toml:9:17: PIN101 opal-store requires opal-wire~=5.0.0, but opal-wire is 5.1.0
        """,
    ),
}


@pytest.mark.parametrize("mutation", MUTATIONS.values(), ids=MUTATIONS)
def test_a_broken_fact_is_found_and_nothing_else(mutation: Mutation) -> None:
    assert found(mutation) == expected(mutation)
