"""The language: what each kind of syntax does.

``flow`` (one piece after the other), ``assign``, ``attributes``, ``displays``, ``comprehensions``; ``foreign``,
``generators``, ``functions``, ``calls``; ``expressions``; ``imports``, ``classes``, ``unfollowed``, ``loops``,
``exceptions``, ``statements``. What needs a module further on in this list asks the machine, which was given all of it.
"""
