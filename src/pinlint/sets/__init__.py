"""Sets of versions, of Pythons and of environments: what specifiers and markers accept, not how they are spelt."""
