-- One row per hand-over of which a recipient was asked what it replaces, and answer in force (and hand-over of it, where :by is thing): the latest wins. Places are where it was handed over.
-- void_fact: the facts that are void. label: other labels of a machine, and the one under which its life is kept.
select
  answers.answer,
  case when :by = 'thing' then answers.n else 0 end as fact,
  case when :by = 'thing' then answers.item else '' end as item,
  cast(count(*) as bigint) as hand_overs
from (
  select
    told.n,
    told.given,
    told.item,
    told.answer,
    row_number() over (partition by told.given, told.item order by told.life_key desc) as latest
  from (
    select
      answered.n,
      answered.item,
      answered.answer,
      answered.life_key,
      given.fact as given,
      row_number() over (partition by answered.n order by given.life_key desc) as nearest,
      given.organisation,
      given.place,
      given.category,
      given.day
    from (
      select
        fact.n,
        coalesce(label.item, fact.subject) as item,
        fact.handover,
        fact.life_key,
        case
          when position('"answer":"new"' in fact.said) > 0 then 'new'
          when position('"answer":"second_hand"' in fact.said) > 0 then 'second_hand'
          when position('"answer":"borrowed_or_none"' in fact.said) > 0 then 'borrowed_or_none'
          else 'does_not_know'
        end as answer
      from fact
      left join label on label.name = fact.subject
      where fact.n <= :as_of
        and fact.day <= :last_day
        and fact.kind = 'substitution_answered'
        and fact.event_id not in (select void_fact.name from void_fact)
    ) as answered
    inner join (
      select moved.item, moved.fact, moved.organisation, moved.place, moved.category, moved.day, told.handover, told.life_key
      from (
        select item, fact, organisation, place, category, day
        from leg
        where n <= :as_of
          and kind = 'handed_over'
          and account in ('use', 'support')
          and origin = 'body'
          and item in (
            select coalesce(label.item, fact.subject)
            from fact
            left join label on label.name = fact.subject
            where fact.n <= :as_of and fact.kind = 'substitution_answered'
          )
        group by 1, 2, 3, 4, 5, 6
        having sum(units) > 0
      ) as moved
      inner join fact as told on told.n = moved.fact and told.kind = 'handed_over'
      union all
      select told.subject, moved.fact, moved.organisation, moved.place, moved.category, moved.day, told.handover, told.life_key
      from (
        select
          fact,
          min(organisation) as organisation,
          min(place) as place,
          min(category) as category,
          min(day) as day
        from leg
        where n <= :as_of and kind = 'handed_over' and account in ('use', 'support') and origin = 'line'
        group by 1
        having sum(units) > 0
      ) as moved
      inner join fact as told on told.n = moved.fact and told.kind = 'handed_over'
    ) as given
      on given.item = answered.item
      and given.life_key < answered.life_key
      and (answered.handover = '' or answered.handover = given.handover)
  ) as told
  where told.nearest = 1
    and told.day <= :last_day
    and told.place like :territory
    and (:organisation = '' or told.organisation = :organisation)
    and (:category = '' or told.category = :category)
    and (:device = '' or told.item = :device)
    and (:lot_subject = '' or told.item = :lot_subject)
) as answers
where answers.latest = 1
group by 1, 2, 3
order by 1, 2, 3
