"""The skills of the fictional company: what was put in stands in the evidence, and nothing else of the company moves by it."""

from datetime import date

import numpy as np
import pytest

from ingestion.company.abilities import PLACE, SKILLS, half_lives, required_levels
from ingestion.company.company import Company, build_company
from ingestion.company.evidence import CENT, METHODS, MONTH_DAYS
from ingestion.company.tables import Period

FLOOR_CENTS = 50


@pytest.fixture(scope="module")
def company() -> Company:
    return build_company(people=300, period=Period(end=date(2025, 12, 31), months=36), seed=7)


def test_repeated_tests_fade_with_the_half_life_that_was_put_in(company: Company) -> None:
    """Regression through the origin over consecutive tests of one person and skill: within a tenth of the truth."""
    rows = company.evidence
    tests = rows.method == METHODS.index("test")
    person, skill, day, level = (values[tests] for values in (rows.person, rows.skill, rows.observed_on, rows.level))
    pair = np.flatnonzero((person[1:] == person[:-1]) & (skill[1:] == skill[:-1]))
    months = (day[pair + 1] - day[pair]).astype(np.int64) / MONTH_DAYS
    left = np.log((level[pair + 1] - FLOOR_CENTS) / (level[pair] - FLOOR_CENTS))
    checked = 0
    for place, truth in enumerate(half_lives()):
        of = skill[pair] == place
        if of.sum() >= 60:
            slope = (months[of] * left[of]).sum() / (months[of] ** 2).sum()
            assert -np.log(2) / slope == pytest.approx(truth, rel=0.10), SKILLS[place].skill_id
            checked += 1
    assert checked >= 5


def test_a_skill_that_is_tested_while_it_fades_is_none_that_a_role_of_the_person_asks(company: Company) -> None:
    """In use it would not fade, and the pair would tell nothing."""
    rows, asked = company.evidence, required_levels().max(axis=0)
    tests = rows.method == METHODS.index("test")
    of_person = company.assignments.person[:, None] == rows.person[tests][None, :500]
    for column, skill in enumerate(rows.skill[tests][:500]):
        seats = np.flatnonzero(of_person[:, column])
        assert (asked[company.jobs.family[seats], company.assignments.level[seats], skill] == 0).all()


def test_people_rate_themselves_above_their_manager_by_what_was_put_in(company: Company) -> None:
    rows = company.evidence
    key = rows.person * 10_000_000 + rows.skill * 100_000 + (rows.observed_on - np.datetime64("2000-01-01")).astype(int)
    own, manager = (rows.method == METHODS.index(name) for name in ("self", "manager"))
    both, at_own, at_manager = np.intersect1d(key[own], key[manager], return_indices=True)
    inside = (rows.level[own][at_own] < 5 * CENT) & (rows.level[manager][at_manager] > 0)
    gap = (rows.level[own][at_own] - rows.level[manager][at_manager])[inside] / CENT
    assert len(both) > 500
    assert gap.mean() == pytest.approx(0.40, abs=0.05)


def test_evidence_is_of_people_employed_that_day_and_stands_once(company: Company) -> None:
    rows, careers = company.evidence, company.careers
    assert (rows.observed_on >= careers.hired[rows.person]).all()
    last = careers.last_day[rows.person]
    assert (np.isnat(last) | (rows.observed_on <= last)).all()
    keys = np.stack([rows.person, rows.skill, rows.observed_on.astype(np.int64), rows.method])
    assert len(np.unique(keys, axis=1).T) == len(rows.person)
    assert set(np.unique(rows.skill)) <= set(PLACE.values())
