"""metric_health: for every metric and source column it needs, what was delivered of it, how much is missing, and what that means.

Belongs here: joining the catalogue's `fields` to the state that dbt finds (marts.field_health), rounding, and doubts about published values.
The states themselves and their thresholds stand in dbt; what is published of a metric in kpi_values.

Protection: counts are of rows, rounded down to tens; a share is a whole percentage, and null where it, or its complement, would speak of fewer than
k rows; doubts are counted on values that are published anyway.
"""

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from publishing.catalogue import Catalogue
from publishing.protecting import K

_SQL = Path(__file__).resolve().parent / "sql" / "metric_health.sql"
# Between two fields either of which will do.
_OR = " or "
_FIELDS: "list[pa.Field[Any]]" = [
    pa.field("metric_id", pa.string()),
    pa.field("needed_for", pa.string()),
    pa.field("alternative", pa.int32()),
    pa.field("source_field", pa.string()),
    pa.field("range_low", pa.float64()),
    pa.field("range_high", pa.float64()),
]
_WANTED = pa.schema(_FIELDS)


def publish_health(connection: duckdb.DuckDBPyConnection, *, catalogue: Catalogue) -> None:
    """Make the table `metric_health` of the connection's database.

    Args:
        connection: writes the candidate, whose `kpi_values` is made; the pipeline's database is attached read-only as `warehouse`.
        catalogue: which columns a metric and its dimensions need, and which values are plausible.
    """
    connection.register("wanted", wanted_fields(catalogue))
    connection.execute("create table metric_health as " + _SQL.read_text().replace("{k}", str(K)))
    connection.unregister("wanted")


def wanted_fields(catalogue: Catalogue) -> pa.Table:
    """Every source column that a metric or one of its dimensions needs.

    Returns:
        One row per metric, use and column: needed_for is `value` or a dimension; columns of one `alternative` serve for each other.
    """
    rows = []
    for metric in catalogue.metrics:
        low, high = metric.range
        uses = {"value": metric.fields} | {
            name: catalogue.person_dimensions[name].fields
            for name in metric.dimensions
            if name in catalogue.person_dimensions
        }
        for use, fields in uses.items():
            rows += [
                {
                    "metric_id": metric.metric_id,
                    "needed_for": use,
                    "alternative": number,
                    "source_field": each,
                    "range_low": low,
                    "range_high": high,
                }
                for number, field in enumerate(dict.fromkeys(fields))
                for each in field.split(_OR)
            ]
    return pa.Table.from_pylist(rows, schema=_WANTED)
