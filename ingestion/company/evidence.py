"""What is found out about who can do what: tests, certificates, the yearly round of managers, peers and the people themselves.

Belongs here: the draw of assessments from streams of its own; nothing of it drives the careers. Not here: the skills and what roles
ask (abilities.py) and the files (exports_skills.py).

Skills that a role does not ask fade with the half-life of the skill, and are tested again while they do, so that the half-life can be
estimated. Skills that a role asks are in use: they grow slowly, and the yearly round sees them.
"""

from dataclasses import dataclass, fields, replace

import numpy as np

from ingestion.company.abilities import FLOOR, GENERAL, MAX_LEVEL, SKILLS, half_lives, required_levels, version_on
from ingestion.company.careers import Careers
from ingestion.company.jobs import Jobs
from ingestion.company.tables import Assignments, Days, Floats, Ints, joined

METHODS = ("test", "certified", "manager", "peer", "self")
MONTH_DAYS = 30.4375
CENT = 100
"""Levels are exported in hundredths."""
IDLE_SKILLS = 2
"""Skills a person brings along that the roles never ask; they fade, and are tested."""
RETESTS = 2
TEST_NOISE, ROUND_NOISE = 0.10, 0.30
"""Standard deviation of the log of a test's level above the floor; of the level in the yearly round."""
SEEN_IN_ROUND, ASKED_THEMSELVES, SEEN_BY_PEERS = 0.80, 0.60, 0.20
SELF_PRAISE = 0.40
"""Levels by which people rate themselves above their manager: the true discrepancy."""
GROWTH_A_YEAR = 0.25
RESKILLED = 0.04
"""Share of the people who are certified in the trade and the skills of another family."""
ROUND_MONTH = 10


@dataclass(frozen=True)
class Evidence:
    """One row a person, skill, day and method. `level` and `floor` in hundredths."""

    person: Ints
    skill: Ints
    observed_on: Days
    method: Ints
    level: Ints
    floor: Ints


def evidence_of(careers: Careers, rows: Assignments, jobs: Jobs, *, rng: np.random.Generator) -> Evidence:
    """All assessments of the history, by person, skill, day and method, each at most once.

    Args:
        careers: the simulated people; the cast is assessed by nobody.
        rows: every assignment; those of the cast are left out.
        jobs: what each assignment is.
        rng: the stream of this part.
    """
    ours = rows.person < careers.size
    rows = replace(rows, **{f.name: getattr(rows, f.name)[ours] for f in fields(rows)})
    jobs = replace(jobs, **{f.name: getattr(jobs, f.name)[ours] for f in fields(jobs)})
    asked = required_levels().max(axis=0)
    ever: Ints = np.zeros((careers.size, len(SKILLS)), dtype=np.int64)
    np.maximum.at(ever, rows.person, asked[jobs.family, rows.level])
    start = np.maximum(careers.hired, careers.period.first_days[0])
    found = joined(
        _faded(careers, ever, start, rng=rng),
        joined(_rounds(careers, rows, jobs, rng=rng), _reskilled(careers, jobs, rows, start, rng=rng)),
    )
    return _once(found)


def _faded(careers: Careers, ever: Ints, start: Days, *, rng: np.random.Generator) -> Evidence:
    """Tests of skills that lie idle: a first one, and later ones of what is left."""
    people = np.repeat(np.arange(careers.size), IDLE_SKILLS)
    # The general skills in an order of each person's own, those a role asks last.
    order = np.argsort(rng.random((careers.size, len(GENERAL))) + (ever[:, : len(GENERAL)] > 0), axis=1, kind="stable")
    skill = order[:, :IDLE_SKILLS].ravel()
    idle = ever[people, skill] == 0
    people, skill = people[idle], skill[idle]
    peak: Floats = rng.uniform(2.0, 4.5, len(people))
    day = start[people] + rng.integers(0, 60, len(people)).astype("timedelta64[D]")
    first = day
    parts = []
    for _ in range(1 + RETESTS):
        months = (day - first).astype(np.int64) / MONTH_DAYS
        left = (peak - FLOOR) * np.exp2(-months / half_lives()[skill])
        level = FLOOR + left * np.exp(rng.normal(0, TEST_NOISE, len(people)))
        parts.append(_rows(careers, people, skill, day, method="test", level=level, floor=FLOOR))
        day = day + rng.integers(90, 300, len(people)).astype("timedelta64[D]")
    return joined(parts[0], joined(parts[1], parts[2]))


def _rounds(careers: Careers, rows: Assignments, jobs: Jobs, *, rng: np.random.Generator) -> Evidence:
    """The yearly round: managers rate what the role asks, some peers and most people themselves do so too."""
    asked = required_levels()
    # How far a person is above or below what the role asks, the same in every round.
    offset = rng.normal(0.0, 0.8, (careers.size, len(SKILLS))) + 0.3 * careers.ability[:, None]
    parts = []
    first = careers.period.first_days[0]
    for day in careers.period.first_days[:-1]:
        if int(day.astype("datetime64[M]").astype(np.int64)) % 12 != ROUND_MONTH - 1:
            continue
        on = day + np.timedelta64(14, "D")
        running = (rows.begins_on <= on) & (np.isnat(rows.last_day_on) | (rows.last_day_on >= on))
        version = version_on(on, careers.period)
        here = np.flatnonzero(running)
        seat, skill = np.nonzero(asked[version, jobs.family[here], rows.level[here]])
        seat = here[seat]
        seen = rng.random(len(seat)) < SEEN_IN_ROUND
        seat, skill = seat[seen], skill[seen]
        people = rows.person[seat]
        target = asked[version, jobs.family[seat], rows.level[seat], skill]
        years = (on - first).astype(np.int64) / 365.25
        true = target - 0.5 + offset[people, skill] + GROWTH_A_YEAR * years
        for method, share, shift in (
            ("manager", 1.0, 0.0), ("self", ASKED_THEMSELVES, SELF_PRAISE), ("peer", SEEN_BY_PEERS, 0.0),
        ):  # fmt: skip
            of = rng.random(len(people)) < share
            level = np.round(2 * (true[of] + shift + rng.normal(0, ROUND_NOISE, int(of.sum())))) / 2
            parts.append(
                _rows(
                    careers,
                    people[of],
                    skill[of],
                    np.full(int(of.sum()), on),
                    method=method,
                    level=level,
                    floor=FLOOR,
                )
            )
    return _all(parts)


def _reskilled(careers: Careers, jobs: Jobs, rows: Assignments, start: Days, *, rng: np.random.Generator) -> Evidence:
    """Certificates in all that a junior of another family needs: before a move to it, and for some who never move."""
    asked = required_levels()[1, :, 0]
    moves = np.flatnonzero((rows.person[1:] == rows.person[:-1]) & (jobs.family[1:] != jobs.family[:-1])) + 1
    taken = rng.random(len(moves)) < 0.7
    movers, before = rows.person[moves][taken], rows.begins_on[moves][taken]
    days_before = rng.integers(30, 240, len(movers)).astype("timedelta64[D]")
    others = np.flatnonzero(rng.random(careers.size) < RESKILLED)
    span = (np.datetime64(careers.period.end, "D") - start)[others].astype(np.int64)
    people = np.concatenate([movers, others])
    family = np.concatenate([jobs.family[moves][taken], rng.choice(np.unique(jobs.family), len(others))])
    day = np.concatenate(
        [
            before - days_before,
            start[others] + (rng.random(len(others)) * span).astype(np.int64).astype("timedelta64[D]"),
        ]
    )
    one, skill = np.nonzero(asked[family])
    level = np.minimum(asked[family[one], skill] + 1, MAX_LEVEL).astype(np.float64)
    return _rows(careers, people[one], skill, day[one], method="certified", level=level, floor=FLOOR)


def _rows(
    careers: Careers, people: Ints, skill: Ints, day: Days, *, method: str, level: Floats, floor: float
) -> Evidence:
    """Assessments of those who are employed on the day, within the history; levels stay on the scale."""
    last = np.where(np.isnat(careers.last_day), np.datetime64(careers.period.end, "D"), careers.last_day)
    there = (day >= careers.hired[people]) & (day <= last[people]) & (day >= careers.period.first_days[0])
    count = int(there.sum())
    return Evidence(
        person=people[there],
        skill=skill[there],
        observed_on=day[there],
        method=np.full(count, METHODS.index(method)),
        level=np.rint(CENT * np.clip(level[there], 0, MAX_LEVEL)).astype(np.int64),
        floor=np.full(count, round(CENT * floor)),
    )


def _all(parts: list[Evidence]) -> Evidence:
    return Evidence(**{f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Evidence)})


def _once(rows: Evidence) -> Evidence:
    """By person, skill, day and method, each once: the first draw counts."""
    order = np.lexsort((rows.method, rows.observed_on, rows.skill, rows.person))
    keys = [np.asarray(getattr(rows, name))[order] for name in ("person", "skill", "observed_on", "method")]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = np.any([key[1:] != key[:-1] for key in keys], axis=0)
    kept = order[first]
    return Evidence(**{f.name: getattr(rows, f.name)[kept] for f in fields(Evidence)})
