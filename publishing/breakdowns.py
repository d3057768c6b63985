"""The shape of a breakdown by an attribute of people: who sits in which unit and category, window by window.

Belongs here: frozen arrays that the planner reads. Not here: how they are read from the warehouse (supporting_breakdowns.py), and what may
be shown (breakdown_planning.py).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publishing.organisations import Integers, Tree, Window

Reasons = NDArray[np.uint8]


@dataclass(frozen=True, kw_only=True)
class Moves:
    """Persons whose unit or category in a coarse window is another than in a fine one inside it; OUTSIDE where they are not in the window.

    All arrays have one length: positions of windows, units and categories, and the number of persons.
    """

    fine: Integers
    coarse: Integers
    fine_unit: Integers
    fine_category: Integers
    coarse_unit: Integers
    coarse_category: Integers
    persons: Integers


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """The people of one set of records by one dimension.

    Attributes:
        units: Identifiers, ascending.
        categories: Names, ascending.
        windows: Complete windows that are broken down.
        trees: The different trees.
        tree_of_window: Per window the position of its tree.
        persons: [units, categories, windows] people by the unit itself, those below it not counted.
        present: [units, categories, windows] people who were in the unit at any time in the window: their sums are there.
        moves: Who is elsewhere in a coarser window.
    """

    units: tuple[str, ...]
    categories: tuple[str, ...]
    windows: tuple[Window, ...]
    trees: tuple[Tree, ...]
    tree_of_window: Integers
    persons: Integers
    present: Integers
    moves: Moves

    def tree(self, window: int) -> Tree:
        """The tree of a window."""
        return self.trees[int(self.tree_of_window[window])]


@dataclass(frozen=True, kw_only=True)
class Classes:
    """Per category its class, for the company and for the units below it; the latter are made of whole classes of the former."""

    company: Integers
    below: Integers

    def at(self, *, is_company: bool) -> Integers:
        """The classes of a unit."""
        return self.company if is_company else self.below


def by_class(counts: Integers, classes: Integers, *, axis: int) -> Integers:
    """Add up the categories of each class.

    Args:
        counts: With categories along one axis.
        classes: Per category its class.
        axis: That axis.

    Returns:
        The same with classes along that axis.
    """
    numbers = range(int(classes.max()) + 1)
    return np.stack(
        [counts.take(np.flatnonzero(classes == each), axis=axis).sum(axis=axis) for each in numbers], axis=axis
    )
