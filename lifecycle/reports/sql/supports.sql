-- One row per time that a recipient was helped: who helped, and how many minutes it took.  :void holds the identities of the facts that are void.
select n, subject, acting as organisation, said
from fact
where n <= :as_of
  and day between :first_day and :last_day
  and kind = 'support_given'
  and (:organisation = '' or acting = :organisation)
  and position(event_id in :void) = 0
order by life_key
