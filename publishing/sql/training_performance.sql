-- The published table training_performance: how learning and the rating of the year after go together, as far as it may be shown.
-- Belongs here: what is withheld and how figures are rounded. Correlations are not linear in their people, so that those of thirty or more
-- are shown, in two decimals, and no difference of two tells about anybody.
create table training_performance as
select
    period_end,
    job_family,
    case when reason is null then cast(band_of_five(n_people) as integer) end as n_people,
    case when reason is null then half_away(rho, 2) + 0 end as rho,
    case when reason is null then half_away(rho_partial, 2) + 0 end as rho_partial,
    case when reason is null then greatest(half_away(p_value, 3), 0.001) end as p_value,
    case when reason is null then p_method end as p_method,
    'association, not effect' as label,
    reason is not null as is_suppressed,
    reason as suppression_reason
from (
    select *, case when n_people < 30 then 'small_group' when rho is null then 'undefined' end as reason
    from warehouse.estimates.training_performance
)
