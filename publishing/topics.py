"""Topic tables: the protected KPI values turned wide, for people who drag columns into charts.

Belongs here: the pivot. It reads the protected table only, so that it can show nothing that kpi_values withholds.
"""

import duckdb

from publishing.catalogue import Catalogue


def publish_topic(connection: duckdb.DuckDBPyConnection, name: str, *, catalogue: Catalogue) -> None:
    """Make one topic table from the table `kpi_values` of the same database: latest revision, no breakdown.

    Args:
        connection: writes the candidate.
        name: the topic, as metrics name their table.
        catalogue: which metrics are its columns.
    """
    metrics = [metric.metric_id for metric in catalogue.of_table(name)]
    columns = ",\n".join(f"max(value) filter (metric_id = '{metric}') as {metric}" for metric in metrics)
    listed = ", ".join(f"'{metric}'" for metric in metrics)
    connection.execute(
        f"""
        create table {name} as
        select
            period_type, period_end, org_unit_id, period_start,
            {columns},
            coalesce(string_agg(metric_id || ':' || suppression_reason, ',' order by metric_id) filter (is_suppressed), '') as withheld_columns
        from kpi_values
        where dimension = 'all' and is_latest and metric_id in ({listed})
        group by period_type, period_end, org_unit_id, period_start
        """
    )
