"""Lines of JSON are read by their paths."""

import gzip
import json
from typing import Any

import pytest

from ingestion.errors import HeaderMismatch
from tests.ingestion.inbox import Inbox

COURSES = {"course_id": {"from": "Id"}, "title": {"from": "Title"}, "delivery_mode": {"value": "live"}}


def land(inbox: Inbox, content: str | bytes, *, name: str = "x.csv", **kind: Any) -> list[tuple[Any, ...]]:
    """What landed of one file: line, id, title."""
    inbox.put(name, content)
    inbox.land(inbox.source(kind.pop("columns", COURSES), **kind))
    return inbox.rows("lms.courses", "line_number, course_id, title")


STATEMENTS = {
    "statement_id": {"from": "id"},
    "source_person_key": {"from": ["actor.mbox", "actor.account.name"], "first": True},
    "verb": {"from": "verb.id", "extract": r"/([^/]+)$"},
    "course_id": {"from": "context.contextActivities.parent[0].id"},
    "occurred_at": {"from": "timestamp", "formats": ["%Y-%m-%dT%H:%M:%S%z"]},
    "duration_seconds": {"from": "result.duration", "duration": "iso8601"},
    "is_completed": {"from": "result.completion", "map": {"": False}, "otherwise": "keep"},
    "voided_statement_id": {"from": "object.id", "only_if": {"from": "verb.id", "matches": ".*/voided"}},
}


def statement(**changes: Any) -> dict[str, Any]:
    return {
        "id": "s1",
        "actor": {"account": {"name": "7", "homePage": "http://x"}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
        "object": {"id": "http://x/activity"},
        "timestamp": "2025-01-15T12:00:00Z",
        **changes,
    }


@pytest.mark.parametrize("name", ["x.ndjson", "x.ndjson.gz"])
def test_statements_are_read_by_their_paths_and_a_broken_line_goes_to_quarantine(inbox: Inbox, name: str) -> None:
    lines = [
        json.dumps(
            statement(
                result={"duration": "PT1M", "completion": True},
                context={"contextActivities": {"parent": [{"id": "c1"}]}},
            )
        ),
        "",
        json.dumps(statement(id="s2", verb={"id": "http://adlnet.gov/expapi/verbs/voided"}, object={"id": "s1"})),
        '{"id": "s3", ',
        "[1, 2]",
        json.dumps(statement(id=None)),
        json.dumps(statement(id="s4\n\u2028x", result={"duration": "1 hour"})),
    ]
    content = "\n".join(lines).encode()
    inbox.put(name, gzip.compress(content) if name.endswith(".gz") else content)
    (delivery,) = inbox.land(
        inbox.source(STATEMENTS, table="lms.learning_events", kind="ndjson", required=["id", "verb.id"])
    )
    columns = "line_number, statement_id, verb, course_id, duration_seconds, is_completed, voided_statement_id"
    assert inbox.rows("lms.learning_events", columns) == [
        (1, "s1", "completed", "c1", 60, True, None),
        (3, "s2", "voided", None, None, False, "s1"),
    ]
    assert inbox.quarantined() == [
        (4, "", None, "not_a_json_object"),
        (5, "", None, "not_a_json_object"),
        (6, "statement_id", None, "missing_value"),
        (7, "duration_seconds", "1 hour", "not_a_duration"),
    ]
    assert delivery.tables[0].rows_read == 6


def test_a_path_that_no_statement_has_refuses_the_file(inbox: Inbox) -> None:
    inbox.put("x.ndjson", json.dumps(statement()))
    source = inbox.source(STATEMENTS, table="lms.learning_events", kind="ndjson", required=["actor.mbox"])
    with pytest.raises(HeaderMismatch, match=r"none of its 1 record\(s\) has the path 'actor.mbox'"):
        inbox.land(source)


def test_a_key_with_dots_is_written_in_quotes(inbox: Inbox) -> None:
    columns = {**STATEMENTS, "course_id": {"from": 'extensions."http://x.org/course"[1]'}}
    inbox.put("x.ndjson", json.dumps(statement(extensions={"http://x.org/course": ["a", "b"]})))
    inbox.land(inbox.source(columns, table="lms.learning_events", kind="ndjson"))
    assert inbox.rows("lms.learning_events", "course_id") == [("b",)]
