"""A breakdown in one window: which units may show their classes so that none of them, and no mixture of them, isolates few people.

Belongs here: rule 1 of breakdowns.py. Not here: windows against each other (breakdown_timelines.py).
"""

from collections.abc import Sequence

import numpy as np

from publishing.breakdowns import Breakdown, Classes, Reasons, by_class
from publishing.organisations import OUTSIDE, Integers, Reason, Tree


def plan_window(breakdown: Breakdown, window: int, classes: Classes, *, totals: Reasons, k: int, depth: int) -> Reasons:
    """Decide which units show their classes in a window.

    Args:
        breakdown: The people.
        window: Position of the window.
        classes: What categories are taken together in.
        totals: [units] why the total of a unit is withheld; NONE where it is shown.
        k: The smallest number of persons.
        depth: Deepest level of the tree that is broken down.

    Returns:
        [units] a `Reason`; NONE shows all its classes.
    """
    counts = np.stack([breakdown.persons[:, :, window], breakdown.present[:, :, window]])
    return _WindowPlan(breakdown.tree(window), counts, classes, totals=totals, k=k, depth=depth).plan()


class _WindowPlan:
    """From the leaves up: children that cannot show theirs become part of what remains above them."""

    def __init__(self, tree: Tree, counts: Integers, classes: Classes, *, totals: Reasons, k: int, depth: int) -> None:
        self.tree, self.totals, self.k, self.depth = tree, totals, k, depth
        self.company, self.below = (by_class(counts, each, axis=2) for each in (classes.company, classes.below))
        # Per class of the units below, the company's classes in it.
        inside = [np.unique(classes.company[classes.below == each]) for each in range(int(classes.below.max()) + 1)]
        self.inside = [members for members in inside if len(members) > 1]
        self.levels = _levels(tree)
        self.reasons = np.full(counts.shape[1], Reason.SMALL_GROUP, dtype=np.uint8)

    def plan(self) -> Reasons:
        """Settle the company, then what may be shown below it."""
        everybody = list(self.tree.order)
        root = self.tree.root
        is_shown = self.totals[root] == Reason.NONE
        if (
            is_shown
            and _are_groups(self.company[:, everybody], k=self.k)
            and _are_splits(self.company[:, everybody], k=self.k)
        ):
            children = [child for child in self.tree.children[root] if self.depth > 0]
            if self._are_told_apart(everybody):
                for child in children:
                    self._settle(child)
            self._withhold_until_safe(root, children)
            self.reasons[root] = Reason.NONE
        withheld = self.totals != Reason.NONE
        self.reasons[withheld] = self.totals[withheld]
        for unit in self.tree.order[1:]:
            if self.reasons[self.tree.parents[unit]] != Reason.NONE:
                self.reasons[unit] = Reason.PARENT_WITHHELD
        return self.reasons

    def _are_told_apart(self, units: Sequence[int]) -> bool:
        """Whether every split of the company's classes inside one class of the units isolates at least k persons."""
        return all(bool((_isolated(self.company[:, units][:, :, members]) >= self.k).all()) for members in self.inside)

    def _settle(self, unit: int) -> None:
        """Decide a unit after its children.

        Withholding a child that could show its classes makes nothing above unsafe: what it adds to the remainder is, split by split,
        nobody or at least k.
        """
        children = [child for child in self.tree.children[unit] if self.levels[child] <= self.depth]
        for child in children:
            self._settle(child)
        if _are_groups(self.below[:, sorted(self.tree.below(unit))], k=self.k) and self._withhold_until_safe(
            unit, children
        ):
            self.reasons[unit] = Reason.NONE

    def _withhold_until_safe(self, unit: int, children: Sequence[int]) -> bool:
        """Withhold children, the smallest first, until what remains of the unit is safe; false where it never is."""
        shown = [child for child in children if self.reasons[child] == Reason.NONE]
        shown.sort(key=lambda child: (-int(self.below[0, sorted(self.tree.below(child))].sum()), child))
        while True:
            hidden = self.tree.below(unit).difference(*(self.tree.below(child) for child in shown))
            remainder = self.below[:, sorted(hidden)]
            if _are_groups(remainder, k=self.k) and _are_splits(remainder, k=self.k):
                return True
            if not shown:
                return False
            self.reasons[shown.pop()] = Reason.COMPLEMENT


def _are_groups(counts: Integers, *, k: int) -> bool:
    """[kinds, units, classes] whether every class holds nobody or at least k; kinds are people counted and people present."""
    counted, present = counts.sum(axis=1)
    return not ((counted < k) & (present > 0)).any()


def _are_splits(counts: Integers, *, k: int) -> bool:
    """[kinds, units, classes] whether every split isolates nobody or at least k."""
    isolated = _isolated(counts)
    return not ((isolated > 0) & (isolated < k)).any()


def _isolated(counts: Integers) -> Integers:
    """[kinds, splits] people on the lighter side of every split of the classes in two, unit by unit."""
    classes = counts.shape[2]
    # Every split once: the last class stays on one side.
    splits = (np.arange(1, 2 ** (classes - 1))[:, None] >> np.arange(classes) & 1).T
    one_side = counts @ splits
    lighter: Integers = np.minimum(one_side, counts.sum(axis=2)[:, :, None] - one_side).sum(axis=1)
    return lighter


def _levels(tree: Tree) -> Integers:
    levels = np.zeros(len(tree.parents), dtype=np.int64)
    for unit in tree.order:
        if tree.parents[unit] != OUTSIDE:
            levels[unit] = levels[tree.parents[unit]] + 1
    return levels
