-- One row per question: how many devices sums hold in use at the end of a month, and of how many something has proven it since they were handed over. Places are where they were handed over.
select
  cast(coalesce(sum(in_use), 0) as bigint) as in_use,
  cast(coalesce(sum(proven), 0) as bigint) as proven
from proven
where n <= :summed
  and day <= :last_whole
  and place like :territory
  and (:organisation = '' or organisation = :organisation)
  and (:category = '' or category = :category)
