"""Files are found near and far, and those that nobody claims are told."""

from typing import Any

import fsspec
import pytest

from ingestion.definitions import Sources
from ingestion.errors import SourceUnreachable
from ingestion.finding import FilesNotFound, find_files
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


def test_files_that_nobody_claims_are_found_and_told(inbox: Inbox) -> None:
    for name in ("20250630.csv", "notes.txt", "sub/20250531.csv", "known.txt", ".hidden", "other.csv"):
        inbox.put(name, GOOD)
    first = {"name": "a", "path": "in", "delivery": "full", "files": {"export": both()}, "not_used": [r"known\.txt"]}
    second = {**first, "name": "b", "known_on": "2025-01-01", "files": {"other": {**both(), "pattern": r"other\.csv"}}}
    found = [
        [(file.file_name, file.kind) for file in find_files(source)] for source in inbox.load(first, second).sources
    ]
    assert found[0] == [("20250630.csv", "export"), ("notes.txt", None), ("sub/20250531.csv", "export")]
    assert found[1] == [("notes.txt", None), ("other.csv", "other")]


def test_a_file_that_two_kinds_claim_is_refused(inbox: Inbox) -> None:
    inbox.put("20250630.csv", GOOD)
    source = inbox.load(
        {"name": "test", "path": "in", "delivery": "full", "files": {"a": both(), "b": both()}}
    ).sources[0]
    with pytest.raises(FilesNotFound, match="matches the kinds a, b: make their patterns distinct"):
        find_files(source)


def test_a_folder_that_is_not_there_is_told(inbox: Inbox) -> None:
    source = declare(inbox, both(), path="nowhere").sources[0]
    with pytest.raises(FilesNotFound, match="nowhere of source test is not there"):
        find_files(source)


def test_a_remote_file_is_fetched_first_and_leaves_nothing_behind(inbox: Inbox) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe("/exports/sub/20250630.csv", GOOD.encode())
    memory.pipe("/exports/notes.txt", b"x")
    source = declare(inbox, both(), path="memory://exports").sources[0]
    assert [(file.file_name, file.kind, file.is_remote) for file in find_files(source)] == [
        ("notes.txt", None, True),
        ("sub/20250630.csv", "export", True),
    ]
    (delivery,) = inbox.land(source)
    assert delivery.file_name == "sub/20250630.csv"
    assert len(inbox.rows("lms.courses")) == 2
    assert [path.name for path in (inbox.home / "quarantine").iterdir() if "working" in path.name] == []


def test_a_remote_source_that_does_not_answer_is_told_and_may_be_asked_again(inbox: Inbox) -> None:
    """An OSError, not a refusal: the same call may succeed later."""
    away = declare(inbox, both(), path="ftp://127.0.0.1:9/exports").sources[0]
    with pytest.raises(SourceUnreachable, match=r"ftp://127.0.0.1:9/exports of source test cannot be listed"):
        find_files(away)
    memory = fsspec.filesystem("memory")
    memory.pipe("/gone/20250630.csv", GOOD.encode())
    source = declare(inbox, both(), path="memory://gone").sources[0]
    (file,) = find_files(source)
    memory.rm("/gone/20250630.csv")
    with pytest.raises(SourceUnreachable, match=r"20250630.csv cannot be fetched"):
        land(source, file, home=inbox.home, key=KEY, key_version=1)


def test_a_path_of_an_unknown_protocol_is_told(inbox: Inbox) -> None:
    source = declare(inbox, both(), path="nonsense://exports").sources[0]
    with pytest.raises(FilesNotFound, match="`path` of source test cannot be used: Protocol not known: nonsense"):
        find_files(source)
