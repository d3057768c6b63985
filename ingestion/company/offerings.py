"""What the fictional company offers as programmes: which courses each is made of, and who may start it from when.

Belongs here: the programmes as the learning office lists them. Not here: the courses and the effects put in (programmes.py), who takes
part (learning.py) and the files (exports_learning.py).
"""

from dataclasses import dataclass

import numpy as np

from ingestion.company.careers import Careers
from ingestion.company.programmes import PROGRAMME_COURSES, PROGRAMMES, WELCOME, safety_course
from ingestion.company.tables import Period, to_date


@dataclass(frozen=True)
class Offering:
    """A programme as the learning office lists it; a course that is not required may be left out."""

    key: str
    name: str
    kind: str
    courses: tuple[str, ...]
    optional: tuple[str, ...] = ()
    opens_at: float = 0.0
    """Share of the history after which it opens; 0 for one that always was."""


@dataclass(frozen=True)
class Eligibility:
    """A team that may start a programme from a day on."""

    programme: str
    unit: int
    eligible_from: np.datetime64


KINDS = {
    "compass": "professional",
    "craft": "upskilling",
    "inspire": "professional",
    "mentoring_pilot": "leadership",
    "dialogue": "other",
}
"""What each programme of programmes.py is for."""


def offerings(period: Period) -> tuple[Offering, ...]:
    """Every programme: those with effects, each one course, and the company's usual four."""
    names = {course.short_name: course.full_name for course in PROGRAMME_COURSES}
    years = range(period.start.year, period.end.year + 1)
    return (
        *(
            Offering(each.key, names[each.course], KINDS[each.key], (each.course,), opens_at=each.opens_at)
            for each in PROGRAMMES
        ),
        Offering("digital_skills", "Digital skills", "digital", ("AI-basics", "Excel-advanced"), ("Python-intro",)),
        Offering("leading", "Leading people", "leadership", ("Feedback", "Coaching")),
        Offering("onboarding", "Onboarding", "onboarding", (WELCOME.short_name,)),
        # One course a year: each is a refresher of its own, so none is required for the programme as a whole.
        Offering("safety", "Safety", "compliance", (), tuple(safety_course(year).short_name for year in years)),
    )


def eligibilities(careers: Careers) -> tuple[Eligibility, ...]:
    """Teams by the stage at which a staged programme reaches them; programmes without rows are open to everybody."""
    first = careers.period.first_days
    return tuple(
        Eligibility(programme.key, int(unit), first[round(share * careers.period.months)])
        for programme in PROGRAMMES
        for stage, share in enumerate(programme.stages)
        for unit in np.flatnonzero(careers.stage == stage)
    )


def opened_on(offering: Offering, period: Period) -> str | None:
    """First day on which the programme can be started, as text; None for one that always could."""
    if not offering.opens_at:
        return None
    return to_date(period.first_days[round(offering.opens_at * period.months)]).isoformat()
