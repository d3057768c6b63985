"""The persons behind the cells, read from the warehouse in the shape the planner wants.

Belongs here: queries on the attached warehouse, and positions in place of names, for totals of units. What is done with them stands in
planning.py; breakdowns are read in supporting_breakdowns.py.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import duckdb
import numpy as np
import pyarrow as pa

from publishing.catalogue import Catalogue
from publishing.organisations import OUTSIDE, Flows, Integers, Support, Tree, Window, tree_of
from publishing.planning_beside import Told

ROOT = "company"
_TOLERANCE = 1e-6

# A ratio of two ratios has no sum over units; every other numerator adds up over the tree.
_CELLS = """
    create or replace temp table cells as
    select
        cells.period_type, cells.period_start, cells.period_end, cells.org_unit_id, cells.metric_id, cells.n_persons,
        case when metric.interval <> 'ratio_of_ratios' then cells.numerator end as numerator
    from warehouse.estimates.kpi_values as cells
    inner join planned as metric using (metric_id)
    where cells.grid = ? and cells.is_window_complete and cells.dimension = 'all'
"""
_WINDOWS = "select distinct period_type, period_start, period_end from cells order by all"
_PERSONS = """
    select unit.position as unit, span.position as span, min(n_persons) as persons
    from cells
    inner join unit_positions as unit on cells.org_unit_id = unit.name
    inner join window_positions as span using (period_type, period_end)
    group by all order by all
"""
_SUMS = """
    select unit.position as unit, span.position as span, numerator
    from cells
    inner join unit_positions as unit on cells.org_unit_id = unit.name
    inner join window_positions as span using (period_type, period_end)
    where metric_id = ? and numerator is not null
    order by all
"""
_FLOWS = f"""
    select
        fine.position as fine, coarse.position as coarse, node.position as node,
        coalesce(source.position, {OUTSIDE}) as source, coalesce(target.position, {OUTSIDE}) as target, n_persons as persons
    from warehouse.marts.disclosure_flows as flows
    inner join window_positions as fine on flows.fine_type = fine.period_type and flows.fine_end = fine.period_end
    inner join window_positions as coarse on flows.coarse_type = coarse.period_type and flows.coarse_end = coarse.period_end
    inner join unit_positions as node on flows.node = node.name
    left join unit_positions as source on flows.from_child = source.name
    left join unit_positions as target on flows.to_child = target.name
    where grid = ?
    order by all
"""
# A unit below the deepest level with figures is no unit of the tree that is planned.
_PARENTS = """
    select tree_on, org_unit_id, ancestor_id from warehouse.warehouse.brg_org_unit_ancestors
    where distance = 1 and child_id = org_unit_id
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
    for tree_on, unit, parent in connection.execute(_PARENTS).fetchall():
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
    connection.execute(_CELLS, [grid])
    windows = tuple(
        Window(period_type=period_type, start=start, end=end)
        for period_type, start, end in connection.execute(_WINDOWS).fetchall()
    )
    if not windows:
        return None
    units = tuple(
        sorted({unit for (unit,) in connection.execute("select distinct org_unit_id from cells").fetchall()} | {ROOT})
    )
    _write_positions(connection, units, windows)
    at_unit = {unit: position for position, unit in enumerate(units)}
    found, tree_of_window = distinct_trees(units, windows, at_unit=at_unit, trees=trees)
    parents = np.stack([tree.parents for tree in found])[tree_of_window].T
    persons: Integers = np.zeros((len(units), len(windows)), dtype=np.int64)
    counted = connection.execute(_PERSONS).fetchnumpy()
    persons[counted["unit"], counted["span"]] = counted["persons"]
    traced, direct_traced = np.zeros(persons.shape, dtype=np.bool_), np.zeros(persons.shape, dtype=np.bool_)
    for (metric,) in connection.execute("select distinct metric_id from cells").fetchall():
        summed = connection.execute(_SUMS, [metric]).fetchnumpy()
        total = np.zeros(persons.shape)
        total[summed["unit"], summed["span"]] = summed["numerator"]
        traced |= np.abs(total) > _TOLERANCE
        direct_traced |= np.abs(total - _of_children(total, parents)) > _TOLERANCE
    flows = connection.execute(_FLOWS, [grid]).fetchnumpy()
    return Support(
        units=units,
        windows=windows,
        trees=found,
        tree_of_window=tree_of_window,
        persons=persons,
        traces=(persons == 0) & traced,
        direct_traces=(persons - _of_children(persons, parents) == 0) & direct_traced,
        flows=Flows(**{name: np.asarray(column, dtype=np.int64) for name, column in flows.items()}),
    )


def _write_positions(connection: duckdb.DuckDBPyConnection, units: Sequence[str], windows: Sequence[Window]) -> None:
    """Number units and windows in the database, as the arrays of the planner do."""
    connection.register("units_named", pa.table({"name": list(units), "position": range(len(units))}))
    connection.execute("create or replace temp table unit_positions as select * from units_named")
    connection.unregister("units_named")
    spans = pa.table(
        {
            "period_type": [window.period_type for window in windows],
            "period_end": [window.end for window in windows],
            "position": range(len(windows)),
        }
    )
    connection.register("windows_named", spans)
    connection.execute("create or replace temp table window_positions as select * from windows_named")
    connection.unregister("windows_named")


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
