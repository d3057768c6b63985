"""An attack on a plan: linear algebra on the cells that are shown, from the people upwards.

Belongs here: finding groups of fewer than k people whose sum follows from shown cells. It knows the people, which no reader does, so
that what it does not find, nobody finds by these identities. It shares no code with the planner.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from publishing.organisations import Booleans, Support
from tests.publishing.companies import NOWHERE, Company, last_places, months_of

_PRIME = 2_147_483_647
_RANKS = {"r12": 0, "year": 1, "quarter": 2, "month": 3}

Matrix = NDArray[np.int64]


def isolated_groups(columns: dict[tuple[int, ...], int], *, k: int) -> set[int]:
    """Find whether a combination of cells has only a few people in it.

    Args:
        columns: Per distinct pattern of a person (the person's cells, flattened over slots) how many people have it. A pattern
            is a matrix of slots by cells, given row by row after the number of slots.
        k: The bound.

    Returns:
        The size of a group of fewer than k people that some combination isolates; empty if none does.
    """
    patterns = [(np.array(key[1:], dtype=np.int64).reshape(key[0], -1), size) for key, size in columns.items()]
    small = [(pattern, size) for pattern, size in patterns if size < k and pattern.any()]
    if not small:
        return set()
    large = [pattern for pattern, size in patterns if size >= k]
    # Combinations, as rows of coefficients of cells, that give 0 to everybody in a large class; then what they give the others.
    basis = _vanishing(np.vstack(large).T) if large else np.eye(small[0][0].shape[1], dtype=np.int64)
    values = _product(basis, np.hstack([pattern.T for pattern, _ in small]))
    bounds = np.cumsum([0, *(len(pattern) for pattern, _ in small)])
    classes = [(slice(*bounds[place : place + 2]), size) for place, (_, size) in enumerate(small)]
    found = _smallest(_independent(values), classes, budget=k - 1)
    return set() if found is None else {found}


def _smallest(values: Matrix, classes: list[tuple[slice, int]], *, budget: int) -> int | None:
    """Go through the classes: each is in the group, as far as the budget goes, or a combination must give it 0."""
    while len(values) and classes and not values[:, classes[0][0]].any():
        classes = classes[1:]
    if not len(values):
        return None
    if not classes:
        return 0
    (span, size), others = classes[0], classes[1:]
    if size <= budget:
        # The class may have any coefficients: they are struck out, and a combination of nothing else is found here.
        struck = values.copy()
        struck[:, span] = 0
        rest = _independent(struck)
        if len(rest) < len(values):
            return size
        found = _smallest(rest, others, budget=budget - size)
        if found is not None:
            return size + found
    return _smallest(_product(_vanishing(values[:, span]), values), others, budget=budget)


def _independent(matrix: Matrix) -> Matrix:
    reduced, rank = _echelon(matrix)
    return reduced[:rank]


def _product(left: Matrix, right: Matrix) -> Matrix:
    """The product modulo the prime, term by term so that nothing overflows."""
    total = np.zeros((len(left), right.shape[1]), dtype=np.int64)
    for term in range(left.shape[1]):
        total = (total + left[:, term, None] * right[term] % _PRIME) % _PRIME
    return total


def _echelon(matrix: Matrix) -> tuple[Matrix, int]:
    """Row echelon form modulo a prime, and the rank."""
    matrix = matrix % _PRIME
    rank = 0
    for column in range(matrix.shape[1]):
        if rank == len(matrix):
            break
        pivots = np.flatnonzero(matrix[rank:, column])
        if not len(pivots):
            continue
        matrix[[rank, rank + pivots[0]]] = matrix[[rank + pivots[0], rank]]
        matrix[rank] = matrix[rank] * pow(int(matrix[rank, column]), -1, _PRIME) % _PRIME
        below = np.flatnonzero(matrix[rank + 1 :, column]) + rank + 1
        matrix[below] = (matrix[below] - matrix[below, column][:, None] * matrix[rank] % _PRIME) % _PRIME
        rank += 1
    return matrix, rank


def _vanishing(matrix: Matrix) -> Matrix:
    """Coefficients of rows whose combination is 0 in every column."""
    rows = len(matrix)
    distinct = np.unique(matrix, axis=1)
    reduced, _ = _echelon(np.hstack([distinct, np.eye(rows, dtype=np.int64)]))
    width = distinct.shape[1]
    return reduced[~reduced[:, :width].any(axis=1), width:]


def sets_at_siblings(company: Company, support: Support, shown: Booleans, *, k: int) -> set[int]:
    """Attack every pair of nested windows at every node: the node and its children, in both windows at once."""
    found: set[int] = set()
    for fine, coarse in _nested(support):
        for node in range(len(support.units)):
            cells = [
                (unit, window)
                for window in (fine, coarse)
                for unit in (node, *support.trees[support.tree_of_window[window]].children[node])
                if shown[unit, window]
            ]
            if shown[node, fine] and shown[node, coarse]:
                found |= _attack_sets(company, support, cells, k=k)
    return found


def sets_everywhere(company: Company, support: Support, shown: Booleans, *, k: int) -> set[int]:
    """Attack every pair of nested windows with all shown cells of both."""
    found: set[int] = set()
    for pair in _nested(support):
        cells = [(unit, window) for window in pair for unit in np.flatnonzero(shown[:, window]).tolist()]
        found |= _attack_sets(company, support, cells, k=k)
    return found


def sets_in_a_window(company: Company, support: Support, shown: Booleans, *, k: int) -> set[int]:
    """Attack every window by itself: the complement rule."""
    found: set[int] = set()
    for window in range(len(support.windows)):
        cells = [(unit, window) for unit in np.flatnonzero(shown[:, window]).tolist()]
        found |= _attack_sets(company, support, cells, k=k)
    return found


def differences_of_cells(company: Company, support: Support, shown: Booleans, *, k: int) -> set[int]:
    """Attack every unit shown in two nested windows: who is in the one and not in the other."""
    found: set[int] = set()
    lasts = [last_places(company, window) for window in support.windows]
    for fine, coarse in _nested(support):
        for unit in np.flatnonzero(shown[:, fine] & shown[:, coarse]).tolist():
            sets = [
                np.isin(lasts[w], list(support.trees[support.tree_of_window[w]].below(unit))) for w in (fine, coarse)
            ]
            sizes = int((sets[0] & ~sets[1]).sum()), int((sets[1] & ~sets[0]).sum())
            found |= {size for size in sizes if 0 < size < k}
    return found


def sums_over_time(company: Company, support: Support, shown: Booleans, *, k: int) -> set[int]:
    """Attack all windows at once, where a shown number is the sum over the people and months in it."""
    cells = np.argwhere(shown).tolist()
    if not cells:
        return set()
    months = len(company.parents)
    inside = np.zeros((months, len(support.units), len(cells)), dtype=np.int64)
    for cell, (unit, window) in enumerate(cells):
        below = list(support.trees[support.tree_of_window[window]].below(unit))
        for month in months_of(support.windows[window]):
            inside[month, below, cell] = 1
    columns: dict[tuple[int, ...], int] = {}
    for path in company.places.tolist():
        there = [inside[month, place] for month, place in enumerate(path) if place != NOWHERE]
        if there:
            key = (len(there), *np.concatenate(there).tolist())
            columns[key] = columns.get(key, 0) + 1
    return isolated_groups(columns, k=k)


def _attack_sets(company: Company, support: Support, cells: Iterable[tuple[int, int]], *, k: int) -> set[int]:
    rows = []
    for unit, window in cells:
        below = list(support.trees[support.tree_of_window[window]].below(unit))
        rows.append(np.isin(last_places(company, support.windows[window]), below).astype(np.int64))
    if not rows:
        return set()
    patterns, sizes = np.unique(np.stack(rows), axis=1, return_counts=True)
    return isolated_groups({(1, *p): s for p, s in zip(patterns.T.tolist(), sizes.tolist(), strict=True)}, k=k)


def _nested(support: Support) -> list[tuple[int, int]]:
    windows = list(enumerate(support.windows))
    return [
        (fine, coarse)
        for fine, inner in windows
        for coarse, outer in windows
        if _RANKS[inner.period_type] > _RANKS[outer.period_type] and outer.holds(inner)
    ]
