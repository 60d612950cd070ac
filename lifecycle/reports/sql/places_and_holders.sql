-- One row per organisation and place that the books name: who held, handed over or received things, and where they come from.
select organisation, home_place, place
from leg
where n <= :as_of
group by 1, 2, 3
