-- One row per thing handed over, hand-over and organisation: grams and units, and to whom by pseudonym. Places are where it was handed over.
-- What came back in exchange is not in it.
select
  things.item,
  things.fact,
  things.organisation,
  told.recipient_kind,
  told.recipient,
  cast(things.grams as bigint) as grams,
  cast(things.units as bigint) as units
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
order by 2, 1
