"""Cutting timelines by hand: two or three months, a few units, every condition by itself."""

import numpy as np

from publishing.organisations import OUTSIDE, tree_of
from publishing.stretches import Cut, Era, cut_timelines

K = 5


def cut(
    parents: list[int], months: list[list[int]], *, whole: list[int], traces: list[list[bool]] | None = None
) -> dict[int, Cut]:
    """Cut an era whose windows are its months and all of them together."""
    monthly = np.array(months, dtype=np.int64)
    count = monthly.shape[1]
    nobody = np.zeros(monthly.shape, dtype=np.bool_)
    era = Era(
        tree=tree_of(parents, root=0),
        months=monthly,
        traces=nobody if traces is None else np.array(traces),
        direct_traces=nobody,
        windows=np.column_stack([monthly, whole]),
        starts=np.array([*range(count), 0]),
        ends=np.array([*range(1, count + 1), count]),
    )
    return cut_timelines(era, k=K)


def spans(stretches: Cut) -> list[tuple[int, int]]:
    return [(stretch.start, stretch.end) for stretch in stretches if not stretch.is_hidden]


def test_months_of_enough_people_are_told_apart() -> None:
    cuts = cut([OUTSIDE, 0, 0], [[16, 16], [8, 8], [8, 8]], whole=[16, 8, 8])
    assert spans(cuts[1]) == [(0, 1), (1, 2)]


def test_a_small_month_is_told_with_its_neighbour_and_a_sibling_with_it() -> None:
    """Alone the unit's small month would follow from the company's month less its sibling's."""
    cuts = cut([OUTSIDE, 0, 0], [[11, 16], [3, 8], [8, 8]], whole=[16, 8, 8])
    assert spans(cuts[1]) == [(0, 2)]
    assert spans(cuts[2]) == [(0, 2)]


def test_nothing_below_a_unit_that_vouches_is_shown() -> None:
    """The second unit vouches with 10 people a month; its children, of 5 each, would say between them who moved from one to the other."""
    months = [[13, 18], [3, 8], [10, 10], [10, 0], [0, 10]]
    cuts = cut([OUTSIDE, 0, 0, 2, 2], months, whole=[18, 8, 10, 0, 10])
    assert spans(cuts[2]) == [(0, 2)]
    assert cuts[2][0].is_sealed
    assert spans(cuts[3]) == spans(cuts[4]) == []


def test_children_vouch_together_with_their_share_of_a_month_not_with_all_their_people() -> None:
    """Two units of 3 a month are 6, but a difference may take the first in one month and the second in the other: the same three people.

    With three units, 9 people over two months leave 5 in one of them.
    """
    two = cut([OUTSIDE, 0, 0], [[6, 6], [3, 3], [3, 3]], whole=[10, 5, 5])
    assert spans(two[1]) == spans(two[2]) == []
    three = cut([OUTSIDE, 0, 0, 0], [[9, 9], [3, 3], [3, 3], [3, 3]], whole=[15, 5, 5, 5])
    assert spans(three[1]) == spans(three[2]) == spans(three[3]) == [(0, 2)]


def test_a_month_in_which_people_left_a_sum_behind_is_not_empty() -> None:
    months, whole = [[8, 16], [0, 8], [8, 8]], [16, 8, 8]
    empty = cut([OUTSIDE, 0, 0], months, whole=whole)
    assert spans(empty[1]) == [(0, 1), (1, 2)]
    traced = cut([OUTSIDE, 0, 0], months, whole=whole, traces=[[False, False], [True, False], [False, False]])
    assert spans(traced[1]) == [(0, 2)]


def test_the_end_that_more_windows_share_is_kept() -> None:
    """February is small; January to February are a window of their own, so that it is March that stays apart."""
    monthly = np.array([[9, 3, 9]])
    era = Era(
        tree=tree_of([OUTSIDE], root=0),
        months=monthly,
        traces=monthly < 0,
        direct_traces=monthly < 0,
        windows=np.array([[9, 3, 9, 10]]),
        starts=np.array([0, 1, 2, 0]),
        ends=np.array([1, 2, 3, 2]),
    )
    assert spans(cut_timelines(era, k=K)[0]) == [(0, 2), (2, 3)]
