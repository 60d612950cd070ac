-- One row per thing, fact, holder, category, line and source of the mass, in the chosen cells of the books: grams and units that moved from the first day to the last. Places are where things come from.
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
where leg.n <= :as_of
  and leg.day between :first_day and :last_day
  and leg.home_place like :territory
  and (:organisation = '' or leg.organisation = :organisation)
  and (:category = '' or leg.category = :category)
  and (:lot = '' or leg.lot = :lot)
  and (:device = '' or leg.item = :device or leg.home_device = :device)
group by 1, 2, 3, 4, 5, 6, 7
having sum(leg.grams) <> 0 or sum(leg.units) <> 0
order by 3, 2, 1, 5, 7
