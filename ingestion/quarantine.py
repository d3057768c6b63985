"""Quarantine: the rows that did not land, with their raw text, the rule they break and what to do.

It may hold raw identifiers, so folder and files are for their owner only. It is never read by the pipeline.
"""

from pathlib import Path

import duckdb

from ingestion.conforming import Conformed
from ingestion.manifests import Manifest
from ingestion.quoting import literal
from ingestion.reading import BAD, CELLS, Cells
from ingestion.storage import new_file, quarantine_of


def write_quarantine(
    con: duckdb.DuckDBPyConnection, conformed: Conformed, cells: Cells, *, home: Path, manifest: Manifest
) -> None:
    """Write quarantine/<delivery id>/<domain>.<table>.parquet, one row per failing cell; none when every row landed.

    Columns: file_name, line_number, column_name ('' for the record as a whole), value, rule, remedy, raw_row (a JSON
    object of the record's cells, or the text of a record that cannot be split).
    """
    if not conformed.by_rule:
        return
    folder = quarantine_of(home) / manifest.delivery_id
    path = folder / f"{conformed.contract.name}.parquet"
    folder.mkdir(mode=0o700, exist_ok=True)
    raw = "c.c0"
    if cells.header is not None:
        names = [name or f"column {at + 1}" for at, name in enumerate(cells.header.names)]
        raw = f"json_object({', '.join(f'{literal(name)}, c.c{at}' for at, name in enumerate(names))})::varchar"
    with new_file(path, home=home, mode=0o600) as hidden:
        con.execute("set threads = 1")
        con.execute(
            f"""
            copy (
                select {literal(manifest.file_name)} as file_name, f.line_number, f.column_name, f.value, f.rule, f.remedy,
                    case when b.record is null then {raw} else b.text end as raw_row
                from {conformed.failures} f left join {CELLS} c using (record) left join {BAD} b using (record)
                order by f.record, f.entry, f.position, f.column_name, f.rule
            ) to {literal(str(hidden))} (format parquet, compression zstd)
            """
        )
        con.execute("reset threads")
