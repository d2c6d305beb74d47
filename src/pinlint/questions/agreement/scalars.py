"""Fields of one value: names compare normalised, versions and sets of Pythons by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from pinlint.questions.agreement.stated import differs

if TYPE_CHECKING:
    from pinlint.questions.agreement.stated import Difference, Stated
    from pinlint.sets.pythons import Pool


def title(_pythons: Pool, leading: Stated, other: Stated) -> Difference | None:
    """Two names that do not compare equal."""
    ours, theirs = leading.value, other.value
    if canonicalize_name(ours.value) == canonicalize_name(theirs.value):
        return None
    return differs(leading, other, f"the name {theirs.value}", ours.value)


def version(_pythons: Pool, leading: Stated, other: Stated) -> Difference | None:
    """Two versions that do not compare equal."""
    ours, theirs = leading.value, other.value
    if ours.value == theirs.value:
        return None
    return differs(leading, other, f"the version {theirs.text.strip()}", ours.text.strip())


def requires_python(pythons: Pool, leading: Stated, other: Stated) -> Difference | None:
    """Two sets of Pythons of which one accepts what the other refuses."""
    mine, theirs = (pythons.mask(each.value.value if each.value else None) for each in (leading, other))
    if mine == theirs:
        return None
    says, leading_says = (" ".join(each.value.text.split()) if each.value else "" for each in (other, leading))
    accepted = pythons.witness(theirs & ~mine, mine)
    python = accepted or pythons.witness(mine & ~theirs, theirs)
    return differs(
        leading,
        other,
        f"Requires-Python {says}" if says else "no Requires-Python",
        leading_says or "none",
        contrast=f"which {'accepts' if accepted else 'refuses'} Python {python}",
        witness=f"Python {python}",
    )
