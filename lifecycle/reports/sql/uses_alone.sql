-- One row per category, organisation (or one for all of them, after :by), line, whether the workshop wrote down its work, year of the hand-over, whether it lies within the days, day of the hand-over and of the last evidence of use (none where nothing proves a use after that day), and whether the use is known to have ended: machines handed over once in their life. Places are where it was handed over.
-- Machines of which more must be told (their new parts, the trip that brought them) have a row of their own, with their item; where :by is thing, every machine.
-- void_fact: the facts that are void. label: other labels of a machine, and the one under which its life is kept.
select
  item,
  category,
  organisation,
  line,
  recorded,
  year,
  inside,
  case when item <> '' or ended = 1 or last > handed then handed end as handed,
  case when item <> '' or ended = 1 or last > handed then last end as last,
  ended,
  cast(sum(units) as bigint) as units
from (
  select
    case when :by = 'thing' or part.item is not null or trip.item is not null then alone.item else '' end as item,
    alone.category,
    case when :by in ('organisation', 'thing') then alone.organisation else '' end as organisation,
    alone.line,
    case
      when work.day < alone.handed then 1
      when work.day = alone.handed and work.life_key < told.life_key then 1
      else 0
    end as recorded,
    cast(extract(year from alone.handed) as bigint) as year,
    case when alone.handed between :first_day and :last_day then 1 else 0 end as inside,
    alone.handed,
    case when alone.ended is not null then alone.ended when proof.day > alone.handed then proof.day else alone.handed end as last,
    case when alone.ended is not null then 1 else 0 end as ended,
    alone.units
  from (
    select
      move.item,
      max(case when move.moved > 0 then move.fact end) as fact,
      max(case when move.moved > 0 then move.category end) as category,
      max(case when move.moved > 0 then move.organisation end) as organisation,
      max(case when move.moved > 0 then move.place end) as place,
      max(case when move.moved > 0 then move.line end) as line,
      max(case when move.moved > 0 then move.day end) as handed,
      max(case when move.moved < 0 then move.day end) as ended,
      max(move.moved) as units
    from (
      select item, fact, kind, day, organisation, place, category, line, sum(units) as moved
      from leg
      where n <= :as_of and account in ('use', 'support') and origin = 'body'
      group by 1, 2, 3, 4, 5, 6, 7, 8
      having sum(units) <> 0
    ) as move
    where move.item not in (
      select leg.item
      from leg
      inner join fact as swap on swap.n = leg.fact
      where swap.n <= :as_of and swap.kind = 'handed_over' and swap.also <> '' and leg.kind = 'handed_over' and leg.n <= :as_of
    )
    group by move.item
    having sum(case when move.moved > 0 and move.kind = 'handed_over' then 1 else 0 end) = 1
      and (
        count(*) = 1
        or (count(*) = 2 and max(move.day) > min(move.day) and max(case when move.moved < 0 and move.kind <> 'lost' then 1 else 0 end) = 1)
      )
  ) as alone
  inner join (
    select n, life_key
    from fact
    where n <= :as_of and kind = 'handed_over'
  ) as told on told.n = alone.fact
  left join (
    select coalesce(label.item, fact.subject) as item, min(fact.day) as day, min(fact.life_key) as life_key
    from fact
    left join label on label.name = fact.subject
    where fact.n <= :as_of
      and fact.kind in ('repaired', 'part_installed', 'tested', 'made_ready')
      and fact.event_id not in (select void_fact.name from void_fact)
    group by 1
  ) as work on work.item = alone.item
  left join (
    select coalesce(label.item, fact.subject) as item, max(fact.day) as day
    from fact
    left join label on label.name = fact.subject
    where fact.n <= :as_of
      and fact.kind in ('use_confirmed', 'support_given', 'taken_in', 'given_back')
      and fact.event_id not in (select void_fact.name from void_fact)
    group by 1
  ) as proof on proof.item = alone.item
  left join (
    select distinct home_device as item
    from leg
    where n <= :as_of and kind = 'part_installed' and origin = 'new'
  ) as part on part.item = alone.item
  left join (
    select distinct coalesce(label.item, came.subject) as item
    from fact as came
    inner join fact as fetched
      on fetched.kind = 'collected'
      and fetched.day = came.day
      and fetched.acting = came.acting
      and fetched.subject like 'organisation:%'
    left join label on label.name = came.subject
    where came.n <= :as_of and fetched.n <= :as_of and came.kind = 'received'
    union
    select distinct coalesce(label.item, fact.subject) as item
    from fact
    left join label on label.name = fact.subject
    where fact.n <= :as_of and fact.kind = 'collected'
  ) as trip on trip.item = alone.item
  where alone.handed <= :last_day
    and alone.place like :territory
    and (:organisation = '' or alone.organisation = :organisation)
    and (:category = '' or alone.category = :category)
    and (:device = '' or alone.item = :device)
) as uses
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
