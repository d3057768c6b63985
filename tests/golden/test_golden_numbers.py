"""The worked examples of the metric definitions, out of the built tables (before disclosure control: most are smaller than k)."""

from datetime import date

import pytest

from impact.retention import kaplan_meier
from orchestration.stages import read_table
from tests.pipeline import Refreshed

APRIL_2024 = date(2024, 4, 30)
APRIL_2025 = date(2025, 4, 30)


def cell(golden: Refreshed, metric: str, unit: str, period_type: str, period_end: date) -> dict[str, float]:
    """One cell of the estimated KPI values; fails when there is not exactly one."""
    rows = golden.warehouse(
        "select value, numerator, denominator, ci_low, ci_high from estimates.kpi_values"
        " where metric_id = ? and org_unit_id = ? and period_type = ? and period_end = ? and dimension = 'all'",
        [metric, unit, period_type, period_end],
    )
    assert len(rows) == 1, f"{metric} {unit} {period_type} {period_end}: {len(rows)} rows"
    return dict(zip(("value", "numerator", "denominator", "ci_low", "ci_high"), rows[0], strict=True))


def test_average_headcount_of_april_is_325_person_days_over_30(golden: Refreshed) -> None:
    april = cell(golden, "average_headcount", "april", "month", APRIL_2024)
    assert april["numerator"] == 325
    assert april["value"] == pytest.approx(10.8333, abs=5e-5)


def test_turnover_of_april_is_one_leaver_over_average_headcount(golden: Refreshed) -> None:
    april = cell(golden, "turnover_rate", "april", "month", APRIL_2024)
    assert april["numerator"] == 1
    assert april["value"] == pytest.approx(0.092308, abs=5e-7)


def test_a_leaver_of_the_15th_and_a_starter_of_the_21st_count_once_each(golden: Refreshed) -> None:
    assert cell(golden, "leavers", "april", "month", APRIL_2024)["value"] == 1
    assert cell(golden, "hires", "april", "month", APRIL_2024)["value"] == 1
    assert cell(golden, "headcount", "april", "day", APRIL_2024)["value"] == 11


def test_enps_of_nine_promoters_six_passives_five_detractors_is_20(golden: Refreshed) -> None:
    enps = cell(golden, "enps", "enps", "survey", APRIL_2025)
    assert enps["value"] == pytest.approx(20)
    assert enps["ci_low"] == pytest.approx(-15.9, abs=0.05)
    assert enps["ci_high"] == pytest.approx(50.7, abs=0.05)


def test_three_of_five_answers_are_favourable_and_their_mean_of_3_6_scores_65(golden: Refreshed) -> None:
    assert cell(golden, "favourability", "scores", "survey", APRIL_2025)["value"] == pytest.approx(3 / 5)
    assert cell(golden, "mean_score", "scores", "survey", APRIL_2025)["value"] == pytest.approx(65)


def test_seven_of_ten_participants_have_the_wilson_interval(golden: Refreshed) -> None:
    participation = cell(golden, "participation_rate_ever", "seven_of_ten", "month", APRIL_2025)
    assert participation["value"] == pytest.approx(0.7)
    assert participation["ci_low"] == pytest.approx(0.3968, abs=5e-5)
    assert participation["ci_high"] == pytest.approx(0.8922, abs=5e-5)


def test_seven_hours_over_ten_heads_is_seven_tenths_of_an_hour(golden: Refreshed) -> None:
    hours = cell(golden, "learning_hours_per_employee", "seven_of_ten", "month", APRIL_2025)
    assert hours["numerator"] == pytest.approx(7)
    assert hours["value"] == pytest.approx(0.7)


def test_25_of_35_invited_people_responded(golden: Refreshed) -> None:
    rate = cell(golden, "response_rate", "company", "survey", APRIL_2025)
    assert (rate["numerator"], rate["denominator"]) == (25, 35)


def test_survival_of_the_five_hired_in_2025_is_the_textbook_curve(golden: Refreshed) -> None:
    curve = kaplan_meier(read_table(golden.home / "warehouse.duckdb", "marts", "retention_cells"), start_at_risk=1)
    rows = {row["tenure_days"]: row for row in curve.to_pylist() if row["cohort"] == "hired_2025"}
    assert rows[3]["survival"] == pytest.approx(0.8)
    assert rows[3]["ci_low"] == pytest.approx(0.2038, abs=5e-5)
    assert rows[3]["ci_high"] == pytest.approx(0.9692, abs=5e-5)
    assert rows[6]["survival"] == pytest.approx(0.5333, abs=5e-5)
    assert rows[10]["survival"] == 0


def test_groups_smaller_than_five_are_withheld_from_the_release_with_a_reason(golden: Refreshed) -> None:
    """The unit of the curve holds three people in May and two in June: of those months only open totals may be read."""
    rows = golden.release(
        "select metric_id, period_end from kpi_values join metrics using (metric_id)"
        " where org_unit_id = 'curve' and period_type in ('month', 'day') and privacy_class <> 'open' and not is_suppressed"
    )
    assert rows == []
