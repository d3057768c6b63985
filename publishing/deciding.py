"""The tables that follow from published figures and the plan: `action_plan` and `programme_scorecard`.

Belongs here: what is handed to the function that makes them, and that what comes back keeps its contract. The function is passed in, since
rooms do not know each other (it is impact/decisions; orchestration wires it). It is handed the candidate's own protected tables and what the
company planned, and nothing else: no number reaches it that a reader of the release could not see.
"""

from collections.abc import Callable, Mapping
from datetime import date

import duckdb
import pyarrow as pa

from publishing.tables import published_tables

Decide = Callable[[Mapping[str, pa.Table], date], Mapping[str, pa.Table]]
"""Tables by name and the as-of date in, published tables by name out."""

_INITIATIVES = """
    select * exclude (source)
    from warehouse.warehouse.fct_initiatives
    qualify row_number() over (partition by initiative_id, metric_id, org_unit_id order by source) = 1
    order by all
"""
_HANDED = {
    "cells": f"""
        with planned as ({_INITIATIVES}),
        near as (
            select org_unit_id from org_units
            where org_unit_id in (select org_unit_id from planned)
                or parent_org_unit_id in (select org_unit_id from planned)
        )
        select
            metric_id, period_type, period_start, period_end, org_unit_id, dimension, category, value, ci_low, ci_high, suppression_reason
        from kpi_values
        where is_latest and (
            (org_unit_id = 'company' and dimension in ('all', 'programme'))
            or (dimension = 'all' and org_unit_id in (select org_unit_id from near)
                and (metric_id = 'training_cost' or metric_id in (select metric_id from planned)))
        )
        order by all
    """,
    "metrics": "select metric_id, code, name, name_nl, unit, digits, additivity, privacy_class from metrics order by all",
    "periods": "select period_type, period_start, period_end from periods order by all",
    "org_units": "select org_unit_id, name, parent_org_unit_id from org_units order by all",
    "initiatives": _INITIATIVES,
    "programmes": "select programme_id, name from warehouse.warehouse.dim_programmes order by all",
    "programme_plans": "select * from warehouse.warehouse.fct_programme_plans order by all",
    "business_outcomes": "select * from warehouse.warehouse.fct_business_outcomes order by all",
}


def publish_decisions(connection: duckdb.DuckDBPyConnection, *, as_of: date, decide: Decide) -> None:
    """Make the tables that `decide` returns, in the connection's database.

    Args:
        connection: has the protected tables, metrics, periods and org_units, and the pipeline's database attached as `warehouse`.
        as_of: the day of the release.
        decide: makes the tables.
    """
    contracts = {table.name: table for table in published_tables()}
    handed = {name: connection.execute(sql).to_arrow_table() for name, sql in _HANDED.items()}
    # Made by the skills of a release that has them.
    if connection.execute(
        "select 1 from duckdb_tables() where table_name = 'skill_gaps' and database_name = current_database()"
    ).fetchone():
        handed["skill_gaps"] = connection.execute("select * from skill_gaps order by all").to_arrow_table()
    for name, made in decide(handed, as_of).items():
        selected = ", ".join(
            f"cast({column.name} as {column.data_type}) as {column.name}" for column in contracts[name].columns
        )
        connection.register("made", made)
        connection.execute(f"create table {name} as select {selected} from made")
        connection.unregister("made")
