"""dbt's source files, generated from the contracts, so that shape is written down once.

The caller writes the files; dbt itself is known to orchestration only.
"""

from collections.abc import Mapping
from typing import Any

from ingestion.contracts import Contract, load_contracts
from ingestion.deliveries import LANDING_TABLES

DBT_SOURCES_HEADER = (
    "# Generated from the contracts by `python -m orchestration.commands generated`: change those, not this.\n"
)
_LANDING = "{{ env_var('LEARNING_IMPACT_HOME') }}/landing"


def dbt_sources_yaml(contracts: Mapping[str, Contract] | None = None) -> dict[str, dict[str, Any]]:
    """The content of dbt's source files: one for every domain, and `landing` for the tables about deliveries.

    Args:
        contracts: Contracts by name; None for those of this package.

    Returns:
        By name of the source (the domain, or `landing`) a mapping to be dumped as YAML.
    """
    tables: dict[str, list[dict[str, Any]]] = {}
    for contract in (load_contracts() if contracts is None else contracts).values():
        # The folder of a delivery that is being written begins with a dot, which the glob * leaves out.
        files = f"{_LANDING}/{contract.domain}/{contract.table}/*/*.parquet"
        location = f"read_parquet('{files}', union_by_name = true, hive_partitioning = false)"
        columns = [
            {"name": column.name, "data_type": column.data_type.lower(), "description": column.description}
            for column in contract.columns
        ]
        description = f"{contract.purpose} Grain: {contract.grain}."
        tables.setdefault(contract.domain, []).append(_table(contract.table, description, location, columns))
    tables["landing"] = [
        _landing_table(name, description, columns) for name, (description, columns) in LANDING_TABLES.items()
    ]
    return {
        name: {"version": 2, "sources": [{"name": name, "tables": listed}]} for name, listed in sorted(tables.items())
    }


def _landing_table(name: str, description: str, columns: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    listed = [{"name": each, "data_type": kind, "description": text} for each, (kind, text) in columns.items()]
    return _table(name, description, f"read_parquet('{_LANDING}/{name}.parquet')", listed)


def _table(name: str, description: str, location: str, columns: list[dict[str, str]]) -> dict[str, Any]:
    meta = {"external_location": location}
    return {"name": name, "description": description, "config": {"meta": meta}, "columns": columns}
