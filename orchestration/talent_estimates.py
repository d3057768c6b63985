"""What is estimated about hires and reviews: cells out of the warehouse, through impact/, into the KPI values and tables of their own.

Belongs here: reading, and which estimate fills which metric. Writing and the asset itself stand in estimate_assets.py.
"""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from impact.association import training_and_rating
from impact.filling import ESTIMATE, PLACE, fill_values
from impact.incidence import aalen_johansen, incidence_medians
from orchestration import stages

AALEN_JOHANSEN = "aalen_johansen"
"""`interval` in the catalogue of a metric whose value and interval come from a curve of cumulative incidence."""
DESCRIPTIONS = {
    "productivity_curves": "Cumulative incidence of becoming productive by day of employment, exits competing, by cohort of hires.",
    "training_performance": "Rank correlation of learning hours and the rating of the year after, raw and partial. Association, not effect.",
}
INPUTS = {"productivity_curves": "productivity_cells", "training_performance": "training_rating_ranks"}
"""By estimated table the mart it is made from."""


def talent_estimates(warehouse: Path, values: pa.Table) -> Mapping[str, pa.Table]:
    """Estimate what SQL cannot.

    Args:
        warehouse: the pipeline's database.
        values: the KPI values with their intervals.

    Returns:
        The tables to write, by name: kpi_values with the medians filled in, and those of DESCRIPTIONS.
    """
    cells = stages.read_table(warehouse, "marts", INPUTS["productivity_curves"])
    curves = aalen_johansen(cells, by=PLACE)
    medians = incidence_medians(curves, cells, by=PLACE).rename_columns([*PLACE, "n_people", *ESTIMATE])
    return {
        "kpi_values": fill_values(values, medians, metric_id="time_to_productivity_median_days", method=AALEN_JOHANSEN),
        "productivity_curves": curves,
        "training_performance": training_and_rating(
            stages.read_table(warehouse, "marts", INPUTS["training_performance"])
        ),
    }
