"""Why a row of the action plan says what it says, in a sentence of English and of Dutch.

Belongs here: words. What they say was decided in action_plan.py and paths.py.
"""

from collections.abc import Mapping
from typing import Any

from impact.decisions.cells import spelled

_WINDOWS = {
    "r12": ("the 12 months to {}", "de 12 maanden tot en met {}"),
    "year": ("the year to {}", "het jaar tot en met {}"),
    "quarter": ("the quarter to {}", "het kwartaal tot en met {}"),
    "month": ("the month to {}", "de maand tot en met {}"),
    "survey": ("the survey that closed on {}", "de enquête die sloot op {}"),
    "day": ("{}", "{}"),
}
_STATUS = {
    "reached": ("the target is reached", "het doel is bereikt"),
    "on_track": ("on track", "op koers"),
    "off_track": ("off track", "niet op koers"),
}
_DECISION = {
    "scale_up": (
        "Even the less favourable end of the interval is better than the baseline: scale up.",
        "Ook het ongunstige uiteinde van het interval is beter dan de nulmeting: opschalen.",
    ),
    "continue": (
        "The interval holds the baseline, so chance may have done it: continue and look again.",
        "Het interval omvat de nulmeting, dus het kan toeval zijn: doorgaan en opnieuw kijken.",
    ),
    "adjust": (
        "It falls short of the path: adjust.",
        "Het blijft achter bij het pad: bijstellen.",
    ),
    "stop": (
        "Half of the time is over and nothing is better than the baseline: stop, or begin anew in another way.",
        "De helft van de tijd is om en niets is beter dan de nulmeting: stoppen, of anders opnieuw beginnen.",
    ),
}
_REASON = {
    "not_started": ("It has not begun.", "Het is nog niet begonnen."),
    "metric_not_available": (
        "Nothing measures it: the catalogue has no metric of that name.",
        "Niets meet het: de catalogus kent geen kengetal met die naam.",
    ),
    "no_data": ("There is no figure yet.", "Er is nog geen cijfer."),
    "no_baseline": (
        "There is no figure from before the start, and the plan gives no baseline.",
        "Er is geen cijfer van voor de start en het plan geeft geen nulmeting.",
    ),
    "baseline_is_the_target": (
        "The baseline is the target already, so there is no path to follow.",
        "De nulmeting is al gelijk aan het doel, dus er is geen pad.",
    ),
}


def explain(row: Mapping[str, Any], metric: Mapping[str, Any] | None) -> dict[str, str]:
    """Why an initiative stands where it stands: `why` and `why_nl`."""
    if row.get("reason") is not None or metric is None:
        reason = str(row.get("reason"))
        withheld = f"The figure is withheld ({reason}).", f"Het cijfer wordt niet getoond ({reason})."
        return dict(zip(("why", "why_nl"), _REASON.get(reason, withheld), strict=True))
    value, window = _figure(row, metric)
    start, goal, path = (spelled(row[name], metric) for name in ("baseline", "target", "expected"))
    status, decision = _STATUS[row["status"]], _DECISION[row["decision"]]
    return {
        "why": f"{metric['name']} is {value[0]} in {window[0]}; the path from {start} to {goal} asks for {path}: {status[0]}. "
        f"{decision[0]} It does not say what moved it.",
        "why_nl": f"{metric['name_nl']} is {value[1]} in {window[1]}; het pad van {start} naar {goal} vraagt {path}: {status[1]}. "
        f"{decision[1]} Het zegt niet waardoor.",
    }


def explain_gap(row: Mapping[str, Any], metric: Mapping[str, Any]) -> dict[str, str]:
    """Why a unit or a skill is on the list: `why` and `why_nl`."""
    value, window = _figure(row, metric)
    gap, goal = spelled(row["gap"], metric), spelled(row["target"], metric)
    # The distance between two percentages is in points.
    gap, gap_nl = (gap.replace("%", word) for word in ("points", "procentpunt"))
    sure = (
        ("the interval excludes the target", "het interval sluit het doel uit")
        if row["is_certain"]
        else (
            "the interval holds the target, so chance alone could do it",
            "het interval omvat het doel, dus het kan toeval zijn",
        )
    )
    return {
        "why": f"{metric['name']} of {row['name']} is {value[0]} in {window[0]}, {gap} from the target of {goal}; {sure[0]}.",
        "why_nl": f"{metric['name_nl']} van {row['name']} is {value[1]} in {window[1]}, {gap_nl} van het doel van {goal}; {sure[1]}.",
    }


def explain_skill(name: str, coverage: float) -> dict[str, str]:
    """Why a skill is on the list: `why` and `why_nl`."""
    return {
        "why": f"Supply covers {100 * coverage:.0f} % of the demand for {name} now.",
        "why_nl": f"Het aanbod dekt nu {100 * coverage:.0f} % van de vraag naar {name}.",
    }


def _figure(row: Mapping[str, Any], metric: Mapping[str, Any]) -> tuple[tuple[str, str], tuple[str, str]]:
    """The value with its interval, and its window, in both languages."""
    value = spelled(row["actual"], metric)
    both = value, value
    if row["ci_low"] is not None and row["ci_high"] is not None:
        low, high = spelled(row["ci_low"], metric), spelled(row["ci_high"], metric)
        both = f"{value} ({low} to {high})", f"{value} ({low} tot {high})"
    english, dutch = _WINDOWS[row["actual_period_type"]]
    end = row["actual_period_end"].isoformat()
    return both, (english.format(end), dutch.format(end))
