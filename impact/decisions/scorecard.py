"""The scorecard of programmes: last year, plan, year to date and forecast, as TDRp reports them.

Belongs here: which published figure stands in which column. It reads published (protected) cells and the plan, and no row of a person: what is
withheld there is withheld here. Formulas: year to date of an additive measure is the sum of the windows of the year that are over; its
forecast is that sum over the days it covers, times the days of the year (run rate). What does not add up (different people, rates)
has a year to date once the year is over, and no forecast: a guess would look like a figure.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from impact.decisions.cells import Cell, Cells, rounded

ALL = "all"
ROOT = "company"
# Kirkpatrick's levels 1 to 3 say whether it works; what is not listed here says how much of it there is.
EFFECTIVENESS = frozenset({"B15", "B16", "B17", "B18", "G10"})
OUTCOMES = ("turnover_rate", "retention_rate_12m")
OF_THE_WHOLE = (
    "participants",
    "learning_hours",
    "training_cost",
    "participation_rate_ever",
    "completion_rate",
    *OUTCOMES,
)
PLANNED: Mapping[str, tuple[str, float]] = {
    "participants": ("planned_participants", 1),
    "learning_hours": ("planned_minutes", 60),
    "training_cost": ("planned_cost_cents", 100),
}
"""By measure: the column of the plan, and how many of its units make one of the measure."""

_TYPES: dict[str, pa.DataType] = {
    **dict.fromkeys(("programme_id", "measure", "org_unit_id", "measure_type", "name", "unit"), pa.string()),
    **dict.fromkeys(("period_start", "period_end"), pa.date32()),
    **dict.fromkeys(("last_year_actual", "plan", "year_to_date", "forecast"), pa.float64()),
    "year_to_date_end": pa.date32(),
    **dict.fromkeys(("forecast_basis", "last_year_reason", "year_to_date_reason"), pa.string()),
}
SCORECARD = pa.schema(_TYPES)


def programme_scorecard(tables: Mapping[str, pa.Table], *, as_of: date) -> pa.Table:
    """Make the scorecard of the fiscal year that an as-of date lies in.

    Args:
        tables: `cells` (published cells, latest revision), `metrics`, `periods`, `programmes` (programme_id, name), `programme_plans` and
            `business_outcomes` of the warehouse.
        as_of: the day of the release.

    Returns:
        One row per programme (`all` for the organisation), measure and unit, with the schema SCORECARD; empty where no fiscal year is known.
    """
    years = sorted(
        (row["period_start"], row["period_end"])
        for row in tables["periods"].to_pylist()
        if row["period_type"] == "year" and row["period_start"] <= as_of
    )
    if not years:
        return SCORECARD.empty_table()
    this, last = years[-1], years[-2] if len(years) > 1 else None
    metrics = {row["metric_id"]: row for row in tables["metrics"].to_pylist()}
    cells = Cells(tables["cells"])
    plans = _plans(tables["programme_plans"], year=this)
    names = {row["programme_id"]: row["name"] for row in tables["programmes"].to_pylist()}
    places = {(programme, metric) for metric, programme in cells.by_programme}
    places |= {(programme, metric) for programme, metric in plans if programme in names}
    places |= {(ALL, metric) for metric in OF_THE_WHOLE if metric in metrics}
    rows = [
        _row(
            programme, measure, cells=cells, metrics=metrics, plan=plans.get((programme, measure)), this=this, last=last
        )
        | {"name": names.get(programme, programme if programme != ALL else "All learning")}
        for programme, measure in sorted(places)
    ]
    rows += _outcomes(tables["business_outcomes"], this=this, last=last, as_of=as_of)
    return pa.Table.from_pylist([{name: row.get(name) for name in _TYPES} for row in rows], schema=SCORECARD)


def _plans(table: pa.Table, *, year: tuple[date, date]) -> dict[tuple[str, str], float]:
    """By programme and measure: the plans whose whole period lies in the year, added up. What nobody planned is no plan of nothing."""
    found: dict[tuple[str, str], float] = {}
    for row in table.to_pylist():
        if year[0] <= row["period_start"] and row["period_end"] <= year[1]:
            for measure, (column, per_unit) in PLANNED.items():
                if row[column] is not None:
                    place = (row["programme_id"], measure)
                    found[place] = found.get(place, 0.0) + row[column] / per_unit
    return found


def _row(
    programme: str,
    measure: str,
    *,
    cells: Cells,
    metrics: Mapping[str, Mapping[str, Any]],
    plan: float | None,
    this: tuple[date, date],
    last: tuple[date, date] | None,
) -> dict[str, Any]:
    metric = metrics.get(measure)
    own = cells.of(measure, ROOT, *(("programme", programme) if programme != ALL else ()))
    before = [cell for cell in own if last and _spans(cell, last)]
    now = [cell for cell in own if _spans(cell, this)]
    missing = "metric_not_available" if metric is None else "not_broken_down" if not own else "no_data"
    row: dict[str, Any] = {
        "programme_id": programme,
        "measure": measure,
        "org_unit_id": ROOT,
        "measure_type": _type_of(measure, metric),
        "unit": metric["unit"] if metric else "",
        "period_start": this[0],
        "period_end": this[1],
        "plan": None if plan is None else rounded(plan),
        "last_year_actual": before[0].value if before else None,
        "last_year_reason": before[0].reason if before else missing,
    }
    if now:
        end = this[1] if now[0].value is not None else None
        row |= {"year_to_date": now[0].value, "year_to_date_end": end, "year_to_date_reason": now[0].reason}
        row |= {"forecast": now[0].value, "forecast_basis": "actual" if now[0].value is not None else None}
        return row
    if not own:
        return row | {"year_to_date_reason": missing}
    if metric is None or metric["additivity"] != "additive":
        return row | {"year_to_date_reason": "incomplete_window"}
    return row | _run_rate(own, this)


def _run_rate(own: Sequence[Cell], this: tuple[date, date]) -> dict[str, Any]:
    """Year to date and forecast of an additive measure whose year is not over: quarters first, then the months after them."""
    parts: list[Cell] = []
    reached = None
    for kind in ("quarter", "month"):
        for cell in own:
            is_inside = this[0] <= cell.period_start and cell.period_end <= this[1]
            if cell.period_type == kind and is_inside and (reached is None or cell.period_start > reached):
                parts.append(cell)
                reached = cell.period_end
    if not parts or reached is None:
        return {"year_to_date_reason": "incomplete_window"}
    withheld = [cell.reason for cell in parts if cell.value is None]
    if withheld:
        return {"year_to_date_reason": withheld[0]}
    total = sum(cell.value or 0.0 for cell in parts)
    days, all_days = (reached - this[0]).days + 1, (this[1] - this[0]).days + 1
    return {
        "year_to_date": rounded(total),
        "year_to_date_end": reached,
        "forecast": rounded(total * all_days / days),
        "forecast_basis": "run_rate",
    }


def _outcomes(
    table: pa.Table, *, this: tuple[date, date], last: tuple[date, date] | None, as_of: date
) -> Iterator[dict[str, Any]]:
    """Business outcomes as they were delivered: the last figure of the year before, and the newest of this year."""
    by_place: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in table.to_pylist():
        if row["outcome_value"] is not None and row["period_end"] <= as_of:
            by_place.setdefault((row["measure"], row["org_unit_id"]), []).append(row)
    for (measure, unit), rows in sorted(by_place.items()):
        rows.sort(key=lambda row: (row["period_end"], row["period_start"], row["source"]))
        before = [row for row in rows if last and last[0] <= row["period_end"] <= last[1]]
        now = [row for row in rows if this[0] <= row["period_end"] <= this[1]]
        yield {
            "programme_id": ALL,
            "measure": measure,
            "org_unit_id": unit,
            "measure_type": "outcome",
            "name": "All learning",
            "unit": rows[-1]["unit_of_measure"] or "",
            "period_start": this[0],
            "period_end": this[1],
            "last_year_actual": float(before[-1]["outcome_value"]) if before else None,
            "last_year_reason": None if before else "no_data",
            "year_to_date": float(now[-1]["outcome_value"]) if now else None,
            "year_to_date_end": now[-1]["period_end"] if now else None,
            "year_to_date_reason": None if now else "no_data",
        }


def _spans(cell: Cell, year: tuple[date, date]) -> bool:
    """Whether a cell stands for a fiscal year: its own window, or the twelve months that are the same days."""
    return cell.period_type in {"year", "r12"} and (cell.period_start, cell.period_end) == year


def _type_of(measure: str, metric: Mapping[str, Any] | None) -> str:
    if measure in OUTCOMES:
        return "outcome"
    return "effectiveness" if metric is not None and metric["code"] in EFFECTIVENESS else "efficiency"
