"""Planning beside what has been told: a plan that takes in every cell that earlier releases show.

Belongs here: which new cells must give way, so that the plan of this release holds the cells of the earlier ones. The plan itself stands in
planning.py, what was told in restating.py.

A window that completes later can make earlier ones too fine: a month that differs from its quarter by two people is safe until the
quarter is there. The planner, that knows all windows at once, would withhold the month; but it has been told. So the new window gives
way: where today's plan would withhold a told cell, the new windows around it are forbidden there, the shortest first, and the plan is
made again, until it holds every told cell. What is shown is then a part of one plan, and as safe as that.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from publishing.organisations import NESTED_TYPES, Booleans, Integers, Reason, Support
from publishing.planning import Reasons, plan


@dataclass(frozen=True, kw_only=True)
class Told:
    """What earlier releases show of a set of records.

    Attributes:
        cells: [units, windows] the cell is shown.
        windows: [windows] the window was told by an earlier release, whatever it showed.
    """

    cells: Booleans
    windows: Booleans


def plan_beside(support: Support, told: Told, *, k: int, adds_over_time: bool) -> Reasons:
    """Decide which cells of one set of records are shown, beside those that are.

    Args:
        support: As for `plan`.
        told: What is shown already.
        k: The smallest number of persons.
        adds_over_time: As for `plan`.

    Returns:
        [units, windows] a `Reason`; NONE is shown. A told cell that people themselves have changed may be withheld still.
    """
    forbidden = np.zeros(support.persons.shape, dtype=np.bool_)
    while True:
        reasons = plan(support, k=k, adds_over_time=adds_over_time, forbidden=forbidden)
        shown = reasons == Reason.NONE
        lost = np.argwhere(told.cells & ~shown & (reasons != Reason.PARENT_WITHHELD))
        giving_way = [
            cells
            for unit, window in lost.tolist()
            if len(cells := _next_to_give_way(support, told, shown, unit, window))
        ]
        if not giving_way:
            return reasons
        units, windows = np.concatenate(giving_way).T
        forbidden[units, windows] = True


def _next_to_give_way(support: Support, told: Told, shown: Booleans, unit: int, window: int) -> Integers:
    """Rows (unit, window) of the shortest new window around a told cell in which something shown bears on it.

    The unit itself goes first, then those beside it, then the unit above.
    """
    for around in _around(support, told, window):
        parents = support.trees[support.tree_of_window[around]].parents
        beside = np.flatnonzero(parents == parents[unit]) if parents[unit] >= 0 else np.array([unit])
        for group in ([unit], beside.tolist(), [int(parents[unit])] if parents[unit] >= 0 else []):
            bearing = [each for each in group if shown[each, around]]
            if bearing:
                return np.array([(each, around) for each in bearing], dtype=np.int64)
    return np.empty((0, 2), dtype=np.int64)


def _around(support: Support, told: Told, window: int) -> Sequence[int]:
    """The new windows that hold a told one, the shortest first."""
    ranks = {period_type: rank for rank, period_type in enumerate(reversed(NESTED_TYPES))}
    inner = support.windows[window]
    found = [
        place
        for place, outer in enumerate(support.windows)
        if not told.windows[place] and outer.period_type in ranks and outer.holds(inner)
    ]
    return sorted(found, key=lambda place: (ranks[support.windows[place].period_type], place))
