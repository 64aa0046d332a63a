-- When the artifact was last uploaded, also where it was there already; written once an hour at most. Where it is
-- null, an older replica wrote the row, and created_at counts. Copies that Castellan makes have the time of their source.
alter table artifact add column uploaded_at timestamptz;
create index artifact_by_upload on artifact (organization_id, (coalesce(uploaded_at, created_at)));
