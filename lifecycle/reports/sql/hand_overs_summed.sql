-- One row per period, way (in = handed over, out = came back in exchange), category and source of the mass of hand-overs in whole months. Places are where it was handed over.
-- Sums hold the hand-overs of which the ledger learnt once. Of the others, and of what it learnt since, the legs are read: as they were when the sum was made (away), and as they are.
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
    and day between :first_day and :last_day
    and place like :territory
    and (:organisation = '' or organisation = :organisation)
    and (:category = '' or category = :category)
  union all
  select
    day,
    case when moved_g > 0 or (moved_g = 0 and moved_units > 0) then 'in' else 'out' end as way,
    category,
    source,
    case when state = 'away' then 0 - moved_g else moved_g end as change_g,
    case when state = 'away' then 0 - moved_units else moved_units end as change_units
  from (
    select
      state,
      fact,
      item,
      day,
      category,
      source,
      sum(grams) as moved_g,
      sum(units) as moved_units
    from (
      select
        case when states.state = 'away' and leg.n >= late.since_n then '' else states.state end as state,
        leg.fact,
        leg.item,
        leg.day,
        leg.category,
        leg.source,
        leg.grams,
        leg.units
      from leg
      join (
        select fact, item, min(since_n) as since_n
        from (
          select fact, item, since_n
          from told_late
          where n <= :summed
          union all
          select fact, item, :summed + 1 as since_n
          from leg
          where n > :summed and n <= :as_of and kind = 'handed_over' and account in ('use', 'support')
        ) as named
        group by 1, 2
      ) as late on late.fact = leg.fact and late.item = leg.item
      cross join (
        select 'as it is' as state
        union all
        select 'away' as state
      ) as states
      where leg.n <= :as_of
        and leg.day between :first_day and :last_day
        and leg.kind = 'handed_over'
        and leg.account in ('use', 'support')
        and leg.place like :territory
        and (:organisation = '' or leg.organisation = :organisation)
        and (:category = '' or leg.category = :category)
    ) as legs
    where state <> ''
    group by 1, 2, 3, 4, 5, 6
  ) as things
  where moved_g <> 0 or moved_units <> 0
) as moved
group by 1, 2, 3, 4
