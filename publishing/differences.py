"""Nested windows of one unit: what the difference of two published numbers would show, and whom.

Belongs here: a month inside a quarter, a year or a rolling year, and so on up: where the persons between the two are few. Not
here: one window alone (complements.py), sums over windows (timelines.py), and what is withheld for it (planning.py).

A person whose value is the same in both windows cancels in a difference. What remains are the people who are in the one and
not in the other; they must be nobody, or at least k. That is asked of every shown block (a shown child, and the remainder of
the node) one way and the other, and of all linear combinations of the blocks of both windows at once: these are the cuts of
a graph whose vertices are the blocks of the fine window, the blocks of the coarse window and the outside, and whose edges
are the persons between them. A combination gives a person the sum of its coefficients for that person's two blocks, 0 for the
outside, so that it spares whoever has both blocks on one side and isolates whoever has not.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publishing.cutting import small_cut
from publishing.organisations import NESTED_TYPES, OUTSIDE, Booleans, Integers, Support


@dataclass(frozen=True, kw_only=True)
class Differences:
    """Pairs of nested windows, and who moves between them.

    Attributes:
        support: The persons behind the cells.
        k: The smallest number of persons.
        fine: Per pair the position of the fine window.
        coarse: Per pair the position of the coarse window.
        pair: Per flow the position of its pair; flows are sorted by node, then pair.
        node: Per flow the node; source, target and persons as in `Flows`.
        differs_by_few: [units, pairs] between 0 and k persons are in the unit in one of the windows only.
    """

    support: Support
    k: int
    fine: Integers
    coarse: Integers
    pair: Integers
    node: Integers
    source: Integers
    target: Integers
    persons: Integers
    differs_by_few: Booleans


@dataclass(frozen=True, kw_only=True)
class NodeFlows:
    """The flows at one node between some pairs; `places` are its children in any tree and, last, itself for its direct staff."""

    node: int
    pairs: Integers
    places: Integers
    column: Integers
    source: Integers
    target: Integers
    persons: Integers


def differences_of(support: Support, *, k: int) -> Differences:
    """Find the nested pairs of windows and count, per unit and pair, who is in one of the two only.

    Args:
        support: Persons and flows.
        k: The smallest number of persons.

    Returns:
        The pairs and their flows.
    """
    pairs = nested_pairs(support)
    positions = {pair: position for position, pair in enumerate(pairs)}
    flows = support.flows
    ends = zip(flows.fine.tolist(), flows.coarse.tolist(), strict=True)
    pair = np.array([positions.get(both, -1) for both in ends], dtype=np.int64)
    rows = np.flatnonzero(pair >= 0)
    rows = rows[np.lexsort((pair[rows], flows.node[rows]))]
    node, pair, persons = flows.node[rows], pair[rows], flows.persons[rows]
    source, target = flows.source[rows], flows.target[rows]
    size = (len(support.units), len(pairs))
    leaving = _sums(persons * (target == OUTSIDE), at=(node, pair), size=size)
    entering = _sums(persons * (source == OUTSIDE), at=(node, pair), size=size)
    return Differences(
        support=support,
        k=k,
        fine=np.array([fine for fine, _ in pairs], dtype=np.int64),
        coarse=np.array([coarse for _, coarse in pairs], dtype=np.int64),
        pair=pair,
        node=node,
        source=source,
        target=target,
        persons=persons,
        differs_by_few=_few(leaving, k) | _few(entering, k),
    )


def nested_pairs(support: Support) -> list[tuple[int, int]]:
    """The windows that lie inside a window of a coarser type.

    Args:
        support: Its windows.

    Returns:
        Positions (fine, coarse), ascending.
    """
    ranks = {period_type: rank for rank, period_type in enumerate(NESTED_TYPES)}
    windows = [(position, window) for position, window in enumerate(support.windows) if window.period_type in ranks]
    return [
        (fine, coarse)
        for fine, inner in windows
        for coarse, outer in windows
        if ranks[inner.period_type] > ranks[outer.period_type] and outer.holds(inner)
    ]


def flows_at(differences: Differences, node: int, *, pairs: Integers) -> NodeFlows:
    """Take the flows at a node between some pairs of windows.

    Args:
        differences: All flows.
        node: The unit.
        pairs: Positions of pairs, ascending.

    Returns:
        The flows; `column` is the position in `pairs`.
    """
    rows = np.arange(*np.searchsorted(differences.node, [node, node + 1]))
    rows = rows[np.isin(differences.pair[rows], pairs)]
    children = sorted({child for tree in differences.support.trees for child in tree.children[node]})
    return NodeFlows(
        node=node,
        pairs=pairs,
        places=np.array([*children, node], dtype=np.int64),
        column=np.searchsorted(pairs, differences.pair[rows]),
        source=differences.source[rows],
        target=differences.target[rows],
        persons=differences.persons[rows],
    )


def exposed_remainders(differences: Differences, flows: NodeFlows, *, shown: Booleans) -> Integers:
    """Find the pairs of windows between which the remainder of a node differs by few.

    The remainder is the direct staff and the children not shown in the fine window. It can be had in the coarse window too,
    where at least the same children are shown.

    Args:
        differences: The pairs.
        flows: The flows at the node.
        shown: [units, windows] what is shown so far.

    Returns:
        Positions of pairs, ascending.
    """
    fine = differences.fine[flows.pairs]
    is_child = _shown_children(differences, flows, windows=fine, shown=shown)
    place = _place_of(flows)
    leaves = (flows.source != OUTSIDE) & ~is_child[place[flows.source], flows.column]
    arrives = (flows.target != OUTSIDE) & ~is_child[place[flows.target], flows.column]
    size = len(flows.pairs)
    out = np.bincount(flows.column, weights=flows.persons * (leaves & ~arrives), minlength=size)
    back = np.bincount(flows.column, weights=flows.persons * (arrives & ~leaves), minlength=size)
    return flows.pairs[_few(out, differences.k) | _few(back, differences.k)]


def exposed_combinations(
    differences: Differences, flows: NodeFlows, *, shown: Booleans
) -> Mapping[int, frozenset[int]]:
    """Find the pairs of windows whose blocks at a node, combined in any way, isolate few persons.

    Args:
        differences: The pairs.
        flows: The flows at the node between pairs in both windows of which it is shown.
        shown: [units, windows] what is shown so far.

    Returns:
        Per exposed pair the units on one side of a small cut, the node standing for a remainder.
    """
    fine, coarse = differences.fine[flows.pairs], differences.coarse[flows.pairs]
    in_fine = _shown_children(differences, flows, windows=fine, shown=shown)
    in_coarse = _shown_children(differences, flows, windows=coarse, shown=shown)
    place = _place_of(flows)
    size = (len(flows.places), len(flows.pairs))
    inside = flows.source != OUTSIDE
    moved = _sums(flows.persons * inside, at=(np.where(inside, place[flows.source], 0), flows.column), size=size)
    stay = _persons_at(differences, flows, windows=fine) - moved
    found: dict[int, frozenset[int]] = {}
    for column in _suspects(differences, flows, in_fine=in_fine, in_coarse=in_coarse, stay=stay).tolist():
        rows = np.flatnonzero(flows.column == column)
        # A place has a vertex in each window: its own where it is shown there, else that of the remainder.
        last = len(flows.places) - 1
        fine_vertex = np.append(np.where(in_fine[:-1, column], np.arange(last + 1), last) * 2, OUTSIDE)
        coarse_vertex = np.append(np.where(in_coarse[:-1, column], np.arange(last + 1), last) * 2 + 1, OUTSIDE)
        edges: dict[tuple[int, int], int] = {}
        ends = zip(
            fine_vertex[place[flows.source[rows]]],
            coarse_vertex[place[flows.target[rows]]],
            flows.persons[rows],
            strict=True,
        )
        stays = zip(fine_vertex[:-1], coarse_vertex[:-1], stay[:, column], strict=True)
        for first, second, persons in (*ends, *stays):
            edges[int(first), int(second)] = edges.get((int(first), int(second)), 0) + int(persons)
        cut = small_cut(edges, k=differences.k)
        if cut is not None:
            found[int(flows.pairs[column])] = frozenset(
                int(flows.places[vertex // 2]) for vertex in cut if vertex != OUTSIDE
            )
    return found


def _suspects(
    differences: Differences, flows: NodeFlows, *, in_fine: Booleans, in_coarse: Booleans, stay: Integers
) -> Integers:
    """Columns of pairs that may have a small cut; for the others it is plain that they have none.

    It is plain where at least k persons stay in every block, so that its two vertices are one, and where every block that
    anybody leaves or enters exchanges at least k persons with the outside.
    """
    k, place = differences.k, _place_of(flows)
    in_rest = ~in_coarse
    leaves = (flows.source != OUTSIDE) & in_rest[place[flows.source], flows.column]
    arrives = (flows.target != OUTSIDE) & in_rest[place[flows.target], flows.column]
    width = len(flows.pairs)
    rest_in_fine = (_persons_at(differences, flows, windows=differences.fine[flows.pairs]) * in_rest[:-1]).sum(axis=0)
    rest_in_coarse = (_persons_at(differences, flows, windows=differences.coarse[flows.pairs]) * in_rest[:-1]).sum(
        axis=0
    )
    rest_stay = rest_in_fine - np.bincount(flows.column, weights=flows.persons * (leaves & ~arrives), minlength=width)
    loose = (in_coarse[:-1] & (stay < k)).any(axis=0) | ((rest_in_fine + rest_in_coarse > 0) & (rest_stay < k))
    last = len(flows.places) - 1
    # The outside gets a row of its own after the remainder's.
    blocks = np.vstack([np.where(in_fine[:-1], np.arange(last + 1)[:, None], last), np.full((1, width), last + 1)])
    source, target = blocks[place[flows.source], flows.column], blocks[place[flows.target], flows.column]
    size = (last + 2, width)
    crossing, outward = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    for here, there in ((source, target), (target, source)):
        crossing += _sums(flows.persons * (here != there), at=(here, flows.column), size=size)
        outward += _sums(flows.persons * ((here != there) & (there == last + 1)), at=(here, flows.column), size=size)
    torn = ((crossing[:-1] > 0) & (outward[:-1] < k)).any(axis=0)
    return np.flatnonzero(loose | torn)


def _place_of(flows: NodeFlows) -> Integers:
    """Per unit its position among the places, and at the end (where OUTSIDE points) the position after them."""
    place = np.full(int(flows.places.max()) + 2, len(flows.places), dtype=np.int64)
    place[flows.places] = np.arange(len(flows.places))
    return place


def _shown_children(differences: Differences, flows: NodeFlows, *, windows: Integers, shown: Booleans) -> Booleans:
    """[places and outside, pairs] whether the place is a child of the node in the window, and shown there; outside never."""
    support, places = differences.support, flows.places
    parents = np.stack([tree.parents[places] for tree in support.trees])
    is_child = flows.node == parents[support.tree_of_window[windows]].T
    return np.vstack([shown[np.ix_(places, windows)] & is_child, np.zeros(len(windows), dtype=np.bool_)])


def _persons_at(differences: Differences, flows: NodeFlows, *, windows: Integers) -> Integers:
    """[places, pairs] persons of the places inside the node in the window; the last row is the direct staff."""
    support, children = differences.support, flows.places[:-1]
    parents = np.stack([tree.parents[children] for tree in support.trees])
    inside = flows.node == parents[support.tree_of_window[windows]].T
    persons = support.persons[np.ix_(children, windows)] * inside
    return np.vstack([persons, support.persons[flows.node, windows] - persons.sum(axis=0)])


def _sums(persons: Integers, *, at: tuple[Integers, Integers], size: tuple[int, int]) -> Integers:
    flat = np.bincount(at[0] * size[1] + at[1], weights=persons, minlength=size[0] * size[1])
    return flat.astype(np.int64).reshape(size)


def _few(persons: NDArray[np.int64] | NDArray[np.float64], k: int) -> Booleans:
    return (persons > 0) & (persons < k)
