-- Which version of its object was last read whole and found right, by the provider's ETag; parts are read of no other.

alter table artifact
  add column verified_version text,
  add column verified_at      timestamptz,
  add constraint artifact_verification_is_whole check ((verified_version is null) = (verified_at is null));
