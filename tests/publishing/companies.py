"""Small companies drawn at random: who sits where in which month, and the support that dbt would count from it.

Belongs here: the cast of the planner's proof. It counts straight from the people, as the definitions say, and shares no code with
the planner. Not here: the attack (attacks.py) and what is claimed (test_publishing_planning_proof.py).
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from publishing.organisations import OUTSIDE, Flows, Integers, Support, Tree, Window, tree_of

NOWHERE = -1
_RANKS = {"r12": 0, "year": 1, "quarter": 2, "month": 3}


@dataclass(frozen=True, kw_only=True)
class Company:
    """People and the tree, month by month.

    Attributes:
        places: [people, months] the unit a person sits in at the end of the month or of the job in it, NOWHERE outside.
        parents: [months, units] the tree of each month; unit 0 is the root.
    """

    places: Integers
    parents: Integers

    def tree(self, month: int) -> Tree:
        """The tree of a month."""
        return tree_of(self.parents[month].tolist(), root=0)


def draw_company(seed: int, *, months: int = 15, with_reorganisations: bool = True, sparse: bool = False) -> Company:
    """Draw a company of 3 to 12 units and 10 to 80 people who join, move alone or in bulk, and leave.

    Args:
        seed: Of the random numbers.
        months: Length of the history.
        with_reorganisations: Whether units may move to another parent.
        sparse: Whether people come and go from the records month by month, as those who start a course do.

    Returns:
        The company.
    """
    rng = np.random.default_rng(seed)
    n_units, n_people = int(rng.integers(3, 13)), int(rng.integers(10, 81))
    parents = np.full(n_units, OUTSIDE)
    for unit in range(1, n_units):
        parents[unit] = rng.integers(0, max(1, unit if rng.random() < 0.5 else unit // 3 + 1))
    weights = rng.random(n_units) ** 2 + 0.02
    weights[[unit for unit in range(n_units) if (parents == unit).any()]] *= 0.15
    weights /= weights.sum()
    restlessness = rng.choice([0.0, 0.005, 0.02, 0.06])
    turnover = rng.choice([0.0, 0.01, 0.04])
    places = np.full((n_people, months), NOWHERE, dtype=np.int64)
    for person in range(n_people):
        here = int(rng.choice(n_units, p=weights))
        start = 0 if rng.random() > turnover * 8 else int(rng.integers(0, months))
        for month in range(start, months):
            if rng.random() < restlessness:
                here = int(rng.choice(n_units, p=weights))
            places[person, month] = here
            if rng.random() < turnover:
                break
    for _ in range(int(rng.integers(0, 3))):
        month, source, target = (
            int(rng.integers(1, months)),
            int(rng.integers(0, n_units)),
            int(rng.integers(0, n_units)),
        )
        movers = places[:, month] == source
        places[movers, month:] = np.where(places[movers, month:] == NOWHERE, NOWHERE, target)
    if sparse:
        places[rng.random(places.shape) < rng.choice([0.5, 0.75])] = NOWHERE
    trees = np.tile(parents, (months, 1))
    if with_reorganisations and n_units > 3 and rng.random() < 0.4:
        month, unit = int(rng.integers(1, months)), int(rng.integers(1, n_units))
        tree = tree_of(parents.tolist(), root=0)
        trees[month:, unit] = rng.choice([other for other in range(n_units) if other not in tree.below(unit)])
    return Company(places=places, parents=trees)


def months_of(window: Window) -> range:
    """The months of a window of a company whose first month is January 2022."""
    first, last = ((day.year - 2022) * 12 + day.month - 1 for day in (window.start, window.end))
    return range(first, last + 1)


def windows_of(months: int) -> list[Window]:
    """Every complete month, quarter, calendar year and rolling year."""
    first_days = [date(2022 + month // 12, month % 12 + 1, 1) for month in range(months + 1)]
    lengths = {"month": (1, 1), "quarter": (3, 3), "year": (12, 12), "r12": (12, 1)}
    return [
        Window(period_type=period_type, start=first_days[first], end=first_days[first + length] - timedelta(days=1))
        for period_type, (length, step) in lengths.items()
        for first in range(0, months - length + 1, step)
    ]


def last_places(company: Company, window: Window) -> Integers:
    """Per person the unit of the last month of the window in which the person is there."""
    found = np.full(len(company.places), NOWHERE, dtype=np.int64)
    for month in months_of(window):
        found = np.where(company.places[:, month] != NOWHERE, company.places[:, month], found)
    return found


def support_of(company: Company, *, without: str = "") -> Support:
    """Count the support of a company the way the marts do: distinct people by the unit of their last day in the window.

    `without` names a period type that the set of records lacks.
    """
    n_units, months = company.parents.shape[1], len(company.parents)
    windows = [window for window in windows_of(months) if window.period_type != without]
    different: list[list[int]] = []
    for parents in company.parents.tolist():
        if parents not in different:
            different.append(parents)
    trees = [tree_of(parents, root=0) for parents in different]
    tree_of_window = np.array(
        [different.index(company.parents[months_of(w)[-1]].tolist()) for w in windows], dtype=np.int64
    )
    lasts = [last_places(company, window) for window in windows]
    persons = np.zeros((n_units, len(windows)), dtype=np.int64)
    present = np.zeros_like(persons)
    direct, direct_present = np.zeros_like(persons), np.zeros_like(persons)
    for column, window in enumerate(windows):
        seen = [np.unique(company.places[:, month], return_counts=True) for month in months_of(window)]
        for unit in range(n_units):
            below = list(trees[tree_of_window[column]].below(unit))
            persons[unit, column] = np.isin(lasts[column], below).sum()
            direct[unit, column] = (lasts[column] == unit).sum()
            present[unit, column] = sum(counts[np.isin(units, below)].sum() for units, counts in seen)
            direct_present[unit, column] = sum(counts[units == unit].sum() for units, counts in seen)
    return Support(
        units=tuple(f"u{unit:02}" for unit in range(n_units)),
        windows=tuple(windows),
        trees=tuple(trees),
        tree_of_window=tree_of_window,
        persons=persons,
        traces=(persons == 0) & (present > 0),
        direct_traces=(direct == 0) & (direct_present > 0),
        flows=_flows(windows, trees, tree_of_window, lasts),
    )


def _flows(windows: list[Window], trees: list[Tree], tree_of_window: Integers, lasts: list[Integers]) -> Flows:
    rows: dict[tuple[int, int, int, int, int], int] = {}
    for fine, inner in enumerate(windows):
        for coarse, outer in enumerate(windows):
            if _RANKS[inner.period_type] <= _RANKS[outer.period_type] or not outer.holds(inner):
                continue
            pairs, counts = np.unique(np.stack([lasts[fine], lasts[coarse]]), axis=1, return_counts=True)
            for source, target, count in zip(*pairs.tolist(), counts.tolist(), strict=True):
                steps = (_steps(trees[tree_of_window[fine]], source), _steps(trees[tree_of_window[coarse]], target))
                for node in steps[0].keys() | steps[1].keys():
                    ends = steps[0].get(node, OUTSIDE), steps[1].get(node, OUTSIDE)
                    if ends[0] != ends[1]:
                        rows[fine, coarse, node, *ends] = rows.get((fine, coarse, node, *ends), 0) + count
    columns = np.array([[*key, persons] for key, persons in sorted(rows.items())], dtype=np.int64).reshape(-1, 6).T
    names = ("fine", "coarse", "node", "source", "target", "persons")
    return Flows(**dict(zip(names, columns, strict=True)))


def _steps(tree: Tree, unit: int) -> dict[int, int]:
    """Per unit above a place (itself included) the child on the way down to it, the unit itself for its direct staff."""
    steps, below = {}, unit
    while unit != OUTSIDE:
        steps[unit] = below
        below, unit = unit, int(tree.parents[unit])
    return steps
