"""The persons behind the cells, read from the warehouse in the shape the planner wants.

Belongs here: queries on the attached warehouse, and positions in place of names, for totals of units. What is done with them stands in
planning.py; breakdowns are read in supporting_breakdowns.py.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import duckdb
import numpy as np

from publishing.catalogue import Catalogue
from publishing.organisations import OUTSIDE, Flows, Integers, Support, Tree, Window, tree_of
from publishing.planning_beside import Told

ROOT = "company"
_TOLERANCE = 1e-6

# A ratio of two ratios has no sum over units; every other numerator adds up over the tree.
_CELLS = """
    select
        cells.period_type, cells.period_start, cells.period_end, cells.org_unit_id, cells.metric_id, cells.n_persons,
        case when metric.interval <> 'ratio_of_ratios' then cells.numerator end as numerator
    from warehouse.estimates.kpi_values as cells
    inner join planned as metric using (metric_id)
    where cells.grid = ? and cells.is_window_complete and cells.dimension = 'all'
    order by all
"""
_FLOWS = """
    select fine_type, fine_end, coarse_type, coarse_end, node, from_child, to_child, n_persons
    from warehouse.marts.disclosure_flows where grid = ? order by all
"""


_TOLD = """
    select grid, period_type, period_end, org_unit_id,
        bool_or(value is not null or coalesce(suppression_reason in ('at_most_10_percent', 'at_least_90_percent'), false))
    from warehouse.published_before.kpi_values inner join protected_metric using (metric_id)
    where is_latest and dimension = 'all' and suppression_reason is distinct from 'incomplete_window'
    group by all
"""


def read_supports(connection: duckdb.DuckDBPyConnection, *, catalogue: Catalogue) -> Mapping[str, Support]:
    """Read the persons behind every set of records that is planned.

    Args:
        connection: has the pipeline's database attached as `warehouse`.
        catalogue: says which metrics share a grid; `none` is not planned.

    Returns:
        A support per grid; grids without a complete window are left out.
    """
    trees = read_trees(connection)
    # The totals of open metrics are no secret: they neither need a plan nor weigh in one.
    protected = [metric for metric in catalogue.metrics if metric.privacy_class != "open"]
    connection.execute("create or replace temp table planned (metric_id text, interval text)")
    connection.executemany(
        "insert into planned values (?, ?)", [(metric.metric_id, metric.interval) for metric in protected]
    )
    grids = sorted({metric.grid for metric in protected} - {"none"})
    found = {grid: _support(connection, grid, trees=trees) for grid in grids}
    connection.execute("drop table planned")
    return {grid: support for grid, support in found.items() if support is not None}


def read_trees(connection: duckdb.DuckDBPyConnection) -> Mapping[date, Mapping[str, str]]:
    """Per day of a tree the parent of every unit but the root."""
    parents: defaultdict[date, dict[str, str]] = defaultdict(dict)
    for tree_on, unit, parent in connection.execute(
        "select tree_on, org_unit_id, ancestor_id from warehouse.warehouse.brg_org_unit_ancestors where distance = 1"
    ).fetchall():
        parents[tree_on][unit] = parent
    return parents


def read_told(
    connection: duckdb.DuckDBPyConnection, supports: Mapping[str, Support], *, catalogue: Catalogue
) -> Mapping[str, Told]:
    """Read which totals of every set of records the release before shows.

    Args:
        connection: has the pipeline's database attached as `warehouse`, with the schema `published_before`.
        supports: the sets; cells of units and windows that they do not have are left out.
        catalogue: says which metrics share a grid; open ones tell without limit and do not count.
    """
    connection.execute("create or replace temp table protected_metric (metric_id text, grid text)")
    connection.executemany(
        "insert into protected_metric values (?, ?)",
        [(metric.metric_id, metric.grid) for metric in catalogue.metrics if metric.privacy_class != "open"]
        or [("", "none")],
    )
    rows = connection.execute(_TOLD).fetchall()
    connection.execute("drop table protected_metric")
    return {grid: _told(support, [row[1:] for row in rows if row[0] == grid]) for grid, support in supports.items()}


def _told(support: Support, rows: Sequence[tuple[str, date, str, bool]]) -> Told:
    at_unit = {unit: position for position, unit in enumerate(support.units)}
    at_window = {(window.period_type, window.end): position for position, window in enumerate(support.windows)}
    cells = np.zeros(support.persons.shape, dtype=np.bool_)
    windows = np.zeros(len(support.windows), dtype=np.bool_)
    for period_type, end, unit, is_told in rows:
        place = at_window.get((period_type, end))
        if place is not None:
            windows[place] = True
            if unit in at_unit:
                cells[at_unit[unit], place] |= is_told
    return Told(cells=cells, windows=windows)


def _support(
    connection: duckdb.DuckDBPyConnection, grid: str, *, trees: Mapping[date, Mapping[str, str]]
) -> Support | None:
    cells = connection.execute(_CELLS, [grid]).fetchall()
    if not cells:
        return None
    units = tuple(sorted({row[3] for row in cells} | {ROOT}))
    windows = tuple(
        Window(period_type=period_type, start=start, end=end)
        for period_type, start, end in sorted({row[:3] for row in cells})
    )
    at_unit = {unit: position for position, unit in enumerate(units)}
    at_window = {(window.period_type, window.end): position for position, window in enumerate(windows)}
    found, tree_of_window = distinct_trees(units, windows, at_unit=at_unit, trees=trees)
    unset = np.iinfo(np.int64).max
    persons: Integers = np.full((len(units), len(windows)), unset, dtype=np.int64)
    sums: dict[str, np.ndarray] = {}
    for period_type, _, end, unit, metric, count, numerator in cells:
        here = at_unit[unit], at_window[period_type, end]
        persons[here] = min(persons[here], count)
        if numerator is not None:
            sums.setdefault(metric, np.zeros(persons.shape))[here] = numerator
    persons[persons == unset] = 0
    traced = (
        np.any([np.abs(total) > _TOLERANCE for total in sums.values()], axis=0)
        if sums
        else np.zeros(persons.shape, dtype=np.bool_)
    )
    parents = np.stack([tree.parents for tree in found])[tree_of_window].T
    direct_persons = persons - _of_children(persons, parents)
    direct_sums = [np.abs(total - _of_children(total, parents)) > _TOLERANCE for total in sums.values()]
    direct_traced = np.any(direct_sums, axis=0) if direct_sums else np.zeros(persons.shape, dtype=np.bool_)
    return Support(
        units=units,
        windows=windows,
        trees=found,
        tree_of_window=tree_of_window,
        persons=persons,
        traces=(persons == 0) & traced,
        direct_traces=(direct_persons == 0) & direct_traced,
        flows=_flows(connection, grid, at_unit=at_unit, at_window=at_window),
    )


def _of_children(values: np.ndarray, parents: Integers) -> np.ndarray:
    """[units, windows] the sum of a quantity over the children of every unit."""
    total = np.zeros(values.shape, dtype=values.dtype)
    units, windows = np.nonzero(parents != OUTSIDE)
    np.add.at(total, (parents[units, windows], windows), values[units, windows])
    return total


def distinct_trees(
    units: tuple[str, ...],
    windows: tuple[Window, ...],
    *,
    at_unit: Mapping[str, int],
    trees: Mapping[date, Mapping[str, str]],
) -> tuple[tuple[Tree, ...], Integers]:
    """The different trees of the windows, and which one each window has."""
    positions: dict[tuple[int, ...], int] = {}
    tree_of_window = []
    for window in windows:
        parents = trees.get(window.end, {})
        shape = tuple(at_unit.get(parents.get(unit, ""), OUTSIDE) for unit in units)
        tree_of_window.append(positions.setdefault(shape, len(positions)))
    return tuple(tree_of(shape, root=at_unit[ROOT]) for shape in positions), np.array(tree_of_window, dtype=np.int64)


def _flows(
    connection: duckdb.DuckDBPyConnection,
    grid: str,
    *,
    at_unit: Mapping[str, int],
    at_window: Mapping[tuple[str, date], int],
) -> Flows:
    rows = [
        (
            at_window[fine_type, fine_end],
            at_window[coarse_type, coarse_end],
            at_unit[node],
            at_unit.get(source, OUTSIDE),
            at_unit.get(target, OUTSIDE),
            count,
        )
        for fine_type, fine_end, coarse_type, coarse_end, node, source, target, count in connection.execute(
            _FLOWS, [grid]
        ).fetchall()
        if (fine_type, fine_end) in at_window and (coarse_type, coarse_end) in at_window and node in at_unit
    ]
    columns = np.array(rows, dtype=np.int64).reshape(-1, 6).T
    return Flows(
        fine=columns[0], coarse=columns[1], node=columns[2], source=columns[3], target=columns[4], persons=columns[5]
    )
