-- One row per fact that grants or withdraws an authorisation, in the order of the ledger: what it says.
select n, event_id, kind, subject, said
from fact
where n <= :as_of and kind in ('authorisation_granted', 'authorisation_withdrawn')
order by n
