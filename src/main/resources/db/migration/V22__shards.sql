-- A scope may be split into shards, which replicas take one by one: docs/adr/0018. The scope's own row stays the rule for all of them (times,
-- pause, and into how many it is split at present); a shard has a row so that it can have ticks. Its times are those of when it was first known.

alter table checker
  add column shards  int not null default 1,
  add column part_of text references checker (scope),
  add constraint checker_shards check (shards between 1 and 64);

-- Those who watch are told of a shard under its scope's name.
create or replace function event_of_tick() returns trigger language plpgsql as $$
declare
  whole text := (select part_of from checker where checker.scope = new.scope);
begin
  insert into event (kind, detail)
  values ('TICK', jsonb_strip_nulls(jsonb_build_object(
    'scope', coalesce(whole, new.scope),
    'shard', case when whole is not null then new.scope end,
    'tick', to_char(new.instant at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'state', new.state,
    'requested', new.requested,
    'epoch', nullif(new.epoch, 0),
    'node', new.node,
    'takenOverFrom', case when tg_op = 'UPDATE' and new.epoch <> old.epoch then old.node end,
    'validated', case when new.finished_at is not null then new.done end,
    'failed', case when new.finished_at is not null then new.failed end,
    'skipped', case when new.finished_at is not null then new.skipped end,
    'remaining', case when new.finished_at is not null then new.remaining end,
    'reason', new.reason)));
  return null;
end $$;
