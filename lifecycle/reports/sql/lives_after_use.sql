-- One row per category, day of the first use, where the thing is on the last day (use, held, waste, gone) and last day of which anything tells: things once put to use, their units and grams. For what became waste, that day is the one on which it did.
-- Where :by is thing, there is a row for each thing, with the fact that first put it to use. Places are where it was handed over. What was handed over while it was waste is not in it.
-- void_fact: the facts that are void. label: other labels of a machine, and the one under which its life is kept.
select
  case when :by = 'thing' then life.item else '' end as item,
  case when :by = 'thing' then life.first_fact else 0 end as fact,
  life.category,
  life.first_day,
  life.standing,
  case
    when life.standing = 'waste' then life.wasted
    when life.standing = 'held' then :last_day
    when life.standing = 'use' and proof.day > life.moved then proof.day
    else life.moved
  end as seen,
  cast(sum(life.units) as bigint) as units,
  cast(sum(life.grams) as bigint) as grams
from (
  select
    move.item,
    max(move.category) as category,
    min(case when move.used > 0 then move.day end) as first_day,
    min(case when move.used > 0 then move.fact end) as first_fact,
    max(case when move.soiled > 0 then move.day end) as wasted,
    max(move.day) as moved,
    case
      when sum(move.soiled) > 0 then 'waste'
      when sum(move.away) > 0 then 'gone'
      when sum(move.used) > 0 then 'use'
      else 'held'
    end as standing,
    sum(move.whole) as units,
    sum(move.mass) as grams
  from (
    select
      item,
      category,
      fact,
      day,
      sum(case when account in ('use', 'support') then units else 0 end) as used,
      sum(case when legal = 'WASTE' then units else 0 end) as soiled,
      sum(case when account in ('lost', 'passed_on') then units else 0 end) as away,
      sum(case when account in ('outside', 'estimate', 'reweighing') then 0 - units else 0 end) as whole,
      sum(case when account in ('outside', 'estimate', 'reweighing') then 0 - grams else 0 end) as mass
    from leg
    where n <= :as_of
      and day <= :last_day
      and origin in ('body', 'line')
      and (:category = '' or category = :category)
    group by 1, 2, 3, 4
  ) as move
  inner join (
    select item
    from leg
    where n <= :as_of
      and day <= :last_day
      and account in ('use', 'support')
      and origin in ('body', 'line')
      and line in ('reused', 'prepared')
      and place like :territory
      and (:organisation = '' or organisation = :organisation)
    group by 1
    having sum(case when units > 0 then units else 0 end) > 0
  ) as served on served.item = move.item
  group by 1
) as life
left join (
  select coalesce(label.item, fact.subject) as item, max(fact.day) as day
  from fact
  left join label on label.name = fact.subject
  where fact.n <= :as_of
    and fact.day <= :last_day
    and fact.kind in ('use_confirmed', 'support_given', 'taken_in', 'given_back')
    and fact.event_id not in (select void_fact.name from void_fact)
  group by 1
) as proof on proof.item = life.item
where life.first_day <= :last_day and life.units > 0
group by 1, 2, 3, 4, 5, 6
order by 3, 4, 5, 6, 1
