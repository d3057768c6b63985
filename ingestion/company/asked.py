"""A survey whose people are asked one by one, each on a day of their own: after a programme, or a few weeks after the start.

Belongs here: its shape, and how answers become responses. Not here: who is asked what (programme_surveys.py, welcome_survey.py) and the
files (exports_survey.py).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingestion.company.surveys import Question, Responses, Wave
from ingestion.company.tables import Days, Flags, Ints, Period


@dataclass(frozen=True)
class Asked:
    """One survey, open through the whole history."""

    kind: str
    programme: str
    """Key of the programme, empty for a survey about none."""
    wave: Wave
    invited_on: Days
    """By invited person."""
    questions: tuple[Question, ...]
    responses: Responses


def open_survey(survey_id: str, name: str, period: Period, *, invited: Ints) -> Wave:
    """A survey that closes on the last day of the history, as every one of this kind does, and is exported then."""
    first, last = period.first_days[0], np.datetime64(period.end, "D")
    return Wave(survey_id, name, first, last, last, invited)


def responses_from(
    person: Ints, invited_on: Days, *, answers: npt.NDArray[np.int16], late: Ints, rng: np.random.Generator
) -> Responses:
    """Finished forms, some days after the invitation, in the order in which they came.

    Args:
        person: who answers.
        invited_on: the day each was asked.
        answers: person x question.
        late: days between the invitation and the answer.
        rng: the source of chance.
    """
    count = len(person)
    day = invited_on + late.astype("timedelta64[D]")
    started_at = day.astype("datetime64[m]") + rng.integers(8 * 60, 21 * 60, count).astype("timedelta64[m]")
    order = np.lexsort((person, started_at))
    yes: Flags = np.ones(count, dtype=np.bool_)
    return Responses(
        person=person[order],
        has_reference=yes,
        started_at=started_at[order],
        recorded_at=(started_at + rng.integers(1, 6, count).astype("timedelta64[m]"))[order],
        is_finished=yes,
        is_preview=~yes,
        answers=answers[order],
        votes=np.zeros((count, 0), dtype=np.bool_),
    )
