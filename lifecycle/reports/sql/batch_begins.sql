-- One row per question: the first position of a batch.
select min(n) as n
from fact
where batch = :batch
