"""The learning platform's exports, as an English Moodle writes them: completion reports, participants and courses.

Belongs here: the files of lms/ about courses. Not here: statements (exports_xapi.py), sessions, quizzes and certificates
(exports_platform.py). Not here: reading them (presets/moodle.yaml
says how). Moodle drops the leading zero of the day ('7/10/21, 09:08') and makes the file name from the course's short
name.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from ingestion.company.company import Company
from ingestion.company.delimited import Columns, LiteralRow, Style, write_delimited
from ingestion.company.duties import EXEMPTIONS
from ingestion.company.names import ascii_letters
from ingestion.company.people import email_texts, full_names, number_texts, usernames
from ingestion.company.programmes import PROGRAMMES, Course
from ingestion.company.tables import Days, Enrolments, Flags, Ints, Minutes, to_date
from ingestion.company.texts import (
    Texts,
    day_texts,
    first_known,
    glue,
    minute_texts,
    pick,
    take,
    texts_from,
    where,
    whole_numbers,
)

STYLE = Style(delimiter=",", line_end="\n", encoding="utf-8")
FIRST_USER_ID = 3
"""Moodle's guest is user 1, its administrator user 2."""
ACTIVITIES = {True: ("Attendance", "Reflection"), False: ("Lessons", "Final quiz")}
"""By whether the course is live."""
DONE, PASSED = "Completed", "Completed (achieved pass grade)"
NOT_DONE, FAILED = "Not completed", "Completed (did not achieve pass grade)"
LESSONS_DONE, QUIZ_FAILED = 2, 7
"""Among those who did not complete: every second did the lessons, every seventh failed the quiz."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def short_name_in_file(short_name: str) -> str:
    """What Moodle makes of a short name in a file name: lower case, every byte but a-z, 0-9 and - an underscore."""
    return "".join(
        chr(byte) if chr(byte).isascii() and (chr(byte).isalnum() or byte == ord("-")) else "_"
        for byte in short_name.lower().encode()
    )


def write_lms(folder: Path, company: Company, *, misfits: Mapping[str, Sequence[LiteralRow]]) -> dict[str, int]:
    """Write the platform's CSV files into `folder`; returns rows by file name.

    `misfits` are rows by kind of file or short name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    day = company.period.end.isoformat()
    identity = platform_identity(company)
    order = _by_course(company)
    rows = _slice(company.enrolments, order)
    files: dict[str, tuple[Columns, Sequence[LiteralRow]]] = {
        f"courses_{day}.csv": (_courses(company), ()),
        f"course-participants_{day}.csv": (
            _participants(company, rows, order, identity),
            misfits.get("course-participants", ()),
        ),
    }
    bounds = np.searchsorted(rows.course, np.arange(len(company.catalogue) + 1))
    for number, course in enumerate(company.catalogue):
        name = f"completion-{short_name_in_file(course.short_name)}_{day}.csv"
        part = _slice(rows, slice(bounds[number], bounds[number + 1]))
        files[name] = (_completions(company, course, part, identity), misfits.get(course.short_name, ()))
    return {
        name: write_delimited(folder / name, columns, style=STYLE, literal_rows=literal)
        for name, (columns, literal) in sorted(files.items())
    }


def platform_identity(company: Company) -> dict[str, Texts]:
    """The identity fields of every account, by the header Moodle gives them."""
    people = company.people
    own = email_texts(people, pools=company.pools)
    other: list[str | None] = [None] * len(people.number)
    for person, address in company.casting.platform_addresses.items():
        other[person] = address
    return {
        "ID": whole_numbers(FIRST_USER_ID + np.arange(len(people.number))),
        "Name": full_names(people, pools=company.pools),
        "Username": usernames(people, pools=company.pools),
        "ID number": where(people.has_platform_number, number_texts(people), ""),
        "Email address": first_known(texts_from(other), own),
    }


def _by_course(company: Company) -> Ints:
    """The order of the enrolments by course and surname, as the report lists them."""
    rows = company.enrolments
    rank = np.argsort(np.argsort([ascii_letters(name) for name in company.pools.surnames], kind="stable"))
    order: Ints = np.lexsort((rows.person, rank[company.people.surname[rows.person]], rows.course))
    return order


def _slice(rows: Enrolments, part: slice | Ints) -> Enrolments:
    return Enrolments(
        rows.person[part], rows.course[part], rows.enrolled_at[part], rows.completed_at[part], rows.is_suspended[part]
    )


def _completions(company: Company, course: Course, rows: Enrolments, identity: Mapping[str, Texts]) -> Columns:
    done: Flags = ~np.isnat(rows.completed_at)
    first, second = ACTIVITIES[course.is_live]
    first_done = done | (~rows.is_suspended & (rows.person % LESSONS_DONE == 0))
    failed = ~done & first_done & (rows.person % QUIZ_FAILED == 0)
    halfway = rows.enrolled_at + np.where(done, (rows.completed_at - rows.enrolled_at) // 2, np.timedelta64(4320, "m"))
    inside = halfway.astype("datetime64[D]") <= np.datetime64(company.period.end, "D")
    first_done &= inside
    failed &= inside
    return {
        **{header: take(texts, rows.person) for header, texts in identity.items()},
        first: pick((NOT_DONE, DONE), first_done.astype(np.int64)),
        f"{first} - Completion date": where(first_done, short_times(halfway), None),
        second: pick((NOT_DONE, PASSED, FAILED), np.where(done, 1, np.where(failed, 2, 0))),
        f"{second} - Completion date": first_known(
            short_times(rows.completed_at), where(failed, short_times(halfway), None)
        ),
        "Course complete": short_times(rows.completed_at),
    }


def short_times(times: Minutes) -> Texts:
    """Local times as '7/10/21, 09:08'; null for NaT."""
    return minute_texts(
        times,
        day=lambda day: f"{to_date(day).day}/{to_date(day):%m/%y}",
        clock=lambda hour, minute: f", {hour:02d}:{minute:02d}",
    )


def long_times(times: Minutes) -> Texts:
    """Local times as 'Thursday, 7 October 2021, 9:08 AM', as the report builder writes them; null for NaT."""
    return minute_texts(
        times,
        day=_long_day,
        clock=lambda hour, minute: f", {hour % 12 or 12}:{minute:02d} {'AM' if hour < 12 else 'PM'}",
    )


def long_days(days: Days) -> Texts:
    """Days as 'Thursday, 7 October 2021'; null for NaT."""
    return day_texts(days, _long_day)


def _long_day(day: np.datetime64) -> str:
    value = to_date(day)
    return f"{WEEKDAYS[value.weekday()]}, {value.day} {MONTHS[value.month - 1]} {value.year}"


def _participants(company: Company, rows: Enrolments, order: Ints, identity: Mapping[str, Texts]) -> Columns:
    years = [int(course.short_name[-4:]) if course.category == "Compliance" else 9999 for course in company.catalogue]
    is_over = np.array(years)[rows.course] < company.period.end.year
    status = np.where(rows.is_suspended, 1, np.where(is_over, 2, 0))
    return {
        "Course short name": pick([course.short_name for course in company.catalogue], rows.course),
        **{header: take(identity[header], rows.person) for header in ("Username", "ID number", "Email address")},
        "Time started": long_times(rows.enrolled_at),
        "Status": pick(("Active", "Suspended", "Not current"), status),
        "Time ended": long_times(company.duties.ended_at[order]),
        "Due date": long_days(company.duties.due_on[order]),
        "Exemption": pick(EXEMPTIONS, company.duties.exemption[order]),
        "Groups": _groups(company, rows),
    }


def _groups(company: Company, rows: Enrolments) -> Texts:
    """The run of a programme that starts people together, by its month; blank where people start on their own."""
    together = {programme.course for programme in PROGRAMMES if programme.stages or programme.places}
    in_runs = np.array([course.short_name in together for course in company.catalogue])[rows.course]
    name = pick([course.full_name for course in company.catalogue], rows.course)
    month = day_texts(rows.enrolled_at.astype("datetime64[M]").astype("datetime64[D]"), lambda day: str(day)[:7])
    return where(in_runs, glue(name, " ", month), "")


def _courses(company: Company) -> Columns:
    courses = company.catalogue
    return {
        "Course short name": texts_from([course.short_name for course in courses]),
        "Course full name": texts_from([course.full_name for course in courses]),
        "Category name": texts_from([course.category for course in courses]),
        "Duration (minutes)": texts_from([str(course.minutes) for course in courses]),
        "Delivery mode": texts_from(["Live" if course.is_live else "Self-paced" for course in courses]),
    }
