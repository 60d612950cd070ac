-- One row per thing that the chosen cells of the books still hold on the last day, fact, holder, category, line and source of its mass: grams and units that moved there. Places are where things come from.
-- chosen: the cells (account, line, legal status, kind of fact) that are asked about.
select
  leg.item,
  leg.fact,
  leg.day,
  leg.organisation,
  leg.category,
  leg.line,
  leg.source,
  cast(sum(leg.grams) as bigint) as grams,
  cast(sum(leg.units) as bigint) as units
from leg
inner join chosen
  on chosen.account = leg.account
  and chosen.line = leg.line
  and chosen.legal = leg.legal
  and chosen.kind = leg.kind
inner join (
  select each.item, each.category, each.source
  from leg as each
  inner join chosen as asked
    on asked.account = each.account
    and asked.line = each.line
    and asked.legal = each.legal
    and asked.kind = each.kind
  where each.n <= :as_of
    and each.day <= :last_day
    and each.home_place like :territory
    and (:organisation = '' or each.organisation = :organisation)
    and (:category = '' or each.category = :category)
    and (:lot = '' or each.lot = :lot)
    and (:device = '' or each.item = :device or each.home_device = :device)
  group by 1, 2, 3
  having sum(each.grams) <> 0 or sum(each.units) <> 0
) as held
  on held.item = leg.item
  and held.category = leg.category
  and held.source = leg.source
where leg.n <= :as_of
  and leg.day <= :last_day
  and leg.home_place like :territory
  and (:organisation = '' or leg.organisation = :organisation)
  and (:category = '' or leg.category = :category)
  and (:lot = '' or leg.lot = :lot)
  and (:device = '' or leg.item = :device or leg.home_device = :device)
group by 1, 2, 3, 4, 5, 6, 7
having sum(leg.grams) <> 0 or sum(leg.units) <> 0
order by 3, 2, 1, 5, 7
