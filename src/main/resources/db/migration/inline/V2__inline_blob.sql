-- The objects of storage.inline, which alone reads and writes them.

create table inline_blob (
  key     text  primary key,
  content bytea not null check (length(content) <= 512000)
);
