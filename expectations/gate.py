"""The gate: may this candidate release be published? The one entry of this room.

The rules stand in suites/, how they are run in validating.py, what breaks them is kept by quarantining.py and shown, as
counts, by documenting.py. Whether people can be found back in a release is the auditor's question, in publishing/.
"""

from collections.abc import Collection, Mapping
from pathlib import Path

import duckdb

from expectations.documenting import write_pages
from expectations.quarantining import Evidence, keep_evidence
from expectations.results import ExpectationResult, GateResult
from expectations.rules import IN_THE_CANDIDATE, Rule
from expectations.suites import Suite, load_suites
from expectations.validating import Verdict, validate

__all__ = ["CandidateUnreadableError", "ExpectationResult", "GateResult", "run_gate"]  # what the other rooms may name


class CandidateUnreadableError(ValueError):
    """The file that should hold the candidate cannot be opened."""

    def __init__(self, marts: Path, found: str) -> None:
        super().__init__(
            f"the candidate {marts} cannot be opened read-only: {found}. Build it whole, close every connection that "
            "writes to it, and run the gate again"
        )


def run_gate(marts: Path, *, docs: Path, quarantine: Path, tables: Collection[str] | None = None) -> GateResult:
    """Hold a candidate release to its suites, inside its own DuckDB file.

    Args:
        marts: The candidate's marts.duckdb, with no connection of this process open to it.
        docs: Folder for the pages; made if absent. They hold words and counts, no value of any row.
        quarantine: Folder for the rows that break a rule, of this candidate alone; made with mode 700 if absent.
        tables: The published tables to check; all of them if None.

    Returns:
        The result, passed only if every rule of every table was checked and holds. A rule that cannot be checked has
        failed, in words.

    Raises:
        CandidateUnreadableError: If the file cannot be opened.
        ValueError: If a table has no suite, or none is asked for.
    """
    suites = _asked_for(load_suites(), tables)
    found = _tables_found(marts)
    verdicts = validate(marts, [suite for suite in suites if suite.table in found])
    evidence = keep_evidence(
        marts,
        rules=[rule for suite in suites for rule in suite.rules if suite.table in found],
        verdicts=verdicts,
        quarantine=quarantine,
    )
    results = tuple(
        _result(rule, verdict=verdicts.get(rule.id), evidence=evidence.get(rule.id), missing=_missing(suite, found))
        for suite in suites
        for rule in suite.rules
    )
    page = write_pages(docs, suites=suites, results=results)
    return GateResult(passed=all(result.success for result in results), results=results, page=page)


def _asked_for(suites: Mapping[str, Suite], tables: Collection[str] | None) -> list[Suite]:
    if tables is None:
        return list(suites.values())
    unknown = sorted(set(tables) - suites.keys())
    if unknown or not tables:
        raise ValueError(
            f"no suite for {', '.join(unknown) or 'an empty choice of tables'}; there are suites for "
            f"{', '.join(suites)}. A published table needs a file in expectations/suites"
        )
    return [suites[table] for table in sorted(set(tables))]


def _tables_found(marts: Path) -> dict[str, set[str]]:
    """Return the column names of every table in the file."""
    try:
        with duckdb.connect(str(marts), read_only=True) as connection:
            rows = connection.execute(
                f"select table_name, column_name from information_schema.columns where {IN_THE_CANDIDATE}"
            ).fetchall()
    except duckdb.Error as error:
        raise CandidateUnreadableError(marts, str(error)) from error
    found: dict[str, set[str]] = {}
    for table, column in rows:
        found.setdefault(table, set()).add(column)
    return found


def _missing(suite: Suite, found: Mapping[str, set[str]]) -> str:
    """Say what of the suite's own table is missing, in words; nothing if all is there."""
    if suite.table not in found:
        return f"the candidate has no table {suite.table}"
    columns = [column for column in suite.columns if column not in found[suite.table]]
    return f"the table has no column {', '.join(columns)}" if columns else ""


def _result(rule: Rule, *, verdict: Verdict | None, evidence: Evidence | None, missing: str) -> ExpectationResult:
    problem, rows_found = "", None
    if verdict is None or evidence is None:
        problem = missing or "Great Expectations gave no verdict on it"
    elif verdict.error is not None:
        problem = missing or "something else that it reads is missing, or of another type"
    else:
        rows_found = 0 if verdict.success else evidence.rows if verdict.rows_found is None else verdict.rows_found
    return ExpectationResult(
        table=rule.table,
        expectation_id=rule.name,
        rule=rule.rule,
        matters=rule.matters,
        remedy=rule.remedy,
        success=verdict is not None and verdict.success,
        rows_checked=evidence.rows_checked if evidence else None,
        rows_found=rows_found,
        problem=f"not checked: {problem}" if problem else "",
        rows_path=evidence.file if evidence else None,
    )
