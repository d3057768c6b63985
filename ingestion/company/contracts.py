"""Contracts and talent flags as the HRIS keeps them, derived from the careers.

Belongs here: how a career becomes contract rows. Not here: the careers themselves, and the special people of cast.py.
"""

from dataclasses import fields, replace

import numpy as np

from ingestion.company.careers import Careers
from ingestion.company.tables import (
    NO_DAY,
    REASONS,
    STATUSES,
    Assignments,
    Contracts,
    Days,
    Flags,
    TalentFlags,
    add_months,
    joined,
)

DAY = np.timedelta64(1, "D")
TALENT_ABILITY = 1.4
"""Ability (standard deviations) above which somebody is flagged as key talent: about 8 % of the people."""
TALENT_ENDS = 0.10


def contracts_of(careers: Careers) -> Contracts:
    """One row a contract.

    Who was hired for a year and stayed has two rows: the first ends with its year, reason and all, and the second
    begins the day after. That is no exit. Who is still in the first year has an end date in the future.
    """
    end = np.datetime64(careers.period.end, "D")
    renewal = _renewals(careers)
    renewed: Flags = ~np.isnat(renewal)
    in_first_year = careers.is_fixed_term & ~renewed & np.isnat(careers.last_day)

    person = np.concatenate([np.arange(careers.size), np.flatnonzero(renewed)])
    second = np.arange(len(person)) >= careers.size
    ends_with_career = second | ~renewed[person]
    started_on = np.where(second, renewal[person], careers.hired[person])
    last_day = np.where(ends_with_career, careers.last_day[person], renewal[person] - DAY)
    last_day = np.where(ends_with_career & in_first_year[person], add_months(careers.hired[person], 12) - DAY, last_day)
    reason = np.where(ends_with_career, careers.reason[person], REASONS.index("end_of_term"))
    order = np.lexsort((second, person))
    is_over = last_day <= end
    return Contracts(
        person=person[order],
        sequence=1 + second[order].astype(np.int64),
        started_on=started_on[order],
        last_day_on=last_day[order],
        reason=reason[order],
        notice_on=np.where(ends_with_career, careers.notice[person], NO_DAY)[order],
        is_contingent=np.zeros(len(person), dtype=np.bool_),
        is_rescinded=np.zeros(len(person), dtype=np.bool_),
        status=np.where(is_over, STATUSES.index("terminated"), STATUSES.index("active"))[order],
    )


def _renewals(careers: Careers) -> Days:
    """By person: the first day of the second contract; NaT for who has one contract only."""
    second_year = add_months(careers.hired, 12)
    still_there = np.isnat(careers.last_day) | (careers.last_day >= second_year)
    return np.where(
        careers.is_fixed_term & (second_year <= np.datetime64(careers.period.end, "D")) & still_there,
        second_year,
        NO_DAY,
    )


def assignments_by_contract(careers: Careers) -> Assignments:
    """The assignments, cut where a second contract begins: in the HRIS a function ends with its contract."""
    rows = careers.assignments
    renewal = _renewals(careers)[rows.person]
    last = np.where(np.isnat(rows.last_day_on), np.datetime64("9999-12-31", "D"), rows.last_day_on)
    cut = (rows.begins_on < renewal) & (last >= renewal)
    head = replace(
        rows, sequence=1 + (rows.begins_on >= renewal), last_day_on=np.where(cut, renewal - DAY, rows.last_day_on)
    )
    tail = replace(rows, sequence=np.full(len(cut), 2), begins_on=np.where(cut, renewal, rows.begins_on))
    both = joined(head, replace(tail, **{f.name: getattr(tail, f.name)[cut] for f in fields(tail)}))
    order = np.lexsort((both.begins_on, both.person))
    return replace(both, **{f.name: getattr(both, f.name)[order] for f in fields(both)})


def talent_flags_of(careers: Careers, *, rng: np.random.Generator) -> TalentFlags:
    """Flags for the ablest, half a year or more after hire and before any notice (the late one is in the cast)."""
    end = np.datetime64(careers.period.end, "D")
    history_start = careers.period.first_days[0]
    earliest = np.maximum(careers.hired + np.timedelta64(183, "D"), history_start)
    latest = np.where(np.isnat(careers.last_day), end, careers.last_day - np.timedelta64(90, "D"))
    person = np.flatnonzero((careers.ability > TALENT_ABILITY) & (earliest < latest))
    span = (latest - earliest)[person].astype(np.int64)
    flagged = earliest[person] + (rng.random(len(person)) * span).astype(np.int64).astype("timedelta64[D]")
    ends = rng.random(len(person)) < TALENT_ENDS
    last_day = np.where(ends, np.minimum(flagged + np.timedelta64(365, "D"), end), NO_DAY)
    return TalentFlags(person=person, flagged_on=flagged, last_day_on=last_day)
