"""The engagement survey: two waves a year, who is invited, who answers and what.

Belongs here: waves, questions and responses as columns. Not here: what people feel (engagement.py) and the survey
tool's files (exports_survey.py).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingestion.company.careers import Careers
from ingestion.company.identifiers import survey_tool_ids
from ingestion.company.learning import people_on
from ingestion.company.tables import NOBODY, Floats, Ints, Minutes

OPENS_ON_DAY = 12
OPEN_DAYS = 16
ANSWERS = 0.74
ANSWERS_SLOPE = 0.05
"""Keener people answer a little more often."""
ANSWERS_TWICE = 0.01
UNFINISHED = 0.06
SKIPPED = 0.01
NO_REFERENCE = 0.01
"""Responses that came through an open link: nobody can say whose they are."""
PREVIEWS = 2
NOT_SHOWN, SEEN_BUT_SKIPPED = -1, -99


@dataclass(frozen=True)
class Question:
    """One question; `identity` is the ImportId, which stays when the text or the position changes."""

    identity: str
    name: str
    text: str
    points: int
    is_reversed: bool = False
    mean: float = 3.4


QUESTIONS = (
    Question("QID1", "Q1", "My manager supports my development.", 5, mean=3.5),
    Question("QID2", "Q2", "I have access to the resources I need to learn.", 5, mean=3.4),
    Question("QID3", "Q3", "I see a clear path for me at <b>Example Works</b>.", 5, mean=3.1),
    Question("QID4", "Q4", "I have enough time to learn.", 5, mean=3.0),
    Question("QID5", "Q5", "I am proud to work here.", 5, mean=3.7),
    Question("QID6", "Q6", "My work gives me energy.", 5, mean=3.6),
    Question("QID7", "Q7", "In my team,\nmy work goes unnoticed.", 5, is_reversed=True, mean=3.4),
    Question("QID8", "Q8", "I would choose this employer again.", 5, mean=3.5),
    Question("QID9", "Q9", "How likely are you to recommend Example Works as a place to work?", 11, mean=7.1),
)
COMMENT = Question("QID10_TEXT", "Q10", "What should we do better? (your own words)", 0)
SLOPE_PER_POINT = 0.19
"""Answer points a standard deviation of engagement, per step of the scale: .76 on five points, 1.9 on eleven."""
NOISE_PER_POINT = 0.11


@dataclass(frozen=True)
class Wave:
    """One survey of the tool, held once."""

    survey_id: str
    name: str
    opened_on: np.datetime64
    closed_on: np.datetime64
    exported_on: np.datetime64
    invited: Ints
    """People employed on the first day, contingent workers not asked."""


@dataclass(frozen=True)
class Responses:
    """One row a response.

    `answers` is response x question: 1 to the scale's points (0 to 10 for the last), NOT_SHOWN or SEEN_BUT_SKIPPED.
    """

    person: Ints
    """NOBODY where the response came through an open link."""
    has_reference: npt.NDArray[np.bool_]
    """Whether the response carries the employee number beside the address."""
    started_at: Minutes
    recorded_at: Minutes
    is_finished: npt.NDArray[np.bool_]
    is_preview: npt.NDArray[np.bool_]
    answers: npt.NDArray[np.int16]


def waves_of(careers: Careers, *, rng: np.random.Generator) -> tuple[Wave, ...]:
    """The waves of the history, in time."""
    identities = survey_tool_ids(len(careers.waves), prefix="SV_", rng=rng)
    waves = []
    for month, identity in zip(careers.waves, identities, strict=True):
        opened = careers.period.first_days[month] + np.timedelta64(OPENS_ON_DAY - 1, "D")
        closed = opened + np.timedelta64(OPEN_DAYS, "D")
        name = f"Engagement {np.datetime_as_string(opened, unit='M')}"
        waves.append(
            Wave(str(identity), name, opened, closed, closed + np.timedelta64(1, "D"), people_on(careers, opened)[0])
        )
    return tuple(waves)


def answers_for(engagement: Floats, *, rng: np.random.Generator) -> npt.NDArray[np.int16]:
    """What people of this engagement answer if they answer everything: person x question, on the questions' scales.

    A rating is 1 to its points, the recommendation 0 to 10. A reversed question is answered the other way round.
    """
    answers = np.empty((len(engagement), len(QUESTIONS)), dtype=np.int16)
    for column, question in enumerate(QUESTIONS):
        low = 0 if question.points == 11 else 1
        high = low + question.points - 1
        steps = question.points - 1
        raw = (
            question.mean
            + SLOPE_PER_POINT * steps * engagement
            + NOISE_PER_POINT * steps * rng.normal(0, 1, len(engagement))
        )
        value = np.clip(np.floor(raw + 0.5), low, high).astype(np.int16)
        answers[:, column] = high + low - value if question.is_reversed else value
    return answers


def responses_of(careers: Careers, wave: Wave, number: int, *, rng: np.random.Generator) -> Responses:
    """The responses to one wave: previews of its makers first, then by time."""
    feeling = careers.engagement[number].astype(np.float64)
    answers = rng.random(len(wave.invited)) < np.clip(ANSWERS + ANSWERS_SLOPE * feeling[wave.invited], 0.4, 0.95)
    days = np.minimum(np.floor(rng.exponential(4, len(wave.invited))).astype(np.int64), OPEN_DAYS - 1)
    day = wave.opened_on + days.astype("timedelta64[D]")
    answers &= np.isnat(careers.last_day[wave.invited]) | (careers.last_day[wave.invited] >= day)
    person, day = wave.invited[answers], day[answers]
    twice = rng.random(len(person)) < ANSWERS_TWICE
    later = np.minimum(day[twice] + np.timedelta64(2, "D"), wave.closed_on)
    still_here = np.isnat(careers.last_day[person[twice]]) | (careers.last_day[person[twice]] >= later)
    person, day = np.concatenate([person, person[twice][still_here]]), np.concatenate([day, later[still_here]])

    count = len(person)
    started_at = day.astype("datetime64[m]") + rng.integers(8 * 60, 21 * 60, count).astype("timedelta64[m]")
    values = answers_for(feeling[person], rng=rng)
    is_finished = rng.random(count) >= UNFINISHED
    reached = np.where(is_finished, len(QUESTIONS), rng.integers(1, len(QUESTIONS) - 1, count))
    values[rng.random(values.shape) < SKIPPED] = SEEN_BUT_SKIPPED
    values[np.arange(len(QUESTIONS)) >= reached[:, None]] = NOT_SHOWN
    # The tool records what was left unfinished when the survey closes.
    closing = wave.closed_on.astype("datetime64[m]") + np.timedelta64(23 * 60, "m")
    recorded_at = np.where(is_finished, started_at + rng.integers(2, 12, count).astype("timedelta64[m]"), closing)
    preview_at = wave.opened_on.astype("datetime64[m]") - np.timedelta64(16 * 60, "m")
    order = np.lexsort((person, started_at))
    return Responses(
        person=np.concatenate(
            [np.full(PREVIEWS, NOBODY), np.where(rng.random(count) < NO_REFERENCE, NOBODY, person)[order]]
        ),
        has_reference=np.ones(PREVIEWS + count, dtype=np.bool_),
        started_at=np.concatenate([np.full(PREVIEWS, preview_at), started_at[order]]),
        recorded_at=np.concatenate([np.full(PREVIEWS, preview_at + np.timedelta64(1, "m")), recorded_at[order]]),
        is_finished=np.concatenate([np.ones(PREVIEWS, dtype=np.bool_), is_finished[order]]),
        is_preview=np.concatenate([np.ones(PREVIEWS, dtype=np.bool_), np.zeros(count, dtype=np.bool_)]),
        answers=np.concatenate([np.full((PREVIEWS, len(QUESTIONS)), 3, dtype=np.int16), values[order]]),
    )
