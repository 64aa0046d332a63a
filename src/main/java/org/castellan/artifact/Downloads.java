package org.castellan.artifact;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.castellan.backend.Backends;
import org.castellan.backend.OpenStores;
import org.castellan.storage.Part;
import org.castellan.storage.StorageException;
import org.jdbi.v3.core.Jdbi;

/**
 * Serves artifacts from the backends that hold them, healthy ones first, whatever the
 * organization's default is now. Thread-safe.
 */
public final class Downloads {

  private final Jdbi jdbi;
  private final OpenCopies openCopies;
  private final Verifications verifications;

  /**
   * @param executor writes what was found right
   */
  public Downloads(
      Jdbi jdbi, Backends backends, OpenStores stores, ScheduledExecutorService executor) {
    this.jdbi = jdbi;
    this.openCopies = new OpenCopies(backends, stores);
    this.verifications = new Verifications(jdbi, executor);
  }

  /** What the organization's record says of an artifact: its best copy. Asks no provider. */
  public Optional<Artifact> find(UUID organizationId, Digest digest) {
    return copies(organizationId, digest).stream().map(LocatedCopy::artifact).findFirst();
  }

  /** All copies on record, those on healthy backends first; asks no provider. */
  public List<LocatedCopy> copies(UUID organizationId, Digest digest) {
    return Copies.find(jdbi, organizationId, digest);
  }

  /**
   * Opens the first sound one of these copies of which a backend gives the first bytes; empty when
   * there are none.
   *
   * @throws StorageException when none of the backends gives them
   */
  public Optional<Download> open(List<LocatedCopy> copies) {
    return first(copies, this::whole);
  }

  /**
   * The same for a part. An object of which no version was ever read whole, or only another, is
   * read and hashed first.
   *
   * @param offset of the first byte, from 0
   * @param length at least 1; the part lies within the artifact
   */
  public Optional<Download> open(List<LocatedCopy> copies, long offset, long length) {
    Part part = Part.of(offset, length);
    return first(copies, copy -> part(copy, part));
  }

  private static Optional<Download> first(
      List<LocatedCopy> copies, Function<LocatedCopy, Download> opening) {
    Optional<StorageException> failure = Optional.empty();
    for (LocatedCopy copy : copies) {
      try {
        return Optional.of(opening.apply(sound(copy)));
      } catch (StorageException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return Optional.empty();
  }

  /** A copy that is known to be damaged is not read again. */
  private static LocatedCopy sound(LocatedCopy copy) {
    if (copy.artifact().damage().isPresent()) {
      throw copy.artifact().damage().get().toException();
    }
    return copy;
  }

  private Download whole(LocatedCopy copy) {
    return whole(copy, openCopies.open(copy, Part.WHOLE).orElseThrow(Held::lost));
  }

  private Download whole(LocatedCopy copy, Held held) {
    return begun(
        held, () -> new WholeDownload(held, version -> verifications.found(copy, version)));
  }

  private Download part(LocatedCopy copy, Part part) {
    Held held =
        verifications
            .of(copy)
            .flatMap(version -> openCopies.open(copy, part.pinnedTo(version)))
            .or(() -> openCopies.open(copy, part.pinnedTo(verify(copy))))
            .orElseThrow(Held::lost);
    return begun(held, () -> new PartDownload(held, part.length()));
  }

  /** Reads the whole object; the version that was found right. */
  private String verify(LocatedCopy copy) {
    Held held = openCopies.open(copy, Part.WHOLE).orElseThrow(Held::lost);
    try (Download download = whole(copy, held)) {
      download.writeTo(OutputStream.nullOutputStream());
      return held.version();
    } catch (IOException e) {
      throw new UncheckedIOException("what goes nowhere cannot be written", e);
    }
  }

  private static Download begun(Held held, Supplier<Download> beginning) {
    try {
      return beginning.get();
    } catch (RuntimeException e) {
      held.close();
      throw e;
    }
  }
}
