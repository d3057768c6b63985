"""What a programme truly did to quitting: for everybody who started, the risk with it and the risk without it.

Belongs here: the expected risks, from the hazards the simulation itself uses; no draw, no estimate. Not here: how the
truth is written (truth.py). A starter's covariates keep moving after an exit in the simulation, so both risks are
followed for the whole horizon.
"""

from dataclasses import dataclass

import numpy as np

from ingestion.company.leaving import quit_hazard_of
from ingestion.company.programmes import PROGRAMMES
from ingestion.company.quitting import other_hazard
from ingestion.company.state import NOT_STARTED, State
from ingestion.company.tables import Floats

HORIZON_MONTHS = 12


@dataclass(frozen=True)
class QuitRisk:
    """Mean over the starters with a whole horizon of history behind them.

    Risks are cumulative incidences of quitting, other exits competing.
    """

    n_started: int
    n_followed: int
    risk_with: float
    risk_without: float

    @property
    def risk_difference(self) -> float:
        """Risk without the programme minus risk with it: positive if it keeps people."""
        return self.risk_without - self.risk_with


class QuitRisks:
    """Follows the starters of every programme that moves quitting, month by month, beside the simulation."""

    def __init__(self, state: State) -> None:
        self._programmes = [number for number, programme in enumerate(PROGRAMMES) if programme.quit_hazard_ratio != 1]
        shape = (len(self._programmes), 2, len(state.present))
        self._surviving: Floats = np.ones(shape)
        self._quit: Floats = np.zeros(shape)

    def follow_month(self, state: State, *, month: int) -> None:
        """Add a month of risk for who started in the twelve months before it; to be called before the month's exits."""
        for row, number in enumerate(self._programmes):
            started = state.started[number, : state.size]
            people = np.flatnonzero((started < month) & (started >= month - HORIZON_MONTHS))
            for arm, without in enumerate((None, number)):
                hazard = quit_hazard_of(state, people, month=month, without=without)
                self._quit[row, arm, people] += self._surviving[row, arm, people] * hazard
                self._surviving[row, arm, people] *= 1 - hazard - other_hazard()

    def by_programme(self, state: State) -> tuple[QuitRisk | None, ...]:
        """The risks at the horizon, in the order of PROGRAMMES; None where a programme does not move quitting."""
        risks: list[QuitRisk | None] = [None] * len(PROGRAMMES)
        for row, number in enumerate(self._programmes):
            started = state.started[number, : state.size]
            followed = np.flatnonzero(started < state.period.months - HORIZON_MONTHS)
            means = [float(self._quit[row, arm, followed].mean()) if len(followed) else float("nan") for arm in (0, 1)]
            risks[number] = QuitRisk(
                int((started != NOT_STARTED).sum()), len(followed), risk_with=means[0], risk_without=means[1]
            )
        return tuple(risks)
