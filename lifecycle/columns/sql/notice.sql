-- One row per fact that reports look for among all others: who takes part, what is void, which labels are one machine, what was published.
select cast($last as bigint) as n, day, event_id, kind, subject, also, said, n as fact
from fact
where kind in ('organisation_registered', 'corrected', 'relabelled', 'same_device', 'different_devices', 'report_published')
