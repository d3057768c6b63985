"""Breakdowns of which a person may be in several categories or in none: programmes, skills, questions, courses.

Belongs here: which categories may be shown at which units and over which windows. Not here: dimensions that share out the people
(breakdowns.py), and totals of units (planning.py).

What is protected: every category by its own number of persons; what remains of a category in the tree beside the units that show it; what
remains of a unit beside the categories it shows, since sums over categories (hours, enrolments, answers) make the unit's total; and windows
inside another: of a quarter and the year around it both are shown only where nobody or at least k persons are in the one alone, and all
quarters of a year or none, so that no window is the difference of others.

Not protected: combinations of several categories of which persons are in more than one, and earlier releases.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publishing.complements import withhold_complements
from publishing.organisations import Booleans, Integers, Reason, Tree, Window

Reasons = NDArray[np.uint8]
_COARSE_FIRST = ("r12", "year", "quarter", "month")


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The people behind one dimension of one set of records.

    Attributes:
        units: Identifiers, ascending.
        categories: Names, ascending.
        windows: Complete windows.
        trees: The different trees.
        tree_of_window: Per window the position of its tree.
        persons: [categories, units, windows] people of the category in the unit and everything below it; 0 where there is no cell.
        is_listed: [units, windows] whether the unit has cells at all.
    """

    units: tuple[str, ...]
    categories: tuple[str, ...]
    windows: tuple[Window, ...]
    trees: tuple[Tree, ...]
    tree_of_window: Integers
    persons: Integers
    is_listed: Booleans


def plan_listing(listing: Listing, *, k: int) -> Reasons:
    """Decide which cells are shown.

    Args:
        listing: The people.
        k: The smallest number of persons.

    Returns:
        [categories, units, windows] a `Reason`; NONE is shown.
    """
    reasons = np.where(listing.persons < k, Reason.SMALL_GROUP, Reason.NONE).astype(np.uint8)
    for window in range(len(listing.windows)):
        _settle_window(listing, reasons[:, :, window], window, k=k)
    for coarse, fine in _nested(listing.windows):
        _settle_pair(listing, reasons, coarse, fine, k=k)
    return reasons


def _settle_window(listing: Listing, reasons: Reasons, window: int, *, k: int) -> None:
    """Complements in one window, over the tree and over categories, again until neither withholds more."""
    tree = listing.trees[listing.tree_of_window[window]]
    persons, listed = listing.persons[:, :, window], listing.is_listed[:, window]
    while True:
        before = reasons.copy()
        for unit in tree.order:
            children = [child for child in tree.children[unit] if listed[child]]
            if children:
                _over_the_tree(persons, reasons, unit, np.array(children), k=k)
        for unit in np.flatnonzero(listed).tolist():
            _over_categories(persons[:, unit], reasons[:, unit], k=k)
        if (reasons == before).all():
            return


def _over_the_tree(persons: Integers, reasons: Reasons, unit: int, children: Integers, *, k: int) -> None:
    hidden_above = reasons[:, unit] != Reason.NONE
    below = reasons[:, children]
    below[hidden_above[:, None] & (below == Reason.NONE)] = Reason.PARENT_WITHHELD
    shown = below == Reason.NONE
    nothing = np.zeros(shown.shape, dtype=np.bool_)
    stays = withhold_complements(
        shown.T,
        node=persons[:, unit],
        children=persons[:, children].T,
        child_traces=nothing.T,
        direct_traces=nothing[:, 0],
        k=k,
    ).T
    below[shown & ~stays] = Reason.COMPLEMENT
    reasons[:, children] = below


def _over_categories(persons: Integers, reasons: Reasons, *, k: int) -> None:
    """The withheld categories of a unit hold at least as many people as the largest of them does."""
    while True:
        hidden = reasons != Reason.NONE
        rest = persons[hidden].max(initial=0)
        if not 0 < rest < k or hidden.all():
            return
        shown = np.flatnonzero(~hidden)
        reasons[shown[np.argmin(persons[shown])]] = Reason.COMPLEMENT


def _nested(windows: tuple[Window, ...]) -> list[tuple[int, list[int]]]:
    """Every window that holds others, coarse first, with the windows of each finer type inside it."""
    found = []
    for rank, period_type in enumerate(_COARSE_FIRST):
        for coarse, outer in enumerate(windows):
            if outer.period_type == period_type:
                for finer in _COARSE_FIRST[rank + 1 :]:
                    inside = [
                        place
                        for place, window in enumerate(windows)
                        if window.period_type == finer and outer.holds(window)
                    ]
                    if inside:
                        found.append((coarse, inside))
    return found


def _settle_pair(listing: Listing, reasons: Reasons, coarse: int, fine: list[int], *, k: int) -> None:
    """Withhold the fine windows of a category and unit, all of them, where one of them or what is beside it would show few people."""
    shown = reasons[:, :, coarse] == Reason.NONE
    beside = listing.persons[:, :, [coarse]] - listing.persons[:, :, fine]
    together = (reasons[:, :, fine] == Reason.NONE).all(axis=2)
    safe = together & ~((beside > 0) & (beside < k)).any(axis=2)
    withheld = (shown & ~safe)[:, :, None] & (reasons[:, :, fine] == Reason.NONE)
    reasons[:, :, fine] = np.where(withheld, Reason.TIME_DIFFERENCE, reasons[:, :, fine])
