"""Why people leave: the monthly hazards, by what drives them.

Belongs here: the numbers and the formulas, as pure functions. Not here: who is exposed in a month (leaving.py) and the
programmes' effects (programmes.py). Voluntary exit depends on tenure, level, engagement and team; everything else on
none of these, so that only quitting is moved by what people feel.
"""

import numpy as np

from ingestion.company.tables import Floats, Ints

QUIT_BASE = 0.0108
"""Monthly hazard of quitting at two to five years of tenure, medior, average engagement, average team."""
TENURE_EDGES_MONTHS = np.array([3, 12, 24, 60, 120])
TENURE_FACTORS = np.array([1.20, 1.70, 1.40, 1.00, 0.60, 0.40])
LEVEL_FACTORS = np.array([1.25, 1.00, 0.80, 0.60, 0.50])
ENGAGEMENT_SLOPE = -0.45
"""Log hazard a standard deviation of engagement."""

DISMISSAL = 0.0011
MUTUAL_CONSENT = 0.0005
DEATH = 0.00008
OTHER = 0.0003
NOT_RENEWED = 0.12
"""Share of fixed-term contracts that end with their year."""
REASON_MISSING = 0.04
"""Share of quits whose reason nobody filled in."""


def quit_hazard(
    tenure_months: Ints, *, level: Ints, engagement: Floats, team_factor: Floats, programme_factor: Floats
) -> Floats:
    """Monthly hazard of quitting, at most .5.

    Args:
        tenure_months: completed months since hire.
        level: 0 (junior) to 4 (director).
        engagement: standard deviations, as at the end of the month before.
        team_factor: multiplies the hazard; 1 is an average team.
        programme_factor: product of the hazard ratios of the programmes started before this month.
    """
    tenure_factor = TENURE_FACTORS[np.searchsorted(TENURE_EDGES_MONTHS, tenure_months, side="right")]
    hazard: Floats = (
        QUIT_BASE
        * tenure_factor
        * LEVEL_FACTORS[level]
        * np.exp(ENGAGEMENT_SLOPE * engagement)
        * team_factor
        * programme_factor
    )
    return np.minimum(hazard, 0.5)


def other_hazards() -> tuple[tuple[str, float], ...]:
    """Monthly hazards of the reasons that do not depend on the person, by reason."""
    return (("involuntary", DISMISSAL), ("mutual_consent", MUTUAL_CONSENT), ("death", DEATH), ("other", OTHER))


def other_hazard() -> float:
    """Their sum: what competes with quitting."""
    return sum(hazard for _, hazard in other_hazards())
