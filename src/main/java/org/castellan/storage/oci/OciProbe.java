package org.castellan.storage.oci;

import java.time.Duration;
import okhttp3.Request;
import org.castellan.storage.Deadline;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.StorageException;
import org.castellan.storage.oci.OciRepository.Right;

/**
 * What shows that a repository can be used and leaves nothing in it: an upload is opened and
 * cancelled, then something is read that cannot be there.
 */
final class OciProbe {

  /** Nobody knows bytes with this digest. */
  private static final String NOBODYS = "blobs/sha256:" + "0".repeat(64);

  private static final int NOT_FOUND = 404;

  private final OciRepository repository;
  private final OciUploads uploads;

  OciProbe(OciRepository repository, OciUploads uploads) {
    this.repository = repository;
    this.uploads = uploads;
  }

  /** Never throws for what the registry does. */
  ProbeResult run(Deadline deadline) {
    long start = System.nanoTime();
    try {
      uploads.tryOut(deadline);
      readNothing(deadline);
      return new ProbeResult.Healthy(since(start));
    } catch (StorageException e) {
      return new ProbeResult.Broken(e.failure(), since(start));
    }
  }

  private void readNothing(Deadline deadline) {
    Request request = repository.request(NOBODYS).head().build();
    OciAnswers.require(repository.read(request, Right.PUSH, deadline), NOT_FOUND).close();
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
