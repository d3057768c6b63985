"""More exports of the HRIS: absence, positions with their vacancies, and successors, in the style of its other views.

Belongs here: these three files and how a value is spelled in them. Not here: the other files of hris/ (exports_hris.py) and
reading them (presets/afas.yaml says how).
"""

from pathlib import Path

import numpy as np

from ingestion.company.company import Company
from ingestion.company.delimited import Columns, write_delimited
from ingestion.company.exports_hris import FUNCTION_TEXTS, STYLE, dutch_days, seat_texts
from ingestion.company.jobs import FAMILIES, FAMILY_CODES
from ingestion.company.organisation import DIVISION_NAMES
from ingestion.company.people import number_texts
from ingestion.company.staffing import DIRECTOR_LEVEL, LEAD_LEVEL
from ingestion.company.texts import glue, pick, take, whole_numbers

KIND_TEXTS = ("Ziekte", "Arbeidsongeval", "Zwangerschap en bevalling")
"""In the order of absences.KINDS."""
READINESS_TEXTS = ("Direct", "1-2 jaar", "3-5 jaar")
"""In the order of seats.READINESS."""


def write_workforce(folder: Path, company: Company) -> dict[str, int]:
    """Write the three files into `folder`; returns rows by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "Verzuim": _absences(company),
        "Formatieplaatsen": _positions(company),
        "Opvolgers": _successors(company),
    }
    written = {}
    for kind, columns in tables.items():
        name = f"{kind}_{company.period.end.isoformat()}.csv"
        written[name] = write_delimited(folder / name, columns, style=STYLE)
    return written


def _absences(company: Company) -> Columns:
    rows = company.absences
    return {
        "Medewerker": take(number_texts(company.people), rows.person),
        "Verzuimmelding": whole_numbers(rows.number),
        "Soort verzuim": pick(KIND_TEXTS, rows.kind),
        "Datum ziekmelding": dutch_days(rows.reported_on),
        "Begindatum": dutch_days(rows.begins_on),
        "Einddatum": dutch_days(rows.last_day_on),
        "Percentage afwezig": glue(whole_numbers(rows.percent), ",00"),
        "Datum herstel": dutch_days(rows.recovered_on),
    }


def _positions(company: Company) -> Columns:
    rows = company.seating.positions
    organisation = company.organisation
    family = organisation.division[rows.unit] % len(DIVISION_NAMES)
    lead = np.where(organisation.is_team[rows.unit], LEAD_LEVEL, DIRECTOR_LEVEL)
    level = np.where(rows.is_lead, lead, 1)
    return {
        "Formatieplaats": seat_texts(rows.seat),
        "Begindatum": dutch_days(rows.begins_on),
        "Einddatum": dutch_days(rows.last_day_on),
        "Organisatorische eenheid": pick(organisation.code, rows.unit),
        "Functiecode": glue(pick(FAMILY_CODES, family), "-", whole_numbers(level + 1)),
        "Functie": glue(pick(FUNCTION_TEXTS, level), " ", pick(FAMILIES, family)),
        "Functiegroep": pick(FAMILIES, family),
        "Sleutelpositie": pick(("Nee", "Ja"), rows.is_critical.astype(np.int64)),
        "Vacature geopend": dutch_days(rows.opened_on),
        "Vacature vervuld": dutch_days(rows.filled_on),
        "Vacature ingetrokken": dutch_days(rows.withdrawn_on),
    }


def _successors(company: Company) -> Columns:
    rows = company.seating.successors
    return {
        "Formatieplaats": seat_texts(rows.seat),
        "Medewerker": take(number_texts(company.people), rows.person),
        "Datum voordracht": dutch_days(rows.nominated_on),
        "Einddatum": dutch_days(rows.last_day_on),
        "Gereedheid": pick(READINESS_TEXTS, rows.readiness),
    }
