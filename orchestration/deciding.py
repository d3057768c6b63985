"""The decisions of a release: impact/decisions, in the form that publishing asks for. The rooms do not know each other."""

from collections.abc import Mapping
from datetime import date

import pyarrow as pa

from impact.decisions.action_plan import action_plan
from impact.decisions.scorecard import programme_scorecard


def decide(tables: Mapping[str, pa.Table], as_of: date) -> Mapping[str, pa.Table]:
    """Make the tables that follow from published figures and the plan; see publishing/deciding.py for what is handed in."""
    return {
        "action_plan": action_plan(tables, as_of=as_of),
        "programme_scorecard": programme_scorecard(tables, as_of=as_of),
    }
