"""The published tables about skills: gaps, forecast, half-lives and paths between roles.

Belongs here: which of their cells may be shown, and in how many figures. Figures by skill in kpi_values are planned with all others
(protecting.py). What may be shown is decided per skill: the company and a division need k persons of whom a level is known, and so does
what remains of the company beside the divisions that are shown (complements.py). Not protected: earlier releases, and combinations of
skills. Paths hold no persons.
"""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from publishing.complements import withhold_complements
from publishing.organisations import Integers

ROOT = "company"
K = 5
MIN_PEOPLE_OF_ESTIMATE = 20
_GAPS = """
    select org_unit_id, skill_id, min(case when required_count > 0 then least(assessed_count, n_persons) else n_persons end)
    from warehouse.marts.skill_gap_cells group by all order by all
"""
_FORECASTS = (
    "select org_unit_id, skill_id, min(n_persons) from warehouse.marts.skill_forecast_cells group by all order by all"
)


def publish_skills(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables skill_gaps, skill_forecast, skill_half_lives and reskilling_paths of the connection's database.

    Args:
        connection: writes the candidate; the pipeline's database is attached read-only as `warehouse`.
    """
    connection.execute((Path(__file__).resolve().parent / "sql" / "macros.sql").read_text())
    for name, persons in (("gap_plan", _GAPS), ("forecast_plan", _FORECASTS)):
        connection.register(name, planned(connection.execute(persons).fetchall()))
    connection.execute(_SKILL_GAPS)
    connection.execute(_SKILL_FORECAST)
    connection.execute(_SKILL_HALF_LIVES)
    connection.execute(_RESKILLING_PATHS)
    for name in ("gap_plan", "forecast_plan"):
        connection.unregister(name)


def planned(persons: Sequence[tuple[str, str, int]]) -> pa.Table:
    """Which cells of a skill are withheld, and why.

    Args:
        persons: unit, skill and number of persons; units are the company and its divisions, a cell that is missing has nobody.

    Returns:
        org_unit_id, skill_id, reason: a row for every cell given, reason null where it may be shown.
    """
    skills = sorted({skill for _, skill, _ in persons})
    units = sorted({unit for unit, _, _ in persons} - {ROOT})
    at_skill = {skill: place for place, skill in enumerate(skills)}
    at_unit = {unit: place for place, unit in enumerate(units)}
    node: Integers = np.zeros(len(skills), dtype=np.int64)
    children: Integers = np.zeros((len(units), len(skills)), dtype=np.int64)
    for unit, skill, count in persons:
        if unit == ROOT:
            node[at_skill[skill]] = count
        else:
            children[at_unit[unit], at_skill[skill]] = count
    large = (children >= K) & (node >= K)
    shown = withhold_complements(
        large,
        node=node,
        children=children,
        child_traces=np.zeros(children.shape, dtype=np.bool_),
        direct_traces=np.zeros(node.shape, dtype=np.bool_),
        k=K,
    )
    reasons: list[str | None] = []
    for unit, skill, count in persons:
        if count < K:
            reasons.append("small_group")
        elif unit == ROOT or shown[at_unit[unit], at_skill[skill]]:
            reasons.append(None)
        else:
            reasons.append("complement" if large[at_unit[unit], at_skill[skill]] else "parent_withheld")
    return pa.table(
        {
            "org_unit_id": pa.array([unit for unit, _, _ in persons], pa.string()),
            "skill_id": pa.array([skill for _, skill, _ in persons], pa.string()),
            "reason": pa.array(reasons, pa.string()),
        }
    )


# Demand is no figure about persons and always shown; all else stands or falls with the row.
_SKILL_GAPS = """
    create table skill_gaps as
    select
        cells.skill_id, skills.name as skill_name, cells.org_unit_id, cells.horizon_months, cells.scenario, skills.is_critical,
        half_away(cells.demand_fte, 1) as demand_fte,
        case when reason is null then half_away(cells.supply_fte, 1) end as supply_fte,
        case when reason is null then half_away(cells.supply_fte / nullif(cells.demand_fte, 0), 2) end as coverage,
        case when reason is null then half_away(greatest(cells.demand_fte - coalesce(cells.supply_fte, cells.demand_fte), 0), 1) end as shortage_fte,
        case when reason is null then cast(cells.required_count as integer) end as people_required,
        case when reason is null then cast(cells.assessed_count as integer) end as people_assessed,
        case when reason is null then half_away(cells.below_count / nullif(cells.assessed_count, 0), 2) end as gap_rate,
        reason is not null as is_suppressed,
        reason as suppression_reason
    from warehouse.marts.skill_gap_cells as cells
    inner join warehouse.warehouse.dim_skills as skills using (skill_id)
    inner join gap_plan using (org_unit_id, skill_id)
"""
_SKILL_FORECAST = """
    create table skill_forecast as
    select
        cells.skill_id, skills.name as skill_name, cells.org_unit_id, cells.horizon_months, cells.scenario,
        case when reason is null then half_away(cast(cells.supply_now_fte as double), 1) end as supply_now_fte,
        case when reason is null then half_away(cells.staying_fte, 1) end as staying_fte,
        case when reason is null then half_away(cast(cells.expected_hires_fte as double), 1) end as expected_hires_fte,
        case when reason is null then half_away(cells.staying_fte + cast(cells.expected_hires_fte as double), 1) end as supply_fte,
        reason is not null as is_suppressed,
        reason as suppression_reason
    from warehouse.marts.skill_forecast_cells as cells
    inner join warehouse.warehouse.dim_skills as skills using (skill_id)
    inner join forecast_plan using (org_unit_id, skill_id)
"""
# An estimate of few people falls back to the prior, which nobody's findings are in.
_SKILL_HALF_LIVES = f"""
    create table skill_half_lives as
    with judged as (
        select *, basis in ('estimated', 'no_decay_detected') and n_people < {MIN_PEOPLE_OF_ESTIMATE} as is_too_small
        from warehouse.estimates.skill_half_lives
    )
    select
        judged.skill_id, skills.name as skill_name, skills.decay_class,
        case when is_too_small then 'prior' else basis end as basis,
        significant(case when is_too_small then prior_half_life_months else judged.half_life_months end, 3) as half_life_months,
        case when not is_too_small then significant(ci_low, 3) end as ci_low,
        case when not is_too_small then significant(ci_high, 3) end as ci_high,
        cast(band_of_five(n_pairs) as integer) as n_pairs,
        case when basis = 'estimated' and not is_too_small then cast(band_of_five(n_at_floor) as integer) end as n_at_floor
    from judged
    inner join warehouse.warehouse.dim_skills as skills using (skill_id)
"""
_RESKILLING_PATHS = """
    create table reskilling_paths as
    select
        from_job_id, to_job_id, from_job_title, from_job_family, to_job_title, to_job_family, path_rank,
        half_away(distance, 4) as distance, shared_skills, met_skills, skills_to_learn
    from warehouse.marts.reskilling_paths
"""
