package org.castellan.artifact;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.castellan.backend.CasBackend;
import org.castellan.testkit.BrokenStream;
import org.castellan.testkit.GeneratedBytes;
import org.jdbi.v3.core.Jdbi;

/** A process that uploads to a backend, says so when the sender pauses half-way, and waits. */
public final class HangingUploader {

  static final long SIZE = 30 << 20;
  static final long SENT = 20 << 20;

  private HangingUploader() {}

  /**
   * Takes the database, the keyset, the backend, a directory and {@code known} or {@code unknown}
   * for the digest.
   */
  public static void main(String[] args) {
    var kit = new ArtifactKit(Jdbi.create(args[0]), args[1], Path.of(args[3]));
    CasBackend backend = kit.registry.backends.find(UUID.fromString(args[2])).orElseThrow();
    InputStream body = BrokenStream.after(new GeneratedBytes(SENT, 1), HangingUploader::sayAndHang);
    if (args[4].equals("known")) {
      var digest = new Digest(GeneratedBytes.sha256(SIZE, 1));
      UploadResult unused = kit.uploads.put(ArtifactKit.to(backend), digest, SIZE, body);
    } else {
      UploadResult unused = kit.uploads.post(ArtifactKit.to(backend), body);
    }
  }

  private static void sayAndHang() {
    System.out.println("half-way");
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
