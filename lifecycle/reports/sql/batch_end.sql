-- One row per question: the last position of the newest batch that ended at or before a position; null where no batch did.
select max(batch) as n
from fact
where batch <= :as_of
