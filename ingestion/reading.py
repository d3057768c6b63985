"""Files to cells: CSV, NDJSON and inline rows become one DuckDB table of text, with the line of every record.

A block of bytes is cut at record ends (records.py) and split by Arrow. Nothing is typed, trimmed or renamed here; that
is conforming's part. A record that cannot be split goes to quarantine as text; a file in which it is unknown where
records begin is refused.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any, Literal, cast

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
from numpy.typing import NDArray

from ingestion.decoding import TextFile
from ingestion.definitions import FileKind
from ingestion.errors import BrokenQuoting, HeaderMismatch, UnreadableFile
from ingestion.headers import Header
from ingestion.quoting import literal
from ingestion.records import Records, find_records

CELLS = "cells"  # record, line_number, then the cells c0, c1, ...
BAD = "bad_records"  # record, line_number, text, rule, remedy
_BLOCK = 1 << 24
_LONGEST_RECORD = 1 << 26
_BAD_SCHEMA = pa.schema(
    [pa.field(name, pa.int64()) for name in ("record", "line_number")]
    + [pa.field(name, pa.string()) for name in ("text", "rule", "remedy")]
)


@dataclass(frozen=True)
class Cells:
    """What was read into the table CELLS and, where a record could not be split, into BAD.

    Attributes:
        header: The columns; None for NDJSON, whose one cell is the JSON text.
        records: Number of records, bad ones included.
        bad: Number of records that could not be split.
    """

    header: Header | None
    records: int
    bad: int


def read_csv(con: duckdb.DuckDBPyConnection, text: TextFile, *, kind: FileKind, file_name: str) -> Cells:
    """Read a CSV into the table CELLS.

    Args:
        con: Where the table is made.
        text: The file as UTF-8.
        kind: Delimiter, quote and header rows; needed columns.
        file_name: For messages.

    Raises:
        BrokenQuoting: A quoted field is not closed.
        HeaderMismatch: The header lacks a required column, or names a needed one twice.
    """
    header: Header | None = None
    records = bad = 0
    blocks = _blocks(text, delimiter=kind.delimiter, quote=kind.quote, file_name=file_name, first=kind.header_rows)
    for block, found in blocks:
        data = found
        if header is None:
            header = Header.read(_header_rows(block, found, kind, file_name), kind=kind, file_name=file_name)
            _make_cells(con, len(header.names))
            data = found.without_first(kind.header_rows)
        table, rejected = _split(block, data, first_record=records + 1, kind=kind, width=len(header.names))
        con.from_arrow(table).insert_into(CELLS)
        con.from_arrow(rejected).insert_into(BAD)
        bad += rejected.num_rows
        records += len(data.start)
    if header is None:
        raise UnreadableFile(file_name, "it is empty.", "Run the export again.")
    if bad and bad == records:
        raise HeaderMismatch(
            file_name,
            f"none of its {records} record(s) has the {len(header.names)} columns of the header.",
            f"Check `header_rows`, `quote` and the delimiter {kind.delimiter!r}, or ask for a sound export.",
        )
    return Cells(header=header, records=records, bad=bad)


def read_ndjson(con: duckdb.DuckDBPyConnection, text: TextFile, *, file_name: str) -> Cells:
    """Read one JSON object per line into the table CELLS; a line that is none goes to BAD."""
    _make_cells(con, 1)
    records = 0
    for block, found in _blocks(text, delimiter=",", quote="", file_name=file_name):
        ordinals = records + 1 + np.arange(len(found.start))
        con.from_arrow(_table([_texts(block, found)], ordinals, found.line)).insert_into(CELLS)
        records += len(ordinals)
    is_object = "case when json_valid(c0) then json_type(c0) = 'OBJECT' else false end"
    remedy = "Ask the supplier for one JSON object on each line."
    con.execute(
        f"""
        insert into {BAD}
        select record, line_number, c0, 'not_a_json_object', {literal(remedy)} from {CELLS} where not ({is_object})
        """
    )
    con.execute(f"delete from {CELLS} where not ({is_object})")
    return Cells(None, records, records - _count(con, CELLS))


def read_rows(con: duckdb.DuckDBPyConnection, *, kind: FileKind, file_name: str) -> Cells:
    """Put the inline rows of a definition into the table CELLS; their line number is their order."""
    names = list(dict.fromkeys(name for row in kind.rows for name in row))
    header = Header.read([names], kind=kind, file_name=file_name)
    _make_cells(con, len(names))
    ordinals = 1 + np.arange(len(kind.rows))
    columns = [pa.array([row.get(name) for row in kind.rows], pa.string()) for name in names]
    con.from_arrow(_table(columns, ordinals, ordinals)).insert_into(CELLS)
    return Cells(header, len(kind.rows), 0)


def _blocks(
    text: TextFile, *, delimiter: str, quote: str, file_name: str, first: int = 0
) -> Iterator[tuple[bytes, Records]]:
    """Blocks of bytes with the complete records in them, of which the first block holds so many at least."""
    line, rest = 1, b""
    with text.path.open("rb") as file:
        file.seek(text.start)
        chunk = file.read(_BLOCK)
        while chunk or rest:
            following = file.read(_BLOCK)
            block, is_last = rest + chunk, not following
            found = find_records(block, delimiter=delimiter, quote=quote, first_line=line, is_last=is_last)
            _refuse_open_quotes(found, file_name, is_last=is_last, left=len(block) - found.consumed)
            if len(found.start) < first and not is_last:
                rest, chunk = block, following
                continue
            yield block, found
            if is_last:
                return
            first = 0
            rest, chunk = block[found.consumed :], following
            line += found.lines_consumed


def _refuse_open_quotes(found: Records, file_name: str, *, is_last: bool, left: int) -> None:
    swallowing = np.flatnonzero(found.is_broken & (found.lines > 1))
    line = found.open_line if is_last or left > _LONGEST_RECORD else None
    if len(swallowing):
        line = int(found.line[swallowing[0]])
    if line is not None:
        raise BrokenQuoting(
            file_name,
            f"a quoted field in the record that starts on line {line} is not closed, so that the lines after it would "
            "be read as part of it.",
            "Ask for an export that doubles the quotes inside a field, or repair the line; "
            "if the export does not quote at all, set `quote: ''`.",
        )
    if left > _LONGEST_RECORD:
        raise UnreadableFile(file_name, f"a record is longer than {_LONGEST_RECORD >> 20} MB.", "Check the line ends.")


def _header_rows(block: bytes, found: Records, kind: FileKind, file_name: str) -> list[list[str]]:
    spans = zip(found.start[: kind.header_rows], found.end[: kind.header_rows], strict=True)
    texts = [block[start:end].decode() for start, end in spans]
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if kind.quote else csv.QUOTE_NONE
    quote = kind.quote or None
    try:
        rows = (csv.reader([text], delimiter=kind.delimiter, quotechar=quote, quoting=quoting) for text in texts)
        return [row for reader in rows for row in reader]
    except csv.Error as error:
        remedy = "Check the delimiter, the quote and the line ends of the file."
        raise HeaderMismatch(file_name, f"its header cannot be split ({error}).", remedy) from error


def _split(block: bytes, found: Records, *, first_record: int, kind: FileKind, width: int) -> tuple[pa.Table, pa.Table]:
    """Split the records of a block into rows of CELLS; of another width or with broken quoting, into rows of BAD."""
    names = [f"c{index}" for index in range(width)]
    ordinals = first_record + np.arange(len(found.start))
    if not len(ordinals):
        return _table([pa.array([], pa.string())] * width, ordinals, found.line), _BAD_SCHEMA.empty_table()
    ragged: dict[int, tuple[int, int]] = {}

    def keep_apart(row: pa_csv.InvalidRow) -> Literal["skip"]:
        number = cast("int", row.number)  # known, since one thread reads
        ragged[number - 2] = (row.expected_columns, row.actual_columns)
        return "skip"

    # Arrow drops a byte order mark at the start of what it reads; a first row of our own keeps one in a cell.
    first = f"x{kind.delimiter * (width - 1)}\n".encode()
    body = pa.py_buffer(first + block[int(found.start[0]) : int(found.end[-1])])
    cells = pa_csv.read_csv(
        cast("IO[bytes]", pa.BufferReader(body)),
        read_options=pa_csv.ReadOptions(column_names=names, use_threads=False, block_size=len(body) + 1),
        parse_options=pa_csv.ParseOptions(
            delimiter=kind.delimiter,
            quote_char=kind.quote or False,
            newlines_in_values=True,
            invalid_row_handler=keep_apart,
        ),
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
        ),
    )
    cells = cells.slice(1)
    is_split = np.ones(len(ordinals), dtype=bool)
    is_split[list(ragged)] = False
    if cells.num_rows != int(is_split.sum()):
        raise AssertionError(f"Arrow found {cells.num_rows} records where {int(is_split.sum())} begin")
    sound = ~found.is_broken[is_split]
    is_good = is_split & ~found.is_broken
    columns = [column.combine_chunks() for column in cells.filter(pa.array(sound)).columns]
    rows = [_bad(block, found, int(at), int(ordinals[at]), ragged.get(int(at))) for at in np.flatnonzero(~is_good)]
    bad = pa.Table.from_pylist(rows, schema=_BAD_SCHEMA)
    return _table(columns, ordinals[is_good], found.line[is_good]), bad


def _bad(block: bytes, found: Records, at: int, record: int, widths: tuple[int, int] | None) -> dict[str, object]:
    text = block[int(found.start[at]) : int(found.end[at])].decode().rstrip("\r\n")
    rule, remedy = "broken_quoting", "Double the quotes inside the field, or quote the field as a whole."
    if widths is not None and not found.is_broken[at]:
        rule = "ragged_row"
        remedy = f"The header has {widths[0]} columns, this record {widths[1]}: quote cells that hold the delimiter."
    return {"record": record, "line_number": int(found.line[at]), "text": text, "rule": rule, "remedy": remedy}


def _texts(block: bytes, found: Records) -> "pa.Array[Any]":
    """The records' texts as an Arrow array that shares the block's bytes; blank lines between them are left out."""
    size = len(found.start)
    if not size:
        return pa.array([], pa.string())
    bounds = np.empty(2 * size + 1, dtype=np.int32)
    bounds[0:-1:2], bounds[1::2], bounds[-1] = found.start, found.end, found.end[-1]
    buffers = [None, pa.py_buffer(bounds.tobytes()), pa.py_buffer(block)]
    return pa.Array.from_buffers(pa.string(), 2 * size, buffers).take(np.arange(0, 2 * size, 2))


def _make_cells(con: duckdb.DuckDBPyConnection, width: int) -> None:
    cells = ", ".join(f"c{index} varchar" for index in range(width))
    con.execute(f"create temp table {CELLS} (record bigint, line_number bigint, {cells})")
    con.execute(
        f"create temp table {BAD} (record bigint, line_number bigint, text varchar, rule varchar, remedy varchar)"
    )


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    ((count,),) = con.execute(f"select count(*) from {table}").fetchall()
    return int(count)


def _table(columns: "Sequence[pa.Array[Any]]", ordinals: NDArray[np.int64], lines: NDArray[np.int64]) -> pa.Table:
    names = ["record", "line_number", *(f"c{index}" for index in range(len(columns)))]
    return pa.table([pa.array(ordinals, pa.int64()), pa.array(lines, pa.int64()), *columns], names=names)
