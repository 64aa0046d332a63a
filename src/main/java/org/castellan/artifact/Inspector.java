package org.castellan.artifact;

import static java.lang.System.Logger.Level.WARNING;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.Part;
import org.castellan.storage.StorageException;
import org.jdbi.v3.core.JdbiException;

/**
 * Reads copies back and compares them with their digests, whatever the record says of them. A
 * mismatch counts only when a second look finds the very same. Memory does not grow with the
 * artifact. Thread-safe.
 */
final class Inspector {

  /** What one look saw. */
  private sealed interface Sight {
    record Right(String version) implements Sight {}

    /** Other bytes: their digest, or how the backend says so. */
    record Wrong(String fingerprint) implements Sight {}

    record Nothing() implements Sight {}

    record Cut() implements Sight {}
  }

  private static final System.Logger LOG = System.getLogger(Inspector.class.getName());

  private final OpenCopies copies;
  private final PatrolListener listener;

  Inspector(OpenCopies copies, PatrolListener listener) {
    this.copies = copies;
    this.listener = listener;
  }

  /** Never throws for what the provider does. Each look has the deadline of a transfer. */
  Finding inspect(Artifact copy, BooleanSupplier mustStop) {
    var reading = new Reading(copy, mustStop);
    Finding finding = reading.find();
    if (!(finding instanceof Finding.Stopped)) {
      listener.looked(finding.look(), reading.bytes);
    }
    return finding;
  }

  private final class Reading {
    private final Artifact copy;
    private final BooleanSupplier mustStop;
    private final MessageDigest sha256 = Digest.sha256();
    private final byte[] piece = new byte[Download.PIECE];
    private long bytes;

    Reading(Artifact copy, BooleanSupplier mustStop) {
      this.copy = copy;
      this.mustStop = mustStop;
    }

    Finding find() {
      try {
        Sight first = look();
        boolean settled = first instanceof Sight.Right || first instanceof Sight.Cut;
        return settled ? finding(first) : confirmed(first, look());
      } catch (StorageException e) {
        return mustStop.getAsBoolean()
            ? new Finding.Stopped()
            : new Finding.Unread(e.failure().errorClass());
      } catch (JdbiException e) {
        // That the database does not answer says nothing of a copy.
        throw e;
      } catch (RuntimeException e) {
        // Its text may be the provider's, so only its kind is told.
        LOG.log(WARNING, () -> "a copy could not be read: " + e.getClass().getName());
        return new Finding.Unread(ErrorClass.PROVIDER_ERROR);
      }
    }

    private static Finding confirmed(Sight first, Sight second) {
      return second instanceof Sight.Cut || second.equals(first)
          ? finding(second)
          : new Finding.Unread(ErrorClass.CORRUPT);
    }

    private static Finding finding(Sight sight) {
      if (sight instanceof Sight.Right right) {
        return new Finding.Sound(right.version());
      }
      if (sight instanceof Sight.Cut) {
        return new Finding.Stopped();
      }
      return new Finding.Damaged(sight instanceof Sight.Nothing ? Damage.MISSING : Damage.CORRUPT);
    }

    private Sight look() {
      try {
        Optional<Held> opened = copies.open(copy, Part.WHOLE);
        if (opened.isEmpty()) {
          return new Sight.Nothing();
        }
        try (Held held = opened.get()) {
          return read(held);
        }
      } catch (StorageException e) {
        if (e.failure().errorClass() == ErrorClass.CORRUPT) {
          return new Sight.Wrong(e.failure().error());
        }
        throw e;
      }
    }

    /** Of an object that is too long, no more than shows that. */
    private Sight read(Held held) {
      sha256.reset();
      long count = 0;
      int read;
      while (count <= copy.size() && (read = held.read(piece, piece.length)) > 0) {
        if (mustStop.getAsBoolean()) {
          return new Sight.Cut();
        }
        sha256.update(piece, 0, read);
        count += read;
        bytes += read;
      }
      Digest digest = Digest.of(sha256);
      return count == copy.size() && digest.equals(copy.digest())
          ? new Sight.Right(held.version())
          : new Sight.Wrong(digest.hex());
    }
  }
}
