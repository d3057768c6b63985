"""Two versions of a window: what may be told of the second beside the first, on trees made by hand and against brute force."""

import itertools
import random
from collections.abc import Iterator, Sequence

import pytest

from publishing.isolating import SCALE, Changed, Versions, people_changed, units_to_tell

TREE = {
    "company": ["company"],
    "a": ["a", "company"],
    "b": ["b", "company"],
    "a1": ["a1", "a", "company"],
    "a2": ["a2", "a", "company"],
}
EVERY = frozenset(TREE)
STAYING = {"a1": 20, "a2": 20, "b": 30}
K = 5


def came(unit: str, people: int) -> list[Changed]:
    """People who put 1 into a unit and were not there before."""
    return [Changed(before=(), now=((unit, 1),))] * people


def told_anew(
    changed: Sequence[Changed], *, now: dict[str, list[str]] = TREE, told: frozenset[str] = EVERY
) -> set[str]:
    weights = {unit: people * SCALE for unit, people in STAYING.items()}
    versions = Versions(before=TREE, now=now, told=told, staying=weights, changed=changed)
    return set(units_to_tell(versions, EVERY, k=K))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ([], EVERY),
        (came("a1", 1), {"a2", "b"}),
        (came("a1", 4), {"a2", "b"}),
        (came("a1", 5), EVERY),
        (came("a1", 4) + came("a2", 1), {"company", "a", "b"}),
        (came("a1", 3) + came("b", 2), {"company", "a2"}),
        (came("a1", 5) + came("b", 5), EVERY),
    ],
)
def test_a_unit_is_told_anew_with_nobody_changed_or_k_people_and_so_is_what_remains(
    changed: list[Changed], expected: set[str]
) -> None:
    assert told_anew(changed) == expected


def test_who_only_moved_within_a_unit_did_not_change_for_it() -> None:
    three = [Changed(before=(("a1", 1),), now=(("a2", 1),))] * 3
    assert told_anew(three) == {"company", "a", "b"}
    assert told_anew([Changed(before=(("a1", 1),), now=(("a2", 1),))] * 5) == EVERY


def test_another_quantity_in_the_same_unit_is_a_change_of_one_person() -> None:
    assert told_anew([Changed(before=(("a1", 60),), now=(("a1", 90),))] * 4) == {"a2", "b"}
    assert told_anew([Changed(before=(("a1", 60),), now=(("a1", 90),))] * 5) == EVERY


def test_a_person_with_rows_in_many_units_is_one_person_all_the_same() -> None:
    """Two people with hours in a1, a2 and b are six rows, and two people of the company."""
    two = [Changed(before=(), now=(("a1", 1), ("a2", 1), ("b", 1)))] * 2
    assert told_anew(two) == set()
    assert people_changed(Versions(before=TREE, now=TREE, told=EVERY, staying={}, changed=two))["company"] == 2


def test_a_unit_hung_elsewhere_takes_its_people_along() -> None:
    elsewhere = {**TREE, "a2": ["a2", "b", "company"]}
    assert told_anew([], now=elsewhere) == EVERY
    few = {"a1": 20 * SCALE, "a2": 4 * SCALE, "b": 30 * SCALE}
    versions = Versions(before=TREE, now=elsewhere, told=EVERY - {"a2"}, staying=few, changed=())
    assert not {"a", "b"} & units_to_tell(versions, EVERY - {"a2"}, k=K)


def _combinations(versions: Versions, telling: frozenset[str], people: Sequence[tuple[str, str]]) -> Iterator[int]:
    """How many people each combination of told cells, with coefficients -1, 0 and 1, does not cancel out."""
    cells = [("before", unit) for unit in sorted(versions.told)] + [("now", unit) for unit in sorted(telling)]
    for coefficients in itertools.product((-1, 0, 1), repeat=len(cells)):
        alive = 0
        for then, now in people:
            total = sum(
                coefficient
                for (version, unit), coefficient in zip(cells, coefficients, strict=True)
                if unit in (versions.before.get(then, ()) if version == "before" else versions.now.get(now, ()))
            )
            alive += total != 0
        yield alive


@pytest.mark.parametrize("seed", range(40))
def test_no_combination_of_both_versions_isolates_fewer_than_k_people(seed: int) -> None:
    """People in one of three teams, or nowhere, then and now; every combination of every told cell is tried."""
    draw = random.Random(seed)
    tree = {"company": ["company"], "x": ["x", "company"], "y": ["y", "company"], "z": ["z", "company"]}
    told, people = frozenset[str](), list[tuple[str, str]]()
    # An earlier version that is safe by itself, as the plan makes it.
    while not told or any(0 < alive < 3 for alive in _combinations(_versions(tree, told, people), frozenset(), people)):
        people = [(unit, unit) for unit in "xyz" for _ in range(draw.randint(0, 6))]
        people += [(draw.choice("xyz "), draw.choice("xyz ")) for _ in range(draw.randint(1, 10))]
        told = frozenset(unit for unit in tree if draw.random() < 0.7)
    versions = _versions(tree, told, people)
    telling = units_to_tell(versions, tree, k=3)
    assert all(alive == 0 or alive >= 3 for alive in _combinations(versions, telling, people))


def _versions(tree: dict[str, list[str]], told: frozenset[str], people: Sequence[tuple[str, str]]) -> Versions:
    changed = [
        Changed(before=((then, 1),) if then != " " else (), now=((now, 1),) if now != " " else ())
        for then, now in people
        if then != now
    ]
    staying = {unit: SCALE * sum(then == now == unit for then, now in people) for unit in "xyz"}
    return Versions(before=tree, now=tree, told=told, staying=staying, changed=changed)
