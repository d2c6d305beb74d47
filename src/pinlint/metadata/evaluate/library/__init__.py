"""What is known of the standard library and of setuptools.

Each module here reads one part and lists it by dotted name in its ``FUNCTIONS``: ``os_path``, ``os_environ``,
``os_folder``, ``pathlib_path``, ``open_files``, ``re_patterns``, ``data_formats`` (json, tomllib, literals),
``configurations`` (configparser), ``requirement_lists`` (pkg_resources), ``version_readers``, ``functional``
(functools), ``copies``, ``commands`` (subprocess, shutil), ``modules`` and ``loaders`` (importlib), ``running`` (exec,
eval, runpy); of the built-in functions ``conversions``, ``iterators``, ``sorting``, ``questions``, ``simple``.
``table`` is all of them.
Methods are in ``str_methods``, ``list_methods``, ``dict_methods``, ``set_methods``, and beside the functions that make
their owners; ``methods`` finds the right one. ``names`` says what other names from outside mean.
"""
