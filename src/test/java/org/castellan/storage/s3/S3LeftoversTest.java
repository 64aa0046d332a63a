package org.castellan.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.ThisMachine;
import org.junit.jupiter.api.Test;

class S3LeftoversTest {

  /** More than a page of a list, which has 1000. */
  private static final int OLD = 1001;

  @Test
  void allLeftoversGoHoweverManyAndYoungOnesStay() throws IOException {
    String location = S3Server.shared().bucket("leftovers");
    Path probes =
        Files.createDirectories(
            S3Server.shared().directoryOf("leftovers").resolve("castellan-probe"));
    for (int i = 0; i < OLD; i++) {
      Path old = Files.createFile(probes.resolve("old-" + i));
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }
    Files.createFile(probes.resolve("young"));
    try (var provider = new S3Provider(ThisMachine.allowed());
        BlobStore store =
            provider.open(location, new ProviderCredentials(S3Server.credentials()))) {
      assertThat(store.reap(Duration.ofHours(1), Deadline.in(Duration.ofSeconds(60))))
          .isEqualTo(OLD);
      assertThat(probes.resolve("young")).exists();
    }
  }
}
