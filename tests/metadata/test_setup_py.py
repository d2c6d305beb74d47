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
    ("getenv", "import os\nv = os.getenv('V') or '1.0'", "v"),
    ("in the environment", "import os\nv = '2.0' if 'V' in os.environ else '1.0'", "v"),
    ("a regular expression", "import re\nv = re.search(r'\"(.+?)\"', 'v = \"1.0\"').group(1)", "v"),
    ("a compiled one", "import re\nr = re.compile(r'^v(\\d+\\.\\d+)$', re.M)\nv = r.findall('a\\nv1.0\\n')[0]", "v"),
    ("a nested repeat that is harmless", "import re\nv = re.match(r'\\d+(\\.\\d+)*', '1.0 x').group(0)", "v"),
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
    ("tomllib or tomli", "try:\n    import tomllib\nexcept ImportError:\n    import tomli as tomllib\n"
     "v = tomllib.loads('v = \"1.0\"')['v']", "v"),
    ("a number", "", "1.0"),
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
    ("io.open beside the file", "import io, os\nhere = os.path.abspath(os.path.dirname(__file__))\n"
     "with io.open(os.path.join(here, 'VERSION')) as f:\n    v = f.readline().strip()"),
    ("codecs.open", "import codecs\nv = codecs.open('VERSION', 'r', 'utf-8').read()[:-1]"),
    ("a path", "from pathlib import Path\nv = (Path(__file__).resolve().parent / 'VERSION').read_text().strip()"),
    ("a path above the project", "from pathlib import Path\nv = Path(__file__).parent.parent.joinpath('VERSION').read_text()"),
    ("a joined string", "import os\nv = open(os.path.dirname(__file__) + '/VERSION').read().strip()"),
    ("an f-string with the folder", "import os\nhere = os.getcwd()\nv = open(f'{here}/VERSION').read().strip()"),
    ("lines of a module", "for line in open('pkg/about.py'):\n    if line.startswith('__version__'):\n"
     "        v = line.split('\"')[1]\n        break"),
    ("a regular expression over a module", "import re\ndef find(path):\n    text = open(path).read()\n"
     "    m = re.search(r'^__version__ = [\\'\"]([^\\'\"]*)[\\'\"]', text, re.M)\n    if m:\n        return m.group(1)\n"
     "    raise RuntimeError('no')\nv = find('pkg/__init__.py')"),
    ("exec of a file", "ns = {}\nexec(open('pkg/about.py').read(), ns)\nv = ns['__version__']"),
    ("exec of a compiled file", "ns = {}\nwith open('pkg/about.py') as f:\n"
     "    exec(compile(f.read(), 'about', 'exec'), ns)\nv = ns['__version__']"),
    ("runpy", "import runpy\nv = runpy.run_path('pkg/about.py')['__version__']"),
    ("the project itself", "import pkg\nv = pkg.__version__"),
    ("a name of the project itself", "from pkg import __version__ as v"),
    ("a submodule", "from src.pkg2.version import VERSION\nv = '.'.join(map(str, VERSION))"),
    ("sys.path", "import sys\nsys.path.insert(0, 'src')\nfrom pkg2 import version\nv = '%d.%d' % version.VERSION"),
    ("a helper module", "import helper\nv = helper.version()"),
    ("json", "import json\nv = json.load(open('data.json'))['version']"),
    ("toml", "import tomllib\nwith open('data.toml', 'rb') as f:\n    v = tomllib.load(f)['tool']['version']"),
    ("a configuration", "import configparser\nc = configparser.ConfigParser()\nc.read('data.cfg')\nv = c['metadata']['version']"),
    ("another way into it", "from configparser import ConfigParser\nc = ConfigParser()\nc.read(['data.cfg'])\n"
     "v = c.get('metadata', 'version')"),
    ("a missing file that is expected", "try:\n    v = open('NONE').read()\nexcept IOError:\n    v = '1.0'"),
    ("isfile", "import os\nv = '1.0'\nif os.path.isfile('NONE'):\n    v = open('NONE').read()"),
    ("chdir", "import os\nos.chdir(os.path.dirname(os.path.abspath(__file__)))\nv = open('VERSION').read().strip()"),
]


@pytest.mark.parametrize("before", [line[1] for line in READING], ids=[line[0] for line in READING])
def test_a_version_in_a_file_of_the_workspace_is_known(before: str) -> None:
    text = f"from setuptools import setup\n{before}\nsetup(version=v)\n"
    assert known(text, FILES, "p/setup.py") == {"version": "1.0"}


UNKNOWN: list[tuple[str, str, str]] = [
    ("a command", "import subprocess\nv = subprocess.check_output(['git'])", "computed by subprocess.check_output() on line 3"),
    ("an unknown function", "from other import get\nv = get()", "computed by get() on line 3"),
    ("the platform", "import sys\nv = sys.platform", "depends on sys.platform on line 3"),
    ("a test of the platform", "import sys\nv = '1'\nif sys.platform == 'x':\n    v = '2'",
     "depends on sys.platform on line 4"),
    ("a set variable", "import os\nv = os.environ['V']", "depends on the environment variable V on line 3"),
    ("a file elsewhere", "v = open('../../x').read()", "reads a file outside the workspace"),
    ("a root", "v = open('/etc/passwd').read()", "reads a file outside the workspace"),
    ("a missing file", "v = open('x').read()", "reads p/x, which is not there"),
    ("the folder", "import os\nv = os.path.dirname(__file__)", "depends on where the workspace lies"),
    ("the length of the folder", "import os\nv = str(len(os.getcwd()))", "depends on where the workspace lies"),
    ("the order of a set", "v = list({'1', '2'})[0]", "depends on the order of a set"),
    ("a file that is written", "open('VERSION', 'w').write('2')\nv = open('VERSION').read()", "reads a file that is written on line 2"),
    ("a catastrophic expression", "import re\nv = re.match('(a+)+b', 'a' * 50)", "uses a regular expression that may take too long"),
    ("something it was given to", "from other import f\nv = ['1']\nf(v)\nv = v[0]", "may be changed by f() on line 4"),
    ("a callback", "from other import f\nv = ['1']\ndef g():\n    v[0] = '2'\nf(g)\nv = v[0]", "may be changed by f() on line 6"),
    ("a callback that binds", "from other import f\nv = '1'\ndef g():\n    global v\n    v = '2'\nf(g)", "may be changed by f() on line 7"),
    ("an object", "class C:\n    v = '1'\nv = C().v", "an object of class C on line 2"),
    ("an iterator two branches share", "import sys\ni = iter(['1', '2'])\nif sys.flags:\n    next(i)\nv = next(i)",
     "depends on how far an iterator has come"),
]


@pytest.mark.parametrize(("before", "reason"), [line[1:] for line in UNKNOWN], ids=[line[0] for line in UNKNOWN])
def test_what_cannot_be_read_off_is_unknown_with_a_reason(before: str, reason: str) -> None:
    text = f"from setuptools import setup\n{before}\nsetup(name='x', version=v)\n"
    assert known(text, {"p/VERSION": "1"}, "p/setup.py") == {"name": "x", "version": f"?{reason}"}
