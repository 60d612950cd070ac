-- One row per sum of a whole month that was sealed up to the position :summed, of waste under way by lot; and per leg of what no sum holds. since is the last day on which any came.
select lot, account, organisation, '' as home_place, '' as category, grams, units, case when since >= day then since end as since
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
