-- One row per slice, period, account and kind of fact: grams and units before the first day, and from it to the last.
-- :by names the slice. Places are where things come from.
select
  case
    when :by = 'device' then home_device
    when :by = 'lot' then lot
    when :by = 'organisation' then organisation
    when :by = 'place' then home_place
    when :by = 'category' then category
    when :by = 'legal' then legal
    else ''
  end as slice,
  case
    when day < :first_day then 0
    when :by = 'month' then cast(extract(year from day) * 100 + extract(month from day) as integer)
    when :by = 'year' then cast(extract(year from day) as integer)
    else 0
  end as period,
  account,
  kind,
  cast(sum(case when day < :first_day then grams else 0 end) as bigint) as opening_g,
  cast(sum(case when day < :first_day then units else 0 end) as bigint) as opening_units,
  cast(sum(case when day < :first_day then 0 else grams end) as bigint) as change_g,
  cast(sum(case when day < :first_day then 0 else units end) as bigint) as change_units
from leg
where n <= :as_of
  and day <= :last_day
  and home_place like :territory
  and (:organisation = '' or organisation = :organisation)
  and (:category = '' or category = :category)
  and (:lot = '' or lot = :lot)
  and (:device = '' or item = :device or home_device = :device)
group by 1, 2, 3, 4
