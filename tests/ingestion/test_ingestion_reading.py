"""Files become cells with nothing lost, or are refused with the reason; defective files are named by their defect."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any, Literal

import duckdb
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

import ingestion.reading
from ingestion.decoding import TextFile, as_utf8
from ingestion.definitions import FileKind
from ingestion.errors import BrokenQuoting, DeliveryRefused, HeaderMismatch
from ingestion.reading import read_csv, read_ndjson
from tests.ingestion.inbox import Inbox

COURSES = {"course_id": {"from": "Id"}, "title": {"from": "Title"}, "delivery_mode": {"value": "live"}}

GOOD = "Id,Title\n1,Excel\n2,Word\n"


def land(inbox: Inbox, content: str | bytes, *, name: str = "x.csv", **kind: Any) -> list[tuple[Any, ...]]:
    """What landed of one file: line, id, title."""
    inbox.put(name, content)
    inbox.land(inbox.source(kind.pop("columns", COURSES), **kind))
    return inbox.rows("lms.courses", "line_number, course_id, title")


def refusal(inbox: Inbox, content: str | bytes, *, name: str = "x.csv", **kind: Any) -> DeliveryRefused:
    inbox.put(name, content)
    with pytest.raises(DeliveryRefused) as refused:
        inbox.land(inbox.source(kind.pop("columns", COURSES), **kind))
    assert not list(inbox.home.glob("landing/lms/*/delivery=*")), "nothing of a refused file lands"
    assert not list(inbox.home.glob("quarantine/*/*")), "nor lies in quarantine"
    return refused.value


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (GOOD, [(2, "1", "Excel"), (3, "2", "Word")]),
        (GOOD.replace("\n", "\r\n"), [(2, "1", "Excel"), (3, "2", "Word")]),
        (GOOD.replace("\n", "\r"), [(2, "1", "Excel"), (3, "2", "Word")]),
        ("Id,Title\n1,Excel\r\n2,Word", [(2, "1", "Excel"), (3, "2", "Word")]),
        ('Id,Title\n"1","a, ""b"""\n2,5" screen\n', [(2, "1", 'a, "b"'), (3, "2", '5" screen')]),
        (
            'Id,Title\n1,"two\r\nlines"\n\n\n2,"x\ny\nz"\n3,c\n',
            [(2, "1", "two\r\nlines"), (6, "2", "x\ny\nz"), (9, "3", "c")],
        ),
        ("\n\n" + GOOD, [(4, "1", "Excel"), (5, "2", "Word")]),
        ("Title,Id\nExcel,1\n", [(2, "1", "Excel")]),
        (" Id ,\u00a0Title\u00a0\n1,Excel\n", [(2, "1", "Excel")]),
        ('Id,"Ti\ntle"\n1,Excel\n', None),
        ("Id,Title,\n1,Excel,\n2,Word,  \n", [(2, "1", "Excel"), (3, "2", "Word")]),
        ("Id,Title\n", []),
        ("Id,Title", []),
    ],
)
def test_a_csv_is_read_with_the_line_of_every_record(
    inbox: Inbox, content: str, expected: list[tuple[Any, ...]] | None
) -> None:
    columns = COURSES if expected is not None else {**COURSES, "title": {"from": "Ti tle"}}
    assert land(inbox, content, columns=columns) == ([(3, "1", "Excel")] if expected is None else expected)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('Id,Title\n1,a\n2,"b\n3,c\n4,d\n', 3),
        ('Id,Title\n1,"a\n2,"b"\n3,c\n', 2),
        ('Id,Title\n1,a\n2,"b\n3,"c, d"\n4,e\n', 3),
        ('Id,Title\n1,"a"""\n2,"b""\n', 3),
    ],
)
def test_a_quote_that_is_never_closed_refuses_the_file_and_names_the_line(
    inbox: Inbox, content: str, line: int
) -> None:
    """Arrow alone would take the rest of the file as one cell, and nobody would miss the rows."""
    told = refusal(inbox, content)
    assert isinstance(told, BrokenQuoting)
    assert f"record that starts on line {line} is not closed" in told.reason


def test_a_record_that_cannot_be_split_goes_to_quarantine_with_its_text(inbox: Inbox) -> None:
    content = 'Id,Title\n1,a\n2\n3,b,c\n4,"say "hi" to"\n\n5,"x\ny",z\n6,d\n'
    assert land(inbox, content) == [(2, "1", "a"), (9, "6", "d")]
    assert inbox.quarantined("line_number, column_name, rule, raw_row") == [
        (3, "", "ragged_row", "2"),
        (4, "", "ragged_row", "3,b,c"),
        (5, "", "broken_quoting", '4,"say "hi" to"'),
        (7, "", "ragged_row", '5,"x\ny",z'),
    ]


def test_a_filled_cell_under_no_header_sends_its_row_to_quarantine(inbox: Inbox) -> None:
    """The cells of such a row have most likely moved by one."""
    assert land(inbox, "Id,Title,\n1,a,\n2,b, c\n") == [(2, "1", "a")]
    assert inbox.quarantined() == [(3, "", None, "cell_without_header")]


def test_a_file_of_which_no_record_fits_the_header_is_refused(inbox: Inbox) -> None:
    told = refusal(inbox, "Id,Title\n1,a,x\n2,b,y\n")
    assert "none of its 2 record(s) has the 2 columns of the header" in told.reason


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Id,Titel\n1,a\n", "the header lacks 'Title' (did you mean 'Titel'?); it holds Id, Titel."),
        ("Nr\n1\n", "the header lacks 'Id', 'Title'; it holds Nr."),
        ("Id;Title\n1;a\n", "The header is one cell: is the delimiter ';' and not ','?"),
        ("Id\tTitle\n1\ta\n", "is the delimiter '\\t' and not ','?"),
        ("1,a\n2,b\n", "the header lacks 'Id', 'Title'; it holds 1, a."),
        ("x" * 200_000 + "\n1\n", "its header cannot be split (field larger than field limit"),
    ],
)
def test_a_missing_column_refuses_the_file_with_those_that_are_there(inbox: Inbox, content: str, said: str) -> None:
    told = refusal(inbox, content, required=["Id", "Title"])
    assert isinstance(told, HeaderMismatch)
    assert said in told.reason


def test_an_optional_column_may_be_missing(inbox: Inbox) -> None:
    columns = {**COURSES, "duration_minutes": {"from": ["Minuten", "Minutes"], "first": True}}
    assert land(inbox, GOOD, columns=columns, required=["Id"]) == [(2, "1", "Excel"), (3, "2", "Word")]


def test_a_name_that_stands_twice_must_be_chosen_from(inbox: Inbox) -> None:
    content = "Id,Title,Title\n1,a,b\n"
    told = refusal(inbox, content)
    assert "'Title' is the name of columns 2 and 3" in told.reason
    assert "Write 'Title (1)' or 'Title (2)'" in told.remedy
    assert land(inbox, content, columns={**COURSES, "title": {"from": "Title (2)"}}) == [(2, "1", "b")]


def test_a_name_that_stands_twice_and_is_not_needed_is_no_matter(inbox: Inbox) -> None:
    assert land(inbox, "Id,Title,X,X\n1,a,,\n") == [(2, "1", "a")]


def test_the_naming_row_is_chosen_among_the_header_rows(inbox: Inbox) -> None:
    content = 'code,label\nId,"Ti\ntle"\n1,a\n'
    columns = {**COURSES, "title": {"from": "Ti tle"}}
    assert land(inbox, content, columns=columns, header_rows=2, header_row=2) == [(4, "1", "a")]


def test_a_file_with_fewer_rows_than_its_header_has_is_refused(inbox: Inbox) -> None:
    told = refusal(inbox, "Id,Title\n1,a\n", header_rows=3)
    assert "it holds 2 row(s), and 3 header rows are declared" in told.reason


def test_columns_that_no_rule_reads_are_named_in_the_manifest(inbox: Inbox) -> None:
    land(inbox, "Id,Title,Salary,\n1,a,100,\n", required=["Id"])
    manifest = json.loads(next(inbox.home.glob("landing/lms/courses/delivery=*/manifest.json")).read_text())
    assert manifest["unmapped_columns"] == ["Salary"]


cells = st.text(alphabet='a;,"\n\ré 0=', max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    content=st.lists(st.tuples(cells, cells), min_size=1, max_size=12),
    delimiter=st.sampled_from([",", ";", "\t"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    block=st.sampled_from([5, 16, 37, 1000]),
    quotes_all=st.booleans(),
)
def test_cells_come_back_as_another_program_wrote_them(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    content: list[tuple[str, str]],
    delimiter: str,
    line_end: str,
    block: int,
    quotes_all: bool,
) -> None:
    """Whatever the cells hold and wherever the blocks of bytes end."""
    # Python's writer leaves a lone CR unquoted, which every reader takes for a line end.
    assume(quotes_all or not any("\r" in cell for row in content for cell in row))
    monkeypatch.setattr(ingestion.reading, "_BLOCK", block)
    text = io.StringIO(newline="")
    quoting: Literal[0, 1] = csv.QUOTE_ALL if quotes_all else csv.QUOTE_MINIMAL
    writer = csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
    writer.writerows([("Id", "Title"), *content])
    path = tmp_path / "x.csv"
    path.write_bytes(text.getvalue().encode())
    tables = [{"table": "lms.courses", "columns": {}}]
    said = {"pattern": "x", "timezone": "UTC", "delivery": "full", "delimiter": delimiter, "tables": tables}
    with duckdb.connect() as con:
        found = read_csv(con, TextFile(path, "utf-8", 0), kind=FileKind.model_validate(said), file_name="x.csv")
        read = con.execute("select c0, c1, line_number from cells order by record").fetchall()
    assert [(a, b) for a, b, _ in read] == content
    ends = [1 + len(re.findall("\r\n|\r|\n", f"{a},{b}")) for a, b in content]
    assert [line for *_, line in read] == [2 + sum(ends[:nr]) for nr in range(len(content))]
    assert (found.records, found.bad) == (len(content), 0)


def test_rows_in_the_definition_are_read_like_a_file(inbox: Inbox) -> None:
    rows = [{"id": "007", "name": "Excel"}, {"id": "8", "naam": "x"}]
    columns = {"course_id": {"from": "id"}, "title": {"from": "name"}, "delivery_mode": {"value": "live"}}
    entry = {"kind": "rows", "rows": rows, "tables": [{"table": "lms.courses", "columns": columns}]}
    source = inbox.load(
        {"name": "own", "delivery": "full", "known_on": "2025-01-01", "files": {"courses": entry}}
    ).sources[0]
    (delivery,) = inbox.land(source)
    assert inbox.rows("lms.courses", "file_name, line_number, course_id, title") == [("courses", 1, "007", "Excel")]
    assert inbox.quarantined() == [(2, "title", None, "missing_value")]
    assert delivery.file_name == "courses"


scraps = st.lists(
    st.sampled_from(
        [
            b"Id",
            b"Title",
            b",",
            b'"',
            b"\n",
            b"\r",
            b"\r\n",
            b"\xef\xbb\xbf",
            b"\xe9",
            b"\xc3\xa9",
            b" ",
            b"\0",
            b"{",
            b'{"Id": "1"}',
            b"1",
        ]
    ),
    max_size=24,
).map(b"".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@example(content=b"Id\n\xef\xbb\xbf", form="csv")
@example(content=b"\xef", form="csv")
@given(content=scraps | st.binary(max_size=60), form=st.sampled_from(["csv", "ndjson"]))
def test_no_file_however_broken_gives_anything_but_rows_or_a_refusal(tmp_path: Path, content: bytes, form: str) -> None:
    """And no record is lost: each is a row of cells or a bad record."""
    path = tmp_path / "x"
    path.write_bytes(content)
    tables = [{"table": "lms.courses", "columns": {}}]
    kind = FileKind.model_validate(
        {
            "kind": form,
            "pattern": "x",
            "timezone": "UTC",
            "delivery": "full",
            "tables": tables,
            "encodings": ["utf-8-sig", "latin-1"],
        }
    )
    with duckdb.connect() as con:
        try:
            text = as_utf8(path, file_name="x", encodings=kind.encodings, working=tmp_path)
            found = (
                read_csv(con, text, kind=kind, file_name="x")
                if form == "csv"
                else read_ndjson(con, text, file_name="x")
            )
        except DeliveryRefused:
            return
        count = con.execute("select (select count(*) from cells), (select count(*) from bad_records)").fetchall()
    assert count == [(found.records - found.bad, found.bad)]
