-- One row per position asked for: the last position of the batch of its fact.
select batch
from fact
where n = :as_of
