"""Rounds of 360-degree feedback: once a year people rate themselves and are rated by manager, peers and reports.

Belongs here: the ratings by group of raters, as such tools export them. Not here: performance ratings (ratings.py) and the file
(exports_survey.py).
"""

from dataclasses import dataclass

import numpy as np

from ingestion.company.careers import Careers
from ingestion.company.tables import Days, Floats, Ints

CLOSING_MONTH = 10
COMPETENCIES = ("giving_direction", "listening", "planning", "expertise")
GROUPS = ("self", "manager", "peer", "report")
SELF_ABOVE_OTHERS = 0.35
"""Points of five by which people rate themselves above what others see: the truth about the gap."""
RATED_FROM_LEVEL = 1
ACTIONABLE = 0.45
POINTS = 5


@dataclass(frozen=True)
class FeedbackRounds:
    """One row a round, person, competency and group of raters; `closed_on` names the round."""

    person: Ints
    closed_on: Days
    competency: Ints
    group: Ints
    raters: Ints
    mean_rating: Floats
    comments: Ints
    actionable: Ints


def feedback_rounds(careers: Careers, *, rng: np.random.Generator) -> FeedbackRounds:
    """Every round of the history, by time, person, competency and group."""
    months = careers.period.first_days[:-1].astype("datetime64[M]").astype(np.int64) % 12 + 1
    parts = []
    for month in np.flatnonzero(months == CLOSING_MONTH):
        closed_on = careers.period.first_days[month + 1] - np.timedelta64(1, "D")
        rows = careers.assignments
        running = (rows.begins_on <= closed_on) & (np.isnat(rows.last_day_on) | (rows.last_day_on >= closed_on))
        leads = np.isin(np.arange(careers.size), rows.manager[running])
        rated = np.unique(rows.person[running & (rows.level >= RATED_FROM_LEVEL)])
        parts.append(_round(careers, rated, closed_on, leads=leads[rated], rng=rng))
    return FeedbackRounds(
        *(np.concatenate(columns) for columns in zip(*parts, strict=True))
        if parts
        else (np.empty(0, dtype=kind) for kind in ("i8", "M8[D]", "i8", "i8", "i8", "f8", "i8", "i8"))
    )


def _round(
    careers: Careers, rated: Ints, closed_on: np.datetime64, *, leads: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, ...]:
    """The columns of one round, in the order of FeedbackRounds."""
    shape = (len(rated), len(COMPETENCIES), len(GROUPS))
    seen = 3.4 + 0.4 * careers.ability[rated][:, None] + rng.normal(0, 0.35, shape[:2])
    raters = np.empty(shape, dtype=np.int64)
    raters[:, :, 0], raters[:, :, 1] = 1, 1
    # Peers and reports are those of the person, for all competencies: two of them are too few to be shown.
    raters[:, :, 2] = rng.integers(2, 7, len(rated))[:, None]
    raters[:, :, 3] = np.where(leads, rng.integers(2, 9, len(rated)), 0)[:, None]
    level = np.repeat(seen[:, :, None], len(GROUPS), axis=2)
    level[:, :, 0] += SELF_ABOVE_OTHERS
    noise = rng.normal(0, 0.6, shape) / np.sqrt(np.maximum(raters, 1))
    # A mean of so many whole ratings: a multiple of one over their number.
    rating = np.floor(np.clip(level + noise, 1, POINTS) * np.maximum(raters, 1) + 0.5) / np.maximum(raters, 1)
    comments = rng.binomial(raters, 0.35)
    actionable = rng.binomial(comments, ACTIONABLE)
    person, competency, group = np.meshgrid(rated, np.arange(shape[1]), np.arange(shape[2]), indexing="ij")
    there = raters > 0
    return (
        person[there],
        np.full(int(there.sum()), closed_on),
        competency[there],
        group[there],
        raters[there],
        np.clip(rating, 1, POINTS)[there],
        comments[there],
        actionable[there],
    )
