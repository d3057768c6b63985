"""Small cuts against brute force: every way to part the vertices in two is weighed."""

from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from publishing.cutting import small_cut

EDGES = st.dictionaries(st.tuples(st.integers(-1, 6), st.integers(-1, 6)), st.integers(0, 7), max_size=14)


def weight(edges: dict[tuple[int, int], int], side: frozenset[int]) -> int:
    return sum(weight for (first, second), weight in edges.items() if (first in side) != (second in side))


@given(EDGES, st.integers(1, 9))
def test_a_small_cut_is_found_exactly_where_there_is_one(edges: dict[tuple[int, int], int], k: int) -> None:
    vertices = sorted(set(chain.from_iterable(edges)))
    sides = [frozenset(side) for size in range(len(vertices)) for side in combinations(vertices, size)]
    exists = any(0 < weight(edges, side) < k for side in sides)
    found = small_cut(edges, k=k)
    assert (found is not None) == exists
    if found is not None:
        assert 0 < weight(edges, found) < k


def test_the_example_of_stoer_and_wagner_has_a_minimum_cut_of_4() -> None:
    """Figure 1 of the paper: eight vertices, the minimum cut parts 3, 4, 7, 8 from the others and weighs 4."""
    edges = {
        (1, 2): 2, (1, 5): 3, (2, 3): 3, (2, 5): 2, (2, 6): 2, (3, 4): 4, (3, 7): 2, (4, 7): 2, (4, 8): 2, (5, 6): 3,
        (6, 7): 1, (7, 8): 3,
    }  # fmt: skip
    assert small_cut(edges, k=4) is None
    assert small_cut(edges, k=5) in (frozenset({3, 4, 7, 8}), frozenset({1, 2, 5, 6}))


def test_parallel_edges_that_are_heavy_together_hold_their_ends_together() -> None:
    assert small_cut({(1, 2): 3, (2, 1): 3}, k=5) is None


def test_parts_without_an_edge_between_them_are_no_cut() -> None:
    assert small_cut({(1, 2): 9, (3, 4): 9}, k=5) is None
