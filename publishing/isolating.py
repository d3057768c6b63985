"""Two versions of one window: which units may be told anew, so that no difference between the versions isolates a few people.

Belongs here: one quantity in one window, as it was told before and as it is known now. Not here: whose quantities changed
(contributions.py), which windows and releases are held against each other (versions.py), and what becomes of a cell (restating.py).

Whoever has both versions knows, of either, what each shown unit adds up to, and so each block: a shown unit without the shown
units below it. Any combination of these gives everybody a coefficient. Who put the same into the same block of both versions
cancels where the two coefficients cancel; who put something else into them, or came, or went, cancels where the block has none. So a
combination that isolates few people is a light cut of a graph: its vertices are the blocks of both versions and the
outside, its edges are people. A version may be told if there is no cut lighter than k but heavier than nothing. This is the rule of
nested windows (differences.py), over the whole tree at once and for changed values too.

A person who is on several edges weighs less on each, one in all: a cut then never counts more people than there are in it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from publishing.cutting import small_cut

SCALE = 840  # divisible by 1 to 8: the weight of one person
Rows = Sequence[tuple[str, int]]
Ancestors = Mapping[str, Sequence[str]]
Vertex = tuple[str, str]
_OUT: Vertex = ("", "")


@dataclass(frozen=True)
class Changed:
    """Somebody who put something else into the window than was known before: (unit, quantity) then and now, no zeros."""

    before: Rows
    now: Rows


@dataclass(frozen=True, kw_only=True)
class Versions:
    """One quantity in one window, twice.

    Attributes:
        before: Per unit of the earlier version the unit itself and those above it, from the bottom up.
        now: The same of the tree as known now.
        told: Units shown in the earlier version.
        staying: Per unit the weight of people of whom nothing changed, `SCALE` each.
        changed: The others.
    """

    before: Ancestors
    now: Ancestors
    told: AbstractSet[str]
    staying: Mapping[str, int]
    changed: Sequence[Changed]

    @property
    def differ(self) -> bool:
        """Whether there is anything to tell apart."""
        moved = any(tuple(self.before.get(unit, ())) != tuple(self.now.get(unit, ())) for unit in self.staying)
        return bool(self.changed) or moved


def units_to_tell(versions: Versions, wanted: Iterable[str], *, k: int) -> frozenset[str]:
    """Choose the units of which the version as known now may be told beside the earlier one.

    Greedy: a unit in which between 0 and k people changed goes first, then the smallest unit at a light cut, ties by name.

    Args:
        versions: What was told and what is known.
        wanted: Units whose new version is to be told.
        k: The smallest number of people.

    Returns:
        Those that may.
    """
    if not versions.differ:
        return frozenset(wanted)
    counts = people_changed(versions)
    telling = {unit for unit in wanted if not 0 < counts[unit] < k}
    sizes = Counter[str]()
    for unit, weight in versions.staying.items():
        for above in versions.now.get(unit, ()):
            sizes[above] += weight
    settled: set[Vertex] = set()
    while telling:
        edges, names = _graph(versions, telling, settled=settled)
        cut = small_cut(edges, k=k * SCALE)
        if cut is None:
            break
        side = {vertex for number, vertex in names.items() if number in cut}
        if _OUT in side:
            side = set(names.values()) - side
        at_cut = {unit for version, unit in side if version == "now"}
        at_cut |= {
            names[end][1]
            for pair in edges
            for end in pair
            if (pair[0] in cut) != (pair[1] in cut) and names[end][0] == "now"
        }
        if at_cut:
            telling.remove(min(at_cut, key=lambda unit: (sizes[unit], -len(versions.now.get(unit, ())), unit)))
        else:
            # The earlier version alone: it has been told, and nothing of the new one is on this side.
            settled |= side
    return frozenset(telling)


def people_changed(versions: Versions) -> Counter[str]:
    """Per unit, with all below it, the people whose quantity there is another one than before.

    Args:
        versions: What was told and what is known. Where a unit has been hung elsewhere, everybody in it came or went.
    """
    found = Counter[str]()
    for person in versions.changed:
        then, now = _by_ancestor(person.before, versions.before), _by_ancestor(person.now, versions.now)
        found.update(unit for unit in then.keys() | now.keys() if then.get(unit, 0) != now.get(unit, 0))
    for unit, weight in versions.staying.items():
        for moved in set(versions.before.get(unit, ())) ^ set(versions.now.get(unit, ())):
            found[moved] += -(-weight // SCALE)
    return found


def _by_ancestor(rows: Rows, ancestors: Ancestors) -> Mapping[str, int]:
    total: defaultdict[str, int] = defaultdict(int)
    for unit, quantity in rows:
        for above in ancestors.get(unit, ()):
            total[above] += quantity
    return total


def _graph(
    versions: Versions, telling: AbstractSet[str], *, settled: AbstractSet[Vertex]
) -> tuple[dict[tuple[int, int], int], Mapping[int, Vertex]]:
    """The graph of both versions' blocks, and what its vertices stand for; settled ones count as outside."""
    then = {unit: _block("before", chain, versions.told) for unit, chain in versions.before.items()}
    now = {unit: _block("now", chain, telling) for unit, chain in versions.now.items()}
    weights: defaultdict[tuple[Vertex, Vertex], int] = defaultdict(int)
    for unit, weight in versions.staying.items():
        weights[then.get(unit, _OUT), now.get(unit, _OUT)] += weight
    for person in versions.changed:
        pairs = _pairs(_by_block(person.before, then), _by_block(person.now, now))
        for pair in pairs:
            weights[pair] += max(SCALE // len(pairs), 1)
    for one, other in [pair for pair in weights if settled & {*pair}]:
        weight = weights.pop((one, other))
        weights[_OUT if one in settled else one, _OUT if other in settled else other] += weight
    numbers = {vertex: number for number, vertex in enumerate(sorted({vertex for pair in weights for vertex in pair}))}
    edges = {(numbers[one], numbers[other]): weight for (one, other), weight in weights.items() if one != other}
    return edges, {number: vertex for vertex, number in numbers.items()}


def _block(version: str, chain: Sequence[str], shown: AbstractSet[str]) -> Vertex:
    """The lowest shown unit that holds a unit."""
    return next(((version, unit) for unit in chain if unit in shown), _OUT)


def _by_block(rows: Rows, blocks: Mapping[str, Vertex]) -> dict[Vertex, int]:
    total: defaultdict[Vertex, int] = defaultdict(int)
    for unit, quantity in rows:
        total[blocks.get(unit, _OUT)] += quantity
    return {block: quantity for block, quantity in total.items() if block != _OUT and quantity != 0}


def _pairs(then: dict[Vertex, int], now: dict[Vertex, int]) -> list[tuple[Vertex, Vertex]]:
    """The edges of one person: equal quantities cancel block for block, the same unit's first; what is left goes outside."""
    pairs: list[tuple[Vertex, Vertex]] = []
    for same_unit in (True, False):
        for block, quantity in sorted(then.items()):
            fits = [other for other, found in sorted(now.items()) if found == quantity]
            fits = [other for other in fits if not same_unit or other[1] == block[1]]
            if fits:
                pairs.append((block, fits[0]))
                del then[block], now[fits[0]]
    return pairs + [(block, _OUT) for block in sorted([*then, *now])]
