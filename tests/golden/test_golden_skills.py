"""The worked examples of skills, out of the built tables (before disclosure control)."""

import math
from datetime import date
from typing import Any

import pytest

from tests.golden.part_skills import write_exports
from tests.pipeline import Refreshed, refresh

JUNE = date(2025, 6, 30)


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Refreshed:
    """A company of its own, so that nobody else's people are in its hazards."""
    folder = tmp_path_factory.mktemp("golden_skills")
    return refresh(folder / "home", sources=write_exports(folder / "exports"))


def cell(
    golden: Refreshed, metric: str, period_type: str = "quarter", *, unit: str = "skill_gaps", category: str = "all"
) -> Any:
    """Value of one cell at the end of June 2025; fails when there is not exactly one."""
    rows = golden.warehouse(
        "select value from estimates.kpi_values"
        " where metric_id = ? and org_unit_id = ? and period_type = ? and period_end = ? and category = ?",
        [metric, unit, period_type, JUNE, category],
    )
    assert len(rows) == 1, f"{metric} {unit} {period_type} {category}: {len(rows)} rows"
    return rows[0][0]


def skill(golden: Refreshed, name: str, columns: str) -> tuple[Any, ...]:
    """What is known of the one whose skills lie idle."""
    (row,) = golden.warehouse(
        f"select {columns} from warehouse.warehouse.fct_person_skills as skills join warehouse.warehouse.dim_people using (person_key)"
        " where measured_on = ? and org_unit_id = 'skill_idle' and skill_id = ?",
        [JUNE, name],
    )
    return row


def test_a_level_of_4_over_a_floor_of_1_decays_to_the_examples_of_the_definitions(golden: Refreshed) -> None:
    """487 days are 16 months. 8 months at a half-life of 11 are 16 at 22: 1 + 3 x 2^(-8/11) = 2.8121; 8 at 6.5 are 16 at 13: 2.2783."""
    assert skill(golden, "slow", "level, idle_days, decayed_level") == (
        4_000_000,
        487,
        pytest.approx(2_812_100, abs=50),
    )
    assert skill(golden, "fast", "decayed_level") == (pytest.approx(2_278_300, abs=50),)


def test_a_level_of_4_lasts_6_4346_months_until_it_falls_to_3(golden: Refreshed) -> None:
    """11 x log2(3 / 2); asked and not practised, so that raw there is no gap, and decayed, 1 + 3 x 2^(-16/11) = 2.0945, there is one."""
    months, gap, decayed_gap = skill(golden, "watching", "idle_months_until_gap, gap, decayed_gap")
    assert months == pytest.approx(6.4346, abs=5e-5)
    assert gap == 0
    assert decayed_gap == pytest.approx(3e6 - (1e6 + 3e6 * 2 ** (-16 / 11)), abs=1)


def test_three_of_nine_assessed_clerks_have_a_gap_and_the_tenth_is_unknown(golden: Refreshed) -> None:
    """Six have what is asked; three have sql 2 of 3 and excel 3 of 2, which is no gap in excel; of 20 skills asked 2 are unknown."""
    assert cell(golden, "skill_gap_headcount") == 3
    assert cell(golden, "skill_gap_rate") == pytest.approx(3 / 9)
    assert cell(golden, "competency_rate") == pytest.approx(6 / 9)
    assert cell(golden, "skill_unknown_share") == pytest.approx(2 / 20)
    assert cell(golden, "skill_gap_rate", category="sql") == pytest.approx(3 / 9)
    assert cell(golden, "skill_gap_rate", category="excel") == 0


def test_levels_gaps_and_fit_are_those_of_persons_first(golden: Refreshed) -> None:
    """Everybody has a mean level of 2.5. Gaps: 0 for six, 0.5 for three. Fit: 1 for six, (2x2 + 1x2) / (2x3 + 1x2) = 0.75 for three."""
    assert cell(golden, "skill_level_mean") == pytest.approx(2.5)
    assert cell(golden, "skill_level_median") == pytest.approx(2.5)
    assert cell(golden, "skill_level_decayed_mean") == pytest.approx(2.5)
    assert cell(golden, "competency_level_rate") == pytest.approx(0.5)
    assert cell(golden, "skill_gap_mean") == pytest.approx(3 * 0.5 / 9, abs=1e-6)
    assert cell(golden, "skill_gap_median") == 0
    assert cell(golden, "role_fit_mean") == pytest.approx((6 + 3 * 0.75) / 9, abs=1e-6)


def test_twelve_of_twenty_asked_skills_were_assessed_within_a_year(golden: Refreshed) -> None:
    """Those of March 2025; those of May 2024 are 14 months old."""
    assert cell(golden, "skill_assessment_currency") == pytest.approx(12 / 20)


def test_supply_of_6_and_9_fte_covers_15_of_the_20_that_are_needed(golden: Refreshed) -> None:
    assert cell(golden, "skill_supply_fte", category="sql") == 6
    assert cell(golden, "skill_demand_fte", category="sql") == 10
    assert cell(golden, "skill_coverage", category="sql") == pytest.approx(0.6)
    assert cell(golden, "skill_coverage") == pytest.approx(15 / 20)


def test_six_people_have_to_go_before_nobody_has_sql(golden: Refreshed) -> None:
    """2 misses 3 by more than half a level. One critical skill, secured."""
    assert cell(golden, "skill_bus_factor", category="sql") == 6
    assert cell(golden, "critical_skill_cover") == 1


def test_six_of_ten_clerks_rose_and_six_of_nine_gaps_are_closed(golden: Refreshed) -> None:
    """In June 2024 all nine lacked one level of sql; the six who rose to 3 closed it by evidence."""
    assert cell(golden, "upskilling_rate", "r12") == pytest.approx(6 / 10)
    assert cell(golden, "skill_gap_closure", "r12") == pytest.approx(6 / 9)
    assert cell(golden, "skill_gap_change_learning", "r12") == pytest.approx(-6 / 9)
    assert cell(golden, "skill_gap_change_exits", "r12") == 0


def test_two_of_ten_clerks_came_to_master_three_of_the_five_skills_of_a_jurist(golden: Refreshed) -> None:
    assert cell(golden, "reskilling_rate", "r12") == pytest.approx(2 / 10)


def test_people_rate_themselves_two_thirds_of_a_level_above_their_manager(golden: Refreshed) -> None:
    """3, 3 and 2 beside a 2 each."""
    assert cell(golden, "self_manager_discrepancy", "r12") == pytest.approx(2 / 3)


def test_half_of_what_clerks_are_asked_was_replaced_in_731_days(golden: Refreshed) -> None:
    assert cell(golden, "skill_obsolescence_half_life") == pytest.approx(731 / 365.25)
    assert cell(golden, "skill_obsolescence_half_life", unit="company", category="office") == pytest.approx(
        731 / 365.25
    )


def test_thirty_people_with_half_left_after_16_months_have_a_half_life_of_16_months(golden: Refreshed) -> None:
    (row,) = golden.warehouse(
        "select basis, half_life_months, n_pairs from estimates.skill_half_lives where skill_id = 'knack'"
    )
    assert row == ("estimated", pytest.approx(16), 30)
    assert golden.release("select basis, half_life_months from skill_half_lives where skill_id = 'sql'") == [
        ("prior", 11)
    ]


def test_the_plan_says_what_is_needed_in_two_years_and_who_stays_is_fte_times_the_chance(golden: Refreshed) -> None:
    """Since 2020 all clerks are in month 65 of tenure; their chance is the product of the staying months up to month 88.

    43 people are at risk in month 51, in which one leaves; from month 66 on nobody is, so that all months together stand in.
    """
    demand = golden.warehouse(
        "select scenario, demand_fte from marts.skill_gap_cells where org_unit_id = 'skill_gaps' and skill_id = 'sql' and horizon_months = 24"
    )
    assert dict(demand) == {"low": 8, "base": 12, "high": 15}
    hazards = golden.warehouse(
        "select hazard from warehouse.warehouse.fct_stay_chances where tenure_month between 65 and 88"
    )
    chance = math.prod(1 - hazard for (hazard,) in hazards)
    assert 0.5 < chance < 1
    (stays,) = golden.warehouse(
        "select staying_fte from marts.skill_forecast_cells where org_unit_id = 'skill_gaps' and skill_id = 'sql' and scenario = 'as_is'"
    )[0]
    assert stays == pytest.approx(6 * chance, abs=1e-5)


def test_a_clerk_brings_along_5_of_the_11_levels_that_a_jurist_is_asked(golden: Refreshed) -> None:
    """Sql 3 and excel 2 of law 2, court 2, writ 2, excel 2 and sql 3: 6/11 have to be learned, three skills of five."""
    found = golden.release(
        "select distance, shared_skills, met_skills, skills_to_learn from reskilling_paths where from_job_id = 'clerk' and to_job_id = 'jurist'"
    )
    assert found == [(pytest.approx(6 / 11, abs=5e-5), 2, 2, 3)]


def test_one_jurist_is_nobody_to_be_shown(golden: Refreshed) -> None:
    shown = golden.release(
        "select is_suppressed, suppression_reason, supply_fte from skill_gaps where org_unit_id = 'skill_law' and horizon_months = 0"
    )
    assert shown
    assert set(shown) == {(True, "small_group", None)}
