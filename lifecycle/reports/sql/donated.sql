-- One row per thing that a donor gave, sort of gift (kind of its reception, what that says) and place where its grams are (account, legal, line): grams and units on the last day, and as known now, with the day on which it came.
-- The donor is the one whom the reception names, by the texts :donor or :producer, or, where it names none, who announced it (the subjects in apart).
-- A thing is given where it enters from outside within the days. Parts taken out of it follow it; new parts put into it do not.
select
  came.item,
  came.came_on,
  came.category,
  moved.account,
  moved.legal,
  moved.line,
  cast(sum(case when moved.day <= :last_day then moved.grams else 0 end) as bigint) as grams,
  cast(sum(case when moved.day <= :last_day and moved.origin <> 'harvested' then moved.units else 0 end) as bigint) as units,
  cast(sum(moved.grams) as bigint) as now_g,
  cast(sum(case when moved.origin <> 'harvested' then moved.units else 0 end) as bigint) as now_units
from (
  select leg.item, leg.category, min(leg.day) as came_on
  from leg
  inner join (
    select n
    from fact
    where n <= :as_of
      and kind in ('received', 'lot_opened', 'lot_received')
      and (
        position(:donor in said) > 0
        or position(:producer in said) > 0
        or (
          position('"donor":' in said) = 0
          and position('"producer":' in said) = 0
          and subject in (select item from apart)
        )
      )
  ) as entry on entry.n = leg.fact
  where leg.n <= :as_of
    and leg.day between :first_day and :last_day
    and leg.account = 'outside'
    and leg.kind in ('received', 'lot_opened', 'lot_received')
    and leg.origin in ('body', 'line')
    and leg.home_place like :territory
    and (:organisation = '' or leg.organisation = :organisation)
    and (:category = '' or leg.category = :category)
  group by 1, 2
  having sum(leg.grams) <> 0 or sum(leg.units) <> 0
) as came
inner join (
  select
    case when origin = 'harvested' then home_device else item end as thing,
    origin,
    account,
    legal,
    line,
    day,
    grams,
    units
  from leg
  where n <= :as_of and origin <> 'new'
) as moved on moved.thing = came.item
group by 1, 2, 3, 4, 5, 6
having sum(moved.grams) <> 0
  or sum(case when moved.origin <> 'harvested' then moved.units else 0 end) <> 0
  or sum(case when moved.day <= :last_day then moved.grams else 0 end) <> 0
  or sum(case when moved.day <= :last_day and moved.origin <> 'harvested' then moved.units else 0 end) <> 0
