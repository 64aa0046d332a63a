-- What the patrol over the stored objects finds: docs/adr/0016. A damaged copy is served to nobody.

alter table artifact
  -- When the patrol last came to a conclusion about the copy, whichever.
  add column patrolled_at timestamptz,
  add column damage       text,
  add column damaged_at   timestamptz,
  -- When its object was stored again in place of a damaged one.
  add column restored_at  timestamptz,
  add constraint artifact_damage check (damage in ('CORRUPT', 'MISSING')),
  add constraint artifact_damage_is_whole check ((damage is null) = (damaged_at is null));

create index artifact_by_last_look on artifact ((coalesce(greatest(verified_at, patrolled_at), created_at)));
create index artifact_damaged on artifact (organization_id, patrolled_at) where damage is not null;

-- The stream tells of it, too. A replica that started before this migration does not know the kind, and could read no event after one of it: as
-- long as there is one, none is written. What was found is in the list of artifacts and among the audit events anyway.
do $migration$
begin
  execute format($body$
    create function event_of_artifact_status() returns trigger language plpgsql as $function$
    begin
      insert into event (kind, organization_id, detail)
      select 'ARTIFACT_STATUS', new.organization_id, jsonb_build_object(
               'organization', (select name from organization where id = new.organization_id),
               'digest', 'sha256:' || new.digest,
               'backend', (select name from cas_backend where id = new.backend_id),
               'status', coalesce(new.damage, 'OK'))
       where not exists (select from node where gone_at is null and started_at < %L);
      return null;
    end $function$
    $body$, clock_timestamp());
end $migration$;

create trigger event_of_artifact_that_was_damaged_or_repaired after update of damage on artifact
  for each row when (old.damage is distinct from new.damage)
  execute function event_of_artifact_status();
