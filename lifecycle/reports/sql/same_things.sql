-- One row per fact that says under which labels one machine is known.
select n, event_id, kind, subject, also
from fact
where n <= :as_of and kind in ('relabelled', 'same_device', 'different_devices')
order by n
