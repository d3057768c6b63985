"""How safe people feel in their team, and what they want to learn: the second part of the engagement survey.

Belongs here: answers to the items of psychological safety and the votes on learning needs. Not here: opinions (surveys.py) and
engagement itself (engagement.py).
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ingestion.company.careers import Careers
from ingestion.company.learning import people_on
from ingestion.company.surveys import NEEDS, NOT_SHOWN, SAFETY, SEEN_BUT_SKIPPED, SKIPPED, Responses, Wave
from ingestion.company.tables import NOBODY, Flags, Floats, Ints

ENGAGEMENT_SLOPE = 0.60
"""Points of seven a standard deviation of engagement."""
TEAM_SPREAD = 0.55
"""Standard deviation of the climates of teams, in points: what ICC(1) is about."""
NOISE = 0.85
DIVIDED_EVERY = 5
"""In every fifth team half of the people feel unsafe and half safe: no shared climate, and r_wg says so."""
DIVIDED_BY = 2.4


@dataclass(frozen=True)
class Climate:
    """By unit: how much safer than average people feel, and whether the unit is divided."""

    shift: Floats
    is_divided: Flags


def climates(careers: Careers, *, rng: np.random.Generator) -> Climate:
    """The climate of every unit; it does not change."""
    units = len(careers.organisation.code)
    divided = careers.organisation.is_team & (np.arange(units) % DIVIDED_EVERY == 0)
    return Climate(shift=rng.normal(0, TEAM_SPREAD, units), is_divided=divided)


def safety_answers_for(engagement: Floats, shift: Floats, *, rng: np.random.Generator) -> npt.NDArray[np.int16]:
    """Answers to the seven items, person x item, 1 to 7, reversed items the other way round.

    Args:
        engagement: standard deviations.
        shift: what team and camp add, in points.
        rng: the source of chance.
    """
    answers = np.empty((len(engagement), len(SAFETY)), dtype=np.int16)
    for column, item in enumerate(SAFETY):
        raw = item.mean + ENGAGEMENT_SLOPE * engagement + shift + NOISE * rng.normal(0, 1, len(engagement))
        value = np.clip(np.floor(raw + 0.5), 1, item.points).astype(np.int16)
        answers[:, column] = item.points + 1 - value if item.is_reversed else value
    return answers


def with_climate(
    responses: Responses, careers: Careers, wave: Wave, number: int, *, climate: Climate, rng: np.random.Generator
) -> Responses:
    """The responses of a wave with their second part; who did not finish never came to it."""
    known = responses.person != NOBODY
    person = np.where(known, responses.person, 0)
    unit: Ints = np.zeros(careers.size, dtype=np.int64)
    people, units = people_on(careers, wave.opened_on)
    unit[people] = units
    camp = np.where(person % 2 == 0, DIVIDED_BY, -DIVIDED_BY) * climate.is_divided[unit[person]]
    engagement = np.where(known, careers.engagement[number].astype(np.float64)[person], 0.0)
    values = safety_answers_for(engagement, np.where(known, climate.shift[unit[person]] + camp, 0.0), rng=rng)
    values[rng.random(values.shape) < SKIPPED] = SEEN_BUT_SKIPPED
    values[~responses.is_finished] = NOT_SHOWN
    votes = rng.random((len(person), len(NEEDS))) < np.array([option.mean for option in NEEDS])
    votes &= (responses.is_finished & ~responses.is_preview)[:, None]
    return replace(responses, answers=np.concatenate([responses.answers, values], axis=1), votes=votes)
