"""Absence through illness and maternity, as the HRIS keeps it: cases, and within a case a row for every percentage.

Belongs here: how often people are away, for how long, and the quirks of real registrations. Not here: how a row is spelled
(exports_workforce.py). It is added after the simulation from a stream of its own and drives nothing in it.
"""

from dataclasses import dataclass, fields, replace

import numpy as np

from ingestion.company.careers import Careers
from ingestion.company.tables import NO_DAY, Days, Flags, Floats, Ints, People, joined

KINDS = ("sickness", "accident", "maternity")
CASES_A_YEAR = 1.1
"""Mean number of cases a person-year: about what large Dutch employers report."""
LENGTH_SHARES = np.array([0.78, 0.17, 0.045, 0.005])
LENGTH_BOUNDS = ((1, 7), (8, 42), (43, 365), (366, 900))
"""Days of the four classes that absence is published by, and the share of the cases in each."""
ACCIDENT_SHARE = 0.04
PARTIAL_FROM_DAYS = 15
"""Cases from this length on end in partial recovery: half the hours in the last part."""
PARTIAL_AFTER = 0.6
RELAPSE_SHARE = 0.08
RELAPSE_GAP_DAYS = (1, 27)
MATERNITY_A_YEAR = 0.04
MATERNITY_DAYS = 112
MATERNITY_AGES = (22, 42)
TWICE_SHARE = 0.01
"""Share of the cases that somebody entered again under another number, a day later: two cases over the same days."""
LEFT_OPEN_SHARE = 0.5
"""Share of the leavers' last cases that nobody closed."""
WOMAN = 1
"""Place of women in people.GENDERS."""
DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Absences:
    """One row a case and percentage. `recovered_on` is the first day of full work, `last_day_on` is inclusive."""

    person: Ints
    number: Ints
    kind: Ints
    reported_on: Days
    begins_on: Days
    last_day_on: Days
    percent: Ints
    recovered_on: Days


def absences_of(careers: Careers, people: People, *, rng: np.random.Generator) -> Absences:
    """Draw every case of the history.

    Args:
        careers: who was employed when; cases start on days of employment within the history.
        people: gender, in the order of the careers.
        rng: the stream of this part.
    """
    start, end = careers.period.first_days[0], np.datetime64(careers.period.end, "D")
    first = np.maximum(careers.hired, start)
    last = np.where(np.isnat(careers.last_day), end, careers.last_day)
    days = np.maximum((last - first).astype(np.int64) + 1, 0)
    sick, reported, length = _sick_cases(first, days, rng=rng)
    relapsed = rng.random(len(sick)) < RELAPSE_SHARE
    gap = rng.integers(RELAPSE_GAP_DAYS[0], RELAPSE_GAP_DAYS[1], len(sick), endpoint=True)
    again = reported[relapsed] + (length[relapsed] + gap[relapsed]).astype("timedelta64[D]")
    twice = rng.random(len(sick)) < TWICE_SHARE
    mothers, leave_from = _maternities(careers, people, first, days, rng=rng)

    person = np.concatenate([sick, sick[relapsed], sick[twice], mothers])
    begins = np.concatenate([reported, again, reported[twice] + DAY, leave_from])
    lengths = np.concatenate(
        [length, _lengths(len(again), rng=rng), length[twice], np.full(len(mothers), MATERNITY_DAYS)]
    )
    kind = np.where(rng.random(len(person)) < ACCIDENT_SHARE, KINDS.index("accident"), KINDS.index("sickness"))
    kind[len(person) - len(mothers) :] = KINDS.index("maternity")
    starts_employed = begins <= last[person]
    order = np.flatnonzero(starts_employed)
    order = order[np.lexsort((order, begins[order], person[order]))]
    return _rows(
        person[order], kind[order], begins[order], lengths[order], last=last, end=end, left=~np.isnat(careers.last_day),
        forgotten=rng.random(len(order)) < LEFT_OPEN_SHARE,
    )  # fmt: skip


def _sick_cases(first: Days, days: Ints, *, rng: np.random.Generator) -> tuple[Ints, Days, Ints]:
    """Person, first day and length of every case that is no relapse; days of employment are equally likely."""
    person = np.repeat(np.arange(len(days)), rng.poisson(CASES_A_YEAR * days / 365.25))
    offset = (rng.random(len(person)) * days[person]).astype(np.int64)
    return person, first[person] + offset.astype("timedelta64[D]"), _lengths(len(person), rng=rng)


def _lengths(count: int, *, rng: np.random.Generator) -> Ints:
    group = np.searchsorted(np.cumsum(LENGTH_SHARES)[:-1], rng.random(count), side="right")
    low, high = np.array(LENGTH_BOUNDS).T
    # The square of a uniform number: within a class the shorter cases are the more frequent ones.
    drawn: Floats = rng.random(count) ** 2
    lengths: Ints = low[group] + (drawn * (high - low + 1)[group]).astype(np.int64)
    return lengths


def _maternities(
    careers: Careers, people: People, first: Days, days: Ints, *, rng: np.random.Generator
) -> tuple[Ints, Days]:
    """At most one leave a person, at a fitting age."""
    offset = (rng.random(careers.size) * days).astype(np.int64)
    starts = first + offset.astype("timedelta64[D]")
    age = (starts - careers.born).astype(np.int64) / 365.25
    chance = MATERNITY_A_YEAR * days / 365.25
    is_mother = (
        (people.gender[: careers.size] == WOMAN)
        & (age >= MATERNITY_AGES[0])
        & (age < MATERNITY_AGES[1])
        & (rng.random(careers.size) < chance)
    )
    mothers = np.flatnonzero(is_mother)
    return mothers, starts[mothers]


def _rows(
    person: Ints,
    kind: Ints,
    begins: Days,
    lengths: Ints,
    *,
    last: Days,
    end: np.datetime64,
    left: Flags,
    forgotten: Flags,
) -> Absences:
    """Cases as rows: a second one where recovery was partial, and no end where the case runs on or was forgotten."""
    back = begins + lengths.astype("timedelta64[D]")
    outlives = back > last[person] + DAY
    # Who left in the middle of a case has it closed on the last day, or nobody closed it at all.
    is_open = outlives & (~left[person] | forgotten)
    recovered = np.where(outlives, last[person] + DAY, back)
    recovered = np.where(is_open, NO_DAY, recovered)
    first_part = np.maximum((lengths * PARTIAL_AFTER).astype(np.int64), 1).astype("timedelta64[D]")
    turns = begins + first_part
    is_partial = (
        (lengths >= PARTIAL_FROM_DAYS) & (kind != KINDS.index("maternity")) & (turns <= np.minimum(last[person], end))
    )
    closes = np.where(np.isnat(recovered), NO_DAY, recovered - DAY)
    whole = Absences(
        person=person,
        number=np.arange(1, len(person) + 1),
        kind=kind,
        reported_on=begins,
        begins_on=begins,
        last_day_on=np.where(is_partial, turns - DAY, closes),
        percent=np.full(len(person), 100),
        recovered_on=recovered,
    )
    half = replace(whole, begins_on=turns, last_day_on=closes, percent=np.full(len(person), 50))
    rows = joined(whole, replace(half, **{f.name: getattr(half, f.name)[is_partial] for f in fields(half)}))
    order = np.lexsort((rows.begins_on, rows.number))
    return replace(rows, **{f.name: getattr(rows, f.name)[order] for f in fields(rows)})
