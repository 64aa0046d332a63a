-- What the event stream tells. Triggers write it: an event stands exactly when the change stands that it tells of,
-- whichever statement made the change, and whichever version of Castellan.

create sequence event_number minvalue 0 start with 1;

create table event (
  id              bigint      generated always as identity primary key,
  -- Its place in the stream. Given later, to committed rows only, by one session at a time: docs/adr/0011.
  number          bigint      unique,
  at              timestamptz not null default clock_timestamp(),
  kind            text        not null check (kind in ('TICK', 'NODE', 'BACKEND_STATUS')),
  organization_id uuid,
  detail          jsonb       not null,
  constraint event_of_a_backend_has_an_owner check ((kind = 'BACKEND_STATUS') = (organization_id is not null))
);
create index event_without_number on event (id) where number is null;

-- When another replica found it silent; empty again once it was seen.
alter table node add column gone_at timestamptz;

create function event_of_tick() returns trigger language plpgsql as $$
begin
  insert into event (kind, detail)
  values ('TICK', jsonb_strip_nulls(jsonb_build_object(
    'scope', new.scope,
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

create trigger event_of_new_tick after insert on tick
  for each row execute function event_of_tick();
create trigger event_of_tick_that_went_on after update of state, epoch on tick
  for each row when ((old.state, old.epoch) is distinct from (new.state, new.epoch))
  execute function event_of_tick();

create function event_of_node() returns trigger language plpgsql as $$
declare
  is_gone boolean := tg_op = 'DELETE' or new.gone_at is not null;
  about node := case when tg_op = 'DELETE' then old else new end;
begin
  insert into event (kind, detail)
  values ('NODE', jsonb_build_object(
    'id', about.id,
    'address', about.address,
    'version', about.version,
    'change', case when is_gone then 'GONE' else 'SEEN' end));
  return null;
end $$;

create trigger event_of_new_node after insert on node
  for each row execute function event_of_node();
create trigger event_of_node_that_came_or_went after update of gone_at on node
  for each row when ((old.gone_at is null) <> (new.gone_at is null))
  execute function event_of_node();
create trigger event_of_forgotten_node after delete on node
  for each row when (old.gone_at is null)
  execute function event_of_node();

create function event_of_backend_status() returns trigger language plpgsql as $$
begin
  insert into event (kind, organization_id, detail)
  values ('BACKEND_STATUS', new.organization_id, jsonb_strip_nulls(jsonb_build_object(
    'organization', (select name from organization where id = new.organization_id),
    'backend', new.name,
    'status', new.status,
    'errorClass', new.error_class,
    'error', new.error,
    'remedy', new.remedy)));
  return null;
end $$;

create trigger event_of_changed_status after update of status on cas_backend
  for each row when (old.status <> new.status and new.deleted_at is null)
  execute function event_of_backend_status();
