"""Every metric computed a second time, in pandas and from the definitions page alone, against what the pipeline's SQL made of the same files.

The two share no code: the pipeline cuts intervals in SQL, the recomputation lays every person out day by day. Compared is estimates.kpi_values,
the figures before disclosure control, over every unit and every complete window. Where the page leaves a choice, the recomputation took the
page's plainest reading first; what that turned up is told in DECIDED.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from tests.pipeline import Refreshed
from tests.recomputed.absence import absence_rows
from tests.recomputed.comparing import agreeing, left_out, side_by_side
from tests.recomputed.cost import cost_rows
from tests.recomputed.days import Company
from tests.recomputed.feedback import feedback_rows
from tests.recomputed.learning import learning_rows
from tests.recomputed.mobility import mobility_rows
from tests.recomputed.raw_exports import RawExports
from tests.recomputed.raw_finance import RawFinance
from tests.recomputed.retention import survival_of_all
from tests.recomputed.workforce import workforce_rows

WORKFORCE = [
    "headcount", "fte", "average_headcount", "hires", "rehires", "leavers", "tenure_mean_years", "tenure_median_years",
    "turnover_rate", "turnover_voluntary_rate", "turnover_involuntary_rate", "turnover_retirement_rate", "turnover_other_rate",
    "turnover_unknown_rate", "regrettable_turnover_rate", "regrettable_turnover_share", "retention_rate_12m", "retention_complement",
]  # fmt: skip
LEARNING = [
    "learning_hours", "learning_hours_person_mean", "learning_hours_person_median", "learning_hours_per_employee",
    "participation_rate_ever", "participation_rate_avg", "participants", "participations", "completion_rate",
    "leader_participation_rate_ever", "leader_learning_hours_ratio",
]  # fmt: skip
COST = [
    "training_cost", "training_participant_time_cost", "direct_learning_expenditure_per_employee", "cost_per_learning_hour",
    "training_cost_payroll_share", "budget_use", "budget_forecast_use", "turnover_cost_per_exit_low", "turnover_cost_per_exit_base",
    "turnover_cost_per_exit_high",
]  # fmt: skip
ABSENCE = ["absence_rate", "absence_frequency", "absence_frequency_merged28", "absence_duration_mean"]
MOBILITY = ["span_of_control", "internal_move_rate", "promotion_rate", "lateral_move_rate"]
FEEDBACK = ["response_rate", "favourability", "mean_score", "enps"]
# Where the first reading of the page and the SQL differed, and who was right.
DECIDED = {
    "retention_rate_12m": "needs the day before the window to lie in the known history: the SQL was right, leavers of its eve are not exported",
    "response_rate": "a partial response with half of the items counts (the page: 'partial: >= 50 % items'): the SQL was right",
    "favourability": "an answer stays when its giver leaves before close; only response (G1) asks for employment at close: the SQL was right",
    "survival_probability": "a curve ends where nobody is left at risk, though somebody of longer tenure comes in later: the SQL was right",
    "absence_frequency": "a case that begins while another runs is one illness told twice, and no report: the page is silent, the SQL's stands",
    "absence_rate": "of overlapping cases the larger share counts, and no day of maternity leave: the page says only that maternity is left out",
    "span_of_control": "between two bridged contracts somebody has no function and so no manager: the page is silent, the SQL's reading stands",
    "training_cost_payroll_share": "both pays of somebody with two contracts count: the page was right, the SQL was mended",
    "learning_hours": "minutes are rounded half away from zero (RULE-15), which pandas does not do: the SQL was right",
}


# Nearly all of whose cells are alike in this company: one rehire, no exit without a reason, every unit forecasts the same share.
ALIKE = {"rehires", "turnover_unknown_rate", "budget_forecast_use"}
# Shown by gender: what a person's own file says, the same in every window.
GENDERS = {"male": "M", "female": "V"}
BY_GENDER = [
    "headcount", "fte", "average_headcount", "hires", "leavers", "tenure_mean_years", "turnover_rate", "turnover_voluntary_rate",
    "retention_rate_12m", "learning_hours", "learning_hours_per_employee", "participation_rate_ever", "participants", "completion_rate",
    "response_rate", "favourability", "mean_score", "enps",
]  # fmt: skip


def recomputed(company: Company, raw: RawExports) -> list[pd.DataFrame]:
    return [*workforce_rows(company, raw), *learning_rows(company, raw), *feedback_rows(company, raw)]


@pytest.fixture(scope="session")
def compared(
    refreshed: Refreshed, company: Company, raw: RawExports, finance: RawFinance, absences: pd.DataFrame
) -> pd.DataFrame:
    more = [*cost_rows(company, raw, finance), *absence_rows(company, absences), *mobility_rows(company)]
    return side_by_side(refreshed, [*recomputed(company, raw), *more])


@pytest.fixture(scope="session")
def compared_by_gender(refreshed: Refreshed, company: Company, raw: RawExports) -> Mapping[str, pd.DataFrame]:
    of = {name: raw.people.loc[raw.people["Geslacht"] == code, "Medewerker"] for name, code in GENDERS.items()}
    return {
        name: side_by_side(refreshed, recomputed(company.only(set(people)), raw), dimension="gender", category=name)
        for name, people in of.items()
    }


@pytest.mark.parametrize("metric_id", [*WORKFORCE, *LEARNING, *FEEDBACK, *COST, *ABSENCE, *MOBILITY])
def test_a_metric_recomputed_from_the_files_is_what_the_sql_says(compared: pd.DataFrame, metric_id: str) -> None:
    cells = compared[compared["metric_id"] == metric_id]
    assert agreeing(cells) >= 30
    assert cells["value"].nunique() > 3 or metric_id in ALIKE, "cells that all look alike prove little"
    missing = left_out(cells)
    assert missing.empty, f"recomputed, and no row in SQL:\n{missing.head(8).to_string()}"


@pytest.mark.parametrize("gender", GENDERS)
@pytest.mark.parametrize("metric_id", BY_GENDER)
def test_a_metric_by_gender_is_that_of_a_company_where_nobody_else_works(
    compared_by_gender: Mapping[str, pd.DataFrame], metric_id: str, gender: str
) -> None:
    """Breakdowns are made for fewer windows and levels than the whole: those that are there must be right."""
    cells = compared_by_gender[gender]
    assert agreeing(cells[cells["metric_id"] == metric_id]) >= 15


def test_the_retention_curve_recomputed_person_by_person_is_the_estimated_one(
    refreshed: Refreshed, company: Company
) -> None:
    estimated = dict(
        refreshed.warehouse(
            "select tenure_days, survival from estimates.retention_curves where cohort = 'all' and n_exits > 0"
        )
    )
    assert len(estimated) > 40
    assert survival_of_all(company).to_dict() == pytest.approx(estimated, abs=1e-12)


def test_a_reading_that_was_decided_is_of_a_metric_that_is_compared() -> None:
    assert set(DECIDED) <= {*WORKFORCE, *LEARNING, *FEEDBACK, *COST, *ABSENCE, *MOBILITY, "survival_probability"}


def test_the_recomputation_imports_nothing_of_the_pipeline(project_root: Path) -> None:
    """Shared code would share its mistakes."""
    rooms = ("ingestion", "impact", "publishing", "expectations", "orchestration")
    sources = [file.read_text() for file in (project_root / "tests" / "recomputed").glob("*.py")]
    assert not [room for room in rooms for text in sources if f"\nfrom {room}" in text or f"\nimport {room}" in text]
