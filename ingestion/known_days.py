"""The day on which the content of a file was known, which orders deliveries and decides what a run may see.

It is never taken from a clock or from the file system: without a declared day the file is refused.
"""

from datetime import date

import duckdb

from ingestion.dates import DateColumn, DateFormat
from ingestion.definitions import FileKind
from ingestion.errors import UnknownDate
from ingestion.finding import FoundFile
from ingestion.picking import Picker
from ingestion.quoting import literal
from ingestion.reading import CELLS, Cells


def known_day(con: duckdb.DuckDBPyConnection, kind: FileKind, file: FoundFile, cells: Cells) -> date:
    """A literal day, else the one in the file's name, else the one day that a column holds.

    Args:
        con: Holds the table of cells.
        kind: The file kind.
        file: The file, with the groups of its name.
        cells: What was read.

    Raises:
        UnknownDate: None of the three is declared, or what stands there is no day.
    """
    if isinstance(kind.known_on, date):
        return kind.known_on
    named = file.groups.get("known_on")
    if named is not None:
        try:
            return date.fromisoformat(named)
        except ValueError as error:
            remedy = "The group `known_on` of the pattern must take YYYY-MM-DD or YYYYMMDD."
            raise UnknownDate(file.file_name, f"'{named}' in its name is no date.", remedy) from error
    if kind.known_on is None:
        raise UnknownDate(
            file.file_name,
            "nothing says when its content was known.",
            "Give a literal `known_on`, a group (?P<known_on>...) in its `pattern`, or `known_on: {column: ...}`.",
        )
    cell = Picker(kind, cells.header, file.groups).cell(kind.known_on.column)
    formats = DateColumn(tuple(DateFormat.parse(each) for each in kind.known_on.formats))
    days = con.execute(
        f"""
        select distinct {formats.read("raw", data_type="DATE", timezone=kind.timezone)} as day
        from (select {cell} as raw from {CELLS}) order by day nulls first limit 3
        """
    ).fetchall()
    if len(days) != 1 or days[0][0] is None:
        found = ", ".join(str(day or "no date") for (day,) in days) or "no row"
        reason = (
            f"column {literal(kind.known_on.column)} must hold one and the same day in every row; it holds {found}."
        )
        raise UnknownDate(file.file_name, reason, "Correct `known_on` or its formats, or give a literal.")
    day: date = days[0][0]
    return day
