"""Building the good release: good_release.sql, with the catalogue before it and what follows from kpi_values after it.

The release itself stands in good_release.sql; how it is broken in mutants/ and breaking.py.
"""

import re
from pathlib import Path
from typing import Any

import duckdb
import yaml

GOOD_RELEASE = Path(__file__).parent / "good_release.sql"
METRIC_COLUMNS = (
    "metric_id",
    "code",
    "name",
    "definition",
    "numerator",
    "denominator",
    "unit",
    "digits",
    "additivity",
    "standard",
    "version",
    "privacy_class",
    "period_types",
    "dimensions",
    "deepest_org_level",
    "interval",
    "min_persons",
    "published_in",
    "name_nl",
    "definition_nl",
    "range_low",
    "range_high",
    "fields",
)
TYPES = {
    "digits": "int",
    "deepest_org_level": "int",
    "min_persons": "int",
    "range_low": "double",
    "range_high": "double",
}

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
        catalogue: The metric catalogue of the project, dbt_project/metrics/.
    """
    groups = yaml.safe_load((catalogue / "_catalogue.yaml").read_text(encoding="utf-8"))["field_groups"]
    topics = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(catalogue.glob("[!_]*.yaml"))]
    with duckdb.connect() as connection:
        connection.execute(f"attach '{file}' as marts (block_size 16384)")
        connection.execute("use marts")
        _create_metrics(
            connection, {name: entry for topic in topics for name, entry in topic["metrics"].items()}, groups=groups
        )
        connection.execute(GOOD_RELEASE.read_text(encoding="utf-8"))
        for topic in topics:
            columns = [
                name
                for name, entry in topic["metrics"].items()
                if entry.get("has_total", True) and entry.get("published_in", "kpi_values") == "kpi_values"
            ]
            _create_topic_table(connection, topic["table"], columns)
        connection.execute(DICTIONARY)


def _create_metrics(
    connection: duckdb.DuckDBPyConnection, metrics: dict[str, dict[str, Any]], *, groups: dict[str, list[str]]
) -> None:
    connection.execute(
        "create table metrics (" + ", ".join(f"{name} {TYPES.get(name, 'varchar')}" for name in METRIC_COLUMNS) + ")"
    )
    for metric_id, entry in metrics.items():
        row = entry | {
            "metric_id": metric_id,
            "version": "1.0",
            "period_types": ",".join(entry["period_types"]),
            "dimensions": ",".join([*(["all"] if entry.get("has_total", True) else []), *entry.get("dimensions", [])]),
            "deepest_org_level": entry.get("levels"),
            "min_persons": entry.get("min_persons", 1 if entry["privacy_class"] == "open" else 5),
            "published_in": entry.get("published_in", "kpi_values"),
            "range_low": (entry.get("range") or [None, None])[0],
            "range_high": (entry.get("range") or [None, None])[1],
            "fields": ",".join(each for name in entry.get("fields", []) for each in groups.get(name, [name])),
        }
        names = [name for name in row if name in METRIC_COLUMNS]
        # A threshold that a text quotes in braces: any number does here.
        values = [re.sub(r"[{][^}]*[}]", "7", each) if isinstance(each := row[name], str) else each for name in names]
        connection.execute(f"insert into metrics ({', '.join(names)}) values ({', '.join('?' * len(names))})", values)


def _create_topic_table(connection: duckdb.DuckDBPyConnection, topic: str, metrics: list[str]) -> None:
    columns = ", ".join(f"max(value) filter (metric_id = '{metric}') as {metric}" for metric in metrics)
    connection.execute(
        f"""create table {topic} as
        select period_type, period_end, org_unit_id, period_start, {columns}, coalesce(
          string_agg(metric_id || ':' || suppression_reason, ',' order by metric_id) filter (is_suppressed), ''
        ) as withheld_columns
        from kpi_values where is_latest and list_contains(?, metric_id)
        group by period_type, period_end, org_unit_id, period_start order by all""",
        [metrics],
    )
