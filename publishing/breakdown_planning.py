"""The planner's second step: at which units, and over which windows, a breakdown by an attribute of people may be shown.

Belongs here: the classes that categories are taken together in, and the order of the rules. The rules of one window stand in
breakdown_windows.py, those of windows against each other in breakdown_timelines.py. Not here: totals of units (planning.py), dimensions of
which a person may be in several categories (listings.py), and how the people are read (supporting_breakdowns.py).

A category with few people cannot be told apart without telling the rest: it is taken together with others in a class, and only categories
that are a class of their own are shown. The company has the finest classes that its size allows; units below it have classes made of whole
ones of the company's, as coarse as shows the most. A unit shows all its classes or none. What is protected, at every unit that shows them:

1. one window: what remains of the unit beside the children that show theirs is, in every class, nobody or at least k persons; and no
   combination of totals of units with classes isolates few. Whoever adds and subtracts them gives a person the sum of a coefficient of the
   unit and of the class, so the fewest that can be isolated are those on the lighter side of a split of the classes in two, unit by unit:
   0 or at least k over every split. Totals are taken to be known down to the direct staff of every unit, whether or not this release
   shows them. The company's classes inside one class of the units below cannot be told apart there: whoever splits them isolates the
   lighter side in every unit, and these must be at least k over every such split.
2. nested windows: every combination of the unit's classes in a quarter and in the year or rolling year around it (a cut of the graph of who
   is where in both; differences.py says why).
3. sums over time: a year that is shown has all its quarters beside it or none, and a rolling year all of them or is a year itself, so that
   no window that is withheld is the difference of some that are shown.

Not protected: categories of different units combined over nested windows, and earlier releases.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from publishing.breakdown_timelines import withhold_differences
from publishing.breakdown_windows import plan_window
from publishing.breakdowns import Breakdown, Classes, Reasons, by_class
from publishing.organisations import Booleans, Integers, Reason, Window

MOST_CLASSES = 10  # splits of the classes in two are tried one by one


def plan_breakdown(breakdown: Breakdown, *, totals: Reasons, k: int, depth: int) -> Reasons:
    """Decide which categories which units show in which windows.

    Args:
        breakdown: The people.
        totals: [units, windows] why the total of a unit is withheld; its categories would add up to it.
        k: The smallest number of persons.
        depth: Deepest level of the tree that is broken down; 0 is the company.

    Returns:
        [units, categories, windows] a `Reason`; NONE is shown.
    """
    size = (len(breakdown.units), len(breakdown.categories), len(breakdown.windows))
    reasons = np.full(size, Reason.SMALL_GROUP, dtype=np.uint8)
    for group in _connected(breakdown.windows):
        company = _company_classes(breakdown, group, k=k)
        if company.max() == 0:
            continue
        tried = []
        for below in _coarser(breakdown, company, group):
            classes = Classes(company=company, below=below)
            units = np.stack(
                [plan_window(breakdown, w, classes, totals=totals[:, w], k=k, depth=depth) for w in group], axis=1
            )
            withhold_differences(breakdown, classes, units, group, k=k)
            tried.append(_by_category(breakdown, classes, units, group))
        # The first that shows most: the finest among equals.
        reasons[:, :, group] = max(tried, key=lambda found: int((found == Reason.NONE).sum()))
    return reasons


def _connected(windows: Sequence[Window]) -> list[list[int]]:
    """Windows that lie in one another, directly or by way of others: they share their classes."""
    groups: list[list[int]] = []
    for place, window in enumerate(windows):
        touching = [g for g in groups if any(windows[o].holds(window) or window.holds(windows[o]) for o in g)]
        groups = [g for g in groups if g not in touching] + [sorted([place, *(o for g in touching for o in g)])]
    return sorted(groups)


def _company_classes(breakdown: Breakdown, group: list[int], *, k: int) -> Integers:
    """The finest classes in which nobody is in a group of fewer than k people of the company, in any window of the group."""
    classes = np.arange(len(breakdown.categories))
    persons, present = (
        counts[:, :, group].sum(axis=0).astype(np.int64) for counts in (breakdown.persons, breakdown.present)
    )
    while classes.max() > 0:
        counts = by_class(persons, classes, axis=0)
        small = np.any((counts < k) & (by_class(present, classes, axis=0) > 0), axis=1)
        if not small.any() and len(counts) <= MOST_CLASSES:
            break
        classes = _joined(classes, counts.sum(axis=1), first=small if small.any() else np.logical_not(small))
    return classes


def _coarser(breakdown: Breakdown, classes: Integers, group: list[int]) -> Iterator[Integers]:
    """Ever coarser classes made of whole ones, from the given ones on: the smallest goes with the next smallest."""
    persons = breakdown.persons[:, :, group].sum(axis=(0, 2))
    while classes.max() > 0:
        yield classes
        sizes = by_class(persons, classes, axis=0)
        classes = _joined(classes, sizes, first=np.ones(len(sizes), dtype=np.bool_))


def _joined(classes: Integers, sizes: Integers, *, first: Booleans) -> Integers:
    """Join the smallest of some classes with the smallest of all others."""
    one = int(np.flatnonzero(first)[np.argmin(sizes[first])])
    others = np.delete(np.arange(len(sizes)), one)
    other = int(others[np.argmin(sizes[others])])
    joined: Integers = np.unique(np.where(classes == max(one, other), min(one, other), classes), return_inverse=True)[1]
    return joined


def _by_category(breakdown: Breakdown, classes: Classes, units: Reasons, group: list[int]) -> Reasons:
    """[units, categories, group] the reasons of units, and of categories that are no class of their own."""
    reasons = np.repeat(units[:, None, :], len(breakdown.categories), axis=1)
    for column, window in enumerate(group):
        root = breakdown.tree(window).root
        for unit in np.flatnonzero(units[:, column] == Reason.NONE).tolist():
            own = classes.at(is_company=unit == root)
            reasons[unit, np.bincount(own)[own] > 1, column] = Reason.COMPLEMENT
    return reasons
