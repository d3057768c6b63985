"""Estimates reach their own cells and no others."""

import datetime
from typing import Any

import pyarrow as pa
import pytest

from impact.filling import fill_values

DAY = datetime.date(2025, 3, 31)


def values() -> pa.Table:
    rows = [("median", "sales"), ("rate", "sales"), ("median", "support")]
    return pa.table(
        {
            "metric_id": [metric for metric, _ in rows],
            "period_type": ["quarter"] * 3,
            "period_end": [DAY] * 3,
            "org_unit_id": [unit for _, unit in rows],
            "dimension": ["all"] * 3,
            "category": ["all"] * 3,
            "value": pa.array([None, 0.5, None], pa.float64()),
            "ci_low": pa.array([None, 0.4, None], pa.float64()),
            "ci_high": pa.array([None, 0.6, None], pa.float64()),
            "interval_method": pa.array([None, "wilson", None], pa.string()),
        }
    )


def estimates(*rows: tuple[str, float | None, float | None, float | None]) -> pa.Table:
    return pa.table(
        {
            "period_type": ["quarter"] * len(rows),
            "period_end": [DAY] * len(rows),
            "org_unit_id": [row[0] for row in rows],
            "dimension": ["all"] * len(rows),
            "category": ["all"] * len(rows),
            **{name: pa.array([row[place] for row in rows], pa.float64()) for place, name in enumerate(("value", "ci_low", "ci_high"), 1)},
        }
    )  # fmt: skip


def filled(*rows: tuple[str, float | None, float | None, float | None]) -> list[tuple[Any, ...]]:
    table = fill_values(values(), estimates(*rows), metric_id="median", method="aalen_johansen")
    assert table.schema == values().schema
    return [tuple(row[name] for name in ("value", "ci_low", "ci_high", "interval_method")) for row in table.to_pylist()]


def test_an_estimate_reaches_its_own_cell_and_no_other() -> None:
    assert filled(("sales", 80.0, 70.0, 95.0)) == [
        (80, 70, 95, "aalen_johansen"),
        (0.5, 0.4, 0.6, "wilson"),
        (None, None, None, None),
    ]


def test_a_value_may_have_no_interval_and_a_cell_no_value() -> None:
    assert filled(("sales", 80.0, None, None), ("support", None, None, None)) == [
        (80, None, None, None),
        (0.5, 0.4, 0.6, "wilson"),
        (None, None, None, None),
    ]


def test_an_estimate_of_no_cell_is_refused() -> None:
    with pytest.raises(ValueError, match=r"median: 1 estimates are of no cell, such as .*marketing"):
        filled(("marketing", 80.0, None, None))


def test_two_estimates_of_one_cell_are_refused() -> None:
    with pytest.raises(ValueError, match="median: 1 estimates are of a cell that has one already"):
        filled(("sales", 80.0, None, None), ("sales", 90.0, None, None))
