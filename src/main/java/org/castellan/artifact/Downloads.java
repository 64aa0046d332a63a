package org.castellan.artifact;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.castellan.audit.AuditLog;
import org.castellan.backend.Backends;
import org.castellan.backend.CasBackend;
import org.castellan.backend.OpenStores;
import org.castellan.backend.StoreLease;
import org.castellan.storage.Blob;
import org.castellan.storage.Part;
import org.castellan.storage.StorageException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Serves artifacts from the backends that hold them, healthy ones first, whatever the
 * organization's default is now. Thread-safe.
 */
public final class Downloads {
  private static final System.Logger LOG = System.getLogger(Downloads.class.getName());

  private final Jdbi jdbi;
  private final Records records;
  private final Backends backends;
  private final OpenStores stores;

  public Downloads(Jdbi jdbi, AuditLog audit, Backends backends, OpenStores stores) {
    this.jdbi = jdbi;
    this.records = new Records(jdbi, audit);
    this.backends = backends;
    this.stores = stores;
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
    return whole(copy, hold(copy, Part.WHOLE).orElseThrow(Held::lost));
  }

  private Download whole(LocatedCopy copy, Held held) {
    return begun(held, () -> new WholeDownload(held, version -> verified(copy, version)));
  }

  private Download part(LocatedCopy copy, Part part) {
    Held held =
        copy.artifact()
            .verifiedVersion()
            .flatMap(version -> hold(copy, part.pinnedTo(version)))
            .or(() -> hold(copy, part.pinnedTo(verify(copy))))
            .orElseThrow(Held::lost);
    return begun(held, () -> new PartDownload(held, part.length()));
  }

  /** Reads the whole object; the version that was found right. */
  private String verify(LocatedCopy copy) {
    Held held = hold(copy, Part.WHOLE).orElseThrow(Held::lost);
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

  /** The copy's object, or the wanted part of it; empty when there is none of that version. */
  Optional<Held> hold(Artifact copy, Part part) {
    return hold(copy, backends.find(copy.backendId()).orElseThrow(), part);
  }

  private Optional<Held> hold(LocatedCopy copy, Part part) {
    return hold(copy.artifact(), copy.backend(), part);
  }

  private Optional<Held> hold(Artifact copy, CasBackend backend, Part part) {
    StoreLease lease = stores.lease(backend);
    Optional<Blob> blob = Optional.empty();
    try {
      blob = lease.store().get(copy.key(), part, Transfers.deadline(part.lengthIn(copy.size())));
      return blob.map(open -> new Held(copy, lease, open));
    } finally {
      if (blob.isEmpty()) {
        lease.close();
      }
    }
  }

  /** Parts can be read of it from now on; when that cannot be recorded they are hashed again. */
  private void verified(LocatedCopy copy, String version) {
    if (copy.knownAsRight(version)) {
      return;
    }
    try {
      records.verified(copy.artifact(), version);
    } catch (JdbiException e) {
      LOG.log(DEBUG, "a verification could not be recorded", e);
    }
  }
}
