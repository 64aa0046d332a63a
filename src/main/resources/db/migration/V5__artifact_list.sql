-- Lists of artifacts are read newest first; half a digest is all that tells two of one instant apart.

create index artifact_newest on artifact
  (organization_id, created_at desc, (cast(substr(digest, 1, 32) as uuid)) desc);
