package org.castellan.artifact;

/** How an upload ended. Nothing was recorded unless it was {@link Stored}. */
public sealed interface UploadResult {

  /**
   * The provider holds the bytes, and the record says so.
   *
   * @param backend the name of the backend that holds them
   * @param isNew whether the organization's record did not have the artifact before
   */
  record Stored(Artifact artifact, String backend, boolean isNew) implements UploadResult {}

  /** Other bytes came than the digest names. */
  record DigestMismatch() implements UploadResult {}

  /** Less came than was announced. */
  record Incomplete() implements UploadResult {}

  record TooLarge(long maxBytes) implements UploadResult {}

  record QuotaExceeded(long quotaBytes) implements UploadResult {}

  /** This replica has no room to keep the body until its digest is known. */
  record NoRoom() implements UploadResult {}

  /** The organization was deleted meanwhile, or is being purged. */
  record OrganizationGone() implements UploadResult {}
}
