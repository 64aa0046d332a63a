-- Which backend was the default when an artifact went to the fallback instead; empty again when that has a copy.

alter table artifact add column home_id uuid references cas_backend (id);
create index artifact_away on artifact (home_id) where home_id is not null;
