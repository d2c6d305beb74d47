"""A bounded static evaluator of Python: what a person could read off a setup.py, and nothing that is guessed or run.

Read it in this order; imports go up this list, never down.

``budget``, ``values``, ``paths``: what it may cost, what a program works with, and where the workspace lies.
``dicts``, ``objects``, ``setup_calls``, ``join``, ``world``: kinds of dicts, classes, what names and objects hold, and
what two undecided branches leave behind.
``outcomes``, ``where``, ``arguments``, ``machine``: how a piece of program ends, and one evaluation with its budget.
``escape``: what unknown code may do. ``fields``: what the keywords of setup() declare. ``namespaces``:
``globals()``. ``loaded``: ``sys.modules``. ``overwriting``: what commands of the program write in its place.
``scopes``, ``natives``, ``iteration``, ``containers``, ``instances``, ``sets``, ``subscripts``, ``sequences``,
``operators``, ``comparisons``, ``formatting``, ``patterns``, ``regex``, ``files``: operations on values.
``library``: what is known of the standard library and of setuptools, a module for each part of them.
``language``: expressions, calls and statements. ``program``: the two put together. ``unreached``: what is left to say
of a setup() call that the program was not followed to.
"""
