"""The small parts of the fictional company: delimited text, dates, identifiers, and hazards and risks by hand."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.company import counterfactuals
from ingestion.company.careers import simulate_careers
from ingestion.company.contracts import talent_flags_of
from ingestion.company.delimited import Style, write_delimited
from ingestion.company.exports_hris import dutch_days
from ingestion.company.exports_lms import long_times, short_times
from ingestion.company.identifiers import survey_tool_ids, uuids
from ingestion.company.names import GIVEN_NAMES, SURNAMES, ascii_letters
from ingestion.company.organisation import build_organisation
from ingestion.company.programmes import PROGRAMMES
from ingestion.company.quitting import other_hazard, quit_hazard
from ingestion.company.state import first_state
from ingestion.company.tables import NOBODY, Floats, Ints, Period, add_months
from ingestion.company.texts import pick, texts_from

PERIOD = Period(end=date(2025, 12, 31), months=24)
CELL = st.text(alphabet=st.sampled_from('ab;,"\n\ré 0'), max_size=6)


@settings(deadline=None)
@given(rows=st.lists(st.tuples(CELL, CELL), max_size=6), delimiter=st.sampled_from(";,"))
def test_what_is_written_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], delimiter: str
) -> None:
    path = tmp_path_factory.mktemp("delimited") / "file.csv"
    columns = {"a": texts_from([first for first, _ in rows]), 'b"': texts_from([second for _, second in rows])}
    style = Style(delimiter=delimiter, line_end="\r\n", encoding="windows-1252")
    assert write_delimited(path, columns, style=style, literal_rows=[{'b"': "1;2,3"}]) == len(rows) + 1
    text = path.read_bytes().decode("windows-1252")
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)) == [
        ["a", 'b"'],
        *map(list, rows),
        ["", "1;2,3"],
    ]


def test_a_cell_is_quoted_only_where_it_has_to_be(tmp_path: Path) -> None:
    columns = {"a": texts_from(["plain", "x, y", 'say "x"', None])}
    write_delimited(tmp_path / "f.csv", columns, style=Style(delimiter=",", line_end="\n", encoding="utf-8"))
    assert (tmp_path / "f.csv").read_text() == 'a\nplain\n"x, y"\n"say ""x"""\n\n'


def test_a_literal_row_for_a_column_that_is_not_there_is_refused(tmp_path: Path) -> None:
    style = Style(delimiter=",", line_end="\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"no column \['b'\]; it has \['a'\]"):
        write_delimited(tmp_path / "f.csv", {"a": texts_from(["1"])}, style=style, literal_rows=[{"b": "2"}])


def test_a_place_that_nobody_has_is_null() -> None:
    assert pick(("x", "y"), np.array([1, NOBODY, 0])).to_pylist() == ["y", None, "x"]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2023-11-15", 12, "2024-11-15"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day: str, months: int, later: str) -> None:
    assert add_months(np.array([day], dtype="datetime64[D]"), months)[0] == np.datetime64(later)


def test_days_and_times_are_spelled_as_the_vendors_do() -> None:
    days = np.array(["2024-03-09", "NaT", "2024-12-31"], dtype="datetime64[D]")
    assert dutch_days(days).to_pylist() == ["9-3-2024", None, "31-12-2024"]
    times = np.array(["2021-10-07T09:08", "NaT", "2024-02-29T12:00", "2024-02-29T00:30"], dtype="datetime64[m]")
    assert short_times(times).to_pylist() == ["7/10/21, 09:08", None, "29/02/24, 12:00", "29/02/24, 00:30"]
    assert long_times(times).to_pylist() == [
        "Thursday, 7 October 2021, 9:08 AM",
        None,
        "Thursday, 29 February 2024, 12:00 PM",
        "Thursday, 29 February 2024, 12:30 AM",
    ]


def test_identifiers_have_the_vendors_forms_and_do_not_repeat() -> None:
    statements = uuids(5_000, rng=np.random.default_rng(1)).to_pylist()
    assert all(
        re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", str(each))
        for each in statements
    )
    responses = survey_tool_ids(5_000, prefix="R_", rng=np.random.default_rng(1)).to_pylist()
    assert all(re.fullmatch(r"R_[0-9A-Za-z]{15}", str(each)) for each in responses)
    assert len(set(statements)) == len(set(responses)) == 5_000


@pytest.mark.parametrize(
    ("name", "plain"),
    [("Zoë", "zoe"), ("Großmann", "grossmann"), ("Søren", "soren"), ("van der Åkesson", "vanderakesson")],
)
def test_addresses_are_ascii(name: str, plain: str) -> None:
    assert ascii_letters(name) == plain


def test_every_name_has_a_place_in_the_encoding_of_the_hris() -> None:
    assert "".join((*GIVEN_NAMES, *SURNAMES)).encode("windows-1252")
    assert all(ascii_letters(name) for name in (*GIVEN_NAMES, *SURNAMES))


def test_the_hazard_of_quitting_is_the_product_of_what_drives_it() -> None:
    """A junior of six months, one sd below, team 1.1, programme .6: .0108 x 1.7 x 1.25 x e^.45 x 1.1 x .6."""
    hazard = quit_hazard(
        np.array([6]),
        level=np.array([0]),
        engagement=np.array([-1.0]),
        team_factor=np.array([1.1]),
        programme_factor=np.array([0.6]),
    )
    assert hazard == pytest.approx([0.0237552], abs=1e-7)


def test_risks_are_cumulative_incidences_with_other_exits_competing(monkeypatch: pytest.MonkeyPatch) -> None:
    """With constant hazards h and o the risk after twelve months is h / (h + o) x (1 - (1 - h - o)^12)."""
    rng = np.random.default_rng(1)
    state = first_state(build_organisation(60, months=24, rng=rng), period=PERIOD, people=60, rng=rng)
    number = next(place for place, programme in enumerate(PROGRAMMES) if programme.key == "compass")
    state.started[number, :5] = 3
    state.started[number, 5] = 13  # fewer than twelve months of history behind it

    def constant(_state: object, people: Ints, *, without: int | None = None, **_month: int) -> Floats:
        return np.full(len(people), 0.03 if without == number else 0.02)

    monkeypatch.setattr(counterfactuals, "quit_hazard_of", constant)
    risks = counterfactuals.QuitRisks(state)
    for month in range(24):
        risks.follow_month(state, month=month)
    risk = risks.by_programme(state)[number]
    assert risk is not None
    assert (risk.n_started, risk.n_followed) == (6, 5)
    expected = [h / (h + other_hazard()) * (1 - (1 - h - other_hazard()) ** 12) for h in (0.02, 0.03)]
    assert [risk.risk_with, risk.risk_without] == pytest.approx(expected, rel=1e-12)
    assert risk.risk_difference == pytest.approx(expected[1] - expected[0], rel=1e-9)


def test_nobody_of_a_large_company_is_flagged_on_or_after_a_notice() -> None:
    careers = simulate_careers(people=20_000, period=PERIOD, seed=1)
    flags = talent_flags_of(careers, rng=np.random.default_rng(1))
    notice = careers.notice[flags.person]
    assert (~np.isnat(notice)).sum() > 50
    assert np.all(np.isnat(notice) | (flags.flagged_on < notice))


@pytest.mark.parametrize("people", [60, 600, 20_000, 1_000_000])
def test_a_company_of_any_size_is_a_tree_with_as_many_places_as_people(people: int) -> None:
    organisation = build_organisation(people, months=48, rng=np.random.default_rng(1))
    size = organisation.size.copy()
    size[organisation.opened] = 0
    assert size.sum() == people
    assert size[organisation.is_team].min() >= 0
    assert size[np.flatnonzero(organisation.is_team)[0]] == 3, "one team is always too small to be shown"
    above = organisation.parent
    assert np.all(above < np.arange(len(above))), "a unit comes after its parent: no cycle"
    assert len({*organisation.code}) == len(organisation.code)
    assert organisation.division[organisation.new_parent] != organisation.division[organisation.moved]
    depth = 1 + (above >= 0) + (above[np.maximum(above, 0)] >= 0) * (above >= 0)
    assert depth.max() == (3 if people >= 20_000 else 2)
