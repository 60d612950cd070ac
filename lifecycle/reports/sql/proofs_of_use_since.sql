-- One row per device in use on the last day, of which the ledger learnt anything after the position :summed, and later fact that proves its use, as known at :upto; event_id is empty where there is none.
-- :changed names, between spaces, the facts that have become void or no longer are.
select used.item, coalesce(proof.event_id, '') as event_id
from (
  select
    item,
    max(case when kind = 'handed_over' and moved > 0 then day end) as since
  from (
    select item, fact, kind, day, sum(units) as moved
    from leg
    where n <= :upto
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
        select subject
        from fact
        where n > :summed
          and n <= :as_of
          and kind in ('use_confirmed', 'support_given', 'taken_in', 'given_back', 'found')
        union all
        select subject
        from fact
        where n <= :as_of
          and kind in ('use_confirmed', 'support_given', 'taken_in', 'given_back', 'found')
          and position(event_id in :changed) > 0
      )
    group by 1, 2, 3, 4
  ) as moves
  group by 1
  having sum(moved) > 0
) as used
left join fact as proof
  on proof.subject = used.item
  and proof.n <= :upto
  and proof.day <= :last_day
  and proof.day > used.since
  and proof.kind in ('use_confirmed', 'support_given', 'taken_in', 'given_back', 'found')
order by 1, 2
