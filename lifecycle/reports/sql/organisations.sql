-- One row per registration of an organisation, in the order of the ledger: what it says of itself.
select n, event_id, subject, said
from fact
where n <= :as_of
  and kind = 'organisation_registered'
order by n
