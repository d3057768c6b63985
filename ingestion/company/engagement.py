"""How engaged people are: a trait, the climate of the unit, what programmes add, and drift.

Belongs here: the movement of engagement. Not here: what people answer when asked (surveys.py). Engagement moves in the
months of a survey wave and stands still between them, so that what a survey saw last is what drives quitting and
starting until the next one.
"""

import numpy as np

from ingestion.company.programmes import PROGRAMMES
from ingestion.company.state import State
from ingestion.company.tables import Ints, Period

WAVE_MONTHS = (5, 11)
PERSISTENCE = 0.80
DRIFT = 0.36
"""Standard deviation of the half-yearly shock; with PERSISTENCE it keeps the deviation at .60."""


def wave_months(period: Period) -> tuple[int, ...]:
    """Months of the history (0 is the first) in which a survey wave is held."""
    months = period.first_days[:-1].astype("datetime64[M]").astype(np.int64) % 12 + 1
    return tuple(int(month) for month in np.flatnonzero(np.isin(months, WAVE_MONTHS)))


def move_engagement(state: State, *, month: int, rng: np.random.Generator) -> None:
    """Let engagement move, after the exits and starts of a wave month.

    A programme counts if it was started before the month.
    """
    everybody: Ints = np.arange(state.size)
    state.deviation[everybody] = PERSISTENCE * state.deviation[everybody] + rng.normal(0, DRIFT, state.size)
    mean = state.trait[everybody] + state.organisation.engagement_shift[state.unit[everybody]]
    for number, programme in enumerate(PROGRAMMES):
        if programme.engagement_shift:
            mean += programme.engagement_shift * (state.started[number, everybody] < month)
    state.engagement[everybody] = mean + state.deviation[everybody]
