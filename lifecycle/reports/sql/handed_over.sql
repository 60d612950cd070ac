-- One row per organisation that handed something over (or one for all of them, after :by): grams and things, hand-overs, and distinct people who received them. Places are where it was handed over.
-- What came back in exchange is not in it. A person is known by a pseudonym, and counted once.
select
  case when :by = 'organisation' then things.organisation else '' end as organisation,
  cast(sum(things.grams) as bigint) as grams,
  cast(sum(things.units) as bigint) as units,
  count(distinct told.handover) as hand_overs,
  count(distinct case when told.recipient_kind in ('person', 'person_in_precarity') then told.recipient end) as people,
  count(distinct case when told.recipient_kind = 'unknown' then told.recipient end) as of_unknown_kind
from (
  select fact, item, organisation, sum(grams) as grams, sum(units) as units
  from leg
  where n <= :as_of
    and day between :first_day and :last_day
    and kind = 'handed_over'
    and account in ('use', 'support')
    and place like :territory
    and (:organisation = '' or organisation = :organisation)
    and (:category = '' or category = :category)
  group by 1, 2, 3
  having sum(grams) > 0 or (sum(grams) = 0 and sum(units) > 0)
) as things
inner join fact as told on told.n = things.fact
group by 1
order by 1
