-- One row per wording of a gift that a public body announced or made: who it was is in it.
select said
from fact
where n <= :as_of and donor_kind = 'public_body'
group by 1
