"""Running rules through Great Expectations, inside DuckDB: the only file that knows how the library is driven.

What the rules are stands in suites.py, what is made of a verdict in gate.py, its own pages in documenting.py.
The library is imported in the function that needs it: that costs seconds which a run without a gate should not pay.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.rules import Rule
from expectations.suites import Suite

if TYPE_CHECKING:
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.datasource.fluent.sql_datasource import SQLDatasource

# Counts only: no list of values, no rows, no index of them comes back from the library.
COUNTS_ONLY: Mapping[str, Any] = {"result_format": "SUMMARY", "partial_unexpected_count": 0}

# Without these the connection is closed before the library fetches, and every aggregate raises "list index out of
# range" (great_expectations #11579). It fails loudly; the candidate is opened read-only, so there is nothing to commit.
ENGINE_OPTIONS: Mapping[str, Any] = {
    "isolation_level": "AUTOCOMMIT",
    "skip_autocommit_rollback": True,
    "pool_reset_on_return": None,
}


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What Great Expectations says of one rule.

    Attributes:
        success: Whether the rule holds; false where it could not be checked.
        rows_found: Rows that break it, where the expectation counts rows.
        error: The message of whatever kept it from being checked. It may quote values: it is for quarantine only.
    """

    success: bool
    rows_found: int | None
    error: str | None


def validate(marts: Path, suites: Sequence[Suite]) -> dict[str, Verdict]:
    """Run suites on a DuckDB file, opened read-only, and let go of it again.

    Args:
        marts: The file. No connection of this process may hold it in another mode.
        suites: The suites to run; their tables exist in the file.

    Returns:
        One verdict per rule, by rule id.
    """
    import great_expectations as gx  # noqa: PLC0415 - seconds to import, see the charter
    from great_expectations.data_context.types.base import ProgressBarsConfig  # noqa: PLC0415

    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(enable=False)
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    # The library's stub forgets `kwargs`, hence the spread.
    opened: dict[str, Any] = {
        "connection_string": f"duckdb:///{marts}?access_mode=read_only",
        "kwargs": dict(ENGINE_OPTIONS),
    }
    source = context.data_sources.add_sql("candidate", **opened)
    verdicts: dict[str, Verdict] = {}
    with _released(source):
        for suite in suites:
            asset = source.add_table_asset(suite.table, table_name=suite.table)
            batch = asset.add_batch_definition_whole_table("all rows").get_batch()
            expectations = [expectation_of(rule) for rule in suite.rules]
            found = batch.validate(
                gx.ExpectationSuite(suite.table, expectations=expectations), result_format=dict(COUNTS_ONLY)
            )
            verdicts |= {_rule_id(result): _verdict(result) for result in found.results}
    return verdicts


def expectation_of(rule: Rule) -> Any:
    """Return the library's own object for a rule, which carries the rule's words and id.

    Imports the library, so call it where that is paid for already.
    """
    from great_expectations import expectations  # noqa: PLC0415 - seconds to import, see the charter

    form = getattr(expectations, rule.expectation)
    return form(**rule.arguments, description=rule.rule, meta={"rule": rule.id})


def _rule_id(result: "ExpectationValidationResult") -> str:
    if result.expectation_config is None or result.expectation_config.meta is None:
        raise RuntimeError("Great Expectations returned a result that does not say which rule it is of")
    return str(result.expectation_config.meta["rule"])


def _verdict(result: "ExpectationValidationResult") -> Verdict:
    info = result.exception_info
    # One error for the expectation, or one per metric that it needed.
    raised = [info] if "raised_exception" in info else list(info.values())
    messages = [str(error["exception_message"]) for error in raised if error["raised_exception"]]
    if messages:
        return Verdict(success=False, rows_found=None, error="\n\n".join(messages))
    found = result.result.get("unexpected_count", result.result.get("observed_value"))
    return Verdict(success=bool(result.success), rows_found=found if isinstance(found, int) else None, error=None)


@contextmanager
def _released(source: "SQLDatasource") -> Iterator[None]:
    """Close both pools that the library opens on one source; either would keep the file held by this process."""
    try:
        yield
    finally:
        source.get_execution_engine().close()
        source.get_engine().dispose()
