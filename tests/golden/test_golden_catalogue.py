"""The catalogue and the built table agree: windows, grids and breakdowns of every metric are those it declares."""

from collections import defaultdict

from publishing.catalogue import load_catalogue
from tests.pipeline import Refreshed


def test_every_metric_comes_for_the_windows_by_the_grid_and_in_the_breakdowns_it_declares(golden: Refreshed) -> None:
    """A window that is declared and not built is an empty column; one that is built and not declared is not planned for."""
    catalogue = load_catalogue()
    built: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for metric_id, *emitted in golden.warehouse(
        "select distinct metric_id, period_type, grid, dimension from marts.kpi_values"
    ):
        built[metric_id].append((emitted[0], emitted[1], emitted[2]))
    wrong = {}
    for metric in catalogue.metrics:
        if metric.published_in != "kpi_values":
            continue
        totals = {"all"} if metric.has_total else set()
        allowed = totals | set(metric.dimensions)
        # Of other dimensions the golden company need not have anything.
        expected = totals | (set(metric.dimensions) & catalogue.person_dimensions.keys())
        kinds, grids, dimensions = ({row[place] for row in built[metric.metric_id]} for place in range(3))
        if totals and (kinds != set(metric.period_types) or grids != {metric.grid}):
            wrong[metric.metric_id] = (kinds ^ set(metric.period_types), grids ^ {metric.grid})
        elif not expected <= dimensions <= allowed:
            wrong[metric.metric_id] = (expected - dimensions, dimensions - allowed)
    assert wrong == {}
