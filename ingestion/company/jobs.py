"""The jobs of the company: family, code, place of work and kind of contract of every assignment, and one re-coding.

Belongs here: what an assignment says beyond unit, level and hours. Not here: who is where (staffing.py) and how the HRIS
spells it (exports_hris.py). It is added after the simulation from a stream of its own and drives nothing in it.
"""

from dataclasses import dataclass, fields, replace

import numpy as np

from ingestion.company.careers import Careers
from ingestion.company.organisation import DIVISION_NAMES, Organisation
from ingestion.company.tables import Assignments, Contracts, Days, Flags, Ints, Period, joined

FAMILIES = (*DIVISION_NAMES, "Bedrijfsvoering")
"""Job families: the trade of each division, and support staff, who work in all of them."""
FAMILY_CODES = ("OPE", "KLA", "VER", "TEC", "LOG", "FIN", "INK", "KWA", "OND", "MAR", "ICT", "ONZ", "BED")
SUPPORT = len(FAMILIES) - 1
SUPPORT_SHARE = 0.15
LOCATIONS = ("Utrecht", "Rotterdam", "Zwolle", "Eindhoven")
FEWEST_LOCATIONS, UNITS_PER_LOCATION = 2, 12
ELSEWHERE_SHARE = 0.10
"""Share of the people who work at another place than their unit."""
CONTRACT_TYPES = ("permanent", "fixed_term", "temporary")
MOVE_REASONS = ("hire", "promotion", "demotion", "transfer", "reorganisation", "other")
REASON_KNOWN = 0.70
"""Share of the moves whose reason somebody typed."""
RECODED_DIVISION = 1
RECODED_AT = 0.70
"""Share of the history after which one division's jobs get other codes under the same titles."""
DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Jobs:
    """Beside every row of tables.Assignments: what the job is. Numbers point into the pools above."""

    family: Ints
    is_recoded: Flags
    location: Ints
    contract_type: Ints
    reason: Ints
    """Place in MOVE_REASONS, NOBODY where nobody typed one."""


def recoding_day(period: Period) -> np.datetime64:
    """First day of the new codes."""
    day: np.datetime64 = period.first_days[round(RECODED_AT * period.months)]
    return day


def cut_at_recoding(rows: Assignments, *, organisation: Organisation, period: Period) -> Assignments:
    """The assignments, cut where the new codes begin: in the HRIS another function code is another row."""
    day = recoding_day(period)
    last = np.where(np.isnat(rows.last_day_on), np.datetime64("9999-12-31", "D"), rows.last_day_on)
    cut = (organisation.division[rows.unit] == RECODED_DIVISION) & (rows.begins_on < day) & (last >= day)
    head = replace(rows, last_day_on=np.where(cut, day - DAY, rows.last_day_on))
    tail = replace(rows, begins_on=np.where(cut, day, rows.begins_on))
    both = joined(head, replace(tail, **{f.name: getattr(tail, f.name)[cut] for f in fields(tail)}))
    order = np.lexsort((both.begins_on, both.sequence, both.person))
    return replace(both, **{f.name: getattr(both, f.name)[order] for f in fields(both)})


def jobs_of(
    rows: Assignments, *, contracts: Contracts, careers: Careers, people: int, rng: np.random.Generator
) -> Jobs:
    """The job of every assignment.

    Args:
        rows: assignments, by person, contract and first day.
        contracts: every contract; one of somebody hired in is temporary.
        careers: says who began with a contract of one year.
        people: persons in all, those of the cast included.
        rng: the stream of this part.
    """
    organisation = careers.organisation
    is_support = rng.random(people) < SUPPORT_SHARE
    is_elsewhere = rng.random(people) < ELSEWHERE_SHARE
    family = np.where(is_support[rows.person], SUPPORT, organisation.division[rows.unit] % len(DIVISION_NAMES))
    # The cast keep their codes: each of them shows one difficulty.
    is_recoded = (
        (organisation.division[rows.unit] == RECODED_DIVISION)
        & (rows.begins_on >= recoding_day(careers.period))
        & (rows.person < careers.size)
    )
    places = min(len(LOCATIONS), max(FEWEST_LOCATIONS, len(organisation.code) // UNITS_PER_LOCATION))
    began_fixed = np.zeros(people, dtype=np.bool_)
    began_fixed[: careers.size] = careers.is_fixed_term
    hired_in = np.isin(
        _contract_numbers(rows.person, rows.sequence),
        _contract_numbers(contracts.person, contracts.sequence)[contracts.is_contingent],
    )
    fixed = began_fixed[rows.person] & (rows.sequence == 1)
    return Jobs(
        family=family,
        is_recoded=is_recoded,
        location=(rows.unit + is_elsewhere[rows.person]) % places,
        contract_type=np.select(
            [hired_in, fixed],
            [CONTRACT_TYPES.index("temporary"), CONTRACT_TYPES.index("fixed_term")],
            CONTRACT_TYPES.index("permanent"),
        ),
        reason=_reasons(rows, is_recoded=is_recoded, is_typed=rng.random(len(rows.person)) < REASON_KNOWN),
    )


def _contract_numbers(person: Ints, sequence: Ints) -> Ints:
    return person * 100 + sequence


def _reasons(rows: Assignments, *, is_recoded: Flags, is_typed: Flags) -> Ints:
    """Why each row began: by what differs from the row of the person that ended the day before."""
    follows: Flags = np.zeros(len(rows.person), dtype=np.bool_)
    before: Days = rows.last_day_on[:-1]
    follows[1:] = (rows.person[1:] == rows.person[:-1]) & (before + DAY == rows.begins_on[1:])
    previous = np.maximum(np.arange(len(rows.person)) - 1, 0)
    step = rows.level - rows.level[previous]
    reason: Ints = np.select(
        [
            ~follows,
            step > 0,
            step < 0,
            rows.unit != rows.unit[previous],
            is_recoded & ~is_recoded[previous],
        ],
        [MOVE_REASONS.index(name) for name in ("hire", "promotion", "demotion", "transfer", "reorganisation")],
        MOVE_REASONS.index("other"),
    )
    return np.where(is_typed | ~follows, reason, -1)
