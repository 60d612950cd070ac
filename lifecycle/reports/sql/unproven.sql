-- One row per rule: how many facts break it, as known then.
select rule, cast(count(distinct fact) as bigint) as facts
from (
  select rule, fact
  from breach
  where n <= :as_of
    and day between :first_day and :last_day
    and rule in (
      'operator-not-authorised',
      'operator-never-held-the-lot',
      'certificate-mass-implausible',
      'flux-without-attestation'
    )
    and (:organisation = '' or organisation = :organisation)
    and (:device = '' or subject = :device)
    and (:lot = '' or subject = :lot_subject)
  group by rule, fact, day, subject, organisation
  having sum(change) > 0
) as broken
group by 1
