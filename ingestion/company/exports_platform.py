"""The learning platform's further reports, as an English Moodle writes them: face-to-face sessions, attendance, quizzes, certificates.

Belongs here: the files of lms/ that are reports of activities. Not here: completion, participants and courses (exports_lms.py).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from ingestion.company.certifying import CERTIFICATIONS
from ingestion.company.company import Company
from ingestion.company.delimited import Columns, LiteralRow, write_delimited
from ingestion.company.exports_lms import STYLE, long_days, long_times, platform_identity
from ingestion.company.meetings import CAPACITY, SEAT_STATES
from ingestion.company.quizzes import MAX_POINTS, PASS_POINTS, PURPOSES
from ingestion.company.tables import Ints
from ingestion.company.texts import Texts, glue, pick, take, texts_from, whole_numbers

FIRST_SESSION_ID, FIRST_ATTEMPT_ID = 101, 5001
WHO = ("Username", "ID number", "Email address")


def write_platform(folder: Path, company: Company, *, misfits: Mapping[str, Sequence[LiteralRow]]) -> dict[str, int]:
    """Write the reports into `folder`; returns rows by file name. `misfits` are rows by kind of file."""
    folder.mkdir(parents=True, exist_ok=True)
    day = company.period.end.isoformat()
    identity = platform_identity(company)
    files: dict[str, Columns] = {
        "facetoface-sessions": _sessions(company),
        "facetoface-attendance": _attendance(company, identity),
        "issued-certificates": _certificates(company, identity),
        "quiz-attempts": _attempts(company, identity),
    }
    return {
        f"{name}_{day}.csv": write_delimited(
            folder / f"{name}_{day}.csv", columns, style=STYLE, literal_rows=misfits.get(name, ())
        )
        for name, columns in sorted(files.items())
    }


def _who(identity: Mapping[str, Texts], person: Ints) -> dict[str, Texts]:
    return {header: take(identity[header], person) for header in WHO}


def _short_names(company: Company, course: Ints) -> Texts:
    return pick([each.short_name for each in company.catalogue], course)


def _session_ids(number: Ints) -> Texts:
    return whole_numbers(FIRST_SESSION_ID + number)


def _sessions(company: Company) -> Columns:
    rows = company.meetings
    count = len(rows.course)
    is_past = rows.starts_at.astype("datetime64[D]") <= np.datetime64(company.period.end, "D")
    return {
        "Session ID": _session_ids(np.arange(count)),
        "Course short name": _short_names(company, rows.course),
        "Session start": long_times(rows.starts_at),
        "Session length (minutes)": whole_numbers(rows.minutes),
        "Capacity": texts_from([str(CAPACITY)] * count),
        "Session status": pick(("Booking open", "Session over"), is_past.astype(np.int64)),
    }


def _attendance(company: Company, identity: Mapping[str, Texts]) -> Columns:
    rows = company.seats
    return {
        "Session ID": _session_ids(rows.meeting),
        **_who(identity, rows.person),
        "Status": pick(SEAT_STATES, rows.state),
        "Time cancelled": long_times(rows.cancelled_at),
    }


def _certificates(company: Company, identity: Mapping[str, Texts]) -> Columns:
    rows = company.certificates
    return {
        "Certificate": pick(CERTIFICATIONS, rows.certification),
        **_who(identity, rows.person),
        "Issued": long_days(rows.issued_on),
        "Expires": long_days(rows.expires_on),
    }


def _attempts(company: Company, identity: Mapping[str, Texts]) -> Columns:
    """The grade is written over the maximum, as Moodle's column heading `Grade/100.00` says."""
    rows = company.attempts
    return {
        "Attempt ID": whole_numbers(FIRST_ATTEMPT_ID + np.arange(len(rows.person))),
        "Course short name": _short_names(company, rows.course),
        "Quiz": pick(PURPOSES, rows.purpose),
        **_who(identity, rows.person),
        "Attempt": whole_numbers(rows.number),
        "Completed": long_times(rows.at),
        "Grade": glue(whole_numbers(rows.points), ".00"),
        "Maximum grade": texts_from([f"{MAX_POINTS}.00"] * len(rows.person)),
        "Passed": pick(("No", "Yes"), (rows.points >= PASS_POINTS).astype(np.int64)),
    }
