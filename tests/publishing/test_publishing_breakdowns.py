"""Breakdowns by attributes, attacked: on drawn companies no group of fewer than k people follows from what a plan shows.

The attack knows every total of every unit besides. Weaker rules are attacked on the same companies, so that an attack that finds nothing is
known to be able to find something.
"""

from collections.abc import Callable
from datetime import date
from functools import cache

import numpy as np
import pytest

from publishing.breakdown_planning import plan_breakdown
from publishing.breakdowns import Breakdown, Moves
from publishing.complements import withhold_complements
from publishing.organisations import OUTSIDE, Booleans, Integers, Reason, Window, tree_of
from tests.publishing.attacks import isolated_groups

K = 5
DEPTH = 2
# 579 is a company in which a breakdown told the total of a unit that is withheld.
SEEDS = (*range(59), 579)
QUARTERS = [
    Window(period_type="quarter", start=date(2024, first, 1), end=date(2024, first + 2, last))
    for first, last in ((1, 31), (4, 30), (7, 30), (10, 31))
]
YEAR = Window(period_type="year", start=date(2024, 1, 1), end=date(2024, 12, 31))


class Drawn:
    """People with a unit and a category in each of four quarters (OUTSIDE when away), on a tree of 3 to 9 units."""

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng([seed, 77])
        units, people, categories = int(rng.integers(3, 10)), int(rng.integers(12, 140)), int(rng.integers(2, 6))
        parents = [OUTSIDE, *(int(rng.integers(0, max(1, unit // 2))) for unit in range(1, units))]
        self.tree = tree_of(parents, root=0)
        weights = rng.dirichlet(np.full(categories, 0.8))
        self.unit = np.repeat(rng.integers(0, units, people)[:, None], 4, axis=1)
        self.category = np.repeat(rng.choice(categories, people, p=weights)[:, None], 4, axis=1)
        for quarter in range(1, 4):
            moves = rng.random(people) < rng.choice([0.0, 0.05, 0.2])
            self.unit[moves, quarter:] = rng.integers(0, units, moves.sum())[:, None]
            changes = rng.random(people) < rng.choice([0.0, 0.05, 0.2])
            self.category[changes, quarter:] = rng.choice(categories, changes.sum(), p=weights)[:, None]
        for person in np.flatnonzero(rng.random(people) < 0.2):
            away = slice(0, int(rng.integers(1, 4))) if rng.random() < 0.5 else slice(int(rng.integers(1, 4)), 4)
            self.unit[person, away] = OUTSIDE
        self.units, self.categories = units, categories

    def seen(self, window: int) -> tuple[Integers, Integers]:
        """Per person unit and category in a window; the year is that of the last quarter in which the person is there."""
        if window < 4:
            return self.unit[:, window], np.where(self.unit[:, window] == OUTSIDE, OUTSIDE, self.category[:, window])
        unit, category = np.full(len(self.unit), OUTSIDE), np.full(len(self.unit), OUTSIDE)
        for quarter in range(4):
            there = self.unit[:, quarter] != OUTSIDE
            unit = np.where(there, self.unit[:, quarter], unit)
            category = np.where(there, self.category[:, quarter], category)
        return unit, category

    def shows_total(self, unit: int, places: Integers) -> bool:
        """Whether the total of a unit is shown in a window: large enough, and so is what remains beside it, all the way up."""
        if unit == 0:
            return int((places != OUTSIDE).sum()) >= K
        parent = int(self.tree.parents[unit])
        siblings = np.array(self.tree.children[parent])
        sizes = np.array([np.isin(places, list(self.tree.below(each))).sum() for each in siblings])
        here = int(np.isin(places, list(self.tree.below(parent))).sum())
        quiet = np.zeros((len(siblings), 1), dtype=np.bool_)
        shown = withhold_complements(
            (sizes >= K)[:, None],
            node=np.array([here]),
            children=sizes[:, None],
            child_traces=quiet,
            direct_traces=quiet[0],
            k=K,
        )
        return self.shows_total(parent, places) and bool(shown[siblings == unit].all())

    def breakdown(self) -> Breakdown:
        """Count the people as the marts do."""
        persons = np.zeros((self.units, self.categories, 5), dtype=np.int64)
        for window in range(5):
            unit, category = self.seen(window)
            here = unit != OUTSIDE
            np.add.at(persons[:, :, window], (unit[here], category[here]), 1)
        present = persons.copy()
        present[:, :, 4] = 0
        _, last = self.seen(4)
        for place in range(self.units):
            ever = (self.unit == place).any(axis=1)
            np.add.at(present[place, :, 4], last[ever], 1)
        rows = []
        coarse_unit, coarse_category = self.seen(4)
        for fine in range(4):
            unit, category = self.seen(fine)
            ends = np.stack([unit, category, coarse_unit, coarse_category])
            pairs, counts = np.unique(ends, axis=1, return_counts=True)
            rows += [
                (fine, 4, *pair, count)
                for pair, count in zip(pairs.T.tolist(), counts.tolist(), strict=True)
                if pair[:2] != pair[2:]
            ]
        columns = np.array(rows, dtype=np.int64).reshape(-1, 7).T
        names = ("fine", "coarse", "fine_unit", "fine_category", "coarse_unit", "coarse_category", "persons")
        return Breakdown(
            units=tuple(f"u{unit}" for unit in range(self.units)),
            categories=tuple(f"c{category}" for category in range(self.categories)),
            windows=(*QUARTERS, YEAR),
            trees=(self.tree,),
            tree_of_window=np.zeros(5, dtype=np.int64),
            persons=persons,
            present=present,
            moves=Moves(**dict(zip(names, columns, strict=True))),
        )


@cache
def drawn(seed: int) -> tuple[Drawn, Breakdown]:
    company = Drawn(seed)
    return company, company.breakdown()


def planned(company: Drawn, breakdown: Breakdown) -> Booleans:
    totals = np.zeros((company.units, 5), dtype=np.uint8)
    for window in range(5):
        places, _ = company.seen(window)
        hidden = [unit for unit in range(company.units) if not company.shows_total(unit, places)]
        totals[hidden, window] = Reason.COMPLEMENT
    shown: Booleans = plan_breakdown(breakdown, totals=totals, k=K, depth=DEPTH) == Reason.NONE
    return shown


def large_enough(breakdown: Breakdown) -> Booleans:
    """The smallest size alone."""
    tree = breakdown.trees[0]
    totals = np.stack([breakdown.persons[sorted(tree.below(unit))].sum(axis=0) for unit in range(len(tree.parents))])
    shown: Booleans = totals >= K
    return shown


def large_enough_in_whole_units(breakdown: Breakdown) -> Booleans:
    """Every category of a unit has at least k people or none, or the unit shows nothing."""
    tree = breakdown.trees[0]
    totals = np.stack([breakdown.persons[sorted(tree.below(unit))].sum(axis=0) for unit in range(len(tree.parents))])
    whole = ((totals >= K) | (totals == 0)).all(axis=1)
    shown: Booleans = np.repeat(whole[:, None, :], totals.shape[1], axis=1) & (totals > 0)
    return shown


def in_one_window(company: Drawn, shown: Booleans) -> set[int]:
    """Totals of units by the first step of the plan, and shown categories, of one window."""
    found: set[int] = set()
    for window in range(5):
        unit, category = company.seen(window)
        here = unit != OUTSIDE
        totals = [each for each in range(company.units) if company.shows_total(each, unit)]
        rows = [np.isin(unit, list(company.tree.below(each)))[here] for each in totals]
        for each, group in np.argwhere(shown[:, :, window]).tolist():
            rows.append((np.isin(unit, list(company.tree.below(each))) & (category == group))[here])
        if rows:
            found |= _isolated(np.stack(rows).astype(np.int64))
    return found


def between_windows(company: Drawn, shown: Booleans) -> set[int]:
    """The categories of one unit in a quarter and in the year, as sets of people."""
    found: set[int] = set()
    for each in range(company.units):
        below = list(company.tree.below(each))
        for quarter in range(4):
            rows = []
            for window in (quarter, 4):
                unit, category = company.seen(window)
                inside = np.isin(unit, below)
                groups = np.flatnonzero(shown[each, :, window]).tolist()
                rows += [inside & (category == group) for group in groups]
                rows += [inside] if groups else []
            if shown[each, :, quarter].any() and shown[each, :, 4].any():
                found |= _isolated(np.stack(rows).astype(np.int64))
    return found


def withheld_quarters(company: Drawn, shown: Booleans) -> set[int]:
    """Quarters that are withheld where the year and the other quarters show the same category of the same unit."""
    found: set[int] = set()
    for each, group in np.argwhere(shown[:, :, 4]).tolist():
        hidden = np.flatnonzero(~shown[each, group, :4])
        if len(hidden) == 1:
            unit, category = company.seen(int(hidden[0]))
            there = int((np.isin(unit, list(company.tree.below(each))) & (category == group)).sum())
            found |= {there} if 0 < there < K else set()
    return found


def _isolated(cells: Integers) -> set[int]:
    patterns, sizes = np.unique(cells, axis=1, return_counts=True)
    return isolated_groups({(1, *p): s for p, s in zip(patterns.T.tolist(), sizes.tolist(), strict=True)}, k=K)


ATTACKS: tuple[Callable[[Drawn, Booleans], set[int]], ...] = (in_one_window, between_windows, withheld_quarters)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_small_group_follows_from_a_planned_breakdown(seed: int) -> None:
    company, breakdown = drawn(seed)
    shown = planned(company, breakdown)
    assert {attack.__name__: attack(company, shown) for attack in ATTACKS} == {
        attack.__name__: set() for attack in ATTACKS
    }


@pytest.mark.parametrize("rule", [large_enough, large_enough_in_whole_units])
@pytest.mark.parametrize("attack", ATTACKS)
def test_a_weaker_rule_gives_small_groups_away(
    rule: Callable[[Breakdown], Booleans], attack: Callable[[Drawn, Booleans], set[int]]
) -> None:
    assert any(attack(company, rule(breakdown)) for company, breakdown in map(drawn, SEEDS))


def test_plans_show_breakdowns_below_the_company_too() -> None:
    """A plan that shows nothing is safe and useless."""
    below = [planned(company, breakdown)[1:].any() for company, breakdown in map(drawn, SEEDS)]
    above = [planned(company, breakdown)[0].any() for company, breakdown in map(drawn, SEEDS)]
    assert np.mean(above) > 0.5
    assert np.mean(below) > 0.15


def test_two_of_a_kind_are_hidden_with_the_smallest_other_category() -> None:
    """Three of 103 are of another gender: men, the smaller rest, are hidden with them, and women are shown."""
    persons = np.array([[[60], [40], [3]]])
    nobody = np.zeros(0, dtype=np.int64)
    breakdown = Breakdown(
        units=("company",),
        categories=("female", "male", "other"),
        windows=(YEAR,),
        trees=(tree_of([OUTSIDE], root=0),),
        tree_of_window=np.zeros(1, dtype=np.int64),
        persons=persons,
        present=persons,
        moves=Moves(
            fine=nobody, coarse=nobody, fine_unit=nobody, fine_category=nobody,
            coarse_unit=nobody, coarse_category=nobody, persons=nobody,
        ),
    )  # fmt: skip
    totals = np.zeros((1, 1), dtype=np.uint8)
    reasons = plan_breakdown(breakdown, totals=totals, k=K, depth=DEPTH)[0, :, 0]
    assert reasons.tolist() == [Reason.NONE, Reason.COMPLEMENT, Reason.COMPLEMENT]
