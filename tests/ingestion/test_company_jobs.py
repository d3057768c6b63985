"""The jobs of the fictional company: what is put in for moves, families, places and contracts. Not here: how it is read."""

from datetime import date

import numpy as np
import pytest

from ingestion.company.company import Company, build_company
from ingestion.company.jobs import CONTRACT_TYPES, MOVE_REASONS, RECODED_DIVISION, SUPPORT, recoding_day
from ingestion.company.tables import Period

DAY = np.timedelta64(1, "D")


@pytest.fixture(scope="module")
def company() -> Company:
    return build_company(people=200, period=Period(end=date(2025, 12, 31), months=24), seed=7)


def test_a_fixed_term_contract_that_is_kept_becomes_a_permanent_one(company: Company) -> None:
    rows, jobs = company.assignments, company.jobs
    fixed = jobs.contract_type == CONTRACT_TYPES.index("fixed_term")
    renewed = (rows.sequence == 2) & (rows.person < company.careers.size)
    assert fixed.any()
    assert renewed.any()
    assert (rows.sequence[fixed] == 1).all()
    assert (jobs.contract_type[renewed] == CONTRACT_TYPES.index("permanent")).all()


def test_one_division_gets_other_codes_on_one_day_and_nothing_else_changes(company: Company) -> None:
    rows, jobs = company.assignments, company.jobs
    before = np.flatnonzero((rows.last_day_on[:-1] + DAY == recoding_day(company.period)) & jobs.is_recoded[1:])
    same = before[(rows.person[before] == rows.person[before + 1]) & (rows.unit[before] == rows.unit[before + 1])]
    assert len(same) > 20
    assert set(company.organisation.division[rows.unit[same]]) == {RECODED_DIVISION}
    assert (jobs.family[same] == jobs.family[same + 1]).all()
    assert not jobs.is_recoded[same].any()


def test_a_row_with_the_reason_promotion_has_a_higher_level_than_the_row_before(company: Company) -> None:
    rows, jobs = company.assignments, company.jobs
    promoted = np.flatnonzero(jobs.reason == MOVE_REASONS.index("promotion"))
    assert len(promoted) > 5
    assert (rows.level[promoted] > rows.level[promoted - 1]).all()
    assert (rows.person[promoted] == rows.person[promoted - 1]).all()


def test_support_staff_work_in_every_division(company: Company) -> None:
    divisions = company.organisation.division[company.assignments.unit[company.jobs.family == SUPPORT]]
    assert set(divisions) == set(company.organisation.division)
