package org.castellan.artifact;

import java.time.Duration;
import java.util.List;
import org.castellan.backend.BackendStatus;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Decides whether an upload sends its bytes, and puts its intent on record if so. What is damaged
 * in its place is removed first, and a removal in hand is waited for, without a connection.
 * Thread-safe.
 */
final class Admission {

  private static final StorageFailure IN_THE_WAY =
      new StorageFailure(
          ErrorClass.PROVIDER_ERROR,
          "A former copy of this artifact is still being removed.",
          "Upload the artifact again in a moment.",
          true);

  /** Longer than a removal in hand takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final long LOOK_AGAIN_MILLIS = 200;

  private final Jdbi jdbi;
  private final Intents intents;
  private final Remover remover;

  Admission(Jdbi jdbi, Intents intents, Remover remover) {
    this.jdbi = jdbi;
    this.intents = intents;
    this.remover = remover;
  }

  /**
   * For a client's upload. What can be read from some backend is not sent again.
   *
   * @return begun or answered
   * @throws StorageException while the place cannot be had
   */
  Beginning of(Copy place, long size) {
    return admitted(place, size, jdbi.withHandle(handle -> begin(handle, place, size)));
  }

  /** The same for one more copy of what is on record, or for a damaged one anew. */
  Beginning ofOneMore(Copy place, long size) {
    return admitted(place, size, jdbi.withHandle(handle -> beginOneMore(handle, place, size)));
  }

  private Beginning admitted(Copy place, long size, Beginning first) {
    if (first instanceof Beginning.Damaged) {
      if (remover.clear(place) != Remover.Outcome.SETTLED) {
        throw new StorageException(IN_THE_WAY);
      }
      return patient(intents.begin(place, size), place, size);
    }
    return patient(first, place, size);
  }

  /** Most of what comes is new: so that is tried first. */
  private Beginning begin(Handle handle, Copy place, long size) {
    Beginning first = intents.beginUnlessKnown(handle, place, size);
    if (!(first instanceof Beginning.Known)) {
      return first;
    }
    List<LocatedCopy> copies = Copies.find(handle, place.organizationId(), place.digest());
    return copies.stream()
        .filter(copy -> renewed(handle, copy))
        .findFirst()
        .map(Admission::stored)
        .orElseGet(() -> beginBeside(copies, handle, place, size));
  }

  private Beginning beginOneMore(Handle handle, Copy place, long size) {
    List<LocatedCopy> copies = Copies.find(handle, place.organizationId(), place.digest());
    return beginBeside(copies, handle, place, size);
  }

  private Beginning beginBeside(List<LocatedCopy> copies, Handle handle, Copy place, long size) {
    boolean damaged =
        copies.stream()
            .filter(copy -> copy.artifact().place().equals(place))
            .anyMatch(copy -> copy.artifact().damage().isPresent());
    return damaged ? new Beginning.Damaged() : intents.begin(handle, place, size);
  }

  private static Beginning stored(LocatedCopy known) {
    return new Beginning.Answered(
        new UploadResult.Stored(known.artifact(), known.backend().name(), false));
  }

  /** Whether it can be read, and is kept from now on as if it came now. */
  private static boolean renewed(Handle handle, LocatedCopy copy) {
    return copy.backend().status() == BackendStatus.OK
        && copy.artifact().damage().isEmpty()
        && Records.uploadedAgain(handle, copy.artifact().place());
  }

  private Beginning patient(Beginning first, Copy place, long size) {
    Deadline deadline = Deadline.in(PATIENCE);
    Beginning beginning = first;
    try {
      while (beginning instanceof Beginning.InTheWay && !deadline.expired()) {
        Thread.sleep(LOOK_AGAIN_MILLIS);
        beginning = intents.begin(place, size);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (beginning instanceof Beginning.InTheWay) {
      throw new StorageException(IN_THE_WAY);
    }
    return beginning;
  }
}
