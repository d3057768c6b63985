"""A breakdown over nested windows and over time: what two windows of one unit tell together.

Belongs here: rules 2 and 3 of breakdowns.py. Not here: one window alone (breakdown_windows.py).
"""

from collections.abc import Sequence

import numpy as np

from publishing.breakdowns import Breakdown, Classes, Reasons, by_class
from publishing.cutting import small_cut
from publishing.organisations import OUTSIDE, Integers, Reason, Tree


def withhold_differences(
    breakdown: Breakdown, classes: Classes, reasons: Reasons, group: Sequence[int], *, k: int
) -> None:
    """Withhold units in windows that give something away beside other windows.

    Args:
        breakdown: The people.
        classes: What categories are taken together in.
        reasons: [units, windows of the group] a `Reason`; changed in place.
        group: Positions of the windows that lie in one another.
        k: The smallest number of persons.
    """
    _Timeline(breakdown, classes, reasons, group, k=k).withhold()


class _Timeline:
    """Windows against each other, unit by unit from the top. Windows are positions in the group."""

    def __init__(
        self, breakdown: Breakdown, classes: Classes, reasons: Reasons, group: Sequence[int], *, k: int
    ) -> None:
        self.breakdown, self.classes, self.reasons, self.group, self.k = breakdown, classes, reasons, group, k
        self.windows = [breakdown.windows[window] for window in group]

    def withhold(self) -> None:
        """Years first, then rolling years, which rest on what is left of the quarters."""
        for period_type, settle in (("year", self._settle_year), ("r12", self._settle_rolling)):
            for coarse, window in enumerate(self.windows):
                if window.period_type == period_type:
                    inside = [
                        place
                        for place, other in enumerate(self.windows)
                        if other.period_type == "quarter" and window.holds(other)
                    ]
                    for unit in self._tree(coarse).order:
                        if self.reasons[unit, coarse] == Reason.NONE:
                            settle(unit, coarse, inside)

    def _settle_year(self, unit: int, year: int, quarters: list[int]) -> None:
        if not self._are_safe(unit, year, quarters):
            for quarter in quarters:
                self._hide(unit, quarter)

    def _settle_rolling(self, unit: int, rolling: int, quarters: list[int]) -> None:
        window = self.windows[rolling]
        same = [
            place for place, other in enumerate(self.windows) if other.period_type == "year" and other.holds(window)
        ]
        is_shown_year = any(self.reasons[unit, year] == Reason.NONE for year in same)
        is_tiled = not same and len(quarters) == 4
        if not is_shown_year and not (is_tiled and self._are_safe(unit, rolling, quarters)):
            self._hide(unit, rolling)

    def _are_safe(self, unit: int, coarse: int, quarters: list[int]) -> bool:
        together = all(self.reasons[unit, quarter] == Reason.NONE for quarter in quarters)
        return together and not any(self._is_exposed(unit, quarter, coarse) for quarter in quarters)

    def _hide(self, unit: int, window: int) -> None:
        for below in self._tree(window).below(unit):
            if self.reasons[below, window] == Reason.NONE:
                self.reasons[below, window] = Reason.TIME_DIFFERENCE

    def _tree(self, window: int) -> Tree:
        return self.breakdown.tree(self.group[window])

    def _is_exposed(self, unit: int, fine: int, coarse: int) -> bool:
        """Whether a mixture of the unit's classes in both windows isolates few; taken for granted where the unit was reorganised."""
        below = self._tree(fine).below(unit)
        if below != self._tree(coarse).below(unit):
            return True
        own = self.classes.at(is_company=unit == self._tree(fine).root)
        moves = self.breakdown.moves
        rows = np.flatnonzero((moves.fine == self.group[fine]) & (moves.coarse == self.group[coarse]))
        inside = sorted(below)
        sources = _vertices(own, inside, moves.fine_unit[rows], moves.fine_category[rows], side=0)
        targets = _vertices(own, inside, moves.coarse_unit[rows], moves.coarse_category[rows], side=1)
        stay = by_class(self.breakdown.persons[inside, :, self.group[fine]].sum(axis=0), own, axis=0)
        edges: dict[tuple[int, int], int] = {}
        for source, target, persons in zip(
            sources.tolist(), targets.tolist(), moves.persons[rows].tolist(), strict=True
        ):
            if source != OUTSIDE:
                stay[source // 2] -= persons
            if source != target:
                edges[source, target] = edges.get((source, target), 0) + persons
        for each, persons in enumerate(stay.tolist()):
            edges[2 * each, 2 * each + 1] = edges.get((2 * each, 2 * each + 1), 0) + persons
        return small_cut(edges, k=self.k) is not None


def _vertices(classes: Integers, inside: list[int], units: Integers, categories: Integers, *, side: int) -> Integers:
    """Per move the vertex of the class in a window: two for each class, OUTSIDE for who is not in the unit then."""
    is_inside = np.isin(units, inside)
    vertices: Integers = np.where(is_inside, 2 * classes[np.where(is_inside, categories, 0)] + side, OUTSIDE)
    return vertices
