"""Certificates and who needs which: the yearly safety certificate, first aid for those who lead, data protection for everybody.

Belongs here: what was certified when and until when, and the requirements. Not here: the files (exports_platform.py for certificates,
exports_learning.py for requirements).
"""

from dataclasses import dataclass

import numpy as np

from ingestion.company.careers import Careers
from ingestion.company.learning import SAFETY_DIVISIONS
from ingestion.company.programmes import WELCOME, Course
from ingestion.company.tables import LEVELS, NO_DAY, Days, Enrolments, Ints, add_months

SAFETY, FIRST_AID, DATA_PROTECTION = "workplace-safety", "first-aid", "data-protection"
CERTIFICATIONS = (SAFETY, FIRST_AID, DATA_PROTECTION)
SAFETY_MONTHS, FIRST_AID_MONTHS = 14, 24
LEAD = LEVELS.index("lead")
HOLDS_FIRST_AID = 0.85
HOLDS_DATA_PROTECTION = 0.93
"""Share of the people hired before the history who were certified when they came."""
RENEWS = 0.80
"""Share of the people who renew first aid, some weeks early; the others let it lapse."""
RENEWS_EARLY_DAYS = 45


@dataclass(frozen=True)
class Certificates:
    """One row a certificate. `certification` points into CERTIFICATIONS; `expires_on` is the last valid day, NaT without one."""

    person: Ints
    certification: Ints
    issued_on: Days
    expires_on: Days


@dataclass(frozen=True)
class Requirement:
    """Who needs a certificate: a unit and all below it, a level, or everybody."""

    key: str
    certification: str
    unit: int | None = None
    level: int | None = None
    never_expires: bool = False


def certificates_of(
    careers: Careers, rows: Enrolments, *, catalogue: tuple[Course, ...], rng: np.random.Generator
) -> Certificates:
    """Safety and data protection follow completed courses; first aid has a life of its own."""
    done = np.flatnonzero(~np.isnat(rows.completed_at))
    day: Days = rows.completed_at[done].astype("datetime64[D]")
    is_safety = np.array([course.category == "Compliance" for course in catalogue])[rows.course[done]]
    is_welcome = np.array([course.short_name == WELCOME.short_name for course in catalogue])[rows.course[done]]
    before = np.flatnonzero(
        (careers.hired < careers.period.first_days[0]) & (rng.random(careers.size) < HOLDS_DATA_PROTECTION)
    )
    parts = [
        (done[is_safety], 0, day[is_safety], add_months(day[is_safety], SAFETY_MONTHS)),
        (done[is_welcome], 2, day[is_welcome], np.full(int(is_welcome.sum()), NO_DAY)),
    ]
    person = [rows.person[places] for places, *_ in parts]
    first_person, first_day = _first_aid(careers, rng=rng)
    person += [first_person, before]
    certification = [np.full(len(places), kind) for places, kind, *_ in parts] + [
        np.full(len(first_person), 1),
        np.full(len(before), 2),
    ]
    issued = [start for *_, start, _ in parts] + [first_day, careers.hired[before]]
    expires = [end for *_, end in parts] + [add_months(first_day, FIRST_AID_MONTHS), np.full(len(before), NO_DAY)]
    return Certificates(
        np.concatenate(person), np.concatenate(certification), np.concatenate(issued), np.concatenate(expires)
    )


def _first_aid(careers: Careers, *, rng: np.random.Generator) -> tuple[Ints, Days]:
    """Everybody who ever leads is certified around the first day as such; most renew until they leave."""
    ledger = careers.assignments
    leads, place = np.unique(ledger.person[ledger.level >= LEAD], return_index=True)
    began = ledger.begins_on[ledger.level >= LEAD][place]
    holds = rng.random(len(leads)) < HOLDS_FIRST_AID
    leads, day = leads[holds], np.maximum(began[holds], careers.period.first_days[0])
    day = day + rng.integers(0, 120, len(leads)).astype("timedelta64[D]")
    last = np.where(np.isnat(careers.last_day[leads]), np.datetime64(careers.period.end, "D"), careers.last_day[leads])
    people, days = [], []
    while len(leads):
        inside = day <= last
        leads, day, last = leads[inside], day[inside], last[inside]
        people.append(leads)
        days.append(day)
        again = rng.random(len(leads)) < RENEWS
        early = rng.integers(0, RENEWS_EARLY_DAYS, int(again.sum())).astype("timedelta64[D]")
        leads, day, last = leads[again], add_months(day[again], FIRST_AID_MONTHS) - early, last[again]
    return np.concatenate(people), np.concatenate(days).astype("datetime64[D]")


def requirements_of(careers: Careers) -> tuple[Requirement, ...]:
    """What the company requires: by unit, by level, of everybody."""
    organisation = careers.organisation
    divisions = [
        unit for unit in range(len(organisation.code))
        if organisation.parent[unit] < 0 and unit % SAFETY_DIVISIONS == 0
    ]  # fmt: skip
    return (
        *(Requirement(f"safety-{organisation.code[unit]}", SAFETY, unit=unit) for unit in divisions),
        *(Requirement(f"first-aid-{LEVELS[level]}", FIRST_AID, level=level) for level in range(LEAD, len(LEVELS))),
        Requirement("data-protection", DATA_PROTECTION, never_expires=True),
    )
