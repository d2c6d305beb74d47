"""What is known of names from outside the program, apart from the functions that are read."""

from __future__ import annotations

import re
import string
import sys
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import loaded
from pinlint.metadata.evaluate.objects import Record
from pinlint.metadata.evaluate.values import SETUP, SETUPS, AtLeast, Builtin, Foreign, Opaque, Value

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.where import Where

_HARMLESS = (
    "setuptools.",
    "distutils.",
    "numpy.",
    "Cython.",
    "pybind11.",
    "torch.",
    "logging.",
    "warnings.",
    "platform.",
    "sys.",
    "time.",
    "datetime.",
    "subprocess.",
    "sysconfig.",
    "glob.",
    "os.",
    "shutil.",
    "pkg_resources.",
    "packaging.",
)


_BUILTIN_HARMLESS = frozenset({"print", "type", "id", "hash", "repr", "vars", "dir", "issubclass", "super", "property"})


SURE = frozenset(
    {
        *("setuptools.find_packages", "setuptools.find_namespace_packages", "setuptools.Extension"),
        *("setuptools.extension.Extension", "distutils.core.Extension", "distutils.extension.Extension", "glob.glob"),
        *("hasattr", "isinstance", "callable"),
        *("ArithmeticError", "AssertionError", "AttributeError", "EnvironmentError", "Exception", "IOError"),
        *("ImportError", "IndexError", "KeyError", "LookupError", "ModuleNotFoundError", "NameError"),
        *("NotImplementedError", "OSError", "RuntimeError", "SyntaxError", "SystemExit", "TypeError", "ValueError"),
    }
)
"""Functions that do not fail unless code of the program does, and leave what they are given as it is."""


def harmless(name: str) -> bool:
    """Whether a function from outside leaves what it is given as it is."""
    return name in _BUILTIN_HARMLESS or name.startswith(_HARMLESS)


HANDS_ON = frozenset(
    {
        *("list", "tuple", "set", "dict", "sorted", "zip", "enumerate", "map", "filter", "reversed", "iter", "next"),
        *("sum", "max", "min", "getattr", "eval", "locals", "globals", "vars", "super", "type"),
        *("copy.copy", "copy.deepcopy", "functools.partial", "functools.reduce", "itertools.chain"),
        *("itertools.chain.from_iterable", "collections.OrderedDict", "collections.defaultdict"),
    }
)
"""Known functions that may give back what they were given, or something that holds it."""


CONSTANTS: dict[str, Value] = {
    "os.sep": "/",
    "os.path.sep": "/",
    "os.curdir": ".",
    "os.pardir": "..",
    "os.extsep": ".",
    "string.digits": string.digits,
    "string.ascii_letters": string.ascii_letters,
    "string.ascii_lowercase": string.ascii_lowercase,
    "string.whitespace": string.whitespace,
    "re.M": int(re.MULTILINE),
    "re.MULTILINE": int(re.MULTILINE),
    "re.S": int(re.DOTALL),
    "re.DOTALL": int(re.DOTALL),
    "re.I": int(re.IGNORECASE),
    "re.IGNORECASE": int(re.IGNORECASE),
    "re.X": int(re.VERBOSE),
    "re.VERBOSE": int(re.VERBOSE),
    "re.A": int(re.ASCII),
    "re.ASCII": int(re.ASCII),
    "re.U": int(re.UNICODE),
    "re.UNICODE": int(re.UNICODE),
    "typing.TYPE_CHECKING": False,
}


ALIASES = {"posixpath": "os.path", "tomli": "tomllib", "pathlib2": "pathlib"}


MODULES = frozenset(sys.stdlib_module_names | {"setuptools", "distutils"})
"""Modules that may be there when metadata are built."""


_SUBMODULES = frozenset(
    {
        *(
            "collections.abc",
            "concurrent.futures",
            "email.utils",
            "http.client",
            "importlib.machinery",
            "importlib.util",
        ),
        *("logging.config", "logging.handlers", "multiprocessing.pool", "unittest.mock", "urllib.error"),
        *("urllib.parse", "urllib.request", "xml.dom", "xml.dom.minidom", "xml.etree", "xml.etree.ElementTree"),
    }
)
"""Modules within others that every Python 3 has."""


_DOUBTFUL = frozenset(
    {
        # younger than the oldest Python that builds
        *("annotationlib", "compression", "contextvars", "dataclasses", "graphlib", "secrets", "tomllib", "typing"),
        *("zipapp", "zoneinfo"),
        # gone by now
        *("aifc", "asynchat", "asyncore", "audioop", "cgi", "cgitb", "chunk", "crypt", "formatter", "imghdr", "imp"),
        *("lib2to3", "macpath", "mailcap", "nntplib", "parser", "pipes", "smtpd", "sndhdr", "spwd", "sunau"),
        *("symbol", "telnetlib", "uu", "xdrlib", "binhex"),
        # not on every platform, or not in every build of Python
        *("bz2", "ctypes", "curses", "dbm", "ensurepip", "fcntl", "grp", "idlelib", "lzma", "msilib", "msvcrt", "nis"),
        *("nt", "ossaudiodev", "posix", "pty", "pwd", "readline", "resource", "sqlite3", "ssl", "syslog", "termios"),
        *("tkinter", "tty", "turtle", "turtledemo", "venv", "winreg", "winsound", "zlib"),
    }
)


def doubtful(name: str, known: frozenset[str]) -> bool:
    """Whether a module that may be there may also be missing: not every Python or build environment has it."""
    top, _, rest = name.partition(".")
    if top in _DOUBTFUL or top not in MODULES or (top.startswith("_") and top not in {"__future__", "_thread"}):
        return True
    return bool(rest) and name not in known and name not in _SUBMODULES and not there(name)


GONE = frozenset(
    {"ConfigParser", "StringIO", "cStringIO", "urllib2", "urlparse", "httplib", "__builtin__", "Queue", "commands"}
)
"""Modules that no Python 3 has."""


_CLASSES = frozenset({"Command", "Distribution", "Extension"})
_COMMANDS = frozenset({"build", "build_ext", "build_py", "egg_info", "develop", "install", "install_lib", "sdist"})


def there(name: str) -> bool:
    """Whether something in setuptools or distutils can be imported for certain."""
    top, _, rest = name.partition(".")
    if top not in {"setuptools", "distutils"}:
        return False
    words = rest.split(".")
    if words[0] == "command":
        return len(words) > 1 and words[1] in _COMMANDS and words[2:] in ([], [words[1]])
    if top == "distutils":
        return words[0] == "core" and words[1:] in ([], *([name] for name in _CLASSES))
    return rest in {*_CLASSES, "dist", "extension", "find_packages", "find_namespace_packages"}


_OLDEST = 4
"""The minor of the first Python 3 with tools that build metadata in isolation."""


def _running_python(machine: Machine, dotted: str, where: Where) -> Value:
    """``sys.version_info`` or ``hexversion`` of the Python that builds; only the major is known."""
    reason = f"depends on {dotted} {where.line}"
    if not machine.of_python_3:
        return Foreign(reason, (), dotted)
    machine.asked_for_python = True
    if dotted == "sys.hexversion":
        return AtLeast(reason, (), 3 << 24 | _OLDEST << 16)
    minor, other = AtLeast(reason, (), _OLDEST), Opaque(reason)
    return Record((3, minor, other, other, other), machine.python)


def member(machine: Machine, owner: str, name: str, where: Where) -> Value:
    """An attribute of something from outside the program."""
    dotted = f"{ALIASES.get(owner, owner)}.{name}"
    if dotted in CONSTANTS:
        return CONSTANTS[dotted]
    if dotted in SETUPS:
        machine.unseen.named = True
        return Builtin(SETUP)
    if dotted == loaded.NAME:
        return Foreign(f"depends on {dotted} {where.line}", machine.world.modules(), dotted)
    if dotted in machine.language.functions or dotted in machine.language.modules:
        return Builtin(dotted)
    if dotted == "sys.path":
        return machine.path
    if dotted == "os.environ":
        return machine.environ
    if dotted in {"sys.version_info", "sys.hexversion"}:
        return _running_python(machine, dotted, where)
    found = Foreign(f"depends on {dotted} {where.line}", (), dotted)
    return found if there(dotted) else machine.doubt(found)
