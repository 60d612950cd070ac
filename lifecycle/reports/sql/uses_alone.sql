-- One row per category, organisation (or one for all of them, after :by), line, whether the workshop wrote down its work, year of the hand-over, whether it lies within the days, day of the hand-over and of the last evidence of use (none where nothing proves a use after that day), and whether the use is known to have ended: machines handed over once in their life. Places are where it was handed over.
-- Machines of the table apart (where :by is thing, every machine) have a row of their own, with their item. So has all that has more of a life (chained = 1): handed over several times, exchanged, lost, back on the same day, or lines of uncoded things; of these only the item is told, whatever is asked.
-- void_fact: the facts that are void. label: other labels of a machine, and the one under which its life is kept.
select
  item,
  chained,
  category,
  organisation,
  line,
  recorded,
  year,
  inside,
  case when chained = 0 and (item <> '' or ended = 1 or last > handed) then handed end as handed,
  case when chained = 0 and (item <> '' or ended = 1 or last > handed) then last end as last,
  ended,
  cast(sum(units) as bigint) as units
from (
  select
    life.item_told as item,
    life.chained,
    case when life.chained = 1 then '' else life.category end as category,
    case when life.chained = 0 and :by in ('organisation', 'thing') then life.organisation else '' end as organisation,
    case when life.chained = 1 then '' else life.line end as line,
    case when life.chained = 0 and life.work_day <= life.handed then 1 else 0 end as recorded,
    case when life.chained = 1 then 0 else cast(extract(year from life.handed) as bigint) end as year,
    case when life.chained = 0 and life.handed between :first_day and :last_day then 1 else 0 end as inside,
    life.handed,
    case when life.ended is not null then life.ended when life.proof_day > life.handed then life.proof_day else life.handed end as last,
    case when life.chained = 0 and life.ended is not null then 1 else 0 end as ended,
    life.units
  from (
    select
      alone.category,
      alone.organisation,
      alone.place,
      alone.line,
      alone.handed,
      alone.ended,
      alone.units,
      work.day as work_day,
      proof.day as proof_day,
      case when alone.once = 0 or swapped.item is not null or proof.taken_in = alone.handed then 1 else 0 end as chained,
      case
        when alone.once = 0 or swapped.item is not null or proof.taken_in = alone.handed then alone.item
        when :by = 'thing' or apart.item is not null then alone.item
        else ''
      end as item_told,
      alone.item
    from (
      select
        move.item,
        max(case when move.moved > 0 then move.category end) as category,
        max(case when move.moved > 0 then move.organisation end) as organisation,
        max(case when move.moved > 0 then move.place end) as place,
        max(case when move.moved > 0 then move.line end) as line,
        max(case when move.moved > 0 then move.day end) as handed,
        max(case when move.moved < 0 then move.day end) as ended,
        max(move.moved) as units,
        case
          when max(move.origin) = 'line' then 0
          when sum(case when move.moved > 0 and move.kind = 'handed_over' then 1 else 0 end) <> 1 then 0
          when count(*) = 1 then 1
          when count(*) > 2 or max(move.day) = min(move.day) then 0
          else max(case when move.moved < 0 and move.kind <> 'lost' then 1 else 0 end)
        end as once
      from (
        select item, origin, fact, kind, day, organisation, place, category, line, sum(units) as moved
        from leg
        where n <= :as_of and account in ('use', 'support') and origin in ('body', 'line')
        group by 1, 2, 3, 4, 5, 6, 7, 8, 9
        having sum(units) <> 0
      ) as move
      group by move.item
    ) as alone
    left join (
      select distinct leg.item
      from leg
      inner join fact as swap on swap.n = leg.fact
      where swap.n <= :as_of and swap.kind = 'handed_over' and swap.also <> '' and leg.kind = 'handed_over' and leg.n <= :as_of
    ) as swapped on swapped.item = alone.item
    left join (
      select coalesce(label.item, fact.subject) as item, min(fact.day) as day
      from fact
      left join label on label.name = fact.subject
      where fact.n <= :as_of
        and fact.kind in ('repaired', 'part_installed', 'tested', 'made_ready')
        and fact.event_id not in (select void_fact.name from void_fact)
      group by 1
    ) as work on work.item = alone.item
    left join (
      select
        coalesce(label.item, fact.subject) as item,
        max(fact.day) as day,
        min(case when fact.kind = 'taken_in' then fact.day end) as taken_in
      from fact
      left join label on label.name = fact.subject
      where fact.n <= :as_of
        and fact.kind in ('use_confirmed', 'support_given', 'taken_in', 'given_back')
        and fact.event_id not in (select void_fact.name from void_fact)
      group by 1
    ) as proof on proof.item = alone.item
    left join apart on apart.item = alone.item
  ) as life
  where life.chained = 1
    or (
      life.handed <= :last_day
      and life.place like :territory
      and (:organisation = '' or life.organisation = :organisation)
      and (:category = '' or life.category = :category)
      and (:device = '' or life.item = :device)
      and :lot = ''
    )
) as uses
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
