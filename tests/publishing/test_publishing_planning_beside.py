"""Planning beside what has been told: by hand, and over the releases of companies drawn by chance."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from publishing.organisations import OUTSIDE, Booleans, Reason, Support
from publishing.planning import plan
from publishing.planning_beside import Told, plan_beside
from tests.publishing.companies import NOWHERE, Company, draw_company, months_of, support_of

K = 5
COMPANY, FIRST, SECOND = range(3)
JANUARY, MARCH = ("month", date(2022, 1, 31)), ("quarter", date(2022, 3, 31))


def test_a_quarter_gives_way_where_a_month_in_it_has_been_told_of_four_people_less() -> None:
    """First has 8 people in January and 12 from February on. January was told when it was over; with the quarter it would be four."""
    places = [[FIRST] * 3] * 8 + [[NOWHERE, FIRST, FIRST]] * 4 + [[SECOND] * 3] * 9
    parents = np.tile([OUTSIDE, COMPANY, COMPANY], (3, 1))
    support = support_of(Company(places=np.array(places), parents=parents))
    at = {(window.period_type, window.end): place for place, window in enumerate(support.windows)}
    afresh = plan(support, k=K, adds_over_time=True)
    assert (afresh[COMPANY, at[JANUARY]], afresh[COMPANY, at[MARCH]]) == (Reason.TIME_DIFFERENCE, Reason.NONE)
    known = np.array([window.end <= date(2022, 2, 28) for window in support.windows])
    told = Told(cells=(support.persons >= K) & known, windows=known)
    beside = plan_beside(support, told, k=K, adds_over_time=True)
    assert not beside[:, at[JANUARY]].any()
    assert beside[COMPANY, at[MARCH]] != Reason.NONE


def test_what_was_never_told_is_planned_as_ever() -> None:
    support = support_of(draw_company(3))
    nothing = np.zeros(support.persons.shape, dtype=np.bool_)
    told = Told(cells=nothing, windows=nothing[0])
    assert (plan_beside(support, told, k=3, adds_over_time=True) == plan(support, k=3, adds_over_time=True)).all()


def _up_to(support: Support, month: int) -> Booleans:
    return np.array([months_of(window).stop <= month for window in support.windows])


def _restricted(support: Support, known: Booleans) -> Support:
    """What a release knew: some windows, and who moved between them."""
    place = np.cumsum(known) - 1
    flows = support.flows
    rows = known[flows.fine] & known[flows.coarse]
    return replace(
        support,
        windows=tuple(window for window, is_known in zip(support.windows, known, strict=True) if is_known),
        tree_of_window=support.tree_of_window[known],
        persons=support.persons[:, known],
        traces=support.traces[:, known],
        direct_traces=support.direct_traces[:, known],
        flows=replace(
            flows,
            fine=place[flows.fine[rows]],
            coarse=place[flows.coarse[rows]],
            node=flows.node[rows],
            source=flows.source[rows],
            target=flows.target[rows],
            persons=flows.persons[rows],
        ),
    )


@pytest.mark.parametrize("seed", range(12))
def test_over_a_year_of_releases_a_told_cell_is_planned_again_or_no_new_window_around_it_shows_its_siblings(
    seed: int,
) -> None:
    """Companies so small that a new month may hide the ones before it, which no window can mend by giving way."""
    support = support_of(draw_company(seed, months=14, with_reorganisations=False))
    shown, known = np.zeros(support.persons.shape, dtype=np.bool_), np.zeros(len(support.windows), dtype=np.bool_)
    for month in range(2, 15):
        now = _up_to(support, month)
        here = _restricted(support, now)
        told = Told(cells=shown[:, now], windows=known[now])
        reasons = plan_beside(here, told, k=3, adds_over_time=True)
        for unit, window in np.argwhere(told.cells & (reasons != Reason.NONE)).tolist():
            parents = here.trees[0].parents
            beside = [each for each in range(len(parents)) if each == unit or parents[each] == parents[unit]]
            around = [
                place
                for place, outer in enumerate(here.windows)
                if not told.windows[place] and place != window and outer.holds(here.windows[window])
            ]
            assert reasons[np.ix_(beside, around)].all()
        shown[:, now] |= (reasons == Reason.NONE) & ~known[now]
        known = now
    assert shown.any()
