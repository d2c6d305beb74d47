"""A bounded static evaluator of Python: what a person could read off a setup.py, and nothing that is guessed or run.

Read it in this order: ``values`` (what a program works with), ``world`` (where mutable things live, and what two
undecided branches leave behind), ``machine`` (one evaluation and its budget), ``statements`` and ``expressions``
(the language), ``calls`` and ``escape`` (functions, and what unknown code may do), then what the known names mean.
"""
