-- One row per fact that a person recorded although it breaks a rule, and said why: reason is a code.
select n as fact, breach_reason as reason
from fact
where breach_reason <> ''
  and n <= :as_of
order by n
