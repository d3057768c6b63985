"""Worked examples of G4 to G11, B15, B17, B18 and D4, out of the built tables (before disclosure control: most are smaller than k)."""

from datetime import date

import pytest

from tests.golden.part_surveys import UNITS
from tests.pipeline import Refreshed

SURVEY, QUARTER = date(2025, 5, 31), date(2025, 3, 31)
FINISHED, FOLLOWED, HIRED = date(2024, 12, 31), date(2025, 3, 31), date(2024, 6, 30)


def cell(
    golden: Refreshed, metric: str, unit: str, period_type: str, period_end: date, *, category: str = "all"
) -> dict[str, float]:
    """One cell of the estimated KPI values; fails when there is not exactly one."""
    columns = ("value", "numerator", "denominator", "ci_low", "ci_high", "n_persons")
    rows = golden.warehouse(
        f"select {', '.join(columns)} from estimates.kpi_values"
        " where metric_id = ? and org_unit_id = ? and period_type = ? and period_end = ? and category = ?",
        [metric, unit, period_type, period_end, category],
    )
    assert len(rows) == 1, f"{metric} {unit} {period_type} {period_end}: {len(rows)} rows"
    return dict(zip(columns, rows[0], strict=True))


def test_development_opportunity_is_the_mean_of_those_with_two_of_three_items(golden: Refreshed) -> None:
    """5, 4, 3 are 100, 75, 50, mean 75; 3, 3 are 50; 2, 4, 3 are 50; who answered one item has no score: 175 / 3."""
    index = cell(golden, "development_opportunity_index", "doi", "survey", SURVEY)
    assert index["denominator"] == 3
    assert index["value"] == pytest.approx(175 / 3)
    assert cell(golden, "time_to_learn_score", "doi", "survey", SURVEY)["value"] == pytest.approx(50)


def test_a_team_that_agrees_has_a_climate_and_one_in_two_camps_has_none(golden: Refreshed) -> None:
    """Answers 5 and 6 of seven, turned, score 66.67 and 83.33. Variance 3/11, over 4 is .0682: r_wg 7 x .9318 / (7 x .9318 + .0682)."""
    assert cell(golden, "psychological_safety_score", "safe_team", "survey", SURVEY)["value"] == pytest.approx(75)
    share = 3 / 11 / 4
    agreement = cell(golden, "psychological_safety_r_wg", "safe_team", "survey", SURVEY)["value"]
    assert agreement == pytest.approx(7 * (1 - share) / (7 * (1 - share) + share))
    assert cell(golden, "psychological_safety_score", "divided_team", "survey", SURVEY)["value"] is None
    assert cell(golden, "psychological_safety_r_wg", "divided_team", "survey", SURVEY)["value"] == 0
    assert cell(golden, "psychological_safety_r_wg", "doi", "survey", SURVEY)["value"] is None, (
        "four people are under ten"
    )
    assert 0 <= cell(golden, "psychological_safety_icc1", "company", "survey", SURVEY)["value"] <= 1


def test_two_promoters_a_passive_and_a_detractor_on_five_points_are_25_and_no_enps(golden: Refreshed) -> None:
    assert cell(golden, "enps_5pt", "enps_five", "survey", SURVEY)["value"] == pytest.approx(25)
    assert cell(golden, "enps", "enps_five", "survey", SURVEY)["value"] is None


def test_the_paired_change_is_25_and_the_unpaired_one_43_75(golden: Refreshed) -> None:
    """Changes 25, 0, 50: mean 25, error 25 / sqrt 3. Now 75, 50, 75, 100 are 75; before 50, 50, 25, 0 are 31.25."""
    paired = cell(golden, "pulse_change_paired", "changed", "survey", SURVEY)
    assert paired["value"] == pytest.approx(25)
    assert paired["ci_high"] == pytest.approx(25 + 1.959964 * 25 / 3**0.5)
    assert cell(golden, "pulse_change_unpaired", "changed", "survey", SURVEY)["value"] == pytest.approx(43.75)
    assert cell(golden, "pulse_overlap_share", "changed", "survey", SURVEY)["value"] == pytest.approx(3 / 4)
    by_item = cell(golden, "pulse_change_paired", "changed", "survey", SURVEY, category="doi 1")
    assert by_item["value"] == pytest.approx(25)


def test_surveys_that_close_on_one_day_are_one_period(golden: Refreshed) -> None:
    """Three of four invited to either form answered one of them; surveys about programmes and newcomers close then too and are elsewhere."""
    rate = cell(golden, "response_rate", "two_forms", "survey", SURVEY)
    assert (rate["numerator"], rate["denominator"]) == (3, 4)
    periods = golden.warehouse(
        "select period_start from warehouse.warehouse.dim_periods where period_end = ? and period_type = 'survey'",
        [SURVEY],
    )
    assert periods == [(date(2025, 5, 18),)]
    assert cell(golden, "mean_score", "trained", "survey", SURVEY)["value"] is None
    merged = "select rows_found from warehouse.warehouse.fct_data_quality_checks where table_name = 'survey.surveys' and check_id = 'merged'"
    assert golden.warehouse(merged) == [(2,)]


def test_three_of_five_asked_name_python(golden: Refreshed) -> None:
    assert cell(golden, "learning_need_vote", "voters", "survey", SURVEY, category="python")["value"] == pytest.approx(
        3 / 5
    )
    assert cell(golden, "learning_need_vote", "voters", "survey", SURVEY, category="english")["value"] == pytest.approx(
        1 / 5
    )
    assert cell(golden, "learning_need_vote", "voters", "survey", SURVEY)["value"] == pytest.approx(3 / 5), "named any"


def test_the_gap_between_self_and_others_is_25_and_minus_8_33(golden: Refreshed) -> None:
    """75 - 50 and 50 - (3 x 62.5 + 6 x 56.25) / 9; a manager alone is no group to be shown."""
    assert cell(golden, "self_other_gap_mean", "rated", "quarter", QUARTER)["value"] == pytest.approx(
        (25 - 25 / 3) / 2, abs=1e-6
    )
    assert cell(golden, "self_other_gap_median", "rated", "quarter", QUARTER)["value"] == pytest.approx(
        (25 - 25 / 3) / 2, abs=1e-6
    )
    assert cell(golden, "actionable_feedback_share", "rated", "quarter", QUARTER)["value"] == pytest.approx(3 / 10)
    by_cycle = cell(golden, "actionable_feedback_share", "rated", "quarter", QUARTER, category="spring_360")
    assert by_cycle["value"] == pytest.approx(3 / 10)


def test_a_reaction_counts_those_who_came(golden: Refreshed) -> None:
    """100, 75, 75, 50, 75 are 75; the 0 of who never came is not in it, and is a doubt in data quality."""
    for category in ("all", "golden_craft"):
        reaction = cell(golden, "reaction_score", "trained", "quarter", FINISHED, category=category)
        assert reaction["denominator"] == 5
        assert reaction["value"] == pytest.approx(75)
    assert cell(golden, "reaction_favourability", "trained", "quarter", FINISHED)["value"] == pytest.approx(4 / 5)
    strangers = "select rows_found from warehouse.warehouse.fct_data_quality_checks where check_id = 'not_attended'"
    assert golden.warehouse(strangers) == [(1,)]


def test_application_and_scrap_are_of_those_who_answered_with_bounds_for_those_who_did_not(golden: Refreshed) -> None:
    """Followed up 90 days after 10 October, in the first quarter: six of ten answer, four applied something; two of them in 60 minutes."""
    values = {
        metric: cell(golden, metric, "trained", "quarter", FOLLOWED, category="golden_craft")["value"]
        for metric in (
            "follow_up_response_rate", "application_rate", "application_rate_low", "application_rate_high",
            "scrap_learning_rate", "scrap_learning_rate_hours", "self_reported_application", "self_reported_results",
        )
    }  # fmt: skip
    assert values == {
        "follow_up_response_rate": pytest.approx(6 / 10),
        "application_rate": pytest.approx(4 / 6),
        "application_rate_low": pytest.approx(4 / 10),
        "application_rate_high": pytest.approx(8 / 10),
        "scrap_learning_rate": pytest.approx(2 / 6),
        "scrap_learning_rate_hours": pytest.approx(120 / (4 * 120 + 2 * 60)),
        "self_reported_application": pytest.approx(4 / 6),
        "self_reported_results": pytest.approx(1),
    }


def test_newcomers_are_heard_within_thirty_days_and_counted_by_their_hire(golden: Refreshed) -> None:
    for category in ("all", "2024-05"):
        heard = cell(golden, "onboarding_satisfaction", "newcomers", "quarter", HIRED, category=category)
        assert heard["denominator"] == 2
        assert heard["value"] == pytest.approx(62.5)


def test_every_unit_of_this_part_is_in_the_tree(golden: Refreshed) -> None:
    found = golden.warehouse(
        "select count(*) from warehouse.warehouse.dim_org_units where org_unit_id in (select unnest(?))", [list(UNITS)]
    )
    assert found == [(len(UNITS),)]
