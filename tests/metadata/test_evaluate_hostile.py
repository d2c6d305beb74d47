"""Hostile programs: each ends soon, without an exception, and nothing is claimed about what they compute."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pinlint.metadata import setup_py
from pinlint.metadata.raw import Malformed
from pinlint.source import Source, Unreadable
from pinlint.workspace import Unknown

SETUP = "\nfrom setuptools import setup\nsetup(name='x', version=v)\n"

BOMBS = {
    "an endless loop": "while True: pass",
    "a loop over an endless condition": "n = 1\nwhile n: n += 1",
    "nested loops": "\n".join("  " * i + f"for i{i} in range(9999):" for i in range(9)) + "\n" + "  " * 9 + "pass",
    "unknown nested loops": "import os\n"
    + "\n".join("  " * i + f"for i{i} in os.listdir():" for i in range(9))
    + "\n"
    + "  " * 9
    + "v = [v, i8]",
    "a long string": "v = 'a' * 10**9",
    "a doubled string": "v = 'a'\nfor i in range(99): v = v + v",
    "a doubled list": "v = [0]\nfor i in range(99): v = v + v",
    "a doubled list in place": "v = [0]\nfor i in range(99): v += v",
    "a doubled list by extend": "v = [0]\nfor i in range(99): v.extend(v)",
    "an endless extend": "v = [0]\nfor i in v: v.append(i)",
    "a power": "v = 10**10**10",
    "a power of a power": "v = 9\nfor i in range(99): v = v ** v",
    "a shift": "v = 1 << 10**10",
    "a product": "v = 2\nfor i in range(9999): v = v * v",
    "a negative shift": "v = 1 << -1",
    "a wide percent": "v = '%1000000000d' % 1",
    "a wide star": "v = '%*d' % (1000000000, 1)",
    "a precise percent": "v = '%.1000000000f' % 1",
    "a wide format": "v = '{:>1000000000}'.format(1)",
    "a wide nested format": "v = '{:>{w}}'.format(1, w=1000000000)",
    "a wide f-string": "w = 1000000000\nv = f'{1:>{w}}'",
    "a wide ljust": "v = 'a'.ljust(10**10)",
    "expanded tabs": "v = ('\\t' * 100000).expandtabs(10**6)",
    "a replaced string": "v = ('a' * 100000).replace('a', 'b' * 100000)",
    "a joined string": "v = ('a' * 100000).join(['b'] * 9999)",
    "many placeholders": "v = ('%s' * 10000) % (('a' * 100000,) * 10000)",
    "many braces": "v = ('{0}' * 10000).format('a' * 100000)",
    "the repr of much": "v = repr(['a' * 100000] * 9999)",
    "a large number": "v = int('9' * 100000)",
    "the text of a large number": "v = str(1 << 2040) * 1000\nv = int(v)",
    "a search of a range": "v = 0\nfor i in range(9000): v += 1.5 in range(9999)",
    "a list from its end": "v = list(range(9000))\nfor i in range(3000): list(reversed(v))",
    "a slice doubled": "v = [0]\nfor i in range(99): v[0:0] = v",
    "many names by globals": "for i in range(50000): globals().update({f'x{i}': i})",
    "many names in a dict": "v = {}\nfor i in range(3000): exec(f'x{i} = 1', v)",
    "names within names": "def f(n, d): return f(n - 1, locals()) if n else d\nv = str(f(99, {}))",
    "a huge range": "v = list(range(10**12))",
    "a range of huge numbers": "v = list(range(10**100, 10**100 + 5))",
    "deep recursion": "def f(n): return f(n + 1)\nv = f(0)",
    "mutual recursion": "def f(n): return [g(n)]\ndef g(n): return {'x': f(n)}\nv = f(0)",
    "branching recursion": "def f(n): return f(n - 1) + f(n - 1) if n else 'x'\nv = f(60)",
    "an unknown recursion": "import sys\ndef f(n): return f(n) + f(n) if sys.flags else 'x'\nv = f(60)",
    "a list in itself": "v = []\nv.append(v)\nv = str(v) + repr(v == v)",
    "a list in itself as requirements": "v = []\nv.append(v)\nfrom setuptools import setup\nsetup(install_requires=v)",
    "a dict in itself": "v = {}\nv['v'] = v\nv = '%s' % v",
    "two lists in each other": "a = []\nb = [a]\na.append(b)\nv = a == b",
    "a deep tuple": "v = ()\nfor i in range(9999): v = (v,)\nv = str(v)",
    "a deep tuple of branches": "import sys\nv = ()\nfor i in range(999):\n  if sys.flags: v = (v,)\n  else: v = (v, 1)",
    "a deep list of branches": "import sys\nv = []\nfor i in range(999):\n  if sys.flags: v = [v]\n  else: v = [v, 1]",
    "a long dotted chain": "v = ''" + ".strip()" * 5000,
    "a long sum": "v = " + "+".join(["'a'"] * 5000),
    "a long or": "v = " + " or ".join(["''"] * 5000),
    "deep parentheses": "v = " + "(" * 150 + "1" + ")" * 150,
    "deep brackets": "v = " + "[" * 90 + "1" + "]" * 90,
    "deep minus": "v = " + "-" * 3000 + "1",
    "deep not": "v = " + "not " * 3000 + "1",
    "deep if": "\n".join(" " * i + "if 1:" for i in range(90)) + "\n" + " " * 91 + "v = 1",
    "a long elif": "import sys\nif sys.flags: v = 1\n" + "\n".join(f"elif sys.x{i}: v = {i}" for i in range(2000)),
    "deep lambdas": "v = " + "lambda: " * 80 + "1",
    "many comprehensions": "v = [" + "".join(f" for x{i} in range(99)" for i in range(9)).join(["1", "]"]),
    "nested comprehensions": "v = 1\n" + "\n".join(["v = [v for i in range(99) for j in range(99)]"] * 99),
    "generators in generators": "v = iter([1])\nfor i in range(999): v = (x for x in v)\nv = list(v)",
    "maps in maps": "v = [1]\nfor i in range(999): v = map(str, v)\nv = list(v)",
    "chains in chains": "import itertools\nv = [1]\nfor i in range(999): v = itertools.chain(v, v)\nv = list(v)",
    "a catastrophic expression": "import re\nv = re.match(r'(a|a)*b', 'a' * 100)",
    "a nested repeat": "import re\nv = re.match(r'(a*)*b', 'a' * 100)",
    "a quadratic expression": "import re\nv = re.search(r'a*a*a*a*a*b', 'a' * 10000)",
    "a repeated optional": "import re\nv = re.match('a?' * 60 + 'a' * 60, 'a' * 60)",
    "a large bound": "import re\nv = re.match('(a{1,9999}){1,9999}b', 'a' * 9999)",
    "a bounded nest": "import re\nv = re.match('((a{0,9}){0,9}){0,9}b', 'a' * 99)",
    "a backward reference": "import re\nv = re.match(r'(a*)\\1*b', 'a' * 999)",
    "a broken expression": "import re\nv = re.match('(', 'a')",
    "a conditional group": "import re\nv = re.match('(a)?(?(1)b|c)*', 'a')",
    "a huge substitution": "import re\nv = re.sub('', 'a' * 100000, 'b' * 100000)",
    "deep json": "import json\nv = json.loads('[' * 100000)",
    "deep toml": "import tomllib\nv = tomllib.loads('a = ' + '[' * 10000)",
    "a deep literal": "import ast\nv = ast.literal_eval('-' * 90000 + '1')",
    "a large literal": "import ast\nv = ast.literal_eval('9' * 90000)",
    "exec in exec": "v = 'exec(v)'\nexec(v)",
    "exec of deep code": "exec('(' * 9999)",
    "eval of itself": "v = 'eval(v)'\nv = eval(v)",
    "an interpolation bomb": "import configparser\nc = configparser.ConfigParser()\n"
    "c.read_string('[a]\\n' + '\\n'.join('%s = %s' % (chr(97 + i), '%%(%s)s' % chr(98 + i) * 20) for i in range(9)))\n"
    "v = c['a']['a']",
    "a module that imports itself": "import setup\nv = setup.v",
    "modules in a circle": "import ring\nv = ring.v",
    "a module of its own name": "from pkg import pkg\nv = pkg.pkg.pkg",
    "a module with a null byte": "import null\nv = null.v",
    "a module that is no text": "import binary\nv = binary.v",
    "a path of nulls": "v = open('a\\0b').read()",
    "a folder": "v = open('.').read()",
    "an endless path": "import os\nv = '..'\nfor i in range(99): v = os.path.join(v, v)\nv = open(v).read()",
    "unknown branches": "import sys\nv = []\n" + "if sys.flags: v.append(1)\nelse: v = v + [2]\n" * 99,
    "unknown returns": "import sys\ndef f():\n" + " if sys.flags: return [1]\n" * 99 + " return 2\nv = f()",
    "unknown exits": "import sys\n" + "if sys.flags: raise SystemExit\n" * 300 + "v = 1",
    "unknown tries": "import sys\n"
    + "".join(" " * i + "try:\n" for i in range(15))
    + " " * 15
    + "v = sys.flags()\n"
    + "".join(" " * i + "except ValueError:\n" + " " * (i + 1) + "v = 1\n" for i in reversed(range(15))),
    "unknown conditions in a loop": "import sys\nv = 0\nfor i in range(9999):\n  if sys.flags: break\n  v += 1",
    "a loop that rotates": "import sys\na, b, c, d, e, f = [1], [2], [3], [4], [5], [6]\nwhile sys.flags: a, b, c, d, e, f = b, c, d, e, f, a\nv = a",
    "a class in a class": "\n".join(" " * i + f"class C{i}:" for i in range(80)) + "\n" + " " * 81 + "v = 1",
    "a decorated bomb": "def d(f): return d\n" + "@d\n" * 500 + "def v(): pass",
    "a star of a string": "v = [*('a' * 100000)]",
    "a split": "v = ('a ' * 100000).split()",
    "many keywords": "def f(**k): return f(**k, x=1) if len(k) < 2 else k\nv = f(y=2)",
    "a dict of everything": "v = {}\nfor i in range(99999): v[i] = v",
    "sums of lists": "v = sum([[1] * 5000] * 5000, [])",
    "a sort of strings": "v = sorted(['a' * 100000 + str(i) for i in range(5000)])",
    "match": "match [1]:\n  case [x]: v = x",
    "async": "async def f(): return 1\nv = f()",
    "yield": "def f():\n  yield 1\nv = list(f())",
    "strange unpacking": "a, (b, *c), *d = [1, [2, 3], 4]\n(v := 1)",
    "a name that is nothing": "v = nothing",
    "a comparison of all": "v = [] < {} < set() < None",
    "deleting": "v = 1\ndel v\nv = v",
    "an except star": "try:\n  v = 1\nexcept* ValueError:\n  v = 2",
    "a huge slice": "v = 'abc'[::10**30] + 'abc'[-10**30:]",
    "formatting attributes": "v = '{0.__class__.__mro__}'.format(1)",
    "surrogates": "v = '\\ud800'",
}
FILES = {
    "setup.py": b"import setup\nv = setup.v\n",
    "ring.py": b"from circle import v\n",
    "circle.py": b"from ring import v\n",
    "pkg/__init__.py": b"from pkg import pkg\n",
    "pkg/pkg.py": b"import pkg\n",
    "null.py": b"v = '\x00'",
    "binary.py": b"\xff\xfe",
}


class Files:
    def read(self, path: str) -> bytes:
        if path not in FILES:
            raise Unreadable("missing")
        return FILES[path]

    def exists(self, path: str) -> bool:
        return path in FILES

    def folder(self, path: str) -> bool | None:
        return any(name.startswith(f"{path}/") for name in FILES)


def run() -> None:
    """Read every bomb; what goes wrong is an exception."""
    for name, bomb in BOMBS.items():
        try:
            raw = setup_py.read(Source("setup.py", bomb + SETUP), Files())
        except Malformed:
            continue
        except BaseException as error:
            raise AssertionError(name) from error
        if raw is not None and not isinstance(raw.version, Unknown):  # the few that are no bombs after all
            sys.stdout.write(f"{name}: {raw.version!r:.80}\n")


def test_a_hostile_program_costs_little_and_breaks_nothing() -> None:
    code = f"import sys; sys.path[:0] = {sys.path!r}; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
    code += "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))\n"
    code += "import test_evaluate_hostile as bombs; bombs.run()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.mark.parametrize(
    "text",
    [
        "(" * 9999,
        "a" + ".a" * 200_000,
        "1" + "+1" * 200_000,
        "-" * 200_000 + "1",
        "x = '\0'",
        "x = '\ud800'",
        "f'{" * 99,
        "def f(:\n",
        "\tx\n x",
        "if a:\n pass\n" + "elif a:\n pass\n" * 50_000,
    ],
    ids=[
        "open parentheses",
        "a dotted chain",
        "a sum",
        "signs",
        "a null byte",
        "a surrogate",
        "f-strings",
        "a typo",
        "tabs",
        "elifs",
    ],
)
def test_a_file_that_python_cannot_parse_is_malformed(text: str) -> None:
    with pytest.raises(Malformed) as caught:
        setup_py.read(Source("setup.py", text), Files())
    assert caught.value.at.path == "setup.py"
    assert caught.value.at.start <= len(text)
