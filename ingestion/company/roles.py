"""What a member of the cast is made of: contracts, places, learning and answers, in the terms of the company.

Belongs here: the types. Not here: who the cast are (cast.py) and how they enter the tables (casting.py).
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Contract:
    """A contract; `status` None follows from the dates, `times` 2 has the row exported twice."""

    starts: date
    ends: date | None = None
    reason: str | None = None
    notice: date | None = None
    is_contingent: bool = False
    is_rescinded: bool = False
    status: str | None = None
    times: int = 1


@dataclass(frozen=True)
class Place:
    """An assignment to the first (0) or second (1) team of the cast, for the contract with this number."""

    begins: date
    ends: date | None = None
    team: int = 0
    fte_percent: int = 100
    contract: int = 1


@dataclass(frozen=True)
class Learning:
    """An enrolment and, if there is one, its completion."""

    course: str
    enrolled: datetime
    completed: datetime | None = None


@dataclass(frozen=True)
class Answer:
    """A finished response to the newest wave; without a reference only the address names the person."""

    days_after_opening: int
    has_reference: bool = True


@dataclass(frozen=True)
class Member:
    """One of the cast. `address` is 'own', 'none', or the role of the member whose address is shared."""

    role: str
    reason: str
    given: str
    surname: str
    contracts: tuple[Contract, ...] = ()
    places: tuple[Place, ...] = ()
    learning: tuple[Learning, ...] = ()
    answers: tuple[Answer, ...] = ()
    flagged_on: date | None = None
    prefix: str = ""
    gender: str = "V"
    born: date = date(1985, 4, 17)
    address: str = "own"
    platform_address: str | None = None
    """The address the learning platform holds, where it differs from the HRIS's."""
    has_platform_number: bool = True
    is_in_hris: bool = True
