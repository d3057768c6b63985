"""Rows land typed, or go to quarantine with every rule that they break; wide files become long."""

import json

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.conforming import Conforming, conform
from ingestion.contracts import load_contracts
from ingestion.definitions import FileKind
from ingestion.pseudonyms import PseudonymKey
from ingestion.reading import read_rows
from tests.ingestion.inbox import KEY, Inbox

FTE = load_contracts()["hris.job_assignments"].column("fte")

END_DATES = {
    "source_person_key": {"from": "Nr"},
    "assignment_key": {"from": "Nr"},
    "org_unit_id": {"value": "A"},
    "valid_from": {"from": "Van", "formats": ["%Y-%m-%d"]},
    "valid_to": {"from": "Tot", "formats": ["%Y-%m-%d"], "end_date": True},
}


@pytest.mark.parametrize(("said", "first_day_after"), [("last_day", "2025-02-01"), ("first_day_out", "2025-01-31")])
def test_a_half_open_end_is_the_first_day_after(inbox: Inbox, said: str, first_day_after: str) -> None:
    inbox.put("x.csv", "Nr,Van,Tot\n1,2025-01-01,2025-01-31\n2,2025-01-01,\n")
    inbox.land(inbox.source(END_DATES, table="hris.job_assignments", end_date_is=said))
    assert inbox.rows("hris.job_assignments", "valid_to::varchar") == [(first_day_after,), (None,)]


@pytest.mark.parametrize(("said", "last_day"), [("last_day", "2025-01-31"), ("first_day_out", "2025-01-30")])
def test_a_last_day_is_inclusive(inbox: Inbox, said: str, last_day: str) -> None:
    columns = {
        "source_person_key": {"from": "Nr"},
        "spell_key": {"from": "Nr"},
        "worker_type": {"value": "employee"},
        "started_on": {"from": "Van", "formats": ["%Y-%m-%d"]},
        "last_day_on": {"from": "Tot", "formats": ["%Y-%m-%d"], "end_date": True},
    }
    inbox.put("x.csv", "Nr,Van,Tot\n1,2025-01-01,2025-01-31\n")
    inbox.land(inbox.source(columns, table="hris.employment_spells", end_date_is=said))
    assert inbox.rows("hris.employment_spells", "last_day_on::varchar") == [(last_day,)]


def test_a_last_day_may_be_the_first_one_and_not_an_earlier_one(inbox: Inbox) -> None:
    columns = {
        "source_person_key": {"from": "Nr"},
        "spell_key": {"from": "Nr"},
        "worker_type": {"value": "employee"},
        "started_on": {"from": "Van", "formats": ["%Y-%m-%d"]},
        "last_day_on": {"from": "Tot", "formats": ["%Y-%m-%d"]},
    }
    inbox.put("x.csv", "Nr,Van,Tot\n1,2025-01-31,2025-01-31\n2,2025-01-31,2025-01-30\n")
    inbox.land(inbox.source(columns, table="hris.employment_spells"))
    assert inbox.rows("hris.employment_spells", "line_number") == [(2,)]
    assert inbox.quarantined() == [(3, "last_day_on", "2025-01-30", "ends_before_start")]


def test_every_failing_cell_of_a_row_is_listed_with_rule_and_remedy(inbox: Inbox) -> None:
    columns = {
        "source_person_key": {"from": "Nr"},
        "assignment_key": {"from": "Id"},
        "org_unit_id": {"from": "Afd"},
        "valid_from": {"from": "Van", "formats": ["%Y-%m-%d"]},
        "valid_to": {"from": "Tot", "formats": ["%Y-%m-%d"]},
        "fte": {"from": "FTE"},
    }
    inbox.put(
        "x.csv",
        "Nr,Id,Afd,Van,Tot,FTE\n"
        "1,a,A,2025-01-01,2025-02-01,1\n"  # lands
        "2,,A,2025-02-30,soon,one\n"  # no id, no such day, no date, no number
        "3,c,A,2025-01-02,2025-01-02,2.000001\n"  # ends on the day it starts; more than the contract allows
        "4,d,A,1899-12-31,9999-12-31,-0.1\n",  # before and after what the contract allows
    )
    (delivery,) = inbox.land(inbox.source(columns, table="hris.job_assignments"))
    assert inbox.rows("hris.job_assignments", "line_number") == [(2,)]
    assert inbox.quarantined() == [
        (3, "assignment_key", None, "missing_value"),
        (3, "fte", "one", "not_a_number"),
        (3, "valid_from", "2025-02-30", "not_a_date"),
        (3, "valid_to", "soon", "not_a_date"),
        (4, "fte", "2.000001", "out_of_range"),
        (4, "valid_to", "2025-01-02", "ends_before_start"),
        (5, "fte", "-0.1", "out_of_range"),
        (5, "valid_from", "1899-12-31", "out_of_range"),
        (5, "valid_to", "9999-12-31", "out_of_range"),
    ]
    remedies = dict(inbox.quarantined("value, remedy"))
    assert remedies["soon"] == "It is no valid date in '%Y-%m-%d': correct it, or add its format."
    assert remedies["9999-12-31"].startswith("It is above 2199-12-31, the limit of the contract")
    (raw,) = {row for (row,) in inbox.quarantined("raw_row") if '"2"' in row}
    assert json.loads(raw) == {"Nr": "2", "Id": "", "Afd": "A", "Van": "2025-02-30", "Tot": "soon", "FTE": "one"}
    (table,) = delivery.tables
    assert (table.rows_read, table.rows_landed, table.rows_quarantined) == (4, 1, 3)
    assert table.quarantined_by_rule == {
        "ends_before_start": 1,
        "missing_value": 1,
        "not_a_date": 1,
        "not_a_number": 1,
        "out_of_range": 2,
    }


def test_a_value_outside_the_map_or_the_contracts_list_goes_to_quarantine(inbox: Inbox) -> None:
    columns = {
        "course_id": {"from": "Id"},
        "title": {"from": "Id"},
        "delivery_mode": {"from": "M", "map": {"E": "self_paced"}},
    }
    inbox.put("x.csv", "Id,M\nA,E\nB,live\nC,\n")
    inbox.land(inbox.source(columns))
    assert inbox.quarantined() == [
        (3, "delivery_mode", "live", "not_in_map"),
        (4, "delivery_mode", None, "missing_value"),
    ]
    inbox.put("x.csv", "Id,M\nA,self_paced\nB,online\n")
    inbox.land(inbox.source({**columns, "delivery_mode": {"from": "M"}}))
    assert ("online", "not_allowed") in inbox.quarantined("value, rule")


def test_a_wide_file_becomes_one_record_for_every_filled_cell(inbox: Inbox) -> None:
    columns = {
        "survey_id": {"value": "2025"},
        "response_key": {"from": "ResponseId"},
        "answer_value": {"map": {"Eens": "4", "Oneens": "2", "n.v.t.": None}, "otherwise": "keep"},
    }
    unpivot = {
        "columns": r"QID\d+",
        "name": "question_id",
        "value": "answer_value",
        "names_from": {"header_row": 3, "json_key": "ImportId"},
    }
    inbox.put(
        "x.csv",
        "ResponseId,Q1,Q2,Q3 tekst,\n"
        'Antwort-ID,"How\nare you?",And you?,Text,\n'
        '"{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}","{""ImportId"":""QID7""}","{""ImportId"":""QID9_TEXT""}",\n'
        "R1,Eens,5,free text,\n"
        "R2,,-99,,\n"
        "R3,n.v.t.,12,,\n",
    )
    source = inbox.source(
        {},
        tables=[{"table": "survey.answers", "columns": columns, "unpivot": unpivot}],
        header_rows=3,
        null_values=["-99"],
    )
    (delivery,) = inbox.land(source)
    (table,) = delivery.tables
    # R1 has two answers, R2 none, R3 one that does not apply and one outside the scale.
    assert (table.rows_read, table.rows_landed, table.rows_quarantined) == (4, 3, 1)
    assert inbox.rows("survey.answers", "line_number, row_number, question_id, answer_value") == [
        (5, 1, "QID1", 4),
        (5, 2, "QID7", 5),
        (7, 3, "QID1", None),
    ]
    assert inbox.quarantined() == [(7, "answer_value", "12", "out_of_range")]


def test_an_unpivot_that_finds_no_column_refuses_the_file(inbox: Inbox) -> None:
    columns = {"survey_id": {"value": "2025"}, "response_key": {"from": "R"}}
    unpivot = {"columns": "Q[0-9]+", "name": "question_id", "value": "answer_value"}
    source = inbox.source({}, tables=[{"table": "survey.answers", "columns": columns, "unpivot": unpivot}])
    inbox.put("x.csv", "R,Frage 1\n1,5\n")
    with pytest.raises(
        Exception, match=r"no column matches the unpivot 'Q\[0-9\]\+' of survey.answers; the header holds R, Frage 1"
    ):
        inbox.land(source)


def test_one_file_may_fill_one_table_by_two_rules(inbox: Inbox) -> None:
    unit = {"org_unit_id": {"from": "Unit"}, "name": {"from": "Unit"}}
    team = {
        "org_unit_id": {"concat": ["Unit", "Team"], "separator": "/"},
        "name": {"from": "Team"},
        "parent_org_unit_id": {"from": "Unit"},
    }
    tables = [{"table": "hris.org_units", "columns": unit}, {"table": "hris.org_units", "columns": team}]
    inbox.put("x.csv", "Unit,Team\nA,x\nB,\n")
    (delivery,) = inbox.land(inbox.source({}, tables=tables))
    assert inbox.rows("hris.org_units", "row_number, org_unit_id, parent_org_unit_id") == [
        (1, "A", None),
        (2, "A/x", "A"),
        (3, "B", None),
    ]
    assert delivery.tables[0].rows_read == 4
    assert [(line, rule) for line, _, _, rule in inbox.quarantined()] == [(3, "missing_value"), (3, "missing_value")]


# What looks nearly like a date, a number, a duration, an address or a word of a list.
near = st.sampled_from(
    ["31-12-2025", "1/2/2025", "29-02-2023", "9999-12-31", "0000-00-00", "2025-01-01T00:00:00Z", "2025-01-01T25:00:00+14:00",
     "1,5", "1.234,56", "-1", "99999999999999999999999999", "0,0000001", "1e9", "NaN", "PT1H", "P99999999Y", "PT", "a@b.nl",
     "mailto:", "@", "true", "0", "live", "completed", "", " ", "\u00a0", "'", "|", "\\", "%d", "\u202e", "\U0001f600"]
)  # fmt: skip
texts = st.one_of(near, near, near, st.text(max_size=6))
FUZZED = [
    {"table": "hris.employees", "columns": {
        "source_person_key": {"from": "a"}, "email_key": {"from": "b"}, "surname_key": {"from": "c"},
        "birth_year": {"from": "d", "formats": ["%d-%m-%Y", "%Y-%m-%d"], "part": "year"},
        "gender": {"from": "b", "map": {"true": "male"}, "otherwise": "keep"}}},
    {"table": "hris.job_assignments", "columns": {
        "source_person_key": {"from": "a"}, "assignment_key": {"concat": ["a", "b"], "separator": "|"}, "fte": {"from": "c", "multiply": "0.01"},
        "valid_from": {"from": "b", "formats": ["%d-%m-%Y"]}, "valid_to": {"from": "d", "formats": ["%Y-%m-%d", "%d-%m-%Y"], "end_date": True},
        "org_unit_id": {"from": ["c", "a"], "first": True, "slug": "_"}}},
    {"table": "lms.learning_records", "columns": {
        "source_person_key": {"from": "a"}, "course_id": {"from": "b", "extract": "(.*)-"}, "state": {"from": "c"},
        "occurred_at": {"from": "d", "formats": ["%Y-%m-%dT%H:%M:%S%z", "%d/%m/%Y"]}, "minutes": {"from": "b"}}},
    {"table": "lms.learning_events", "columns": {
        "statement_id": {"from": "a"}, "source_person_key": {"from": "a"}, "verb": {"value": "x"}, "is_completed": {"from": "c"},
        "occurred_at": {"value": "2025-01-01", "formats": ["%Y-%m-%d"]}, "duration_seconds": {"from": "d", "duration": "iso8601"}}},
]  # fmt: skip


@settings(max_examples=50)
@given(cells=st.lists(st.tuples(texts, texts, texts, texts), min_size=1, max_size=20))
def test_whatever_the_cells_hold_a_row_is_either_good_or_told(cells: list[tuple[str, str, str, str]]) -> None:
    """Rows read are rows good and rows with at least one failure; nothing else, and no error."""
    rows = [dict(zip("abcd", row, strict=True)) for row in cells]
    said = {"kind": "rows", "rows": rows, "tables": FUZZED, "known_on": "2025-01-01", "timezone": "Europe/Amsterdam",
            "delivery": "full", "end_date_is": "last_day", "decimal": ",", "thousands": "."}  # fmt: skip
    kind = FileKind.model_validate(said)
    how = Conforming("rows", kind, {}, "example", "test", PseudonymKey(KEY, 1))
    with duckdb.connect() as con:
        con.execute("set timezone = 'UTC'")
        conformed = conform(con, read_rows(con, kind=kind, file_name="rows"), load_contracts(), how)
        for table in conformed:
            ((failing,),) = con.execute(f"select count(distinct record) from {table.failures}").fetchall()
            assert table.rows_good + failing == table.rows_read == len(cells)
            required = [column.name for column in table.contract.filled if column.is_required]
            ((holes,),) = con.execute(
                f"select count(*) from {table.good} where {' is null or '.join(required)} is null"
            ).fetchall()
            assert holes == 0


def test_an_option_of_a_question_with_several_answers_is_named_by_question_and_choice(inbox: Inbox) -> None:
    """Qualtrics writes one ImportId for all options, and the choice beside it; without it eight columns would be one question."""
    unpivot = {
        "columns": r"QID\d+(_\d+)?",
        "name": "question_id",
        "value": "answer_value",
        "names_from": {"header_row": 3, "json_key": ["ImportId", "choiceId"]},
    }
    inbox.put(
        "x.csv",
        "ResponseId,Q1,Q12_1,Q12_3,Q9\n"
        "Id,One,A,C,Text\n"
        '"{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}","{""ImportId"":""QID12"",""choiceId"":""1""}",'
        '"{""ImportId"":""QID12"",""choiceId"":""3""}","{""ImportId"":""QID9_TEXT"",""choiceId"":""7""}"\n'
        "R1,4,1,,words\n"
        "R2,5,,1,\n",
    )
    tables = [
        {
            "table": "survey.answers",
            "columns": {"survey_id": {"value": "s"}, "response_key": {"from": "ResponseId"}},
            "unpivot": unpivot,
        }
    ]
    inbox.land(inbox.source({}, tables=tables, header_rows=3))
    assert inbox.rows("survey.answers", "line_number, question_id, answer_value") == [
        (4, "QID1", 4),
        (4, "QID12_1", 1),
        (5, "QID1", 5),
        (5, "QID12_3", 1),
    ]
