"""The state of the simulation: one slot a person, filled as people are hired.

Belongs here: the arrays, how they begin and how a new person enters them. The steps that change them month by month
stand in staffing.py, starting.py, leaving.py and engagement.py. This is the one mutable type of the room: twelve times
four copies of a million rows would be the alternative.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ingestion.company.organisation import Organisation
from ingestion.company.programmes import PROGRAMMES
from ingestion.company.tables import NO_DAY, NOBODY, Days, Flags, Floats, Ints, Period

NOT_STARTED = 32_767
"""Month of the start of a programme that was not started: later than any history."""
SLOTS_PER_HEAD_YEAR = 0.40
"""Room for people hired later; turnover is far below it."""
FTE_PERCENTS = np.array([100, 90, 80, 60, 50])
FTE_SHARES = np.array([0.58, 0.08, 0.18, 0.10, 0.06])
FIXED_TERM = 0.25
"""Share of hires who begin with a contract of one year."""
MEAN_TENURE_YEARS = 7.0


@dataclass
class State:
    """Arrays over slots; those from `size` on are not people yet."""

    organisation: Organisation
    period: Period
    size: int
    present: Flags
    """Employed at this moment of the simulation."""
    born: Days
    hired: Days
    last_day: Days
    reason: Ints
    notice: Days
    is_fixed_term: Flags
    unit: Ints
    level: Ints
    fte_percent: Ints
    manager: Ints
    row_begins: Days
    """First day of the assignment now running."""
    trait: Floats
    deviation: Floats
    engagement: Floats
    """Standard deviations; moves in the months of a survey wave only, so that what is asked is what drives."""
    ability: Floats
    eagerness: Floats
    """Log factor on taking open courses."""
    started: npt.NDArray[np.int16]
    """Programme x slot: month of the history in which it was started, else NOT_STARTED."""
    start_day: Days
    """Programme x slot: the day of the start."""
    lead: Ints
    """By unit: who leads it, or NOBODY."""
    parent: Ints
    """By unit: the parent at this moment."""
    closed_rows: list[tuple[Ints | Days, ...]] = field(default_factory=list)
    """Assignments that have ended, as columns, in the order of tables.Assignments."""

    def here(self) -> Ints:
        """Slots of the people employed at this moment."""
        return np.flatnonzero(self.present[: self.size])

    def tenure_months(self, people: Ints, *, on: np.datetime64) -> Ints:
        """Completed months between hire and the day, by calendar month."""
        months = on.astype("datetime64[M]") - self.hired[people].astype("datetime64[M]")
        late = (self.hired[people] - self.hired[people].astype("datetime64[M]")) > (on - on.astype("datetime64[M]"))
        completed: Ints = months.astype(np.int64) - late
        return np.maximum(completed, 0)

    def enter(self, count: int, *, unit: Ints, hired: Days, level: Ints, born: Days) -> Ints:
        """Fill the next slots with new people and return them.

        Raises:
            OverflowError: there are fewer free slots than people; turnover has left the range the simulation is made
                for.
        """
        if self.size + count > len(self.present):
            raise OverflowError(
                f"{self.size + count} people do not fit {len(self.present)} slots: "
                "raise SLOTS_PER_HEAD_YEAR in company/state.py"
            )
        slots = np.arange(self.size, self.size + count)
        self.size += count
        self.present[slots] = True
        self.unit[slots], self.hired[slots], self.level[slots], self.born[slots] = unit, hired, level, born
        self.row_begins[slots] = hired
        self.engagement[slots] = (
            self.trait[slots] + self.organisation.engagement_shift[self.unit[slots]] + self.deviation[slots]
        )
        return slots


def first_state(organisation: Organisation, *, period: Period, people: int, rng: np.random.Generator) -> State:
    """The company on the first day of the history: `people` heads, hired over the years before."""
    slots = people + 200 + int(np.ceil(people * SLOTS_PER_HEAD_YEAR * period.months / 12))
    nothing = np.full(slots, NO_DAY)
    state = State(
        organisation=organisation,
        period=period,
        size=0,
        present=np.zeros(slots, dtype=np.bool_),
        born=nothing.copy(),
        hired=nothing.copy(),
        last_day=nothing.copy(),
        reason=np.full(slots, -1),
        notice=nothing.copy(),
        is_fixed_term=rng.random(slots) < FIXED_TERM,
        unit=np.zeros(slots, dtype=np.int64),
        level=np.zeros(slots, dtype=np.int64),
        fte_percent=FTE_PERCENTS[np.searchsorted(np.cumsum(FTE_SHARES)[:-1], rng.random(slots), side="right")],
        manager=np.full(slots, NOBODY),
        row_begins=nothing.copy(),
        trait=rng.normal(0, 0.75, slots),
        deviation=rng.normal(0, 0.60, slots),
        engagement=np.zeros(slots),
        ability=rng.normal(0, 1, slots),
        eagerness=rng.normal(0, 0.8, slots),
        started=np.full((len(PROGRAMMES), slots), NOT_STARTED, dtype=np.int16),
        start_day=np.full((len(PROGRAMMES), slots), NO_DAY),
        lead=np.full(len(organisation.code), NOBODY),
        parent=organisation.parent.copy(),
    )
    heads = organisation.size.copy()
    heads[organisation.opened] = 0
    first_day = period.first_days[0]
    age_years = 21 + 46 * rng.beta(1.6, 1.7, people)
    tenure_years = np.minimum(rng.exponential(MEAN_TENURE_YEARS, people), age_years - 19)
    hired = first_day - np.maximum(1, (tenure_years * 365.25).astype(np.int64)).astype("timedelta64[D]")
    level = np.clip(np.floor(tenure_years / 4 + rng.random(people)), 0, 2).astype(np.int64)
    state.enter(
        people,
        unit=np.repeat(np.arange(len(heads)), heads),
        hired=hired,
        level=level,
        born=first_day - (age_years * 365.25).astype(np.int64).astype("timedelta64[D]"),
    )
    return state
