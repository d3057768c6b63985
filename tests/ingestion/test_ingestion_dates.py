"""Dates are read as declared, never guessed, and a column that can be read in two ways is refused."""

from datetime import date, datetime, timedelta
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.casting import date_column
from ingestion.dates import DateFormat
from ingestion.definitions import ColumnRule
from ingestion.errors import AmbiguousColumn, AmbiguousDates
from tests.ingestion.inbox import Inbox

CON = duckdb.connect()
CON.execute("set timezone = 'UTC'")


def rule(*formats: str, when_ambiguous: str | None = None) -> ColumnRule:
    return ColumnRule.model_validate({"from": "x", "formats": formats, "when_ambiguous": when_ambiguous})


def read(values: list[str], *formats: str, data_type: str = "DATE", **said: Any) -> list[Any]:
    column = date_column(rule(*formats, **said))
    sql = column.read("value", data_type=data_type, timezone="Europe/Amsterdam")
    query = f"select {sql} from (select unnest($values) as value, generate_subscripts($values, 1) as nr) order by nr"
    return [value for (value,) in CON.execute(query, {"values": values}).fetchall()]


def ambiguity(values: list[str], *formats: str, **said: Any) -> AmbiguousColumn | None:
    CON.execute(
        "create or replace temp table given as select unnest($v) as value, generate_subscripts($v, 1) + 1 as line",
        {"v": values},
    )
    column = date_column(rule(*formats, **said))
    return column.find_ambiguity(CON, relation="given", value="value", line="line", column="Datum")


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("31-12-2025", "%d-%m-%Y", date(2025, 12, 31)),
        ("1-2-2025", "%d-%m-%Y", date(2025, 2, 1)),
        ("29-02-2024", "%d-%m-%Y", date(2024, 2, 29)),
        ("29-02-2023", "%d-%m-%Y", None),
        ("31/12/2025", "%d-%m-%Y", None),
        ("31-12-2025 ", "%d-%m-%Y", None),
        ("31-12-2025x", "%d-%m-%Y", None),
        ("031-12-2025", "%d-%m-%Y", None),
        ("01-02-0025", "%d-%m-%Y", date(25, 2, 1)),
        ("01-02-25", "%d-%m-%Y", None),
        ("01-02-25", "%d-%m-%y", date(2025, 2, 1)),
        ("01-02-49", "%d-%m-%y", date(2049, 2, 1)),
        ("01-02-50", "%d-%m-%y", None),
        ("01-02-1999", "%d-%m-%y", None),
        ("20251231", "%Y%m%d", date(2025, 12, 31)),
        ("2025-12-31T23:30:00", "%Y-%m-%dT%H:%M:%S", date(2025, 12, 31)),
        ("Wednesday, 31 December 2025", "%A, %d %B %Y", date(2025, 12, 31)),
        ("31 december 2025", "%d %B %Y", date(2025, 12, 31)),
        ("31 Dec 2025", "%d %b %Y", date(2025, 12, 31)),
        ("31 Mai 2025", "%d %B %Y", None),
        ("0000-00-00", "%Y-%m-%d", None),
        ("2024-01-31-08:00", "%Y-%m-%d%z", date(2024, 1, 31)),
    ],
)
def test_a_date_is_read_in_its_format_or_not_at_all(text: str, form: str, expected: date | None) -> None:
    assert read([text], form) == [expected]


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        # Winter is one hour before Amsterdam, summer two.
        ("2025-01-15 12:00:00", "%Y-%m-%d %H:%M:%S", datetime(2025, 1, 15, 11)),  # noqa: DTZ001  (landed without zone)
        ("2025-07-15 12:00:00", "%Y-%m-%d %H:%M:%S", datetime(2025, 7, 15, 10)),  # noqa: DTZ001
        ("2025-07-15", "%Y-%m-%d", datetime(2025, 7, 14, 22)),  # noqa: DTZ001
        ("17/10/21, 9:05", "%d/%m/%y, %H:%M", datetime(2021, 10, 17, 7, 5)),  # noqa: DTZ001
        ("12/31/2025 11:59:59 PM", "%m/%d/%Y %I:%M:%S %p", datetime(2025, 12, 31, 22, 59, 59)),  # noqa: DTZ001
        ("12/31/2025 12:00:00 am", "%m/%d/%Y %I:%M:%S %p", datetime(2025, 12, 30, 23)),  # noqa: DTZ001
        ("2021-11-29T23:09:00.867219+00:00", "%Y-%m-%dT%H:%M:%S%z", datetime(2021, 11, 29, 23, 9, 0, 867219)),  # noqa: DTZ001
        ("2021-11-29T23:09:00.8672199Z", "%Y-%m-%dT%H:%M:%S%z", datetime(2021, 11, 29, 23, 9, 0, 867220)),  # noqa: DTZ001
        ("2021-11-29T23:09:00.5Z", "%Y-%m-%dT%H:%M:%S%z", datetime(2021, 11, 29, 23, 9, 0, 500000)),  # noqa: DTZ001
        ("2021-11-29T23:09:00+0530", "%Y-%m-%dT%H:%M:%S%z", datetime(2021, 11, 29, 17, 39)),  # noqa: DTZ001
        ("2021-11-29T23:09:00-08:00", "%Y-%m-%dT%H:%M:%S%z", datetime(2021, 11, 30, 7, 9)),  # noqa: DTZ001
        ("2021-11-29T23:09:00", "%Y-%m-%dT%H:%M:%S%z", None),
        ("2021-11-29T24:00:00Z", "%Y-%m-%dT%H:%M:%S%z", None),
        ("2021-11-29T23:09:00+99:00", "%Y-%m-%dT%H:%M:%S%z", None),
    ],
)
def test_a_moment_is_brought_to_utc(text: str, form: str, expected: datetime | None) -> None:
    assert read([text], form, data_type="TIMESTAMP") == [expected]


def test_the_date_of_a_moment_with_an_offset_is_the_local_one() -> None:
    """23:30 UTC on New Year's Eve is the first of January in Amsterdam."""
    assert read(["2024-12-31T23:30:00Z"], "%Y-%m-%dT%H:%M:%S%z") == [date(2025, 1, 1)]


def test_formats_are_tried_in_order() -> None:
    assert read(["2025-12-31", "31-12-2025", "soon"], "%Y-%m-%d", "%d-%m-%Y") == [date(2025, 12, 31)] * 2 + [None]


days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(day=days, form=st.sampled_from(["%d-%m-%Y", "%m/%d/%Y", "%Y.%m.%d", "%Y%m%d", "%d %B %Y", "%A %d %B %Y"]))
def test_a_written_date_reads_back_as_itself(day: date, form: str) -> None:
    assert read([day.strftime(form)], form) == [day]


@given(moment=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)), minutes=st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001
def test_a_written_moment_with_its_offset_reads_back_in_utc(moment: datetime, minutes: int) -> None:
    sign, size = "-" if minutes < 0 else "+", abs(minutes)
    text = f"{(moment + timedelta(minutes=minutes)).isoformat(timespec='microseconds')}{sign}{size // 60:02}:{size % 60:02}"
    assert read([text], "%Y-%m-%dT%H:%M:%S%z", data_type="TIMESTAMP") == [moment]


def test_a_value_that_reads_in_two_orders_refuses_the_column() -> None:
    found = ambiguity(["31-12-2024", "03-04-2024", "05-06-2024"], "%d-%m-%Y", "%m-%d-%Y")
    assert found == AmbiguousColumn(
        column="Datum",
        rows=2,
        line=3,
        value="03-04-2024",
        readings=(("day first", "2024-04-03"), ("month first", "2024-03-04")),
        pattern="",
    )


def test_separators_are_no_evidence_of_the_order() -> None:
    """Day first with dashes, month first with slashes: nothing says that 03/04 is not a day first too."""
    found = ambiguity(["31-12-2024", "12/31/2024", "03/04/2024"], "%d-%m-%Y", "%m/%d/%Y")
    assert found is not None
    assert (found.rows, found.line, found.value) == (1, 4, "03/04/2024")


@pytest.mark.parametrize(
    "values", [["31-12-2024", "12/31/2024"], ["05-05-2024"], ["05-05-2024", "13-01-2024"], ["soon", ""]]
)
def test_a_column_that_reads_in_one_way_only_is_not_ambiguous(values: list[str]) -> None:
    assert ambiguity(values, "%d-%m-%Y", "%m/%d/%Y") is None


def test_one_declared_order_is_believed() -> None:
    assert ambiguity(["03-04-2024", "05-06-2024"], "%d-%m-%Y", "%d/%m/%Y") is None


def test_two_digit_years_make_year_first_ambiguous_too() -> None:
    found = ambiguity(["10-11-12"], "%d-%m-%y", "%y-%m-%d")
    assert found is not None
    assert found.readings == (("day first", "2012-11-10"), ("year first (ymd)", "2010-11-12"))


def test_times_of_day_take_part() -> None:
    found = ambiguity(["03/04/2024 10:30"], "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M")
    assert found is not None
    assert found.readings[0] == ("day first", "2024-04-03 10:30:00")


DAY_FIRST = ["3/4/1973", "13-04-1973", "10/12/1999", "28-02-2001", "1/1/2000", "12/12/1980", "6/7/1990", "9/9/1999"]


@pytest.mark.parametrize("formats", [("%d-%m-%Y",), ("%m/%d/%Y",), ("%d-%m-%Y", "%m/%d/%Y")])
def test_the_pattern_of_a_month_first_spreadsheet_over_a_day_first_column_is_named(formats: tuple[str, ...]) -> None:
    """Even one declared order is not believed then: half of the values would be misread or quarantined."""
    found = ambiguity(DAY_FIRST, *formats)
    assert found is not None
    assert "month-first spreadsheet over a day-first column: 6 value(s) with slashes" in found.pattern
    assert "and 2 with dashes" in found.pattern
    assert (found.rows, found.value) == (3, "3/4/1973")


def test_with_several_orders_a_value_is_read_in_the_one_in_which_it_is_valid_whatever_its_separator() -> None:
    values = ["31/12/2024", "12-31-2024", "5.5.2024"]
    assert read(values, "%d-%m-%Y", "%m/%d/%Y") == [date(2024, 12, 31), date(2024, 12, 31), date(2024, 5, 5)]


@pytest.mark.parametrize(
    "values",
    [
        ["3/4/1973", "13-04-1973"],
        [*DAY_FIRST, "4/13/1973"],
        [*DAY_FIRST, "03-04-1973"],
        DAY_FIRST[::2],
        [v for v in DAY_FIRST if "/" in v],
    ],
)
def test_other_columns_do_not_show_the_pattern(values: list[str]) -> None:
    assert ambiguity(values, "%m/%d/%Y") is None


def test_the_decision_reads_every_value_in_that_order_where_it_is_valid_so() -> None:
    read_day_first = read(DAY_FIRST, "%d-%m-%Y", when_ambiguous="day_first")
    assert read_day_first[:3] == [date(1973, 4, 3), date(1973, 4, 13), date(1999, 12, 10)]
    assert ambiguity(DAY_FIRST, "%d-%m-%Y", when_ambiguous="day_first") is None
    both = ["3/4/1973", "4/13/1973", "13-04-1973"]
    assert read(both, "%d-%m-%Y", "%m/%d/%Y", when_ambiguous="month_first") == [
        date(1973, 3, 4),
        date(1973, 4, 13),
        date(1973, 4, 13),
    ]


@given(day=days, separator=st.sampled_from("-/. "))
def test_under_a_decision_the_separator_does_not_matter(day: date, separator: str) -> None:
    text = separator.join((str(day.day), str(day.month), str(day.year)))
    assert read([text], "%d-%m-%Y", when_ambiguous="day_first") == [day]


@given(values=st.lists(days, min_size=1, max_size=5))
def test_no_column_is_read_that_another_order_would_read_otherwise(values: list[date]) -> None:
    texts = [f"{day.day}/{day.month}/{day.year}" for day in values]
    has_two_readings = any(day.day <= 12 and day.day != day.month for day in values)
    assert (ambiguity(texts, "%d/%m/%Y", "%m/%d/%Y") is not None) == has_two_readings


def test_an_unknown_directive_is_told_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"'%d-%q-%Y' holds %q; allowed are %d %m"):
        DateFormat.parse("%d-%q-%Y")


def test_a_file_with_an_ambiguous_column_is_refused_and_says_what_to_write(inbox: Inbox) -> None:
    columns = {
        "course_id": {"from": "Id"},
        "source_person_key": {"from": "Nr"},
        "due_on": {"from": "Due", "formats": ["%d-%m-%Y", "%m-%d-%Y"]},
        "enrolled_at": {"from": "On", "formats": ["%Y-%m-%d"]},
    }
    inbox.put("x.csv", "Id,Nr,On,Due\nA,1,2025-01-01,31-12-2025\nA,2,2025-01-01,03-04-2025\n")
    with pytest.raises(AmbiguousDates) as refused:
        inbox.land(inbox.source(columns, table="lms.enrollments"))
    told = str(refused.value)
    assert "x.csv is refused" in told
    assert "column 'Due': 1 value(s)" in told
    assert "'03-04-2025' on line 3, is 2025-04-03 (day first) or 2025-03-04 (month first)" in told
    assert "`when_ambiguous: day_first`" in told
    assert not list(inbox.home.glob("landing/*"))


def test_a_two_digit_year_before_2000_goes_to_quarantine_under_its_own_rule(inbox: Inbox) -> None:
    columns = {
        "source_person_key": {"from": "Nr"},
        "birth_year": {"from": "Born", "formats": ["%d-%m-%y"], "part": "year"},
    }
    inbox.put("x.csv", "Nr,Born\n1,01-02-03\n2,01-02-78\n3,soon\n")
    inbox.land(inbox.source(columns, table="hris.employees"))
    assert inbox.rows("hris.employees", "line_number, birth_year") == [(2, 2003)]
    assert inbox.quarantined() == [
        (3, "birth_year", "01-02-78", "two_digit_year"),
        (4, "birth_year", "soon", "not_a_date"),
    ]
