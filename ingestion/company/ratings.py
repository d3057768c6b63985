"""Yearly performance ratings, which one programme raises. No export carries them: they go into the truth alone.

Belongs here: the ratings and their summary. Not here: the programme's effect (programmes.py).
"""

from dataclasses import dataclass

import numpy as np

from ingestion.company.careers import Careers
from ingestion.company.programmes import PROGRAMMES
from ingestion.company.tables import Floats, Ints

MEAN_RATING = 3.1
ABILITY_SLOPE = 0.45
NOISE = 0.40


@dataclass(frozen=True)
class RatingYear:
    """Ratings given at the end of one year of the history to everybody employed then; whole points from 1 to 5."""

    month: int
    """Month of the history (0 is the first) at whose end the ratings are given."""
    person: Ints
    points: Floats
    underlying: Floats
    """What was rounded to points; the programme's effect is set on this scale."""


def ratings_of(careers: Careers, *, rng: np.random.Generator) -> tuple[RatingYear, ...]:
    """The ratings of every whole year of the history. A programme counts from the month after its start."""
    years = []
    for month in range(11, careers.period.months, 12):
        after = careers.period.first_days[month + 1]
        person = np.flatnonzero((careers.hired < after) & (np.isnat(careers.last_day) | (careers.last_day >= after)))
        underlying = MEAN_RATING + ABILITY_SLOPE * careers.ability[person] + rng.normal(0, NOISE, len(person))
        for number, programme in enumerate(PROGRAMMES):
            if programme.rating_shift:
                underlying += programme.rating_shift * (careers.started[number, person] < month)
        years.append(RatingYear(month, person, points=np.clip(np.floor(underlying + 0.5), 1, 5), underlying=underlying))
    return tuple(years)
