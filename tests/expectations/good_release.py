"""Building the good release: good_release.sql, with the catalogue before it and what follows from kpi_values after it.

The release itself stands in good_release.sql; how it is broken in mutants/ and breaking.py.
"""

from pathlib import Path
from typing import Any

import duckdb
import yaml

GOOD_RELEASE = Path(__file__).parent / "good_release.sql"
TOPIC_TABLES = ("workforce", "learning", "feedback")

DICTIONARY = """
create table columns (table_name varchar, ordinal int, column_name varchar, data_type varchar, description varchar);
insert into columns
select table_name, ordinal_position, column_name, data_type, 'What it means: ' || column_name
from information_schema.columns where table_catalog = current_database() and table_schema = current_schema();
"""


def build_good_release(file: Path, *, catalogue: Path) -> None:
    """Write the good release.

    Args:
        file: The marts.duckdb to make. Its blocks are small, because it is copied some hundred times.
        catalogue: The metric catalogue of the project, dbt_project/metrics.yaml.
    """
    groups = yaml.safe_load(catalogue.read_text(encoding="utf-8"))["groups"].values()
    with duckdb.connect() as connection:
        connection.execute(f"attach '{file}' as marts (block_size 16384)")
        connection.execute("use marts")
        _create_metrics(connection, {name: entry for group in groups for name, entry in group["metrics"].items()})
        connection.execute(GOOD_RELEASE.read_text(encoding="utf-8"))
        for topic in TOPIC_TABLES:
            metrics = [name for group in groups if group["table"] == topic for name in group["metrics"]]
            _create_topic_table(connection, topic, [name for name in metrics if name != "survival_probability"])
        connection.execute(DICTIONARY)


def _create_metrics(connection: duckdb.DuckDBPyConnection, metrics: dict[str, dict[str, Any]]) -> None:
    connection.execute(
        """create table metrics (metric_id varchar, code varchar, name varchar, definition varchar, numerator varchar,
        denominator varchar, unit varchar, digits int, additivity varchar, standard varchar, version varchar,
        privacy_class varchar, period_types varchar, dimensions varchar, deepest_org_level int, interval varchar,
        min_persons int, published_in varchar)"""
    )
    for metric_id, entry in metrics.items():
        row = entry | {
            "metric_id": metric_id,
            "version": "1.0",
            "period_types": ",".join(entry["period_types"]),
            "dimensions": "all",
            "deepest_org_level": entry.get("levels"),
            "min_persons": entry.get("min_persons", 1 if entry["privacy_class"] == "open" else 5),
            "published_in": entry.get("published_in", "kpi_values"),
        }
        names = [name for name in row if name not in {"grid", "levels"}]
        values = [row[name] for name in names]
        connection.execute(f"insert into metrics ({', '.join(names)}) values ({', '.join('?' * len(names))})", values)


def _create_topic_table(connection: duckdb.DuckDBPyConnection, topic: str, metrics: list[str]) -> None:
    columns = ", ".join(f"max(value) filter (metric_id = '{metric}') as {metric}" for metric in metrics)
    connection.execute(
        f"""create table {topic} as
        select period_type, period_end, org_unit_id, period_start, {columns}, coalesce(
          string_agg(metric_id || ':' || suppression_reason, ',' order by metric_id) filter (is_suppressed), ''
        ) as withheld_columns
        from kpi_values where list_contains(?, metric_id)
        group by period_type, period_end, org_unit_id, period_start order by all""",
        [metrics],
    )
