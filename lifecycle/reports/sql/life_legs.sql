-- One row per fact, thing and holding of it: grams and units that a device, a part or the content of a lot gained or lost there, net of corrections.
-- Facts told of the device bring in the parts that travelled in it.
select
  fact,
  day,
  kind,
  item,
  category,
  account,
  organisation,
  legal,
  line,
  lot,
  source,
  cast(sum(grams) as bigint) as grams,
  cast(sum(units) as bigint) as units
from leg
where n <= :as_of
  and day between :first_day and :last_day
  and (
    item = :subject
    or home_device = :subject
    or lot = :lot
    or fact in (
      select told.n
      from fact as told
      where told.n <= :as_of
        and (told.subject = :subject or (told.kind = 'handed_over' and position(:within in told.also) > 0))
    )
  )
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
having sum(grams) <> 0 or sum(units) <> 0
order by 2, 1, 4, 6
