"""What the evaluator of setup.py says is known is what Python computes; what Python computes it mostly knows."""

from __future__ import annotations

import contextlib
import io
import sys
import types
from collections import Counter
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from pinlint.metadata import setup_py
from pinlint.metadata.evaluate.budget import Budget
from pinlint.metadata.evaluate.fields import requirement_lines
from pinlint.source import Source, Unreadable
from pinlint.workspace import Declared, Listing, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

STRINGS = ["s0", "s1", "s2"]
LISTS = ["l0", "l1", "l2"]
DICTS = ["d0", "d1"]
NUMBERS = ["n0", "n1"]
OBJECTS = ["o0", "o1"]
HEAD = """\
import sys
from setuptools import setup
import mystery
s0 = s1 = s2 = 'a'
l0, l1, l2 = ['p', 'q'], ['r'], []
d0, d1 = {'x': ['p']}, {'y': 'q'}
n0, n1 = 1, 2
def f0(x, y='d', *z, k='k'):
    if x == y:
        return k
    for w in z:
        x += w
    return x + y
def f1(items, item):
    items.append(item)
    return items
def f2(x):
    global s0
    s0 = s0[:9] + x[:2]
    return s0
def g0(items, last='e'):
    for item in items[:4]:
        if item != 'q':
            yield str(item)[:9] + str(len(l2))
    yield last
def g1():
    global s1
    s1 = s1[:9] + '1'
    yield s0
    l1.append('g')
    yield s1
from collections import OrderedDict, namedtuple
class K0:
    c = 'c'
    shared = []
    def __init__(self, s='k', items=None):
        self.s = s
        self.l = items or []
    def add(self, item='m'):
        self.l.append(item)
        return self
    def turn(self, s):
        self.s, s = s[:9], self.s
        return s
    @property
    def both(self):
        return f'{self.s}{self.c}'[:20]
    @both.setter
    def both(self, s):
        K0.c = self.s
        self.s = s
class K1(K0):
    def __init__(self, *given):
        super().__init__(*given)
        self.shared.append(self.s[:5])
    def turn(self, s):
        return super().turn(s + '1') + self.c
    @classmethod
    def make(cls, s):
        cls.c = s[:5]
        return cls(s)
R = namedtuple('R', 'x y')
o0, o1 = K0(), K1('o', ['o'])
r0 = R('x', ['y'])
"""
TAIL = """
setup(name=s0, version=s1, python_requires=s2, license=f'{n0}{n1}', install_requires=l0,
      classifiers=l1, extras_require={'one': l2, 'two': d0.get('x', ['none']), 'three': sorted(map(str, d1)),
      'four': [str(v) for v in d0.values()], 'five': o0.l, 'six': [f'{o0.s}{o0.both}', f'{o1.both}{K1.c}'],
      'seven': [str(r0)] + K0.shared, 'eight': r0.y})
"""
TESTS = ["mystery.flag()", "mystery.no", "sys.platform == 'nowhere'", "mystery.value > n0", "not mystery.no"]


def mystery(answers: list[bool]) -> types.ModuleType:  # noqa: C901 - it may do much
    """A module that nobody can read."""
    module = types.ModuleType("mystery")
    state = {"turn": 0}
    kept: list[Any] = []

    def flag() -> bool:
        state["turn"] += 1
        return answers[state["turn"] % len(answers)]

    def work_with(thing: Any) -> None:  # noqa: ANN401 - any value of Python
        if isinstance(thing, list):
            thing.append("touched")
        elif isinstance(thing, dict):
            thing["touched"] = ["touched"]
        elif hasattr(thing, "c"):
            thing.c = "touched"
        elif isinstance(thing, types.GeneratorType):
            next(thing, None)
        elif callable(thing):
            thing("t")

    def touch(thing: Any) -> Any:  # noqa: ANN401 - any value of Python
        kept.append(thing)
        for each in kept[-3:]:
            if flag():
                work_with(each)
        if flag():
            error = "mystery"
            raise ValueError(error)
        return thing

    module.flag = flag  # type: ignore[attr-defined]
    module.touch = touch  # type: ignore[attr-defined]
    module.no = answers[0]  # type: ignore[attr-defined]
    module.value = int(answers[-1])  # type: ignore[attr-defined]
    return module


def numbers(draw: Callable[[Any], Any], depth: int = 2) -> str:  # noqa: PLR0911 - one case for each kind
    kinds = ["name", "literal"] + (["len", "plus", "minus", "times", "find", "int", "if"] if depth else [])
    kind = draw(st.sampled_from(kinds))
    if kind == "name":
        return str(draw(st.sampled_from(NUMBERS)))
    if kind == "literal":
        return str(draw(st.integers(-3, 4)))
    if kind == "len":
        return f"len({draw(st.sampled_from(STRINGS + LISTS + DICTS))})"
    if kind == "find":
        return f"{strings(draw, depth - 1)}.find('a')"
    if kind == "int":
        return f"int({conditions(draw, depth - 1, unknown=False)})"
    if kind == "if":
        test = conditions(draw, depth - 1, unknown=False)
        return f"({numbers(draw, depth - 1)} if {test} else {numbers(draw, depth - 1)})"
    op = {"plus": "+", "minus": "-", "times": "*"}[kind]
    return f"({numbers(draw, depth - 1)} {op} {numbers(draw, depth - 1)}) % 7"


def strings(draw: Callable[[Any], Any], depth: int = 2) -> str:  # noqa: C901, PLR0911, PLR0912 - one case for each kind
    kinds = ["name", "literal"]
    if depth:
        kinds += [
            "plus",
            "percent",
            "format",
            "f",
            "slice",
            "method",
            "join",
            "if",
            "call",
            "call2",
            "item",
            "get",
            "or",
            "object",
            "record",
            "generator",
        ]
    kind = draw(st.sampled_from(kinds))
    deeper = depth - 1
    if kind == "name":
        return str(draw(st.sampled_from(STRINGS)))
    if kind == "literal":
        return repr(draw(st.text("abx=é1", max_size=3)))
    if kind == "plus":
        return f"({strings(draw, deeper)} + {strings(draw, deeper)})"[:300] if depth else "s0"
    if kind == "percent":
        return f"'%s-%3d' % ({strings(draw, deeper)}, {numbers(draw, deeper)})"
    if kind == "format":
        return f"'{{0}}{{x!r:>4}}'.format({strings(draw, deeper)}, x={strings(draw, deeper)})"
    if kind == "f":
        return f"f'{{{draw(st.sampled_from(STRINGS + LISTS + NUMBERS))}}}.{{{draw(st.sampled_from(STRINGS))}:>2}}'"
    if kind == "slice":
        return f"{draw(st.sampled_from(STRINGS))}[{numbers(draw, deeper)}:{numbers(draw, deeper)}]"
    if kind == "method":
        method = draw(
            st.sampled_from(["strip('a')", "upper()", "replace('a', 'b')", "title()", "zfill(3)", "lstrip('ab')"])
        )
        return f"({strings(draw, deeper)}).{method}"
    if kind == "join":
        return f"'+'.join(str(j) for j in {lists(draw, deeper)})"
    if kind == "if":
        test = conditions(draw, deeper, unknown=False)
        return f"({strings(draw, deeper)} if {test} else {strings(draw, deeper)})"
    if kind == "call":
        more = draw(st.sampled_from(["", ", k='c'", ", 'a', *l2", ", **{'k': s1}"]))
        return f"f0({strings(draw, deeper)}{more})[:9]"
    if kind == "call2":
        return f"f2({strings(draw, deeper)})"
    if kind == "item":
        return f"str({draw(st.sampled_from(LISTS))}[{numbers(draw, deeper)}])[:9]"
    if kind == "get":
        return f"str({draw(st.sampled_from(DICTS))}.get({strings(draw, deeper)}))[:9]"
    if kind == "object":
        name = draw(st.sampled_from(OBJECTS))
        inside = strings(draw, deeper)
        return str(
            draw(st.sampled_from([f"{name}.s", f"{name}.both", f"{name}.turn({inside})", "K0.c", f"{name}.c", "K1.c"]))
        )
    if kind == "record":
        return str(
            draw(st.sampled_from(["r0.x", "str(r0[0])", "'%s%s' % r0", "str(r0)[:20]", "str(r0._asdict())[:20]"]))
        )
    if kind == "generator":
        items = lists(draw, deeper)
        return str(
            draw(
                st.sampled_from(
                    [f"'-'.join(g0({items}))", f"next(g0({items}))", f"max(g0({items}, {inside_string(draw)}))"]
                )
            )
        )
    return f"({strings(draw, deeper)} or {strings(draw, deeper)})"


def inside_string(draw: Callable[[Any], Any]) -> str:
    return str(draw(st.sampled_from(STRINGS)))


def lists(draw: Callable[[Any], Any], depth: int = 2) -> str:  # noqa: C901, PLR0911 - one case for each kind
    kinds = ["name", "display"] + (
        ["plus", "slice", "comp", "sorted", "list", "call", "times", "split", "star", "object", "generator"]
        if depth
        else []
    )
    kind = draw(st.sampled_from(kinds))
    deeper = depth - 1
    if kind == "name":
        return str(draw(st.sampled_from(LISTS)))
    if kind == "display":
        return "[" + ", ".join(strings(draw, max(deeper, 0)) for _ in range(draw(st.integers(0, 2)))) + "]"
    if kind == "plus":
        return f"({lists(draw, deeper)} + {lists(draw, deeper)})[:9]"
    if kind == "slice":
        return f"{draw(st.sampled_from(LISTS))}[{numbers(draw, deeper)}:]"
    if kind == "comp":
        test = conditions(draw, deeper, unknown=False)
        return f"[c for c in {lists(draw, deeper)} if {test}]"
    if kind == "sorted":
        return f"sorted(map(str, {lists(draw, deeper)}), reverse={draw(st.booleans())})"
    if kind == "list":
        return f"list({draw(st.sampled_from(DICTS))}{draw(st.sampled_from(['', '.keys()']))})"
    if kind == "call":
        return f"f1({draw(st.sampled_from(LISTS))}, {strings(draw, deeper)})"
    if kind == "times":
        return f"({lists(draw, deeper)} * 2)[:9]"
    if kind == "split":
        return f"{strings(draw, deeper)}.split('a')"
    if kind == "object":
        return str(draw(st.sampled_from(["o0.l", "o1.l", "K0.shared", "r0.y", "o1.add(s0).l", "list(map(str, r0))"])))
    if kind == "generator":
        return str(
            draw(st.sampled_from([f"list(g0({lists(draw, deeper)}))", "[x + s0 for x in g0(l0)]", "sorted(g0(l1))"]))
        )
    return f"[*{lists(draw, deeper)}, {strings(draw, deeper)}]"


def conditions(draw: Callable[[Any], Any], depth: int, *, unknown: bool) -> str:
    if unknown:
        return str(draw(st.sampled_from(TESTS)))
    kind = draw(st.sampled_from(["less", "in", "truth", "equal", "not"]))
    if kind == "less":
        return f"{numbers(draw, max(depth, 0) // 2)} < {numbers(draw, max(depth, 0) // 2)}"
    if kind == "in":
        return f"{draw(st.sampled_from(STRINGS))} in {draw(st.sampled_from(STRINGS + LISTS + DICTS))}"
    if kind == "truth":
        return f"bool({draw(st.sampled_from(STRINGS + LISTS + DICTS + NUMBERS))})"
    if kind == "equal":
        return f"{draw(st.sampled_from(LISTS))} == {draw(st.sampled_from(LISTS))}"
    return f"(not {draw(st.sampled_from(STRINGS + LISTS))})"


def block(draw: Callable[[Any], Any], depth: int, indent: str, *, unknown: bool, loop: bool) -> str:
    count = draw(st.integers(1, 3))
    return "".join(statement(draw, depth, indent, unknown=unknown, loop=loop) for _ in range(count))


def statement(draw: Callable[[Any], Any], depth: int, indent: str, *, unknown: bool, loop: bool) -> str:  # noqa: C901, PLR0911 - one case for each kind
    kinds = ["string", "list", "number", "alias", "append", "extend", "augment", "item", "key", "method", "del", "call"]
    kinds += ["walk", "attribute", "object", "record", "names", "ordered"]
    if depth:
        kinds += ["if", "if", "for", "while", "try", "def"]
    if unknown:
        kinds += ["touch", "unknown", "touchdef", "iter", "pick", "produce", "produce"] + (
            ["if", "if", "try", "loop", "ifexp"] if depth else []
        )
    if loop:
        kinds += ["leave"]
    kind = draw(st.sampled_from(kinds))
    inner = indent + "    "
    name = draw(st.sampled_from(LISTS))
    other = draw(st.sampled_from(LISTS))

    def body(*, looping: bool = loop) -> str:
        return block(draw, depth - 1, inner, unknown=unknown, loop=looping)

    def test() -> str:
        return conditions(draw, 1, unknown=unknown and draw(st.booleans()))

    it, that = draw(st.sampled_from(OBJECTS)), draw(st.sampled_from(OBJECTS))
    simple = {
        "attribute": lambda: draw(
            st.sampled_from(
                [
                    f"{it}.s = ({strings(draw, 1)})[:9]",
                    f"{it}.l = {lists(draw, 1)}",
                    f"{it}.both = s0",
                    f"{it}.add({strings(draw, 1)})",
                    f"{it}.c = s1[:3]",
                    "K0.c = s2[:4]",
                    "K1.c += 'd'",
                    "K0.c = K0.c[:5]",
                    f"del {it}.c",
                    f"setattr({it}, 's', s1)",
                    f"{it}.l += {that}.l[:2]",
                    f"{it}.new = {name}",
                    f"{name} = {it}.new",
                    f"{it}.turn = f2",
                ]
            )
        ),
        "object": lambda: draw(
            st.sampled_from(
                [
                    f"{it} = {that}",
                    f"{it} = K0({strings(draw, 1)}, {name})",
                    f"{it} = K1({strings(draw, 1)})",
                    f"{it} = type({that}).make(s0)" if draw(st.booleans()) else f"{it} = K1.make(s0)",
                    f"{it}.o = {that}; {it} = {it}.o",
                    f"m0 = {it}.add; m0(s0)",
                    f"{it}, {that} = {that}, {it}",
                    f"{it} = max({it}, {that}, key=lambda o: o.s)",
                ]
            )
        ),
        "record": lambda: draw(
            st.sampled_from(
                [
                    f"r0 = R(s0, {name})",
                    "r0 = r0._replace(x=s1[:9])",
                    "r0.y.append(s0)",
                    "s1, l1 = r0",
                    f"{name} = r0.y",
                    "s2 = str(r0 == R('x', ['y']))",
                    "d0['r'] = [str(r0)[:30]]",
                ]
            )
        ),
        "names": lambda: draw(
            st.sampled_from(
                [
                    f"globals()['s1'] = ({strings(draw, 1)})[:9]",
                    "s2 = globals()['s0']",
                    f"globals().update(s0=({strings(draw, 1)})[:9], l1={other})",
                    "s0 = str(globals().get('l0'))[:9]",
                    "exec('s0 = s0[:9] + \"e\"')",
                    f"exec('{name} = {other} + [s0]', globals())",
                    "e0 = {'l': l0}; exec('l.append(\"e\"); k = l[:3]', e0); l1 = e0['k']",
                    "s1 = '%(s0)s-%(s2)s' % globals()",
                    "s2 = '{s0}{l0}'.format(**globals())[:20]",
                    f"globals()['{it}'] = {that}",
                ]
            )
        ),
        "ordered": lambda: draw(
            st.sampled_from(
                [
                    "d0 = OrderedDict(d0); d0['z'] = ['p']",
                    "d1 = dict.fromkeys(l0[:3], s0)",
                    "s2 = str(range(n0)) + str(list(range(n1))[::-1])",
                    "l1 = [str(j) for j in range(n0, n1)[1:]]",
                    "s1 = 't' if d0.keys() else 'f'",
                    f"{name} = [s for s in reversed({other})]",
                    f"i1 = reversed({name}); {name}[:1] = [s0, s1]; l2 = list(i1)[:5]",
                    f"{name}[{numbers(draw, 1)}:] = {lists(draw, 1)}",
                    f"{name}[:2] = {other}",
                    "s0 = str(d1.popitem())[:9] if d1 else s1",
                    f"{name} = list(map(lambda a, b: str(a) + str(b), l0, {other}))[:5]",
                ]
            )
        ),
        "produce": lambda: draw(
            st.sampled_from(
                [
                    "i0 = g0(l0)",
                    "i0 = g1()",
                    "s1 = next(i0)",
                    "l1 = list(i0)",
                    "l2 = [*g1()]",
                    "l2 = sorted(g1())",
                    "i0 = g0(g0('ab'))",
                    "s1 = str(OrderedDict(x=1) == OrderedDict(x=1))",
                    "e0 = {'s': s0}; exec('def f(): return s', e0); e0['s'] = s1; s2 = e0['f']()",
                    "e0 = {'s': s0}; exec('def f():\\n global s\\n s += \"g\"', e0); e0['f'](); s2 = e0['s'][:9]",
                ]
            )
        ),
        "pick": lambda: draw(
            st.sampled_from(
                [
                    f"{name} = [{other}, l0][mystery.value]",
                    f"{it} = [{it}, {that}][mystery.value]",
                    f"h0 = f2 if mystery.flag() else {it}.turn",
                    "s1 = h0(s0)",
                    "[l0, l1][mystery.value].append(s1)",
                    f"{it}.s, {name} = mystery.touch(s0), {that}.l",
                    f"{name} = max(l0, l1, key=lambda k: mystery.value * len(k))",
                    "d0 = {'x': l0, 'y': l1}; d0[sorted(d0)[mystery.value]].append('p')",
                ]
            )
        ),
        "string": lambda: f"{draw(st.sampled_from(STRINGS))} = ({strings(draw)})[:20]",
        "list": lambda: f"{name} = {lists(draw)}",
        "number": lambda: f"{draw(st.sampled_from(NUMBERS))} = {numbers(draw)}",
        "alias": lambda: f"{name} = {other}",
        "append": lambda: f"{name}.append({strings(draw)})",
        "extend": lambda: f"{name}.extend({other}[:3])",
        "augment": lambda: draw(
            st.sampled_from(
                [f"{name} += {other}[:3]", f"{name} += s0[:2]", "s1 += s2[:3]", "n0 += 1", f"{name} *= {name} and 1"]
            )
        ),
        "item": lambda: f"{name}[{numbers(draw, 1)}] = {strings(draw, 1)}",
        "key": lambda: draw(
            st.sampled_from(
                [
                    f"d0['x'] = {name}",
                    "d0[s0] = [s1]",
                    f"d1[s1] = {name}",
                    "d0.setdefault(s1, []).append(s0)",
                    "d0.update(z=['z'])",
                    "d0.update(d1)",
                    "d1 = d0",
                    "d1 = dict(d0)",
                    "d1 = {**d0, 'k': l0}",
                    "d1 = d0.copy()",
                    "d0 |= {'m': l1}",
                    "d1 = {k: [k] for k in d0}",
                ]
            )
        ),
        "method": lambda: (
            f"{name}.{draw(st.sampled_from(['insert(0, s0)', 'pop()', 'reverse()', 'clear()', 'sort(key=str)', 'copy()', 'remove(s0)', 'insert(9, s1)']))}"
        ),
        "del": lambda: draw(st.sampled_from([f"del {name}[:1]", "d0.pop('x', None)", f"del {name}[0]", "del d0['x']"])),
        "call": lambda: draw(
            st.sampled_from([f"{name} = f1({other}, s0)", "s1 = f2('q')", "f2('w')", "s2 = f0(s0, k=s1)[:9]"])
        ),
        "walk": lambda: f"{name} = [w for v in d0.values() for w in v][:9]",
        "touch": lambda: (
            f"mystery.touch({draw(st.sampled_from([*LISTS, *DICTS, *OBJECTS, 'f2', '[l0]', 'f1', '[o0]', 'o0.add', 'o1.turn', 'K0', 'K1.make', 'r0', 'i0', '[[f2]]']))})"
        ),
        "unknown": lambda: draw(
            st.sampled_from(
                [
                    "s0 = str(mystery.value)",
                    f"{name} = [str(mystery.value), 'k']",
                    "d0['x'] = mystery.touch(l0)",
                    f"{name} = {other} + [str(mystery.flag())]",
                    "n0 = mystery.value",
                    "d0[str(mystery.value)] = ['v']",
                    f"{name}[mystery.value] = 'i'",
                    f"{name} = mystery.touch({other})",
                    f"{name}.append(mystery.touch({other}[0]))",
                ]
            )
        ),
        "touchdef": lambda: f"mystery.touch(lambda t: {name}.append(t))",
        "iter": lambda: draw(
            st.sampled_from(["i0 = iter(l0)", "s1 = next(i0)", "l1 = list(i0)", "i0 = (c + 'i' for c in l0)"])
        ),
        "leave": lambda: draw(st.sampled_from(["break", "continue"])),
        "ifexp": lambda: f"{name} = {other} if {test()} else {lists(draw, 1)}",
    }
    if kind in simple:
        return f"{indent}{simple[kind]()}\n"
    if kind == "if":
        text = f"{indent}if {test()}:\n{body()}"
        return text + (f"{indent}else:\n{body()}" if draw(st.booleans()) else "")
    if kind == "for":
        items = f"{lists(draw, 1)}[:3]"
        if unknown:
            items = draw(st.sampled_from([items, f"g0({lists(draw, 1)})", "g1()"]))
        text = f"{indent}for s2 in {items}:\n{body(looping=True)}"
        return text + (f"{indent}else:\n{body()}" if not loop and draw(st.booleans()) else "")
    if kind == "loop":
        head = draw(st.sampled_from([f"for s2 in mystery.touch({name})[:3]:", f"for s2 in {name}[:mystery.value]:"]))
        return f"{indent}{head}\n{body(looping=True)}"
    if kind == "while":
        return f"{indent}k{depth} = 2\n{indent}while k{depth} > 0:\n{inner}k{depth} -= 1\n{body(looping=True)}"
    if kind == "try":
        text = f"{indent}try:\n{body()}{indent}except {draw(st.sampled_from(['Exception', 'IndexError', '(KeyError, ValueError)']))}:\n{body()}"
        if draw(st.booleans()):
            text += f"{indent}else:\n{body()}"
        return text + (f"{indent}finally:\n{body(looping=False)}" if draw(st.booleans()) else "")
    local = f"{indent}def g(p, q={name}):\n{inner}global s0, l0\n{inner}r = p\n"
    local += "".join(f"{inner}if {test()}:\n{inner}    return r\n" for _ in range(draw(st.integers(0, 1))))
    local += f"{inner}q.append('g')\n{inner}s0 = p[:5]\n{inner}l0 = {draw(st.sampled_from(['l0', 'q', 'l1', '[p]']))}\n{inner}return s0 + r[:3]\n"
    return local + f"{indent}s1 = g({strings(draw, 1)})[:9]\n"


@st.composite
def programs(draw: Any, *, unknown: bool) -> str:  # noqa: ANN401 - any value of Python
    return (
        HEAD + block(draw, 2, "", unknown=unknown, loop=False) + block(draw, 2, "", unknown=unknown, loop=False) + TAIL
    )


def computed(text: str, answers: list[bool]) -> dict[str, Any] | None:
    """What Python passes to setup(); None if it does not come so far."""
    caught: dict[str, Any] = {}
    fake = types.ModuleType("setuptools")
    fake.setup = lambda **keywords: caught.update(keywords)  # type: ignore[attr-defined]
    before = {name: sys.modules.get(name) for name in ("setuptools", "mystery")}
    sys.modules.update(setuptools=fake, mystery=mystery(answers))
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(text, "setup.py", "exec"), {"__name__": "__main__"})  # noqa: S102 - the law is about it
    except Exception:  # noqa: BLE001 - any exception of the program
        return None
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module
    return caught


class Nothing:
    """A workspace of one file."""

    def read(self, path: str) -> bytes:
        raise Unreadable(path)

    def exists(self, path: str) -> bool:  # noqa: ARG002 - there is none
        return False

    def folder(self, path: str) -> bool | None:
        return path == "."


def flat(value: Any) -> Counter[str] | None:  # noqa: ANN401 - any value of Python
    """The strings in a list, as setuptools takes them."""
    items = [value] if isinstance(value, str) else value
    if not all(isinstance(item, str) for item in items):
        return None
    return Counter(line for item in items for line in requirement_lines(item))


def disagreements(  # noqa: C901, PLR0912 - one case for each kind
    text: str, expected: dict[str, Any], *, all_known: bool, budget: Budget | None = None
) -> list[str]:
    raw = setup_py.read(Source("setup.py", text), Nothing(), budget)
    assert raw is not None
    wrong: list[str] = []
    for key, field in (
        ("name", "name"),
        ("version", "version"),
        ("python_requires", "requires_python"),
        ("license", "license"),
    ):
        found = getattr(raw, field)
        if isinstance(found, Unknown):
            if all_known:
                wrong.append(f"{key} is unknown: {found.reason}")
        elif not isinstance(found, Declared) or found.value != expected[key]:
            wrong.append(f"{key} is {found}, not {expected[key]!r}")
    extras = {section.name.value: section.requires for section in raw.extras.items} if raw.extras else {}
    if all_known and (raw.extras is None or raw.extras.unknown):
        wrong.append(f"extras are unknown: {raw.extras}")
    named = [("requires", raw.requires, expected["install_requires"])]
    named += [(f"extra {name}", listing, expected["extras_require"][name]) for name, listing in extras.items()]
    if (
        isinstance(raw.classifiers, Listing)
        and not raw.classifiers.unknown
        and all(isinstance(c, str) and len(c.splitlines()) == 1 for c in expected["classifiers"])
    ):
        named.append(("classifiers", raw.classifiers, expected["classifiers"]))
    for name, listing, value in named:
        actual = flat(value)
        found = Counter(item.value for item in listing.items) if listing else Counter()
        if actual is None or listing is None:
            if listing is None or not listing.unknown:
                wrong.append(f"{name} is {listing}, not {value!r}")
        elif listing.unknown:
            if all_known:
                wrong.append(f"{name} is unknown: {listing.unknown[0].reason}")
            if found - actual:
                wrong.append(f"{name} has {found - actual}, beside {value!r}")
        elif found != actual:
            wrong.append(f"{name} is {sorted(found)}, not {value!r}")
    return wrong


ANSWERS = [
    [True],
    [False],
    [True, False],
    [False, True],
    [True, True, False],
    [False, False, True],
    [True, False, False, False],
]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(programs(unknown=False))
@example(HEAD + "try:\n    l2 *= l0\nexcept TypeError:\n    l0.append(s0)\n" + TAIL)
def test_a_program_without_unknowns_is_read_as_python_computes_it(text: str) -> None:
    expected = computed(text, [True])
    assume(
        expected is not None
        and all(
            flat(value) is not None for value in (expected["install_requires"], *expected["extras_require"].values())
        )
    )
    assert expected is not None
    assert disagreements(text, expected, all_known=True) == []


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(programs(unknown=True))
@example(HEAD + "if mystery.flag():\n    l0 = l1\nelse:\n    l0 = ['n']\nl0.append('z')\n" + TAIL)
@example(HEAD + "if mystery.flag():\n    l0 = ['x']\nelse:\n    l0 = ['x']\n    l2 = l0\nl2.append('z')\n" + TAIL)
@example(HEAD + "for s2 in mystery.touch(l1)[:2]:\n    d0['x'] = l0\nd0['x'].append('z')\n" + TAIL)
@example(
    HEAD + "d0 = {k: [k] for k in {'x', 'y'}}\nl0 = list(d0)\nl1 = [l0.append(c) for c in {'a', 'b'}] and l0\n" + TAIL
)
@example(HEAD + "i0 = iter(l0)\nif mystery.flag():\n    next(i0)\nl1 = list(i0)\n" + TAIL)
def test_what_is_known_of_a_program_with_unknowns_is_what_python_computes(text: str) -> None:
    wrong = []
    for answers in ANSWERS:
        expected = computed(text, answers)
        if expected is not None:
            wrong += disagreements(text, expected, all_known=False)
    assert wrong == []


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(programs(unknown=True), st.integers(0, 1))
@example(
    HEAD + "for s2 in mystery.touch(l1)[:2]:\n    def g():\n        global s0\n        s0 = 'g'\n    g()\n" + TAIL, 0
)
@example(
    HEAD + "for s2 in mystery.touch(l1)[:2]:\n    if mystery.no:\n        break\n    l0 = l2\nl0.append('z')\n" + TAIL,
    0,
)
@example(HEAD + "h = str\nfor s2 in mystery.touch(l1)[:2]:\n    h = f2\ns0 = 'zz'\nh('q')\n" + TAIL, 0)
def test_what_is_known_behind_loops_that_are_not_followed_is_what_python_computes(text: str, rounds: int) -> None:
    wrong = []
    for answers in ANSWERS:
        expected = computed(text, answers)
        if expected is not None:
            wrong += disagreements(text, expected, all_known=False, budget=Budget(rounds=rounds))
    assert wrong == []
