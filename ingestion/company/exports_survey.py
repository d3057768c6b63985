"""The survey tool's exports, as Qualtrics writes them: three header rows, a trailing comma, previews, -99.

Belongs here: the files of survey/ that the tool writes. Not here: the lists beside them (exports_catalogue.py) and reading
them (presets/qualtrics.yaml says how). The comments in them are there to be left behind: nothing below ingestion may hold one.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ingestion.company.company import Company
from ingestion.company.delimited import Columns, LiteralRow, Style, write_delimited
from ingestion.company.identifiers import survey_tool_ids
from ingestion.company.people import email_texts, number_texts
from ingestion.company.surveys import (
    COMMENT,
    NEEDS,
    NEEDS_TEXT,
    NOT_SHOWN,
    QUESTIONS,
    RECOMMEND,
    SEEN_BUT_SKIPPED,
    Question,
    Responses,
    Wave,
)
from ingestion.company.tables import NOBODY, Days, Flags, Ints, Minutes
from ingestion.company.texts import Texts, glue, minute_texts, pick, take, where, whole_numbers

STYLE = Style(delimiter=",", line_end="\n", encoding="utf-8")
ZONE = "Europe/Amsterdam"
SENT_AT = 7 * 60 + 30
"""Minutes after midnight at which invitations go out."""
FIXED_COLUMNS = (
    ("StartDate", "Start Date", "startDate"),
    ("EndDate", "End Date", "endDate"),
    ("Status", "Response Type", "status"),
    ("IPAddress", "IP Address", "ipAddress"),
    ("Progress", "Progress", "progress"),
    ("Duration (in seconds)", "Duration (in seconds)", "duration"),
    ("Finished", "Finished", "finished"),
    ("RecordedDate", "Recorded Date", "recordedDate"),
    ("ResponseId", "Response ID", "_recordId"),
    ("RecipientLastName", "Recipient Last Name", "recipientLastName"),
    ("RecipientFirstName", "Recipient First Name", "recipientFirstName"),
    ("RecipientEmail", "Recipient Email", "recipientEmail"),
    ("ExternalReference", "External Data Reference", "externalDataReference"),
    ("LocationLatitude", "Location Latitude", "locationLatitude"),
    ("LocationLongitude", "Location Longitude", "locationLongitude"),
    ("DistributionChannel", "Distribution Channel", "distributionChannel"),
    ("UserLanguage", "User Language", "userLanguage"),
)
COMMENTS = (
    "",
    "",
    "More time to learn, please.",
    'My manager says "later", every time; I am Zoë and I mean it.',
    "Nothing, really.\nWell: the coffee.",
    "<p>Less meetings &amp; more focus</p>",
    "-99",
)


def write_survey(
    folder: Path, company: Company, *, rng: np.random.Generator, misfits: Sequence[LiteralRow]
) -> dict[str, int]:
    """Write the files of the survey tool into `folder`; returns rows by file name.

    `misfits` are rows of the newest wave.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    waves = [
        (wave, responses, QUESTIONS, np.full(len(wave.invited), wave.opened_on))
        for wave, responses in zip(company.waves, company.responses, strict=True)
    ]
    others = [(each.wave, each.responses, each.questions, each.invited_on) for each in company.asked]
    for wave, responses, questions, invited_on in [*waves, *others]:
        columns, headers = _responses(company, responses, questions, rng=rng)
        name = f"{wave.survey_id}_{wave.exported_on}.csv"
        literal = misfits if wave is company.waves[-1] else ()
        written[name] = write_delimited(
            folder / name, columns, style=STYLE, further_headers=headers, literal_rows=literal
        )
        name = f"distribution-{wave.survey_id}_{wave.exported_on}.csv"
        invitations = _invitations(company, wave, responses, invited_on, rng=rng)
        written[name] = write_delimited(folder / name, invitations, style=STYLE)
    return written


def iso_times(times: Minutes) -> Texts:
    """Local times as '2024-05-13 09:41:00', in the zone of who exports."""
    return minute_texts(times, day=str, clock=lambda hour, minute: f" {hour:02d}:{minute:02d}:00")


def _responses(
    company: Company, rows: Responses, questions: Sequence[Question], *, rng: np.random.Generator
) -> tuple[Columns, list[list[str]]]:
    """The columns by name, and the second and third header row: texts, and the identities that survive a change."""
    count = len(rows.person)
    people = company.people
    named = np.where(rows.has_reference, rows.person, NOBODY)
    shown = (rows.answers != NOT_SHOWN).sum(axis=1)
    answered: Flags = rows.is_finished
    channel = np.where(rows.is_preview, 0, np.where(rows.person == NOBODY, 1, 2))
    seconds = (rows.recorded_at - rows.started_at).astype(np.int64) * 60
    fixed = (
        iso_times(rows.started_at),
        iso_times(rows.recorded_at),
        pick(("0", "1"), rows.is_preview.astype(np.int64)),
        glue("192.0.2.", whole_numbers(rng.integers(1, 255, count))),
        whole_numbers(np.where(answered, 100, 100 * shown // (len(questions) + 1))),
        whole_numbers(seconds),
        pick(("0", "1"), answered.astype(np.int64)),
        iso_times(rows.recorded_at),
        survey_tool_ids(count, prefix="R_", rng=rng),
        take(pick(company.pools.surnames, people.surname), rows.person),
        take(pick(company.pools.given, people.given), rows.person),
        take(email_texts(people, pools=company.pools), rows.person),
        take(number_texts(people), named),
        pick(("",), np.zeros(count, dtype=np.int64)),
        pick(("",), np.zeros(count, dtype=np.int64)),
        pick(("preview", "anonymous", "email"), channel),
        pick(("EN", "NL"), rng.integers(0, 2, count)),
    )
    columns = {name: texts for (name, _, _), texts in zip(FIXED_COLUMNS, fixed, strict=True)}
    second = [text for _, text, _ in FIXED_COLUMNS]
    third = [_import_id(identity, is_time=identity.endswith("Date")) for _, _, identity in FIXED_COLUMNS]
    for column, question in enumerate(questions):
        values = rows.answers[:, column].astype(np.int64)
        if question is RECOMMEND:
            columns[f"{question.name}_NPS_GROUP"] = _promoter_groups(values)
            second.append(f"{question.text} - Group")
            third.append(_import_id(f"{question.identity}_NPS_GROUP"))
        columns[question.name] = where(values != NOT_SHOWN, whole_numbers(values), None)
        second.append(question.text)
        third.append(_import_id(question.identity))
    for column, option in enumerate(NEEDS[: rows.votes.shape[1]]):
        # Split into columns: 1 where the option was chosen, nothing where it was not.
        columns[option.name] = where(rows.votes[:, column], "1", None)
        second.append(f"{NEEDS_TEXT} - Selected Choice - {option.text}")
        question_id, _, choice = option.identity.partition("_")
        third.append(json.dumps({"ImportId": question_id, "choiceId": choice}, separators=(",", ":")))
    comments = np.where(answered & ~rows.is_preview, rng.integers(0, len(COMMENTS), count), 0)
    columns |= {
        COMMENT.name: pick(COMMENTS, comments),
        f"{COMMENT.name} - Topics": pick(("",), np.zeros(count, dtype=np.int64)),
    }
    columns[""] = pick(("",), np.zeros(count, dtype=np.int64))
    second += [COMMENT.text, f"{COMMENT.name} - Topics", ""]
    third += [_import_id(COMMENT.identity), _import_id(f"{COMMENT.identity}_5a1f7b60Topics"), ""]
    return columns, [second, third]


def _import_id(identity: str, *, is_time: bool = False) -> str:
    return json.dumps(
        {"ImportId": identity, "timeZone": ZONE} if is_time else {"ImportId": identity}, separators=(",", ":")
    )


def _promoter_groups(values: Ints) -> Texts:
    """1 detractor, 2 passive, 3 promoter: a column the tool adds, which is no question."""
    group = np.where(values >= 9, 2, np.where(values >= 7, 1, 0))
    return pick(("1", "2", "3"), np.where(np.isin(values, (NOT_SHOWN, SEEN_BUT_SKIPPED)), NOBODY, group))


def _invitations(
    company: Company, wave: Wave, responses: Responses, invited_on: Days, *, rng: np.random.Generator
) -> Columns:
    people = company.people
    state = np.zeros(len(people.number), dtype=np.int64)
    known = responses.person != NOBODY
    state[responses.person[known & ~responses.is_finished]] = 1
    state[responses.person[known & responses.is_finished]] = 2
    sent_at: Minutes = invited_on.astype("datetime64[m]") + np.full(len(invited_on), SENT_AT).astype("timedelta64[m]")
    return {
        "ContactId": survey_tool_ids(len(wave.invited), prefix="CID_", rng=rng),
        "LastName": take(pick(company.pools.surnames, people.surname), wave.invited),
        "FirstName": take(pick(company.pools.given, people.given), wave.invited),
        "Email": take(email_texts(people, pools=company.pools), wave.invited),
        "ExternalDataReference": take(number_texts(people), wave.invited),
        "Status": pick(("Email Sent", "Survey Started", "Survey Finished"), state[wave.invited]),
        "SentAt": iso_times(sent_at),
    }
