"""The worked examples of cost, budget, baseline, scorecard, action plan and disclosure, out of the built tables.

The year 2024 of the unit `ledger`: ten people, 12,000 of direct costs (9,000 to suppliers), 200 hours, pay of 600,000, a budget of 18,000 with
1,500 ordered and a forecast of 17,100. In 2025 3,000 are booked in the first quarter and 3,200 in the second.
"""

from datetime import date

import pytest

from tests.golden.test_golden_numbers import cell
from tests.pipeline import Refreshed

END_2024 = date(2024, 12, 31)
HALF_2025 = date(2025, 6, 30)


def in_2024(golden: Refreshed, metric: str) -> float:
    return cell(golden, metric, "ledger", "year", END_2024)["value"]


def test_12000_over_ten_heads_is_1200_a_head(golden: Refreshed) -> None:
    assert in_2024(golden, "training_cost") == 12_000
    assert in_2024(golden, "direct_learning_expenditure_per_employee") == pytest.approx(1_200)


def test_9000_to_suppliers_is_900_a_head_of_the_division(golden: Refreshed) -> None:
    rows = golden.warehouse(
        "select category, value from estimates.kpi_values where metric_id = 'direct_learning_expenditure_per_employee'"
        " and org_unit_id = 'ledger' and period_type = 'year' and period_end = ? and dimension = 'cost_kind' order by 1",
        [END_2024],
    )
    assert rows == [("internal", 200.0), ("supplier", 900.0), ("tuition", 100.0), ("unknown", 0.0)]


def test_12000_over_200_hours_is_60_an_hour(golden: Refreshed) -> None:
    assert in_2024(golden, "cost_per_learning_hour") == pytest.approx(60)


def test_time_of_participants_stands_apart(golden: Refreshed) -> None:
    assert in_2024(golden, "training_participant_time_cost") == 3_456


def test_12000_of_a_payroll_of_600000_is_2_percent(golden: Refreshed) -> None:
    assert in_2024(golden, "training_cost_payroll_share") == pytest.approx(0.02)


def test_12000_and_1500_ordered_of_18000_are_75_percent_and_95_are_expected(golden: Refreshed) -> None:
    assert in_2024(golden, "budget_use") == pytest.approx(0.75)
    assert in_2024(golden, "budget_forecast_use") == pytest.approx(0.95)


def test_a_year_budget_says_nothing_about_a_month(golden: Refreshed) -> None:
    rows = golden.warehouse(
        "select value, completeness from estimates.kpi_values where metric_id = 'budget_use' and org_unit_id = 'ledger'"
        " and period_type = 'month' and period_end = ?",
        [date(2024, 3, 31)],
    )
    assert rows == [(None, 0.0)]


def test_exits_at_40000_and_60000_cost_16_21_and_30_percent_of_50000(golden: Refreshed) -> None:
    for scenario, expected in (("low", 8_000), ("base", 10_500), ("high", 15_000)):
        found = cell(golden, f"turnover_cost_per_exit_{scenario}", "priced_exits", "r12", END_2024)
        assert found["value"] == pytest.approx(expected)
        assert found["denominator"] == 2


def test_a_unit_to_which_nothing_is_booked_has_no_cost_and_not_a_cost_of_nothing(golden: Refreshed) -> None:
    rows = golden.release(
        "select distinct value, suppression_reason from kpi_values where metric_id = 'training_cost' and org_unit_id = 'enps'"
        " and period_end = '2024-12-31'"
    )
    assert rows == [(None, "no_data")]


def test_the_baseline_of_compass_is_what_was_spent_in_the_year_before_it_opened(golden: Refreshed) -> None:
    rows = golden.release(
        "select frozen_on, period_type, value from baselines where subject_id = 'compass' and metric_id = 'training_cost'"
        " and org_unit_id = 'ledger'"
    )
    assert rows == [(END_2024, "r12", 12_000.0)]


def test_the_scorecard_of_compass_has_last_year_plan_year_to_date_and_forecast(golden: Refreshed) -> None:
    """12,000 last year, 13,000 planned, 3,000 + 3,200 in 181 of 365 days: 6,200 x 365 / 181 = 12,502.76 at that pace."""
    rows = golden.release(
        "select last_year_actual, plan, year_to_date, year_to_date_end, round(forecast, 2), forecast_basis from programme_scorecard"
        " where programme_id = 'compass' and measure = 'training_cost'"
    )
    assert rows == [(12_000.0, 13_000.0, 6_200.0, HALF_2025, 12_502.76, "run_rate")]


def test_a_planned_measure_that_is_not_published_says_so(golden: Refreshed) -> None:
    rows = golden.release(
        "select plan, year_to_date, year_to_date_reason is not null from programme_scorecard"
        " where programme_id = 'compass' and measure = 'learning_hours'"
    )
    assert rows == [(500.0, None, True)]


def test_a_business_outcome_stands_beside_with_its_last_figure_of_each_year(golden: Refreshed) -> None:
    rows = golden.release(
        "select measure_type, last_year_actual, year_to_date, year_to_date_end from programme_scorecard"
        " where measure = 'customer_satisfaction'"
    )
    assert rows == [("outcome", 70.0, 74.0, HALF_2025)]


def test_an_initiative_behind_its_straight_path_is_off_track_and_to_be_adjusted(golden: Refreshed) -> None:
    """4,000 + 6,200 in the 12 months to June are 1,020 a head. The path from 1,000 to 1,400 has 180 of 365 days behind it: 1,197.26."""
    rows = golden.release(
        "select actual, round(expected, 2), gap, status, decision, is_quick_win, owner_role from action_plan"
        " where kind = 'initiative' and initiative_id = 'invest'"
    )
    assert rows == [(1_020.0, 1_197.26, 380.0, "off_track", "adjust", True, "HR director")]


def test_iso_30414_total_cost_is_that_of_the_company(golden: Refreshed) -> None:
    rows = golden.release(
        "select value, unit from disclosures where datapoint = 'skills: total development and training cost'"
        " and period_end = '2024-12-31'"
    )
    assert rows == [(12_000.0, "money")]
