"""What is delivered on the days after the fictional company's exports were made.

Belongs here: a day's learning statements and survey answers, and a new extract of the HR system, as further files beside the exports. What
must come of them stands in the tests that deliver them; the company itself in ingestion/company.
"""

import csv
import gzip
import json
import uuid
from datetime import date, timedelta
from pathlib import Path


def deliver_learning(exports: Path, day: date, *, one_in: int) -> int:
    """A file with the statements of one day: the newest ones there are, said again by the same people on that day.

    Args:
        exports: the folder of sources.yaml.
        day: when it was learned, and delivered.
        one_in: of how many statements of the past one stands for one of the day.

    Returns:
        How many statements were written.
    """
    (past,) = exports.glob("lms/statements_*.ndjson.gz")
    with gzip.open(past, "rt", encoding="utf-8") as handle:
        statements = [json.loads(line) for line in handle]
    # Whoever learned last is still there.
    newest = sorted(statements, key=lambda each: str(each["timestamp"]))[-max(1, len(statements) // one_in) :]
    with gzip.open(exports / "lms" / f"statements_{day}.ndjson.gz", "wt", encoding="utf-8") as handle:
        for statement in newest:
            statement["id"] = str(uuid.uuid5(uuid.UUID(statement["id"]), str(day)))
            statement["timestamp"] = f"{day}T{statement['timestamp'].split('T')[1]}"
            handle.write(json.dumps(statement) + "\n")
    return len(newest)


def deliver_answers(exports: Path, day: date, *, one_in: int) -> int:
    """New exports of the surveys that were still open: what they held, and one in so many of the respondents again on that day.

    Returns:
        How many responses were added.
    """
    newest = max(file.stem.rsplit("_", 1)[1] for file in exports.glob("survey/SV_*.csv"))
    added = 0
    for past in sorted(exports.glob(f"survey/SV_*_{newest}.csv")):
        with past.open(newline="", encoding="utf-8") as handle:
            rows = list(csv.reader(handle))
        # Qualtrics writes three header lines: names, questions, import ids.
        names, responses = rows[0], rows[3:]
        again = [dict(zip(names, row, strict=True)) for row in responses[::one_in]]
        for response in again:
            response["ResponseId"] = f"R_{uuid.uuid5(uuid.NAMESPACE_OID, response['ResponseId'] + str(day)).hex[:15]}"
            response.update(dict.fromkeys(("StartDate", "EndDate", "RecordedDate"), f"{day} 09:00:00"))
        rows += [list(response.values()) for response in again]
        with (past.parent / past.name.replace(newest, str(day))).open("w", newline="", encoding="utf-8") as handle:
            csv.writer(handle).writerows(rows)
        added += len(again)
    return added


def deliver_people(exports: Path, day: date, *, leavers: int) -> None:
    """A new extract of the HR system, in which the first so many people with an open contract have left three days before."""
    last_day = day - timedelta(days=3)
    left_on = f"{last_day.day}-{last_day.month}-{last_day.year}"
    newest = max(file.stem.rsplit("_", 1)[1] for file in exports.glob("hris/*.csv"))
    for past in sorted(exports.glob(f"hris/*_{newest}.csv")):
        content = past.read_bytes()
        if past.name.startswith("Dienstverbanden"):
            lines = content.decode("cp1252").splitlines()
            where = lines[0].split(";").index("Datum uit dienst")
            open_ones = [number for number, line in enumerate(lines) if number and not line.split(";")[where]]
            for number in open_ones[:leavers]:
                cells = lines[number].split(";")
                cells[where] = left_on
                lines[number] = ";".join(cells)
            content = ("\r\n".join(lines) + "\r\n").encode("cp1252")
        (past.parent / past.name.replace(newest, str(day))).write_bytes(content)
