-- One row per organisation that sent what was certified, account in which it ended, category and source of the mass: grams, and things of which nothing is left.
-- Where :by is thing, there is a row for each thing and fact that certified it.
-- Of several organisations that sent a thing, it is the last one.
select
  sent.organisation,
  ended.account,
  ended.category,
  ended.source,
  case when :by = 'thing' then ended.item else '' end as item,
  ended.fact,
  max(ended.day) as day,
  cast(sum(ended.grams) as bigint) as grams,
  cast(sum(ended.units) as bigint) as units
from (
  select
    item,
    account,
    category,
    source,
    case when :by = 'thing' then fact else 0 end as fact,
    max(day) as day,
    sum(grams) as grams,
    sum(units) as units
  from leg
  where n <= :as_of
    and day between :first_day and :last_day
    and account in ('recycled', 'other_recovery', 'disposed', 'treated')
    and (:category = '' or category = :category)
  group by 1, 2, 3, 4, 5
  having sum(grams) <> 0 or sum(units) <> 0
) as ended
inner join (
  select item, organisation, row_number() over (partition by item order by day desc, fact desc) as latest
  from (
    select item, organisation, day, fact
    from leg
    where n <= :as_of and day <= :last_day and kind = 'lot_dispatched' and account = 'stock'
    group by 1, 2, 3, 4
    having sum(grams) < 0 or sum(units) < 0
  ) as dispatches
) as sent on sent.item = ended.item and sent.latest = 1
where :organisation = '' or sent.organisation = :organisation
group by 1, 2, 3, 4, 5, 6
order by 1, 2, 3, 4, 5, 6
