-- Rounding of published values (half away from zero). Doubles are cut to a number of significant figures last.
create or replace temp macro significant(x, figures) as
    case when x is null or x = 0 then x else round(x, cast(figures - 1 as integer) - cast(floor(log10(abs(x))) as integer)) end;
create or replace temp macro band_of_five(x) as floor(x / 5) * 5;
-- A product like 0.285 * 100 misses the half it means by the last bit of a double: six decimals are kept of it before it is cut.
create or replace temp macro steps_of(x, steps) as round(x * steps, 6);
create or replace temp macro half_away(x, digits) as round(steps_of(x, pow(10, digits))) / pow(10, digits);
