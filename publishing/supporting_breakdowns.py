"""The persons behind breakdowns, read from the warehouse in the shapes that breakdowns.py and listings.py want.

Belongs here: queries on the attached warehouse, and positions in place of names. Totals of units are read in supporting.py.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import duckdb
import numpy as np

from publishing.breakdowns import Breakdown, Moves
from publishing.catalogue import Catalogue
from publishing.listings import Listing
from publishing.organisations import OUTSIDE, Integers, Window
from publishing.supporting import ROOT, distinct_trees, read_trees

Parents = Mapping[date, Mapping[str, str]]
Row = tuple[Any, ...]

_PIECES = """
    select pieces.period_type, periods.period_start, pieces.period_end, category, org_unit_id, n_persons, n_present
    from warehouse.marts.disclosure_categories as pieces
    inner join warehouse.marts.periods as periods using (period_type, period_end)
    where grid = ? and dimension = ? and periods.is_complete
    order by all
"""
_MOVES = """
    select fine_type, fine_end, coarse_type, coarse_end, fine_unit, fine_category, coarse_unit, coarse_category, n_persons
    from warehouse.marts.disclosure_category_moves
    where grid = ? and dimension = ?
    order by all
"""
_LISTED = """
    select period_type, period_start, period_end, category, org_unit_id, min(n_persons)
    from warehouse.estimates.kpi_values
    where grid = ? and dimension = ? and is_window_complete
    group by all order by all
"""


def read_breakdowns(
    connection: duckdb.DuckDBPyConnection, *, catalogue: Catalogue
) -> Iterator[tuple[str, str, Breakdown]]:
    """Read the people of every set of records by every attribute that a metric of it is broken down by.

    Args:
        connection: has the pipeline's database attached as `warehouse`.
        catalogue: says which metrics share a grid and what they are broken down by.

    Yields:
        Grid, dimension and the people; nothing where no complete window is broken down.
    """
    trees = read_trees(connection)
    for grid, dimension in _used(catalogue, catalogue.person_dimensions.keys()):
        pieces = connection.execute(_PIECES, [grid, dimension]).fetchall()
        if pieces:
            moves = connection.execute(_MOVES, [grid, dimension]).fetchall()
            yield grid, dimension, _breakdown(pieces, moves, trees=trees)


def read_depth(connection: duckdb.DuckDBPyConnection) -> int:
    """Read the deepest level of the tree that is broken down by attributes of people; 0 is the company."""
    levels = connection.execute(
        "select distinct ancestor_level from warehouse.warehouse.brg_org_unit_ancestors where is_broken_down"
    ).fetchall()
    return max((level for (level,) in levels), default=0)


def read_listings(connection: duckdb.DuckDBPyConnection, *, catalogue: Catalogue) -> Iterator[tuple[str, str, Listing]]:
    """Read the people behind every other dimension, from the cells themselves.

    Args:
        connection: has the pipeline's database attached as `warehouse`.
        catalogue: as for `read_breakdowns`.

    Yields:
        Grid, dimension and the people; nothing where there is no complete window.
    """
    trees = read_trees(connection)
    for grid, dimension in _used(catalogue, catalogue.other_dimensions.keys()):
        cells = connection.execute(_LISTED, [grid, dimension]).fetchall()
        if cells:
            yield grid, dimension, _listing(cells, trees=trees)


def _used(catalogue: Catalogue, dimensions: Collection[str]) -> list[tuple[str, str]]:
    """Grid and dimension of every metric that has one of these dimensions."""
    return sorted(
        {
            (metric.grid, dimension)
            for metric in catalogue.metrics
            for dimension in metric.dimensions
            if dimension in dimensions and metric.grid != "none"
        }
    )


class _Names:
    """Positions of names, ascending."""

    def __init__(self, names: set[str]) -> None:
        self.all = tuple(sorted(names))
        self.position = {name: place for place, name in enumerate(self.all)}

    def of(self, names: Sequence[str | None]) -> Integers:
        return np.array(
            [OUTSIDE if name is None else self.position.get(name, OUTSIDE) for name in names], dtype=np.int64
        )


def _windows(rows: Sequence[Row]) -> tuple[tuple[Window, ...], dict[tuple[str, date], int]]:
    windows = tuple(Window(period_type=kind, start=start, end=end) for kind, start, end in sorted(set(rows)))
    return windows, {(window.period_type, window.end): place for place, window in enumerate(windows)}


def _units(named: set[str], windows: tuple[Window, ...], trees: Parents) -> _Names:
    """The units with people in them, and everything above them."""
    above = {name for window in windows for pair in trees.get(window.end, {}).items() for name in pair}
    return _Names(named | above | {ROOT})


def _breakdown(pieces: list[Row], moves: list[Row], *, trees: Parents) -> Breakdown:
    windows, at_window = _windows([row[:3] for row in pieces])
    units = _units({row[4] for row in pieces}, windows, trees)
    categories = _Names({row[3] for row in pieces} | {name for row in moves for name in (row[5], row[7]) if name})
    found, tree_of_window = distinct_trees(units.all, windows, at_unit=units.position, trees=trees)
    size = (len(units.all), len(categories.all), len(windows))
    persons, present = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    for kind, _, end, category, unit, counted, there in pieces:
        place = units.position[unit], categories.position[category], at_window[kind, end]
        persons[place], present[place] = counted, there
    kept = [row for row in moves if row[:2] in at_window and row[2:4] in at_window]
    return Breakdown(
        units=units.all,
        categories=categories.all,
        windows=windows,
        trees=found,
        tree_of_window=tree_of_window,
        persons=persons,
        present=present,
        moves=Moves(
            fine=np.array([at_window[row[:2]] for row in kept], dtype=np.int64),
            coarse=np.array([at_window[row[2:4]] for row in kept], dtype=np.int64),
            fine_unit=units.of([row[4] for row in kept]),
            fine_category=categories.of([row[5] for row in kept]),
            coarse_unit=units.of([row[6] for row in kept]),
            coarse_category=categories.of([row[7] for row in kept]),
            persons=np.array([row[8] for row in kept], dtype=np.int64),
        ),
    )


def _listing(cells: list[Row], *, trees: Parents) -> Listing:
    windows, at_window = _windows([row[:3] for row in cells])
    units = _units({row[4] for row in cells}, windows, trees)
    categories = _Names({row[3] for row in cells})
    found, tree_of_window = distinct_trees(units.all, windows, at_unit=units.position, trees=trees)
    persons = np.zeros((len(categories.all), len(units.all), len(windows)), dtype=np.int64)
    is_listed = np.zeros(persons.shape[1:], dtype=np.bool_)
    for kind, _, end, category, unit, counted in cells:
        place = units.position[unit], at_window[kind, end]
        persons[categories.position[category], *place] = counted
        is_listed[place] = True
    return Listing(
        units=units.all,
        categories=categories.all,
        windows=windows,
        trees=found,
        tree_of_window=tree_of_window,
        persons=persons,
        is_listed=is_listed,
    )
