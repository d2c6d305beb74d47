"""Copies of versions, targets of tools, locks and licences, with one fact broken: what is found is that fact alone."""

# ruff: noqa: E501 - a finding is one line, and shown whole

from __future__ import annotations

import pytest

from tests.workspaces.breaking import Mutation, expected, found

MUTATIONS = {
    "a version moves and nothing that repeats it": Mutation(
        "version_copies",
        "lark/pyproject.toml",
        '[project]\nname = "lark"\nversion = "1.7.0"',
        '[project]\nname = "lark"\nversion = "1.7.1"',
        """
            lark/lark/__init__.py:3:15: PIN502 lark is 1.7.1, but __version__ in lark/__init__.py is 1.7.0 and CITATION.cff is 1.7.0 and current_version of bumpversion in pyproject.toml is 1.7.0 and 2 more differ
        """,
    ),
    "a module lags": Mutation(
        "version_copies",
        "lark/lark/__init__.py",
        "1.7.0",
        "1.6.0",
        """
            lark/lark/__init__.py:3:15: PIN502 lark is 1.7.0, but __version__ in lark/__init__.py is 1.6.0
        """,
    ),
    "a citation lags": Mutation(
        "version_copies",
        "lark/CITATION.cff",
        "version: 1.7.0",
        "version: 1.6.0",
        """
            lark/CITATION.cff:3:10: PIN502 lark is 1.7.0, but CITATION.cff is 1.6.0
        """,
    ),
    "what the bump would start from lags": Mutation(
        "version_copies",
        "lark/pyproject.toml",
        'current_version = "1.7.0"',
        'current_version = "1.6.0"',
        """
            lark/pyproject.toml:7:19: PIN502 lark is 1.7.0, but current_version of bumpversion in pyproject.toml is 1.6.0
        """,
    ),
    "what commitizen would start from lags": Mutation(
        "version_copies",
        "lark-cli/pyproject.toml",
        'version = "1.7.0"',
        'version = "1.6.0"',
        """
            lark-cli/pyproject.toml:16:11: PIN502 lark-cli is 1.7.0, but version of commitizen in pyproject.toml is 1.6.0
        """,
    ),
    "the file of a version moves": Mutation(
        "version_copies",
        "lark-cli/VERSION",
        "1.7.0",
        "1.8.0",
        """
            lark-cli/lark_cli/__about__.py:1:15: PIN502 lark-cli is 1.8.0, but __version__ in lark_cli/__about__.py is 1.7.0 and version of commitizen in pyproject.toml is 1.7.0
        """,
    ),
    "the module of a file lags": Mutation(
        "version_copies",
        "lark-cli/lark_cli/__about__.py",
        "1.7.0",
        "1.6.0",
        """
            lark-cli/lark_cli/__about__.py:1:15: PIN502 lark-cli is 1.7.0, but __version__ in lark_cli/__about__.py is 1.6.0
        """,
    ),
    "the section of an old bump lags": Mutation(
        "version_copies",
        "lark-old/setup.cfg",
        "current_version = 0.9.3",
        "current_version = 0.9.2",
        """
            lark-old/setup.cfg:2:19: PIN502 lark-old is 0.9.3, but current_version in setup.cfg is 0.9.2
        """,
    ),
    "the module that a version is read from moves": Mutation(
        "version_copies",
        "lark-old/lark_old/__init__.py",
        "0.9.3",
        "0.9.4",
        """
            lark-old/setup.cfg:2:19: PIN502 lark-old is 0.9.4, but current_version in setup.cfg is 0.9.3
        """,
    ),
    "the file of an old bump lags": Mutation(
        "version_copies",
        "lark-rc/.bumpversion.cfg",
        "2.0.0-rc.1",
        "2.0.0-rc.0",
        """
            lark-rc/.bumpversion.cfg:2:19: PIN502 lark-rc is 2.0.0rc1, but current_version in .bumpversion.cfg is 2.0.0-rc.0
        """,
    ),
    "a generated module lags": Mutation(
        "version_copies",
        "lark-rc/lark_rc/_version.py",
        "2.0.0rc1",
        "2.0.0b1",
        """
            lark-rc/lark_rc/_version.py:1:15: PIN502 lark-rc is 2.0.0rc1, but __version__ in lark_rc/_version.py is 2.0.0b1
        """,
    ),
    "a citation of a release that is no candidate any more": Mutation(
        "version_copies",
        "lark-rc/pyproject.toml",
        "2.0.0rc1",
        "2.0.0",
        """
            lark-rc/lark_rc/_version.py:1:15: PIN502 lark-rc is 2.0.0, but __version__ in lark_rc/_version.py is 2.0.0rc1 and CITATION.cff is 1.9.0 and current_version in .bumpversion.cfg is 2.0.0-rc.1
        """,
    ),
    "a chart lags": Mutation(
        "version_copies",
        "lark/charts/Chart.yaml",
        'appVersion: "1.7.0"',
        'appVersion: "1.6.0"',
        """
            lark/charts/Chart.yaml:4:14: PIN502 lark is 1.7.0, but appVersion in lark/charts/Chart.yaml is 1.6.0
        """,
    ),
    "a chart has a version of its own": Mutation(
        "version_copies", "lark/charts/Chart.yaml", "version: 1.7.0\nappVersion", "version: 0.3.1\nappVersion", ""
    ),
    "the documentation lags": Mutation(
        "version_copies",
        "lark/docs/conf.py",
        "1.7.0",
        "1.6.0",
        """
            lark/docs/conf.py:2:12: PIN502 lark is 1.7.0, but lark/docs/conf.py is 1.6.0
        """,
    ),
    "a version in a module is none": Mutation(
        "version_copies",
        "lark-old/lark_old/__init__.py",
        "0.9.3",
        "0.9.x",
        """
            lark-old/lark_old/__init__.py:1:15: PIN003 '0.9.x' is not a PEP 440 version
        """,
    ),
    "ruff is set below": Mutation(
        "tool_targets",
        "legacy/pyproject.toml",
        'target-version = "py310"',
        'target-version = "py39"',
        """
            legacy/pyproject.toml:8:18: PIN701 ruff target-version names Python 3.9, but flint-legacy requires Python >=3.10,<3.12
        """,
    ),
    "ruff is set above": Mutation(
        "tool_targets",
        "legacy/pyproject.toml",
        'target-version = "py310"',
        'target-version = "py311"',
        """
            legacy/pyproject.toml:8:18: PIN701 ruff target-version rewrites code for Python 3.11, but flint-legacy accepts Python 3.10 (>=3.10,<3.12)
        """,
    ),
    "black is set below": Mutation(
        "tool_targets",
        "pyproject.toml",
        '["py310", "py311"]',
        '["py39", "py311"]',
        """
            pyproject.toml:19:19: PIN701 black target-version names Python 3.9, but no member accepts it (flint >=3.10, flint-legacy >=3.10,<3.12)
        """,
    ),
    "black is set above": Mutation(
        "tool_targets",
        "pyproject.toml",
        '["py310", "py311"]',
        '["py311"]',
        """
            pyproject.toml:19:19: PIN701 black target-version rewrites code for Python 3.11, but flint accepts Python 3.10 (>=3.10)
        """,
    ),
    "mypy is set below": Mutation(
        "tool_targets",
        "pyproject.toml",
        'python_version = "3.10"',
        'python_version = "3.9"',
        """
            pyproject.toml:22:18: PIN701 mypy python_version names Python 3.9, but no member accepts it (flint >=3.10, flint-legacy >=3.10,<3.12)
        """,
    ),
    "mypy.ini is set below": Mutation(
        "tool_targets",
        "legacy/mypy.ini",
        "3.11",
        "3.8",
        """
            legacy/mypy.ini:2:18: PIN701 mypy python_version names Python 3.8, but flint-legacy requires Python >=3.10,<3.12
        """,
    ),
    "pyright is set below": Mutation(
        "tool_targets",
        "pyproject.toml",
        'pythonVersion = "3.10"',
        'pythonVersion = "3.9"',
        """
            pyproject.toml:25:17: PIN701 pyright pythonVersion names Python 3.9, but no member accepts it (flint >=3.10, flint-legacy >=3.10,<3.12)
        """,
    ),
    "pylint is set below": Mutation(
        "tool_targets",
        "pyproject.toml",
        'py-version = "3.10"',
        'py-version = "3.9"',
        """
            pyproject.toml:28:14: PIN701 pylint py-version names Python 3.9, but no member accepts it (flint >=3.10, flint-legacy >=3.10,<3.12)
        """,
    ),
    "pyupgrade is set below": Mutation(
        "tool_targets",
        ".pre-commit-config.yaml",
        "--py310-plus",
        "--py39-plus",
        """
            .pre-commit-config.yaml:6:16: PIN701 pyupgrade --py39-plus names Python 3.9, but no member accepts it (flint >=3.10, flint-legacy >=3.10,<3.12)
        """,
    ),
    "pyupgrade is set above": Mutation(
        "tool_targets",
        ".pre-commit-config.yaml",
        "--py310-plus",
        "--py312-plus",
        """
            .pre-commit-config.yaml:6:16: PIN701 pyupgrade --py312-plus rewrites code for Python 3.12, but flint accepts Python 3.10 (>=3.10)
        """,
    ),
    "the floor is raised and the tools stay": Mutation(
        "tool_targets",
        "pyproject.toml",
        'requires-python = ">=3.10"',
        'requires-python = ">=3.11"',
        """
            legacy/pyproject.toml:4:19: PIN201 flint-legacy accepts Python 3.10 (>=3.10,<3.12), but flint does not (>=3.11)
            pyproject.toml:8:5: PIN301 flint has the classifier for Python 3.10, but requires Python >=3.11
        """,
    ),
    "cibuildwheel builds for an old Python": Mutation(
        "tool_targets",
        "pyproject.toml",
        'build = "cp310-*',
        'build = "cp39-* cp310-*',
        """
            pyproject.toml:31:9: PIN702 cibuildwheel build names Python 3.9, but no member accepts it (flint >=3.10, flint-legacy >=3.10,<3.12)
        """,
    ),
    "cibuildwheel is told of an old Python by a workflow": Mutation(
        "tool_targets",
        ".github/workflows/ci.yml",
        '"cp310-* cp313-*"',
        '"cp38-* cp313-*"',
        """
            .github/workflows/ci.yml:25:19: PIN702 cibuildwheel CIBW_BUILD of job wheels names Python 3.8, but no member accepts it (flint >=3.10, flint-legacy >=3.10,<3.12)
        """,
    ),
    "a Hatch matrix names an old Python": Mutation(
        "tool_targets",
        "pyproject.toml",
        'python = ["3.10", "3.13"]',
        'python = ["3.9", "3.13"]',
        """
            pyproject.toml:35:11: PIN702 Hatch environment test names Python 3.9, but no member accepts it (flint >=3.10, flint-legacy >=3.10,<3.12)
        """,
    ),
    "the Python of the desk is old": Mutation(
        "tool_targets",
        ".python-version",
        "3.12",
        "3.9",
        """
            .python-version:1:1: PIN702 .python-version names Python 3.9, but no member accepts it (flint >=3.10, flint-legacy >=3.10,<3.12)
        """,
    ),
    "Read the Docs builds with an old Python": Mutation(
        "tool_targets",
        ".readthedocs.yaml",
        'python: "3.12"',
        'python: "3.9"',
        """
            .readthedocs.yaml:5:13: PIN702 Read the Docs names Python 3.9, but no member accepts it (flint >=3.10, flint-legacy >=3.10,<3.12)
        """,
    ),
    "tox names an old Python": Mutation(
        "tool_targets",
        "tox.ini",
        "py{310,311,312,313}",
        "py{39,310,311,312,313}",
        """
            tox.ini:2:12: PIN702 tox env_list names Python 3.9, but no member accepts it (flint >=3.10, flint-legacy >=3.10,<3.12)
        """,
    ),
    "nox names an old Python": Mutation(
        "tool_targets",
        "noxfile.py",
        '["3.10", "3.11", "3.12"]',
        '["3.9", "3.10", "3.11", "3.12"]',
        """
            noxfile.py:3:12: PIN702 nox session tests names Python 3.9, but no member accepts it (flint >=3.10, flint-legacy >=3.10,<3.12)
        """,
    ),
    "a session of nox names an old Python": Mutation(
        "tool_targets",
        "noxfile.py",
        'python="3.13"',
        'python="3.8"',
        """
            noxfile.py:12:21: PIN702 nox session typing names Python 3.8, but no member accepts it (flint >=3.10, flint-legacy >=3.10,<3.12)
        """,
    ),
    "a matrix names an old Python": Mutation(
        "tool_targets",
        ".github/workflows/ci.yml",
        '["3.10", "3.11", "3.12"]',
        '["3.9", "3.10", "3.11", "3.12"]',
        """
            .github/workflows/ci.yml:9:26: PIN702 GitHub Actions job tests names Python 3.9, but no member accepts it (flint >=3.10, flint-legacy >=3.10,<3.12)
        """,
    ),
    "a matrix forgets the quotes": Mutation(
        "tool_targets",
        ".github/workflows/ci.yml",
        '["3.10", "3.11", "3.12"]',
        "[3.10, 3.11, 3.12]",
        """
            .github/workflows/ci.yml:9:26: PIN702 GitHub Actions job tests names Python 3.1 (written 3.10), but no member accepts it (flint >=3.10, flint-legacy >=3.10,<3.12)
        """,
    ),
    "a matrix includes an old Python": Mutation(
        "tool_targets",
        ".github/workflows/ci.yml",
        'python-version: "3.13"',
        'python-version: "3.9"',
        """
            .github/workflows/ci.yml:12:29: PIN702 GitHub Actions job tests names Python 3.9, but no member accepts it (flint >=3.10, flint-legacy >=3.10,<3.12)
        """,
    ),
    "GitLab names an old Python": Mutation(
        "tool_targets",
        ".gitlab-ci.yml",
        '["3.10", "3.11"]',
        '["3.9", "3.11"]',
        """
            .gitlab-ci.yml:5:18: PIN702 GitLab CI job tests names Python 3.9, but no member accepts it (flint >=3.10, flint-legacy >=3.10,<3.12)
        """,
    ),
    "an image is old": Mutation(
        "tool_targets",
        "Dockerfile",
        "FROM python:3.12-slim AS build",
        "FROM python:3.8-slim AS build",
        """
            Dockerfile:1:6: PIN702 Docker image names Python 3.8, but no member accepts it (flint >=3.10, flint-legacy >=3.10,<3.12)
        """,
    ),
    "a dependent claims what is refused": Mutation(
        "tool_targets",
        "legacy/pyproject.toml",
        ">=3.10,<3.12",
        ">=3.9,<3.12",
        """
            .pre-commit-config.yaml:6:16: PIN701 pyupgrade --py310-plus rewrites code for Python 3.10, but flint-legacy accepts Python 3.9 (>=3.9,<3.12)
            legacy/pyproject.toml:4:19: PIN201 flint-legacy accepts Python 3.9 (>=3.9,<3.12), but flint does not (>=3.10)
            legacy/pyproject.toml:8:18: PIN701 ruff target-version rewrites code for Python 3.10, but flint-legacy accepts Python 3.9 (>=3.9,<3.12)
            pyproject.toml:19:19: PIN701 black target-version rewrites code for Python 3.10, but flint-legacy accepts Python 3.9 (>=3.9,<3.12)
        """,
    ),
    "a classifier is in no matrix": Mutation(
        "tool_targets",
        "pyproject.toml",
        '    "Programming Language :: Python :: 3.13",\n',
        '    "Programming Language :: Python :: 3.13",\n    "Programming Language :: Python :: 3.14",\n',
        "",
    ),
    "a pylock chooses an old release": Mutation(
        "locks",
        "service/pylock.toml",
        'version = "8.2.1"',
        'version = "8.0.4"',
        """
            service/pylock.toml:7:11: PIN409 pylock.toml chooses click 8.0.4, but reed-service requires click>=8.1,<9
        """,
    ),
    "a pylock is for other Pythons": Mutation(
        "locks",
        "service/pylock.toml",
        'requires-python = ">=3.11"',
        'requires-python = "==3.10.*"',
        """
            service/pylock.toml:2:19: PIN703 pylock.toml is for Python 3.10 (==3.10.*), which reed-service refuses (>=3.11)
        """,
    ),
    "a compiled file chooses an old release": Mutation(
        "locks",
        "service/requirements.txt",
        "starlette==0.46.2",
        "starlette==0.39.0",
        """
            service/requirements.txt:15:1: PIN409 requirements.txt asks for starlette==0.39.0, but reed-service requires starlette>=0.40
        """,
    ),
    "a compiled file chooses an old sibling": Mutation(
        "locks",
        "service/requirements.txt",
        "reed==0.5.2",
        "reed==0.4.9",
        """
            service/requirements.txt:13:1: PIN409 requirements.txt asks for reed==0.4.9, but reed-service requires reed>=0.5
        """,
    ),
    "a bound is raised beyond two locks": Mutation(
        "locks",
        "service/pyproject.toml",
        "starlette>=0.40",
        "starlette>=0.47",
        """
            service/pylock.toml:15:11: PIN409 pylock.toml chooses starlette 0.46.2, but reed-service requires starlette>=0.47
            service/requirements.txt:15:1: PIN409 requirements.txt asks for starlette==0.46.2, but reed-service requires starlette>=0.47
        """,
    ),
    "a pdm.lock chooses an old release": Mutation(
        "locks",
        "lib/pdm.lock",
        'version = "1.3.0"',
        'version = "1.1.0"',
        """
            lib/pdm.lock:18:11: PIN409 pdm.lock chooses exceptiongroup 1.1.0, but reed requires exceptiongroup>=1.2; python_version < "3.11"
        """,
    ),
    "a pdm.lock chooses an old release for an extra": Mutation(
        "locks",
        "lib/pdm.lock",
        'version = "6.0.2"',
        'version = "5.4.1"',
        """
            lib/pdm.lock:26:11: PIN409 pdm.lock chooses pyyaml 5.4.1, but reed requires pyyaml>=6
        """,
    ),
    "a pdm.lock is for other Pythons": Mutation(
        "locks",
        "lib/pdm.lock",
        '[[metadata.targets]]\nrequires_python = ">=3.9"',
        '[[metadata.targets]]\nrequires_python = "==3.8.*"',
        """
            lib/pdm.lock:7:19: PIN703 pdm.lock is for Python 3.8 (==3.8.*), which reed refuses (>=3.9)
        """,
    ),
    "a member is released beyond a lock": Mutation(
        "locks",
        "lib/pyproject.toml",
        'version = "0.5.2"',
        'version = "0.4.0"',
        """
            service/pyproject.toml:7:5: PIN101 reed-service requires reed>=0.5, but reed is 0.4.0
        """,
    ),
    "a lock is no TOML": Mutation(
        "locks",
        "lib/pdm.lock",
        "[metadata]",
        "[metadata",
        """
            lib/pdm.lock:1:10: PIN001 pdm.lock is not valid TOML: expected ']' at the end of a table declaration
        """,
    ),
    "a licence expression is not that of the classifier": Mutation(
        "licences",
        "iris-web/pyproject.toml",
        "Apache License 2.0",
        "MIT",
        """
            iris-web/pyproject.toml:5:20: PIN306 iris-web has the license 'MIT', but the classifier 'License :: OSI Approved :: Apache Software License'
        """,
    ),
    "a classifier is not that of the licence": Mutation(
        "licences",
        "iris-draw/setup.cfg",
        "GNU Lesser General Public License v3 or later (LGPLv3+)",
        "GNU Lesser General Public License v3 (LGPLv3)",
        """
            iris-draw/setup.cfg:4:11: PIN306 iris-draw has the license 'LGPLv3+', but the classifier 'License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)'
        """,
    ),
    "a classifier disagrees with an expression": Mutation(
        "licences",
        "iris/pyproject.toml",
        '    "Typing :: Typed",\n',
        '    "Typing :: Typed",\n    "License :: OSI Approved :: BSD License",\n',
        """
            iris/pyproject.toml:5:11: PIN306 iris has the license 'MIT OR Apache-2.0', but the classifier 'License :: OSI Approved :: BSD License'
        """,
    ),
    "a classifier is misspelt": Mutation(
        "licences",
        "iris/pyproject.toml",
        "5 - Production/Stable",
        "5 - Stable",
        """
            iris/pyproject.toml:8:5: PIN304 iris has the classifier 'Development Status :: 5 - Stable', which is not defined; did you mean 'Development Status :: 5 - Production/Stable'?
        """,
    ),
    "a classifier is deprecated": Mutation(
        "licences",
        "iris-web/pyproject.toml",
        "Natural Language :: English",
        "Natural Language :: Ukranian",
        """
            iris-web/pyproject.toml:9:5: PIN305 iris-web has the classifier 'Natural Language :: Ukranian', which is deprecated in favour of 'Natural Language :: Ukrainian'
        """,
    ),
    "a classifier is twice": Mutation(
        "licences",
        "iris-draw/setup.cfg",
        "    Operating System :: OS Independent\n",
        "    Operating System :: OS Independent\n    Operating System :: OS Independent\n",
        """
            iris-draw/setup.cfg:8:5: PIN308 iris-draw lists the classifier 'Operating System :: OS Independent' twice
        """,
    ),
}


@pytest.mark.parametrize("mutation", MUTATIONS.values(), ids=MUTATIONS)
def test_a_broken_fact_is_found_and_nothing_else(mutation: Mutation) -> None:
    assert found(mutation) == expected(mutation)
