-- How long an organization keeps what was uploaded; null for ever. Milliseconds, a day at least.

alter table organization
  add column retention_ms bigint,
  add constraint organization_retention check (retention_ms >= 86400000);
