"""The HRIS's exports: Dutch headers, semicolons, decimal commas, windows-1252, dates as 3-9-2024, last days inclusive.

Belongs here: the files of hris/ and how a value is spelled in them. Not here: reading them (presets/afas.yaml says
how).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from ingestion.company.company import Company
from ingestion.company.delimited import Columns, LiteralRow, Style, write_delimited
from ingestion.company.jobs import FAMILIES, FAMILY_CODES, LOCATIONS
from ingestion.company.names import PREFIXES
from ingestion.company.people import GENDERS, email_texts, number_texts
from ingestion.company.tables import NOBODY, Days, Ints, to_date
from ingestion.company.texts import Texts, day_texts, glue, keep, pick, take, texts_from, where, whole_numbers

STYLE = Style(delimiter=";", line_end="\r\n", encoding="windows-1252")
REASON_TEXTS = (
    "Opzegging door werknemer",
    "Opzegging door werkgever",
    "Pensioen",
    "Einde contract bepaalde tijd",
    "Vaststellingsovereenkomst",
    "Overlijden",
    "Arbeidsongeschiktheid",
    "Onbekend",
)
"""In the order of tables.REASONS."""
EXIT_DETAIL_TEXTS = (
    "Geen ontwikkeling of doorgroei",
    "Salaris en voorwaarden",
    "Leidinggevende",
    "Werkdruk",
    "Inhoud van het werk",
    "Balans werk en privé",
    "Verhuizing of reistijd",
    "Anders",
)
"""In the order of development.EXIT_DETAILS."""
RATING_TEXTS = ("", "1 - Onvoldoende", "2 - Matig", "3 - Goed", "4 - Zeer goed", "5 - Uitstekend")
"""By points; nobody who was not rated has a text."""
STATUS_TEXTS = ("Actief", "Uit dienst", "Langdurig verlof", "Nog niet in dienst")
"""In the order of tables.STATUSES."""
FUNCTION_TEXTS = ("Medewerker", "Specialist", "Senior specialist", "Teamleider", "Directeur")
"""In the order of tables.LEVELS; a title is followed by the family."""
CONTRACT_TEXTS = ("Onbepaalde tijd", "Bepaalde tijd", "Uitzendovereenkomst")
"""In the order of jobs.CONTRACT_TYPES."""
MOVE_TEXTS = ("Indiensttreding", "Promotie", "Demotie", "Overplaatsing", "Reorganisatie", "Urenwijziging")
"""In the order of jobs.MOVE_REASONS."""
FULL_TIME_HOURS = 40
SEAT_DIGITS = 6


def write_hris(folder: Path, company: Company, *, misfits: Mapping[str, Sequence[LiteralRow]]) -> dict[str, int]:
    """Write the six files of the HRIS into `folder`; returns rows by file name. `misfits` are rows by kind of file."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "Medewerkers": _employees(company),
        "Dienstverbanden": _contracts(company),
        "Functies": _functions(company),
        "Organisatorische eenheden": _units(company),
        "Talenten": _talents(company),
        "Beoordelingen": _reviews(company),
        "Salarissen": _pay(company),
    }
    written = {}
    for kind, columns in tables.items():
        name = f"{kind}_{company.period.end.isoformat()}.csv"
        written[name] = write_delimited(folder / name, columns, style=STYLE, literal_rows=misfits.get(kind, ()))
    return written


def dutch_days(days: Days) -> Texts:
    """Days as '3-9-2024', without leading zeros; null for NaT."""
    return day_texts(days, lambda day: f"{to_date(day).day}-{to_date(day).month}-{to_date(day).year}")


def seat_texts(seats: Ints) -> Texts:
    """Numbers of positions: 'FP000012'; null for NOBODY."""
    return where(seats != NOBODY, glue("FP", whole_numbers(np.maximum(seats, 0), digits=SEAT_DIGITS)), None)


def _employees(company: Company) -> Columns:
    people = company.people
    texts = {
        "Medewerker": number_texts(people),
        "Achternaam": pick(company.pools.surnames, people.surname),
        "Voorvoegsel": pick(PREFIXES, people.prefix),
        "Voornaam": pick(company.pools.given, people.given),
        "E-mail werk": email_texts(people, pools=company.pools),
        "Geboortedatum": dutch_days(people.born),
        "Geslacht": pick(GENDERS, people.gender),
    }
    return {name: keep(column, people.is_in_hris) for name, column in texts.items()}


def _contracts(company: Company) -> Columns:
    rows = company.contracts
    return {
        "Medewerker": take(number_texts(company.people), rows.person),
        "Volgnummer": whole_numbers(rows.sequence),
        "Datum in dienst": dutch_days(rows.started_on),
        "Datum uit dienst": dutch_days(rows.last_day_on),
        "Reden uit dienst": pick(REASON_TEXTS, rows.reason),
        "Vertrekreden exitgesprek": pick(EXIT_DETAIL_TEXTS, company.talent.exit_details),
        "Datum opzegging": dutch_days(rows.notice_on),
        "Soort medewerker": pick(("Personeelslid", "Inhuur"), rows.is_contingent.astype(np.int64)),
        "Status": pick(STATUS_TEXTS, rows.status),
        "Indiensttreding ingetrokken": pick(("", "Ja"), rows.is_rescinded.astype(np.int64)),
    }


def _functions(company: Company) -> Columns:
    rows, jobs = company.assignments, company.jobs
    numbers = number_texts(company.people)
    family = pick(FAMILIES, jobs.family)
    simulated = company.seating.seat_of_row
    seats = np.concatenate([simulated, np.full(len(rows.person) - len(simulated), NOBODY)])
    return {
        "Medewerker": take(numbers, rows.person),
        "Volgnummer dienstverband": whole_numbers(rows.sequence),
        "Begindatum": dutch_days(rows.begins_on),
        "Einddatum": dutch_days(rows.last_day_on),
        "Organisatorische eenheid": pick(company.organisation.code, rows.unit),
        "Functie": glue(pick(FUNCTION_TEXTS, rows.level), " ", family),
        "Deeltijdpercentage": glue(whole_numbers(rows.fte_percent), ",00"),
        "Leidinggevende": take(numbers, rows.manager),
        "Functiecode": glue(
            pick(FAMILY_CODES, jobs.family),
            pick(("-", "-N"), jobs.is_recoded.astype(np.int64)),
            whole_numbers(rows.level + 1),
        ),
        "Functiegroep": family,
        "Functieniveau": whole_numbers(rows.level + 1),
        "Werklocatie": pick(LOCATIONS, jobs.location),
        "Formatieplaats": seat_texts(seats),
        "Type contract": pick(CONTRACT_TEXTS, jobs.contract_type),
        "Uren per week": glue(whole_numbers(rows.fte_percent * FULL_TIME_HOURS // 100), ",00"),
        "Voltijdsuren per week": glue(whole_numbers(np.full(len(rows.person), FULL_TIME_HOURS)), ",00"),
        "Reden mutatie": pick(MOVE_TEXTS, jobs.reason),
    }


def _units(company: Company) -> Columns:
    rows = company.organisation.history(company.period)
    return {
        "Code": pick(company.organisation.code, np.array([row.unit for row in rows])),
        "Omschrijving": texts_from([row.name for row in rows]),
        "Bovenliggende eenheid": pick(company.organisation.code, np.array([row.parent for row in rows])),
        "Begindatum": dutch_days(np.array([row.begins_on for row in rows])),
        "Einddatum": dutch_days(np.array([row.last_day_on for row in rows])),
    }


def _talents(company: Company) -> Columns:
    rows = company.talent_flags
    return {
        "Medewerker": take(number_texts(company.people), rows.person),
        "Begindatum": dutch_days(rows.flagged_on),
        "Einddatum": dutch_days(rows.last_day_on),
    }


def _reviews(company: Company) -> Columns:
    rows = company.talent.reviews
    is_regular = rows.is_regular.astype(np.int64)
    has_goal = np.where(np.isnat(rows.reviewed_on), NOBODY, rows.has_goal)
    return {
        "Medewerker": take(number_texts(company.people), rows.person),
        "Beoordelingscyclus": glue(whole_numbers(rows.year), pick((" proeftijd", ""), is_regular)),
        "Soort gesprek": pick(("Proeftijdgesprek", "Jaargesprek"), is_regular),
        "Datum gesprek": dutch_days(rows.reviewed_on),
        "Eindoordeel": pick(RATING_TEXTS, rows.points),
        "Aantal schaalpunten": whole_numbers(np.full(len(rows.person), len(RATING_TEXTS) - 1)),
        "Ontwikkeldoel afgesproken": pick(("Nee", "Ja"), has_goal),
    }


def _pay(company: Company) -> Columns:
    rows = company.pay
    return {
        "Medewerker": take(number_texts(company.people), rows.person),
        "Volgnummer dienstverband": whole_numbers(rows.sequence),
        "Begindatum": dutch_days(rows.begins_on),
        "Einddatum": dutch_days(rows.last_day_on),
        "Jaarsalaris": where(rows.salary != NOBODY, glue(whole_numbers(rows.salary), ",00"), None),
        "Werkgeverslastenfactor": texts_from(["1,30"] * len(rows.person)),
        "Valuta": texts_from(["EUR"] * len(rows.person)),
    }
