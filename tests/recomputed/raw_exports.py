"""The fictional company's export files, read with the csv and json modules only.

Belongs here: bytes to plain frames, one a file of the vendor, with the vendor's words still in them (Dutch reasons, English long dates).
What the words mean for a metric stands in days.py, workforce.py, learning.py and feedback.py. Nothing of the pipeline is imported in this
folder: the recomputation shares no code, preset or SQL with what it checks.
"""

import csv
import gzip
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
from pandas.api.typing import NaTType

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True)
class RawExports:
    """What the company delivered; people are employee numbers, or null where a file links nobody."""

    people: pd.DataFrame
    spells: pd.DataFrame
    functions: pd.DataFrame
    units: pd.DataFrame
    talents: pd.DataFrame
    courses: pd.DataFrame
    completions: pd.DataFrame
    activities: pd.DataFrame
    enrolments: pd.DataFrame
    statements: pd.DataFrame
    surveys: pd.DataFrame
    questions: pd.DataFrame
    invitations: pd.DataFrame
    responses: pd.DataFrame
    answers: pd.DataFrame


def read_csv(path: Path, *, delimiter: str = ",") -> list[dict[str, str]]:
    """Rows of one file as text, whatever of the two encodings it is in."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("windows-1252")
    return list(csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter))


def dutch_day(text: str) -> pd.Timestamp | NaTType:
    """A day written d-m-yyyy; NaT where blank."""
    return pd.Timestamp(datetime.strptime(text, "%d-%m-%Y")) if text else pd.NaT  # noqa: DTZ007 -- a date has no zone


def is_day(text: str) -> bool:
    """Whether a text is blank or a day that exists: the thirty-first of February is neither."""
    try:
        dutch_day(text)
    except ValueError:
        return False
    return True


def read_exports(folder: Path) -> RawExports:
    """Read every file of the export folder of a fictional company."""
    hris = {name: _newest(folder / "hris", name) for name in ("Medewerkers", "Dienstverbanden", "Functies", "Talenten")}
    people = pd.DataFrame(hris["Medewerkers"])
    known = _KnownPeople(people)
    courses = pd.DataFrame(read_csv(next((folder / "lms").glob("courses_*.csv"))))
    courses["course"] = courses["Course short name"].map(_slug)
    courses["minutes"] = pd.to_numeric(courses["Duration (minutes)"])
    responses, answers = _survey_answers(folder / "survey", known)
    return RawExports(
        people=people,
        spells=pd.DataFrame(hris["Dienstverbanden"]).drop_duplicates(),
        functions=pd.DataFrame(hris["Functies"]).drop_duplicates(),
        units=pd.DataFrame(_newest(folder / "hris", "Organisatorische eenheden")),
        talents=pd.DataFrame(hris["Talenten"]),
        courses=courses,
        completions=_completions(folder / "lms", known),
        activities=_activities(folder / "learning", known),
        enrolments=_enrolments(folder / "lms", known),
        statements=_statements(folder / "lms", known),
        surveys=pd.DataFrame(read_csv(folder / "survey" / "surveys.csv")),
        questions=pd.DataFrame(read_csv(folder / "survey" / "questions.csv")),
        invitations=_invitations(folder / "survey", known),
        responses=responses,
        answers=answers,
    )


class _KnownPeople:
    """Who a row of another system is: by employee number, else by an address that one person only has (RULE-12)."""

    def __init__(self, people: pd.DataFrame) -> None:
        self.numbers = set(people["Medewerker"])
        addresses = people[people["E-mail werk"] != ""].groupby(people["E-mail werk"].str.lower())["Medewerker"]
        self.by_address = {address: group.iloc[0] for address, group in addresses if group.nunique() == 1}

    def find(self, number: str, address: str) -> str | None:
        """The employee number, or null."""
        if number:
            return number if number in self.numbers else None
        return self.by_address.get(address.lower())


def _newest(folder: Path, name: str) -> list[dict[str, str]]:
    return read_csv(sorted(folder.glob(f"{name}_*.csv"))[-1], delimiter=";")


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9_-]+", "_", name.lower())


def _completions(folder: Path, known: _KnownPeople) -> pd.DataFrame:
    rows = []
    for file in sorted(folder.glob("completion-*.csv")):
        course = re.fullmatch(r"completion-(.+?)_\d{4}-\d{2}-\d{2}\.csv", file.name)
        assert course, file.name
        for row in read_csv(file):
            when = _or_none(row["Course complete"], "%d/%m/%y, %H:%M")
            person = known.find(row["ID number"], row["Email address"])
            if when is not None:
                rows.append((person, course[1], pd.Timestamp(when)))
    return pd.DataFrame(rows, columns=["person", "course", "at"]).drop_duplicates()


def _activities(folder: Path, known: _KnownPeople) -> pd.DataFrame:
    """Learning outside courses, as the learning office lists it; minutes are null where nobody wrote them down."""
    rows = [
        (known.find(row["employee_no_key"], ""), row["course_id"], pd.Timestamp(row["occurred_at"]), row["minutes"])
        for row in read_csv(next(folder.glob("learning_records_*.csv")))
    ]
    frame = pd.DataFrame(rows, columns=["person", "course", "at", "minutes"])
    return frame.assign(minutes=pd.to_numeric(frame["minutes"]))


def _enrolments(folder: Path, known: _KnownPeople) -> pd.DataFrame:
    rows = []
    for row in read_csv(next(folder.glob("course-participants_*.csv"))):
        person = known.find(row["ID number"], row["Email address"])
        when = _or_none(row["Time started"], "%A, %d %B %Y, %I:%M %p")
        # A status that nobody mapped (a Dutch word in an English export) is quarantined, not guessed at.
        if when is not None and row["Status"] in {"Active", "Not current", "Suspended"}:
            rows.append((person, _slug(row["Course short name"]), pd.Timestamp(when), row["Status"] == "Suspended"))
    return pd.DataFrame(rows, columns=["person", "course", "at", "is_withdrawn"]).drop_duplicates()


def _or_none(text: str, pattern: str) -> datetime | None:
    try:
        return datetime.strptime(text, pattern) if text else None  # noqa: DTZ007 -- a local time, as Moodle writes it
    except ValueError:
        return None


def _statements(folder: Path, known: _KnownPeople) -> pd.DataFrame:
    """Statements that stand, once each: those taken back by a voiding statement are gone, and so is what cannot be read."""
    found: dict[str, dict[str, object]] = {}
    voided = set()
    for file in sorted(folder.glob("*.ndjson.gz")):
        for line in gzip.decompress(file.read_bytes()).decode("utf-8").splitlines():
            try:
                statement = json.loads(line)
                when = datetime.fromisoformat(statement["timestamp"])
            except (ValueError, KeyError):
                continue
            verb = statement["verb"]["id"].rsplit("/", 1)[-1]
            if verb == "voided":
                voided.add(statement["object"]["id"])
                continue
            actor = statement["actor"]
            person = known.find(actor.get("account", {}).get("name", ""), actor.get("mbox", "").removeprefix("mailto:"))
            parent = statement["context"]["contextActivities"]["parent"][0]["id"]
            when = when if when.tzinfo else when.replace(tzinfo=UTC)
            found[statement["id"]] = {
                "person": person,
                "course": _slug(parent.rsplit("name=", 1)[-1]),
                "verb": verb,
                "at": pd.Timestamp(when.astimezone(AMSTERDAM).replace(tzinfo=None)),
                "seconds": _seconds(statement.get("result", {}).get("duration")),
                "is_completed": bool(statement.get("result", {}).get("completion")),
            }
    return pd.DataFrame([row for key, row in found.items() if key not in voided])


def _seconds(duration: str | None) -> float | None:
    """Seconds of an ISO 8601 duration of days, hours, minutes and seconds."""
    if duration is None:
        return None
    parts = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?", duration)
    if parts is None:
        return None
    days, hours, minutes, seconds = (float(part or 0) for part in parts.groups())
    return days * 86400 + hours * 3600 + minutes * 60 + seconds


def _invitations(folder: Path, known: _KnownPeople) -> pd.DataFrame:
    rows = []
    for file in sorted(folder.glob("distribution-*.csv")):
        survey = file.name.removeprefix("distribution-").rsplit("_", 1)[0]
        for row in read_csv(file):
            person = known.find(row["ExternalDataReference"], row["Email"])
            rows.append((survey, person, pd.Timestamp(row["SentAt"]).normalize()))
    return pd.DataFrame(rows, columns=["survey", "person", "invited_on"])


def _survey_answers(folder: Path, known: _KnownPeople) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Responses and their answers to questions with an id of their own (third header row)."""
    responses, answers = [], []
    for file in sorted(folder.glob("SV_*.csv")):
        survey = file.name.rsplit("_", 1)[0]
        names, _, import_ids, *rows = csv.reader(
            file.read_bytes().decode("utf-8-sig").splitlines(keepends=True), strict=True
        )
        headers = [json.loads(text) if text else {} for text in import_ids]
        # The options of a question with several answers are no answers on a scale.
        ids = ["" if "choiceId" in header else header.get("ImportId", "") for header in headers]
        for cells in rows:
            row = dict(zip(names, cells, strict=False))
            if row.get("Status") not in {"0", "1"}:  # spam and the like: quarantined
                continue
            person = known.find(row["ExternalReference"], row["RecipientEmail"])
            key = row["ResponseId"]
            is_finished, is_preview = row["Finished"] == "1", row["Status"] == "1"
            responses.append((survey, key, person, pd.Timestamp(row["RecordedDate"]), is_finished, is_preview))
            answers += [
                (survey, key, question, int(cell))
                for question, cell in zip(ids, cells, strict=False)
                if re.fullmatch(r"QID\d+(_\d+)?", question) and re.fullmatch(r"\d+", cell)
            ]
    return (
        pd.DataFrame(responses, columns=["survey", "response", "person", "at", "is_finished", "is_preview"]),
        pd.DataFrame(answers, columns=["survey", "response", "question", "answer"]),
    )
