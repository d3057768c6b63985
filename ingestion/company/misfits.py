"""Rows that cannot be read, one or two a file: they must go to quarantine, and be seen there.

Belongs here: the rows, cell by cell as they stand in the files, with what is wrong and how many records of which
contract table they cost. Not here: special people whose rows are fine (cast.py).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from ingestion.company.company import Company
from ingestion.company.delimited import LiteralRow
from ingestion.company.people import NUMBER_DIGITS

HRIS, LMS, XAPI, SURVEY = "hris", "lms", "xapi", "survey"


@dataclass(frozen=True)
class Misfit:
    """One row that cannot land.

    `file` names the kind of file (or the course); an xAPI row is a line of JSON under the key 'line'.
    """

    folder: str
    file: str
    table: str
    reason: str
    row: LiteralRow


def misfits_of(company: Company) -> tuple[Misfit, ...]:
    """The misfits; those of the HRIS that need a person take the member of the cast who moves team."""
    roles = [member.role for member in company.casting.members]
    number = str(company.casting.numbers[roles.index("moves_team")]).zfill(NUMBER_DIGITS)
    unit = company.organisation.code[-1]
    contract = {"Medewerker": number, "Soort medewerker": "Personeelslid", "Status": "Uit dienst"}
    account = {
        "ID": "2",
        "Name": "Admin User",
        "Username": "admin",
        "ID number": "",
        "Email address": "admin@exampleworks.example",
    }
    statement = {
        "id": "00000000-0000-4000-8000-000000000031",
        "actor": {"objectType": "Agent", "account": {"homePage": "https://hr.exampleworks.example", "name": number}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/initialized"},
        "object": {"objectType": "Activity", "id": "https://lms.exampleworks.example/course/view.php?name=AI-basics"},
        "timestamp": "2024-02-31T09:00:00Z",
    }
    times = f"{company.waves[-1].opened_on} 12:00:00"
    response = {"StartDate": times, "EndDate": times, "RecordedDate": times, "Progress": "100", "Finished": "1"}
    return (
        Misfit(
            HRIS, "Medewerkers", "hris.employees",
            "A trial record: an impossible birth date and a gender code nobody mapped; both are listed.",
            {"Medewerker": "900001", "Achternaam": "Proef", "Geboortedatum": "31-2-1984", "Geslacht": "X"},
        ),
        Misfit(
            HRIS, "Dienstverbanden", "hris.employment_spells", "A start on 31 February.",
            {**contract, "Volgnummer": "7", "Datum in dienst": "31-2-2024", "Datum uit dienst": "31-3-2024"},
        ),
        Misfit(
            HRIS, "Dienstverbanden", "hris.employment_spells", "A reason for leaving that the preset does not know.",
            {**contract, "Volgnummer": "8", "Datum in dienst": "1-2-2024", "Datum uit dienst": "31-3-2024",
             "Reden uit dienst": "Zie opmerking"},
        ),
        Misfit(
            HRIS, "Dienstverbanden", "hris.employment_spells", "A last day before the first.",
            {**contract, "Volgnummer": "9", "Datum in dienst": "1-2-2024", "Datum uit dienst": "31-1-2024"},
        ),
        Misfit(
            HRIS, "Functies", "hris.job_assignments", "A percentage typed with the letter O.",
            {"Medewerker": number, "Volgnummer dienstverband": "7", "Begindatum": "1-2-2024", "Einddatum": "31-3-2024",
             "Organisatorische eenheid": unit, "Functie": "Medewerker", "Deeltijdpercentage": "8O,00"},
        ),
        Misfit(
            LMS, "AI-basics", "lms.learning_records", "Completed on 31 February.",
            {**account, "Lessons": "Completed", "Final quiz": "Not completed", "Course complete": "31/02/24, 10:15"},
        ),
        Misfit(
            LMS, "course-participants", "lms.enrollments", "A status in another language than the rest of the export.",
            {"Course short name": "AI-basics", "Username": "admin", "Time started": "Monday, 5 February 2024, 9:00 AM",
             "Status": "Gesuspendeerd"},
        ),
        Misfit(
            LMS, "quiz-attempts", "lms.assessments", "A grade in words.",
            {"Attempt ID": "1", "Course short name": "AI-basics", "Quiz": "Final test", "Username": "admin", "Attempt": "1",
             "Completed": "Monday, 5 February 2024, 9:00 AM", "Grade": "eight", "Maximum grade": "100.00"},
        ),
        Misfit(
            LMS, "issued-certificates", "lms.certificates", "A certificate that ends before it begins.",
            {"Certificate": "first-aid", "Username": "admin", "Issued": "Monday, 5 February 2024",
             "Expires": "Thursday, 1 February 2024"},
        ),
        Misfit(
            XAPI, "statements", "lms.learning_events", "A timestamp on 31 February.",
            {"line": json.dumps(statement)},
        ),
        Misfit(
            SURVEY, "responses", "survey.responses", "Flagged as spam (status 8): somebody has to decide.",
            {**response, "ResponseId": "R_000000000000spam", "Status": "8", "DistributionChannel": "anonymous"},
        ),
        Misfit(
            SURVEY, "responses", "survey.answers",
            "One answer as a label among values; the response and its other answers are fine.",
            {**response, "ResponseId": "R_00000000000label", "Status": "0", "DistributionChannel": "anonymous",
             "Q1": "Agree", "Q2": "4", "Q5": "5"},
        ),
    )  # fmt: skip


def rows_by_file(misfits: tuple[Misfit, ...], *, folder: str) -> Mapping[str, list[LiteralRow]]:
    """The rows of one folder by kind of file."""
    files: dict[str, list[LiteralRow]] = {}
    for misfit in misfits:
        if misfit.folder == folder:
            files.setdefault(misfit.file, []).append(misfit.row)
    return files
