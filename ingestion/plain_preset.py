"""The preset `plain`, generated from the contracts: CSV files whose columns already have the contracts' names.

Belongs here: how a contract column is read out of such a file. The caller writes the file. What a vendor does differently stands in a
preset of its own.
"""

from collections.abc import Mapping
from typing import Any

from ingestion.contracts import TECHNICAL, Column, Contract, load_contracts

PLAIN_PRESET_HEADER = """\
# Generated from the contracts by `python -m orchestration.commands generated`: change those, not this.
#
# Plain CSV whose columns have the names of the contracts (ingestion/contracts): for what no system exports, and for companies that
# write their own extracts. A file is named after its table: surveys.csv, or surveys_2025-12-31.csv.
#
# To use it
# - UTF-8, comma, decimal point, dates 2025-12-31, times 2025-12-31 09:41:00 (local time of the company, or with an offset:
#   2025-12-31T09:41:00+01:00), true and false. Columns that a contract does not require may be missing.
# - Keys (..._key) hold the ids themselves (employee numbers, addresses, numbers of contracts): they are replaced by keyed hashes on the way
#   in. The same person must have the same source_person_key in every file of one source.
# - valid_to and ended_on are the first day that no longer counts; last_day_on is the last day that does.
# - Without a day in the file names give the source a `known_on: YYYY-MM-DD`.
"""
_FORMATS = {
    "DATE": ["%Y-%m-%d"],
    "TIMESTAMP": ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S%z"],
}


def plain_preset_yaml(contracts: Mapping[str, Contract] | None = None) -> dict[str, Any]:
    """The content of the preset, to be dumped as YAML below PLAIN_PRESET_HEADER.

    Args:
        contracts: Contracts by name; None for those of this package.
    """
    listed = (load_contracts() if contracts is None else contracts).values()
    return {
        "preset": "plain",
        "description": "CSV files named after the contract tables, with the contracts' columns",
        "defaults": {
            "kind": "csv",
            "encodings": ["utf-8-sig"],
            "delimiter": ",",
            "decimal": ".",
            "delivery": "full",
        },
        "files": {contract.table: _file(contract) for contract in listed},
    }


def _file(contract: Contract) -> dict[str, Any]:
    columns = [column for column in contract.columns if column.name not in TECHNICAL]
    return {
        "pattern": rf"{contract.table}(_(?P<known_on>\d{{4}}-\d{{2}}-\d{{2}}|\d{{8}}))?\.csv",
        "required": [column.name for column in columns if column.is_required],
        "tables": [{"table": contract.name, "columns": {column.name: _column(column) for column in columns}}],
    }


def _column(column: Column) -> dict[str, Any]:
    formats = _FORMATS.get(column.data_type)
    return {"from": column.name} | ({"formats": list(formats)} if formats else {})
