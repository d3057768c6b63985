"""The planner by hand: small companies of which every count can be done on paper, and one of six hundred people for the time it takes."""

import time
from datetime import date

import numpy as np
import pytest

from publishing.organisations import OUTSIDE, Reason, Support, Window, tree_of
from publishing.planning import plan
from tests.publishing.companies import NOWHERE, Company, support_of

K = 5
COMPANY, FIRST, SECOND, THIRD = range(4)


def company(*groups: tuple[int, list[int]], parents: list[int] | None = None) -> Company:
    """People in groups of so many who share a path, a unit per month."""
    places = [path for size, path in groups for _ in range(size)]
    parents = parents or [OUTSIDE, COMPANY, COMPANY, COMPANY]
    return Company(places=np.array(places), parents=np.tile(parents, (len(places[0]), 1)))


def reason(support: Support, unit: int, period_type: str, end: date, *, adds_over_time: bool = True) -> Reason:
    reasons = plan(support, k=K, adds_over_time=adds_over_time)
    windows = [(window.period_type, window.end) for window in support.windows]
    return Reason(reasons[unit, windows.index((period_type, end))])


JANUARY, FEBRUARY, MARCH = date(2022, 1, 31), date(2022, 2, 28), date(2022, 3, 31)


def test_who_stays_put_is_shown_in_every_window() -> None:
    support = support_of(company((8, [FIRST] * 12), (9, [SECOND] * 12), (7, [THIRD] * 12)))
    assert not plan(support, k=K, adds_over_time=True).any()


def test_a_small_unit_its_complement_and_what_is_below_a_withheld_unit_name_their_reasons() -> None:
    support = support_of(company((3, [1] * 3), (8, [2] * 3), (9, [3] * 3), (6, [4] * 3), parents=[OUTSIDE, 0, 0, 0, 2]))
    assert reason(support, 1, "quarter", MARCH) == Reason.SMALL_GROUP
    assert reason(support, 3, "quarter", MARCH) == Reason.COMPLEMENT
    assert reason(support, 3, "month", MARCH) == Reason.COMPLEMENT
    assert reason(support, 2, "quarter", MARCH) == Reason.NONE
    assert reason(support, 4, "quarter", MARCH) == Reason.NONE
    support = support_of(company((2, [1] * 3), (6, [2] * 3), (9, [3] * 3), (5, [4] * 3), parents=[OUTSIDE, 0, 0, 0, 1]))
    assert reason(support, 1, "quarter", MARCH) == Reason.NONE
    assert reason(support, 4, "quarter", MARCH) == Reason.COMPLEMENT
    support = support_of(company((2, [0] * 3), (5, [1] * 3), (9, [2] * 3), (5, [4] * 3), parents=[OUTSIDE, 0, 0, 0, 1]))
    assert reason(support, 2, "quarter", MARCH) == Reason.COMPLEMENT
    assert reason(support, 1, "quarter", MARCH) == Reason.NONE
    support = support_of(
        company((4, [0] * 3), (5, [1] * 3), (20, [2] * 3), (5, [4] * 3), parents=[OUTSIDE, 0, 0, 0, 1])
    )
    assert reason(support, 1, "quarter", MARCH) == Reason.COMPLEMENT
    assert reason(support, 4, "quarter", MARCH) == Reason.PARENT_WITHHELD


def test_a_month_is_withheld_where_four_people_of_the_quarter_had_not_come_yet() -> None:
    """January holds 8 of the 12 people of the first quarter: the difference would be the four, in the unit and in the company."""
    support = support_of(company((8, [FIRST] * 3), (4, [NOWHERE, FIRST, FIRST]), (9, [SECOND] * 3)))
    assert reason(support, COMPANY, "month", JANUARY) == Reason.TIME_DIFFERENCE
    assert reason(support, FIRST, "month", JANUARY) == Reason.PARENT_WITHHELD
    assert reason(support, FIRST, "month", FEBRUARY) == Reason.NONE
    assert reason(support, FIRST, "quarter", MARCH) == Reason.NONE


def test_a_month_is_shown_where_five_people_of_the_quarter_had_not_come_yet() -> None:
    support = support_of(company((8, [FIRST] * 3), (5, [NOWHERE, FIRST, FIRST]), (9, [SECOND] * 3)))
    assert reason(support, FIRST, "month", JANUARY) == Reason.NONE


def test_one_person_who_moves_between_units_that_exchange_many_is_not_left_over() -> None:
    """Five go from the first to the second unit, one from the third to the second, and enough join and leave.

    Every unit differs by five or more, and the first and second together by the one. One child of each side is withheld, so that
    the remainder takes the one person in.
    """
    groups = [
        (10, [FIRST, FIRST, FIRST]), (10, [SECOND] * 3), (10, [THIRD] * 3), (10, [4] * 3),
        (5, [FIRST, SECOND, SECOND]), (1, [THIRD, SECOND, SECOND]), (5, [THIRD, 4, 4]),
    ]  # fmt: skip
    support = support_of(company(*groups, parents=[OUTSIDE, COMPANY, COMPANY, COMPANY, COMPANY]))
    shown = plan(support, k=K, adds_over_time=False)[:, [w.end == JANUARY for w in support.windows]][:, 0]
    assert shown[COMPANY] == Reason.NONE
    assert shown[1:].tolist() == [Reason.NONE, Reason.TIME_DIFFERENCE, Reason.NONE, Reason.TIME_DIFFERENCE]


def test_the_third_month_is_not_left_over_from_the_quarter() -> None:
    """Eight people of whom five leave before March, and as many of another unit come: hours of March would be those of three."""
    stays = [(10, [SECOND] * 3), (10, [THIRD] * 3)]
    support = support_of(company((3, [FIRST] * 3), (5, [FIRST, FIRST, NOWHERE]), *stays))
    assert support.persons[FIRST].tolist() == [8, 8, 3, 8]
    as_sets = plan(support, k=K, adds_over_time=False)
    as_sums = plan(support, k=K, adds_over_time=True)
    assert as_sets[FIRST].tolist() == [Reason.NONE, Reason.NONE, Reason.SMALL_GROUP, Reason.NONE]
    assert as_sums[FIRST].tolist() == [Reason.NONE, Reason.TIME_DIFFERENCE, Reason.SMALL_GROUP, Reason.NONE]


def test_records_that_are_not_published_by_month_are_no_sums_of_months() -> None:
    window = Window(period_type="r12", start=date(2022, 1, 1), end=date(2022, 12, 31))
    support = support_of(company((8, [FIRST] * 12), (9, [SECOND] * 12)))
    column = [support.windows.index(window)]
    yearly = Support(
        units=support.units, windows=(window,), trees=support.trees, tree_of_window=support.tree_of_window[column],
        persons=support.persons[:, column], traces=support.traces[:, column], direct_traces=support.direct_traces[:, column],
        flows=support.flows,
    )  # fmt: skip
    assert plan(yearly, k=K, adds_over_time=True)[:, 0].tolist()[:3] == [Reason.NONE] * 3


def test_a_unit_that_changes_parents_stays_out_of_sums_that_would_tell_it_apart() -> None:
    """Three people move with their unit from the first division to the second: the year of each division is of another set than its months."""
    before, after = [OUTSIDE, 0, 0, 1, 1, 2], [OUTSIDE, 0, 0, 2, 1, 2]
    places = [[unit] * 12 for unit, size in ((3, 3), (4, 9), (5, 9)) for _ in range(size)]
    support = support_of(Company(places=np.array(places), parents=np.array([before] * 6 + [after] * 6)))
    december = date(2022, 12, 31)
    assert reason(support, 0, "year", december) == Reason.NONE
    assert reason(support, 1, "year", december, adds_over_time=False) == Reason.NONE
    assert reason(support, 1, "year", december) != Reason.NONE


def test_the_plan_does_not_depend_on_who_is_who() -> None:
    drawn = company((8, [FIRST] * 12), (6, [FIRST] * 5 + [SECOND] * 7), (9, [SECOND] * 12), (6, [THIRD] * 12))
    mixed = Company(places=np.random.default_rng(1).permutation(drawn.places), parents=drawn.parents)
    first, second = (plan(support_of(which), k=K, adds_over_time=True) for which in (drawn, mixed))
    assert (first == second).all()


@pytest.mark.parametrize("presence", [1.0, 0.25])
def test_a_company_of_600_is_planned_within_three_seconds(presence: float) -> None:
    rng = np.random.default_rng(7)
    parents = [OUTSIDE, *[0] * 5, *(1 + team % 5 for team in range(24))]
    weights = np.array([3, *[2] * 5, *rng.gamma(4, 10, 24)])
    places = rng.choice(30, size=(600, 1), p=weights / weights.sum()).repeat(48, axis=1)
    for row in places:
        if rng.random() < 0.4:
            row[rng.integers(0, 48) :] = rng.choice([NOWHERE, int(rng.integers(6, 30))])
    places[rng.random(places.shape) > presence] = NOWHERE
    support = support_of(Company(places=places, parents=np.tile(parents, (48, 1))))
    started = time.perf_counter()
    reasons = plan(support, k=K, adds_over_time=True)
    assert time.perf_counter() - started < 3
    assert (reasons == Reason.NONE).sum() > 0.1 * reasons.size


def test_a_tree_orders_parents_before_children() -> None:
    tree = tree_of([OUTSIDE, 2, 0, 2], root=0)
    assert tree.order == (0, 2, 1, 3)
    assert tree.below(2) == {1, 2, 3}


def test_the_remainder_is_compared_both_ways() -> None:
    """Of a division's direct staff five go elsewhere, and two of its team come: together seven, but those who came are two."""
    division, other, team, second_team = 1, 2, 3, 4
    groups = [
        (10, [team] * 3), (2, [team, division, division]), (3, [team, other, other]), (10, [second_team] * 3),
        (5, [second_team, other, other]), (10, [division] * 3), (5, [division, other, other]), (10, [other] * 3),
    ]  # fmt: skip
    support = support_of(company(*groups, parents=[OUTSIDE, 0, 0, division, division]))
    assert reason(support, division, "month", JANUARY, adds_over_time=False) == Reason.NONE
    assert reason(support, team, "month", JANUARY, adds_over_time=False) == Reason.TIME_DIFFERENCE
