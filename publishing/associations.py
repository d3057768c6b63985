"""Associations as they may be shown: the table `training_performance`.

Belongs here: making that table. What is withheld stands in sql/training_performance.sql, the correlations in impact/association.py.
"""

from pathlib import Path

import duckdb

_SQL = Path(__file__).resolve().parent / "sql"


def publish_associations(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `training_performance`.

    Args:
        connection: writes the candidate; has the pipeline's database attached as `warehouse`.
    """
    connection.execute((_SQL / "macros.sql").read_text(encoding="utf-8"))
    connection.execute((_SQL / "training_performance.sql").read_text(encoding="utf-8"))
