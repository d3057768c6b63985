"""Files that nobody here wrote are read as their makers meant them, or refused with the reason."""

import csv
import gzip
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingestion.decoding import as_utf8
from ingestion.definitions import FileKind
from ingestion.errors import AmbiguousDates, DeliveryRefused, HeaderMismatch, UnreadableFile
from ingestion.reading import read_csv
from ingestion.sources import load_sources
from tests.ingestion.inbox import Inbox

SURVEY = "tests/real_exports/company_hr_lms_survey/sources.yaml"


def kind(**said: Any) -> FileKind:
    tables = [{"table": "lms.courses", "columns": {}}]
    return FileKind.model_validate({"pattern": "x", "timezone": "UTC", "delivery": "full", "tables": tables, **said})


def read(path: Path, working: Path, *, encodings: Sequence[str] = ("utf-8-sig",), **said: Any) -> list[list[str]]:
    """Header and cells of a CSV."""
    of_kind = kind(encodings=list(encodings), **said)
    text = as_utf8(path, file_name=path.name, encodings=of_kind.encodings, working=working)
    with duckdb.connect() as con:
        cells = read_csv(con, text, kind=of_kind, file_name=path.name)
        assert cells.header is not None
        rows = con.execute("select * exclude (record, line_number) from cells order by record").fetchall()
        bad = con.execute("select line_number, rule from bad_records order by record").fetchall()
    assert bad == [], f"{path.name}: {bad}"
    return [list(cells.header.names), *(list(row) for row in rows)]


def test_the_csv_spectrum_is_read_as_its_json_says(shared_data: Path, tmp_path: Path) -> None:
    """Quotes, commas, line breaks and JSON in cells; LF and CR LF."""
    folder = shared_data / "dirty_csv_spectrum"
    checked = 0
    for path in sorted((folder / "csvs").glob("*.csv")):
        content = json.loads((folder / "json" / f"{path.stem}.json").read_bytes())
        expected = content if isinstance(content, list) else [content]
        header, *rows = read(path, tmp_path)
        found = [dict(zip(header, row, strict=True)) for row in rows]
        # The JSON has LF where the cell has CR LF, and one telephone number was replaced in the CSV only.
        pairs = [
            (row[name].replace("\r\n", "\n"), each[name].replace("\r\n", "\n"))
            for row, each in zip(found, expected, strict=True)
            for name in each
        ]
        assert [pair for pair in pairs if pair[0] != pair[1]] == (
            [("2095257564", "1234567890")] if "location" in path.name else []
        ), path.name
        assert [list(row) for row in found] == [list(each) for each in expected], path.name
        checked += 1
    assert checked == 12


@pytest.mark.parametrize(
    ("name", "encodings", "last"),
    [
        ("test_utf8.csv", ["utf-8"], ["4", "5", "ʤ"]),
        ("test_utf8_bom.csv", ["utf-8-sig"], ["4", "5", "ʤ"]),
        ("test_utf16_big.csv", ["utf-16"], ["4", "5", "ʤ"]),
        ("test_utf16_little.csv", ["utf-16"], ["4", "5", "ʤ"]),
        ("test_latin1.csv", ["utf-8-sig", "latin-1"], ["4", "5", "©"]),
        ("dummy.csv.gz", ["utf-8"], ["1", "2", "3"]),
        ("mac_newlines.csv", ["utf-8"], ["Once upon\ra time", "5", "6"]),
        ("optional_quote_characters.csv", ["utf-8"], ["1", "2", "3"]),
        ("test_skip_lines.csv", ["utf-8"], ["1", "2", "3"]),
        ("test_locale.csv", ["utf-8"], ["1,7", "200.000.000", ""]),
    ],
)
def test_encodings_and_line_ends_of_csvkit_are_read(
    shared_data: Path, tmp_path: Path, name: str, encodings: list[str], last: list[str]
) -> None:
    assert read(shared_data / "dirty_csvkit" / name, tmp_path, encodings=encodings)[-1] == last


@pytest.mark.parametrize(
    ("name", "error", "said"),
    [
        ("empty.csv", UnreadableFile, "it is empty"),
        ("null_byte.csv", UnreadableFile, "line 2 holds a NUL character"),
        ("dummy.xlsx", UnreadableFile, "an Excel workbook (xlsx)"),
        ("dummy.xls", UnreadableFile, "an old Excel workbook (xls)"),
        ("dummy.csv.bz2", UnreadableFile, "do not decode"),
        ("test_latin1.csv", UnreadableFile, "as utf-8-sig, byte 0xa9 at offset 16 (line 3)"),
        ("test_utf16_big.csv", UnreadableFile, "the mark of UTF-16"),
        ("test_extra_header.csv", HeaderMismatch, "none of its 1 record(s) has the 4 columns"),
    ],
)
def test_what_csvkit_holds_that_is_no_csv_is_refused(
    shared_data: Path, tmp_path: Path, name: str, error: type[DeliveryRefused], said: str
) -> None:
    with pytest.raises(error) as refused:
        read(shared_data / "dirty_csvkit" / name, tmp_path)
    assert said in str(refused.value)


def test_every_other_csv_of_csvkit_is_read_as_python_reads_it(shared_data: Path, tmp_path: Path) -> None:
    checked = 0
    for path in sorted((shared_data / "dirty_csvkit").glob("*.csv")):
        try:
            (header, *rows) = read(path, tmp_path)
        except (AssertionError, DeliveryRefused):
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            _, *expected = [row for row in csv.reader(file) if row]
        assert rows == expected, path.name
        assert len(header) == len(set(filter(None, header))) + header.count("")
        checked += 1
    assert checked >= 45


def test_ragged_rows_of_csvkit_go_to_quarantine_with_their_line(shared_data: Path, inbox: Inbox) -> None:
    columns = {"course_id": {"from": "column_a"}, "title": {"from": "column_b"}, "delivery_mode": {"value": "live"}}
    for name in ("bad.csv", "bad_skip_lines.csv"):
        inbox.put(name, (shared_data / "dirty_csvkit" / name).read_bytes())
    inbox.land(inbox.source(columns))
    assert sorted(inbox.rows("lms.courses", "file_name, line_number, title")) == [
        ("bad.csv", 4, "mixed types.... uh oh"),
        ("bad_skip_lines.csv", 7, "mixed types.... uh oh"),
    ]
    assert [line for line, *_ in inbox.quarantined()] == [2, 3, 5, 6]


def test_naughty_strings_land_as_they_are_or_are_told(shared_data: Path, inbox: Inbox) -> None:
    """Formulas, right-to-left marks, SQL and script injections, emoji: text, and nothing else."""
    strings = [
        text for text in json.loads((shared_data / "naughty_strings" / "blns.json").read_text()) if "\0" not in text
    ]
    path = inbox.put("x.csv", "")
    with path.open("w", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(
            [("Id", "Title"), *((f"n{n}", f"<{t}>") for n, t in enumerate(strings))]
        )
    columns = {"course_id": {"from": "Id"}, "title": {"from": "Title"}, "delivery_mode": {"value": "live"}}
    inbox.land(inbox.source(columns))
    assert inbox.rows("lms.courses", "title") == [(f"<{text}>",) for text in strings]
    assert len(strings) > 500


def test_naughty_strings_as_names_patterns_and_values_of_a_definition_break_nothing(
    shared_data: Path, inbox: Inbox
) -> None:
    strings = json.loads((shared_data / "naughty_strings" / "blns.json").read_text())
    awkward = sorted({text for text in strings if text.strip() and text.isprintable() and len(text) < 60})
    columns = {
        "course_id": {"from": "Id"},
        "title": {"from": "T", "map": dict.fromkeys(awkward, "x"), "otherwise": "keep"},
        "delivery_mode": {"value": "live"},
    }
    path = inbox.put("x.csv", "")
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([("Id", "T"), *((str(n), t) for n, t in enumerate(awkward))])
    inbox.land(inbox.source(columns, null_values=["", "'; drop table cells; --"]))
    assert set(inbox.rows("lms.courses", "title")) == {("x",)}
    assert len(inbox.rows("lms.courses")) > 200


def test_the_dutch_hris_export_lands(shared_data: Path, inbox: Inbox) -> None:
    """Semicolons, d-M-yyyy, a decimal point, M and V, contracts in sequence."""
    folder = shared_data / "dutch_hris_export"
    for path in folder.glob("*.csv"):
        inbox.put(path.name, path.read_bytes())
    persons = {
        "source_person_key": {"from": "EmployeeCode"},
        "employee_no_key": {"from": "EmployeeNumber"},
        "email_key": {"from": "EmailBusiness"},
        "birth_year": {"from": "DateOfBirth", "formats": ["%d-%m-%Y"], "part": "year"},
        "gender": {"from": "Gender", "map": {"M": "male", "V": "female"}},
    }
    contracts = {
        "source_person_key": {"from": "EmployeeCode"},
        "assignment_key": {"concat": ["EmployeeCode", "ContractSequenceNumber"], "separator": "/"},
        "valid_from": {"from": "ContractStartDate", "formats": ["%d-%m-%Y"]},
        "valid_to": {"from": "ContractEndDate", "formats": ["%d-%m-%Y"], "end_date": True},
        "org_unit_id": {"from": "OrganizationalUnit"},
        "fte": {"from": "FTE"},
        "manager_person_key": {"from": "Manager"},
    }
    common = {"delimiter": ";", "known_on": "2025-06-30", "delivery": "full"}
    files = {
        "persons": {
            **common,
            "pattern": ".*_Persons\\.csv",
            "tables": [{"table": "hris.employees", "columns": persons}],
        },
        "contracts": {
            **common,
            "pattern": ".*_Contracts\\.csv",
            "end_date_is": "last_day",
            "tables": [{"table": "hris.job_assignments", "columns": contracts}],
        },
    }
    source = inbox.load({"name": "afas", "path": "in", "files": files}).sources[0]
    landed = {delivery.file_kind: delivery.tables[0] for delivery in inbox.land(source)}
    people = len((folder / "T4E_HELLOID_Persons.csv").read_text(encoding="utf-8-sig").splitlines()) - 1
    assert (landed["persons"].rows_read, landed["persons"].rows_landed) == (people, people)
    # One contract of the file is written month first; it is told, not turned round.
    assert inbox.quarantined() == [(27, "valid_from", "8-17-2005", "not_a_date")]
    assert inbox.rows("hris.job_assignments", "valid_from::varchar")[0] == ("2013-06-18",)


def test_qualtrics_with_three_header_rows_and_its_trailing_column_lands(shared_data: Path, inbox: Inbox) -> None:
    name = "qualtRics_sample.csv"
    inbox.put(name, (shared_data / "qualtrics_export" / name).read_bytes())
    columns = {
        "survey_id": {"value": "s"},
        "response_key": {"from": "ResponseId"},
        "recorded_at": {"from": "RecordedDate", "formats": ["%Y-%m-%d %H:%M:%S"]},
        "is_finished": {"from": "Finished"},
        "is_preview": {"from": "Status", "map": {"1": True}, "otherwise": False},
    }
    answers = {"survey_id": {"value": "s"}, "response_key": {"from": "ResponseId"}}
    unpivot = {
        "columns": r"QID\d+",
        "name": "question_id",
        "value": "answer_value",
        "names_from": {"header_row": 3, "json_key": "ImportId"},
    }
    tables = [
        {"table": "survey.responses", "columns": columns},
        {"table": "survey.answers", "columns": answers, "unpivot": unpivot},
    ]
    (delivery,) = inbox.land(inbox.source({}, tables=tables, header_rows=3))
    assert [(t.rows_read, t.rows_landed) for t in delivery.tables] == [(1, 1), (1, 1)]
    assert inbox.rows("survey.answers", "question_id, line_number") == [("QID1", 4)]
    assert inbox.rows("survey.responses", "is_finished, is_preview") == [(True, False)]


def test_the_legacy_qualtrics_file_has_a_nameless_last_column(shared_data: Path, tmp_path: Path) -> None:
    path = shared_data / "qualtrics_export" / "qualtRics_sample_legacy_2header.csv"
    header, *rows = read(path, tmp_path, header_rows=2, header_row=2)
    assert header[:2] == ["ResponseID", "ResponseSet"]
    assert (header[-1], len(rows)) == ("", 1)


def test_xapi_statements_land_with_nothing_lost(shared_data: Path, inbox: Inbox) -> None:
    path = shared_data / "xapi_statements" / "statements.json.gz"
    shutil.copy(path, inbox.put("x.json.gz", ""))
    columns = {
        "statement_id": {"from": "id"},
        "source_person_key": {"from": ["actor.account.name", "actor.mbox"], "first": True},
        "verb": {"from": "verb.id"},
        "course_id": {"from": "context.contextActivities.parent[0].id"},
        "occurred_at": {"from": "timestamp", "formats": ["%Y-%m-%dT%H:%M:%S%z"]},
        "is_completed": {"from": "result.completion"},
    }
    source = inbox.source(
        columns, table="lms.learning_events", kind="ndjson", delivery="delta", required=["actor.account.name"]
    )
    (delivery,) = inbox.land(source)
    with gzip.open(path, "rt") as file:
        statements = [json.loads(line) for line in file]
    assert delivery.tables[0].rows_landed == len(statements)
    landed = inbox.rows("lms.learning_events", "statement_id, verb, strftime(occurred_at, '%Y-%m-%dT%H:%M:%S.%f')")
    assert landed == [(each["id"], each["verb"]["id"], _in_utc(each["timestamp"])) for each in statements]
    people = {each["actor"]["account"]["name"] for each in statements}
    assert len({key for (key,) in inbox.rows("lms.learning_events", "source_person_key")}) == len(people)


def _in_utc(timestamp: str) -> str:
    assert timestamp.endswith("+00:00")
    moment, _, fraction = timestamp.removesuffix("+00:00").partition(".")
    return f"{moment}.{fraction or '0':0<6}"


def test_the_survey_monkey_export_is_no_utf_8_and_is_read_as_latin_1(shared_data: Path, tmp_path: Path) -> None:
    path = shared_data / "surveymonkey_export" / "StarWars.csv"
    with pytest.raises(UnreadableFile, match="do not decode"):
        read(path, tmp_path)
    header, *rows = read(path, tmp_path, encodings=["utf-8-sig", "latin-1"], header_rows=2)
    assert (header[0], len(rows), len(header)) == ("RespondentID", 1186, 38)


def test_moodle_logs_are_read_whole(shared_data: Path, tmp_path: Path) -> None:
    for path in sorted((shared_data / "moodle_log_export").glob("Moodle*.csv")):
        _, *rows = read(path, tmp_path)
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert rows == list(csv.reader(file))[1:]


def test_the_dates_of_the_real_company_are_refused_until_its_definition_says_day_first(
    shared_data: Path, project_root: Path, inbox: Inbox
) -> None:
    folder = shared_data / "company_hr_lms_survey"
    text = (project_root / SURVEY).read_text().replace(", when_ambiguous: day_first", "")
    path = inbox.folder / "sources.yaml"
    path.write_text(text.replace("../../../../shared/data/company_hr_lms_survey", str(folder)))
    sources = load_sources(path)
    for source, column, rows, slashes, dashes in (
        ("hris", "DOB", 1080, 1177, 1823),
        ("survey", "SurveyDate", 1075, 1186, 1814),
    ):
        with pytest.raises(AmbiguousDates) as refused:
            inbox.land(sources.source(source))
        told = str(refused.value)
        assert f"column '{column}': {rows} value(s) are valid and different under two orders" in told
        assert f"month-first spreadsheet over a day-first column: {slashes} value(s) with slashes" in told
        assert f"{dashes} with dashes" in told
        assert "`when_ambiguous: day_first`" in told
        assert "StartDate" not in told


def test_the_real_company_lands_whole_by_its_yaml(shared_data: Path, project_root: Path, inbox: Inbox) -> None:
    assert shared_data.is_dir()
    sources = load_sources(project_root / SURVEY)
    tables = {t.table: t for source in sources.sources for delivery in inbox.land(source) for t in delivery.tables}
    assert {name: (t.rows_read, t.rows_quarantined) for name, t in tables.items()} == {
        "hris.employees": (3000, 0),
        "hris.employment_spells": (3000, 0),
        "hris.job_assignments": (3000, 0),
        "hris.org_units": (6000, 0),
        "lms.courses": (3000, 0),
        "lms.learning_records": (3000, 0),
        "survey.questions": (3, 0),
        "survey.surveys": (1, 0),
        "survey.responses": (3000, 0),
        "survey.answers": (9000, 0),
    }
    contradicting = "count(*) filter (stated_status = 'active' and last_day_on is not null)"
    spells = f"{contradicting}, count(last_day_on), count(exit_reason), count(distinct spell_key)"
    files = inbox.home / "landing" / "hris" / "employment_spells" / "*" / "*.parquet"
    assert duckdb.sql(f"select {spells} from read_parquet('{files}')").fetchall() == [(991, 1533, 1533, 3000)]
    units = {unit for (unit,) in inbox.rows("hris.org_units", "org_unit_id")}
    assert len([unit for unit in units if "/" not in unit]) == 10
    assert "CCDR/Production" in units, "trailing blanks are trimmed"
    assert units >= {unit for (unit,) in inbox.rows("hris.job_assignments", "org_unit_id")}
    days = [day for (day,) in inbox.rows("survey.responses", "cast(recorded_at as date)::varchar")]
    assert (min(days), max(days)) == ("2022-08-05", "2023-08-05")
    assert {state for (state,) in inbox.rows("lms.learning_records", "state")} == {
        "completed",
        "attended",
        "incomplete",
    }
