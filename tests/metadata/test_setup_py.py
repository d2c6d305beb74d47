from __future__ import annotations

import ast
from dataclasses import dataclass, field
from textwrap import dedent

import pytest

from pinlint.metadata import setup_py
from pinlint.metadata.raw import Malformed, Raw
from pinlint.source import Files, Source, Span, Unreadable
from pinlint.workspace import Declared, Unknown


@dataclass
class InMemory:
    """The files of a workspace as a mapping."""

    texts: dict[str, str | bytes] = field(default_factory=dict)

    def read(self, path: str) -> bytes:
        if path not in self.texts:
            raise Unreadable("missing")
        text = self.texts[path]
        return text if isinstance(text, bytes) else text.encode()

    def exists(self, path: str) -> bool:
        return path in self.texts

    def folder(self, path: str) -> bool | None:
        return any(name.startswith(f"{path}/") for name in self.texts)


def read(text: str, path: str = "setup.py", **files: str | bytes) -> Raw | None:
    return read_with(text, files, path)


def read_with(text: str, files: dict[str, str | bytes], path: str = "setup.py") -> Raw | None:
    workspace: Files = InMemory(files)
    return setup_py.read(Source(path, dedent(text)), workspace)


def known(text: str, files: dict[str, str | bytes] | None = None, path: str = "setup.py") -> dict[str, object]:
    """What is read, as plain values; what is unknown is its reason after a question mark."""
    raw = read_with(text, files or {}, path)
    assert raw is not None
    out: dict[str, object] = {}
    for name in ("name", "version", "requires_python", "license"):
        value = getattr(raw, name)
        if isinstance(value, Declared):
            out[name] = value.value
        elif isinstance(value, Unknown):
            out[name] = f"?{value.reason}"
    for name in ("requires", "classifiers"):
        listing = getattr(raw, name)
        if listing is not None:
            out[name] = [item.value for item in listing.items] + [f"?{item.reason}" for item in listing.unknown]
    if raw.extras is not None:
        out["extras"] = {
            section.name.value: [item.value for item in section.requires.items]
            + [f"?{item.reason}" for item in section.requires.unknown]
            for section in raw.extras.items
        } | {f"?{item.reason}": None for item in raw.extras.unknown}
    return out


# One line of the table: what it is, the program before setup(), the version it passes, and what must come of it.
PLAIN: list[tuple[str, str, str]] = [
    ("a name", "v = '1.0'", "v"),
    ("a chain of assignments", "a = b = '1.0'", "b"),
    ("unpacking", "a, (v, *c) = 'x', ('1.0', 2, 3)", "v"),
    ("joined numbers", "v = (1, 0)", "'.'.join(map(str, v))"),
    ("joined with a generator", "v = (1, 0)", "'.'.join(str(n) for n in v)"),
    ("percent", "v = (1, 0)", "'%d.%d' % v"),
    ("percent with names", "v = {'a': 1, 'b': 0}", "'%(a)s.%(b)s' % v"),
    ("format", "", "'{}.{minor}'.format(1, minor=0)"),
    ("an f-string", "major = 1", "f'{major}.{0:d}'"),
    ("plus", "", "'1' + '.' + '0'"),
    ("times", "", "'1.0' * 1"),
    ("a slice", "v = 'v1.0-dev'", "v[1:-4]"),
    ("a subscript of a dict", "v = {'version': '1.0'}", "v['version']"),
    ("methods of strings", "v = ' v1.0\\n'", "v.strip().lstrip('v').replace('-', '.')"),
    ("a conditional expression", "dev = False", "'2.0' if dev else '1.0'"),
    ("or", "v = None", "v or '1.0'"),
    ("and", "v = '1.0'", "True and v"),
    ("a known if", "if 1 < 2 <= 2:\n    v = '1.0'\nelse:\n    v = '2.0'", "v"),
    ("a function", "def version():\n    return '1.0'", "version()"),
    ("an early return", "def version(x):\n    if x:\n        return '1.0'\n    return '2.0'", "version(1)"),
    ("defaults and keywords", "def f(a, b='0', *rest, c, **more):\n    return a + b + c", "f('1', c='0', b='.')"),
    ("star arguments", "def f(*a, **k):\n    return a[0] + k['x']", "f(*['1.'], **{'x': '0'})"),
    ("a lambda", "f = lambda a: a + '.0'", "f('1')"),
    ("a closure", "def f(a):\n    def g():\n        return a\n    return g", "f('1.0')()"),
    ("a global", "v = '0'\ndef f():\n    global v\n    v = '1.0'\nf()", "v"),
    ("a for loop", "v = ''\nfor c in ['1', '.', '0']:\n    v += c", "v"),
    ("a while loop", "n = 0\nwhile True:\n    n += 1\n    if n == 1:\n        break", "f'{n}.0'"),
    ("a comprehension", "parts = [p for p in ['1', '', '0'] if p]", "'.'.join(parts)"),
    ("the main module", "v = '0'\nif __name__ == '__main__':\n    v = '1.0'", "v"),
    ("an unset environment variable", "import os\nv = os.environ.get('V', '1.0')", "v"),
    ("an expected unset one", "import os\ntry:\n    v = os.environ['V']\nexcept KeyError:\n    v = '1.0'", "v"),
    ("getenv", "import os\nv = os.getenv('V') or '1.0'", "v"),
    ("in the environment", "import os\nv = '2.0' if 'V' in os.environ else '1.0'", "v"),
    ("a regular expression", "import re\nv = re.search(r'\"(.+?)\"', 'v = \"1.0\"').group(1)", "v"),
    ("a compiled one", "import re\nr = re.compile(r'^v(\\d+\\.\\d+)$', re.M)\nv = r.findall('a\\nv1.0\\n')[0]", "v"),
    ("a nested repeat that is harmless", "import re\nv = re.match(r'\\d+(\\.\\d+)*', '1.0 x').group(0)", "v"),
    ("a split at most once", "import re\nv = re.split(',', '1.0,2,3', 1)[0] * len(re.split(',', '2,3,4', 1)[1:])", "v"),
    ("sub", "import re\nv = re.sub('^v', '', 'v1.0')", "v"),
    ("a known exception", "try:\n    v = {}['x']\nexcept KeyError:\n    v = '1.0'", "v"),
    ("a name that Python 3 has not", "try:\n    v = unicode('x')\nexcept NameError:\n    v = '1.0'", "v"),
    ("finally", "try:\n    v = '0'\nfinally:\n    v = '1.0'", "v"),
    ("exec of text", "ns = {}\nexec('v = \"1.0\"', ns)", "ns['v']"),
    ("exec here", "exec('v = \"1.0\"')", "v"),
    ("literal_eval", "import ast\nv = ast.literal_eval('\"1.0\"')", "v"),
    ("json", "import json\nv = json.loads('{\"v\": \"1.0\"}')['v']", "v"),
    ("an alias of a list", "a = ['0']\nb = a\nb[0] = '1.0'", "a[0]"),
    ("next", "", "next(l for l in ['a', '1.0'] if l[0] == '1')"),
    ("partial", "import functools\nf = functools.partial('{}.{}'.format, 1)", "f(0)"),
    ("a walrus", "if (v := '1.0'):\n    pass", "v"),
    ("an early exit on an unknown path", "import sys\nif sys.version_info < (3,):\n    sys.exit('no')\nv = '1.0'", "v"),
    ("both branches alike", "import sys\nif sys.platform == 'x':\n    v = '1.0'\nelse:\n    v = '1.0'", "v"),
    (
        "tomllib or tomli",
        (
            "try:\n    import tomllib\nexcept ImportError:\n    import tomli as tomllib\n"
            "v = tomllib.loads('v = \"1.0\"')['v']"
        ),
        "v",
    ),
    ("a number", "", "1.0"),
    ("an object", "class C:\n    def __init__(self, v):\n        self.v = v\nv = C('1.0').v", "v"),
    ("a method", "class C:\n    n = 0\n    def f(self, m): return f'{m}.{self.n}'\nv = C().f(1)", "v"),
    ("a property", "class C:\n    @property\n    def v(self): return '1.0'\nv = C().v", "v"),
    ("an attribute of a class", "class About:\n    version = '1.0'", "About.version"),
    (
        "a base",
        "class A:\n    def f(self): return '1'\nclass B(A):\n    def f(self): return super().f() + '.0'",
        "B().f()",
    ),
    ("a private name", "class C:\n    __v = '1.0'\n    def f(self): return self.__v", "C().f()"),
    ("a class method", "class C:\n    v = '1.0'\n    @classmethod\n    def f(cls): return cls.v", "C.f()"),
    ("an object that is called", "class C:\n    def __call__(self, m): return m + '.0'", "C()('1')"),
    ("an object as text", "class C:\n    def __str__(self): return '1.0'", "str(C())"),
    ("a named tuple", "import collections\nV = collections.namedtuple('V', 'a b')\nv = V(1, b=0)", "'%d.%d' % v"),
    (
        "a typed named tuple",
        (
            "from typing import NamedTuple\nclass V(NamedTuple):\n    a: int\n    b: int = 0\n"
            "    @property\n    def text(self): return f'{self.a}.{self.b}'"
        ),
        "V(1).text",
    ),
    ("a generator", "def f(n):\n    for i in range(n):\n        if i != 2: yield str(1 - i)\n", "'.'.join(f(3))"),
    (
        "kept results",
        "import functools\n@functools.lru_cache(maxsize=None)\ndef f(): return ['1']\nf().append('0')",
        "'.'.join(f())",
    ),
    (
        "a wrapped function",
        "import functools\ndef d(f):\n    @functools.wraps(f)\n    def g(*a): return f(*a) + '.0'\n    return g\n@d\ndef f(v): return v",
        "f('1')",
    ),
    ("Python 3", "import sys\nv = '1.0' if sys.version_info >= (3, 0) else '2.0'", "v"),
    ("no Python 2", "import sys\nv = '2.0' if sys.version_info[0] == 2 or sys.version_info < (2, 7) else '1.0'", "v"),
    ("eval of a literal", "v = eval(\"'1.0'\")", "v"),
    ("this module", "import __main__\nv = '1.0'", "__main__.v"),
]


@pytest.mark.parametrize(("before", "version"), [line[1:] for line in PLAIN], ids=[line[0] for line in PLAIN])
def test_a_version_that_can_be_read_off_is_known(before: str, version: str) -> None:
    text = f"from setuptools import setup\n{before}\nsetup(name='x', version={version})\n"
    assert known(text) == {"name": "x", "version": "1.0"}


FILES: dict[str, str | bytes] = {
    "p/VERSION": "1.0\n",
    "p/pkg/__init__.py": "# -*- coding: utf-8 -*-\nimport numpy\nfrom .core import x\n__version__ = '1.0'\n",
    "p/pkg/core.py": "x = 1\n",
    "p/pkg/about.py": 'from os import path\n__version__ = "1.0"\n',
    "p/src/pkg2/version.py": "VERSION = (1, 0)\n",
    "p/helper.py": "def version():\n    with open('VERSION') as f:\n        return f.read().strip()\n",
    "p/data.json": '{"version": "1.0"}',
    "p/data.toml": '[tool]\nversion = "1.0"\n',
    "p/data.cfg": "[metadata]\nversion = 1.0\n",
    "VERSION": "1.0",
}
READING: list[tuple[str, str]] = [
    ("open and read", "v = open('VERSION').read().strip()"),
    ("with open", "with open('VERSION', encoding='utf-8') as f:\n    v = f.read().rstrip()"),
    (
        "io.open beside the file",
        (
            "import io, os\nhere = os.path.abspath(os.path.dirname(__file__))\n"
            "with io.open(os.path.join(here, 'VERSION')) as f:\n    v = f.readline().strip()"
        ),
    ),
    ("codecs.open", "import codecs\nv = codecs.open('VERSION', 'r', 'utf-8').read()[:-1]"),
    ("a path", "from pathlib import Path\nv = (Path(__file__).resolve().parent / 'VERSION').read_text().strip()"),
    (
        "a path above the project",
        "from pathlib import Path\nv = Path(__file__).parent.parent.joinpath('VERSION').read_text()",
    ),
    ("a joined string", "import os\nv = open(os.path.dirname(__file__) + '/VERSION').read().strip()"),
    ("an f-string with the folder", "import os\nhere = os.getcwd()\nv = open(f'{here}/VERSION').read().strip()"),
    (
        "lines of a module",
        (
            "for line in open('pkg/about.py'):\n    if line.startswith('__version__'):\n"
            "        v = line.split('\"')[1]\n        break"
        ),
    ),
    (
        "a regular expression over a module",
        (
            "import re\ndef find(path):\n    text = open(path).read()\n"
            "    m = re.search(r'^__version__ = [\\'\"]([^\\'\"]*)[\\'\"]', text, re.M)\n    if m:\n        return m.group(1)\n"
            "    raise RuntimeError('no')\nv = find('pkg/__init__.py')"
        ),
    ),
    ("exec of a file", "ns = {}\nexec(open('pkg/about.py').read(), ns)\nv = ns['__version__']"),
    (
        "exec of a compiled file",
        (
            "ns = {}\nwith open('pkg/about.py') as f:\n"
            "    exec(compile(f.read(), 'about', 'exec'), ns)\nv = ns['__version__']"
        ),
    ),
    ("runpy", "import runpy\nv = runpy.run_path('pkg/about.py')['__version__']"),
    ("the project itself", "import pkg\nv = pkg.__version__"),
    ("a name of the project itself", "from pkg import __version__ as v"),
    ("a submodule", "from src.pkg2.version import VERSION\nv = '.'.join(map(str, VERSION))"),
    ("sys.path", "import sys\nsys.path.insert(0, 'src')\nfrom pkg2 import version\nv = '%d.%d' % version.VERSION"),
    ("a helper module", "import helper\nv = helper.version()"),
    ("json", "import json\nv = json.load(open('data.json'))['version']"),
    ("toml", "import tomllib\nwith open('data.toml', 'rb') as f:\n    v = tomllib.load(f)['tool']['version']"),
    (
        "a configuration",
        "import configparser\nc = configparser.ConfigParser()\nc.read('data.cfg')\nv = c['metadata']['version']",
    ),
    (
        "another way into it",
        (
            "from configparser import ConfigParser\nc = ConfigParser()\nc.read(['data.cfg'])\n"
            "v = c.get('metadata', 'version')"
        ),
    ),
    ("a missing file that is expected", "try:\n    v = open('NONE').read()\nexcept IOError:\n    v = '1.0'"),
    ("isfile", "import os\nv = '1.0'\nif os.path.isfile('NONE'):\n    v = open('NONE').read()"),
    ("a library that reads versions", "from read_version import read_version\nv = read_version('pkg', '__init__.py')"),
    (
        "a removed file",
        "import os\nif os.path.exists('NONE'):\n    os.remove('NONE')\nv = open('VERSION').read().strip()",
    ),
    (
        "a module loaded from its file",
        (
            "import os\nfrom importlib import util\nspec = util.spec_from_file_location('x', os.path.join('pkg', 'about.py'))\n"
            "m = util.module_from_spec(spec)\nspec.loader.exec_module(m)\nv = m.__version__"
        ),
    ),
    ("chdir", "import os\nos.chdir(os.path.dirname(os.path.abspath(__file__)))\nv = open('VERSION').read().strip()"),
]


@pytest.mark.parametrize("before", [line[1] for line in READING], ids=[line[0] for line in READING])
def test_a_version_in_a_file_of_the_workspace_is_known(before: str) -> None:
    text = f"from setuptools import setup\n{before}\nsetup(version=v)\n"
    assert known(text, FILES, "p/setup.py") == {"version": "1.0"}


UNKNOWN: list[tuple[str, str, str]] = [
    (
        "a command",
        "import subprocess\nv = subprocess.check_output(['git'])",
        "computed by subprocess.check_output() on line 3",
    ),
    (
        "an unknown function",
        "from other import get\nv = get()",
        "computed by get() of other, which is not in the workspace, on line 3",
    ),
    ("the platform", "import sys\nv = sys.platform", "depends on sys.platform on line 3"),
    (
        "a test of the platform",
        "import sys\nv = '1'\nif sys.platform == 'x':\n    v = '2'",
        "depends on sys.platform on line 4",
    ),
    ("a set variable", "import os\nv = os.environ['V']", "depends on the environment variable V on line 3"),
    ("a file elsewhere", "v = open('../../x').read()", "reads a file outside the workspace"),
    ("a root", "v = open('/etc/passwd').read()", "reads a file outside the workspace"),
    ("a missing file", "v = open('x').read()", "reads p/x, which is not there"),
    ("the folder", "import os\nv = os.path.dirname(__file__)", "depends on where the workspace lies"),
    ("the length of the folder", "import os\nv = str(len(os.getcwd()))", "depends on where the workspace lies"),
    ("the order of a set", "v = list({'1', '2'})[0]", "depends on the order of a set"),
    (
        "a file that is written",
        "open('VERSION', 'w').write('2')\nv = open('VERSION').read()",
        "reads a file that is written on line 2",
    ),
    (
        "a catastrophic expression",
        "import re\nv = re.match('(a+)+b', 'a' * 50)",
        "uses a regular expression that may take too long on line 3",
    ),
    ("something it was given to", "from other import f\nv = ['1']\nf(v)\nv = v[0]", "may be changed by f() on line 4"),
    (
        "a callback",
        "from other import f\nv = ['1']\ndef g():\n    v[0] = '2'\nf(g)\nv = v[0]",
        "may be changed by f() on line 6",
    ),
    (
        "a callback that binds",
        "from other import f\nv = '1'\ndef g():\n    global v\n    v = '2'\nf(g)",
        "may be changed by f() on line 7",
    ),
    (
        "an object that answers for itself",
        "class C:\n    def __getattr__(self, name):\n        return '1'\nv = C().v",
        "an object of class C on line 2",
    ),
    ("an object of two bases", "class A: v = '1'\nclass C(A, str): pass\nv = C().v", "an object of class C on line 3"),
    ("an object of a metaclass", "class C(metaclass=type): v = '1'\nv = C().v", "an object of class C on line 2"),
    (
        "an object that was given away",
        "from other import f\nclass C: v = '1'\nc = C()\nf(c)\nv = c.v",
        "may be changed by f() on line 5",
    ),
    (
        "an object that a kept method changes",
        "from other import f\nclass C:\n    def g(self): self.v = '2'\nc = C()\nf(c.g)\nc.v = '1'\nv = c.v",
        "is changed in a way that is not understood on line 7",
    ),
    (
        "an attribute that may be the class's",
        "import sys\nclass C: v = '1'\nc = C()\nif sys.flags: c.v = '2'\nv = c.v",
        "depends on sys.flags on line 5",
    ),
    (
        "one of two objects",
        "import sys\nclass C: v = '1'\na, b = C(), C()\nc = a if sys.flags else b\nc.v = '2'\nv = a.v",
        "depends on sys.flags on line 5",
    ),
    (
        "what one of two lists holds",
        "import sys\na, b = ['1'], ['1']\n[a, b][len(sys.argv) - 1].append('2')\nv = a[-1]",
        "depends on sys.argv on line 4",
    ),
    (
        "what a kept function binds",
        "from other import f, g\nv = '0'\ndef h():\n    global v\n    v = '2'\nf([[h]])\nv = '1'\ng()",
        "may be changed by g() on line 9",
    ),
    (
        "the module itself",
        "import sys\nv = '1'\nsys.modules[__name__].v = '2'",
        "setup() is called out of sight: depends on sys.modules on line 4",
    ),
    (
        "a generator that notices",
        "n = []\ndef g():\n    yield '1'\n    yield str(len(n))\nfor v in g(): n.append(v)",
        "depends on a generator that is not understood on line 6",
    ),
    (
        "an endless generator",
        "def g():\n    while True: yield '1'\nv = next(g())",
        "depends on a generator that is not understood on line 4",
    ),
    ("the minor of Python", "import sys\nv = '3.%s' % sys.version_info.minor", "depends on sys.version_info on line 3"),
    (
        "a test of the minor",
        "import sys\nv = '1' if sys.version_info < (3, 9) else '2'",
        "depends on sys.version_info < (3, 9) on line 3",
    ),
    (
        "an iterator two branches share",
        "import sys\ni = iter(['1', '2'])\nif sys.flags:\n    next(i)\nv = next(i)",
        "depends on how far an iterator has come",
    ),
]


@pytest.mark.parametrize(("before", "reason"), [line[1:] for line in UNKNOWN], ids=[line[0] for line in UNKNOWN])
def test_what_cannot_be_read_off_is_unknown_with_a_reason(before: str, reason: str) -> None:
    text = f"from setuptools import setup\n{before}\nsetup(name='x', version=v)\n"
    assert known(text, {"p/VERSION": "1"}, "p/setup.py") == {"name": "x", "version": f"?{reason}"}


LISTS: list[tuple[str, str, dict[str, object]]] = [
    ("a list", "setup(install_requires=['a>=1', 'b'])", {"requires": ["a>=1", "b"]}),
    ("a tuple", "setup(install_requires=('a\\n',))", {"requires": ["a\n"]}),
    ("nothing", "setup(install_requires=[], name=None)", {"requires": []}),
    ("a string", "setup(install_requires='a\\n# no\\n\\nb # why\\nc \\\\\\n>=1')", {"requires": ["a", "b", "c>=1"]}),
    ("a dict of keywords", "setup(**{'install_requires': ['a'], 'name': 'x'})", {"requires": ["a"], "name": "x"}),
    (
        "merged keywords",
        "k = dict(name='x')\nk.update(version='1')\nsetup(**k, license='MIT')",
        {"name": "x", "version": "1", "license": "MIT"},
    ),
    (
        "unknown keywords",
        "from o import k\nsetup(name='x', **k)",
        {
            "name": "x",
            "version": "?depends on o.k, imported on line 3",
            "requires_python": "?depends on o.k, imported on line 3",
            "license": "?depends on o.k, imported on line 3",
            "requires": ["?depends on o.k, imported on line 3"],
            "classifiers": ["?depends on o.k, imported on line 3"],
            "extras": {"?depends on o.k, imported on line 3": None},
        },
    ),
    (
        "an unknown item",
        "from o import a\nsetup(install_requires=['x', a, 'y'])",
        {"requires": ["x", "y", "?depends on o.a, imported on line 3"]},
    ),
    (
        "an unknown part",
        "from o import a\nsetup(install_requires=['x'] + a() + ['y'])",
        {"requires": ["x", "y", "?computed by a() of o, which is not in the workspace, on line 4"]},
    ),
    (
        "an item of some platforms",
        (
            "import sys\nr = ['x']\nif sys.version_info < (3, 8):\n    r.append('y')\nr += ['z']\n"
            "setup(install_requires=r)"
        ),
        {"requires": ["x", "z", "?depends on sys.version_info on line 5"]},
    ),
    (
        "an item of one import",
        "r = ['x']\ntry:\n    import other\nexcept ImportError:\n    r.append('y')\nsetup(install_requires=r)",
        {"requires": ["x", "?depends on whether this fails: other, imported on line 5"]},
    ),
    (
        "an item of a loop",
        "import os\nr = ['x']\nfor f in os.listdir('.'):\n    r.append(f)\nsetup(install_requires=r)",
        {"requires": ["x", "?computed by os.listdir() on line 5"]},
    ),
    (
        "both ways alike",
        "import sys\nif sys.flags:\n    r = ['x']\nelse:\n    r = ['x']\nr.append('y')\nsetup(install_requires=r)",
        {"requires": ["x", "y"]},
    ),
    (
        "aliases of both ways",
        (
            "import sys\nif sys.flags:\n    r = ['x']\nelse:\n    r = ['x']\n    q = r\nq.append('y')\n"
            "setup(install_requires=r)"
        ),
        {"requires": ["?depends on sys.flags on line 4"]},
    ),
    (
        "extras",
        (
            "e = {'a': ['x'], ':os_name == \"nt\"': 'y'}\ne['all'] = sum(e.values(), []) if 0 else e['a'] + ['z']\n"
            "setup(extras_require=e)"
        ),
        {"extras": {"a": ["x"], ':os_name == "nt"': ["y"], "all": ["x", "z"]}},
    ),
    (
        "an unknown extra",
        "from o import a\nsetup(extras_require={'a': ['x'], 'b': a, 'c': ['y', a]})",
        {
            "extras": {
                "a": ["x"],
                "c": ["y", "?depends on o.a, imported on line 3"],
                "?depends on o.a, imported on line 3": None,
            }
        },
    ),
    (
        "all extras as a set",
        (
            "e = {'a': ['x', 'z'], 'b': ['x']}\ne['all'] = sorted({r for v in e.values() for r in v})\n"
            "setup(extras_require=e)"
        ),
        {"extras": {"a": ["x", "z"], "b": ["x"], "all": ["x", "z"]}},
    ),
    (
        "classifiers",
        "setup(classifiers=[c for c in '''\nA :: B\n\nC :: D\n'''.split('\\n') if c])",
        {"classifiers": ["A :: B", "C :: D"]},
    ),
    (
        "classifiers as an iterator",
        'setup(classifiers=filter(None, map(str.strip, """\\nA :: B\\n\\nC :: D\\n""".splitlines())))',
        {"classifiers": ["A :: B", "C :: D"]},
    ),
    ("classifiers as a set", "setup(classifiers={'A :: B'})", {"classifiers": ["A :: B"]}),
    ("classifiers as text", "setup(classifiers='''\nA :: B\nC :: D\n''')", {"classifiers": ["A :: B", "C :: D"]}),
    (
        "versions in classifiers",
        "setup(classifiers=[f'Python :: 3.{n}' for n in range(8, 10)])",
        {"classifiers": ["Python :: 3.8", "Python :: 3.9"]},
    ),
    (
        "a callable version",
        "def v():\n    return '1'\nsetup(version=v)",
        {"version": "?computed by a function that the build backend calls"},
    ),
    ("no version", "setup(name='x', version=None)", {"name": "x"}),
    (
        "a version of a plug-in",
        "setup(use_scm_version=True)",
        {"version": "?computed by the build plug-in that use_scm_version asks for"},
    ),
    (
        "a wrapper",
        (
            "def wrap(name, **k):\n    k.setdefault('version', '1')\n    setup(name='acme-' + name, **k)\n"
            "wrap('x', install_requires=['a'])"
        ),
        {"name": "acme-x", "version": "1", "requires": ["a"]},
    ),
    ("an alias", "from distutils.core import setup as s\ns(name='x')", {"name": "x"}),
    ("a module", "import setuptools as st\nst.setup(name='x')", {"name": "x"}),
    (
        "another way to import",
        (
            "try:\n    from setuptools import setup\nexcept ImportError:\n    from distutils.core import setup\n"
            "setup(name='x')"
        ),
        {"name": "x"},
    ),
    (
        "a class that nobody calls",
        (
            "r = ['a']\nclass Test(object):\n    def run(self):\n        r.append('b')\n"
            "setup(install_requires=r, cmdclass={'test': Test})"
        ),
        {"requires": ["a"]},
    ),
    (
        "two calls that agree",
        "import sys\nif sys.flags:\n    setup(name='x', ext_modules=[1])\nelse:\n    setup(name='x')",
        {"name": "x"},
    ),
    (
        "two calls that differ",
        (
            "import sys\nif sys.flags:\n    setup(name='x', version='1', install_requires=['a', 'b'])\n"
            "else:\n    setup(name='x', version='2', install_requires=['b'])"
        ),
        {
            "name": "x",
            "version": "?depends on sys.flags on line 4",
            "requires": ["b", "?depends on sys.flags on line 4"],
        },
    ),
    (
        "a call that may fail",
        "import foo\ntry:\n    setup(name='x', license=foo.l)\nexcept Exception:\n    setup(name='x', version='1', license=foo.l)",
        {
            "name": "x",
            "version": "?depends on whether this fails: computed by setup() on line 5",
            "license": "?depends on foo.l on line 5",
        },
    ),
    (
        "a command that writes metadata",
        (
            "from setuptools.command.egg_info import egg_info\ndef fix(dist):\n    dist.metadata.version = '2'\n"
            "class E(egg_info):\n    def run(self):\n        fix(self.distribution)\n"
            "setup(name='x', version='1', cmdclass={'egg_info': E})"
        ),
        {"name": "x", "version": "?may be set by a command of the program, given on line 9"},
    ),
    (
        "a command that reads metadata",
        (
            "from setuptools import Command\nclass C(Command):\n    def run(self):\n"
            "        self.version = self.distribution.metadata.version\n"
            "setup(name='x', version='1', cmdclass={'c': C})"
        ),
        {"name": "x", "version": "1"},
    ),
    (
        "a call with nothing that may fail before anything is built",
        "try:\n    setup(name='x')\nexcept Exception:\n    setup(name='x', version='1')",
        {"name": "x"},
    ),
    (
        "requirement files",
        (
            "def read(name):\n    with open(name) as f:\n        return [l.strip() for l in f if l.strip() and not l.startswith('#')]\n"
            "setup(install_requires=read('req.txt'))"
        ),
        {"requires": ["a>=1", "b"]},
    ),
    ("requirement files as text", "setup(install_requires=open('req.txt').read())", {"requires": ["a>=1", "b"]}),
    (
        "parsed requirements",
        "import pkg_resources\nsetup(install_requires=[str(r) for r in pkg_resources.parse_requirements(open('req.txt'))])",
        {"requires": ["a>=1", "b"]},
    ),
]


@pytest.mark.parametrize(("body", "expected"), [line[1:] for line in LISTS], ids=[line[0] for line in LISTS])
def test_lists_keep_what_is_known_of_them(body: str, expected: dict[str, object]) -> None:
    text = f"from setuptools import setup\n\n{body}\n"
    assert known(text, {"req.txt": "# all\na>=1\n\nb\n"}) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "import setuptools",
        "from setuptools import setup\ndef main():\n    setup(name='x')\n",
        "import logging\nlogging.setup()",
        "import sys\nsys.exit(1)\nfrom setuptools import setup\nsetup(name='x')",
        "raise RuntimeError('moved')\nfrom setuptools import setup\nsetup(name='x')",
        "from setuptools import setup\nif False:\n    setup(name='x')",
        "import django\ndjango.setup()",
        "import django, sys\ndjango.setup()\nif sys.flags:\n    sys.exit(1)",
        "import sys, setuptools\nif sys.flags:\n    print(setuptools.__version__)\nraise SystemExit(1)",
    ],
)
def test_a_file_that_never_calls_setup_is_no_project(text: str) -> None:
    assert read(text) is None


def test_a_foreign_setup_leaves_everything_unknown() -> None:
    raw = read("from foreign import setup\nsetup(name='x')\n")
    assert raw is not None
    assert isinstance(raw.name, Unknown)
    assert raw.name.reason == "given to foreign.setup() on line 2"


REACHED: list[tuple[str, str]] = [
    (
        "two ways to import it, one of which may fail",
        "try:\n    from setuptools import setup, Feature\nexcept ImportError:\n    from distutils.core import setup\nsetup(name='x')",
    ),
    (
        "a context manager around the import",
        "import warnings\nwith warnings.catch_warnings():\n    from setuptools import setup\nsetup(name='x')",
    ),
    (
        "a test that is not known around the import",
        (
            "import sys\nif sys.flags:\n    from setuptools import setup\n"
            "else:\n    from distutils.core import setup\nsetup(name='x')"
        ),
    ),
    (
        "a second call where the first may fail",
        "class Failed(Exception):\n    pass\nfrom setuptools import setup, Extension\ndef run(fast):\n    k = dict(ext_modules=[Extension('x', [])]) if fast else {}\n    setup(name='x', **k)\ntry:\n    run(True)\nexcept Failed:\n    run(False)",
    ),
]


@pytest.mark.parametrize("text", [line[1] for line in REACHED], ids=[line[0] for line in REACHED])
def test_a_call_of_setup_is_found_however_it_was_imported(text: str) -> None:
    assert known(text) == {"name": "x"}


ESCAPED: list[tuple[str, str]] = [
    (
        "one of two functions",
        "import sys\nfrom setuptools import setup\ndef f(**k): pass\nrun = setup if sys.flags else f\nrun(name='x')",
    ),
    (
        "an element of something that is lost",
        "from foreign import f\nfrom setuptools import setup\nruns = [setup]\nf(runs)\nruns[0](name='x')",
    ),
    (
        "a method",
        "from setuptools import setup\nclass Project:\n    def run(self):\n        setup(**self.k)\nProject().run()",
    ),
    ("a callback", "from foreign import f\nfrom setuptools import setup\nf(lambda k: setup(**k))"),
    ("a wrapper from elsewhere", "from foreign import setup_plugin\nsetup_plugin(name='x', packages=['x'])"),
    (
        "a module that is lost",
        "import sys, setuptools\nif 'tool' in sys.modules:\n    del sys.modules['tool']\nsetuptools.setup(name='x', version=sys.flags)",
    ),
    (
        "one of two modules",
        "import sys\nif sys.flags:\n    import setuptools as tool\nelse:\n    import distutils.core as tool\ntool.setup(name='x')",
    ),
    (
        "a function of one of two modules",
        "import sys\nif sys.flags:\n    import setuptools as tool\nelse:\n    import distutils.core as tool\nrun = tool.setup\nrun()",
    ),
    (
        "a statement that is not followed",
        "import setuptools\nmatch ['x']:\n    case [name]:\n        setuptools.setup(version=name)",
    ),
    ("a name that is looked up", "import setuptools, sys\ngetattr(setuptools, sys.argv[0])(name='x')"),
    ("code from outside that imports it itself", "import setuptools, foreign\nforeign.run()"),
    (
        "an error on purpose, which something decides about",
        "from setuptools import setup\ndef find():\n    if not open('VERSION').read():\n        raise RuntimeError('none')\nsetup(version=find())",
    ),
    (
        "an exit on purpose, which something decides about",
        "import os, sys\nfrom setuptools import setup\nif not os.path.exists('x.c'):\n    sys.exit('run make first')\nsetup(version=sys.flags)",
    ),
    ("an assertion", "import os\nfrom setuptools import setup\nassert os.path.exists('x.c')\nsetup(version=sys.flags)"),
    ("an import that fails", "from setuptools import setup\nfrom . import x\nsetup(version=x)"),
]


@pytest.mark.parametrize("text", [line[1] for line in ESCAPED], ids=[line[0] for line in ESCAPED])
def test_a_project_whose_setup_is_called_out_of_sight_does_not_vanish(text: str) -> None:
    raw = read_with(text, {"VERSION": ""})
    assert raw is not None
    assert isinstance(raw.version, Unknown)


@pytest.mark.parametrize("end", ["raise SystemExit", "import os\n    sys.exit(os.getpid())", "raise ValueError"])
def test_what_a_program_gives_before_it_ends_where_something_decides_about_it_counts(end: str) -> None:
    assert known(f"import sys\nfrom setuptools import setup\nif sys.flags:\n    setup(name='x')\n    {end}\n") == {
        "name": "x"
    }


def test_what_two_ways_give_is_known_where_they_agree_though_one_ends_the_program() -> None:
    text = "import sys\nfrom setuptools import setup\nif sys.flags:\n    setup(name='x', version='1')\n    sys.exit()\nsetup(name='x', version='2')\n"
    assert known(text) == {"name": "x", "version": "?setup() is called more than once, again on line 6"}


STOPPED = "setup() is not reached: KeyError on line 2"


def test_a_program_that_stops_before_setup_by_itself_leaves_what_is_computed_unknown() -> None:
    text = "from setuptools import setup\nx = {}['y']\nsetup(name=x, version='1', install_requires=['a', x], extras_require={'e': ['b'], x: []})\n"
    assert known(text) == {
        "name": f"?{STOPPED}",
        "version": "1",
        "requires": ["a", f"?{STOPPED}"],
        "extras": {"e": ["b"], f"?{STOPPED}": None},
    }


@pytest.mark.parametrize(
    "call",
    [
        "setup(**x, version='1')",
        "setup('x', version='1')",
    ],
)
def test_a_call_that_was_not_reached_says_nothing_of_what_it_is_not_given(call: str) -> None:
    raw = read(f"from setuptools import setup\nx = {{}}['y']\n{call}\n")
    assert raw is not None
    assert isinstance(raw.version, Declared)
    assert isinstance(raw.name, Unknown)
    assert raw.requires is not None
    assert not raw.requires.complete


@pytest.mark.parametrize(
    "text",
    [
        "from setuptools import setup\n{}['y']\nsetup(name='x')\nsetup(name='y')",
        "from setuptools import setup\n{}['y']\ndef setup(**k): pass\nsetup(name='x')",
        "from setuptools import setup\n{}['y']\nsetup = print\nsetup(name='x')",
        "from setuptools import setup\nfrom foreign import setup\n{}['y']\nsetup(name='x')",
        "from setuptools import setup\n{}['y']\ndef f(setup): setup(name='x')\nf(setup)",
        "import setuptools, tool\n{}['y']\ntool.setup(name='x')",
        "from foreign import *\n{}['y']\nsetup(name='x')",
    ],
    ids=["two calls", "a function", "an assignment", "two imports", "a parameter", "an attribute", "a star"],
)
def test_a_call_that_may_be_another_says_nothing(text: str) -> None:
    raw = read(text)
    assert raw is not None
    assert isinstance(raw.name, Unknown)


SLOW = "a = b = c = d = e = f = '1'; g = '2'"
TURN = "a = b; b = c; c = d; d = e; e = f; f = g"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("import os\nfor x in os.listdir():\n    {}", "depends on a loop that is not understood on line 3"),
        ("import os\nwhile os.getpid():\n    {}", "depends on a loop that is not understood on line 3"),
    ],
    ids=["for", "while"],
)
def test_a_loop_that_does_not_settle_costs_only_what_it_may_change(text: str, reason: str) -> None:
    body = f"from setuptools import setup; {SLOW}; v = 'MIT'\n{text.format(TURN)}\nsetup(name=a, license=v)"
    assert known(body) == {"name": f"?{reason}", "license": "MIT"}


def test_a_loop_that_does_not_settle_may_return() -> None:
    text = f"import os\nfrom setuptools import setup\ndef find():\n    {SLOW}\n    for x in os.listdir():\n        {TURN}\n        if a: return x\n    return '0'\nsetup(name=find())"
    assert known(text) == {"name": "?computed by os.listdir() on line 5"}


PLACES = [
    "setup(name='nämé', version=\"1.0\", install_requires=['ä', 'b'])",
    "é = ü = 'nämé'; v = '''1.\n0'''\nsetup(name=é, version=v)",
    "kw = {'name': 'x', 'extras_require': {'é': ['a', 'b'], \"t\": ('c',)}}; setup(**kw)",
    "def f(é, v='2'):\n    setup(name=é, version=v)\nf('ö')",
    "r = ['a']\nr.append('ü'); r += ['b']; r.insert(0, 'ö')\nfor x in ('é', 'f'): r.append(x)\nsetup(install_requires=r)",
    "setup(version=u'1', name=r'\\d', license='\\x41' if True else '')",
    "x = ['ä',\f'b', # ö\n 'c']\nsetup(install_requires=sorted(x), classifiers=x)",
    "# \u2028 \x0b é\nsetup(name='x')",
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("body", PLACES)
def test_the_place_of_a_literal_is_its_source_text(body: str, end: str) -> None:
    text = f"from setuptools import setup\n{body}\n".replace("\n", end)
    raw = setup_py.read(Source("a/setup.py", text), InMemory())
    assert raw is not None
    declared = [value for value in (raw.name, raw.version, raw.license) if isinstance(value, Declared)]
    declared += [*(raw.requires or ()), *(raw.classifiers or ())]
    for section in raw.extras or ():
        declared += [section.name, *section.requires]
    assert declared
    for value in declared:
        assert isinstance(value.at, Span)
        assert value.at.path == "a/setup.py"
        assert ast.literal_eval(text[value.at.start : value.at.end]) == value.value


def test_a_computed_value_is_where_setup_is_given_it() -> None:
    text = "from setuptools import setup\nn = 1\nv = f'{n}.0'\nsetup(name='a' + 'b', version=v, install_requires=[f'x{n}'])\n"
    raw = read(text)
    assert raw is not None
    assert isinstance(raw.name, Declared)
    assert isinstance(raw.version, Declared)
    assert raw.requires is not None
    places = [raw.name.at, raw.version.at, raw.requires.items[0].at]
    assert all(isinstance(at, Span) for at in places)
    assert [text[at.start : at.end] for at in places if isinstance(at, Span)] == ["'a' + 'b'", "v", "f'x{n}'"]


def test_a_literal_in_a_helper_module_is_placed_there() -> None:
    helper = "# é\r\nVERSION = '1.0'\r\n"
    raw = read_with(
        "from setuptools import setup\nfrom helper import VERSION\nsetup(version=VERSION)\n", {"helper.py": helper}
    )
    assert raw is not None
    assert raw.version == Declared("1.0", "1.0", Span("helper.py", helper.index("'"), helper.rindex("'") + 1))


def test_a_syntax_error_has_the_position_of_the_parser() -> None:
    with pytest.raises(Malformed) as caught:
        read("x = 1\ny = = 2\n")
    assert caught.value.at == Span("setup.py", 10, 10)


TOO_LONG = "takes more than 100000 steps on line {} of slow.py"


def test_a_module_that_takes_too_long_leaves_the_rest_known() -> None:
    slow = "V, W = '1', '2'\nwhile True:\n    pass\n"
    files: dict[str, str | bytes] = {"slow.py": slow, "other.py": "W = '2'\n"}
    text = "import other\nimport slow\nfrom setuptools import setup\nsetup(name='x', version=slow.V, license=other.W)\n"
    assert known(text, files) == {"name": "x", "version": f"?{TOO_LONG.format(2)}", "license": f"?{TOO_LONG.format(2)}"}


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("v = '1'\nwhile True: pass\n", "1"),
        ("while True: pass\nv: str = '1'\n", "1"),
        ("while True: pass\nu = v = '1'\ndef f(v): return v\n", "1"),
        ("v = '1'\nwhile True: v = '2'\n", None),
        ("v = '1'\nwhile True: pass\ndef f():\n    global v\n    v = '2'\nf()\n", None),
        ("v = '1'\nwhile True: globals()[v] = v\n", None),
        ("v = '1'\nfrom other import *\nwhile True: pass\n", None),
        ("v = '1'\nimport u.v as v\nwhile True: pass\n", None),
        ("v = '1'\nimport sys\nsys.modules[__name__] = sys\nwhile True: pass\n", None),
        ("v = '1' + ''\nwhile True: pass\n", None),
        ("if v := '1':\n    while True: pass\n", None),
    ],
)
def test_of_a_module_that_takes_too_long_literals_are_known_that_nothing_else_binds(
    text: str, version: str | None
) -> None:
    program = "import slow\nfrom setuptools import setup\nsetup(name='x', version=slow.v)\n"
    found = read_with(program, {"slow.py": text})
    assert found is not None
    assert (found.version.value if isinstance(found.version, Declared) else None) == version


def test_a_module_that_fails_leaves_what_it_did_before() -> None:
    files: dict[str, str | bytes] = {
        "broken.py": "import other\nother.W.append('b')\nraise ImportError\n",
        "other.py": "W = ['a']\n",
    }
    text = "try:\n    import broken\nexcept ImportError:\n    import other\nfrom setuptools import setup\nsetup(install_requires=other.W)\n"
    assert known(text, files) == {"requires": ["a", "b"]}


@pytest.mark.parametrize(
    ("build", "path", "version"),
    [
        ("", "", "1.0"),
        ("build-backend = 'setuptools.build_meta:__legacy__'", "", "1.0"),
        ("build-backend = 'setuptools.build_meta'", "import sys\nsys.path.insert(0, '.')\n", "1.0"),
        (
            "build-backend = 'setuptools.build_meta'",
            "",
            "?depends on whether helper can be imported where it is built on line 3",
        ),
    ],
    ids=["no backend", "the legacy backend", "a path of its own", "the backend"],
)
def test_a_module_beside_setup_py_may_not_be_found_by_the_backend(build: str, path: str, version: str) -> None:
    files: dict[str, str | bytes] = {"pyproject.toml": f"[build-system]\n{build}\n", "helper.py": "v = '1.0'\n"}
    guarded = "try:\n    from helper import v\nexcept ImportError:\n    v = '0'\n"
    assert known(f"from setuptools import setup\n{path}{guarded}setup(version=v)\n", files) == {"version": version}


def test_what_pbr_sets_is_unknown() -> None:
    raw = read("from setuptools import setup\nsetup(setup_requires=['pbr>=2'], pbr=True, name='a')")
    assert raw is not None
    assert isinstance(raw.name, Declared)
    assert isinstance(raw.version, Unknown)
    assert isinstance(raw.requires_python, Unknown)
    assert raw.requires is not None
    assert not raw.requires.complete


def test_a_set_is_what_an_extra_may_require_and_the_core_may_not() -> None:
    raw = read("from setuptools import setup\nsetup(install_requires={'a'}, extras_require={'x': {'b', 'c'}})")
    assert raw is not None
    assert raw.requires is not None
    assert raw.requires.unknown
    assert raw.extras is not None
    (section,) = raw.extras
    assert sorted(each.value for each in section.requires) == ["b", "c"]
    assert not section.requires.unknown


def test_what_may_be_in_the_set_of_an_extra_is_unknown() -> None:
    text = "import mystery\nfrom setuptools import setup\ns = {'b'}\nif mystery.x:\n    s.add('c')\n"
    raw = read(f"{text}setup(extras_require={{'x': s}})")
    assert raw is not None
    assert raw.extras is not None
    (section,) = raw.extras
    assert [each.value for each in section.requires] == ["b"]
    assert [each.reason for each in section.requires.unknown] == ["depends on mystery.x on line 4"]
