"""The coding of values and the order of reasons, on cells made by hand: what a reader may see of each privacy class."""

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from publishing.catalogue import load_catalogue

SQL = Path(__file__).resolve().parents[2] / "publishing" / "sql"
CELL: dict[str, Any] = {
    "period_type": "survey", "period_start": "2025-01-01", "period_end": "2025-01-31", "org_unit_id": "team", "dimension": "all", "category": "all",
    "numerator": 30.0, "denominator": 42.0, "value": 30 / 42, "n_persons": 42, "completeness": 1.0, "is_window_complete": True, "grid": "invited",
    "ci_low": 0.5643, "ci_high": 0.8281, "interval_method": "wilson",
}  # fmt: skip


def protected(metric: str, *, level: int = 2, plan: str | None = None, **changes: Any) -> dict[str, Any]:
    """The protected row of one cell of the estimates."""
    cell = {"metric_id": metric, **CELL, **changes}
    with duckdb.connect() as connection:
        connection.execute("attach ':memory:' as warehouse")
        connection.execute("create schema warehouse.estimates")
        connection.execute("create schema warehouse.marts")
        connection.register("cell", pa.Table.from_pylist([cell]))
        connection.execute(
            "create table warehouse.estimates.kpi_values as"
            " select * replace (period_end::date as period_end, period_start::date as period_start) from cell"
        )
        connection.execute(
            "create table warehouse.marts.org_units as select 'team' as org_unit_id, ?::integer as level", [level]
        )
        connection.register("metric", pa.Table.from_pylist(list(load_catalogue().rows())))
        connection.execute(
            "create table plans (grid text, period_type text, period_end date, org_unit_id text, dimension text, category text, reason text)"
        )
        if plan:
            connection.execute(
                "insert into plans values (?, ?, ?, ?, ?, ?, ?)",
                [
                    *(cell[name] for name in ("grid", "period_type", "period_end")),
                    "team",
                    cell["dimension"],
                    cell["category"],
                    plan,
                ],
            )
        connection.execute((SQL / "macros.sql").read_text())
        return dict(connection.execute((SQL / "kpi_values.sql").read_text()).to_arrow_table().to_pylist()[0])


def test_a_sensitive_share_is_a_whole_percentage_with_an_outward_interval_and_no_numerator() -> None:
    row = protected("response_rate")
    assert (row["value"], row["ci_low"], row["ci_high"]) == (0.71, 0.56, 0.83)
    assert (row["numerator"], row["denominator"]) == (None, 40)


@pytest.mark.parametrize(
    ("metric", "value", "persons", "reason"),
    [
        ("response_rate", 0.91, 200, "at_least_90_percent"),
        ("response_rate", 0.90, 200, None),
        ("response_rate", 0.0, 200, "at_most_10_percent"),
        ("favourability", 0.95, 200, None),
        ("favourability", 0.95, 19, "at_least_90_percent"),
        ("favourability", 0.09, 19, "at_most_10_percent"),
        ("favourability", 0.09, 20, None),
        ("mean_score", 93.0, 19, "at_least_90_percent"),
        ("mean_score", 0.2, 200, "at_most_10_percent"),
        ("enps", -81.0, 19, "at_most_10_percent"),
        ("enps", -81.0, 20, None),
        ("enps", 0.0, 200, None),
        ("turnover_voluntary_rate", 0.0, 200, "at_most_10_percent"),
    ],
)
def test_an_extreme_of_a_sensitive_metric_is_a_bound_and_nobody_is_coded_like_a_few(
    metric: str, value: float, persons: int, reason: str | None
) -> None:
    row = protected(metric, value=value, n_persons=persons, ci_low=None, ci_high=None)
    assert row["suppression_reason"] == reason
    assert (row["value"] is None) is (reason is not None) is row["is_suppressed"]


def test_an_enps_of_minus_nought_is_nought() -> None:
    assert str(protected("enps", value=-0.2, ci_low=-20.0, ci_high=20.0)["value"]) == "0.0"


def test_a_controlled_rate_is_rounded_to_its_digits_and_shows_its_sums() -> None:
    row = protected(
        "turnover_rate",
        value=0.0923076923,
        numerator=1.0,
        denominator=10.8333333333333,
        ci_low=0.00233,
        ci_high=0.51437,
        grid="employed",
    )
    assert (row["value"], row["numerator"], row["denominator"]) == (0.0923, 1, 10.8333333333)
    assert (row["ci_low"], row["ci_high"]) == (0.0023, 0.5144)


@pytest.mark.parametrize(
    ("low", "high", "shown"), [(0.29, 0.57, (0.29, 0.57)), (0.07, 0.07, (0.07, 0.07)), (0.281, 0.571, (0.28, 0.58))]
)
def test_a_limit_that_is_a_whole_percentage_stays_where_it_is(
    low: float, high: float, shown: tuple[float, float]
) -> None:
    """0.29 x 100 is 28.999999999999996 in binary: an outward rounding of that would widen the interval by a point."""
    row = protected("response_rate", ci_low=low, ci_high=high)
    assert (row["ci_low"], row["ci_high"]) == shown


def test_a_half_that_binary_cannot_hold_is_rounded_away_from_zero_too() -> None:
    assert protected("tenure_mean_years", value=0.285, grid="point")["value"] == 0.29


def test_rounding_is_half_away_from_zero() -> None:
    assert protected("tenure_mean_years", value=2.125, grid="point")["value"] == 2.13


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"is_window_complete": False, "completeness": 0.1, "n_persons": 1}, "incomplete_window"),
        ({"value": None, "n_persons": 0}, "no_data"),
        ({"completeness": 0.79, "n_persons": 1}, "low_completeness"),
        ({"value": None, "n_persons": 42}, "undefined"),
        ({"n_persons": 4}, "small_group"),
        ({}, None),
    ],
)
def test_the_first_reason_that_applies_is_named(changes: dict[str, Any], reason: str | None) -> None:
    row = protected("participation_rate_ever", **{"grid": "employed", **changes})
    assert row["suppression_reason"] == reason
    if reason:
        assert [
            row[name]
            for name in ("value", "numerator", "denominator", "ci_low", "ci_high", "completeness", "interval_method")
        ] == [None] * 7


def test_the_plan_withholds_a_controlled_cell_and_never_an_open_one() -> None:
    assert (
        protected("participation_rate_ever", grid="employed", plan="complement")["suppression_reason"] == "complement"
    )
    assert protected("headcount", grid="employed", plan="complement", value=3.0, n_persons=3)["value"] == 3


@pytest.mark.parametrize(
    ("dimension", "reason"), [("gender", "small_group"), ("age_band", "small_group"), ("location", None)]
)
def test_an_open_metric_is_planned_by_who_people_are_and_not_by_where_they_work(
    dimension: str, reason: str | None
) -> None:
    row = protected("headcount", plan="small_group", dimension=dimension, category="any")
    assert row["suppression_reason"] == reason


def test_a_metric_of_divisions_only_is_withheld_below_them() -> None:
    assert protected("regrettable_turnover_rate", level=2, value=0.2)["suppression_reason"] == "level"
    assert protected("regrettable_turnover_rate", level=1, value=0.2)["suppression_reason"] is None


def test_a_median_needs_twenty_people_and_has_three_figures() -> None:
    assert protected("tenure_median_years", n_persons=19, value=12.3456)["suppression_reason"] == "small_group"
    assert protected("tenure_median_years", n_persons=20, value=12.3456)["value"] == 12.3
