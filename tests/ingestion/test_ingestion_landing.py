"""A file lands once, whole or not at all, with the same bytes everywhere."""

import hashlib
import json
import logging
import os
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet
import pytest
import yaml

from ingestion.contracts import load_contracts
from ingestion.definitions import Sources
from ingestion.errors import FileChanged, KeyMismatch, StorageFailed
from ingestion.finding import find_files
from ingestion.landing import land
from tests.ingestion.inbox import KEY, Inbox

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


def test_a_file_is_read_into_every_table_and_what_is_read_is_landed_or_in_quarantine(inbox: Inbox) -> None:
    inbox.put("20250630.csv", GOOD)
    (delivery,) = inbox.land(declare(inbox, both()).sources[0])
    assert [(t.table, t.rows_read, t.rows_landed, t.rows_quarantined) for t in delivery.tables] == [
        ("lms.courses", 3, 2, 1),
        ("hris.employees", 3, 3, 0),
    ]
    assert (delivery.known_on, delivery.was_already_there, delivery.repeats) == (date(2025, 6, 30), False, None)
    assert inbox.rows("lms.courses", "source, delivery_id, file_name, line_number, row_number") == [
        ("test", delivery.delivery_id, "20250630.csv", 2, 1),
        ("test", delivery.delivery_id, "20250630.csv", 3, 2),
    ]


def test_delivering_twice_changes_nothing(inbox: Inbox) -> None:
    inbox.put("20250630.csv", GOOD)
    source = declare(inbox, both()).sources[0]
    (first,) = inbox.land(source)
    before = {path: path.stat().st_mtime_ns for path in inbox.home.rglob("*.*")}
    (second,) = inbox.land(source)
    assert (second.delivery_id, second.tables, second.was_already_there) == (first.delivery_id, first.tables, True)
    assert {path: path.stat().st_mtime_ns for path in inbox.home.rglob("*.*")} == before


def test_the_same_file_gives_the_same_bytes_elsewhere_and_at_another_time(inbox: Inbox, tmp_path: Path) -> None:
    rows = "".join(f"{nr % 997},{'Excel' if nr % 7 else ''} {nr % 13}\n" for nr in range(20_000))
    inbox.put("20250630.csv", "Id,Title\n" + rows)
    source = declare(inbox, both()).sources[0]
    inbox.land(source)
    other = Inbox(inbox.folder, tmp_path / "elsewhere")
    os.utime(inbox.folder / "in" / "20250630.csv", (0, 0))
    other.land(source)
    assert tree(inbox.home) == tree(other.home)
    assert len(tree(inbox.home)) >= 4


def test_rows_lie_in_the_order_of_the_file(inbox: Inbox) -> None:
    inbox.put("20250630.csv", "Id,Title\n" + "".join(f"{nr % 9973},x\n" for nr in range(300_000)))
    inbox.land(declare(inbox, both()).sources[0])
    for path in inbox.home.glob("landing/*/*/*/part-0.parquet"):
        table = pyarrow.parquet.read_table(path, columns=["row_number", "line_number"], use_threads=False)
        assert table.column("row_number").to_pylist() == list(range(1, 300_001))
        assert table.column("line_number").to_pylist() == list(range(2, 300_002))


def test_another_key_gives_the_same_delivery_with_the_same_rows_but_for_the_hashes(
    inbox: Inbox, tmp_path: Path
) -> None:
    inbox.put("20250630.csv", GOOD)
    source = declare(inbox, both()).sources[0]
    (first,) = inbox.land(source)
    other = Inbox(inbox.folder, tmp_path / "elsewhere")
    (second,) = other.land(source, key=bytes(32))
    assert first.delivery_id == second.delivery_id
    assert inbox.rows("hris.employees", "* exclude (source_person_key, employee_no_key)") == other.rows(
        "hris.employees", "* exclude (source_person_key, employee_no_key)"
    )
    assert {key for (key,) in inbox.rows("hris.employees", "source_person_key")}.isdisjoint(
        {key for (key,) in other.rows("hris.employees", "source_person_key")}
    )


def test_rows_under_two_keys_are_never_mixed(inbox: Inbox) -> None:
    inbox.put("20250630.csv", GOOD)
    source = declare(inbox, both()).sources[0]
    inbox.land(source)
    with pytest.raises(KeyMismatch, match="landed with another pseudonym key"):
        inbox.land(source, key=bytes(32))
    inbox.put("20250731.csv", GOOD)
    with pytest.raises(KeyMismatch):
        inbox.land(source, key=bytes(32), key_version=2)


def test_the_same_bytes_under_another_name_are_a_repeat_and_land_once(inbox: Inbox) -> None:
    source = declare(inbox, {**both(), "pattern": r".*\.csv"}, known_on="2025-06-30").sources[0]
    inbox.put("export (1).csv", GOOD)
    inbox.put("export.csv", GOOD)
    first, second = inbox.land(source)
    assert (first.was_already_there, first.repeats) == (False, None)
    assert (second.was_already_there, second.repeats) == (True, "export (1).csv")
    assert len(inbox.rows("lms.courses")) == 2


def test_landed_rows_have_the_columns_and_types_of_the_contract(inbox: Inbox) -> None:
    inbox.put("20250630.csv", GOOD)
    inbox.land(declare(inbox, both()).sources[0])
    for name in ("lms.courses", "hris.employees"):
        files = inbox.home / "landing" / name.replace(".", "/") / "*" / "*.parquet"
        described = duckdb.sql(f"describe select * from read_parquet('{files}', hive_partitioning = false)").fetchall()
        columns = load_contracts()[name].columns
        assert [(column, kind) for column, kind, *_ in described] == [(each.name, each.data_type) for each in columns]


def test_a_file_that_changes_while_it_is_read_is_refused(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    path = inbox.put("20250630.csv", GOOD)

    def grow(*given: Any, **named: Any) -> Any:
        with path.open("a") as file:
            file.write("4,Excel\n")
        return decode(*given, **named)

    from ingestion.decoding import as_utf8 as decode  # noqa: PLC0415  (the one that is replaced)

    monkeypatch.setattr("ingestion.landing.as_utf8", grow)
    with pytest.raises(FileChanged, match="it changed while it was read"):
        inbox.land(declare(inbox, both()).sources[0])
    assert not list(inbox.home.glob("landing/*/*/delivery=*"))


def test_a_disk_that_refuses_is_told_and_leaves_nothing_visible(inbox: Inbox) -> None:
    inbox.put("20250630.csv", GOOD)
    source = declare(inbox, both()).sources[0]
    inbox.home.mkdir()
    (inbox.home / "landing").write_text("a file where a folder must be")
    with pytest.raises(
        StorageFailed, match=r"The disk refused .*landing.*: Not a directory\. Nothing of this delivery"
    ):
        inbox.land(source)
    (inbox.home / "landing").unlink()
    assert inbox.land(source)[0].was_already_there is False


def test_a_row_that_is_repaired_by_a_new_definition_leaves_no_quarantine_of_the_new_delivery(inbox: Inbox) -> None:
    inbox.put("20250630.csv", GOOD)
    (first,) = inbox.land(declare(inbox, both()).sources[0])
    (second,) = inbox.land(declare(inbox, both({**COURSES, "title": {"from": "Id"}})).sources[0])
    assert [path.parent.name for path in inbox.home.glob("quarantine/*/*.parquet")] == [first.delivery_id]
    assert second.tables[0].quarantined_by_rule == {}


def test_a_found_file_of_no_kind_cannot_land(inbox: Inbox) -> None:
    inbox.put("notes.txt", "x")
    source = declare(inbox, both()).sources[0]
    (file,) = find_files(source)
    with pytest.raises(ValueError, match=r"notes\.txt matches no pattern of source test"):
        land(source, file, home=inbox.home, key=KEY, key_version=1)


def test_landing_says_nothing_in_the_log(inbox: Inbox, caplog: pytest.LogCaptureFixture) -> None:
    inbox.put("20250630.csv", GOOD)
    with caplog.at_level(logging.DEBUG):
        inbox.land(declare(inbox, both()).sources[0])
    assert KEY.hex() not in caplog.text
    assert "Excel" not in caplog.text


def test_the_manifest_says_what_it_should(inbox: Inbox) -> None:
    inbox.put("20250630.csv", GOOD)
    (delivery,) = inbox.land(declare(inbox, both()).sources[0])
    (path,) = inbox.home.glob("landing/lms/courses/*/manifest.json")
    said = json.loads(path.read_text())
    assert said["file_sha256"] == hashlib.sha256(GOOD.encode()).hexdigest()
    assert said["quarantined_by_rule"] == {"missing_value": 1}
    assert (said["delivery_id"], said["table"], said["tables"]) == (
        delivery.delivery_id,
        "lms.courses",
        ["lms.courses", "hris.employees"],
    )
    assert yaml.safe_dump(said)  # plain values only
