-- Which keys the replicas have. A key is named by what its ciphertexts begin with, in hexadecimal.

create table credential_key (
  node    text        not null,
  key     text        not null,
  -- When the replica last said so.
  told_at timestamptz not null default now(),
  primary key (node, key)
);

-- The rotation that was asked for last: which key is to have encrypted all credentials, and how far that is.
create table credential_rotation (
  only_one    boolean     primary key default true check (only_one),
  key         text        not null,
  asked_at    timestamptz not null default now(),
  asked_by    text        not null,
  -- This pass has looked at the credentials up to here, and so many of them no key decrypts.
  reached     uuid        not null default '00000000-0000-0000-0000-000000000000',
  unreadable  bigint      not null default 0,
  finished_at timestamptz
);
