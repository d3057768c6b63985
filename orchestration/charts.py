"""Small charts for the page of a run. Figures that leave the machine are charts of published numbers only, and stand elsewhere."""

import base64
import io
from pathlib import Path

import duckdb
import pyarrow as pa
from matplotlib.axes import Axes
from matplotlib.figure import Figure

_SIZE = (6.4, 2.6)


def as_markdown(figure: Figure) -> str:
    """A figure as an inline image, for Dagster's markdown metadata."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=110)
    return f"![chart](data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()})"


def _axes(*, title: str, x_label: str, y_label: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=_SIZE, layout="constrained")
    axes = figure.subplots()
    axes.set_title(title, loc="left", fontsize=10)
    axes.set_xlabel(x_label, fontsize=8)
    axes.set_ylabel(y_label, fontsize=8)
    axes.tick_params(labelsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", alpha=0.3)
    return figure, axes


def retention_chart(curves: pa.Table, *, cohort: str = "all") -> Figure:
    """The retention curve of a cohort with its interval, from full-resolution estimates (columns of impact.retention)."""
    rows = [row for row in curves.to_pylist() if row["cohort"] == cohort]
    months = [row["tenure_days"] / 30.4375 for row in rows]
    figure, axes = _axes(title=f"Still employed, cohort {cohort}", x_label="tenure in months", y_label="share")
    if months:
        low = [float("nan") if row["ci_low"] is None else row["ci_low"] for row in rows]
        high = [float("nan") if row["ci_high"] is None else row["ci_high"] for row in rows]
        axes.fill_between(months, low, high, step="post", alpha=0.2)
        axes.step(months, [row["survival"] for row in rows], where="post", linewidth=1.5)
        axes.set_ylim(0, 1)
    return figure


def headcount_chart(marts: Path) -> Figure:
    """Headcount of the company by month end, from a release."""
    with duckdb.connect(str(marts), read_only=True) as connection:
        rows = connection.execute(
            "select period_end, headcount from workforce"
            " where period_type = 'day' and org_unit_id = 'company' and headcount is not null order by period_end"
        ).fetchall()
    figure, axes = _axes(title="Headcount of the company", x_label="month end", y_label="heads")
    if rows:
        axes.plot([row[0] for row in rows], [row[1] for row in rows], linewidth=1.5)
        axes.set_ylim(bottom=0)
    return figure
