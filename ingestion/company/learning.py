"""Who is enrolled in which course, and who completes it when.

Belongs here: enrolments and completions of programmes, onboarding, the yearly safety refresher and open courses. Not
here: what the course's player reports about it (statements.py) and the files of the platform (exports_lms.py).
"""

import numpy as np

from ingestion.company.careers import Careers
from ingestion.company.programmes import OPEN_COURSES, PROGRAMMES, WELCOME, Course, course_catalogue, safety_course
from ingestion.company.state import NOT_STARTED
from ingestion.company.tables import NO_MINUTE, Days, Enrolments, Flags, Floats, Ints, Minutes, Period

COMPLETES = {"Programmes": 0.92, "Onboarding": 0.90, "Compliance": 0.95}
COMPLETES_OPEN = 0.80
SUSPENDED = 0.03
"""Share of enrolments the organisation withdraws."""
LIVE_COURSE_DAYS = 42
SELF_PACED_MEDIAN_DAYS = 12.0
EAGERNESS_MEAN = 0.8**2 / 2
"""Log of the mean of the log-normal factor, divided out: the yearly rates are those of an average person."""
SAFETY_DIVISIONS = 3
"""Every third division works where the safety refresher is compulsory."""


def people_on(careers: Careers, day: np.datetime64) -> tuple[Ints, Ints]:
    """Who is employed on a day, and in which unit: the snapshot a platform or survey takes."""
    rows = careers.assignments
    running = (rows.begins_on <= day) & (np.isnat(rows.last_day_on) | (rows.last_day_on >= day))
    return rows.person[running], rows.unit[running]


def enrolments_of(careers: Careers, *, rng: np.random.Generator) -> Enrolments:
    """All enrolments of the history, by course, time and person; at most one a person and course."""
    catalogue = course_catalogue(careers.period)
    place = {course.short_name: number for number, course in enumerate(catalogue)}
    person, course, day = [], [], []
    for short_name, people, days in [
        *_programme_enrolments(careers),
        *_welcome_enrolments(careers),
        *_safety_enrolments(careers),
        *_open_enrolments(careers, rng=rng),
    ]:
        person.append(people)
        course.append(np.full(len(people), place[short_name]))
        day.append(days)
    people, courses, days = np.concatenate(person), np.concatenate(course), np.concatenate(day)
    order = np.lexsort((days, people, courses))
    people, courses, days = people[order], courses[order], days[order]
    first = np.ones(len(people), dtype=np.bool_)
    first[1:] = (people[1:] != people[:-1]) | (courses[1:] != courses[:-1])
    people, courses, days = people[first], courses[first], days[first]
    enrolled_at = at_minute(days, rng=rng, from_hour=8, to_hour=12)
    completed_at, is_suspended = _completions(careers, people, courses, days, catalogue=catalogue, rng=rng)
    return Enrolments(
        person=people, course=courses, enrolled_at=enrolled_at, completed_at=completed_at, is_suspended=is_suspended
    )


def at_minute(days: Days, *, rng: np.random.Generator, from_hour: int, to_hour: int) -> Minutes:
    """A local time on each day, uniform between two hours of it (never at night, so never in a change of the clock)."""
    minute = rng.integers(60 * from_hour, 60 * to_hour, len(days))
    times: Minutes = days.astype("datetime64[m]") + minute.astype("timedelta64[m]")
    return times


def _programme_enrolments(careers: Careers) -> list[tuple[str, Ints, Days]]:
    rows = []
    for number, programme in enumerate(PROGRAMMES):
        people = np.flatnonzero(careers.started[number] != NOT_STARTED)
        rows.append((programme.course, people, careers.start_day[number, people]))
    return rows


def _welcome_enrolments(careers: Careers) -> list[tuple[str, Ints, Days]]:
    people = np.flatnonzero(careers.hired >= careers.period.first_days[0])
    return [(WELCOME.short_name, people, careers.hired[people])]


def _safety_enrolments(careers: Careers) -> list[tuple[str, Ints, Days]]:
    rows = []
    organisation = careers.organisation
    for first in careers.period.first_days[:-1]:
        month = first.astype("datetime64[M]").astype(np.int64)
        if month % 12 == 1:
            day = first + np.timedelta64(2, "D")
            people, unit = people_on(careers, day)
            people = people[organisation.division[unit] % SAFETY_DIVISIONS == 0]
            rows.append((safety_course(1970 + int(month) // 12).short_name, people, np.full(len(people), day)))
    return rows


def _open_enrolments(careers: Careers, *, rng: np.random.Generator) -> list[tuple[str, Ints, Days]]:
    """Poisson numbers at the rate of the course times eagerness and engagement, spread over the time employed."""
    begin = np.maximum(careers.hired, careers.period.first_days[0])
    end = np.where(np.isnat(careers.last_day), np.datetime64(careers.period.end, "D"), careers.last_day)
    years: Floats = np.maximum((end - begin).astype(np.int64), 0) / 365.25
    pull = np.exp(careers.eagerness - EAGERNESS_MEAN + 0.2 * careers.trait)
    rows = []
    for course in OPEN_COURSES:
        count = rng.poisson(course.yearly_rate * years * pull)
        people = np.repeat(np.arange(careers.size), count)
        share = rng.random(len(people))
        offset = (share * (end - begin)[people].astype(np.int64)).astype(np.int64)
        rows.append((course.short_name, people, begin[people] + offset.astype("timedelta64[D]")))
    return rows


def _completions(
    careers: Careers,
    people: Ints,
    courses: Ints,
    days: Days,
    *,
    catalogue: tuple[Course, ...],
    rng: np.random.Generator,
) -> tuple[Minutes, Flags]:
    """When each enrolment was completed, and whether the organisation withdrew it.

    Nobody completes after the last day, or after the export.
    """
    chance = np.array([COMPLETES.get(course.category, COMPLETES_OPEN) for course in catalogue])[courses]
    is_live = np.array([course.is_live for course in catalogue])[courses]
    compulsory = np.array([course.category in COMPLETES for course in catalogue])[courses]
    self_paced_days = np.ceil(SELF_PACED_MEDIAN_DAYS * np.exp(rng.normal(0, 0.8, len(people)))).astype(np.int64)
    live_days = rng.integers(LIVE_COURSE_DAYS // 2, LIVE_COURSE_DAYS + 1, len(people))
    day = days + np.where(is_live, live_days, self_paced_days).astype("timedelta64[D]")
    is_suspended = ~compulsory & (rng.random(len(people)) < SUSPENDED)
    last_day = np.where(
        np.isnat(careers.last_day[people]), np.datetime64(careers.period.end, "D"), careers.last_day[people]
    )
    completes = (rng.random(len(people)) < chance) & ~is_suspended & (day <= last_day)
    completed_at = np.where(completes, at_minute(day, rng=rng, from_hour=12, to_hour=20), NO_MINUTE)
    return completed_at, is_suspended


def completed_in_year(enrolments: Enrolments, period: Period, *, people: int) -> Flags:
    """Year of the history x person: whether anything was completed in those twelve months."""
    years = period.months // 12
    done = np.zeros((years, people), dtype=np.bool_)
    finished = ~np.isnat(enrolments.completed_at)
    month = enrolments.completed_at[finished].astype("datetime64[M]") - period.first_days[0].astype("datetime64[M]")
    year = month.astype(np.int64) // 12
    inside = year < years
    done[year[inside], enrolments.person[finished][inside]] = True
    return done
