"""Delimited text from columns of text, exactly as a vendor writes it: delimiter, line end, encoding, header rows.

Belongs here: the writing of columns to a file. Not here: making the columns (texts.py) and which columns a vendor's
file has (exports_*.py). Work is done column by column, so that a million rows take seconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from ingestion.company.texts import Texts

ROWS_AT_A_TIME = 200_000
Columns = Mapping[str, Texts]
LiteralRow = Mapping[str, str]
"""A row as it shall stand in the file, text by header."""

# The stubs of pyarrow do not know that a compute function takes arrays and plain texts side by side.
_compute: Any = pc


@dataclass(frozen=True)
class Style:
    """How a vendor writes delimited text. A cell is quoted where it has to be."""

    delimiter: str
    line_end: str
    encoding: str


def write_delimited(
    path: Path,
    columns: Columns,
    *,
    style: Style,
    further_headers: Sequence[Sequence[str]] = (),
    literal_rows: Sequence[LiteralRow] = (),
) -> int:
    """Write a file: the names of the columns, further header rows, the columns' rows, then rows given cell by cell.

    Args:
        path: file to write; its folder exists.
        columns: texts of equal length by header; null is an empty cell.
        style: the vendor's way of writing.
        further_headers: header rows below the first, each with one cell a column.
        literal_rows: rows as they shall stand; a missing header is an empty cell.

    Returns:
        The number of rows without the header rows.

    Raises:
        ValueError: a literal row names a column that the file has not, or a text has no place in the encoding.
    """
    names = list(columns)
    unknown = {name for row in literal_rows for name in row} - set(names)
    if unknown:
        raise ValueError(f"{path.name} has no column {sorted(unknown)}; it has {names}")
    count = len(next(iter(columns.values())))
    with path.open("wb") as file:
        file.writelines(_line(row, style) for row in (names, *further_headers))
        for start in range(0, count, ROWS_AT_A_TIME):
            cells = [_quoted(column.slice(start, ROWS_AT_A_TIME), style) for column in columns.values()]
            lines = _compute.binary_join_element_wise(
                *cells, style.delimiter, null_handling="replace", null_replacement=""
            )
            file.write((style.line_end.join(lines.to_pylist()) + style.line_end).encode(style.encoding))
        file.writelines(_line([row.get(name, "") for name in names], style) for row in literal_rows)
    return count + len(literal_rows)


def _line(cells: Sequence[str], style: Style) -> bytes:
    return (style.delimiter.join(_cell(text, style) for text in cells) + style.line_end).encode(style.encoding)


def _cell(text: str, style: Style) -> str:
    if any(mark in text for mark in (style.delimiter, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text


def _quoted(texts: Texts, style: Style) -> Texts:
    """`_cell` for a whole column."""
    needed = _compute.match_substring_regex(texts, f'[{style.delimiter}"\\r\\n]')
    if not _compute.any(needed).as_py():
        return texts
    inner = _compute.replace_substring(texts, '"', '""')
    quoted: Texts = _compute.if_else(needed, _compute.binary_join_element_wise('"', inner, '"', ""), texts)
    return quoted
