"""The company's units: divisions, departments (large companies only) and teams, and what they go through.

Belongs here: the units, their sizes and their history. Not here: who works in them (staffing.py) and how the HRIS
writes them (exports_hris.py).
"""

from dataclasses import dataclass, replace

import numpy as np

from ingestion.company.tables import NO_DAY, Flags, Floats, Ints, Period

PEOPLE_PER_TEAM = 24
MOST_TEAMS_IN_A_DIVISION = 20
TEAMS_IN_A_DEPARTMENT = 12
SMALLEST_TEAM = 3
DIVISION_STAFF = 2
DEPARTMENT_STAFF = 1
DIVISION_NAMES = (
    "Operatie", "Klantenservice", "Verkoop", "Techniek", "Logistiek", "Financiën",
    "Inkoop", "Kwaliteit", "Onderhoud", "Marketing", "ICT", "Onderzoek",
)  # fmt: skip
SURNAME_TEAM = "Brouwer"


@dataclass(frozen=True)
class UnitPeriod:
    """One row of the HRIS's unit list: a unit under one name and parent, first and last day inclusive."""

    unit: int
    name: str
    parent: int
    begins_on: np.datetime64
    last_day_on: np.datetime64


@dataclass(frozen=True)
class Organisation:
    """Units by number: divisions first, then departments, then teams.

    `parent` is -1 for a division (the company itself is no unit).
    """

    code: tuple[str, ...]
    name: tuple[str, ...]
    parent: Ints
    division: Ints
    is_team: Flags
    size: Ints
    """Heads the unit is staffed to, its sub-units not counted."""
    quit_factor: Floats
    """What working here does to the hazard of quitting; lognormal, so that teams differ."""
    engagement_shift: Floats
    renamed: int
    moved: int
    closed: int
    opened: int
    renamed_in: int
    moved_in: int
    closed_in: int
    opened_in: int
    """Months of the history (0 is the first) in which one team each is renamed, moved, closed and opened."""

    def history(self, period: Period) -> tuple[UnitPeriod, ...]:
        """The rows of the unit list, in the order of the units and their periods."""
        first = period.first_days
        day = np.timedelta64(1, "D")
        rows = []
        for unit, name in enumerate(self.name):
            whole = UnitPeriod(unit, name, int(self.parent[unit]), NO_DAY, NO_DAY)
            if unit == self.renamed:
                turn = first[self.renamed_in]
                rows += [replace(whole, name=f"{name} (oud)", last_day_on=turn - day), replace(whole, begins_on=turn)]
            elif unit == self.moved:
                turn = first[self.moved_in]
                rows += [replace(whole, last_day_on=turn - day), replace(whole, parent=self.new_parent, begins_on=turn)]
            elif unit == self.closed:
                rows.append(replace(whole, last_day_on=first[self.closed_in] - day))
            elif unit == self.opened:
                rows.append(replace(whole, begins_on=first[self.opened_in]))
            else:
                rows.append(whole)
        return tuple(rows)

    @property
    def new_parent(self) -> int:
        """Where the team that moves belongs afterwards: the parent of a team of another division."""
        elsewhere = np.flatnonzero(self.is_team & (self.division != self.division[self.moved]))
        return int(self.parent[elsewhere[0]])


def build_organisation(people: int, *, months: int, rng: np.random.Generator) -> Organisation:
    """Lay out a company of `people` heads: at 600, six divisions and 25 teams.

    Args:
        people: heads, at least 60.
        months: months of the history, at least 12.
        rng: the source of chance.
    """
    divisions = max(2, round(6 * (people / 600) ** 0.4))
    teams = max(3 * divisions, round(people / PEOPLE_PER_TEAM))
    departments = (
        0 if teams <= divisions * MOST_TEAMS_IN_A_DIVISION else max(divisions, round(teams / TEAMS_IN_A_DEPARTMENT))
    )
    above = divisions + departments
    parent = np.full(above + teams, -1, dtype=np.int64)
    parent[divisions:above] = np.arange(departments) % divisions
    parent[above:] = divisions + np.arange(teams) % departments if departments else np.arange(teams) % divisions
    division = np.arange(above + teams)
    division[divisions:] = parent[divisions:]
    division[above:] = division[parent[above:]]

    staff = divisions * DIVISION_STAFF + departments * DEPARTMENT_STAFF
    size = np.empty(above + teams, dtype=np.int64)
    size[:divisions], size[divisions:above] = DIVISION_STAFF, DEPARTMENT_STAFF
    # The last four teams have a history; the one that opens later is empty at first and comes on top of `people`.
    renamed, moved, closed, opened = (above + teams - back for back in (4, 3, 2, 1))
    size[above:opened] = _team_sizes(people - staff, teams=teams - 1, rng=rng)
    size[opened] = size[closed]
    return Organisation(
        code=tuple(_codes(divisions, departments, teams)),
        name=tuple(_names(divisions, departments, division=division, above=above)),
        parent=parent,
        division=division,
        is_team=np.arange(above + teams) >= above,
        size=size,
        quit_factor=np.exp(rng.normal(0, 0.20, above + teams) - 0.02),
        engagement_shift=rng.normal(0, 0.25, above + teams),
        renamed=renamed,
        moved=moved,
        closed=closed,
        opened=opened,
        opened_in=round(0.30 * months),
        moved_in=round(0.40 * months),
        renamed_in=round(0.50 * months),
        closed_in=round(0.60 * months),
    )


def _team_sizes(heads: int, *, teams: int, rng: np.random.Generator) -> Ints:
    """Uneven sizes that add up to `heads`; the first team is as small as can be, and so never to be shown."""
    weight = rng.lognormal(0, 0.45, teams)
    weight[0] = 0
    free = heads - SMALLEST_TEAM * teams
    share = weight / weight.sum() * free
    size = np.floor(share).astype(np.int64)
    largest_rests = np.argsort(-(share - size), kind="stable")[: free - int(size.sum())]
    size[largest_rests] += 1
    sizes: Ints = size + SMALLEST_TEAM
    return sizes


def _codes(divisions: int, departments: int, teams: int) -> list[str]:
    return [
        *(f"DIV{number:03d}" for number in range(1, divisions + 1)),
        *(f"AFD{number:04d}" for number in range(1, departments + 1)),
        *(f"TEAM{number:05d}" for number in range(1, teams + 1)),
    ]


def _names(divisions: int, departments: int, *, division: Ints, above: int) -> list[str]:
    """Dutch names, numbered where the pool runs out; one team carries a surname, which publishing must notice."""
    rounds = [
        f" {1 + number // len(DIVISION_NAMES)}" if number >= len(DIVISION_NAMES) else "" for number in range(divisions)
    ]
    of_division = [DIVISION_NAMES[number % len(DIVISION_NAMES)] + rounds[number] for number in range(divisions)]
    names = list(of_division)
    counter = [0] * divisions
    for unit in range(divisions, len(division)):
        if unit == divisions + departments:
            counter = [0] * divisions
        home = int(division[unit])
        counter[home] += 1
        names.append(f"{of_division[home]} {'afdeling' if unit < above else 'team'} {counter[home]}")
    names[above + 1] = SURNAME_TEAM
    return names
