"""Published cells by what they are about: the look-ups that the scorecard and the action plan share.

Belongs here: finding the cell of a metric, unit and window among the protected ones, and spelling a value. Not here: what is concluded
from it (paths.py, action_plan.py, scorecard.py). A withheld cell is found as one that is withheld, never passed over for an older one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from impact.rounding import round_significant

# The longer a window, the less chance is in it; of a kind that a metric has not there is no cell.
PREFERENCE = ("r12", "year", "quarter", "survey", "day", "month")
NOT_OVER = "incomplete_window"


@dataclass(frozen=True, slots=True)
class Cell:
    """One published figure: its window, the value with its interval, or the reason why there is none."""

    period_type: str
    period_start: date
    period_end: date
    value: float | None
    ci_low: float | None
    ci_high: float | None
    reason: str | None


class Cells:
    """The latest revision of published cells, by metric, unit, dimension and category; those whose window is not over left out."""

    def __init__(self, table: pa.Table) -> None:
        """Sort the cells.

        Args:
            table: columns metric_id, period_type, period_start, period_end, org_unit_id, dimension, category, value, ci_low, ci_high,
                suppression_reason.
        """
        self._by_place: dict[tuple[str, str, str, str], list[Cell]] = {}
        for row in table.to_pylist():
            place = (row["metric_id"], row["org_unit_id"], row["dimension"], row["category"])
            if row["suppression_reason"] != NOT_OVER:
                self._by_place.setdefault(place, []).append(
                    Cell(
                        row["period_type"],
                        row["period_start"],
                        row["period_end"],
                        row["value"],
                        row["ci_low"],
                        row["ci_high"],
                        row["suppression_reason"],
                    )
                )
        for cells in self._by_place.values():
            cells.sort(key=lambda cell: (cell.period_end, cell.period_start, cell.period_type))

    def of(self, metric_id: str, org_unit_id: str, dimension: str = "all", category: str = "all") -> Sequence[Cell]:
        """The cells of one place, oldest first; empty where nothing is published."""
        return self._by_place.get((metric_id, org_unit_id, dimension, category), ())

    @property
    def by_programme(self) -> list[tuple[str, str]]:
        """(metric, programme) of every figure of the company that is broken down by programme."""
        found = {
            (metric, category)
            for metric, unit, dimension, category in self._by_place
            if dimension == "programme" and unit == "company"
        }
        return sorted(found)

    def newest(
        self, metric_id: str, org_unit_id: str, *, until: date, kinds: Sequence[str] = PREFERENCE
    ) -> Cell | None:
        """The newest cell of the first of these kinds of window that has one ending by a day."""
        cells = self.of(metric_id, org_unit_id)
        for kind in kinds:
            ended = [cell for cell in cells if cell.period_type == kind and cell.period_end <= until]
            if ended:
                return ended[-1]
        return None


def rounded(value: float) -> float:
    """One number as a float leaves this room: 12 significant digits."""
    return float(round_significant(np.array([value]))[0])


def spelled(value: float, metric: Mapping[str, Any] | None) -> str:
    """A value for a sentence: rates in percent, everything else with the decimals of its metric."""
    if metric is None:
        return f"{value:g}"
    if metric["unit"] == "rate":
        return f"{100 * value:.{max(int(metric['digits']) - 2, 0)}f} %"
    return f"{value:,.{int(metric['digits'])}f}"
