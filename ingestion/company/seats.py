"""Positions of the company, the requisitions for their vacancies, and who is named to follow in the key roles.

Belongs here: which seat everybody holds, read off the careers after the fact. Not here: who moves where (staffing.py) and how
the HRIS spells it (exports_workforce.py). Seats are handed on in the order in which they fall vacant.
"""

from dataclasses import dataclass

import numpy as np

from ingestion.company.careers import Careers
from ingestion.company.staffing import LEAD_LEVEL
from ingestion.company.tables import NO_DAY, Assignments, Days, Flags, Ints

CRITICAL_SHARE = 0.04
"""Share of the ordinary seats that are key roles; the seat of every lead is one."""
NEW_SEAT_LEAD_DAYS = (20, 90)
"""A seat that is new has its requisition opened so many days before it is filled; who comes with a closed team brings the seat."""
READINESS = ("ready_now", "ready_soon", "ready_later")
READINESS_SHARES = np.array([0.35, 0.40, 0.25])
SUCCESSORS = (0, 1, 2, 3)
SUCCESSORS_SHARES = np.array([0.20, 0.35, 0.30, 0.15])
NOMINATION_ENDS = 0.10
DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Positions:
    """One row a seat and period; a vacancy opens a new period. NaT where there is no requisition, or no end."""

    seat: Ints
    unit: Ints
    is_lead: Flags
    is_critical: Flags
    begins_on: Days
    last_day_on: Days
    opened_on: Days
    filled_on: Days
    withdrawn_on: Days


@dataclass(frozen=True)
class Successors:
    """One row a nomination. `readiness` points into READINESS; `last_day_on` is inclusive."""

    seat: Ints
    person: Ints
    nominated_on: Days
    last_day_on: Days
    readiness: Ints


@dataclass(frozen=True)
class Seating:
    """Positions, nominations, and beside every row of the assignments the seat it fills."""

    positions: Positions
    successors: Successors
    seat_of_row: Ints


@dataclass(frozen=True)
class _Stints:
    """Unbroken times of a person in a unit, as its lead or not: what takes up a seat. In the order of person and begin."""

    person: Ints
    unit: Ints
    is_lead: Flags
    begins: Days
    last: Days
    of_row: Ints


def seating_of(careers: Careers, rows: Assignments, *, rng: np.random.Generator) -> Seating:
    """Seats of the simulated people.

    Args:
        careers: the organisation and the period.
        rows: their assignments, by person, contract and first day.
        rng: the stream of this part.
    """
    stints = _stints_of(rows)
    closing = careers.period.first_days[careers.organisation.closed_in]
    predecessor, is_last = _handed_on(stints)
    seat = _roots(predecessor)
    is_critical = stints.is_lead[seat] | (rng.random(len(seat)) < CRITICAL_SHARE)[seat]
    positions = _positions(
        stints, seat=seat, predecessor=predecessor, is_last=is_last, is_critical=is_critical,
        history_start=careers.period.first_days[0], closed=careers.organisation.closed, closing=closing, rng=rng,
    )  # fmt: skip
    return Seating(
        positions=positions,
        successors=_successors(careers, rows, positions, rng=rng),
        seat_of_row=seat[stints.of_row],
    )


def _stints_of(rows: Assignments) -> _Stints:
    is_lead = rows.level >= LEAD_LEVEL
    goes_on = np.zeros(len(rows.person), dtype=np.bool_)
    goes_on[1:] = (
        (rows.person[1:] == rows.person[:-1])
        & (rows.unit[1:] == rows.unit[:-1])
        & (is_lead[1:] == is_lead[:-1])
        & (rows.last_day_on[:-1] + DAY == rows.begins_on[1:])
    )
    first = np.flatnonzero(~goes_on)
    final = np.append(first[1:], len(goes_on)) - 1
    return _Stints(
        person=rows.person[first],
        unit=rows.unit[first],
        is_lead=is_lead[first],
        begins=rows.begins_on[first],
        last=rows.last_day_on[final],
        of_row=np.cumsum(~goes_on) - 1,
    )


def _handed_on(stints: _Stints) -> tuple[Ints, Flags]:
    """By stint: the stint whose seat it takes over (itself for a new seat), and whether nobody took over its own.

    In every unit, leads apart, seats wait in the order in which they fell vacant; who comes takes the one that has waited
    longest, and gets a new one where none waits. The queue is empty where the running sum of vacancies less arrivals
    reaches a new low, so that arrivals at a new low are the new seats.
    """
    group = stints.unit * 2 + stints.is_lead
    leavers = np.flatnonzero(~np.isnat(stints.last))
    count = len(group)
    when = np.concatenate([stints.begins, stints.last[leavers] + DAY]).astype(np.int64)
    is_arrival = np.arange(len(when)) < count
    stint = np.concatenate([np.arange(count), leavers])
    at = np.concatenate([group, group[leavers]])
    # On one day vacancies come before arrivals: a seat that falls free on Friday evening is taken on Monday.
    order = np.lexsort((stint, is_arrival, when, at))
    is_arrival, stint, at = is_arrival[order], stint[order], at[order]
    step = np.where(is_arrival, -1, 1)
    # Each group starts far below the one before, so that one running minimum serves them all.
    level = np.cumsum(step) - (np.cumsum(step) - step)[np.searchsorted(at, at, side="left")] - at * (4 * len(step) + 4)
    start = -at * (4 * len(step) + 4)
    low = np.minimum(np.minimum.accumulate(np.where(is_arrival, level, start)), start)
    before = np.concatenate([[0], low[:-1]])
    before = np.where(np.concatenate([[True], at[1:] != at[:-1]]), start, before)
    is_new = is_arrival & (low < before)
    served = np.flatnonzero(is_arrival & ~is_new)
    vacant = np.flatnonzero(~is_arrival)
    rank_of_served = _rank_within(at[served])
    rank_of_vacant = _rank_within(at[vacant])
    wide = len(step) + 1
    place = np.searchsorted(at[vacant] * wide + rank_of_vacant, at[served] * wide + rank_of_served)
    predecessor = np.arange(count)
    predecessor[stint[served]] = stint[vacant[place]]
    is_last = np.ones(count, dtype=np.bool_)
    is_last[stint[vacant[place]]] = False
    return predecessor, is_last


def _rank_within(groups: Ints) -> Ints:
    """Position of each entry within its group; groups are sorted."""
    rank: Ints = np.arange(len(groups)) - np.searchsorted(groups, groups, side="left")
    return rank


def _roots(predecessor: Ints) -> Ints:
    """The stint that had the seat first, for every stint: halving the way up until nothing moves."""
    root = predecessor
    while True:
        further: Ints = root[root]
        if (further == root).all():
            return root
        root = further


def _positions(
    stints: _Stints, *, seat: Ints, predecessor: Ints, is_last: Flags, is_critical: Flags,
    history_start: np.datetime64, closed: int, closing: np.datetime64, rng: np.random.Generator,
) -> Positions:  # fmt: skip
    """A period for every stint, from the vacancy on, and one for every seat that is still vacant."""
    own = np.arange(len(seat))
    is_new = (predecessor == own) & (stints.begins > history_start) & (stints.begins != closing)
    ahead = rng.integers(*NEW_SEAT_LEAD_DAYS, len(own), endpoint=True).astype("timedelta64[D]")
    opened = np.where(predecessor != own, stints.last[predecessor] + DAY, NO_DAY)
    opened = np.where(is_new, stints.begins - ahead, opened)
    vacant = np.flatnonzero(is_last & ~np.isnat(stints.last))
    falls_away = stints.unit[vacant] == closed
    withdrawn = np.where(falls_away, np.maximum(closing, stints.last[vacant] + DAY), NO_DAY)
    holder = np.concatenate([own, vacant])
    is_vacancy = np.arange(len(holder)) >= len(own)
    begins = np.concatenate([np.where(np.isnat(opened), stints.begins, opened), stints.last[vacant] + DAY])
    return Positions(
        seat=seat[holder],
        unit=stints.unit[holder],
        is_lead=stints.is_lead[holder],
        is_critical=is_critical[holder],
        begins_on=begins,
        last_day_on=np.where(is_vacancy, NO_DAY, stints.last[holder]),
        opened_on=np.concatenate([opened, stints.last[vacant] + DAY]),
        filled_on=np.concatenate([np.where(np.isnat(opened), NO_DAY, stints.begins), np.full(len(vacant), NO_DAY)]),
        withdrawn_on=np.concatenate([np.full(len(own), NO_DAY), withdrawn]),
    )


def _successors(careers: Careers, rows: Assignments, positions: Positions, *, rng: np.random.Generator) -> Successors:
    """Up to three people of the same division for every key role."""
    division = careers.organisation.division
    first = np.unique(positions.seat[positions.is_critical], return_index=True)
    seats, at = first[0], np.flatnonzero(positions.is_critical)[first[1]]
    wanted = np.repeat(
        np.arange(len(seats)),
        np.array(SUCCESSORS)[np.searchsorted(np.cumsum(SUCCESSORS_SHARES)[:-1], rng.random(len(seats)), side="right")],
    )
    # Candidates by division: everybody who ever worked there, by number.
    pairs = np.unique(division[rows.unit] * np.int64(careers.size) + rows.person)
    home = division[positions.unit[at[wanted]]]
    low = np.searchsorted(pairs, home * careers.size)
    high = np.searchsorted(pairs, (home + 1) * careers.size)
    person = pairs[low + (rng.random(len(wanted)) * (high - low)).astype(np.int64)] % careers.size
    start, end = careers.period.first_days[0], np.datetime64(careers.period.end, "D")
    span = int((end - start).astype(np.int64))
    day = start + (rng.random(len(wanted)) * span).astype(np.int64).astype("timedelta64[D]")
    nominated = np.maximum(day, careers.hired[person] + np.timedelta64(180, "D"))
    ends = np.where(rng.random(len(wanted)) < NOMINATION_ENDS, nominated + np.timedelta64(365, "D"), NO_DAY)
    readiness = np.searchsorted(np.cumsum(READINESS_SHARES)[:-1], rng.random(len(wanted)), side="right")
    keep = (nominated <= end) & (np.isnat(careers.last_day[person]) | (nominated <= careers.last_day[person]))
    keep[keep] = _first_of(seats[wanted][keep] * np.int64(careers.size) + person[keep])
    return Successors(
        seat=seats[wanted][keep],
        person=person[keep],
        nominated_on=nominated[keep],
        last_day_on=ends[keep],
        readiness=readiness[keep],
    )


def _first_of(values: Ints) -> Flags:
    """Whether an entry is the first of its value."""
    is_first = np.zeros(len(values), dtype=np.bool_)
    is_first[np.unique(values, return_index=True)[1]] = True
    return is_first
