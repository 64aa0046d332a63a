-- The stream may tell of artifacts: 'ARTIFACT_STATUS'.

alter table event
  drop constraint event_kind_check,
  drop constraint event_of_a_backend_has_an_owner,
  add constraint event_kind_check check (kind in ('TICK', 'NODE', 'BACKEND_STATUS', 'ARTIFACT_STATUS')),
  add constraint event_has_an_owner check ((kind in ('BACKEND_STATUS', 'ARTIFACT_STATUS')) = (organization_id is not null));
