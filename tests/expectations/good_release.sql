-- A release that is in order: small, complete, and consistent in every sum that the gate asks for.
-- Belongs here: all published tables but metrics, which good_release.py fills from the catalogue before this runs, the
-- topic tables and columns, which it makes after. How the release is broken stands in mutants/.
--
-- The cast. Three units have people: a1 and a2 under division a, and division b; the company is the root. b has 4
-- people, so its controlled and sensitive cells are withheld. History runs from January 2024 to the as-of date 15
-- January 2026, so the last month is not over. Every month is like the other, but for January and September 2024, whose
-- leaver of a1 leaves on the last day and is still counted in that day's headcount.

create temp table month_ends as
select last_day(d)::date as period_end from range(date '2024-01-01', date '2026-01-02', interval 1 month) as r(d);

create table periods as
with ends as (select period_end, period_end <= date '2026-01-15' as is_complete from month_ends)
select 'day' as period_type, period_end as period_start, period_end, strftime(period_end, '%d %b %Y') as label,
  is_complete
from ends where is_complete
union all
select 'month', date_trunc('month', period_end)::date, period_end, strftime(period_end, '%b %Y'), is_complete
from ends
union all
select 'quarter', (date_trunc('month', period_end) - interval 2 month)::date, period_end,
  'Q' || quarter(period_end) || ' ' || year(period_end), is_complete
from ends where month(period_end) % 3 = 0
union all
select 'year', date_trunc('year', period_end)::date, period_end, year(period_end)::varchar, is_complete
from ends where month(period_end) = 12
union all
select 'r12', (date_trunc('month', period_end) - interval 11 month)::date, period_end,
  '12 months to ' || strftime(period_end, '%b %Y'), is_complete
from ends where period_end >= date '2024-12-31' and is_complete
union all
select 'survey', date '2025-09-01', date '2025-09-30', 'Engagement 2025', true;

create table org_units as from (values
  ('company', 'Example Works', null, 0, 'Example Works'),
  ('a', 'Assembly', 'company', 1, 'Example Works / Assembly'),
  ('b', 'Board office', 'company', 1, 'Example Works / Board office'),
  ('a1', 'Line 1', 'a', 2, 'Example Works / Assembly / Line 1'),
  ('a2', 'Line 2', 'a', 2, 'Example Works / Assembly / Line 2')
) as t(org_unit_id, name, parent_org_unit_id, level, path);

-- Who is there at the start, and what happens in a month.
create temp table teams as from (values
  ('a1', 60, 2, 1, 90, 30), ('a2', 40, 1, 1, 60, 20), ('b', 4, 0, 0, 6, 2)
) as t(org_unit_id, people, hires, leavers, hours, records);

-- A unit's figures include those of the units below it.
create temp table units as
select o.org_unit_id, sum(people) as people, sum(hires) as hires, sum(leavers) as leavers, sum(hours) as hours,
  sum(records) as records
from org_units as o join (select t.*, u.path from teams as t join org_units as u using (org_unit_id)) as t
  on starts_with(t.path, o.path)
group by o.org_unit_id;

create temp table windows as
select p.*, u.org_unit_id, u.people, u.hires * months as hires, u.leavers * months as leavers,
  u.hours * months as hours, u.records * months as records, people + (u.hires - u.leavers) * month_no
    + if(month_no in (0, 8) and u.org_unit_id in ('company', 'a', 'a1'), 1, 0) as heads
from periods as p, units as u, lateral (select date_diff('month', p.period_start, p.period_end) + 1 as months,
  date_diff('month', date '2024-01-31', p.period_end) as month_no);

-- What is over what. Where d is null the value is n; medians have neither and are 3.
create temp table measures as
select metric_id, w.period_type, w.period_start, w.period_end, w.org_unit_id, w.is_complete, w.people, n, d
from windows as w, lateral (from (values
  ('headcount', w.heads, null), ('fte', w.people * 0.9, null), ('average_headcount', w.people * 30.0, 30.0),
  ('hires', w.hires, null), ('rehires', 0, null), ('leavers', w.leavers, null),
  ('tenure_mean_years', w.people * 4.5, w.people), ('tenure_median_years', null, null),
  ('turnover_rate', w.leavers, w.people), ('turnover_voluntary_rate', floor(w.leavers / 2), w.people),
  ('turnover_involuntary_rate', 0, w.people), ('turnover_retirement_rate', 0, w.people),
  ('turnover_other_rate', 0, w.people), ('turnover_unknown_rate', 0, w.people),
  ('regrettable_turnover_rate', 1, 25), ('regrettable_turnover_share', 1, w.people),
  ('retention_rate_12m', w.people * 0.75, w.people), ('retention_complement', w.people - w.leavers, w.people),
  ('learning_hours', w.hours, null), ('learning_hours_person_mean', w.hours, w.people),
  ('learning_hours_person_median', null, null), ('learning_hours_per_employee', w.hours, w.people),
  ('participation_rate_ever', w.people / 4, w.people), ('participation_rate_avg', w.people / 4, w.people),
  ('participants', w.people / 4, null), ('participations', w.records, null),
  ('participation_rate_ever_equity', 1.0, 0.5), ('learning_hours_per_employee_equity', 3.0, 1.5),
  ('completion_rate', w.records * 0.8, w.records), ('leader_participation_rate_ever', 5, 10),
  ('leader_learning_hours_ratio', 3.0, 1.5), ('response_rate', w.people * 0.7, w.people),
  ('favourability', w.people * 6.0, w.people * 10), ('mean_score', w.people * 71.0, w.people),
  ('enps', w.people * 20, w.people),
  ('enps_5pt', w.people * 20, w.people), ('development_opportunity_index', w.people * 63, w.people),
  ('development_opportunity_omega', 0.8, null), ('time_to_learn_score', w.people * 56, w.people),
  ('psychological_safety_score', w.people * 60, w.people), ('psychological_safety_r_wg', 0.8, null),
  ('psychological_safety_icc1', 0.2, null), ('self_other_gap_mean', w.people * 7, w.people),
  ('self_other_gap_median', null, null), ('actionable_feedback_share', w.people * 0.4, w.people),
  ('pulse_change_paired', w.people * 2, w.people), ('pulse_change_unpaired', 2, null),
  ('pulse_overlap_share', w.people * 0.75, w.people), ('learning_need_vote', w.people * 0.75, w.people),
  ('reaction_score', w.people * 71, w.people), ('reaction_favourability', w.people * 0.6, w.people),
  ('follow_up_response_rate', w.people * 0.5, w.people), ('application_rate', w.people * 0.6, w.people),
  ('application_rate_low', w.people * 0.3, w.people), ('application_rate_high', w.people * 0.8, w.people),
  ('scrap_learning_rate', w.people * 0.4, w.people), ('scrap_learning_rate_hours', w.people * 0.4, w.people),
  ('self_reported_application', w.people * 0.6, w.people), ('self_reported_results', w.people * 0.4, w.people),
  ('onboarding_satisfaction', w.people * 80, w.people),
  ('span_of_control', w.people * 8, w.people),
  ('absence_rate', w.people * 3.0, w.people * 60), ('absence_frequency', w.people * 1.2, w.people),
  ('absence_frequency_merged28', w.people * 1.1, w.people), ('absence_duration_mean', w.people * 12, w.people),
  ('internal_move_rate', w.people / 4, w.people), ('movers_rate', w.people / 5, w.people),
  ('promotion_rate', w.people / 8, w.people), ('promotion_rate_equity', 0.2, 0.1), ('lateral_move_rate', w.people / 10, w.people),
  ('cross_function_share', w.people / 20, w.people / 5), ('internal_fill_rate', w.people / 20, w.people / 4),
  ('critical_internal_fill_rate', 3, 5), ('time_to_fill_median_days', null, null),
  ('time_in_role_median_months', null, null), ('bench_strength', 4, 6),
  ('training_cost', w.hours * 20, null), ('training_participant_time_cost', w.hours * 40, null),
  ('direct_learning_expenditure_per_employee', w.hours * 20, w.people), ('cost_per_learning_hour', w.hours * 20, w.hours),
  ('training_cost_payroll_share', w.people * 0.02, w.people), ('budget_use', w.hours * 15, w.hours * 20),
  ('budget_forecast_use', w.hours * 19, w.hours * 20), ('turnover_cost_per_exit_low', w.people * 6000, w.people),
  ('turnover_cost_per_exit_base', w.people * 8000, w.people), ('turnover_cost_per_exit_high', w.people * 12000, w.people),
  ('on_time_completion_rate', w.people * 0.9, w.people), ('certification_validity', w.people * 0.8, w.people),
  ('certificates_expiring_share', w.people * 0.2, w.people), ('experiential_hours_share', w.hours * 0.2, w.hours),
  ('social_hours_share', w.hours * 0.2, w.hours), ('formal_hours_share', w.hours * 0.6, w.hours),
  ('experiential_records', w.records, null), ('social_records', w.records, null), ('formal_records', w.records, null),
  ('non_formal_capture_rate', floor(w.people / 4), w.people), ('learning_time_budget_use', w.hours, w.hours * 2),
  ('zero_learner_share', floor(w.people / 5), w.people), ('learning_hours_gini', w.people * 0.5, w.people),
  ('no_show_rate', w.people * 0.2, w.people), ('learning_gain', w.people * 0.5, w.people),
  ('learning_gain_hake_class', w.people * 0.5, w.people), ('learning_gain_raw', w.people * 0.3, w.people),
  ('time_to_completion_days', null, null),
  -- Skills.
  ('skill_level_mean', w.people * 1.5, w.people), ('skill_level_median', null, null),
  ('skill_level_decayed_mean', w.people * 1.5, w.people), ('skill_level_decayed_median', null, null),
  ('skill_gap_mean', w.people * 1.5, w.people), ('skill_gap_median', null, null),
  ('skill_gap_decayed_mean', w.people * 1.5, w.people), ('skill_gap_decayed_median', null, null),
  ('skill_unknown_share', w.people * 0.6, w.people), ('skill_gap_headcount', floor(w.people / 4), null),
  ('skill_gap_rate', floor(w.people * 0.3), w.people), ('skill_gap_decayed_rate', floor(w.people * 0.3), w.people),
  ('role_fit_mean', w.people * 0.6, w.people), ('role_fit_median', 0.6, null),
  ('skill_assessment_currency', w.people * 0.6, w.people), ('competency_level_rate', w.people * 0.6, w.people),
  ('competency_rate', floor(w.people * 0.3), w.people), ('skill_supply_fte', floor(w.people / 4), null),
  ('skill_supply_decayed_fte', floor(w.people / 4), null), ('skill_demand_fte', floor(w.people / 4), null),
  ('skill_coverage', w.people * 0.6, w.people), ('skill_bus_factor', floor(w.people / 4), null),
  ('critical_skill_cover', w.people * 0.6, w.people), ('upskilling_rate', floor(w.people * 0.3), w.people),
  ('reskilling_rate', floor(w.people * 0.3), w.people), ('reskilled_placement_rate', floor(w.people * 0.3), w.people),
  ('skill_gap_closure', w.people * 0.6, w.people), ('skill_gap_change_learning', w.people * 0.6, w.people),
  ('skill_gap_change_exits', w.people * 0.6, w.people), ('skill_gap_change_hires', w.people * 0.6, w.people),
  ('skill_gap_change_requirements', w.people * 0.6, w.people),
  ('skill_gap_change_assessment', w.people * 0.6, w.people), ('self_manager_discrepancy', w.people * 1.5, w.people),
  ('skill_obsolescence_half_life', null, null),
  ('early_turnover_90d_rate', floor(w.people * 0.2), w.people), ('early_turnover_365d_rate', floor(w.people * 0.25), w.people),
  ('new_hire_turnover_period', w.leavers, w.people), ('growth_related_exit_rate', floor(w.people * 0.25), w.people),
  ('expected_exits_12m', null, null), ('time_to_productivity_median_days', null, null),
  ('productive_by_day_90_rate', floor(w.people * 0.5), w.people), ('onboarding_on_time_rate', floor(w.people * 0.75), w.people),
  ('goal_gap_alignment_rate', w.people * 0.4, w.people), ('ramp_cost_per_hire', w.people * 4000, w.people),
  ('pdp_coverage_rate', floor(w.people * 0.5), w.people), ('pdp_coverage_rate_equity', 0.5, 0.25), ('pdp_coverage_all_rate', floor(w.people * 0.5), w.people),
  ('development_goal_completion_rate', w.people * 0.6, w.people), ('check_in_coverage_rate', floor(w.people * 0.5), w.people),
  ('check_in_days_between_median', null, null), ('review_development_goal_rate', w.people * 0.6, w.people),
  ('performance_level', w.people * 0.55, w.people), ('performance_meets_rate', w.people * 0.75, w.people),
  ('performance_rated_share', floor(w.people * 0.8), w.people), ('review_coverage_rate', floor(w.people * 0.75), w.people)
) as m(metric_id, n, d)) as m join metrics as c using (metric_id)
where list_contains(string_split(c.period_types, ','), w.period_type);

-- Reasons in order: the window, the level, the size. Sensitive cells are whole percentages, no numerator, bands of 5.
create table kpi_values as
select metric_id, period_type, period_end, org_unit_id, string_split(c.dimensions, ',')[1] as dimension,
  if(starts_with(c.dimensions, 'all'), 'all', 'female') as category, 0 as revision,
  period_start,
  if(shown, rounded, null)::double as value,
  if(shown and not is_sensitive, n, null)::double as numerator,
  if(shown, if(is_sensitive, 5 * floor(d / 5), d), null)::double as denominator,
  if(shown and interval <> 'none', greatest(bottom, rounded - reach), null)::double as ci_low,
  if(shown and interval <> 'none', least(top, rounded + reach), null)::double as ci_high,
  if(shown, 1, null)::double as completeness,
  if(shown, case interval when 'none' then null when 'ratio' then 'linearised' when 'ratio_of_ratios' then 'linearised'
    else interval end, null) as interval_method,
  not shown as is_suppressed, reason as suppression_reason, true as is_latest,
  null::double as previous_value, null::varchar as restated_in, null::varchar as restatement_cause
from measures as m join metrics as c using (metric_id) join org_units as o using (org_unit_id),
  lateral (select case
    when not m.is_complete then 'incomplete_window'
    when o.level > c.deepest_org_level then 'level'
    when c.privacy_class <> 'open' and m.people < c.min_persons then 'small_group' end as reason),
  lateral (select reason is null as shown, c.privacy_class = 'sensitive' as is_sensitive,
    round(coalesce(n / coalesce(d, 1), 3), c.digits) as rounded,
    if(c.unit = 'rate', 0.05, 2) as reach, if(c.unit = 'rate', 0, -1e9) as bottom,
    if(c.unit = 'rate' and (c.interval <> 'poisson' or metric_id = 'retention_complement'), 1, 1e9) as top);

-- Three records of the company's March 2024 turned out to be nobody's: the cell was restated by this release.
insert into kpi_values by name
select * replace (1 as revision, value + 3 as previous_value, '2026-01-15' as restated_in, 'correction' as restatement_cause)
from kpi_values
where metric_id = 'participations' and period_type = 'month' and org_unit_id = 'company' and period_end = date '2024-03-31';
update kpi_values set value = value + 3, numerator = numerator + 3, is_latest = false
where metric_id = 'participations' and period_type = 'month' and org_unit_id = 'company' and period_end = date '2024-03-31' and revision = 0;

-- The release before was as of the end of November: December and what ends with it was told for the first time.
create table release_changes as
select metric_id, period_type, period_end, if(revision = 0, 'first_told', 'restated') as change,
  coalesce(restatement_cause, '') as restatement_cause, count(*)::int as cells,
  (count(*) filter (is_suppressed))::int as withheld_cells,
  max(previous_value) filter (org_unit_id = 'company') as company_previous_value,
  max(value) filter (org_unit_id = 'company') as company_value
from kpi_values where revision = 1 or period_end = date '2025-12-31' group by all;

-- The plan began in 2025: what was published for 2024 is the baseline of the company and of its divisions.
create table baselines as
select 'organisation' as scope, 'company' as subject_id, metric_id, org_unit_id, date '2024-12-31' as frozen_on,
  period_type, period_start, period_end, value, ci_low, ci_high, is_suppressed, suppression_reason,
  date '2026-01-15' as held_since, value as current_value
from kpi_values where dimension = 'all' and period_type = 'r12' and period_end = '2024-12-31' and org_unit_id in ('company', 'a', 'b');

create table disclosures as
with answered as (
  select 'ISO 30414' as regime, '2018' as version, metric_id as datapoint, period_end, period_start, metric_id,
    null::varchar as per_metric_id, value, suppression_reason
  from kpi_values where period_type = 'year' and org_unit_id = 'company'
    and metric_id in ('training_cost', 'turnover_rate', 'learning_hours_per_employee')
  union all
  select 'GRI', '404: 2016', '404-1', n.period_end, n.period_start, n.metric_id, d.metric_id,
    round(n.value / d.value, 2), null
  from kpi_values as n join kpi_values as d using (period_end, org_unit_id)
  where n.metric_id = 'learning_hours' and n.period_type = 'year' and d.metric_id = 'headcount'
    and org_unit_id = 'company'
  union all
  select 'ESRS', '2023/2772', 'S1-13 83(a)', period_end, period_start, 'review_coverage_rate', null, null,
    'metric_not_available'
  from periods where period_type = 'year'
)
select regime, version, datapoint, period_end, 'all' as breakdown, 'all' as category, period_start,
  date '2019-01-01' as valid_from, metric_id, per_metric_id, 'average of the year' as headcount_basis, 'rate' as unit,
  value, value is null as is_suppressed, suppression_reason, 'What is counted: ' || metric_id as counted,
  'Wat is geteld: ' || metric_id as counted_nl
from answered;

-- One initiative of 2025 for the company, behind its path; division a falls short of the same target.
create table action_plan as
select t.kind, 'reach' as initiative_id, k.metric_id, k.org_unit_id, '' as skill_id, t.rank::int as rank,
  t.name, null::varchar as programme_id, '1' as phase, true as is_quick_win, 'Head of learning' as owner_role,
  date '2025-01-01' as started_on, date '2026-12-31' as due_on, 0.2::double as baseline, 0.9::double as target,
  k.value as actual, k.ci_low, k.ci_high, k.period_type as actual_period_type, k.period_end as actual_period_end,
  0.55::double as expected, (0.9 - k.value)::double as gap, ((0.9 - k.value) / 0.9)::double as gap_share,
  null::double as cost, 'off_track' as status, t.decision, null::varchar as reason,
  'It falls short of the path.' as why, 'Het blijft achter bij het pad.' as why_nl
from kpi_values as k join (values
  ('initiative', 'company', null, 'Everybody learns', 'adjust'), ('unit_gap', 'a', 1, 'Assembly', null)
) as t(kind, org_unit_id, rank, name, decision) using (org_unit_id)
where k.metric_id = 'participation_rate_ever' and k.period_type = 'r12' and k.period_end = '2025-12-31';

-- The fiscal year 2025 is over but for its publication in month cells; the cost of learning is told at the pace of three quarters.
create table programme_scorecard as
select 'all' as programme_id, k.metric_id as measure, 'company' as org_unit_id, t.measure_type, 'All learning' as name,
  m.unit, date '2025-01-01' as period_start, date '2025-12-31' as period_end, k.value as last_year_actual,
  t.plan::double as plan, t.ytd::double as year_to_date, t.ytd_end::date as year_to_date_end,
  t.forecast::double as forecast, t.basis as forecast_basis, null::varchar as last_year_reason,
  if(t.ytd is null, 'incomplete_window', null) as year_to_date_reason
from kpi_values as k join metrics as m using (metric_id) join (values
  ('training_cost', 'efficiency', 30000, 20000, '2025-09-30', 26740, 'run_rate'),
  ('learning_hours', 'efficiency', null, 100, '2025-12-31', 100, 'actual'),
  ('turnover_rate', 'outcome', null, null, null, null, null)
) as t(metric_id, measure_type, plan, ytd, ytd_end, forecast, basis) using (metric_id)
where k.period_type = 'year' and k.period_end = '2024-12-31' and k.org_unit_id = 'company';

-- One conditional curve, which starts at 6 months, and one from the hire on; both with a merged step and a small end.
create table retention_curves as
select cohort, tenure_months::int as tenure_months, if(reason is null, s, null)::double as survival,
  if(reason is null and s < 1, round(s - 0.05, 3), null)::double as ci_low,
  if(reason is null and s < 1, round(s + 0.05, 3), null)::double as ci_high,
  if(reason is null, at_risk, null)::int as n_at_risk, cohort = 'all' as is_conditional,
  if(cohort = 'all', 5, null)::int as conditional_from_months, reason is not null as is_suppressed,
  reason as suppression_reason
from (values ('all'), ('hired_2024')) as c(cohort), (values
  (3, 1, 40, null), (6, 0.9, 80, null), (9, null, null, 'merged_step'), (12, 0.8, 70, null), (15, 0.6, 40, null),
  (18, 0.45, 20, null), (21, 0.4, 15, null), (24, 0.352, 10, null), (27, null, null, 'small_group')
) as v(tenure_months, s, at_risk, why),
  lateral (select if(cohort = 'all' and tenure_months < 6, 'small_group', why) as reason);

create table retention_summary as
select cohort, n::int as n_people, 0.8::double as s_12, 0.75::double as s_12_low, 0.85::double as s_12_high,
  0.352::double as s_24, 0.302::double as s_24_low, 0.402::double as s_24_high,
  null::double as s_36, null::double as s_36_low, null::double as s_36_high,
  17.2::double as median_months, 15::double as median_low, null::double as median_high,
  cohort = 'all' as is_conditional, if(cohort = 'all', 5, null)::int as conditional_from_months,
  false as is_suppressed, null::varchar as suppression_reason
from (values ('all', 120), ('hired_2024', 80)) as t(cohort, n);

-- One skill: the company and division a show it, b is too small. Of three half-lives one is estimated.
create table skill_gaps as
select 'sql' as skill_id, 'SQL' as skill_name, org_unit_id, horizon_months::int as horizon_months, scenario, true as is_critical,
  12::double as demand_fte, if(reason is null, 9, null)::double as supply_fte, if(reason is null, 0.75, null)::double as coverage,
  if(reason is null, 3, null)::double as shortage_fte, if(reason is null, 20, null)::int as people_required,
  if(reason is null, 10, null)::int as people_assessed, if(reason is null, 0.4, null)::double as gap_rate,
  reason is not null as is_suppressed, reason as suppression_reason
from (values ('company', null), ('a', null), ('b', 'small_group')) as u(org_unit_id, reason),
  (values (0, 'base'), (24, 'low'), (24, 'base'), (24, 'high')) as o(horizon_months, scenario);

create table skill_forecast as
select 'sql' as skill_id, 'SQL' as skill_name, org_unit_id, 24::int as horizon_months, scenario,
  if(reason is null, 9, null)::double as supply_now_fte, if(reason is null, stays, null)::double as staying_fte,
  if(reason is null, 2, null)::double as expected_hires_fte, if(reason is null, stays + 2, null)::double as supply_fte,
  reason is not null as is_suppressed, reason as suppression_reason
from (values ('company', null), ('a', null), ('b', 'small_group')) as u(org_unit_id, reason), (values
  ('as_is', 7.5), ('with_training', 8), ('with_retention', 8), ('with_training_and_retention', 8.5)) as s(scenario, stays);

create table skill_half_lives as
select skill_id, name as skill_name, 'mixed' as decay_class, basis, months::double as half_life_months,
  low::double as ci_low, high::double as ci_high, pairs::int as n_pairs, at_floor::int as n_at_floor
from (values ('sql', 'SQL', 'estimated', 8, 7.5, 8.6, 40, 0), ('law', 'Law', 'prior', 11, null, null, 5, null),
  ('tea', 'Tea', 'no_decay_detected', null, null, null, 35, null)
) as t(skill_id, name, basis, months, low, high, pairs, at_floor);

create table reskilling_paths as
select 'clerk' as from_job_id, to_job_id, 'Clerk' as from_job_title, 'office' as from_job_family, to_job_id as to_job_title,
  'legal' as to_job_family, rank::int as path_rank, distance::double as distance, 2::int as shared_skills, 1::int as met_skills,
  2::int as skills_to_learn
from (values ('jurist', 1, 0.4), ('judge', 2, 0.7)) as t(to_job_id, rank, distance);

create table training_performance as
select date '2025-12-31' as period_end, job_family, n::int as n_people, r::double as rho, p::double as rho_partial,
  if(n is null, null, 0.012)::double as p_value, if(n is null, null, 'permutation') as p_method,
  'association, not effect' as label, n is null as is_suppressed, if(n is null, 'small_group', null) as suppression_reason
from (values ('all', 120, 0.31, 0.12), ('sales', null, null, null)) as t(job_family, n, r, p);

create table data_quality as from (values
  ('afas', 'employees', 'duplicate_rows', 'Rows that come twice', 120, 3, 0.025::double, 'info', 'the first is kept'),
  ('afas', 'spells', 'active_with_exit_date', 'Active beside an exit date', 0, 0, null, 'warn', 'exit date wins')
) as t(source, table_name, check_id, description, rows_checked, rows_found, share, severity, decision);

create table release as
select '2026-01-15-3f9a' as release_id, date '2026-01-15' as as_of, date '2024-01-01' as history_start, 2 as deliveries,
  '0123456789abcdef,fedcba9876543210' as delivery_ids, '0.1.0' as product_version, '1.0' as catalogue_version,
  '' as checks;

-- Everything that a metric needs is delivered, but surveys: nobody asks this company anything. One column has holes.
create table metric_health as
select metric_id, 'value' as needed_for, field as source_field, source_table, if(is_delivered, 'afas', null) as sources, is_delivered,
  if(is_delivered, 120, 0)::bigint as row_count, if(is_delivered, if(is_holed, 0.12, 0), null)::double as share_missing, state,
  max_by(state, badness) over (partition by metric_id) as use_state,
  state || ': ' || case state when 'ok' then field || ' is complete' when 'degraded' then '12 % of ' || field || ' is missing'
    else 'needs ' || source_table || ', which no source delivers' end as explanation
from metrics, unnest(string_split(replace(fields, ' or ', ','), ',')) as f(field),
  lateral (select regexp_extract(field, '^[^.]+[.][^.]+') as source_table, not starts_with(field, 'survey.') as is_delivered,
    field = 'hris.employment_spells.exit_reason' as is_holed),
  lateral (select if(is_delivered, if(is_holed, 'degraded', 'ok'), 'unavailable') as state,
    if(is_delivered, if(is_holed, 1, 0), 2) as badness)
where fields <> ''
union all
select metric_id, 'plausibility', 'kpi_values.value', 'kpi_values', null, true, (10 * floor(count(value) / 10))::bigint, null, 'ok', 'ok',
  'ok: no published value lies outside its range'
from kpi_values join metrics using (metric_id) where range_low is not null or range_high is not null group by metric_id;
