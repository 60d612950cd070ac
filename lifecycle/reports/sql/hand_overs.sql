-- One row per period, way (in = handed over, out = came back in exchange), category and source of the mass of hand-overs. Places are where it was handed over.
-- A fact may bring one thing into use and take another out: they are told apart thing by thing.
select
  period,
  case when moved_g > 0 or (moved_g = 0 and moved_units > 0) then 'in' else 'out' end as way,
  category,
  source,
  cast(sum(moved_g) as bigint) as change_g,
  cast(sum(moved_units) as bigint) as change_units
from (
  select
    fact,
    item,
    case
      when :by = 'month' then cast(extract(year from day) * 100 + extract(month from day) as integer)
      when :by = 'year' then cast(extract(year from day) as integer)
      else 0
    end as period,
    category,
    source,
    sum(grams) as moved_g,
    sum(units) as moved_units
  from leg
  where n <= :as_of
    and day between :first_day and :last_day
    and kind = 'handed_over'
    and account in ('use', 'support')
    and place like :territory
    and (:organisation = '' or organisation = :organisation)
    and (:category = '' or category = :category)
    and (:lot = '' or lot = :lot)
    and (:device = '' or item = :device or home_device = :device)
  group by 1, 2, 3, 4, 5
) as things
where moved_g <> 0 or moved_units <> 0
group by 1, 2, 3, 4
