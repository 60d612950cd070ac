-- One row per thing that came from outside on a day on which its receiver called on a donor, and per line of a lot that was collected: how many, when, by whom, and what the reception says.
select
  came.item,
  came.day,
  told.acting,
  told.kind,
  told.subject,
  told.said,
  cast(came.units as bigint) as units
from (
  select item, fact, day, 0 - sum(units) as units
  from leg
  where n <= :as_of
    and account = 'outside'
    and kind in ('received', 'lot_opened')
    and origin in ('body', 'line')
  group by 1, 2, 3
  having sum(units) < 0
) as came
inner join fact as told on told.n = came.fact
inner join (
  select distinct acting, day
  from fact
  where n <= :as_of and kind = 'collected' and subject like 'organisation:%'
) as trip on trip.acting = told.acting and trip.day = came.day
union all
select
  line.item,
  line.day,
  told.acting,
  told.kind,
  told.subject,
  '' as said,
  cast(line.units as bigint) as units
from (
  select item, fact, day, 0 - sum(units) as units
  from leg
  where n <= :as_of and account = 'outside' and kind = 'lot_opened' and origin = 'line'
  group by 1, 2, 3
  having sum(units) < 0
) as line
inner join fact as told on told.n = line.fact
inner join (
  select distinct subject
  from fact
  where n <= :as_of and kind = 'collected' and subject like 'lot:%'
) as trip on trip.subject = told.subject
order by 1
