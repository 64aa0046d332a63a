-- What a replica tells of itself beside being there. Null from an older version, which knows nothing of it.
alter table node
  -- Its clock less the database's, milliseconds.
  add column clock_offset_ms bigint,
  -- How long a lock that it holds outlives its silence.
  add column lease_ms bigint,
  -- Which of its ways to PostgreSQL go through a pooler.
  add column poolers text[],
  -- The settings that are to be the same on every replica, by the names of their variables. No secrets.
  add column settings jsonb;
