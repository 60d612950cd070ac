-- One row per sum of a whole month that was sealed up to the position :summed, of what entered use for the first time; and per leg of what no sum holds: what was learnt since, the days that a first and a last day cut from a month.
select
  n,
  day,
  '' as item,
  '' as home_device,
  '' as lot,
  place,
  organisation,
  'use' as account,
  line,
  category,
  source,
  1 as first,
  grams,
  units
from equipped
where what = 'served' and n <= :summed and day <= :last_whole and day <> :cut_month
union all
select
  n,
  day,
  item,
  home_device,
  lot,
  place,
  organisation,
  account,
  line,
  category,
  source,
  first,
  grams,
  units
from leg
where n > :summed and n <= :as_of and day <= :last_day
union all
select
  n,
  day,
  item,
  home_device,
  lot,
  place,
  organisation,
  account,
  line,
  category,
  source,
  first,
  grams,
  units
from leg
where n <= :summed and day between :cut_month and :cut_end
union all
select
  n,
  day,
  item,
  home_device,
  lot,
  place,
  organisation,
  account,
  line,
  category,
  source,
  first,
  grams,
  units
from leg
where n <= :summed and day > :last_whole and day <= :last_day
