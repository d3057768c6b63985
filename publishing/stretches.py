"""Cutting timelines: which months of a unit are told apart, so that sums over any of its windows isolate nobody.

Belongs here: the three conditions that timelines.py states and relies on, made true over months with one org tree. Not here: which
windows follow from the cuts, and why the conditions are enough; both stand there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from publishing.organisations import Booleans, Integers, Tree


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Consecutive months of a unit that are told together.

    Attributes:
        start: The first month.
        end: The month after it.
        is_hidden: The unit is shown in no window that takes in a month of it.
        is_for_remainder: It is hidden to protect what remains of the parent, though it holds enough people itself.
        is_sealed: Nothing below the unit is shown over it: the parent's difference rests on its people being in it together.
    """

    start: int
    end: int
    is_hidden: bool = False
    is_for_remainder: bool = False
    is_sealed: bool = False


@dataclass(frozen=True, kw_only=True)
class Era:
    """Consecutive months with one tree.

    Attributes:
        tree: The tree.
        months: [units, months] persons.
        traces: [units, months] nobody is counted, but a sum is not zero.
        direct_traces: [units, months] the same of the direct staff.
        windows: [units, windows] persons over every window inside the era.
        starts: Per window its first month.
        ends: Per window the month after it.
    """

    tree: Tree
    months: Integers
    traces: Booleans
    direct_traces: Booleans
    windows: Integers
    starts: Integers
    ends: Integers

    @cached_property
    def least(self) -> Integers:
        """[units, start, end] a number of persons that the unit had at least, all months from start to before end taken together.

        It is the largest number of any window inside: who is counted in a window was there in one of its months.
        """
        units, months = self.months.shape
        least = np.zeros((units, months + 1, months + 1), dtype=np.int64)
        np.maximum.at(least, (slice(None), self.starts, self.ends), self.windows)  # type: ignore[arg-type]  # the stubs know no slice here
        for length in range(2, months + 1):
            start = np.arange(months - length + 1)
            inner = np.maximum(least[:, start, start + length - 1], least[:, start + 1, start + length])
            least[:, start, start + length] = np.maximum(least[:, start, start + length], inner)
        return least

    @cached_property
    def value_of_end(self) -> Integers:
        """Per month, how many windows begin or end before it: what is lost if it is not told from the month before."""
        size = self.months.shape[1] + 1
        return np.bincount(self.starts, minlength=size) + np.bincount(self.ends, minlength=size)

    @cached_property
    def rank(self) -> Integers:
        """Per unit its place by persons over all months, ties by position: the same child gives way everywhere."""
        return np.argsort(np.argsort(self.months.sum(axis=1), kind="stable"), kind="stable")

    def is_empty(self, unit: int, start: int, end: int) -> bool:
        """Whether nobody was in the unit, in any month."""
        return not (self.months[unit, start:end].any() or self.traces[unit, start:end].any())


Cut = list[Stretch]


def cut_timelines(era: Era, *, k: int) -> dict[int, Cut]:
    """Cut the timeline of every unit.

    Args:
        era: Persons over months with one tree.
        k: The smallest number of persons.

    Returns:
        Per unit of the tree its stretches, in order and without gaps.
    """
    months = era.months.shape[1]
    cuts = {era.tree.root: _joined(era, era.tree.root, [Stretch(start=m, end=m + 1) for m in range(months)], k=k)}
    for node in era.tree.order:
        open_to_children = [
            replace(stretch, is_hidden=stretch.is_hidden or stretch.is_sealed, is_sealed=False, is_for_remainder=False)
            for stretch in cuts[node]
        ]
        cuts |= _Family(era=era, node=node, own=open_to_children, k=k).cut()
    return cuts


def _joined(era: Era, unit: int, stretches: Iterable[Stretch], *, k: int) -> Cut:
    """Join a unit's stretches until each holds nobody or k persons; hide what cannot be joined to enough."""
    done: Cut = []
    run: Cut = []
    for stretch in stretches:
        if stretch.is_hidden:
            done += [*_joined_run(era, unit, run, k=k), stretch]
            run = []
        else:
            run.append(stretch)
    return done + _joined_run(era, unit, run, k=k)


def _joined_run(era: Era, unit: int, run: Cut, *, k: int) -> Cut:
    run = list(run)
    place = 0
    while place < len(run):
        start, end = run[place].start, run[place].end
        if era.least[unit, start, end] >= k or era.is_empty(unit, start, end):
            place += 1
        elif len(run) == 1:
            return [replace(run[0], is_hidden=True)]
        else:
            # Give up the end that fewer windows share, the later one of equals.
            before = era.value_of_end[start] if place else np.iinfo(np.int64).max
            after = era.value_of_end[end] if place + 1 < len(run) else np.iinfo(np.int64).max
            place -= int(before < after)
            run[place : place + 2] = [Stretch(start=run[place].start, end=run[place + 1].end)]
    return run


@dataclass(kw_only=True)
class _Family:
    """The children of one node while their timelines are cut; `own` are the node's stretches, hidden where no child is shown."""

    era: Era
    node: int
    own: Cut
    k: int

    def cut(self) -> dict[int, Cut]:
        """Cut the children's timelines.

        Returns:
            Per child its stretches.
        """
        self.children = self.era.tree.children[self.node]
        self.cuts = {child: _joined(self.era, child, self.own, k=self.k) for child in self.children}
        while self._mend_a_remainder() or self._mend_a_difference():
            pass
        self._seal()
        return self.cuts

    def _mend_a_remainder(self) -> bool:
        """Hide a child where the node's remainder is small; whether there was need to."""
        era, months = self.era, self.era.months.shape[1]
        shown = np.zeros((len(self.children), months), dtype=np.bool_)
        for row, child in enumerate(self.children):
            for stretch in self.cuts[child]:
                shown[row, stretch.start : stretch.end] = not stretch.is_hidden
        children = list(self.children)
        rest_months = era.months[self.node] - (era.months[children] * shown).sum(axis=0)
        rest_windows = era.windows[self.node] - (era.windows[children] * shown[:, era.starts]).sum(axis=0)
        traced = era.direct_traces[self.node] | (era.traces[children] & ~shown).any(axis=0)
        for stretch in self.own:
            span = slice(stretch.start, stretch.end)
            within = (era.starts >= stretch.start) & (era.ends <= stretch.end)
            is_empty = not (rest_months[span].any() or traced[span].any())
            if stretch.is_hidden or is_empty or rest_windows[within].max(initial=0) >= self.k:
                continue
            candidates = [child for row, child in enumerate(children) if shown[row, stretch.start]]
            helpful = [child for child in candidates if era.months[child, span].any()]
            if candidates:
                self._hide(min(helpful or candidates, key=era.rank.__getitem__), stretch.start, for_remainder=True)
                return True
        return False

    def _hide(self, child: int, month: int, *, for_remainder: bool) -> None:
        self.cuts[child] = [
            replace(stretch, is_hidden=True, is_for_remainder=for_remainder)
            if stretch.start <= month < stretch.end
            else stretch
            for stretch in self.cuts[child]
        ]

    def _mend_a_difference(self) -> bool:
        """Join or hide stretches where a child's takes in several of the node's and too few people vouch for it."""
        for child in self.children:
            for stretch in self.cuts[child]:
                if not self._needs_vouching(child, stretch) or self._vouching(stretch):
                    continue
                helper = self._helper(stretch)
                if helper is None:
                    self._hide(child, stretch.start, for_remainder=False)
                else:
                    self._join(helper, stretch)
                return True
        return False

    def _parts(self, stretch: Stretch) -> Cut:
        return [part for part in self.own if stretch.start <= part.start and part.end <= stretch.end]

    def _needs_vouching(self, child: int, stretch: Stretch) -> bool:
        is_shown = not stretch.is_hidden and not self.era.is_empty(child, stretch.start, stretch.end)
        return is_shown and len(self._parts(stretch)) > 1

    def _vouching(self, stretch: Stretch) -> list[tuple[int, Stretch]]:
        """Children whose people are in any difference that tells parts of a stretch apart, k of them at least; none if too few.

        The coefficient of a child that is shown over nothing finer differs between parts, so that it is not 0 in one of them,
        and all who sat in the child then are in the difference. One child with k persons in each part is enough. Or the
        children of all together: of the persons each had in its worst part, at least one share in as many as there are
        parts falls into the same part, where nobody is counted twice.
        """
        era = self.era
        there = [
            (child, longer)
            for child in self.children
            for longer in self.cuts[child]
            if longer.start <= stretch.start and stretch.end <= longer.end and not longer.is_hidden
        ]
        for child, longer in sorted(there, key=lambda pair: (bool(era.tree.children[pair[0]]), era.rank[pair[0]])):
            if min(era.least[child, part.start, part.end] for part in self._parts(longer)) >= self.k:
                return [(child, longer)]
        parts = {part.start for _, longer in there for part in self._parts(longer)}
        worst = sum(min(era.months[child, part.end - 1] for part in self._parts(longer)) for child, longer in there)
        return there if -(-worst // len(parts)) >= self.k else []

    def _helper(self, stretch: Stretch) -> int | None:
        """The smallest child that, told over the whole stretch at once, vouches for it alone."""
        for child in sorted(self.children, key=self.era.rank.__getitem__):
            touched = self._touched(child, stretch)
            if len(touched) > 1 and not any(part.is_hidden for part in touched):
                whole = Stretch(start=touched[0].start, end=touched[-1].end)
                if min(self.era.least[child, part.start, part.end] for part in self._parts(whole)) >= self.k:
                    return child
        return None

    def _touched(self, child: int, stretch: Stretch) -> Cut:
        return [own for own in self.cuts[child] if own.start < stretch.end and stretch.start < own.end]

    def _join(self, child: int, stretch: Stretch) -> None:
        touched = self._touched(child, stretch)
        whole = Stretch(start=touched[0].start, end=touched[-1].end)
        before: Sequence[Stretch] = [own for own in self.cuts[child] if own.end <= whole.start]
        after: Sequence[Stretch] = [own for own in self.cuts[child] if own.start >= whole.end]
        self.cuts[child] = [*before, whole, *after]

    def _seal(self) -> None:
        """Keep what vouches whole: nothing below it is shown over its stretch."""
        vouching = [
            vouched
            for child in self.children
            for stretch in self.cuts[child]
            if self._needs_vouching(child, stretch)
            for vouched in self._vouching(stretch)
        ]
        for child, stretch in vouching:
            self.cuts[child] = [
                replace(own, is_sealed=True) if own.start == stretch.start else own for own in self.cuts[child]
            ]
