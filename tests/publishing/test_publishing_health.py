"""metric_health says what a metric lacks in a sentence, and speaks of no few rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from publishing.catalogue import Catalogue, Dimension, Metric
from publishing.health import publish_health, wanted_fields

METRIC = {
    "metric_id": "hours", "table": "learning", "code": "B1", "name": "Hours", "definition": "Hours.", "numerator": "hours",
    "denominator": "none", "unit": "hours", "digits": 2, "additivity": "additive", "standard": "", "grid": "employed",
    "name_nl": "Uren", "definition_nl": "Uren.",
    "interval": "none", "period_types": ["r12"], "range": [0, 100],
    "fields": ["lms.records.minutes or lms.events.seconds", "hris.spells.last_day_on"], "dimensions": ["gender"],
}  # fmt: skip
# source_field: (delivered, rows in force, needing, missing, what an empty cell means, state)
FIELDS: dict[str, tuple[bool, int, int, int, str | None, str]] = {
    "lms.records.minutes": (False, 0, 0, 0, None, "unavailable"),
    "lms.events.seconds": (True, 246, 246, 29, None, "degraded"),
    "hris.spells.last_day_on": (True, 248, 248, 200, "still employed", "ok"),
    "hris.people.gender": (True, 100, 100, 4, None, "ok"),
}


@pytest.fixture
def published(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A candidate with two published values, one of them implausible."""
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as warehouse:
        warehouse.execute("create schema marts")
        warehouse.execute(
            "create table marts.field_health (source_field varchar, source_table varchar, sources varchar,"
            " is_delivered boolean, rows_in_force bigint, rows_needed bigint, rows_missing bigint, share_missing double, empty_means varchar,"
            " needed_with varchar, state varchar)"
        )
        for field, (delivered, rows, needed, missing, means, state) in FIELDS.items():
            table, sources = field.rsplit(".", 1)[0], "afas" if delivered else None
            share = missing / needed if needed else None
            warehouse.execute(
                "insert into marts.field_health values (?, ?, ?, ?, ?, ?, ?, ?, ?, null, ?)",
                [field, table, sources, delivered, rows, needed, missing, share, means, state],
            )
    with duckdb.connect() as connection:
        connection.execute(f"attach '{tmp_path / 'warehouse.duckdb'}' as warehouse (read_only)")
        connection.execute(
            "create table kpi_values as select 'hours' as metric_id, true as is_latest, 'all' as dimension, unnest([8.0, 800.0, null]) as value"
        )
        publish_health(connection, catalogue=_catalogue())
        yield connection


def _catalogue(**changed: Any) -> Catalogue:
    return Catalogue(
        version="1",
        topics={"learning": "Learning."},
        person_dimensions={"gender": Dimension(name="Gender", name_nl="Geslacht", fields=("hris.people.gender",))},
        other_dimensions={},
        metrics=(Metric.model_validate(METRIC | changed),),
    )


def row(connection: duckdb.DuckDBPyConnection, field: str) -> dict[str, Any]:
    found = connection.execute("select * from metric_health where source_field = ?", [field])
    names = [column[0] for column in found.description or []]
    (only,) = found.fetchall()
    return dict(zip(names, only, strict=True))


def test_what_no_source_delivers_is_named_and_said_to_be_served_by_another_column(
    published: duckdb.DuckDBPyConnection,
) -> None:
    minutes = row(published, "lms.records.minutes")
    assert (
        minutes["explanation"]
        == "unavailable: needs lms.records, which no source delivers; another column serves instead"
    )
    assert (minutes["is_delivered"], minutes["row_count"], minutes["share_missing"]) == (False, 0, None)


def test_of_columns_that_serve_for_each_other_the_best_one_speaks(published: duckdb.DuckDBPyConnection) -> None:
    """Minutes are not delivered; seconds are, with holes: hours are degraded, not unavailable."""
    assert row(published, "lms.events.seconds")["use_state"] == "degraded"
    assert row(published, "lms.records.minutes")["use_state"] == "degraded"


def test_a_share_is_told_in_whole_percent_and_rows_in_tens(published: duckdb.DuckDBPyConnection) -> None:
    """29 of 246 are 11.8 percent."""
    seconds = row(published, "lms.events.seconds")
    assert seconds["explanation"] == "degraded: 12 % of lms.events.seconds is missing"
    assert (seconds["row_count"], seconds["share_missing"]) == (240, 0.12)


def test_no_share_speaks_of_fewer_than_five_rows(published: duckdb.DuckDBPyConnection) -> None:
    """Four of a hundred lack a gender: their share would be their number."""
    gender = row(published, "hris.people.gender")
    assert gender["share_missing"] is None
    assert gender["explanation"] == "ok: part of hris.people.gender is missing"
    assert gender["needed_for"] == "gender"


def test_an_empty_cell_that_means_something_is_not_missing(published: duckdb.DuckDBPyConnection) -> None:
    last_day = row(published, "hris.spells.last_day_on")
    assert last_day["explanation"] == "ok: where hris.spells.last_day_on is empty: still employed"


def test_a_published_value_outside_the_range_is_a_doubt(published: duckdb.DuckDBPyConnection) -> None:
    doubt = row(published, "kpi_values.value")
    assert doubt["explanation"] == "doubtful: 1 of 2 published values lie outside 0 to 100"
    assert doubt["state"] == "doubtful"


def test_a_metric_wants_its_own_fields_and_those_of_its_dimensions() -> None:
    wanted = wanted_fields(_catalogue()).to_pydict()
    assert list(zip(wanted["needed_for"], wanted["source_field"], wanted["alternative"], strict=True)) == [
        ("value", "lms.records.minutes", 0),
        ("value", "lms.events.seconds", 0),
        ("value", "hris.spells.last_day_on", 1),
        ("gender", "hris.people.gender", 0),
    ]
