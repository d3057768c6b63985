"""Definitions against contracts: does what sources.yaml and the presets say fit the tables that it fills?

The form of an entry is checked by definitions.py, the content of an export by conforming.py.
"""

import re

from ingestion.contracts import NUMBERS, Column, Contract, load_contracts
from ingestion.definitions import ColumnRule, FileKind, TableRule
from ingestion.yaml_files import suggestion

_MOMENTS = {"DATE", "TIMESTAMP"}


def contract_problems(kind: FileKind, *, where: str) -> list[str]:
    """Compare the tables that a file kind fills with their contracts.

    Args:
        kind: The file kind, everything merged in.
        where: Its path in the YAML, for the messages.

    Returns:
        The problems; empty when there are none.
    """
    contracts = load_contracts()
    problems: list[str] = []
    for index, table in enumerate(kind.tables):
        spot = f"{where}.tables[{index}]"
        if table.table in contracts:
            problems += _table_problems(kind, table, contracts[table.table], spot)
        else:
            hint = suggestion(table.table, contracts)
            problems.append(f"{spot}.table: there is no contract '{table.table}'{hint}; known: {', '.join(contracts)}")
    return problems


def _table_problems(kind: FileKind, table: TableRule, contract: Contract, where: str) -> list[str]:
    columns = {column.name: column for column in contract.filled}
    unpivoted = {name for name in (table.unpivot.value, table.unpivot.name) if name} if table.unpivot else set()
    problems = []
    for name in sorted({*table.columns, *unpivoted} - set(columns)):
        hint = suggestion(name, columns)
        problems.append(
            f"{where}.columns.{name}: {contract.name} has no such column{hint}; it has {', '.join(columns)}"
        )
    for name, column in columns.items():
        rule, spot = table.columns.get(name), f"{where}.columns.{name}"
        if rule is None and name not in unpivoted:
            if column.is_required:
                problems.append(f"{spot}: {contract.name} requires it and no rule fills it")
            continue
        if name in unpivoted and rule is not None and rule.has_origin:
            problems.append(f"{spot}: the unpivot fills it; the rule must not have an origin too")
        if name not in unpivoted and rule is not None and not rule.has_origin:
            problems.append(f"{spot}: one of from, concat, from_file or value is needed")
        problems += [f"{spot}{problem}" for problem in _rule_problems(kind, rule or ColumnRule(), column)]
    return problems


def _rule_problems(kind: FileKind, rule: ColumnRule, column: Column) -> list[str]:
    is_date = column.data_type in _MOMENTS or rule.part is not None
    typed = f"the contract says {column.data_type}"
    groups = tuple(re.compile(kind.pattern).groupindex) if kind.pattern else ()
    found = [
        (is_date and not rule.formats, ': `formats` is needed, such as ["%Y-%m-%d"]'),
        (rule.formats and not is_date, f".formats: {typed}, not a date"),
        (rule.part and column.data_type not in {"INTEGER", "BIGINT"}, f".part: {typed}, not an integer"),
        (rule.end_date and column.data_type != "DATE", f".end_date: {typed}, not a date"),
        (rule.end_date and kind.end_date_is is None, ".end_date: say `end_date_is: last_day` or `first_day_out`"),
        (rule.multiply is not None and column.data_type not in NUMBERS, f".multiply: {typed}, not a number"),
        (rule.duration and column.unit is None, ".duration: the contract gives the column no unit of time"),
        (
            rule.from_file is not None and rule.from_file not in groups,
            f".from_file: the pattern has no group '{rule.from_file}'; it has {', '.join(groups) or 'none'}",
        ),
    ]
    problems = [problem for is_wrong, problem in found if is_wrong]
    results = {*rule.map.values(), rule.otherwise} - {"keep"}
    if rule.value is not None and not rule.map:
        results.add(rule.value)
    wrong = sorted(str(each) for each in results - {None} if each not in column.allowed)
    if column.allowed and wrong:
        problems.append(f": {', '.join(wrong)} is not allowed; allowed are {', '.join(column.allowed)}")
    return problems
