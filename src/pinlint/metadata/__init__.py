"""The parser: one module per dialect, each text -> declarations."""
