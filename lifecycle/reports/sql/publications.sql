-- One row per publication of a report, in the order of the ledger: who published it, on which day, what it said.
select n, event_id, subject, day, said
from fact
where n <= :as_of and kind = 'report_published'
order by n
