"""Tests before and after courses: what people knew, and how much of the rest they learned.

Belongs here: which courses test, and the points of every attempt. Not here: the platform's file (exports_platform.py). The mean gain that
is put in stands in truth.json.
"""

from dataclasses import dataclass

import numpy as np

from ingestion.company.programmes import Course
from ingestion.company.tables import Enrolments, Ints, Minutes, Period

MEAN_GAINS = {"AI-basics": 0.55, "Excel-advanced": 0.45, "Python-intro": 0.35, "CRAFT": 0.30, "COMPASS": 0.20}
"""Mean share of what could still be learned that was learned, by course with a test."""
GAIN_SPREAD = 0.15
KNEW_BEFORE, KNEW_SPREAD = 45.0, 14.0
MAX_POINTS = 100
SKIPS_ENTRY = 0.15
KNEW_ALL = 0.01
TRIES_AGAIN = 0.20
PASS_POINTS = 60
PURPOSES = ("Entry test", "Final test")


@dataclass(frozen=True)
class Attempts:
    """One row an attempt. `purpose` points into PURPOSES."""

    person: Ints
    course: Ints
    purpose: Ints
    number: Ints
    at: Minutes
    points: Ints


def attempts_of(
    rows: Enrolments, *, catalogue: tuple[Course, ...], period: Period, rng: np.random.Generator
) -> Attempts:
    """An entry test on the day of enrolment, a final one at completion; some try it again within a week."""
    gains = np.array([MEAN_GAINS.get(course.short_name, 0.0) for course in catalogue])
    tested = np.flatnonzero(gains[rows.course] > 0)
    count = len(tested)
    before = np.clip(np.round(rng.normal(KNEW_BEFORE, KNEW_SPREAD, count)), 0, 95).astype(np.int64)
    before = np.where(rng.random(count) < KNEW_ALL, MAX_POINTS, before)
    gain = np.clip(rng.normal(gains[rows.course[tested]], GAIN_SPREAD), -0.2, 1.0)
    after = np.clip(np.round(before + gain * (MAX_POINTS - before)), 0, MAX_POINTS).astype(np.int64)
    done = ~np.isnat(rows.completed_at[tested])
    entry = np.flatnonzero(rng.random(count) >= SKIPS_ENTRY)
    again = np.flatnonzero(done & (rng.random(count) < TRIES_AGAIN))
    # Who tries again had fewer points first: the last attempt is the one that counts.
    first_try = np.where(np.isin(np.arange(count), again), np.maximum(after - 12, 0), after)
    final = np.flatnonzero(done)
    place = np.concatenate([entry, final, again])
    at = np.concatenate(
        [
            rows.enrolled_at[tested[entry]] + np.timedelta64(20, "m"),
            rows.completed_at[tested[final]],
            rows.completed_at[tested[again]] + np.timedelta64(5 * 24 * 60, "m"),
        ]
    )
    inside = at.astype("datetime64[D]") <= np.datetime64(period.end, "D")
    attempts = Attempts(
        person=rows.person[tested[place]],
        course=rows.course[tested[place]],
        purpose=np.concatenate(
            [np.zeros(len(entry), dtype=np.int64), np.ones(len(final) + len(again), dtype=np.int64)]
        ),
        number=np.concatenate([np.ones(len(entry) + len(final), dtype=np.int64), np.full(len(again), 2)]),
        at=at,
        points=np.concatenate([before[entry], first_try[final], after[again]]),
    )
    return Attempts(
        attempts.person[inside], attempts.course[inside], attempts.purpose[inside],
        attempts.number[inside], attempts.at[inside], attempts.points[inside],
    )  # fmt: skip
