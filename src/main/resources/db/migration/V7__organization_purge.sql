-- Organizations on their way out: they take no uploads, and are deleted when nothing of them is left.

create table organization_purge (
  organization_id uuid        primary key references organization (id) on delete cascade,
  asked_at        timestamptz not null default now(),
  asked_by        text        not null
);
