"""Decisions follow from published figures by rules that a hand can follow: paths, scorecard, ranks and words."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact.decisions.action_plan import ACTION_PLAN, action_plan
from impact.decisions.paths import Way, decision_of, status_of
from impact.decisions.scorecard import SCORECARD, programme_scorecard

START, DUE = date(2025, 1, 1), date(2027, 1, 1)
HALF = date(2026, 1, 1)
UP = Way(baseline=0.6, target=0.8, started_on=START, due_on=DUE)
DOWN = Way(baseline=0.2, target=0.1, started_on=START, due_on=DUE)
CELL = {"dimension": "all", "category": "all", "ci_low": None, "ci_high": None, "suppression_reason": None}
CELL_TYPES: dict[str, pa.DataType] = {
    **dict.fromkeys(("metric_id", "period_type", "org_unit_id", "dimension", "category"), pa.string()),
    **dict.fromkeys(("period_start", "period_end"), pa.date32()),
    **dict.fromkeys(("value", "ci_low", "ci_high"), pa.float64()),
    "suppression_reason": pa.string(),
}
METRICS = [
    dict(
        zip(("metric_id", "code", "name", "name_nl", "unit", "digits", "additivity", "privacy_class"), row, strict=True)
    )
    for row in (
        ("reach", "B3", "Reach", "Bereik", "rate", 4, "non_additive", "controlled"),
        ("voice", "G4", "Voice", "Stem", "rate", 2, "non_additive", "sensitive"),
        ("training_cost", "K4", "Cost", "Kosten", "money", 2, "additive", "open"),
        ("participants", "B4", "People", "Mensen", "heads", 0, "non_additive", "controlled"),
    )
]
UNITS = [{"org_unit_id": "company", "name": "Works", "parent_org_unit_id": None}] + [
    {"org_unit_id": unit, "name": unit.upper(), "parent_org_unit_id": "company"} for unit in ("a", "b", "c")
]


def r12(metric: str, unit: str, year: int, value: float | None, **more: Any) -> dict[str, Any]:
    window = {"period_type": "r12", "period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
    return {**CELL, "metric_id": metric, "org_unit_id": unit, "value": value, **window, **more}


def initiative(**more: Any) -> dict[str, Any]:
    plain = {
        "initiative_id": "i",
        "name": "I",
        "programme_id": None,
        "phase": "1",
        "is_quick_win": True,
        "owner_role": "HR",
    }
    about = {"metric_id": "reach", "org_unit_id": "company", "started_on": START, "due_on": DUE}
    return {**plain, **about, "baseline_value": None, "target_value": 0.8, **more}


def plan_of(
    cells: list[dict[str, Any]], *initiatives: dict[str, Any], as_of: date = date(2025, 12, 31)
) -> list[dict[str, Any]]:
    tables = {
        "cells": pa.Table.from_pylist(cells, schema=pa.schema(CELL_TYPES)),
        "metrics": pa.Table.from_pylist(METRICS),
        "org_units": pa.Table.from_pylist(UNITS),
        "initiatives": pa.Table.from_pylist(list(initiatives)),
    }
    made = action_plan(tables, as_of=as_of)
    assert made.schema.equals(ACTION_PLAN)
    rows: list[dict[str, Any]] = made.to_pylist()
    return rows


def test_half_way_in_time_is_half_way_to_the_target() -> None:
    """730 days, 365 of them over: .6 + .5 x .2 = .7, and .2 - .5 x .1 = .15."""
    assert UP.expected(HALF) == pytest.approx(0.7)
    assert DOWN.expected(HALF) == pytest.approx(0.15)
    assert UP.expected(date(2024, 1, 1)) == 0.6
    assert UP.expected(date(2030, 1, 1)) == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("way", "value", "status"),
    [
        (UP, 0.69, "off_track"),
        (UP, 0.71, "on_track"),
        (UP, 0.8, "reached"),
        (DOWN, 0.16, "off_track"),
        (DOWN, 0.14, "on_track"),
        (DOWN, 0.05, "reached"),
    ],
)
def test_the_status_is_that_against_the_straight_path(way: Way, value: float, status: str) -> None:
    assert status_of(way, value=value, on=HALF) == status


@pytest.mark.parametrize(
    ("value", "low", "high", "decision"),
    [
        (0.72, 0.65, 0.79, "scale_up"),  # even .65 is above .6
        (0.72, 0.55, 0.89, "continue"),  # .6 lies in the interval
        (0.66, 0.62, 0.70, "adjust"),  # short of .7
        (0.55, 0.50, 0.60, "stop"),  # half way, and at best where it began
        (0.72, None, None, "scale_up"),  # a census has no interval
    ],
)
def test_the_decision_minds_the_interval(value: float, low: float | None, high: float | None, decision: str) -> None:
    assert decision_of(UP, value=value, low=low, high=high, on=HALF) == decision


def test_nothing_is_stopped_before_half_of_the_time() -> None:
    assert decision_of(UP, value=0.5, low=0.45, high=0.55, on=date(2025, 6, 30)) == "adjust"


@given(st.floats(0, 1), st.floats(0.01, 0.3))
def test_less_is_better_is_more_is_better_turned_over(value: float, half: float) -> None:
    """The same distances from a path that falls give the same decision as from one that rises."""
    rises = Way(baseline=0.4, target=0.6, started_on=START, due_on=DUE)
    falls = Way(baseline=0.6, target=0.4, started_on=START, due_on=DUE)
    mirrored = decision_of(falls, value=1 - value, low=1 - value - half, high=1 - value + half, on=HALF)
    assert decision_of(rises, value=value, low=value - half, high=value + half, on=HALF) == mirrored


def test_an_initiative_takes_its_baseline_from_what_was_published_before_it_began() -> None:
    """0.60 in 2024, 0.72 in 2025; on 31 December 2025 364 of 730 days are over: .6 + .2 x 364/730 = .699726."""
    rows = plan_of([r12("reach", "company", 2024, 0.6), r12("reach", "company", 2025, 0.72)], initiative())
    row = rows[0]
    assert (row["baseline"], row["actual"], row["status"], row["decision"]) == (0.6, 0.72, "on_track", "scale_up")
    assert row["expected"] == pytest.approx(0.699726, abs=5e-7)
    assert row["gap"] == pytest.approx(0.08)
    assert "the path from 60.00 % to 80.00 % asks for 69.97 %: on track" in row["why"]


def test_windows_of_one_kind_are_compared_and_a_month_never_with_a_year() -> None:
    """The rolling year has no figure before the start, so quarters are taken, which have both."""
    quarter = {"period_type": "quarter", "period_start": date(2024, 10, 1), "period_end": date(2024, 12, 31)}
    later = {"period_type": "quarter", "period_start": date(2025, 10, 1), "period_end": date(2025, 12, 31)}
    cells = [
        r12("reach", "company", 2025, 0.9),
        r12("reach", "company", 2024, 0.3, **quarter),
        r12("reach", "company", 2025, 0.4, **later),
    ]
    row = plan_of(cells, initiative())[0]
    assert (row["baseline"], row["actual"], row["actual_period_type"]) == (0.3, 0.4, "quarter")


@pytest.mark.parametrize(
    ("cells", "more", "reason"),
    [
        ([r12("reach", "company", 2024, 0.6), r12("reach", "company", 2025, None, suppression_reason="complement")], {}, "complement"),
        ([r12("reach", "company", 2025, 0.7)], {}, "no_baseline"),
        ([], {}, "no_data"),
        ([r12("reach", "company", 2025, 0.7)], {"metric_id": "luck"}, "metric_not_available"),
        ([r12("reach", "company", 2025, 0.7)], {"baseline_value": 0.8}, "baseline_is_the_target"),
        ([r12("reach", "company", 2025, 0.7)], {"started_on": date(2026, 3, 1)}, "not_started"),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_says_why_and_decides_nothing(
    cells: list[dict[str, Any]], more: dict[str, Any], reason: str
) -> None:
    row = plan_of(cells, initiative(**more))[0]
    assert (row["reason"], row["decision"], row["gap"]) == (reason, None, None)
    assert row["why"]
    assert row["why_nl"]


def test_units_are_ranked_by_certainty_then_gap_then_cost() -> None:
    """B is certainly short by .3 of .8; a and c may be short by the same .2, and c is cheaper."""
    cells = [
        r12("reach", "company", 2024, 0.5),
        r12("reach", "company", 2025, 0.6),
        r12("reach", "a", 2025, 0.6, ci_low=0.3, ci_high=0.85),
        r12("reach", "b", 2025, 0.5, ci_low=0.4, ci_high=0.6),
        r12("reach", "c", 2025, 0.6, ci_low=0.3, ci_high=0.85),
        r12("training_cost", "a", 2025, 900),
        r12("training_cost", "c", 2025, 500),
    ]
    gaps = {row["org_unit_id"]: row for row in plan_of(cells, initiative()) if row["kind"] == "unit_gap"}
    assert {unit: row["rank"] for unit, row in gaps.items()} == {"b": 1, "c": 2, "a": 3}
    assert gaps["b"]["gap_share"] == pytest.approx(0.375)
    assert gaps["b"]["why"].endswith("30.00 points from the target of 80.00 %; the interval excludes the target.")


def test_sensitive_figures_and_withheld_cells_rank_nobody() -> None:
    cells = [
        r12("voice", "company", 2024, 0.5),
        r12("voice", "company", 2025, 0.6),
        r12("voice", "a", 2025, 0.1),
        r12("reach", "company", 2024, 0.5),
        r12("reach", "company", 2025, 0.6),
        r12("reach", "a", 2025, None, suppression_reason="small_group"),
    ]
    rows = plan_of(cells, initiative(metric_id="voice"), initiative(initiative_id="j"))
    assert [row["kind"] for row in rows] == ["initiative", "initiative"]


def test_skills_are_ranked_by_how_much_of_the_demand_is_not_covered() -> None:
    """Welding covers .5 and sewing .8 of demand now; reading covers all, singing is withheld, and a plan of two years is no gap of now."""
    now = {"org_unit_id": "company", "horizon_months": 0, "scenario": "base"}
    coverage = {"sewing": 0.8, "welding": 0.5, "reading": 1.2, "singing": None}
    rows = [now | {"skill_id": skill, "skill_name": skill, "coverage": share} for skill, share in coverage.items()]
    rows += [rows[0] | {"skill_id": "later", "horizon_months": 24}, rows[0] | {"skill_id": "part", "org_unit_id": "a"}]
    tables = {
        "cells": pa.Table.from_pylist([], schema=pa.schema(CELL_TYPES)),
        "metrics": pa.Table.from_pylist(METRICS),
        "org_units": pa.Table.from_pylist(UNITS),
        "initiatives": pa.Table.from_pylist([initiative()]).slice(1),
        "skill_gaps": pa.Table.from_pylist(rows),
    }
    gaps = action_plan(tables, as_of=HALF).to_pylist()
    assert {row["skill_id"]: (row["rank"], row["gap"]) for row in gaps} == {
        "welding": (1, 0.5),
        "sewing": (2, pytest.approx(0.2)),
    }
    assert gaps[0]["why"] == "Supply covers 80 % of the demand for sewing now."


def scorecard(cells: list[dict[str, Any]], plans: list[dict[str, Any]], *, as_of: date) -> dict[tuple[str, str], Any]:
    outcome = {
        "source": "s",
        "org_unit_id": "a",
        "measure": "nps",
        "unit_of_measure": None,
        "outcome_value": 7.0,
        "is_higher_better": True,
    }
    tables = {
        "cells": pa.Table.from_pylist(cells, schema=pa.schema(CELL_TYPES)),
        "metrics": pa.Table.from_pylist(METRICS),
        "periods": pa.Table.from_pylist(
            [{"period_type": "year", "period_start": date(year, 1, 1), "period_end": date(year, 12, 31)} for year in (2024, 2025)]
        ),
        "programmes": pa.Table.from_pylist([{"programme_id": "p", "name": "P"}]),
        "programme_plans": pa.Table.from_pylist(plans),
        "business_outcomes": pa.Table.from_pylist([outcome | {"period_start": date(2024, 10, 1), "period_end": date(2024, 12, 31)}]),
    }  # fmt: skip
    made = programme_scorecard(tables, as_of=as_of)
    assert made.schema.equals(SCORECARD)
    return {(row["programme_id"], row["measure"]): row for row in made.to_pylist()}


PLAN = {"programme_id": "p", "planned_participants": 40, "planned_minutes": None, "planned_cost_cents": 800_000}
PLANS = [
    PLAN | {"period_start": date(2025, 1, 1), "period_end": date(2025, 6, 30)},
    PLAN | {"period_start": date(2025, 7, 1), "period_end": date(2025, 12, 31)},
    PLAN | {"period_start": date(2025, 12, 1), "period_end": date(2026, 2, 28)},
]


def test_an_additive_measure_goes_on_at_the_pace_of_its_quarters_and_months() -> None:
    """3,000 and 3,200 in two quarters and 1,000 in July: 7,200 in 212 days, 7,200 x 365 / 212 = 12,396.226; planned 8,000 + 8,000."""
    own = {"dimension": "programme", "category": "p"}
    cells = [
        r12("training_cost", "company", 2024, 12_000, **own),
        r12("training_cost", "company", 2025, 3_000, period_type="quarter", period_end=date(2025, 3, 31), **own),
        r12("training_cost", "company", 2025, 3_200, period_type="quarter", period_start=date(2025, 4, 1), period_end=date(2025, 6, 30), **own),
        r12("training_cost", "company", 2025, 999, period_type="month", period_start=date(2025, 6, 1), period_end=date(2025, 6, 30), **own),
        r12("training_cost", "company", 2025, 1_000, period_type="month", period_start=date(2025, 7, 1), period_end=date(2025, 7, 31), **own),
    ]  # fmt: skip
    row = scorecard(cells, PLANS, as_of=date(2025, 7, 31))["p", "training_cost"]
    assert (row["last_year_actual"], row["plan"], row["year_to_date"]) == (12_000, 16_000, 7_200)
    assert (row["year_to_date_end"], row["forecast_basis"]) == (date(2025, 7, 31), "run_rate")
    assert row["forecast"] == pytest.approx(12_396.226, abs=5e-4)


def test_different_people_do_not_add_up_and_are_not_forecast() -> None:
    own = {"dimension": "programme", "category": "p"}
    quarter = r12("participants", "company", 2025, 20, period_type="quarter", period_end=date(2025, 3, 31), **own)
    row = scorecard([quarter], PLANS, as_of=date(2025, 7, 31))["p", "participants"]
    assert (row["plan"], row["year_to_date"], row["forecast"], row["year_to_date_reason"]) == (
        80,
        None,
        None,
        "incomplete_window",
    )


def test_a_year_that_is_over_is_its_own_forecast_and_a_withheld_part_withholds_the_sum() -> None:
    own = {"dimension": "programme", "category": "p"}
    over = r12("training_cost", "company", 2025, 9_000, **own)
    row = scorecard([over], [], as_of=date(2025, 12, 31))["p", "training_cost"]
    assert (row["year_to_date"], row["forecast"], row["forecast_basis"]) == (9_000, 9_000, "actual")
    hidden = {"period_type": "quarter", "period_end": date(2025, 3, 31), "suppression_reason": "low_completeness"}
    cells = [r12("training_cost", "company", 2025, None, **hidden, **own)]
    row = scorecard(cells, [], as_of=date(2025, 7, 31))["p", "training_cost"]
    assert (row["year_to_date"], row["forecast"], row["year_to_date_reason"]) == (None, None, "low_completeness")


def test_a_business_outcome_of_last_year_alone_has_no_figure_of_this_year() -> None:
    row = scorecard([], [], as_of=date(2025, 7, 31))["all", "nps"]
    assert (row["measure_type"], row["last_year_actual"], row["year_to_date_reason"]) == ("outcome", 7, "no_data")
