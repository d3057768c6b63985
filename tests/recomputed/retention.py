"""The retention curve recomputed: I5 of the definitions page, person by person.

Belongs here: Kaplan-Meier by its textbook product, over a list of people and not over counts by tenure.
"""

import pandas as pd

from tests.recomputed.days import Company

START_AT_RISK = 20


def survival_of_all(company: Company) -> pd.Series:
    """Share still employed after a tenure in days, at each tenure with an exit, of everybody ever employed in the known history.

    A spell comes under observation with the tenure it had on the first day of the history (0 when it starts later), and leaves with the tenure
    of its last day, that day included; who is there on the as-of day is censored then. The curve starts where twenty are at risk.
    """
    spells = company.spells[company.spells["last"].isna() | (company.spells["last"] >= company.history_start)]
    entry = (company.history_start - spells["start"]).dt.days.clip(lower=0)
    has_left = spells["has_left"]
    end = (spells["last"].where(has_left, company.as_of) - spells["start"]).dt.days + 1
    at_risk = {t: int(((entry < t) & (t <= end)).sum()) for t in sorted(set(end))}
    begun, share, curve = False, 1.0, {}
    for t, people in at_risk.items():
        begun = begun or people >= START_AT_RISK
        exits = int((has_left & (end == t)).sum())
        if begun and exits:
            share *= 1 - exits / people
            curve[t] = share
        # With late entries there can be nobody left before somebody of a longer tenure comes in: there the curve ends.
        if begun and not ((entry <= t) & (end > t)).any():
            break
    return pd.Series(curve, name="survival")
