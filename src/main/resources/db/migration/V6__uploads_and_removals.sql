-- What an upload is about to leave at a provider, on record before it begins. Its size counts for the quota.

create table artifact_upload (
  id              uuid        primary key,
  organization_id uuid        not null references organization (id),
  digest          text        not null check (digest ~ '^[0-9a-f]{64}$'),
  backend_id      uuid        not null references cas_backend (id),
  size            bigint      not null check (size >= 0),
  node            text        not null,
  started_at      timestamptz not null default now(),
  -- When its replica last said that it is under way.
  seen_at         timestamptz not null default now()
);
create index artifact_upload_by_artifact on artifact_upload (organization_id, digest);
create index artifact_upload_by_backend on artifact_upload (backend_id);
create index artifact_upload_seen on artifact_upload (seen_at);

-- Objects that may still be at a provider though no record needs them.
create table artifact_removal (
  organization_id uuid        not null references organization (id),
  digest          text        not null check (digest ~ '^[0-9a-f]{64}$'),
  backend_id      uuid        not null references cas_backend (id),
  asked_at        timestamptz not null default now(),
  due_at          timestamptz not null default now(),
  -- Until then one replica has it in hand.
  taken_until     timestamptz,
  attempts        int         not null default 0,
  -- Why the last attempt failed.
  error_class     text,
  primary key (organization_id, digest, backend_id)
);
create index artifact_removal_due on artifact_removal (due_at);
create index artifact_removal_by_backend on artifact_removal (backend_id, due_at);
