"""A target and how far along the way to it one is: the straight path, the status and the decision.

Belongs here: arithmetic on one indicator. Not here: where its figures come from (cells.py) and how the answer reads (action_plan.py).
The rule of the definitions page (TDRp shape): on or off track by a linear path; decide to scale up, adjust or stop.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Status = Literal["not_started", "unknown", "reached", "on_track", "off_track"]
Decision = Literal["scale_up", "continue", "adjust", "stop"]
HALF_WAY = 0.5
"""Share of the time after which an indicator that has not moved at all means stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A straight way from a baseline to a target.

    Attributes:
        baseline: the value on the day it starts.
        target: the value wanted on the day it is due; above or below the baseline, never equal to it.
        started_on: first day.
        due_on: last day, later than the first.
    """

    baseline: float
    target: float
    started_on: date
    due_on: date

    @property
    def direction(self) -> int:
        """1 where more is better, -1 where less is."""
        return 1 if self.target > self.baseline else -1

    def share_of_time(self, day: date) -> float:
        """How much of the time has passed on a day, 0 to 1."""
        passed = (day - self.started_on).days / (self.due_on - self.started_on).days
        return min(max(passed, 0.0), 1.0)

    def expected(self, day: date) -> float:
        """The value that the straight way has on a day: baseline + (target - baseline) x share of the time."""
        return self.baseline + (self.target - self.baseline) * self.share_of_time(day)


def status_of(way: Way, *, value: float, on: date) -> Status:
    """Where an indicator stands against its way.

    Args:
        way: the way.
        value: the figure.
        on: the day that the figure speaks of, the last one of its window.

    Returns:
        reached (at the target or beyond), on_track (at the way or beyond) or off_track.
    """
    if way.direction * (value - way.target) >= 0:
        return "reached"
    return "on_track" if way.direction * (value - way.expected(on)) >= 0 else "off_track"


def decision_of(way: Way, *, value: float, low: float | None, high: float | None, on: date) -> Decision:
    """What the figure suggests, with chance in mind.

    Scale up: at or beyond the way, and even the worse end of the interval is better than the baseline. Continue: at or beyond the way, but
    the interval holds the baseline. Stop: half of the time is over, and even the better end of the interval is no better than the
    baseline. Adjust: all else. A figure without an interval is taken as it is.

    Args:
        way: the way.
        value: the figure.
        low: lower limit of its interval, None where it has none.
        high: upper limit.
        on: the day that the figure speaks of.
    """
    ends = (value if low is None else low, value if high is None else high)
    worse, better = ends if way.direction > 0 else ends[::-1]
    if status_of(way, value=value, on=on) != "off_track":
        return "scale_up" if way.direction * (worse - way.baseline) > 0 else "continue"
    is_late = way.share_of_time(on) >= HALF_WAY
    return "stop" if is_late and way.direction * (better - way.baseline) <= 0 else "adjust"
