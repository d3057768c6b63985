"""The shapes that pass between the simulation and the writers of exports: tables of columns of equal length.

Belongs here: array types, the frozen tables and how two of them are joined. Not here: how a row comes about (careers,
learning, surveys) and how it is written down (exports_*).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Table = TypeVar("Table", bound="DataclassInstance")

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]
"""datetime64[D], local dates; NaT where there is none."""
Minutes = npt.NDArray[np.datetime64]
"""datetime64[m], local wall-clock time of the company; NaT where there is none."""

NO_DAY = np.datetime64("NaT", "D")
NO_MINUTE = np.datetime64("NaT", "m")
NOBODY = -1

REASONS = ("voluntary", "involuntary", "retirement", "end_of_term", "mutual_consent", "death", "other", "unknown")
STATUSES = ("active", "terminated", "on_leave", "future")
LEVELS = ("junior", "medior", "senior", "lead", "director")


@dataclass(frozen=True)
class People:
    """One row a person. `given`, `prefix` and `surname` point into the pools of names.py."""

    number: Ints
    given: Ints
    prefix: Ints
    surname: Ints
    gender: Ints
    born: Days
    email_of: Ints
    """Row whose address this person has: normally the own row, another's for a shared address, NOBODY without one."""
    is_in_hris: Flags
    """False for accounts of the learning platform that belong to nobody the HRIS knows."""
    has_platform_number: Flags
    """Whether the learning platform holds the employee number."""


@dataclass(frozen=True)
class Contracts:
    """One row an employment contract. `reason` points into REASONS, `status` into STATUSES."""

    person: Ints
    sequence: Ints
    started_on: Days
    last_day_on: Days
    reason: Ints
    notice_on: Days
    is_contingent: Flags
    is_rescinded: Flags
    status: Ints


@dataclass(frozen=True)
class Assignments:
    """One row a person, contract, place and period. `last_day_on` is inclusive, NaT while it lasts."""

    person: Ints
    sequence: Ints
    """The contract it belongs to."""
    begins_on: Days
    last_day_on: Days
    unit: Ints
    level: Ints
    fte_percent: Ints
    manager: Ints


@dataclass(frozen=True)
class TalentFlags:
    """One row a person flagged as key talent. `last_day_on` is inclusive."""

    person: Ints
    flagged_on: Days
    last_day_on: Days


@dataclass(frozen=True)
class Enrolments:
    """One row a person and course. `completed_at` is NaT where the course was not completed."""

    person: Ints
    course: Ints
    enrolled_at: Minutes
    completed_at: Minutes
    is_suspended: Flags


@dataclass(frozen=True)
class Period:
    """The history the exports cover: `months` whole months up to and including `end`."""

    end: date
    months: int

    @property
    def first_days(self) -> Days:
        """First day of every month of the history, and of the month after it."""
        after = np.datetime64(self.end, "D") + np.timedelta64(1, "D")
        first = after.astype("datetime64[M]") - np.timedelta64(self.months, "M")
        return np.arange(first, first + np.timedelta64(self.months + 1, "M")).astype("datetime64[D]")

    @property
    def start(self) -> date:
        """First day of the history."""
        return to_date(self.first_days[0])


def to_date(day: np.datetime64) -> date:
    """A numpy day as a date of the standard library."""
    return date.fromisoformat(str(day.astype("datetime64[D]")))


def add_months(days: Days, months: int) -> Days:
    """The same day of the month `months` later, or the last day of that month where it is shorter."""
    month = days.astype("datetime64[M]")
    day_of_month = days - month.astype("datetime64[D]")
    shifted = month + np.timedelta64(months, "M")
    last = (shifted + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    same_day: Days = shifted.astype("datetime64[D]") + day_of_month
    return np.minimum(same_day, last)


def joined(first: Table, second: Table) -> Table:
    """Two tables of the same shape, one below the other."""
    return type(first)(
        **{f.name: np.concatenate([getattr(first, f.name), getattr(second, f.name)]) for f in fields(first)}
    )
