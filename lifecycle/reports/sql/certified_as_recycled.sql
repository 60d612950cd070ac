-- One row per year, category, kind of who had it before (as its reception tells) and source of the mass: grams certified as recycled. Places are where things come from.
-- void_fact: the facts that are void. Parts follow the machine they were taken from or put into. Where :by is thing, there is a row for each thing and certificate.
select
  cast(extract(year from done.day) as bigint) as year,
  done.category,
  case
    when entry.kind = 'lot_received' and position('"producer_kind":"person"' in entry.said) > 0 then 'person'
    when entry.kind = 'lot_received' and position('"producer_kind":"company"' in entry.said) > 0 then 'company'
    when entry.kind = 'lot_received' and position('"producer_kind":"public_body"' in entry.said) > 0 then 'public_body'
    else coalesce(entry.donor_kind, '')
  end as donor_kind,
  done.source,
  case when :by = 'thing' then done.thing else '' end as item,
  done.fact,
  cast(sum(done.grams) as bigint) as grams
from (
  select
    case when origin in ('harvested', 'new') then home_device else item end as thing,
    category,
    source,
    day,
    case when :by = 'thing' then fact else 0 end as fact,
    sum(grams) as grams
  from leg
  where n <= :as_of
    and day between :first_day and :last_day
    and account = 'recycled'
    and home_place like :territory
    and (:organisation = '' or organisation = :organisation)
    and (:category = '' or category = :category)
    and (:lot = '' or lot = :lot)
    and (:device = '' or item = :device or home_device = :device)
  group by 1, 2, 3, 4, 5
  having sum(grams) <> 0
) as done
left join (
  select distinct
    came.item,
    told.kind,
    told.donor_kind,
    case when told.kind = 'lot_received' then told.said else '' end as said
  from leg as came
  inner join fact as told on told.n = came.fact
  where came.n <= :as_of
    and came.account = 'outside'
    and came.kind in ('received', 'lot_opened', 'lot_received')
    and came.origin in ('body', 'line')
    and told.kind in ('received', 'lot_opened', 'lot_received')
    and (told.donor_kind in ('person', 'company', 'public_body') or told.kind = 'lot_received')
    and told.event_id not in (select void_fact.name from void_fact)
) as entry on entry.item = done.thing
group by 1, 2, 3, 4, 5, 6
order by 1, 2, 3, 4, 5, 6
