"""Sums of people and days into units: the small words in which the recomputed metrics are written.

Belongs here: rolling a number of a person or day up the tree, and the shape of what is compared. The metrics themselves stand in workforce.py,
learning.py and feedback.py.
"""

from collections.abc import Iterator, Mapping

import pandas as pd

from tests.recomputed.days import Company, Window

COLUMNS = ["metric_id", "period_type", "period_end", "org_unit_id", "value"]


def rolled_up(company: Company, window: Window, numbers: pd.Series) -> pd.Series:
    """Sum numbers by unit into every unit above, by the tree at the window's end.

    Args:
        company: The company.
        window: Its end says which tree.
        numbers: One number a unit; the index is the unit.

    Returns:
        One number a unit, those below it included. A unit of no number is absent.
    """
    tree = company.ancestors(window.end)
    joined = tree.merge(numbers.rename("number"), left_on="unit", right_index=True)
    return joined.groupby("org_unit_id")["number"].sum()


def by_unit(company: Company, window: Window, rows: pd.DataFrame, number: str | None = None) -> pd.Series:
    """Count rows, or sum a column of them, by their unit and every unit above."""
    grouped = rows.groupby("unit")
    return rolled_up(company, window, grouped.size() if number is None else grouped[number].sum())


def medians(company: Company, window: Window, rows: pd.DataFrame, number: str) -> pd.Series:
    """Median of a column by unit and every unit above."""
    return company.ancestors(window.end).merge(rows, on="unit").groupby("org_unit_id")[number].median()


def over(numerator: pd.Series, denominator: pd.Series) -> pd.Series:
    """Ratios where there is something below the line; no numerator is nought."""
    return numerator.reindex(denominator.index, fill_value=0) / denominator[denominator != 0]


def half_up(numbers: pd.Series) -> pd.Series:
    """Whole numbers, half away from zero (RULE-15); pandas would round a half to the even one."""
    return (numbers + 0.5).floordiv(1)


def rows_of(window: Window, values: Mapping[str, pd.Series]) -> Iterator[pd.DataFrame]:
    """What is compared: a row a metric and unit."""
    for metric_id, numbers in values.items():
        frame = numbers.rename_axis("org_unit_id").rename("value").astype(float).reset_index()
        yield frame.assign(metric_id=metric_id, period_type=window.period_type, period_end=window.end)[COLUMNS]
