"""Keeping the evidence: the rows that break a rule, in files that only the pipeline's own user can read.

The pages that everybody may see get counts, from documenting.py. Rows of deliveries that cannot be read are kept by
ingestion.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from expectations.rules import Rule, reading
from expectations.validating import Verdict


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What DuckDB counts for one rule, beside the verdict.

    Attributes:
        rows_checked: Rows that the rule looks at; None if they cannot be counted.
        rows: Rows that break it; None if there is nothing to keep or they cannot be selected.
        file: Where they are kept, or the message if the rule could not be checked; None if the rule holds.
    """

    rows_checked: int | None
    rows: int | None
    file: Path | None


def keep_evidence(
    marts: Path, *, rules: Sequence[Rule], verdicts: Mapping[str, Verdict], quarantine: Path
) -> dict[str, Evidence]:
    """Count what each rule looked at, and write what breaks it.

    Args:
        marts: The candidate's DuckDB file, opened read-only here.
        rules: The rules that were run; their tables exist.
        verdicts: What was found, by rule id.
        quarantine: Folder for `<rule id>.parquet` with the failing rows, or `<rule id>.error.txt` with the database's
            message, which may quote values. Its mode is set to 700, that of the files to 600.

    Returns:
        The evidence by rule id.
    """
    quarantine.mkdir(parents=True, exist_ok=True, mode=0o700)
    quarantine.chmod(0o700)
    with duckdb.connect(str(marts), read_only=True) as connection:
        return {
            rule.id: _evidence(connection, rule, verdict=verdicts[rule.id], quarantine=quarantine)
            for rule in rules
            if rule.id in verdicts
        }


def _evidence(connection: duckdb.DuckDBPyConnection, rule: Rule, *, verdict: Verdict, quarantine: Path) -> Evidence:
    if verdict.error is not None:
        file = quarantine / f"{rule.id}.error.txt"
        file.write_text(f"{rule.rule}\n\n{verdict.error}\n", encoding="utf-8")
        file.chmod(0o600)
        return Evidence(rows_checked=None, rows=None, file=file)
    rows_checked = _count(connection, reading(rule.table, rule.checked))
    if verdict.success:
        return Evidence(rows_checked=rows_checked, rows=None, file=None)
    file = quarantine / f"{rule.id}.parquet"
    target = str(file).replace("'", "''")
    rows = _count(connection, f"copy ({reading(rule.table, rule.failing)}) to '{target}' (format parquet)")
    file.chmod(0o600)
    return Evidence(rows_checked=rows_checked, rows=rows, file=file)


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    if row is None:
        raise RuntimeError(f"a count was expected from: {sql}")
    return int(row[0])
