"""Every quirk of the vendors' formats stands in the fictional company's exports: else reading them proves nothing."""

import csv
import gzip
import io
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingestion.company.exports_lms import short_name_in_file
from ingestion.company.writing import write_company


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_company(tmp_path_factory.mktemp("formats") / "exports", people=400, months=36).folder


def rows_of(path: Path, *, encoding: str = "utf-8", delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode(encoding), newline=""), delimiter=delimiter))


def hris(exports: Path, kind: str) -> list[dict[str, str]]:
    head, *rows = rows_of(exports / f"hris/{kind}_2025-12-31.csv", encoding="windows-1252", delimiter=";")
    return [dict(zip(head, row, strict=True)) for row in rows]


def newest_wave(exports: Path) -> list[list[str]]:
    return rows_of(engagement_waves(exports)[-1])


def engagement_waves(exports: Path) -> list[Path]:
    """The files of the engagement survey, in time."""
    head, *surveys = rows_of(exports / "survey/surveys.csv")
    kinds = {row[0]: row[head.index("kind")] for row in surveys}
    waves = [path for path in (exports / "survey").glob("SV_*.csv") if kinds[path.name[:18]] == "engagement"]
    return sorted(waves, key=lambda path: path.stem[-10:])


def test_the_hris_is_windows_1252_with_accents_and_not_utf_8(exports: Path) -> None:
    raw = (exports / "hris/Medewerkers_2025-12-31.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")
    text = raw.decode("windows-1252")
    assert all(name in text for name in ("Zoë", "Müller", "Sjöberg"))
    assert not raw.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "kind", ["Medewerkers", "Dienstverbanden", "Functies", "Organisatorische eenheden", "Talenten"]
)
def test_the_hris_ends_its_lines_with_cr_lf(exports: Path, kind: str) -> None:
    raw = (exports / f"hris/{kind}_2025-12-31.csv").read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r") > 1
    assert raw.endswith(b"\r\n")


def test_the_hris_writes_dates_without_leading_zeros_and_percentages_with_a_comma(exports: Path) -> None:
    starts = [row["Datum in dienst"] for row in hris(exports, "Dienstverbanden")]
    assert all(re.fullmatch(r"[1-9]\d?-[1-9]\d?-\d{4}", start) for start in starts)
    assert any(re.match(r"\d-\d-", start) for start in starts)
    percentages = {row["Deeltijdpercentage"] for row in hris(exports, "Functies")}
    assert percentages - {"8O,00"} == {"100,00", "90,00", "80,00", "60,00", "50,00", "40,00"}


def test_employee_numbers_have_leading_zeros_and_are_unique(exports: Path) -> None:
    numbers = [row["Medewerker"] for row in hris(exports, "Medewerkers")]
    assert numbers[0] == "001001"
    assert len(set(numbers)) == len(numbers)


def test_a_renewed_contract_begins_the_day_after_and_the_running_first_year_ends_in_the_future(exports: Path) -> None:
    rows = hris(exports, "Dienstverbanden")
    assert sum(row["Volgnummer"] == "2" for row in rows) > 20
    future = [row for row in rows if row["Datum uit dienst"].endswith("-2026")]
    assert future
    assert {row["Status"] for row in future} == {"Actief"}
    assert {row["Reden uit dienst"] for row in future} == {""}


def test_every_reason_that_occurs_is_known_to_the_preset_or_a_misfit(exports: Path, project_root: Path) -> None:
    preset = (project_root / "ingestion/presets/afas.yaml").read_text()
    reasons = {row["Reden uit dienst"] for row in hris(exports, "Dienstverbanden")} - {"", "Zie opmerking"}
    assert "Opzegging door werknemer" in reasons
    assert all(f"{reason}: " in preset for reason in reasons)


def test_units_are_a_tree_with_a_history(exports: Path) -> None:
    rows = hris(exports, "Organisatorische eenheden")
    codes = {row["Code"] for row in rows}
    assert {row["Bovenliggende eenheid"] for row in rows} <= codes | {""}
    periods = Counter(row["Code"] for row in rows)
    twice = [code for code, count in periods.items() if count == 2]
    assert len(twice) == 2, "one team is renamed, one moves to another division"
    names = [{row["Omschrijving"] for row in rows if row["Code"] == code} for code in twice]
    parents = [{row["Bovenliggende eenheid"] for row in rows if row["Code"] == code} for code in twice]
    assert sorted(map(len, names)) == sorted(map(len, parents)) == [1, 2]
    assert sum(bool(row["Einddatum"]) for row in rows) == 3, "the two that change, and the one that is closed"
    assert any(row["Omschrijving"] == "Brouwer" for row in rows)


def test_nobody_works_in_a_unit_after_it_has_closed(exports: Path) -> None:
    units = hris(exports, "Organisatorische eenheden")
    last_periods = {row["Code"]: row["Einddatum"] for row in units}
    ((closed, last_day),) = [(code, day) for code, day in last_periods.items() if day]
    members = [row["Einddatum"] for row in hris(exports, "Functies") if row["Organisatorische eenheid"] == closed]
    assert members
    assert all(day and calendar(day) <= calendar(last_day) for day in members)


def calendar(text: str) -> date:
    day, month, year = map(int, text.split("-"))
    return date(year, month, day)


def test_a_completion_report_is_wide_and_named_as_moodle_names_it(exports: Path) -> None:
    head, *rows = rows_of(exports / "lms/completion-safety_2025_2025-12-31.csv")
    assert head == [
        "ID", "Name", "Username", "ID number", "Email address", "Lessons", "Lessons - Completion date",
        "Final quiz", "Final quiz - Completion date", "Course complete",
    ]  # fmt: skip
    complete = [row[-1] for row in rows]
    assert "" in complete, "blank means not complete"
    assert any(re.fullmatch(r"[1-9]/\d\d/\d\d, \d\d:\d\d", text) for text in complete), (
        "the day has no leading zero, the month has"
    )
    states = {row[7] for row in rows}
    assert {"Completed (achieved pass grade)", "Not completed"} <= states


@pytest.mark.parametrize(
    ("short_name", "in_file"),
    [("Safety 2024", "safety_2024"), ("R&D-1", "r_d-1"), ("Financiën", "financi__n"), ("AI_2.0", "ai_2_0")],
)
def test_short_names_become_file_names_byte_by_byte(short_name: str, in_file: str) -> None:
    """Moodle replaces bytes, not letters: an accent in UTF-8 is two underscores."""
    assert short_name_in_file(short_name) == in_file


def test_participants_carry_long_english_times_and_three_states(exports: Path) -> None:
    head, *rows = rows_of(exports / "lms/course-participants_2025-12-31.csv")
    assert head == [
        "Course short name", "Username", "ID number", "Email address", "Time started", "Status",
        "Time ended", "Due date", "Exemption", "Groups",
    ]  # fmt: skip
    assert all(re.fullmatch(r"[A-Z][a-z]+day, [1-9]\d? [A-Z][a-z]+ 20\d\d, 1?\d:\d\d (AM|PM)", row[4]) for row in rows)
    assert {row[5] for row in rows} == {"Active", "Suspended", "Not current", "Gesuspendeerd"}


def test_nobody_is_enrolled_twice_in_a_course(exports: Path) -> None:
    _, *rows = rows_of(exports / "lms/course-participants_2025-12-31.csv")
    assert len({(row[0], row[1]) for row in rows}) == len(rows)


@pytest.fixture(scope="module")
def statements(exports: Path) -> list[dict[str, Any]]:
    packed = (exports / "lms/statements_2025-12-31.ndjson.gz").read_bytes()
    assert packed[4:8] == b"\0\0\0\0", "a time in the gzip header would change the bytes"
    return [json.loads(line) for line in gzip.decompress(packed).decode().splitlines()]


def test_statements_have_two_forms_of_actor_and_two_of_time(statements: list[dict[str, Any]]) -> None:
    actors = Counter(next(key for key in ("mbox", "account") if key in s["actor"]) for s in statements)
    assert min(actors.values()) > 20
    endings = Counter(str(s["timestamp"])[-6:] for s in statements)
    assert endings["+01:00"] > 0
    assert endings["+02:00"] > 0
    assert sum(str(s["timestamp"]).endswith("Z") for s in statements) > 20


def test_some_statements_are_delivered_twice_and_some_are_voided(
    exports: Path, statements: list[dict[str, Any]]
) -> None:
    truth = json.loads((exports / "truth.json").read_text())["statements"]
    proper = [s for s in statements if str(s["id"]) != "00000000-0000-4000-8000-000000000031"]
    assert len(proper) == truth["delivered"]
    by_id: dict[str, set[str]] = {}
    for statement in proper:
        by_id.setdefault(str(statement["id"]), set()).add(json.dumps(statement, sort_keys=True))
    assert len(by_id) == truth["different"] < truth["delivered"]
    assert {len(bodies) for bodies in by_id.values()} == {1}, "the same statement, letter for letter"
    voiding = [s for s in proper if s["verb"]["id"] == "http://adlnet.gov/expapi/verbs/voided"]
    assert len(voiding) == truth["voided"] == 2
    assert all(s["object"]["id"] in by_id for s in voiding)


def test_durations_of_completions_overlap_those_of_sessions(statements: list[dict[str, Any]]) -> None:
    """Adding all durations up counts the time twice: only terminated sessions may be summed."""
    seconds: Counter[str] = Counter()
    for statement in statements:
        result = statement.get("result")
        if isinstance(result, dict):
            parts = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(\d+)(?:\.\d+)?S", result["duration"])
            assert parts is not None, result
            hours, minutes, rest = (int(part or 0) for part in parts.groups())
            seconds[str(statement["verb"]["id"]).rsplit("/", 1)[-1]] += 3600 * hours + 60 * minutes + rest
    assert set(seconds) == {"terminated", "completed"}
    assert seconds["completed"] > 0.5 * seconds["terminated"]


def test_survey_files_have_three_header_rows_and_a_trailing_column(exports: Path) -> None:
    names, texts, identities, *rows = newest_wave(exports)
    assert names[-1] == texts[-1] == identities[-1] == ""
    assert {row[-1] for row in rows} == {""}
    assert any("\n" in text for text in texts)
    assert any("<b>" in text for text in texts)
    assert json.loads(identities[names.index("Q7")]) == {"ImportId": "QID7"}
    assert json.loads(identities[names.index("Q10")]) == {"ImportId": "QID10_TEXT"}
    assert json.loads(identities[names.index("StartDate")]) == {"ImportId": "startDate", "timeZone": "Europe/Amsterdam"}


def test_a_wave_holds_previews_unfinished_skipped_anonymous_and_double_responses(exports: Path) -> None:
    names, _, _, *rows = newest_wave(exports)
    cells = [dict(zip(names, row, strict=True)) for row in rows]
    assert sum(cell["Status"] == "1" for cell in cells) == 2
    unfinished = [cell for cell in cells if cell["Finished"] == "0"]
    assert unfinished
    assert all(cell["Q9"] == "" and int(cell["Progress"]) < 100 for cell in unfinished)
    assert any(cell[f"Q{number}"] == "-99" for cell in cells for number in range(1, 10))
    assert any(cell["ExternalReference"] == cell["RecipientEmail"] == "" for cell in cells if cell["Status"] == "0")
    people = Counter(cell["ExternalReference"] for cell in cells if cell["ExternalReference"])
    assert max(people.values()) == 2
    assert len({cell["ResponseId"] for cell in cells}) == len(cells)


def test_answers_stay_on_their_scales_and_the_reversed_question_runs_the_other_way(exports: Path) -> None:
    names, _, _, *rows = newest_wave(exports)
    cells = [dict(zip(names, row, strict=True)) for row in rows if row[names.index("Status")] == "0"]
    for number in range(1, 9):
        values = {cell[f"Q{number}"] for cell in cells} - {"", "-99", "Agree"}
        assert {"2", "3", "4", "5"} <= values <= {"1", "2", "3", "4", "5"}
    recommended = {cell["Q9"] for cell in cells} - {"", "-99"}
    assert {"4", "5", "6", "7", "8", "9", "10"} <= recommended <= {str(value) for value in range(11)}
    answered = [cell for cell in cells if cell["Q6"].isdigit() and cell["Q7"].isdigit() and cell["Q8"].isdigit()]
    high = [int(cell["Q7"]) for cell in answered if cell["Q6"] == "5"]
    low = [int(cell["Q7"]) for cell in answered if cell["Q6"] in {"1", "2"}]
    assert sum(high) / len(high) + 1 < sum(low) / len(low)


def test_comments_hold_what_breaks_a_careless_reader(exports: Path) -> None:
    names, _, _, *rows = newest_wave(exports)
    comments = {row[names.index("Q10")] for row in rows}
    assert any("\n" in text for text in comments)
    assert any('"' in text for text in comments)
    assert any("," in text for text in comments)


def test_there_are_two_waves_a_year_each_with_its_invitations(exports: Path) -> None:
    waves = engagement_waves(exports)
    assert len(waves) == 6
    for wave in waves:
        head, *invited = rows_of(exports / f"survey/distribution-{wave.name}")
        names, _, _, *responses = rows_of(wave)
        people = {row[head.index("ExternalDataReference")] for row in invited}
        answered = {row[names.index("ExternalReference")] for row in responses} - {""}
        assert answered <= people
        assert 0.5 < len(answered) / len(people) < 0.9
    listed = [row[0] for row in rows_of(exports / "survey/surveys.csv")][1:]
    assert listed[:6] == [path.name[:18] for path in waves]
    questions = rows_of(exports / "survey/questions.csv")[1:]
    asked = [row for row in questions if row[0] in listed[:6]]
    assert Counter((row[3], row[4], row[5]) for row in asked) == {
        ("5", "false", "rating"): 42,
        ("5", "true", "rating"): 6,
        ("11", "false", "enps"): 6,
        ("7", "false", "rating"): 6 * 4,
        ("7", "true", "rating"): 6 * 3,
        ("2", "false", "choice"): 6 * 8,
    }


def test_items_one_three_and_five_of_psychological_safety_are_reversed(exports: Path) -> None:
    """Edmondson's seven, in her order; the place in the index says which is which in every wave."""
    questions = {(row[0], row[1]): row[4] for row in rows_of(exports / "survey/questions.csv")[1:]}
    items = [row for row in rows_of(exports / "survey/question_indices.csv")[1:] if row[2] == "psychological_safety"]
    assert len(items) == 6 * 7
    assert {int(row[3]) for row in items if questions[row[0], row[1]] == "true"} == {1, 3, 5}


def test_a_question_of_several_answers_is_split_into_columns(exports: Path) -> None:
    names, texts, identities, *rows = newest_wave(exports)
    place = names.index("Q12_3")
    assert json.loads(identities[place]) == {"ImportId": "QID12", "choiceId": "3"}
    assert texts[place].endswith("Selected Choice - Working with AI")
    assert {row[place] for row in rows} == {"", "1"}


def test_programmes_have_reactions_of_people_who_never_came_and_follow_ups_months_later(exports: Path) -> None:
    head, *surveys = rows_of(exports / "survey/surveys.csv")
    asked = [dict(zip(head, row, strict=True)) for row in surveys]
    about = Counter(row["kind"] for row in asked)
    assert about == {"engagement": 6, "reaction": 5, "follow_up": 5, "onboarding": 1}
    assert {row["closed_on"] for row in asked if row["kind"] != "engagement"} == {"2025-12-31"}, "eleven on one day"
    completed = {
        (row["Username"], path.name)
        for path in (exports / "lms").glob("completion-compass*.csv")
        for row in csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline=""))
        if "Course complete" in row and row["Course complete"] not in {"", "Not completed"}
    }
    reaction = next(row["survey_id"] for row in asked if row["name"] == "Reaction compass")
    (path,) = (exports / "survey").glob(f"{reaction}_*.csv")
    names, _, _, *rows = rows_of(path)
    people = {int(row[names.index("ExternalReference")]) for row in rows}
    came = {int(re.sub(r"\D", "", name)) for name, _ in completed}
    assert people - came, "some answer who never came"
    assert len(people & came) > 5 * len(people - came)


def test_360_degree_ratings_lie_on_their_scale_and_self_is_above_others(exports: Path) -> None:
    head, *rows = rows_of(exports / "survey/competency_ratings.csv")
    cells = [dict(zip(head, row, strict=True)) for row in rows]
    assert all(1 <= float(cell["mean_rating"]) <= 5 for cell in cells)
    mean = {
        group: sum(float(cell["mean_rating"]) for cell in cells if cell["rater_group"] == group)
        / sum(cell["rater_group"] == group for cell in cells)
        for group in ("self", "peer")
    }
    assert 0.2 < mean["self"] - mean["peer"] < 0.5, "put in: .35"
    assert any(int(cell["rater_count"]) == 2 for cell in cells if cell["rater_group"] == "peer"), "too few to be shown"
    assert all(int(cell["actionable_comment_count"]) <= int(cell["comment_count"]) for cell in cells)
