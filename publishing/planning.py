"""The planner: which cells of a set of records may be shown, so that no group of fewer than k persons can be worked out.

Belongs here: the order of the rules, and the reason of each withheld cell. The rules themselves stand in complements.py (one
window), differences.py (a window inside another) and timelines.py (windows that add up). Not here: what a metric adds to
the plan, its own smallest number or deepest level (protecting.py), and how a shown value is coded (coding.py).

What is protected: within one set of records, every combination of (1) a unit and its children, (2) two nested windows of the
units at one node, as sets of people, and (3) sums over all windows and units. What is not: rolling years a month apart as
sets of people, units of different nodes combined over nested windows, and other audiences. What earlier releases have told is taken in by
planning_beside.py.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from publishing.complements import withhold_complements
from publishing.differences import Differences, differences_of, exposed_combinations, exposed_remainders, flows_at
from publishing.organisations import NESTED_TYPES, Booleans, Integers, Reason, Support, Tree
from publishing.timelines import allowed_windows

Reasons = NDArray[np.uint8]


def plan(support: Support, *, k: int, adds_over_time: bool, forbidden: Booleans | None = None) -> Reasons:
    """Decide which cells of one set of records are shown.

    A unit is shown only where its parent is. Windows are planned coarse first; a finer window may show at a node only children
    that every coarser window around it shows.

    Args:
        support: Persons, trees and flows of complete windows.
        k: The smallest number of persons, at least 1.
        adds_over_time: Whether the published numbers of a window are sums over the months in it.
        forbidden: [units, windows] cells that must not be shown whatever the rules say; none if None.

    Returns:
        [units, windows] a `Reason`; NONE is shown.
    """
    return _Planner(support, k=k, adds_over_time=adds_over_time, forbidden=forbidden).plan()


class _Planner:
    """The state of one plan: what is shown so far, and what must not be shown again."""

    def __init__(self, support: Support, *, k: int, adds_over_time: bool, forbidden: Booleans | None) -> None:
        self.support, self.k = support, k
        size = support.persons.shape
        self.shown: Booleans = np.zeros(size, dtype=np.bool_)
        self.complement: Booleans = np.zeros(size, dtype=np.bool_)
        self.forbidden: Booleans = support.persons < k
        if forbidden is not None:
            self.forbidden |= forbidden
        if adds_over_time:
            timelines = allowed_windows(support, k=k)
            self.complement |= timelines.for_remainder
            self.forbidden |= ~timelines.allowed
        self.differences: Differences = differences_of(support, k=k)
        self.parents: Integers = np.stack([tree.parents for tree in support.trees])[support.tree_of_window].T

    def plan(self) -> Reasons:
        """Plan every type of window in turn."""
        types = [window.period_type for window in self.support.windows]
        for period_type in [*NESTED_TYPES, *sorted(set(types) - set(NESTED_TYPES))]:
            todo = np.array([position for position, found in enumerate(types) if found == period_type], dtype=np.int64)
            while len(todo):
                todo = self._plan_windows(todo)
        return self._reasons()

    def _plan_windows(self, windows: Integers) -> Integers:
        """Plan some windows of one type; return those in which a node had to be forbidden, to be planned again."""
        pairs = np.flatnonzero(np.isin(self.differences.fine, windows))
        self._forbid_what_differs(pairs)
        self.shown[:, windows] = False
        again: list[Integers] = []
        for position, tree in enumerate(self.support.trees):
            here = windows[self.support.tree_of_window[windows] == position]
            if len(here):
                self.shown[tree.root, here] = ~self.forbidden[tree.root, here]
                again += [self._plan_node(node, tree, windows=here, pairs=pairs) for node in tree.order]
        return np.unique(np.concatenate(again))

    def _forbid_what_differs(self, pairs: Integers) -> None:
        """Forbid units in a fine window that the coarse one around it withholds, or shows of other people by a few."""
        fine, coarse = self.differences.fine[pairs], self.differences.coarse[pairs]
        parents = self.parents[:, fine]
        parent_shown = (parents >= 0) & self.shown[parents, coarse]
        unit_shown = self.shown[:, coarse]
        bad = (parent_shown & ~unit_shown) | (unit_shown & self.differences.differs_by_few[:, pairs])
        units, columns = np.nonzero(bad)
        self.forbidden[units, fine[columns]] = True
        # Withheld in a year as the complement of a sibling, a unit is withheld in its months for the same reason.
        units, columns = np.nonzero(parent_shown & self.complement[:, coarse] & ~unit_shown)
        self.complement[units, fine[columns]] = True

    def _plan_node(self, node: int, tree: Tree, *, windows: Integers, pairs: Integers) -> Integers:
        """Show children of a node; return the windows in which the node itself must not be shown."""
        windows = windows[self.shown[node, windows]]
        children = np.array(tree.children[node], dtype=np.int64)
        at = np.ix_(children, windows)
        possible = ~self.forbidden[at]
        self.shown[at] = self._without_complements(node, children, windows=windows, shown=possible)
        self.complement[at] |= possible & ~self.shown[at]
        pairs = pairs[np.isin(self.differences.fine[pairs], windows)]
        pairs = pairs[self.shown[node, self.differences.coarse[pairs]]]
        stuck: list[int] = []
        while len(pairs):
            exposed = self._exposed(node, pairs=pairs)
            if not exposed:
                break
            # With no child left to withhold it is the node itself that must go: its own parent is then planned again.
            stuck += [
                window for window, units in exposed.items() if not self._withhold(children, window=window, among=units)
            ]
            pairs = pairs[~np.isin(self.differences.fine[pairs], stuck)]
        self.forbidden[node, stuck] = True
        return np.array(stuck, dtype=np.int64)

    def _without_complements(self, node: int, children: Integers, *, windows: Integers, shown: Booleans) -> Booleans:
        support, at = self.support, np.ix_(children, windows)
        return withhold_complements(
            shown,
            node=support.persons[node, windows],
            children=support.persons[at],
            child_traces=support.traces[at],
            direct_traces=support.direct_traces[node, windows],
            k=self.k,
        )

    def _exposed(self, node: int, *, pairs: Integers) -> dict[int, frozenset[int]]:
        """Fine windows whose blocks at a node differ by few from a coarse window's, each with units to withhold first."""
        differences = self.differences
        flows = flows_at(differences, node, pairs=pairs)
        remainders = exposed_remainders(differences, flows, shown=self.shown)
        some_child: Sequence[int] = [
            pair for pair in remainders.tolist() if self._shows_a_child(node, differences.fine[pair])
        ]
        if some_child:
            return {int(differences.fine[pair]): frozenset() for pair in some_child}
        found = exposed_combinations(differences, flows, shown=self.shown)
        # A child on the far side of the cut from the remainder joins the two sides when it is withheld.
        everywhere = frozenset(range(len(self.support.units)))
        return {
            int(differences.fine[pair]): everywhere - units if node in units else units for pair, units in found.items()
        }

    def _shows_a_child(self, node: int, window: int) -> bool:
        return bool((self.shown[:, window] & (self.parents[:, window] == node)).any())

    def _withhold(self, children: Integers, *, window: int, among: frozenset[int]) -> bool:
        """Withhold the smallest shown child, of some if they are shown; whether there was one."""
        shown = [child for child in children.tolist() if self.shown[child, window]]
        first = [child for child in shown if child in among] or shown
        if not first:
            return False
        self.shown[min(first, key=lambda child: (self.support.persons[child, window], child)), window] = False
        return True

    def _reasons(self) -> Reasons:
        """Name the reason of every cell that is not shown; the first that applies."""
        parents = self.parents
        parent_shown = (parents < 0) | self.shown[parents, np.arange(parents.shape[1])]
        reasons = np.select(
            [self.shown, self.support.persons < self.k, ~parent_shown, self.complement],
            [Reason.NONE, Reason.SMALL_GROUP, Reason.PARENT_WITHHELD, Reason.COMPLEMENT],
            default=Reason.TIME_DIFFERENCE,
        )
        return reasons.astype(np.uint8)
