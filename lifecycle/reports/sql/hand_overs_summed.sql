-- One row per period, way (in = handed over, out = came back in exchange), category and source of the mass of hand-overs. Places are where it was handed over.
-- Hand-overs of whole months are summed; those of days that a first or a last day cuts from a month are read from their legs.
-- Of the hand-overs of which the ledger learnt anything after the position :summed, the legs are read: as they were when the sums were made, which counts away, and as they are.
select
  case
    when :by = 'month' then cast(extract(year from day) * 100 + extract(month from day) as integer)
    when :by = 'year' then cast(extract(year from day) as integer)
    else 0
  end as period,
  way,
  category,
  source,
  cast(sum(change_g) as bigint) as change_g,
  cast(sum(change_units) as bigint) as change_units
from (
  select day, what as way, category, source, grams as change_g, units as change_units
  from equipped
  where n <= :summed
    and what in ('in', 'out')
    and day between :first_day and :last_whole
    and place like :territory
    and (:organisation = '' or organisation = :organisation)
    and (:category = '' or category = :category)
  union all
  select
    day,
    case when moved_g > 0 or (moved_g = 0 and moved_units > 0) then 'in' else 'out' end as way,
    category,
    source,
    sign * moved_g as change_g,
    sign * moved_units as change_units
  from (
    select
      sign,
      fact,
      item,
      day,
      category,
      source,
      sum(grams) as moved_g,
      sum(units) as moved_units
    from (
      select
        case when states.later = 1 then 1 else 0 - 1 end as sign,
        touched.fact,
        touched.item,
        touched.day,
        touched.category,
        touched.source,
        touched.grams,
        touched.units
      from (
        select n, fact, item, day, category, source, grams, units
        from leg
        where n <= :as_of
          and day between :first_day and :last_whole
          and day not between :cut_month and :cut_end
          and kind = 'handed_over'
          and account in ('use', 'support')
          and place like :territory
          and (:organisation = '' or organisation = :organisation)
          and (:category = '' or category = :category)
          and fact in (
            select fact
            from leg
            where n > :summed and n <= :as_of and kind = 'handed_over' and account in ('use', 'support')
          )
      ) as touched
      cross join (
        select 0 as later
        union all
        select 1 as later
      ) as states
      where states.later = 1 or touched.n <= :summed
      union all
      select 1 as sign, fact, item, day, category, source, grams, units
      from leg
      where n <= :as_of
        and day between :first_day and :last_day
        and (day > :last_whole or day between :cut_month and :cut_end)
        and kind = 'handed_over'
        and account in ('use', 'support')
        and place like :territory
        and (:organisation = '' or organisation = :organisation)
        and (:category = '' or category = :category)
    ) as legs
    group by 1, 2, 3, 4, 5, 6
  ) as things
  where moved_g <> 0 or moved_units <> 0
) as moved
group by 1, 2, 3, 4
