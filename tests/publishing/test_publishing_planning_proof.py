"""The planner's claim, attacked: on drawn companies no group of fewer than k people follows from what a plan shows.

Weaker rules are attacked on the same companies, so that an attack that finds nothing is known to be able to find something. Not
claimed, and counted in the last test: units of different nodes combined over nested windows, for which the marts count no flows.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from publishing import planning
from publishing.complements import withhold_complements
from publishing.organisations import Booleans, Support
from publishing.planning import plan
from tests.publishing.attacks import (
    differences_of_cells,
    sets_at_siblings,
    sets_everywhere,
    sets_in_a_window,
    sums_over_time,
)
from tests.publishing.companies import Company, draw_company, support_of

K = 5
SEEDS = range(12)
DRAWN = [(seed, sparse) for sparse in (False, True) for seed in SEEDS]
Attack = Callable[..., set[int]]
CLAIMED: tuple[Attack, ...] = (sets_in_a_window, differences_of_cells, sets_at_siblings, sums_over_time)


@cache
def drawn(seed: int, sparse: bool) -> tuple[Company, Support]:
    company = draw_company(seed, sparse=sparse)
    return company, support_of(company)


def planned(support: Support, *, adds_over_time: bool = True) -> Booleans:
    shown: Booleans = plan(support, k=K, adds_over_time=adds_over_time) == 0
    return shown


def complements_only(support: Support) -> Booleans:
    """Smallest size and complements, each window by itself."""
    shown = np.zeros(support.persons.shape, dtype=np.bool_)
    for window, position in enumerate(support.tree_of_window.tolist()):
        tree = support.trees[position]
        shown[tree.root, window] = support.persons[tree.root, window] >= K
        for node in tree.order:
            children = list(tree.children[node])
            if children and shown[node, window]:
                column = (slice(None), [window])
                shown[children, window] = withhold_complements(
                    support.persons[children][column] >= K,
                    node=support.persons[node, [window]],
                    children=support.persons[children][column],
                    child_traces=support.traces[children][column],
                    direct_traces=support.direct_traces[node, [window]],
                    k=K,
                )[:, 0]
    return shown


@pytest.mark.parametrize(("seed", "sparse"), DRAWN)
def test_no_small_group_follows_from_a_plan(seed: int, sparse: bool) -> None:
    company, support = drawn(seed, sparse)
    shown = planned(support)
    assert {attack.__name__: attack(company, support, shown, k=K) for attack in CLAIMED} == {
        attack.__name__: set() for attack in CLAIMED
    }


@pytest.mark.parametrize(("seed", "sparse"), DRAWN)
def test_a_unit_is_shown_only_where_its_parent_is(seed: int, sparse: bool) -> None:
    _, support = drawn(seed, sparse)
    shown = planned(support)
    for window, position in enumerate(support.tree_of_window.tolist()):
        tree = support.trees[position]
        assert all(
            shown[tree.parents[unit], window] for unit in tree.order if unit != tree.root and shown[unit, window]
        )
    assert not (shown & (support.persons < K)).any()


def test_plans_show_something() -> None:
    """A plan that withholds everything is safe and useless: a fifth of the cells of 5 or more must stay, in companies as small as these."""
    kept = sum(planned(drawn(*which)[1]).sum() for which in DRAWN)
    possible = sum((drawn(*which)[1].persons >= K).sum() for which in DRAWN)
    assert kept / possible > 0.2


def test_smallest_size_alone_leaks_in_nearly_every_company() -> None:
    leaking = [sets_in_a_window(*drawn(*which), drawn(*which)[1].persons >= K, k=K) for which in DRAWN]
    assert sum(map(bool, leaking)) >= 0.85 * len(DRAWN)


def test_complements_alone_are_exact_within_a_window_and_leak_between_nested_ones() -> None:
    leaking = []
    for which in DRAWN:
        company, support = drawn(*which)
        shown = complements_only(support)
        assert sets_in_a_window(company, support, shown, k=K) == set()
        leaking.append(sets_at_siblings(company, support, shown, k=K))
    assert sum(map(bool, leaking)) >= 0.75 * len(DRAWN)


@pytest.mark.parametrize(("seed", "sparse"), [(15, False), (12, True), (17, True)])
def test_comparing_blocks_one_by_one_leaks_where_two_of_them_are_added(
    seed: int, sparse: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every shown child and the remainder differ by 0 or 5 and more, and yet two children together differ by one person."""
    company, support = drawn(seed, sparse)
    with monkeypatch.context() as patched:
        patched.setattr(planning, "exposed_combinations", lambda *_, **__: {})
        one_by_one = planned(support, adds_over_time=False)
    assert differences_of_cells(company, support, one_by_one, k=K) == set()
    assert sets_at_siblings(company, support, one_by_one, k=K)
    assert sets_at_siblings(company, support, planned(support, adds_over_time=False), k=K) == set()


@pytest.mark.parametrize(("seed", "sparse"), [(10, False), (0, True), (3, True), (4, True)])
def test_comparing_sets_of_people_leaks_where_months_add_up_to_a_quarter(seed: int, sparse: bool) -> None:
    company, support = drawn(seed, sparse)
    as_sets = planned(support, adds_over_time=False)
    assert sets_at_siblings(company, support, as_sets, k=K) == set()
    assert sums_over_time(company, support, as_sets, k=K)
    assert sums_over_time(company, support, planned(support), k=K) == set()


@cache
def without_months(seed: int, sparse: bool) -> tuple[Company, Support]:
    company = draw_company(seed, months=24, sparse=sparse)
    return company, support_of(company, without="month")


@pytest.mark.parametrize(("seed", "sparse"), DRAWN)
def test_rolling_years_a_month_apart_tell_of_no_small_group(seed: int, sparse: bool) -> None:
    """Quarters, calendar and rolling years, as of absence: no month is published, and none follows from two rolling years."""
    company, support = without_months(seed, sparse)
    shown = planned(support)
    for attack in CLAIMED:
        assert attack(company, support, shown, k=K) == set(), attack.__name__


def test_comparing_sets_of_people_alone_leaks_between_rolling_years_a_month_apart() -> None:
    """What the plan was before rolling years counted as sums of quarters; the new one still shows those that end with a quarter."""
    leaking, kept = 0, 0
    for which in DRAWN:
        company, support = without_months(*which)
        leaking += bool(sums_over_time(company, support, planned(support, adds_over_time=False), k=K))
        rolling = np.array([window.period_type == "r12" for window in support.windows])
        kept += int(planned(support)[1:, rolling].sum())
    assert leaking >= 0.25 * len(DRAWN)
    assert kept > 100


def test_units_of_different_nodes_are_not_claimed() -> None:
    """Two units under different parents that exchange people in bulk can isolate one person between them: 1 of 600 companies.

    The flows that the marts count say, at each node, only that people came from outside it. This pins the limit: when it stops
    leaking, the claim in planning.py may be widened.
    """
    company = draw_company(1128)
    support = support_of(company)
    shown = planned(support)
    assert sets_at_siblings(company, support, shown, k=K) == set()
    assert sets_everywhere(company, support, shown, k=K) == {1}
