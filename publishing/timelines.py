"""Sums over time: a quarter is its months, so whoever knows two of them and the quarter knows the third.

Months are the pieces that windows add up from; in a set of records that has none, quarters are, and "month" below reads "quarter".
A rolling year that ends within a quarter then adds up from nothing that is counted: two of them a month apart are a month of the one year
less the same month of the year before, and no unit is shown over them.

Belongs here: over which windows a unit may be shown at all, where what is published adds up over time (hours, records, and the
numerators of rates). Not here: how a timeline is cut (stretches.py), one window alone (complements.py), two windows as
sets of people (differences.py).

The rule. The timeline of every unit is cut into stretches of months. A unit is shown over a window only if the window is made
of whole stretches, none of them hidden. Stretches are chosen from the root down, so that

1. a stretch of a unit holds nobody or at least k persons, and is made of whole stretches of its parent;
2. what remains of a unit over each of its stretches, its direct staff and the children hidden there, is nobody or at least k;
3. where a child's stretch takes in several of its parent's, the children with stretches so long leave at least k persons in
   any difference that tells the parent's apart.

Why that is enough. Every published sum is a sum over people and months, with a coefficient for the person's place in the
month; so is every linear combination of published sums, and whoever has a coefficient other than 0 is in it. Down the tree,
the coefficient of a unit is that of its parent plus a term that is constant over each of the unit's stretches. Either the
coefficient of every unit is constant over its stretches, and then it is whole remainders (2) that are in the combination:
nobody, or at least k. Or it differs within a stretch of some child, and then (3) at least k are.

A window in which a unit's subtree changed holds, over the months before, another set of people than the unit of those months.
It is shown if it is made of whole remainders over whole stretches, which leaves the argument as it is.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from publishing.organisations import OUTSIDE, Booleans, Integers, Support
from publishing.stretches import Era, cut_timelines


@dataclass(frozen=True, kw_only=True)
class Timelines:
    """What may be shown where sums add up over time.

    Attributes:
        allowed: [units, windows] the unit may be shown over the window, as far as sums over time go.
        for_remainder: [units, windows] it may not, because it protects the remainder of its parent.
    """

    allowed: Booleans
    for_remainder: Booleans


@dataclass(frozen=True, kw_only=True)
class _Calendar:
    """The months of a set of records in order, and its windows in months.

    Attributes:
        months: Positions of the windows that are months, by time; quarters where there are no months.
        tiled: Per window whether complete months tile it.
        starts: Per window the month it starts with; 0 where it is not tiled.
        ends: Per window the month after it; 0 where it is not tiled.
        eras: Runs of consecutive months with one tree, as (first, after).
    """

    months: Integers
    tiled: Booleans
    starts: Integers
    ends: Integers
    eras: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class _Cuts:
    """How every timeline is cut: [units, months], the first month of the stretch and the month after it."""

    first: Integers
    after: Integers
    hidden: Booleans
    for_remainder: Booleans


def allowed_windows(support: Support, *, k: int) -> Timelines:
    """Decide over which windows each unit may be shown.

    Args:
        support: Persons per unit and window. A window that complete months do not tile is not allowed; where there are neither
            months nor quarters, no window is taken for a sum of others and all are.
        k: The smallest number of persons.

    Returns:
        What may be shown.
    """
    calendar = _calendar(support)
    if not len(calendar.months):
        nothing = np.zeros(support.persons.shape, dtype=np.bool_)
        return Timelines(allowed=~nothing, for_remainder=nothing)
    cuts = _cuts(support, calendar, k=k)
    starts, ends = calendar.starts, calendar.ends
    last = np.maximum(ends - 1, 0)
    whole = (cuts.first[:, starts] == starts) & (cuts.after[:, last] == ends)
    allowed = calendar.tiled & whole & ~_any_between(cuts.hidden, starts, ends)
    changed = calendar.tiled & _any_between(_changes(support, calendar), starts + 1, ends)
    if changed.any():
        labels, populated = _remainders(support, calendar, cuts)
        for unit, window in np.argwhere(changed).tolist():
            inside = np.zeros(len(support.units), dtype=np.bool_)
            inside[list(support.trees[support.tree_of_window[window]].below(unit))] = True
            allowed[unit, window] = all(
                _is_whole(
                    inside,
                    labels[:, month],
                    populated[:, month],
                    cuts=cuts,
                    month=month,
                    span=(starts[window], ends[window]),
                )
                for month in range(starts[window], ends[window])
            )
    return Timelines(
        allowed=allowed, for_remainder=calendar.tiled & _any_between(cuts.for_remainder, starts, ends) & ~allowed
    )


def _calendar(support: Support) -> _Calendar:
    windows = support.windows
    piece = "month" if any(window.period_type == "month" for window in windows) else "quarter"
    months = sorted(
        (position for position, w in enumerate(windows) if w.period_type == piece), key=lambda m: windows[m].start
    )
    start_of = {windows[position].start: month for month, position in enumerate(months)}
    end_of = {windows[position].after: month + 1 for month, position in enumerate(months)}
    follows = [windows[before].after == windows[month].start for before, month in pairwise(months)]
    trees = support.tree_of_window[months]
    breaks = [month for month in range(1, len(months)) if not follows[month - 1] or trees[month] != trees[month - 1]]
    gaps_before = np.concatenate([[0], np.cumsum(np.logical_not(follows))])
    starts = np.array([start_of.get(window.start, -1) for window in windows], dtype=np.int64)
    ends = np.array([end_of.get(window.after, -1) for window in windows], dtype=np.int64)
    tiled = (starts >= 0) & (ends > 0)
    if months:
        tiled &= gaps_before[np.maximum(starts, 0)] == gaps_before[np.maximum(ends - 1, 0)]
    bounds = [0, *breaks, len(months)]
    return _Calendar(
        months=np.array(months, dtype=np.int64),
        tiled=tiled,
        starts=np.where(tiled, starts, 0),
        ends=np.where(tiled, ends, 0),
        eras=tuple(pairwise(bounds)),
    )


def _cuts(support: Support, calendar: _Calendar, *, k: int) -> _Cuts:
    size = (len(support.units), len(calendar.months))
    cuts = _Cuts(
        first=np.full(size, -1, dtype=np.int64),
        after=np.full(size, -1, dtype=np.int64),
        hidden=np.ones(size, dtype=np.bool_),
        for_remainder=np.zeros(size, dtype=np.bool_),
    )
    for begin, end in calendar.eras:
        months = calendar.months[begin:end]
        within = np.flatnonzero(calendar.tiled & (calendar.starts >= begin) & (calendar.ends <= end))
        era = Era(
            tree=support.trees[support.tree_of_window[months[0]]],
            months=support.persons[:, months],
            traces=support.traces[:, months],
            direct_traces=support.direct_traces[:, months],
            windows=support.persons[:, within],
            starts=calendar.starts[within] - begin,
            ends=calendar.ends[within] - begin,
        )
        for unit, stretches in cut_timelines(era, k=k).items():
            for stretch in stretches:
                span = slice(begin + stretch.start, begin + stretch.end)
                cuts.first[unit, span], cuts.after[unit, span] = span.start, span.stop
                cuts.hidden[unit, span], cuts.for_remainder[unit, span] = stretch.is_hidden, stretch.is_for_remainder
    return cuts


def _any_between(marks: Booleans, starts: Integers, ends: Integers) -> Booleans:
    """[units, windows] whether a month from start to before end is marked."""
    counts = np.concatenate([np.zeros((len(marks), 1), dtype=np.int64), np.cumsum(marks, axis=1)], axis=1)
    found: Booleans = counts[:, np.maximum(starts, ends)] > counts[:, starts]
    return found


def _changes(support: Support, calendar: _Calendar) -> Booleans:
    """[units, months] whether the unit's subtree is another one than in the month before."""
    subtrees = [[tree.below(unit) for unit in range(len(support.units))] for tree in support.trees]
    trees = support.tree_of_window[calendar.months].tolist()
    changes = np.zeros((len(support.units), len(trees)), dtype=np.bool_)
    for month in range(1, len(trees)):
        before, now = subtrees[trees[month - 1]], subtrees[trees[month]]
        if trees[month - 1] != trees[month]:
            changes[:, month] = [old != new for old, new in zip(before, now, strict=True)]
    return changes


def _remainders(support: Support, calendar: _Calendar, cuts: _Cuts) -> tuple[Integers, Booleans]:
    """[units, months] the lowest unit not hidden that holds the unit's direct staff, and whether there is any."""
    size = (len(support.units), len(calendar.months))
    labels, populated = np.full(size, OUTSIDE, dtype=np.int64), np.zeros(size, dtype=np.bool_)
    for month, window in enumerate(calendar.months.tolist()):
        tree = support.trees[support.tree_of_window[window]]
        for unit in tree.order:
            above = OUTSIDE if unit == tree.root else labels[tree.parents[unit], month]
            labels[unit, month] = above if cuts.hidden[unit, month] else unit
            direct = support.persons[unit, window] - support.persons[list(tree.children[unit]), window].sum()
            populated[unit, month] = direct > 0 or support.direct_traces[unit, window]
    return labels, populated


def _is_whole(
    inside: Booleans, labels: Integers, populated: Booleans, *, cuts: _Cuts, month: int, span: tuple[int, int]
) -> bool:
    """Whether some units hold, in a month, whole remainders only, over stretches inside a span of months."""
    touched = np.unique(labels[inside & populated])
    if OUTSIDE in touched or (populated & ~inside & np.isin(labels, touched)).any():
        return False
    return bool((cuts.first[touched, month] >= span[0]).all() and (cuts.after[touched, month] <= span[1]).all())
