"""The action plan: how each initiative stands against its target, and which units have most to gain.

Belongs here: the rows of `action_plan`, their rank and their words (wording.py spells them). It reads published (protected) cells and the
plan, and no row of a person: what is withheld there is withheld here, with its reason. Ranks are made of figures that are not sensitive only,
by whether the interval excludes the target, then the gap as a share of the target, then cost: no unit is ranked on what may not rank it
(privacy page). A row says how an indicator moved, never that the initiative moved it.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from impact.decisions.cells import PREFERENCE, Cell, Cells, rounded
from impact.decisions.paths import Way, decision_of, status_of
from impact.decisions.wording import explain, explain_gap, explain_skill

INITIATIVE, UNIT_GAP, SKILL_GAP = "initiative", "unit_gap", "skill_gap"
COST = "training_cost"
COVERAGE = "skill_coverage"
ROOT = "company"

_TYPES: dict[str, pa.DataType] = {
    **dict.fromkeys(("kind", "initiative_id", "metric_id", "org_unit_id", "skill_id"), pa.string()),
    "rank": pa.int32(),
    **dict.fromkeys(("name", "programme_id", "phase"), pa.string()),
    "is_quick_win": pa.bool_(),
    "owner_role": pa.string(),
    **dict.fromkeys(("started_on", "due_on"), pa.date32()),
    **dict.fromkeys(("baseline", "target", "actual", "ci_low", "ci_high"), pa.float64()),
    "actual_period_type": pa.string(),
    "actual_period_end": pa.date32(),
    **dict.fromkeys(("expected", "gap", "gap_share", "cost"), pa.float64()),
    **dict.fromkeys(("status", "decision", "reason", "why", "why_nl"), pa.string()),
}
ACTION_PLAN = pa.schema(_TYPES)


def action_plan(tables: Mapping[str, pa.Table], *, as_of: date) -> pa.Table:
    """Make the action plan as of a day.

    Args:
        tables: `cells` (published cells, latest revision), `metrics`, `org_units` and, where it has one, `skill_gaps` of the release;
            `initiatives` of the warehouse.
        as_of: the day of the release.

    Returns:
        One row per initiative and indicator (`initiative`), per unit below the initiative's own that falls short of the same target
        (`unit_gap`) and per skill that is short (`skill_gap`), with the schema ACTION_PLAN.
    """
    cells = Cells(tables["cells"])
    metrics = {row["metric_id"]: row for row in tables["metrics"].to_pylist()}
    units = tables["org_units"].to_pylist()
    rows: list[dict[str, Any]] = []
    gaps: list[dict[str, Any]] = []
    for initiative in tables["initiatives"].to_pylist():
        row, way = _initiative_row(initiative, cells=cells, metrics=metrics, as_of=as_of)
        rows.append(row)
        if way is not None:
            gaps += _unit_gaps(row, way, cells=cells, metric=metrics[row["metric_id"]], units=units)
    rows += _ranked(gaps)
    if "skill_gaps" in tables:
        rows += _ranked(list(_skill_gaps(tables["skill_gaps"])))
    rows.sort(
        key=lambda row: tuple(row[name] for name in ("kind", "initiative_id", "metric_id", "org_unit_id", "skill_id"))
    )
    return pa.Table.from_pylist([{name: row.get(name) for name in _TYPES} for row in rows], schema=ACTION_PLAN)


def _initiative_row(
    initiative: Mapping[str, Any], *, cells: Cells, metrics: Mapping[str, Mapping[str, Any]], as_of: date
) -> tuple[dict[str, Any], Way | None]:
    """The row of an initiative, and its way where everything that makes one is known."""
    metric = metrics.get(initiative["metric_id"])
    row: dict[str, Any] = {
        **{
            name: initiative[name]
            for name in ("initiative_id", "metric_id", "org_unit_id", "name", "programme_id", "phase")
        },
        **{name: initiative[name] for name in ("is_quick_win", "owner_role", "started_on", "due_on")},
        "kind": INITIATIVE,
        "skill_id": "",
        "target": float(initiative["target_value"]),
        "baseline": None if initiative["baseline_value"] is None else float(initiative["baseline_value"]),
        "status": "unknown",
        "cost": _cost(cells, initiative["programme_id"]),
    }
    before, actual = _before_and_now(cells, row, as_of=as_of)
    if row["baseline"] is None and before is not None:
        row["baseline"] = before.value
    row |= _figure(actual)
    if as_of < row["started_on"]:
        row |= {"status": "not_started", "reason": "not_started"}
    elif metric is None:
        row["reason"] = "metric_not_available"
    elif actual is None:
        row["reason"] = "no_data"
    elif actual.value is None:
        row["reason"] = actual.reason
    elif row["baseline"] is None:
        row["reason"] = before.reason if before is not None else "no_baseline"
    elif row["baseline"] == row["target"]:
        row["reason"] = "baseline_is_the_target"
    way = None
    if row.get("reason") is None and actual is not None and actual.value is not None:
        way = Way(baseline=row["baseline"], target=row["target"], started_on=row["started_on"], due_on=row["due_on"])
        row |= _judged(way, actual)
    return row | explain(row, metric), way


def _before_and_now(cells: Cells, row: Mapping[str, Any], *, as_of: date) -> tuple[Cell | None, Cell | None]:
    """The figure before the start and the newest, of one kind of window: a month and a rolling year do not compare.

    The longest kind that has both; else the longest that has a newest one.
    """
    found: list[tuple[Cell | None, Cell | None]] = []
    for kind in PREFERENCE:
        now = cells.newest(row["metric_id"], row["org_unit_id"], until=as_of, kinds=(kind,))
        if now is not None:
            day_before = row["started_on"] - timedelta(days=1)
            found.append((cells.newest(row["metric_id"], row["org_unit_id"], until=day_before, kinds=(kind,)), now))
    with_both = [pair for pair in found if all(cell is not None and cell.value is not None for cell in pair)]
    with_value = [pair for pair in found if pair[1] is not None and pair[1].value is not None]
    return (with_both or with_value or found or [(None, None)])[0]


def _figure(actual: Cell | None) -> dict[str, Any]:
    if actual is None:
        return {}
    return {
        "actual": actual.value,
        "ci_low": actual.ci_low,
        "ci_high": actual.ci_high,
        "actual_period_type": actual.period_type,
        "actual_period_end": actual.period_end,
    }


def _judged(way: Way, actual: Cell) -> dict[str, Any]:
    """Status, decision and gap of a figure that is there. The gap is what is missing to the target, never negative."""
    value = actual.value
    if value is None:  # the caller has seen to it; the types have not
        return {}
    on = actual.period_end
    gap = max(way.direction * (way.target - value), 0.0)
    return {
        "status": status_of(way, value=value, on=on),
        "decision": decision_of(way, value=value, low=actual.ci_low, high=actual.ci_high, on=on),
        "expected": rounded(way.expected(on)),
        "gap": rounded(gap),
        "gap_share": rounded(gap / abs(way.target)) if way.target else None,
    }


def _unit_gaps(
    row: Mapping[str, Any], way: Way, *, cells: Cells, metric: Mapping[str, Any], units: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The units directly below an initiative's own that fall short of its target, in the same window. Sensitive figures rank nobody."""
    if metric["privacy_class"] == "sensitive":
        return
    for unit in units:
        if unit["parent_org_unit_id"] != row["org_unit_id"]:
            continue
        for cell in cells.of(row["metric_id"], unit["org_unit_id"]):
            is_same = (cell.period_type, cell.period_end) == (row["actual_period_type"], row["actual_period_end"])
            if not is_same or cell.value is None or way.direction * (way.target - cell.value) <= 0:
                continue
            bound = cell.ci_high if way.direction > 0 else cell.ci_low
            found: dict[str, Any] = {
                **{name: row[name] for name in ("initiative_id", "metric_id", "programme_id", "phase", "is_quick_win")},
                **{name: row[name] for name in ("owner_role", "started_on", "due_on", "target", "expected")},
                **_figure(cell),
                "kind": UNIT_GAP,
                "skill_id": "",
                "org_unit_id": unit["org_unit_id"],
                "name": unit["name"],
                "gap": rounded(way.direction * (way.target - cell.value)),
                "gap_share": rounded(way.direction * (way.target - cell.value) / abs(way.target))
                if way.target
                else None,
                "cost": _cost_of_unit(cells, unit["org_unit_id"]),
                "status": status_of(way, value=cell.value, on=cell.period_end),
                "is_certain": bound is None or way.direction * (way.target - bound) > 0,
            }
            yield found | explain_gap(found, metric)


def _skill_gaps(table: pa.Table) -> Iterator[dict[str, Any]]:
    """The skills of which the company has less than it needs now, as published: coverage is supply over demand, and 1 is the target."""
    for row in table.to_pylist():
        is_asked = (row["org_unit_id"], row["horizon_months"], row["scenario"]) == (ROOT, 0, "base")
        if not is_asked or row["coverage"] is None or row["coverage"] >= 1:
            continue
        gap = rounded(1 - row["coverage"])
        yield {
            "kind": SKILL_GAP,
            "initiative_id": "",
            "metric_id": COVERAGE,
            "org_unit_id": ROOT,
            "skill_id": row["skill_id"],
            "name": row["skill_name"],
            "is_quick_win": False,
            "target": 1.0,
            "actual": row["coverage"],
            "gap": gap,
            "gap_share": gap,
            "status": "off_track",
            "is_certain": True,
            **explain_skill(row["skill_name"], row["coverage"]),
        }


def _ranked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with their rank, 1 for the one to begin with: certain gaps before others, then the larger, then the cheaper, then by name."""

    def urgency(row: Mapping[str, Any]) -> tuple[Any, ...]:
        cost = float("inf") if row.get("cost") is None else row["cost"]
        place = tuple(row[name] for name in ("metric_id", "org_unit_id", "skill_id", "initiative_id"))
        return (not row["is_certain"], -(row["gap_share"] or 0.0), cost, place)

    return [row | {"rank": number} for number, row in enumerate(sorted(rows, key=urgency), start=1)]


def _cost(cells: Cells, programme_id: str | None) -> float | None:
    """What was booked on a programme in the newest rolling year or year."""
    if programme_id is None:
        return None
    own = [cell for cell in cells.of(COST, "company", "programme", programme_id) if cell.period_type in {"r12", "year"}]
    return own[-1].value if own else None


def _cost_of_unit(cells: Cells, org_unit_id: str) -> float | None:
    own = [cell for cell in cells.of(COST, org_unit_id) if cell.period_type in {"r12", "year"}]
    return own[-1].value if own else None
