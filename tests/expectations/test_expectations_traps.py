"""What Great Expectations, its dialect and DuckDB do that this room is built around.

One that fails means that they changed: the test says which decision rested on it.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from expectations.validating import COUNTS_ONLY, ENGINE_OPTIONS

PEOPLE = """create table people as from (values (1, 'a', 1, 'zebra'), (2, 'a', null, 'zebra'), (2, 'a', null, null))
    as t(id, team, boss, name)"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with one small table that has a duplicate row, with nulls in it."""
    path = tmp_path / "small.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(PEOPLE)
    return path


def _source(file: Path, options: Mapping[str, Any]) -> Any:
    import great_expectations as gx  # noqa: PLC0415 - seconds to import, for these tests alone

    context = gx.get_context(mode="ephemeral")
    opened: dict[str, Any] = {
        "connection_string": f"duckdb:///{file}?access_mode=read_only",
        "kwargs": dict(options),
    }
    return context.data_sources.add_sql("small", **opened)


@pytest.fixture
def source(file: Path) -> Iterator[Any]:
    """The table's source as validating.py opens it."""
    opened = _source(file, ENGINE_OPTIONS)
    yield opened
    opened.get_execution_engine().close()
    opened.get_engine().dispose()


def _batch(source: Any) -> Any:
    if "people" in source.get_asset_names():
        return source.get_asset("people").get_batch_definition("all rows").get_batch()
    return (
        source.add_table_asset("people", table_name="people").add_batch_definition_whole_table("all rows").get_batch()
    )


def _validated(source: Any, expectation: str, asked: Mapping[str, Any] = COUNTS_ONLY, /, **arguments: Any) -> Any:
    from great_expectations import expectations as gxe  # noqa: PLC0415 - as above

    return _batch(source).validate(getattr(gxe, expectation)(**arguments), result_format=dict(asked))


def test_without_the_autocommit_cure_an_aggregate_raises_and_never_passes(file: Path) -> None:
    """Decision: ENGINE_OPTIONS. Should this pass one day, the options can go."""
    source = _source(file, {})
    result = _validated(source, "ExpectColumnValuesToNotBeNull", column="id")
    assert not result.success
    assert "list index out of range" in str(result.exception_info)
    assert _validated(_source(file, ENGINE_OPTIONS), "ExpectColumnValuesToNotBeNull", column="id").success


def test_both_pools_of_a_source_hold_the_file(file: Path) -> None:
    """Decision: _released closes the execution engine and the engine; the swap that follows must own the file."""
    source = _source(file, ENGINE_OPTIONS)
    _validated(source, "ExpectColumnValuesToNotBeNull", column="id")
    source.get_execution_engine().close()
    with pytest.raises(duckdb.ConnectionException, match="different configuration"):
        duckdb.connect(str(file))
    source.get_engine().dispose()
    duckdb.connect(str(file)).close()


def test_file_is_opened_read_only(source: Any) -> None:
    """Decision: the gate may look at a candidate that is never to change again."""
    from sqlalchemy import text  # noqa: PLC0415 - comes with the library above
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415

    with source.get_engine().connect() as connection, pytest.raises(DBAPIError, match="read-only"):
        connection.execute(text("delete from people"))


def test_regular_expressions_are_not_supported_for_the_dialect(source: Any) -> None:
    """Decision: patterns are rules in SQL, with regexp_matches."""
    result = _validated(source, "ExpectColumnValuesToMatchRegex", column="name", regex="z")
    assert not result.success
    assert "Regex is not supported for dialect" in str(result.exception_info)


def test_text_column_reads_as_string(source: Any) -> None:
    """Decision: column_types asks information_schema, whose words are those of the dictionary."""
    assert not _validated(source, "ExpectColumnValuesToBeOfType", column="name", type_="VARCHAR").success
    assert _validated(source, "ExpectColumnValuesToBeOfType", column="name", type_="String").success


def test_pair_with_one_null_passes(source: Any) -> None:
    """Decision: pairs are compared by the built-in only where both columns are filled; intervals are a rule in SQL."""
    result = _validated(
        source, "ExpectColumnPairValuesAToBeGreaterThanB", column_A="id", column_B="boss", or_equal=True
    )
    assert result.success


def test_compound_key_with_a_null_passes(source: Any) -> None:
    """Decision: every column of a key has a rule that it is filled."""
    assert _validated(source, "ExpectCompoundColumnsToBeUnique", column_list=["id", "boss"]).success
    assert not _validated(source, "ExpectCompoundColumnsToBeUnique", column_list=["id", "team"]).success


def test_index_query_of_a_compound_key_cannot_be_run(source: Any, file: Path) -> None:
    """Decision: rules.py selects the failing rows of built-ins itself, and not by the query that the library offers."""
    asked = {**COUNTS_ONLY, "unexpected_index_column_names": ["id"], "return_unexpected_index_query": True}
    result = _validated(source, "ExpectCompoundColumnsToBeUnique", asked, column_list=["id", "team"])
    query = result.result["unexpected_index_query"]
    assert "$1" in query
    source.get_execution_engine().close()
    source.get_engine().dispose()
    with duckdb.connect(str(file), read_only=True) as connection, pytest.raises(duckdb.Error):
        connection.execute(query)


@pytest.mark.parametrize(
    ("query", "works"),
    [
        ("select * from {batch} where id > 1", True),
        ("select * from {batch} as p where id > 1", False),
        ("select p.* from {batch} as p join people as q using (id) where id > 1", True),
        ("with batch as (select * from {batch}) select * from (select * from batch where id > 1) as failing", True),
        (
            """with batch as (select * from {batch})
            select * from (select p.* from batch as p join people as q using (id) where id > 1) as failing""",
            True,
        ),
    ],
)
def test_batch_takes_an_alias_with_a_join_only(query: str, works: bool, source: Any) -> None:
    """Decision: SQL names the table once, in front, as `batch`; that is valid in both forms."""
    result = _validated(source, "UnexpectedRowsExpectation", unexpected_rows_query=query)
    assert bool(result.result) is works
    assert not result.success


def test_lone_brace_is_refused(source: Any) -> None:
    """Decision: braces are doubled on the way to the library."""
    query = "select * from {batch} where regexp_matches(name, 'z{1}')"
    result = _validated(source, "UnexpectedRowsExpectation", unexpected_rows_query=query)
    assert "positional placeholder" in str(result.exception_info)


def test_counts_only_brings_no_value_back_but_an_error_does(source: Any) -> None:
    """Decision: results for the pages are built anew, from counts; messages go to quarantine."""
    found = _validated(source, "ExpectColumnValuesToBeInSet", column="name", value_set=["lion"])
    assert found.result["unexpected_count"] == 2
    assert "zebra" not in str(found.result)
    error = _validated(
        source, "UnexpectedRowsExpectation", unexpected_rows_query="select * from {batch} where name::int > 1"
    )
    assert "zebra" in str(error.exception_info)


def test_data_docs_fetch_from_other_hosts(source: Any) -> None:
    """Decision: documenting.py takes these out and brings what styles are needed along."""
    from great_expectations.core import ExpectationSuiteValidationResult  # noqa: PLC0415 - as above
    from great_expectations.render.renderer.page_renderer import ValidationResultsPageRenderer  # noqa: PLC0415
    from great_expectations.render.view.view import DefaultJinjaPageView  # noqa: PLC0415

    result = _validated(source, "ExpectColumnValuesToNotBeNull", column="id")
    drawn = ValidationResultsPageRenderer().render(
        ExpectationSuiteValidationResult(success=True, results=[result], suite_name="people", statistics={}, meta={})
    )
    page: str = DefaultJinjaPageView().render(drawn)  # type: ignore[no-untyped-call] # the library's
    assert "https://code.jquery.com" in page
    assert "logo-long.png?d=" in page
