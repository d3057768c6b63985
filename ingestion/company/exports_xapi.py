"""The learning record store's export: xAPI statements, one a line, compressed.

Belongs here: the statements' JSON, in two habits that occur side by side: actors with an account and times in UTC,
actors with a mailbox and times with the offset of the zone. Not here: what is reported (statements.py) and reading it
(presets/xapi.yaml says how).
"""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from ingestion.company.company import Company
from ingestion.company.identifiers import uuids
from ingestion.company.people import email_texts, number_texts
from ingestion.company.statements import COMPLETED, INITIALIZED, VERBS, VOIDED, Seconds, Statements
from ingestion.company.tables import NOBODY, Flags, Ints, to_date
from ingestion.company.texts import Texts, day_texts, glue, pick, take, texts_from, where, whole_numbers

ZONE = ZoneInfo("Europe/Amsterdam")
HOME_PAGE = "https://hr.exampleworks.example"
COURSE_PAGE = "https://lms.exampleworks.example/course/view.php?name="
PLAYER_PAGE = "https://lms.exampleworks.example/mod/scorm/view.php?course="
MODULE_TYPE = "http://adlnet.gov/expapi/activities/module"
MAILBOX_EVERY = 7
"""Every seventh person is known to the player by mailbox only."""
LINES_AT_A_TIME = 200_000


@dataclass(frozen=True)
class _Words:
    """The texts that lines are made of: by statement, by person, by course."""

    identity: Texts
    mailbox: Texts
    account: Texts
    short_name: Texts
    title: Texts


def write_statements(
    folder: Path, company: Company, *, rng: np.random.Generator, misfits: Sequence[str]
) -> dict[str, int]:
    """Write the statements into `folder`; returns lines by file name. `misfits` are whole lines that come last.

    The compressed bytes depend on the statements alone: the header carries neither a time nor a file name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = f"statements_{company.period.end.isoformat()}.ndjson.gz"
    words = _Words(
        identity=uuids(int(company.statements.number.max(initial=-1)) + 1, rng=rng),
        mailbox=email_texts(company.people, pools=company.pools),
        account=number_texts(company.people),
        short_name=texts_from([course.short_name for course in company.catalogue]),
        title=texts_from([course.full_name for course in company.catalogue]),
    )
    count = len(company.statements.number)
    with (
        (folder / name).open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0, compresslevel=6) as packed,
    ):
        for start in range(0, count, LINES_AT_A_TIME):
            some = _some(company.statements, slice(start, start + LINES_AT_A_TIME))
            lines = _lines(some, words, has_mailbox=company.people.email_of[some.person] != NOBODY)
            packed.write(("\n".join(map(str, lines.to_pylist())) + "\n").encode())
        packed.writelines(f"{line}\n".encode() for line in misfits)
    return {name: count + len(misfits)}


def _some(rows: Statements, part: slice) -> Statements:
    return Statements(**{field.name: getattr(rows, field.name)[part] for field in fields(rows)})


def _lines(rows: Statements, words: _Words, *, has_mailbox: Flags) -> Texts:
    by_mailbox = (rows.person % MAILBOX_EVERY == 0) & has_mailbox
    account = take(words.account, rows.person)
    actor = where(
        by_mailbox,
        glue('{"objectType":"Agent","mbox":"mailto:', take(words.mailbox, rows.person), '"}'),
        glue('{"objectType":"Agent","account":{"homePage":"', HOME_PAGE, '","name":"', account, '"}}'),
    )
    offset = _offset_hours(rows.at)
    timestamp = where(
        by_mailbox,
        glue(_clock_texts(rows.at), pick([f"+{hours:02d}:00" for hours in range(24)], offset)),
        glue(_clock_texts(rows.at - offset.astype("timedelta64[h]")), ".000Z"),
    )
    parts: tuple[Texts | str, ...] = (
        '{"id":"', take(words.identity, rows.number), '","actor":', actor, ',"verb":{"id":"', pick(VERBS, rows.verb),
        '"},"object":', _objects(rows, words), _contexts(rows, words), _results(rows),
        ',"timestamp":"', timestamp, '","version":"1.0.3"}',
    )  # fmt: skip
    return glue(*parts)


def _objects(rows: Statements, words: _Words) -> Texts:
    """Statements are about the module in the player; a voiding one refers to another statement."""
    page = glue('"id":"', PLAYER_PAGE, take(words.short_name, rows.course), '"')
    name = glue('"name":{"en":"', take(words.title, rows.course), '"}')
    definition = glue('"definition":{"type":"', MODULE_TYPE, '",', name, "}")
    activity = glue('{"objectType":"Activity",', page, ",", definition, "}")
    voided = take(words.identity, np.maximum(rows.voids, 0))
    return where(rows.verb == VOIDED, glue('{"objectType":"StatementRef","id":"', voided, '"}'), activity)


def _contexts(rows: Statements, words: _Words) -> Texts:
    """The course that a module belongs to; a voiding has none."""
    course = glue('{"objectType":"Activity","id":"', COURSE_PAGE, take(words.short_name, rows.course), '"}')
    parent = glue(',"context":{"contextActivities":{"parent":[', course, "]}}")
    return where(rows.verb == VOIDED, "", parent)


def _results(rows: Statements) -> Texts:
    completion = pick(("false", "true"), (rows.verb == COMPLETED).astype(np.int64))
    duration = _iso_durations(np.maximum(rows.seconds, 0))
    result = glue(',"result":{"completion":', completion, ',"duration":"', duration, '"}')
    return where(np.isin(rows.verb, (INITIALIZED, VOIDED)), "", result)


def _iso_durations(seconds: Ints) -> Texts:
    """'PT1H2M3.04S': hours and minutes only where there are some, hundredths on every other one."""
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    hundredths = where(rest % 2 == 0, "", ".04")
    return glue(
        "PT",
        where(hours > 0, glue(whole_numbers(hours), "H"), ""),
        where(minutes > 0, glue(whole_numbers(minutes), "M"), ""),
        glue(whole_numbers(rest), hundredths, "S"),
    )


def _clock_texts(at: Seconds) -> Texts:
    """'2024-03-09T14:05:07'."""
    second = (at - at.astype("datetime64[D]")).astype(np.int64)
    clock = [f"T{number // 3600:02d}:{number // 60 % 60:02d}:{number % 60:02d}" for number in range(86_400)]
    return glue(day_texts(at.astype("datetime64[D]"), str), take(texts_from(clock), second))


def _offset_hours(at: Seconds) -> Ints:
    """Hours that the zone is ahead of UTC on each day; nothing is reported in the night the clock changes."""
    days, place = np.unique(at.astype("datetime64[D]"), return_inverse=True)
    noon = [datetime.combine(to_date(day), time(12), tzinfo=UTC).astimezone(ZONE).utcoffset() for day in days]
    return np.array([offset.seconds // 3600 if offset else 0 for offset in noon])[place]
