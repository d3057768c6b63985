"""How the cast enters the tables of the company.

Belongs here: the cast's rows, in the same shapes as those of the simulation. Not here: who the cast are and why
(cast.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from ingestion.company.careers import Careers
from ingestion.company.names import PREFIXES
from ingestion.company.people import FIRST_NUMBER, GENDERS, Pools
from ingestion.company.programmes import course_catalogue
from ingestion.company.roles import Contract, Member
from ingestion.company.surveys import NEEDS, QUESTIONS, Responses, Wave
from ingestion.company.tables import (
    NOBODY,
    REASONS,
    STATUSES,
    Assignments,
    Contracts,
    Enrolments,
    Ints,
    People,
    Period,
    TalentFlags,
)

CAST_LEVEL = 1
ANSWER = 4
DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Casting:
    """The cast's rows. Person numbers continue those of the simulation."""

    members: tuple[Member, ...]
    numbers: tuple[int, ...]
    pools: Pools
    """The names of the simulation, followed by those of the cast."""
    people: People
    contracts: Contracts
    assignments: Assignments
    talent_flags: TalentFlags
    enrolments: Enrolments
    invited: tuple[Ints, ...]
    """By wave."""
    responses: tuple[Responses, ...]
    """By wave."""
    platform_addresses: dict[int, str]
    """By person: the address on the learning platform where it is not the HRIS's."""


def cast_tables(members: tuple[Member, ...], *, careers: Careers, waves: Sequence[Wave], pools: Pools) -> Casting:
    """Bring the cast into the shapes of the simulation: names join the pools, and two ordinary teams take them in."""
    person = {member.role: careers.size + row for row, member in enumerate(members)}
    wider = Pools(
        given=tuple(dict.fromkeys((*pools.given, *(member.given for member in members)))),
        surnames=tuple(dict.fromkeys((*pools.surnames, *(member.surname for member in members)))),
    )
    return Casting(
        members=members,
        numbers=tuple(FIRST_NUMBER + row for row in person.values()),
        pools=wider,
        people=_people(members, person=person, pools=wider),
        contracts=_contracts(members, person=person, period=careers.period),
        assignments=_assignments(members, person=person, careers=careers),
        talent_flags=TalentFlags(
            *_columns([(person[m.role], m.flagged_on, None) for m in members if m.flagged_on], kinds=("i", "d", "d"))
        ),
        enrolments=_enrolments(members, person=person, period=careers.period),
        invited=tuple(_invited(members, person=person, wave=wave) for wave in waves),
        responses=tuple(_responses(members, person=person, wave=wave, is_newest=wave is waves[-1]) for wave in waves),
        platform_addresses={person[m.role]: m.platform_address for m in members if m.platform_address},
    )


def _columns(rows: Sequence[Sequence[object]], *, kinds: Sequence[str]) -> list[npt.NDArray[Any]]:
    """Rows as columns: i whole numbers, d days, m minutes, b truth values; None is NaT."""
    types = {"i": "int64", "d": "datetime64[D]", "m": "datetime64[m]", "b": "bool"}
    return [np.array([row[place] for row in rows], dtype=types[kind]) for place, kind in enumerate(kinds)]


def _people(members: tuple[Member, ...], *, person: dict[str, int], pools: Pools) -> People:
    address = {"none": NOBODY, **person}
    rows = [
        (
            FIRST_NUMBER + person[m.role],
            pools.given.index(m.given),
            PREFIXES.index(m.prefix),
            pools.surnames.index(m.surname),
            GENDERS.index(m.gender),
            m.born,
            person[m.role] if m.address == "own" else address[m.address],
            m.is_in_hris,
            m.has_platform_number,
        )
        for m in members
    ]
    return People(*_columns(rows, kinds="iiiiidibb"))


def _status(contract: Contract, *, end: date) -> str:
    if contract.status is not None:
        return contract.status
    return "terminated" if contract.ends is not None and contract.ends <= end else "active"


def _contracts(members: tuple[Member, ...], *, person: dict[str, int], period: Period) -> Contracts:
    rows = [
        (
            person[m.role],
            number,
            c.starts,
            c.ends,
            REASONS.index(c.reason) if c.reason else NOBODY,
            c.notice,
            c.is_contingent,
            c.is_rescinded,
            STATUSES.index(_status(c, end=period.end)),
        )
        for m in members
        for number, c in enumerate(m.contracts, start=1)
        for _ in range(c.times)
    ]
    return Contracts(*_columns(rows, kinds="iiddidbbi"))


def _assignments(members: tuple[Member, ...], *, person: dict[str, int], careers: Careers) -> Assignments:
    # The first team stays too small to be shown; the next two are as good as any.
    first_team = int(np.flatnonzero(careers.organisation.is_team)[0])
    rows = [
        (
            person[m.role],
            place.contract,
            place.begins,
            place.ends,
            first_team + 1 + place.team,
            CAST_LEVEL,
            place.fte_percent,
            _manager_in(careers, first_team + 1 + place.team, begins=place.begins),
        )
        for m in members
        for place in m.places
    ]
    return Assignments(*_columns(rows, kinds="iiddiiii"))


def _manager_in(careers: Careers, unit: int, *, begins: date) -> int:
    """Whom an ordinary member of the unit reported to on the first day, or at the nearest edge of the history."""
    first, end = careers.period.first_days[0], np.datetime64(careers.period.end, "D")
    day = min(max(np.datetime64(begins, "D"), first), end)
    rows = careers.assignments
    running = (
        (rows.unit == unit)
        & (rows.begins_on <= day)
        & (np.isnat(rows.last_day_on) | (rows.last_day_on >= day))
        & (rows.level <= 2)
    )
    found = np.flatnonzero(running)
    return int(rows.manager[found[0]]) if len(found) else NOBODY


def _enrolments(members: tuple[Member, ...], *, person: dict[str, int], period: Period) -> Enrolments:
    place = {course.short_name: number for number, course in enumerate(course_catalogue(period))}
    rows = [
        (person[m.role], place[item.course], item.enrolled, item.completed, False)
        for m in members
        for item in m.learning
    ]
    return Enrolments(*_columns(rows, kinds="iimmb"))


def _invited(members: tuple[Member, ...], *, person: dict[str, int], wave: Wave) -> Ints:
    """Who of the cast is an employee on the day the wave opens."""
    day = date.fromisoformat(str(wave.opened_on))

    def employed(contract: Contract) -> bool:
        return (
            contract.starts <= day
            and (contract.ends is None or day <= contract.ends)
            and not contract.is_contingent
            and not contract.is_rescinded
        )

    return np.array([person[m.role] for m in members if any(employed(c) for c in m.contracts)], dtype=np.int64)


def _responses(members: tuple[Member, ...], *, person: dict[str, int], wave: Wave, is_newest: bool) -> Responses:
    given = [(person[m.role], answer) for m in members for answer in m.answers] if is_newest else []
    opened = datetime.fromisoformat(f"{wave.opened_on}T10:00")
    rows = [
        (who, answer.has_reference, np.datetime64(opened, "m") + answer.days_after_opening * DAY)
        for who, answer in given
    ]
    who, has_reference, started_at = _columns(rows, kinds="ibm")
    return Responses(
        person=who,
        has_reference=has_reference,
        started_at=started_at,
        recorded_at=(started_at + np.timedelta64(5, "m")).astype("datetime64[m]"),
        is_finished=np.ones(len(rows), dtype=np.bool_),
        is_preview=np.zeros(len(rows), dtype=np.bool_),
        answers=np.full((len(rows), len(QUESTIONS)), ANSWER, dtype=np.int16),
        votes=np.zeros((len(rows), len(NEEDS)), dtype=np.bool_),
    )
