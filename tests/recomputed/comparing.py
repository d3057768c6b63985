"""The pipeline's figures and the recomputed ones side by side, and what must hold of the pair. The figures themselves are made elsewhere."""

from collections.abc import Iterable

import pandas as pd

from tests.pipeline import Refreshed

KEY = ["metric_id", "period_type", "period_end", "org_unit_id"]
# Scores are whole millionths in the warehouse: their means differ in the seventh digit.
TOLERANCE = 1e-7


def side_by_side(
    refreshed: Refreshed, ours: Iterable[pd.DataFrame], *, dimension: str = "all", category: str = "all"
) -> pd.DataFrame:
    """Both figures of every cell: value is the pipeline's before protection, recomputed ours; what one of them lacks is null there."""
    recomputed = pd.concat(ours, ignore_index=True).rename(columns={"value": "recomputed"})
    theirs = pd.DataFrame(
        refreshed.warehouse(
            f"select {', '.join(KEY)}, value from estimates.kpi_values where is_window_complete and dimension = ? and category = ?",
            [dimension, category],
        ),
        columns=[*KEY, "value"],
    )
    for frame in (recomputed, theirs):
        frame["period_end"] = pd.to_datetime(frame["period_end"]).astype("datetime64[s]")
    merged = theirs.merge(recomputed, on=KEY, how="outer", indicator="found_in")
    return merged.astype({"value": float, "recomputed": float})


def agreeing(cells: pd.DataFrame) -> int:
    """Fail with the cells that differ; return how many agree. A unit without anybody may have a row of nought or null in the pipeline only."""
    in_both = cells["found_in"] == "both"
    both = cells[in_both & cells["value"].notna()]
    differing = both[~((both["value"] - both["recomputed"]).abs() <= TOLERANCE * (1 + both["value"].abs()))]
    assert differing.empty, f"{len(differing)} of {len(both)} cells differ:\n{differing.head(8).to_string()}"
    nulls = cells[in_both & cells["value"].isna() & cells["recomputed"].notna()]
    assert nulls.empty, f"recomputed, and null in SQL:\n{nulls.head(8).to_string()}"
    theirs_alone = cells[(cells["found_in"] == "left_only") & cells["value"].fillna(0).ne(0)]
    assert theirs_alone.empty, f"in SQL, and not recomputed:\n{theirs_alone.head(8).to_string()}"
    return len(both)


def left_out(cells: pd.DataFrame) -> pd.DataFrame:
    """Cells that are recomputed and have no row in the pipeline."""
    return cells[(cells["found_in"] == "right_only") & cells["recomputed"].notna()]
