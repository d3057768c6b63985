"""Retention curves as they may be shown: quarterly steps, merged until enough people moved, ended where few are left.

Belongs here: coarsening of the estimates for the tables `retention_curves` and `retention_summary`. The estimates themselves are made in
impact/retention.py. Curves are not linear in their people, so that they are shown from 20 people on, in three significant figures.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from publishing.tables import published_tables

K = 5
MIN_PEOPLE = 20
MIN_AT_RISK = 10
STEP_MONTHS = 3
DAYS_PER_MONTH = 30.4375
SUMMARY_MONTHS = (12, 24, 36)

Row = Mapping[str, Any]


@dataclass(frozen=True)
class _Event:
    """The curve just after one day of tenure at which somebody left or was censored."""

    tenure_days: int
    n_at_risk: int
    moved: int
    survival: float
    ci_low: float | None
    ci_high: float | None


def publish_curves(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables `retention_curves` and `retention_summary` of the connection's database.

    Args:
        connection: writes the candidate; the pipeline's database is attached read-only as `warehouse`.
    """
    estimated = (
        connection.execute("select * from warehouse.estimates.retention_curves order by cohort, tenure_days")
        .to_arrow_table()
        .to_pylist()
    )
    summaries = (
        connection.execute("select * from warehouse.estimates.retention_summary order by cohort")
        .to_arrow_table()
        .to_pylist()
    )
    by_cohort: defaultdict[str, list[Row]] = defaultdict(list)
    for row in estimated:
        by_cohort[row["cohort"]].append(row)
    curves = {
        row["cohort"]: steps(row["cohort"], by_cohort[row["cohort"]], n_people=row["n_people"]) for row in summaries
    }
    _write(connection, "retention_curves", [row for cohort in curves.values() for row in cohort])
    _write(connection, "retention_summary", [summary_row(row, curves[row["cohort"]]) for row in summaries])


def steps(cohort: str, estimated: Sequence[Row], *, n_people: int) -> list[dict[str, Any]]:
    """The published steps of one cohort.

    A step is shown when the people who left or were censored since the last shown step are none, or at least K; otherwise it is
    merged with the next. The curve ends at the last step with MIN_AT_RISK people at risk.

    Args:
        cohort: name of the cohort.
        estimated: rows of the full-resolution curve by ascending tenure, columns as in impact.retention; empty where it never starts.
        n_people: people in the cohort.

    Returns:
        Rows of `retention_curves`: one a quarter of tenure, the withheld ones with a reason; one withheld row where there is
        no quarter to show.
    """
    shown = list(_quarters(cohort, estimated)) if n_people >= MIN_PEOPLE and estimated else []
    return shown or [_withheld(cohort, 0, "small_group", is_conditional=False, from_months=0)]


def _quarters(cohort: str, estimated: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """Every quarter from the start of a curve to the last with enough people at risk."""
    events = [
        _Event(
            row["tenure_days"],
            row["n_at_risk"],
            row["n_exits"] + row["n_censored"],
            row["survival"],
            row["ci_low"],
            row["ci_high"],
        )
        for row in estimated
    ]
    is_conditional = bool(estimated[0]["is_conditional"])
    from_days = int(estimated[0]["conditional_from_days"]) if is_conditional else 0
    from_months = math.ceil(from_days / DAYS_PER_MONTH)
    first_step = math.ceil(from_months / STEP_MONTHS) * STEP_MONTHS
    shown_until = -1
    for months in range(first_step, math.floor(events[-1].tenure_days / DAYS_PER_MONTH) + 1, STEP_MONTHS):
        day = math.floor(months * DAYS_PER_MONTH)
        past = [event for event in events if event.tenure_days <= day]
        coming = [event for event in events if event.tenure_days > day]
        at_risk = coming[0].n_at_risk if coming else 0
        if at_risk < MIN_AT_RISK:
            return
        moved = sum(event.moved for event in past if event.tenure_days > shown_until)
        if 0 < moved < K:
            yield _withheld(cohort, months, "merged_step", is_conditional=is_conditional, from_months=from_months)
            continue
        shown_until = day
        last = past[-1] if past else None
        yield {
            "cohort": cohort,
            "tenure_months": months,
            "survival": significant(last.survival if last else 1.0),
            "ci_low": significant(last.ci_low if last else None),
            "ci_high": significant(last.ci_high if last else None),
            "n_at_risk": at_risk // 5 * 5,
            "is_conditional": is_conditional,
            "conditional_from_months": from_months,
            "is_suppressed": False,
            "suppression_reason": None,
        }


def summary_row(estimated: Row, curve: Sequence[Row]) -> dict[str, Any]:
    """The published summary of one cohort, read off its published steps so that the two tables cannot tell different things.

    Args:
        estimated: row of estimates.retention_summary.
        curve: the cohort's published steps.
    """
    is_suppressed = all(step["is_suppressed"] for step in curve)
    shown = {step["tenure_months"]: step for step in curve if not step["is_suppressed"]}
    row: dict[str, Any] = {
        "cohort": estimated["cohort"],
        "n_people": None if is_suppressed else estimated["n_people"] // 5 * 5,
    }
    for months in SUMMARY_MONTHS:
        step = shown.get(months, {})
        row |= {
            f"s_{months}": step.get("survival"),
            f"s_{months}_low": step.get("ci_low"),
            f"s_{months}_high": step.get("ci_high"),
        }
    # A median beyond the last published step would tell more than the curve does.
    reached = max(shown, default=0) * DAYS_PER_MONTH
    for published, days in {
        "median_months": "median_days",
        "median_low": "median_low",
        "median_high": "median_high",
    }.items():
        value = estimated[days]
        is_shown = not is_suppressed and value is not None and value <= reached
        row[published] = significant(value / DAYS_PER_MONTH) if is_shown else None
    if row["median_months"] is None:
        row |= {"median_low": None, "median_high": None}
    return row | {
        "is_conditional": bool(curve[0]["is_conditional"]),
        "conditional_from_months": curve[0]["conditional_from_months"],
        "is_suppressed": is_suppressed,
        "suppression_reason": "small_group" if is_suppressed else None,
    }


def significant(value: float | None, *, figures: int = 3) -> float | None:
    """Round to significant figures; null stays null."""
    if value is None or value == 0:
        return value
    return round(value, figures - 1 - math.floor(math.log10(abs(value))))


def _withheld(cohort: str, months: int, reason: str, *, is_conditional: bool, from_months: int) -> dict[str, Any]:
    return {
        "cohort": cohort,
        "tenure_months": months,
        **dict.fromkeys(("survival", "ci_low", "ci_high", "n_at_risk")),
        "is_conditional": is_conditional,
        "conditional_from_months": from_months,
        "is_suppressed": True,
        "suppression_reason": reason,
    }


def _write(connection: duckdb.DuckDBPyConnection, name: str, rows: Sequence[Row]) -> None:
    contract = next(table for table in published_tables() if table.name == name)
    typed: dict[str, pa.DataType] = {
        "VARCHAR": pa.string(),
        "DOUBLE": pa.float64(),
        "INTEGER": pa.int32(),
        "BOOLEAN": pa.bool_(),
    }
    schema = pa.schema([(column.name, typed[column.data_type]) for column in contract.columns])
    connection.register("rows_to_write", pa.Table.from_pylist(list(rows), schema=schema))
    connection.execute(f"create table {name} as select * from rows_to_write")
    connection.unregister("rows_to_write")
