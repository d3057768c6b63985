"""Money in the fictional company: pay is cut where it changes, costs follow the starts of programmes, and nothing else moves."""

from datetime import date

import numpy as np
import pytest

from ingestion.company.company import Company, build_company
from ingestion.company.finances import DESIGN, KINDS, PLATFORM_A_MONTH, PRICE, monthly_budgets
from ingestion.company.programmes import PROGRAMMES
from ingestion.company.state import NOT_STARTED
from ingestion.company.tables import NOBODY, Period


@pytest.fixture(scope="module")
def company() -> Company:
    return build_company(people=120, period=Period(end=date(2025, 12, 31), months=24), seed=11)


def test_pay_rises_by_three_percent_on_every_first_of_january(company: Company) -> None:
    """Who keeps unit, level and hours earns 1.03 times as much, to the ten euros that pay is rounded to."""
    pay = company.pay
    raised = np.flatnonzero(
        (pay.person[1:] == pay.person[:-1]) & (pay.begins_on[1:] == np.datetime64("2025-01-01")) & (pay.salary[1:] > 0)
    )
    before, after = pay.salary[raised], pay.salary[raised + 1]
    assert len(raised) > 60
    assert np.quantile(np.abs(after - 1.03 * before), 0.8) <= 10


def test_pay_of_a_few_is_blank_and_nobody_is_paid_twice_from_one_day_for_one_assignment(company: Company) -> None:
    pay = company.pay
    assert 0 < np.mean(pay.salary == NOBODY) < 0.06
    simulated = pay.person < company.careers.size
    starts = pay.person[simulated] * 100_000 + pay.begins_on[simulated].astype(np.int64)
    assert len(np.unique(starts)) == len(starts)


def test_delivery_of_a_programme_costs_its_price_for_everybody_who_started(company: Company) -> None:
    costs = company.costs
    for number, programme in enumerate(PROGRAMMES):
        own = (costs.programme == number) & ~costs.is_participant_time
        delivery = own & (costs.kind == KINDS.index("delivery"))
        starters = int((company.careers.started[number] != NOT_STARTED).sum())
        assert costs.amount[delivery].sum() == PRICE[programme.key] * starters
        assert costs.amount[own & (costs.kind == KINDS.index("design"))].tolist() == [DESIGN]


def test_the_platform_is_paid_every_month_by_nobody_but_the_company(company: Company) -> None:
    costs = company.costs
    platform = costs.kind == KINDS.index("platform")
    assert costs.amount[platform].tolist() == [PLATFORM_A_MONTH] * 24
    assert set(costs.division[platform]) == {NOBODY}


def test_budgets_of_all_months_are_a_tenth_above_what_was_spent(company: Company) -> None:
    """Rounded up to hundreds of euros a month and division: between 1.1 times the cost and 2,400 a division more."""
    budgets = monthly_budgets(company.costs, divisions=int(company.organisation.division.max()) + 1, months=24)
    spent = company.costs.amount[~company.costs.is_participant_time].sum()
    assert 1.1 * spent <= budgets.sum() <= 1.1 * spent + 2_400 * len(budgets)
