"""deliveries.parquet says which landing counts, since when, and with how many rows."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingestion.dbt_sources import dbt_sources_yaml
from ingestion.definitions import Sources
from ingestion.deliveries import write_deliveries, write_empty_tables
from ingestion.errors import UnknownDate
from ingestion.manifests import ManifestInvalid, read_manifests
from tests.ingestion.inbox import Inbox

COURSES = {"course_id": {"from": "Id"}, "title": {"from": "Title"}, "delivery_mode": {"value": "live"}}

PEOPLE = {"source_person_key": {"from": "Id"}, "employee_no_key": {"from": "Id"}}

GOOD = "Id,Title\n1,Excel\n2,Word\n3,\n"


def both(columns: dict[str, Any] | None = None) -> dict[str, Any]:
    tables = [{"table": "lms.courses", "columns": columns or COURSES}, {"table": "hris.employees", "columns": PEOPLE}]
    return {"pattern": r"(?P<known_on>\d{8}).*\.csv", "tables": tables}


def declare(inbox: Inbox, kind: dict[str, Any], **source: Any) -> Sources:
    (inbox.folder / "in").mkdir(exist_ok=True)
    return inbox.load({"name": "test", "path": "in", "delivery": "full", "files": {"export": kind}, **source})


def tree(folder: Path) -> dict[str, str]:
    """Hash of every file below a folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_bytes_known_on_another_day_are_another_delivery(inbox: Inbox) -> None:
    """A full export that goes back to what it was is news: it ends what came in between."""
    inbox.put("20250630.csv", GOOD)
    inbox.put("20250731.csv", GOOD)
    sources = declare(inbox, both())
    assert len({each.delivery_id for each in inbox.land(sources.sources[0])}) == 2
    assert write_deliveries(inbox.home, sources).column("superseded_by").to_pylist() == [None] * 4


def deliveries(inbox: Inbox, sources: Sources, columns: str) -> list[tuple[Any, ...]]:
    write_deliveries(inbox.home, sources)
    path = inbox.home / "landing" / "deliveries.parquet"
    return duckdb.sql(f"select {columns} from read_parquet('{path}') where table_name = 'courses'").fetchall()


def test_a_changed_definition_lands_the_file_anew_and_replaces_the_earlier_landing(inbox: Inbox) -> None:
    inbox.put("20250630.csv", GOOD)
    first_sources = declare(inbox, both())
    (first,) = inbox.land(first_sources.sources[0])
    changed = declare(inbox, both({**COURSES, "title": {"from": ["Title", "Id"], "first": True}}))
    (second,) = inbox.land(changed.sources[0])
    assert first.delivery_id != second.delivery_id
    asked = "delivery_id, is_accepted, superseded_by, rows_landed"
    assert sorted(deliveries(inbox, changed, asked)) == sorted(
        [(first.delivery_id, False, second.delivery_id, 2), (second.delivery_id, True, None, 3)]
    )
    # Back to the first definition: nothing is written, and the first landing counts again.
    (again,) = inbox.land(first_sources.sources[0])
    assert again.was_already_there
    assert sorted(deliveries(inbox, first_sources, asked)) == sorted(
        [(first.delivery_id, True, None, 2), (second.delivery_id, False, first.delivery_id, 3)]
    )


def test_a_file_that_left_the_inbox_stays_as_it_was_last_landed(inbox: Inbox) -> None:
    path = inbox.put("20250630.csv", GOOD)
    (first,) = inbox.land(declare(inbox, both()).sources[0])
    (second,) = inbox.land(declare(inbox, both({**COURSES, "title": {"from": "Id"}})).sources[0])
    path.unlink()
    third = declare(inbox, both({**COURSES, "title": {"value": "x"}}))
    assert sorted(deliveries(inbox, third, "delivery_id, superseded_by")) == sorted(
        [(first.delivery_id, second.delivery_id), (second.delivery_id, None)]
    )


def test_a_file_is_replaced_too_when_the_new_definition_reads_its_name_otherwise(inbox: Inbox) -> None:
    inbox.put("20250630.csv", GOOD)
    (first,) = inbox.land(declare(inbox, {**both(), "pattern": r".*\.csv"}, known_on="2025-06-30").sources[0])
    changed = declare(inbox, both())
    (second,) = inbox.land(changed.sources[0])
    assert (first.delivery_id, second.delivery_id) in deliveries(inbox, changed, "delivery_id, superseded_by")


def test_a_renamed_file_is_replaced_too_when_its_name_says_the_same(inbox: Inbox) -> None:
    path = inbox.put("20250630 old.csv", GOOD)
    (first,) = inbox.land(declare(inbox, both()).sources[0])
    path.rename(path.with_name("20250630 new.csv"))
    changed = declare(inbox, both({**COURSES, "title": {"from": "Id"}}))
    (second,) = inbox.land(changed.sources[0])
    assert (first.delivery_id, second.delivery_id) in deliveries(inbox, changed, "delivery_id, superseded_by")


def test_a_source_that_is_no_longer_declared_does_not_count(inbox: Inbox) -> None:
    inbox.put("20250630.csv", GOOD)
    inbox.land(declare(inbox, both()).sources[0])
    without = declare(inbox, both(), name="other")
    assert deliveries(inbox, without, "is_accepted, superseded_by") == [(False, None)]


def test_deliveries_are_sorted_and_typed_and_the_company_and_the_rules_stand_beside(inbox: Inbox) -> None:
    for name in ("20250731 b.csv", "20250731 a.csv", "20250630.csv"):
        inbox.put(name, GOOD + f"9,{name}\n")
    sources = declare(inbox, both(), rules={"learning_after_exit": "exclude", "active_with_exit_date": "status_wins"})
    inbox.land(sources.sources[0])
    table = write_deliveries(inbox.home, sources)
    names = table.select(["file_name", "domain"]).to_pylist()
    assert [(each["file_name"], each["domain"]) for each in names] == [
        (name, domain) for name in ("20250630.csv", "20250731 a.csv", "20250731 b.csv") for domain in ("hris", "lms")
    ]
    assert set(table.column("rows_read").to_pylist()) == {4}
    landing = inbox.home / "landing"
    assert duckdb.sql(f"select * from read_parquet('{landing}/source_rules.parquet')").fetchall() == [
        ("test", "active_with_exit_date", "status_wins"),
        ("test", "learning_after_exit", "exclude"),
    ]
    assert duckdb.sql(f"select * from read_parquet('{landing}/company.parquet')").fetchall() == [
        ("example", "Example Works", "Europe/Amsterdam", date(2022, 1, 1), 1, "EUR")
    ]


def test_with_nothing_landed_every_table_is_there_typed_and_empty(inbox: Inbox) -> None:
    write_empty_tables(inbox.home)
    write_deliveries(inbox.home, declare(inbox, both()))
    for name, content in dbt_sources_yaml().items():
        for table in content["sources"][0]["tables"]:
            location = table["config"]["meta"]["external_location"]
            location = location.replace("{{ env_var('LEARNING_IMPACT_HOME') }}", str(inbox.home))
            described = duckdb.sql(f"describe select * from {location}").fetchall()
            assert [(column, kind.lower()) for column, kind, *_ in described] == [
                (column["name"], column["data_type"]) for column in table["columns"]
            ]
            count = duckdb.sql(f"select count(*) from {location}").fetchall()[0][0]
            assert count == (1 if (name, table["name"]) == ("landing", "company") else 0)


def test_a_delivery_that_is_being_written_is_not_read(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """DuckDB's * also matches names that begin with a dot, so a delivery is made beside the tables."""
    write_empty_tables(inbox.home)
    inbox.put("20250630.csv", GOOD)
    source = declare(inbox, both()).sources[0]
    seen = []

    def look(path: Path, target: Path) -> Path:
        glob = inbox.home / "landing" / "*" / "*" / "*" / "*.parquet"
        seen.append(duckdb.sql(f"select count(*) from read_parquet('{glob}', union_by_name = true)").fetchall()[0][0])
        return rename(path, target)

    rename = Path.rename
    monkeypatch.setattr(Path, "rename", look)
    inbox.land(source)
    assert seen == [0, 2], "before the first table is renamed nothing, before the second the first"


def test_known_on_comes_from_the_literal_the_name_or_a_column_and_else_the_file_is_refused(inbox: Inbox) -> None:
    kind = {**both(), "pattern": r".*\.csv"}
    inbox.put("x.csv", "Id,Title,Asof\n1,Excel,30-06-2025\n2,Word,30-06-2025\n")
    with pytest.raises(UnknownDate, match="nothing says when its content was known"):
        inbox.land(declare(inbox, kind).sources[0])
    column = {"known_on": {"column": "Asof", "formats": ["%d-%m-%Y"]}}
    (by_column,) = inbox.land(declare(inbox, {**kind, **column}).sources[0])
    assert by_column.known_on == date(2025, 6, 30)
    (by_literal,) = inbox.land(declare(inbox, kind, known_on="2025-07-01").sources[0])
    assert by_literal.known_on == date(2025, 7, 1)
    inbox.put("x.csv", "Id,Title,Asof\n1,Excel,30-06-2025\n2,Word,01-07-2025\n")
    with pytest.raises(
        UnknownDate, match="must hold one and the same day in every row; it holds 2025-06-30, 2025-07-01"
    ):
        inbox.land(declare(inbox, {**kind, **column}).sources[0])


def test_a_date_in_the_name_that_is_none_refuses_the_file(inbox: Inbox) -> None:
    inbox.put("20250231.csv", GOOD)
    with pytest.raises(UnknownDate, match="'20250231' in its name is no date"):
        inbox.land(declare(inbox, both()).sources[0])


def test_the_part_of_a_delivery_comes_from_the_name(inbox: Inbox) -> None:
    inbox.put("20250630 excel.csv", GOOD)
    sources = declare(inbox, {**both(), "pattern": r"(?P<known_on>\d{8}) (?P<part>.*)\.csv"})
    inbox.land(sources.sources[0])
    assert deliveries(inbox, sources, "part, file_kind, delivery_kind") == [("excel", "export", "full")]


def test_a_manifest_that_cannot_be_read_is_told_with_the_remedy(inbox: Inbox) -> None:
    inbox.put("20250630.csv", GOOD)
    sources = declare(inbox, both())
    inbox.land(sources.sources[0])
    (path,) = inbox.home.glob("landing/lms/courses/*/manifest.json")
    path.write_text("{")
    with pytest.raises(
        ManifestInvalid, match=r"Remove the folder .*/landing/lms/courses/delivery=\w+ and land its file"
    ):
        write_deliveries(inbox.home, sources)


def test_a_delivery_of_which_a_table_is_missing_does_not_count_and_is_completed_by_landing_again(inbox: Inbox) -> None:
    inbox.put("20250630.csv", GOOD)
    sources = declare(inbox, both())
    inbox.land(sources.sources[0])
    before = tree(inbox.home)
    (folder,) = inbox.home.glob("landing/hris/employees/delivery=*")
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    assert read_manifests(inbox.home) == []
    assert write_deliveries(inbox.home, sources).num_rows == 0
    (healed,) = inbox.land(sources.sources[0])
    assert healed.was_already_there is False
    assert {name: digest for name, digest in tree(inbox.home).items() if name in before} == before


def test_a_full_file_delivered_over_itself_takes_the_place_of_what_lay_there(inbox: Inbox) -> None:
    """A half-written export and the whole one have one name and one day; which of them counts is no matter of their hashes."""
    sources = declare(inbox, both())
    inbox.put("20250630.csv", "Id,Title\n1,Excel\n")
    (half,) = inbox.land(sources.sources[0])
    inbox.put("20250630.csv", GOOD)
    (whole,) = inbox.land(sources.sources[0])
    asked = "delivery_id, is_accepted, superseded_by"
    assert sorted(deliveries(inbox, sources, asked)) == sorted(
        [(half.delivery_id, False, whole.delivery_id), (whole.delivery_id, True, None)]
    )


def test_a_full_file_put_back_to_bytes_that_landed_before_counts_again(inbox: Inbox) -> None:
    """What lies in the inbox is what counts: a wrong correction that is taken back, put in anew, and followed by a third."""
    sources = declare(inbox, both())
    contents = {"first": GOOD, "second": "Id,Title\n1,Excel\n", "third": "Id,Title\n3,Access\n"}
    ids: dict[str, str] = {}
    for lying in ("first", "second", "first", "first", "second", "third", "first"):
        inbox.put("20250630.csv", contents[lying])
        (landed,) = inbox.land(sources.sources[0])
        ids[lying] = landed.delivery_id
        asked = set(deliveries(inbox, sources, "delivery_id, is_accepted, superseded_by"))
        others = {(each, False, ids[lying]) for name, each in ids.items() if name != lying}
        assert asked == {(ids[lying], True, None), *others}
    assert len(list((inbox.home / "landing" / "put_back").iterdir())) == 3


def test_the_same_file_under_another_name_puts_nothing_back(inbox: Inbox) -> None:
    sources = declare(inbox, both())
    inbox.put("20250630.csv", GOOD)
    inbox.land(sources.sources[0])
    inbox.put("20250630.csv", "Id,Title\n1,Excel\n")
    (standing,) = inbox.land(sources.sources[0])
    inbox.put("folder/20250630.csv", GOOD)
    inbox.land(sources.sources[0])
    assert (standing.delivery_id, True) in deliveries(inbox, sources, "delivery_id, is_accepted")


def test_a_delta_written_under_the_name_of_the_last_one_adds_to_it(inbox: Inbox) -> None:
    """Of a delta every file counts: what it leaves out is unchanged, not gone."""
    sources = declare(inbox, both(), delivery="delta")
    inbox.put("20250630.csv", "Id,Title\n1,Excel\n")
    inbox.land(sources.sources[0])
    inbox.put("20250630.csv", "Id,Title\n2,Word\n")
    inbox.land(sources.sources[0])
    inbox.put("20250630.csv", "Id,Title\n1,Excel\n")
    inbox.land(sources.sources[0])
    assert deliveries(inbox, sources, "is_accepted") == [(True,), (True,)]
