-- One row per machine in use on the last day that is lent, or of which nothing told after the day :unheard: who handed it over, the fact that did and its day, what that fact says if it was a loan (empty else), the last day on which anything told of it, its mass.
-- void_fact: the facts that are void. label: other labels of a machine, and the one under which its life is kept.
select
  used.item,
  used.organisation,
  used.fact,
  used.day,
  case when told.terms = 'loan' then told.said else '' end as loan,
  case when proof.day > used.day then proof.day else used.day end as last,
  held.grams
from (
  select item, cast(sum(grams) as bigint) as grams
  from leg
  where n <= :as_of and day <= :last_day and account in ('use', 'support') and origin = 'body'
  group by 1
  having sum(units) > 0
) as held
inner join (
  select item, organisation, fact, day, row_number() over (partition by item order by day desc, fact desc) as latest
  from (
    select item, organisation, fact, day
    from leg
    where n <= :as_of
      and day <= :last_day
      and account in ('use', 'support')
      and origin = 'body'
      and kind = 'handed_over'
    group by 1, 2, 3, 4
    having sum(units) > 0
  ) as given
) as used on used.item = held.item and used.latest = 1
inner join fact as told on told.n = used.fact
left join (
  select coalesce(label.item, fact.subject) as item, max(fact.day) as day
  from fact
  left join label on label.name = fact.subject
  where fact.n <= :as_of
    and fact.day <= :last_day
    and fact.kind in ('use_confirmed', 'support_given', 'taken_in', 'given_back', 'found')
    and fact.event_id not in (select void_fact.name from void_fact)
  group by 1
) as proof on proof.item = used.item
where (:organisation = '' or used.organisation = :organisation)
  and (told.terms = 'loan' or (used.day <= :unheard and (proof.day is null or proof.day <= :unheard)))
order by last, used.item
