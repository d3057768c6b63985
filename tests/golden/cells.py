"""Reading one cell of the golden company's figures, before disclosure control: most examples are smaller than k.

Belongs here: the query. What is expected stands in the tests.
"""

from datetime import date

from tests.pipeline import Refreshed


def cell(
    golden: Refreshed, metric: str, unit: str, period_type: str, period_end: date, *, category: str = "all"
) -> dict[str, float]:
    """One cell of the estimated KPI values; fails when there is not exactly one."""
    columns = ("value", "numerator", "denominator", "ci_low", "ci_high", "completeness", "n_persons")
    rows = golden.warehouse(
        f"select {', '.join(columns)} from estimates.kpi_values"
        " where metric_id = ? and org_unit_id = ? and period_type = ? and period_end = ? and category = ?",
        [metric, unit, period_type, period_end, category],
    )
    assert len(rows) == 1, f"{metric} {unit} {period_type} {period_end}: {len(rows)} rows"
    return dict(zip(columns, rows[0], strict=True))
