-- One row per state (later: 0 = on the day :last_whole as known at :summed, 1 = on the last day as known now), device then in use of which anything was learnt or happened in between, and later fact that proves its use; event_id is empty where there is none.
-- :changed names, between spaces, the facts that have become void or no longer are.
select used.later, used.item, coalesce(proof.event_id, '') as event_id
from (
  select
    later,
    item,
    max(case when kind = 'handed_over' and moved > 0 then day end) as since
  from (
    select states.later, touched.item, touched.fact, touched.kind, touched.day, sum(touched.units) as moved
    from (
      select n, item, fact, kind, day, units
      from leg
      where n <= :as_of
        and day <= :last_day
        and origin = 'body'
        and account in ('use', 'support')
        and place like :territory
        and (:organisation = '' or organisation = :organisation)
        and (:category = '' or category = :category)
        and item in (
          select item
          from leg
          where n > :summed and n <= :as_of and origin = 'body' and account in ('use', 'support')
          union all
          select item
          from leg
          where day > :last_whole and day <= :last_day and n <= :as_of and origin = 'body' and account in ('use', 'support')
          union all
          select subject
          from fact
          where n > :summed
            and n <= :as_of
            and kind in ('use_confirmed', 'support_given', 'taken_in', 'given_back', 'found')
          union all
          select subject
          from fact
          where day > :last_whole
            and day <= :last_day
            and n <= :as_of
            and kind in ('use_confirmed', 'support_given', 'taken_in', 'given_back', 'found')
          union all
          select subject
          from fact
          where :changed <> ''
            and n <= :as_of
            and kind in ('use_confirmed', 'support_given', 'taken_in', 'given_back', 'found')
            and position(event_id in :changed) > 0
        )
    ) as touched
    cross join (
      select 0 as later
      union all
      select 1 as later
    ) as states
    where states.later = 1 or (touched.n <= :summed and touched.day <= :last_whole)
    group by 1, 2, 3, 4, 5
  ) as moves
  group by 1, 2
  having sum(moved) > 0
) as used
left join fact as proof
  on proof.subject = used.item
  and proof.n <= :as_of
  and (used.later = 1 or (proof.n <= :summed and proof.day <= :last_whole))
  and proof.day <= :last_day
  and proof.day > used.since
  and proof.kind in ('use_confirmed', 'support_given', 'taken_in', 'given_back', 'found')
order by 1, 2, 3
