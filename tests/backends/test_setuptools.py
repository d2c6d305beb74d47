"""setuptools: what pinlint reads of a project is what the backend writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.backends.held import Case, hold

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.backends

BUILD = """
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"
"""

SCM = """
[build-system]
requires = ["setuptools>=77", "setuptools-scm>=8"]
build-backend = "setuptools.build_meta"
"""

CASES = [
    Case(
        "static",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "Acme.Core"
version = "1.02.0rc3"
requires-python = " >= 3.9 , <4 "
dependencies = ["Click >= 8", "foo[b,A] ; python_version < '3.12'", "zed @ https://x.org/zed.zip"]
classifiers = ["Private :: Do Not Upload", "Programming Language :: Python :: 3"]
[project.optional-dependencies]
Te_St = ["pytest", "tool ; os_name == 'nt' or os_name == 'java'"]
empty = []
all = ["acme-core[te-st]"]
-- acme.py --
""",
    ),
    Case(
        "attr-in-src",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
dynamic = ["version"]
[tool.setuptools.dynamic]
version = {{attr = "x.__version__"}}
-- src/x/__init__.py --
__version__ = "2.5"
raise SystemExit
-- x/__init__.py --
__version__ = "9"
""",
    ),
    Case(
        "attr-in-where",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
dynamic = ["version"]
[tool.setuptools.packages.find]
where = ["lib"]
[tool.setuptools.dynamic]
version = {{attr = "x.about.VERSION"}}
-- lib/x/__init__.py --
-- lib/x/about.py --
VERSION = (1, 2, "dev3")
""",
    ),
    Case(
        "attr-in-package-dir",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
dynamic = ["version"]
[tool.setuptools]
packages = ["x", "x.sub"]
package-dir = {{x = "here", "x.sub" = "there"}}
[tool.setuptools.dynamic]
version = {{attr = "x.sub.v.VERSION"}}
-- here/__init__.py --
-- there/__init__.py --
-- there/v.py --
VERSION: str = "4.1"
VERSION = "5"
""",
    ),
    Case(
        "attr-computed",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
dynamic = ["version"]
[tool.setuptools.dynamic]
version = {{attr = "x.version"}}
-- x/__init__.py --
import time
version = time.strftime("%Y.%m")
""",
        {"version": "computed when x/__init__.py is imported"},
    ),
    Case(
        "attr-imported",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
dynamic = ["version"]
[tool.setuptools.dynamic]
version = {{attr = "x.__version__"}}
-- src/x/__init__.py --
from ._version import __version__
-- src/x/_version.py --
parts = (1, 2)
__version__ = ".".join(map(str, parts))
""",
    ),
    Case(
        "files",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
dynamic = ["version", "dependencies", "optional-dependencies", "classifiers"]
[tool.setuptools.dynamic]
version = {{file = "VERSION"}}
dependencies = {{file = ["requirements.in", "more.in"]}}
optional-dependencies.test = {{file = "test.in"}}
optional-dependencies.Do_cs = {{file = ["docs.in"]}}
classifiers = {{file = "classifiers.txt"}}
-- VERSION --
3.1.0
-- requirements.in --
# a comment
click>=8  # another
   # a third
foo[bar] \\
   >=1,<2

baz; python_version < "3.12"
-- more.in --
one
-- test.in --
pytest
-- docs.in --
-- classifiers.txt --
Programming Language :: Python :: 3
Typing :: Typed
-- x.py --
""",
    ),
    Case(
        "left-to-setup-py",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
dynamic = ["version", "dependencies", "requires-python", "classifiers", "optional-dependencies"]
-- setup.py --
from setuptools import setup
setup(name="y", version="1.4", install_requires=["a", "b"], python_requires=">=3.9",
      classifiers=["Typing :: Typed"], extras_require={{"t": ["c"], ":os_name=='nt'": ["d"]}})
-- x.py --
""",
    ),
    Case(
        "ignored-in-setup-py",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
version = "1"
-- setup.py --
from setuptools import setup
setup(name="y", version="1.4", install_requires=["a"], classifiers=["Typing :: Typed"], extras_require={{"t": ["c"]}})
-- setup.cfg --
[options]
install_requires = z
-- x.py --
""",
    ),
    Case(
        "folders-in-setup-py",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
dynamic = ["version"]
[tool.setuptools.dynamic]
version = {{attr = "x.__version__"}}
-- setup.py --
from setuptools import find_packages, setup
setup(packages=find_packages("lib"), package_dir={{"": "lib"}})
-- lib/x/__init__.py --
__version__ = "1.2"
-- src/x/__init__.py --
__version__ = "2"
-- x/__init__.py --
__version__ = "3"
""",
    ),
    Case(
        "folders-in-both",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
dynamic = ["version"]
[tool.setuptools]
package-dir = {{"" = "src"}}
[tool.setuptools.dynamic]
version = {{attr = "x.__version__"}}
-- setup.py --
from setuptools import setup
setup(package_dir={{"": "lib"}})
-- lib/x/__init__.py --
__version__ = "1.2"
-- src/x/__init__.py --
__version__ = "2"
""",
    ),
    Case(
        "pythons-in-setup-py",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
version = "1"
requires-python = ">=3.6"
-- setup.py --
from setuptools import setup
setup(python_requires=">=3.7")
-- setup.cfg --
[options]
python_requires = >=3.8
-- x.py --
""",
    ),
    Case(
        "pythons-in-setup-cfg",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
version = "1"
requires-python = ">=3.6"
-- setup.py --
from setuptools import setup
setup(python_requires="")
-- setup.cfg --
[options]
python_requires = >=3.8
-- x.py --
""",
    ),
    Case(
        "directive-before-setup-py",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
dynamic = ["version", "dependencies"]
[tool.setuptools.dynamic]
version = {{attr = "x.__version__"}}
dependencies = {{file = "r.txt"}}
-- setup.py --
from setuptools import setup
setup(version="1.4", install_requires=["a"])
-- r.txt --
real
-- x.py --
__version__ = "8"
""",
    ),
    Case(
        "left-to-setup-cfg",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
dynamic = ["version", "dependencies"]
-- setup.cfg --
[metadata]
version = attr: x.__version__
[options]
install_requires =
    a
    b>1
-- x.py --
__version__ = "8.1"
""",
    ),
    Case(
        "tagged",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
version = "2"
-- setup.cfg --
[egg_info]
tag_build = .dev7
-- x.py --
""",
    ),
    Case(
        "tagged-already",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
version = "2.dev7"
-- setup.cfg --
[egg_info]
tag-build = dev7
-- x.py --
""",
    ),
    Case(
        "tagged-in-pyproject",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
version = "2"
[tool.distutils.egg_info]
tag-build = "+local.1"
-- setup.cfg --
[egg_info]
tag_build = .dev7
-- x.py --
""",
    ),
    Case(
        "tagged-by-date",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
version = "2"
-- setup.cfg --
[egg_info]
tag_build =
tag_date = 1
-- x.py --
""",
        {"version": "date of the build"},
    ),
    Case(
        "tagged-setup-py",
        """
-- setup.py --
from setuptools import setup
setup(name="x", version="1.0")
-- setup.cfg --
[egg_info]
tag_build = rc1
-- x.py --
""",
    ),
    Case(
        "scm",
        f"""
-- pyproject.toml --
{SCM}
[project]
name = "x"
dynamic = ["version"]
[tool.setuptools_scm]
-- x.py --
""",
        {"version": "from version control (setuptools-scm)"},
    ),
    Case(
        "scm-simple",
        f"""
-- pyproject.toml --
{SCM.replace("scm>", "scm[simple]>")}
[project]
name = "x"
dynamic = ["version"]
-- x.py --
""",
        {"version": "from version control (setuptools-scm)"},
    ),
    Case(
        "scm-without-project",
        f"""
-- pyproject.toml --
{SCM}
[tool.setuptools_scm]
-- setup.cfg --
[metadata]
name = x
[options]
python_requires = >=3.9
install_requires = a
-- x.py --
""",
        {"version": "from version control (setuptools-scm)"},
    ),
    Case(
        "scm-beside-a-directive",
        f"""
-- pyproject.toml --
{SCM}
[project]
name = "x"
dynamic = ["version"]
[tool.setuptools_scm]
[tool.setuptools.dynamic]
version = {{attr = "x.v"}}
-- x.py --
v = "3"
""",
    ),
    Case(
        "scm-only-for-files",
        f"""
-- pyproject.toml --
{SCM}
[project]
name = "x"
dynamic = ["version"]
[tool.setuptools.dynamic]
version = {{attr = "x.v"}}
-- x.py --
v = "3"
""",
    ),
    Case(
        "no-version",
        """
-- setup.cfg --
[metadata]
name = x
-- setup.py --
from setuptools import setup
setup()
-- x.py --
""",
        {"version": "stated nowhere"},
    ),
    Case(
        "dynamic-and-nowhere",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
dynamic = ["version"]
-- x.py --
""",
        {"version": "no version in a setup file"},
    ),
    Case(
        "no-build-system",
        """
-- pyproject.toml --
[project]
name = "x"
dynamic = ["version"]
[tool.setuptools.dynamic]
version = {attr = "x.v"}
-- x.py --
v = "3"
""",
    ),
    Case(
        "licence-left-to-setup-cfg",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
version = "1"
dynamic = ["license"]
-- setup.cfg --
[metadata]
license = Some licence
-- x.py --
""",
    ),
    Case(
        "licence-in-a-file",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
version = "1"
license = {{file = "LICENSE"}}
-- LICENSE --
Do what you want
-- x.py --
""",
        {"license": "the text of a file"},
    ),
    Case(
        "licence",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
version = "1"
license = "mit or apache-2.0"
-- x.py --
""",
    ),
    Case(
        "setup-cfg",
        f"""
-- pyproject.toml --
{BUILD}
-- setup.cfg --
[metadata]
Name = X_y
version = attr: x.__version__
license = BSD 3-Clause
license_files = LICENSE
classifiers =
    Typing :: Typed
    Programming Language :: Python :: 3
[options]
packages = find:
package_dir =
    = src
python-requires = >=3.8
install_requires =
    a>1 ; python_version < "3.12"
    # comment
    b[x] \\
      >=2
    importlib-metadata; python_version<"3.8"
[options.packages.find]
where = src
[options.extras_require]
test = pytest; tool
Do_cs =
    sphinx
    furo ; python_version>="3.8"
empty =
-- LICENSE --
-- src/x/__init__.py --
__version__ = "1.2"
""",
    ),
    Case(
        "setup-cfg-files",
        f"""
-- pyproject.toml --
{BUILD}
-- setup.cfg --
[metadata]
name = x
version = file: VERSION
classifiers = file: classifiers.txt
license_expression = mit
[options]
py_modules = x
install_requires = file: one.in, two.in
[options.extras_require]
t = file: test.in
-- VERSION --
1.5

-- classifiers.txt --
Typing :: Typed
-- one.in --
a

# c
b>1 # d
-- two.in --
c
-- test.in --
pytest
-- x.py --
""",
    ),
    *(
        Case(
            f"setup-cfg-attr-{name}",
            f"-- pyproject.toml --\n{BUILD}\n-- setup.cfg --\n[metadata]\nname = x\nversion = attr: x.v.VERSION\n"
            f"[options]\n{options}\n-- {folder}/__init__.py --\n-- {folder}/v.py --\nVERSION = [1, 3]\n",
        )
        for name, folder, options in (
            ("found", "lib/x", "packages = find:\n[options.packages.find]\nwhere = lib"),
            (
                "found-namespace",
                "src/x",
                "packages = find_namespace:\npackage_dir =\n    =src\n[options.packages.find]\nwhere = src",
            ),
            ("in-package-dir", "here", "packages = x\npackage_dir =\n    x = here"),
        )
    ),
    Case(
        "setup-cfg-marker-as-the-name-of-an-extra",
        f"""
-- pyproject.toml --
{BUILD}
-- setup.cfg --
[metadata]
name = x
version = 1
[options]
py_modules = x
[options.extras_require]
win: sys_platform == "win32" = pywin
-- x.py --
""",
        refused=True,
    ),
    Case(
        "setup-cfg-under-setup-py",
        f"""
-- pyproject.toml --
{BUILD}
-- setup.cfg --
[metadata]
name = x
version = 1
classifiers = Typing :: Typed
[options]
install_requires = a
python_requires = >=3.8
[options.extras_require]
t = q
-- setup.py --
from setuptools import setup
setup(version="2", install_requires=["b"], extras_require={{"u:os_name=='nt'": ["r"], ":python_version<'3.9'": "s"}},
      classifiers=[])
-- x.py --
""",
    ),
    *(
        Case(
            f"attr-{name}",
            f"-- pyproject.toml --\n{BUILD}\n[project]\nname = 'x'\ndynamic = ['version']\n"
            f"[tool.setuptools.dynamic]\nversion = {{attr = 'x.VERSION'}}\n-- x/__init__.py --\n{text}\n",
            unknown,
        )
        for name, text, unknown in (
            ("of-several-targets", 'VERSION = OTHER = "4.4"', {}),
            ("unpacked", 'VERSION, OTHER = "4.5", 1', {}),
            ("annotated", 'from typing import Final\nVERSION: Final[str] = "4.1"', {}),
            ("rebound", 'VERSION = "4.2"\nVERSION = VERSION + ".dev1"', {}),
            ("a-number", "VERSION = 5", {}),
            ("joined", 'VERSION = ".".join(map(str, (1, 2, 3)))', {}),
            ("of-a-module", "from . import v\nVERSION = v.V\n-- x/v.py --\nV = '6.1'", {}),
            ("a-function", 'def VERSION():\n    return "5.5"', {"version": "computed when x/__init__.py is imported"}),
            (
                "behind-a-failing-import",
                'try:\n    import no_such_module\nexcept ImportError:\n    VERSION = "4.2"',
                {"version": "computed when x/__init__.py is imported"},
            ),
        )
    ),
    Case(
        "files-in-an-array",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
version = "1"
dynamic = ["dependencies", "optional-dependencies", "requires-python"]
[tool.setuptools.dynamic]
dependencies = {{file = ["a.in", "b.in"]}}
[tool.setuptools.dynamic.optional-dependencies]
A_b = {{file = "a.in"}}
empty = {{file = "empty.in"}}
-- setup.cfg --
[options]
python_requires = >=3.9
-- a.in --
a; python_version<"3.9"
-- b.in --
b
-- empty.in --
# nothing
-- x.py --
""",
    ),
    *(
        Case(
            f"file-{name}",
            f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
version = "1"
dynamic = ["dependencies"]
[tool.setuptools.dynamic]
dependencies = {{file = "{file}"}}
-- one.txt --
a
-- two.txt --
b
-- x.py --
""",
            {"core": "cannot be read"},
        )
        for name, file in (
            ("that-is-missing", "three.txt"),
            ("that-is-a-pattern", "o*.txt"),
            ("list", "one.txt, two.txt"),
        )
    ),
    *(
        Case(
            f"scm-{name}",
            f"-- pyproject.toml --\n{SCM}\n[project]\nname = 'x'\ndynamic = ['version']\n"
            f"[tool.setuptools_scm]\n{more}\n-- x/__init__.py --\n",
            {"version": "from version control (setuptools-scm)"},
        )
        for name, more in (
            ("version-file", 'version_file = "x/_version.py"\nfallback_version = "0.1"'),
            ("write-to", 'write_to = "x/_version.py"'),
        )
    ),
    *(
        Case(
            f"scm-in-setup-py-{name}",
            f"-- pyproject.toml --\n{SCM}\n-- setup.py --\nfrom setuptools import setup\n"
            f"setup(name='x', use_scm_version={value}, install_requires=['a'])\n-- x/__init__.py --\n",
            {"version": "use_scm_version"},
        )
        for name, value in (("plain", "True"), ("table", "{'write_to': 'x/v.py', 'fallback_version': '0.1'}"))
    ),
    Case(
        "versioningit",
        f"""
-- pyproject.toml --
{BUILD.replace('77"', '77", "versioningit"')}
[project]
name = "x"
dynamic = ["version"]
[tool.versioningit]
default-version = "0.0.9"
-- x.py --
""",
        {"version": "from version control (versioningit)"},
    ),
]


def test_every_value_is_the_one_that_setuptools_writes(tmp_path: Path) -> None:
    assert hold("setuptools.build_meta", CASES, tmp_path) == {case.name: [] for case in CASES}


def test_every_value_is_the_one_that_the_legacy_backend_writes(tmp_path: Path) -> None:
    cases = [case for case in CASES if "setup.py" in case.files or "no-build-system" in case.name]
    assert hold("setuptools.build_meta:__legacy__", cases, tmp_path) == {case.name: [] for case in cases}
