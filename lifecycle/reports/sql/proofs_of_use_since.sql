-- One row per state (later: 0 = on the day :last_whole as known at :summed, 1 = on the last day as known now), device then in use of which anything was learnt or happened in between, and later fact that proves its use; event_id is empty where there is none.
-- :changed names, between spaces, the facts that have become void or no longer are.
select used.later, used.item, coalesce(proof.event_id, '') as event_id
from (
  select
    later,
    item,
    max(case when kind = 'handed_over' and moved > 0 then day end) as since
  from (
    select states.later, leg.item, leg.fact, leg.kind, leg.day, sum(leg.units) as moved
    from leg
    cross join (
      select 0 as later
      union all
      select 1 as later
    ) as states
    where leg.n <= :as_of
      and (states.later = 1 or (leg.n <= :summed and leg.day <= :last_whole))
      and leg.day <= :last_day
      and leg.origin = 'body'
      and leg.account in ('use', 'support')
      and leg.place like :territory
      and (:organisation = '' or leg.organisation = :organisation)
      and (:category = '' or leg.category = :category)
      and leg.item in (
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
