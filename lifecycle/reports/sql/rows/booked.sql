-- One row per sum of a whole month that was sealed up to the position :summed, wherever things were collected; and per leg of what no sum holds: what was learnt since, the days that a first and a last day cut from a month.
select
  n,
  day,
  '' as item,
  '' as home_device,
  '' as home_place,
  '' as lot,
  organisation,
  account,
  line,
  legal,
  kind,
  category,
  source,
  grams,
  units
from booked
where n <= :summed and day <= :last_whole and day <> :cut_month
union all
select
  n,
  day,
  item,
  home_device,
  home_place,
  lot,
  organisation,
  account,
  line,
  legal,
  kind,
  category,
  source,
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
  home_place,
  lot,
  organisation,
  account,
  line,
  legal,
  kind,
  category,
  source,
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
  home_place,
  lot,
  organisation,
  account,
  line,
  legal,
  kind,
  category,
  source,
  grams,
  units
from leg
where n <= :summed and day > :last_whole and day <= :last_day
