-- One row per fact on who takes part, what is void, which labels are one machine, what was published: kept apart up to the position :summed, and found among all facts since.
select fact as n, day, event_id, kind, subject, also, said
from notice
where n <= :summed
union all
select n, day, event_id, kind, subject, also, said
from fact
where n > :summed
  and n <= :as_of
  and kind in ('organisation_registered', 'corrected', 'relabelled', 'same_device', 'different_devices', 'report_published')
