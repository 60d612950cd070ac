-- One row per sort of gift (kind of its reception, what that says, who announced it, category of the thing) and place where its grams are (account, legal, line, source of the mass): grams and units on the last day, and as known now.
-- Where :by is thing, there is a row for each thing given and fact that moved it.
-- A thing is given where it enters from outside within the days. Parts taken out of it follow it; new parts put into it do not. Places are where things come from.
select
  case when :by = 'thing' then came.item else '' end as item,
  case when :by = 'thing' then moved.fact else 0 end as fact,
  entry.kind,
  entry.said,
  coalesce(announced.subject, '') as announced,
  came.category,
  moved.account,
  moved.legal,
  moved.line,
  moved.source,
  cast(sum(case when moved.day <= :last_day then moved.grams else 0 end) as bigint) as grams,
  cast(sum(case when moved.day <= :last_day and moved.origin <> 'harvested' then moved.units else 0 end) as bigint) as units,
  cast(sum(moved.grams) as bigint) as now_g,
  cast(sum(case when moved.origin <> 'harvested' then moved.units else 0 end) as bigint) as now_units,
  max(moved.day) as day
from (
  select item, fact, category
  from leg
  where n <= :as_of
    and day between :first_day and :last_day
    and account = 'outside'
    and kind in ('received', 'lot_opened', 'lot_received')
    and origin in ('body', 'line')
    and home_place like :territory
    and (:organisation = '' or organisation = :organisation)
    and (:category = '' or category = :category)
    and (:device = '' or item = :device)
  group by 1, 2, 3
  having sum(grams) <> 0 or sum(units) <> 0
) as came
inner join (
  select
    case when origin = 'harvested' then home_device else item end as thing,
    origin,
    account,
    legal,
    line,
    source,
    fact,
    day,
    grams,
    units
  from leg
  where n <= :as_of and origin <> 'new'
) as moved on moved.thing = came.item
inner join fact as entry on entry.n = came.fact
left join (
  select distinct subject
  from fact
  where n <= :as_of and kind = 'donation_announced' and subject not like 'organisation:%'
) as announced
  on announced.subject = entry.subject
  and position('"donor":' in entry.said) = 0
  and position('"producer":' in entry.said) = 0
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
having sum(moved.grams) <> 0
  or sum(case when moved.origin <> 'harvested' then moved.units else 0 end) <> 0
  or sum(case when moved.day <= :last_day then moved.grams else 0 end) <> 0
  or sum(case when moved.day <= :last_day and moved.origin <> 'harvested' then moved.units else 0 end) <> 0
