"""The complement rule by hand: what remains of a unit is nobody, or at least five."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from publishing.complements import withhold_complements

K = 5


def shown(
    node: int, children: list[int], *, traces: list[bool] | None = None, direct_trace: bool = False
) -> list[bool]:
    persons = np.array(children, dtype=np.int64)[:, None]
    kept = withhold_complements(
        persons >= K,
        node=np.array([node]),
        children=persons,
        child_traces=np.array(traces or [False] * len(children))[:, None],
        direct_traces=np.array([direct_trace]),
        k=K,
    )
    return [bool(stays) for stays in kept[:, 0]]


def test_nothing_is_withheld_where_nobody_remains() -> None:
    assert shown(24, [12, 7, 5]) == [True, True, True]


def test_a_director_takes_the_smallest_child_along() -> None:
    assert shown(25, [12, 7, 5]) == [True, True, False]


def test_a_small_child_takes_the_smallest_large_one_along() -> None:
    assert shown(22, [12, 7, 3]) == [True, False, False]


def test_small_children_that_are_five_together_take_nobody_along() -> None:
    assert shown(25, [12, 7, 3, 3]) == [True, True, False, False]


def test_of_equals_the_first_goes() -> None:
    assert shown(13, [6, 6]) == [False, True]


def test_people_who_left_a_sum_behind_are_not_nobody() -> None:
    """A closed team is counted where its people went; its hours are still the unit's less those of the other teams."""
    assert shown(19, [12, 7, 0], traces=[False, False, True]) == [True, False, False]
    assert shown(19, [12, 7], direct_trace=True) == [True, False]


@given(st.lists(st.integers(0, 20), max_size=6), st.integers(0, 12))
def test_what_remains_is_nobody_or_enough(children: list[int], direct: int) -> None:
    node = sum(children) + direct
    if node < K:
        return
    kept = shown(node, children)
    remainder = node - sum(size for size, stays in zip(children, kept, strict=True) if stays)
    assert remainder == 0 or remainder >= K
    assert all(size >= K for size, stays in zip(children, kept, strict=True) if stays)
