"""Every rule bites: the good release passes it, and each of its mutants fails it, by what is found and not by an error.

Built-in expectations are tried in Great Expectations. A rule in SQL is the same text there and in DuckDB, so only its
first mutant goes through the library, which costs a tenth of a second, and of the rules that all tables share only one
table's; the others break the release in a transaction that is rolled back.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import duckdb
import pytest

from expectations.gate import GateResult
from expectations.quarantining import keep_evidence
from expectations.rules import reading
from expectations.suites import load_suites
from expectations.validating import validate
from tests.expectations.breaking import mutants_of

SUITES = load_suites()
RULES = {rule.id: rule for suite in SUITES.values() for rule in suite.rules}
MUTANTS = [mutant for suite in SUITES.values() for mutant in mutants_of(suite)]
FIRST = [next(mutants) for _, mutants in groupby(MUTANTS, key=lambda mutant: mutant[0])]


def _goes_through_the_library(broken: tuple[str, ...], sql: str) -> bool:
    rule = RULES[broken[0]]
    if rule.expectation != "UnexpectedRowsExpectation":
        return True
    is_shared = rule.name in {"column_types", "no_at_sign", "no_hash"}
    return (broken, sql) in FIRST and (not is_shared or rule.table == "periods")


THROUGH_THE_LIBRARY = [mutant for mutant in MUTANTS if _goes_through_the_library(*mutant)]
IN_SQL = [mutant for mutant in MUTANTS if mutant not in THROUGH_THE_LIBRARY]


@pytest.fixture(scope="module")
def connection(good_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a copy of the good release, for transactions that are rolled back."""
    file = tmp_path_factory.mktemp("rolled_back") / "marts.duckdb"
    shutil.copy(good_release, file)
    with duckdb.connect(str(file)) as opened:
        yield opened


def test_every_rule_has_a_mutant_and_every_mutant_a_rule() -> None:
    assert {rule for broken, _ in MUTANTS for rule in broken} == set(RULES)


def test_good_release_passes_every_rule(held: GateResult) -> None:
    assert {f"{each.table}.{each.expectation_id}" for each in held.results if each.success} == set(RULES)


def _each(mutants: list[tuple[tuple[str, ...], str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("broken", "sql"), mutants, ids=[f"{broken[0]}: {sql}" for broken, sql in mutants])


@_each(THROUGH_THE_LIBRARY)
def test_mutant_fails_its_rule(broken: tuple[str, ...], sql: str, broken_by: Callable[[str], Path]) -> None:
    """The rows kept for the steward are also the rows that the library found."""
    rules, file = [RULES[rule] for rule in broken], broken_by(sql)
    verdicts = validate(file, [replace(SUITES[rules[0].table], rules=tuple(rules))])
    evidence = keep_evidence(file, rules=rules, verdicts=verdicts, quarantine=file.parent / "quarantine")
    for rule in rules:
        verdict, kept = verdicts[rule.id], evidence[rule.id]
        assert (verdict.success, verdict.error) == (False, None), rule.id
        assert verdict.rows_found in {kept.rows, None}, rule.id
        assert kept.rows or rule.name in {"has_rows", "is_one_row"}, rule.id


@_each(IN_SQL)
def test_further_mutant_fails_its_rule(
    broken: tuple[str, ...], sql: str, connection: duckdb.DuckDBPyConnection
) -> None:
    (rule,) = (RULES[rule] for rule in broken)
    connection.execute("begin")
    try:
        connection.execute(sql)
        found = connection.execute(reading(rule.table, rule.failing)).fetchall()
    finally:
        connection.execute("rollback")
    assert found != []
