-- The first schema. Rules that can be constraints are constraints; times are the database's.

create table organization (
  id          uuid        primary key,
  name        text        not null unique,
  quota_bytes bigint      check (quota_bytes >= 0),
  created_at  timestamptz not null default now(),
  constraint organization_name check (name ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$')
);

-- The admin token is configuration and has no row. A secret is kept only as its SHA-256.
create table access_token (
  id              uuid        primary key,
  organization_id uuid        not null references organization (id) on delete cascade,
  name            text        not null check (length(name) between 1 and 100),
  role            text        not null check (role in ('owner', 'writer', 'reader')),
  secret_sha256   bytea       not null unique check (length(secret_sha256) = 32),
  created_at      timestamptz not null default now(),
  expires_at      timestamptz,
  last_used_at    timestamptz
);
create index access_token_by_organization on access_token (organization_id, created_at desc, id desc);

-- Rows never change: new credentials are a new row, so that an id is a version.
create table credential (
  id         uuid        primary key,
  ciphertext bytea       not null,
  created_at timestamptz not null default now()
);

create sequence validation_claim;

create table cas_backend (
  id               uuid        primary key,
  organization_id  uuid        not null references organization (id) on delete cascade,
  name             text        not null,
  provider         text        not null,
  -- Made by Castellan, and then the only one of its provider; never validated.
  built_in         boolean     not null default false,
  location         text        not null,
  host             text        not null,
  description      text        not null default '' check (length(description) <= 1000),
  is_default       boolean     not null default false,
  is_fallback      boolean     not null default false,
  max_bytes        bigint      not null,
  credential_id    uuid        unique references credential (id),
  status           text        not null check (status in ('OK', 'INVALID')),
  error_class      text,
  error            text,
  remedy           text,
  validated_at     timestamptz,
  claim            bigint      not null default 0,
  claim_expires_at timestamptz,
  claimed_by       text,
  -- Which run of which scope claimed it; empty when it was no tick.
  claim_scope      text,
  claim_epoch      bigint,
  -- Which replica alone could not reach it, and when; empty again once another one looked.
  suspected_by     text,
  suspected_at     timestamptz,
  revision         bigint      not null default 1,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  deleted_at       timestamptz,
  constraint cas_backend_name check (name ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  constraint cas_backend_default_is_not_fallback check (not (is_default and is_fallback)),
  constraint cas_backend_deleted_serves_no_uploads check (deleted_at is null or not (is_default or is_fallback)),
  constraint cas_backend_built_in_is_ok check (not built_in or (status = 'OK' and deleted_at is null)),
  constraint cas_backend_max_bytes check (max_bytes >= case when built_in then 1 else 10485760 end),
  constraint cas_backend_credentials check (built_in = (credential_id is null)),
  constraint cas_backend_suspicion_is_whole check ((suspected_by is null) = (suspected_at is null)),
  constraint cas_backend_invalid_says_why check (status = 'OK' or (error_class is not null and error is not null and remedy is not null))
);
create unique index cas_backend_live_name on cas_backend (organization_id, name) where deleted_at is null;
create unique index cas_backend_one_default on cas_backend (organization_id) where is_default;
create unique index cas_backend_one_fallback on cas_backend (organization_id) where is_fallback;
create unique index cas_backend_one_built_in on cas_backend (organization_id) where built_in;
create index cas_backend_suspected on cas_backend (suspected_at) where suspected_at is not null;
create index cas_backend_due on cas_backend (validated_at nulls first, id) where not built_in;

create table validation (
  id          uuid        primary key default gen_random_uuid(),
  backend_id  uuid        not null references cas_backend (id) on delete cascade,
  at          timestamptz not null default now(),
  status      text        not null check (status in ('OK', 'INVALID')),
  error_class text,
  error       text,
  latency_ms  bigint      not null,
  retries     int         not null default 0,
  trigger     text        not null check (trigger in ('TICK', 'REQUEST', 'MANUAL', 'CREATE', 'UPDATE')),
  node        text        not null,
  tick_scope   text,
  tick_instant timestamptz,
  constraint validation_tick check ((trigger = 'TICK') = (tick_scope is not null and tick_instant is not null))
);
create index validation_by_backend on validation (backend_id, at desc, id desc);
create index validation_by_tick on validation (tick_scope, tick_instant) where tick_scope is not null;

create table artifact (
  organization_id uuid        not null references organization (id),
  digest          text        not null check (digest ~ '^[0-9a-f]{64}$'),
  backend_id      uuid        not null references cas_backend (id),
  size            bigint      not null check (size >= 0),
  file_name       text,
  created_at      timestamptz not null default now(),
  created_by      text        not null,
  primary key (organization_id, digest, backend_id)
);
create index artifact_by_backend on artifact (backend_id);

create table audit_event (
  id              uuid        primary key default gen_random_uuid(),
  at              timestamptz not null default now(),
  organization_id uuid,
  actor           text        not null,
  action          text        not null,
  subject         text        not null,
  detail          text        not null default '',
  node            text        not null
);
create index audit_event_newest on audit_event (at desc, id desc);
create index audit_event_by_organization on audit_event (organization_id, at desc, id desc);

-- What follows belongs to package schedule, which knows nothing of the tables above.

create table checker (
  scope       text        primary key,
  interval_ms bigint      not null check (interval_ms > 0),
  cap_ms      bigint      not null check (cap_ms > 0 and cap_ms < interval_ms),
  paused      boolean     not null default false,
  updated_at  timestamptz not null default now()
);

create sequence tick_epoch;

create table tick (
  scope       text        not null references checker (scope),
  instant     timestamptz not null,
  state       text        not null check (state in ('REQUESTED', 'RUNNING', 'DONE', 'CAPPED', 'ABANDONED')),
  requested   boolean     not null default false,
  epoch       bigint      not null default 0,
  node        text,
  session_pid int,
  started_at  timestamptz,
  taken_at    timestamptz,
  finished_at timestamptz,
  done        int         not null default 0,
  failed      int         not null default 0,
  skipped     int         not null default 0,
  remaining   int         not null default 0,
  reason      text,
  declined_by text[]      not null default '{}',
  primary key (scope, instant),
  constraint tick_run_has_a_holder check (state = 'REQUESTED' or state = 'ABANDONED' or (epoch > 0 and node is not null and started_at is not null)),
  constraint tick_finished check ((state in ('DONE', 'CAPPED', 'ABANDONED')) = (finished_at is not null))
);
create index tick_unfinished on tick (scope, instant) where finished_at is null;

create table tick_attempt (
  scope    text        not null,
  instant  timestamptz not null,
  node     text        not null,
  outcome  text        not null,
  epoch    bigint,
  times    int         not null default 1,
  first_at timestamptz not null default now(),
  last_at  timestamptz not null default now(),
  detail   text,
  primary key (scope, instant, node, outcome)
);

create table node (
  id           text        primary key,
  address      text        not null,
  version      text        not null,
  started_at   timestamptz not null default now(),
  last_seen_at timestamptz not null default now()
);
