"""Cells to rows of contract tables: picks, checks ambiguity, types, hashes and splits good rows from bad ones.

The SQL of a single column is made in picking.py, casting.py and dates.py; here it is put together and run, whole
columns at a time. What comes out lies in two temporary tables per contract table; landing.py writes them to disk.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from ingestion.casting import Check, checks, date_column, mapped, typed
from ingestion.contracts import Contract
from ingestion.definitions import ColumnRule, FileKind, TableRule
from ingestion.errors import AmbiguousColumn, AmbiguousDates, HeaderMismatch
from ingestion.picking import Picker
from ingestion.pseudonyms import PseudonymKey, hash_column, prefix
from ingestion.quoting import literal
from ingestion.reading import BAD, CELLS, Cells


@dataclass(frozen=True)
class Conformed:
    """The rows of one contract table of one file.

    Attributes:
        contract: The table.
        good: Name of the relation of rows to land: record, line_number, row_number and the filled columns.
        failures: Name of the relation of failures: record, line_number, column_name, value, rule, remedy.
        rows_read: Rows read, good and bad.
        rows_good: Rows to land.
        by_rule: Rows in quarantine by rule; a row that fails twice counts under both.
    """

    contract: Contract
    good: str
    failures: str
    rows_read: int
    rows_good: int
    by_rule: Mapping[str, int]


@dataclass(frozen=True)
class Conforming:
    """What conforming a file needs besides its cells."""

    file_name: str
    kind: FileKind
    groups: Mapping[str, str]
    tenant: str
    source: str
    key: PseudonymKey


def conform(
    con: duckdb.DuckDBPyConnection, cells: Cells, contracts: Mapping[str, Contract], how: Conforming
) -> list[Conformed]:
    """Make the rows of every contract table that a file fills.

    Args:
        con: Holds the table of cells; gets the tables of rows and failures.
        cells: What was read.
        contracts: Contracts by name.
        how: The definition, the names that enter the hashes, and the key.

    Raises:
        AmbiguousDates: A column of dates can be read in two ways.
        HeaderMismatch: An unpivot finds no column.
    """
    picker = Picker(how.kind, cells.header, how.groups)
    if cells.header is None:
        _refuse_absent_paths(con, picker, how)
    ambiguous: list[AmbiguousColumn] = []
    for index, table in enumerate(how.kind.tables):
        if table.unpivot and cells.header and not cells.header.unpivoted(table.unpivot):
            raise HeaderMismatch(
                how.file_name,
                f"no column matches the unpivot '{table.unpivot.columns}' of {table.table}; "
                f"the header holds {', '.join(filter(None, cells.header.names))}.",
                "Adapt the pattern, or ask for the complete export.",
            )
        contract = contracts[table.table]
        con.execute(f"create or replace temp table picked_{index} as {picker.query(table, contract, relation=CELLS)}")
        ambiguous += _ambiguous_columns(con, table, contract, relation=f"picked_{index}")
    if ambiguous:
        raise AmbiguousDates(how.file_name, tuple(dict.fromkeys(ambiguous)))
    for index, table in enumerate(how.kind.tables):
        _type(con, table, contracts[table.table], how, index)
    names = dict.fromkeys(table.table for table in how.kind.tables)
    conformed = [_gather(con, contracts[name], cells, how.kind) for name in names]
    for index, _ in enumerate(how.kind.tables):
        con.execute(f"drop table read_{index}; drop table good_{index}; drop table failures_{index}")
    return conformed


def _refuse_absent_paths(con: duckdb.DuckDBPyConnection, picker: Picker, how: Conforming) -> None:
    """NDJSON has no header: a required path is missing when no record has it."""
    for path in how.kind.required:
        ((records, having),) = con.execute(f"select count(*), count({picker.cell(path)}) from {CELLS}").fetchall()
        if records and not having:
            remedy = "Ask for the complete export, or adapt `required` and the rules."
            raise HeaderMismatch(how.file_name, f"none of its {records} record(s) has the path '{path}'.", remedy)


def _ambiguous_columns(
    con: duckdb.DuckDBPyConnection, table: TableRule, contract: Contract, *, relation: str
) -> list[AmbiguousColumn]:
    found = []
    for column in contract.filled:
        rule = table.columns.get(column.name)
        if rule is not None and rule.formats:
            name = " or ".join(rule.reads) or (table.unpivot.columns if table.unpivot else column.name)
            found.append(
                date_column(rule).find_ambiguity(
                    con, relation=relation, value=f"r_{column.name}", line="line_number", column=name
                )
            )
    return [each for each in found if each is not None]


def _type(con: duckdb.DuckDBPyConnection, table: TableRule, contract: Contract, how: Conforming, index: int) -> None:
    """Make good_<index>, the rows that pass every check, and failures_<index>, one row per failing cell."""
    rules = {column.name: table.columns.get(column.name, ColumnRule()) for column in contract.filled}
    maps = ", ".join(f"{mapped(each, rules[each.name])} as m_{each.name}" for each in contract.filled)
    types = ", ".join(f"{typed(each, rules[each.name], how.kind)} as t_{each.name}" for each in contract.filled)
    con.execute(
        f"create or replace temp table read_{index} as select *, {types} from (select *, {maps} from picked_{index})"
    )
    con.execute(f"drop table picked_{index}")
    columns, joins = [], ""
    for column in contract.filled:
        value = f"try_cast(t_{column.name} as {column.data_type})"
        if column.pseudonym_kind is not None:
            keys = f"keys_{index}_{column.name}"
            before = prefix(column.pseudonym_kind, tenant=how.tenant, source=how.source)
            hash_column(con, relation=f"read_{index}", column=f"t_{column.name}", into=keys, before=before, key=how.key)
            joins += f" left join {keys} on {keys}.id = t_{column.name}"
            value = f"{keys}.key"
        columns.append(f"{value} as {column.name}")
    tests = [_SHIFTED] + [each for column in contract.filled for each in checks(column, rules[column.name], how.kind)]
    passes = " and ".join(f"not coalesce({each.fails}, false)" for each in tests)
    con.execute(
        f"""
        create or replace temp table good_{index} as
        select record, line_number, position, {", ".join(columns)} from read_{index}{joins} where {passes}
        """
    )
    failures = " union all ".join(
        f"""
        select record, line_number, position, {literal(each.column)} as column_name,
            {f"r_{each.column}" if each.column else "null::varchar"} as value,
            {literal(each.rule)} as rule, {literal(each.remedy)} as remedy
        from read_{index} where {each.fails}
        """
        for each in tests
    )
    con.execute(f"create or replace temp table failures_{index} as {failures}")


_SHIFTED = Check(
    column="",
    fails="is_shifted",
    rule="cell_without_header",
    remedy="A cell under no header is filled: is a cell that holds the delimiter not quoted?",
)


def _gather(con: duckdb.DuckDBPyConnection, contract: Contract, cells: Cells, kind: FileKind) -> Conformed:
    """Join what several rules give for one table, in the order of the file."""
    entries = [index for index, table in enumerate(kind.tables) if table.table == contract.name]
    good, failures = (f"{mark}_{contract.domain}_{contract.table}" for mark in ("rows", "failures"))
    columns = ", ".join(column.name for column in contract.filled)
    every = " union all ".join(f"select record, position, {at} as entry from read_{at}" for at in entries)
    union = " union all ".join(f"select *, {at} as entry from good_{at}" for at in entries)
    con.execute(
        f"""
        create or replace temp table {good} as
        with numbered as (
            select *, row_number() over (order by record, entry, position) as row_number from ({every})
        )
        select line_number, row_number, {columns} from ({union}) join numbered using (record, entry, position)
        """
    )
    union = " union all ".join(f"select *, {at} as entry from failures_{at}" for at in entries)
    con.execute(
        f"""
        create or replace temp table {failures} as
        select record, line_number, entry, position, column_name, value, rule, remedy from ({union})
        union all
        select record, line_number, entry, 0, '', null, rule, remedy from {BAD}, unnest({entries}) as t(entry)
        """
    )
    rows_read, rows_good = (
        con.execute(f"select count(*) from {each}").fetchall()[0][0] for each in (f"({every})", good)
    )
    by_rule = con.execute(
        f"select rule, count(distinct (record, entry, position)) from {failures} group by rule order by rule"
    ).fetchall()
    return Conformed(
        contract=contract,
        good=good,
        failures=failures,
        rows_read=rows_read + cells.bad * len(entries),
        rows_good=rows_good,
        by_rule=dict(by_rule),
    )
