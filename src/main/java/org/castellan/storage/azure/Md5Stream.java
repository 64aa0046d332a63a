package org.castellan.storage.azure;

import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.Md5;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;
import org.jspecify.annotations.Nullable;

/** Bytes on their way, to be compared with what the storage says it received. */
final class Md5Stream extends DigestInputStream {

  static final StorageFailure BROKEN_ON_THE_WAY =
      new StorageFailure(
          ErrorClass.CORRUPT,
          "The storage received other bytes than were sent.",
          "Check what lies between Castellan and the storage.",
          true);

  Md5Stream(InputStream stream) {
    super(stream, Md5.start());
  }

  /** What does not say is not asked: Azure says it of every object sent in one request. */
  void requireSame(byte @Nullable [] received) {
    if (received != null && !MessageDigest.isEqual(getMessageDigest().digest(), received)) {
      throw new StorageException(BROKEN_ON_THE_WAY);
    }
  }
}
