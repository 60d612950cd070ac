-- One row per lot, account and holder of waste that is in transit or at an operator: grams and units still there on the last day, of sums of whole months and of the legs of the rest.
select
  lot,
  account,
  organisation,
  cast(sum(grams) as bigint) as grams,
  cast(sum(units) as bigint) as units,
  max(since) as since
from (
  select lot, account, organisation, home_place, category, grams, units, case when since >= day then since end as since
  from lot_held
  where n <= :summed and day <= :last_whole
  union all
  select lot, account, organisation, home_place, category, grams, units, case when grams > 0 or units > 0 then day end as since
  from leg
  where n <= :summed and day > :last_whole and day <= :last_day and account in ('transit', 'operator') and legal = 'WASTE'
  union all
  select lot, account, organisation, home_place, category, grams, units, case when grams > 0 or units > 0 then day end as since
  from leg
  where n > :summed and n <= :as_of and day <= :last_day and account in ('transit', 'operator') and legal = 'WASTE'
) as held
where home_place like :territory
  and (:organisation = '' or organisation = :organisation)
  and (:category = '' or category = :category)
  and (:lot = '' or lot = :lot)
group by 1, 2, 3
having sum(grams) <> 0 or sum(units) <> 0
order by 6, 1, 2, 3
