"""The baseline (nulmeting): what every KPI was before a programme, or the plan, began; frozen by the first release that holds it.

Belongs here: what began when, the rows of the release before, and the table `baselines`. Which window stands for the time before is
said in sql/baselines.sql. It is made from the protected table `kpi_values` only; what is withheld there is withheld here.
"""

from datetime import date
from pathlib import Path

import duckdb

_SQL = Path(__file__).resolve().parent / "sql" / "baselines.sql"
# What began up to the day of the release. A programme that always was has no time before it.
_BEGUN = """
    select 'programme' as scope, programme_id as subject_id, opened_on - 1 as frozen_on
    from warehouse.warehouse.dim_programmes where opened_on - 1 <= $as_of
    union all
    select 'organisation', 'company', min(started_on) - 1
    from warehouse.warehouse.fct_initiatives having min(started_on) - 1 <= $as_of
"""


def publish_baselines(connection: duckdb.DuckDBPyConnection, *, as_of: date) -> None:
    """Make the table `baselines` of the connection's database.

    Args:
        connection: has the tables `kpi_values` (protected) and `org_units`, and the pipeline's database attached as `warehouse`, with
            `published_before.baselines`: the rows of the release before, which stand as they are.
        as_of: the day of the release.
    """
    connection.execute("create temp table begun as " + _BEGUN, {"as_of": as_of})
    connection.execute("create table baselines as " + _SQL.read_text(), {"as_of": as_of})
    connection.execute("drop table begun")
