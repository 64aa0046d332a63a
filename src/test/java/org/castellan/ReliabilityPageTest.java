package org.castellan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.castellan.testkit.NamedTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReliabilityPageTest {

  @Test
  void eachTestThatThePageNamesIsThere() {
    Path page = Path.of("docs", "reliability.md");
    assertThat(NamedTests.of(page))
        .contains("KilledUploadTest.bodyOfUnknownDigestIsGoneWithItsProcess");
    assertThat(NamedTests.missing(page)).isEmpty();
  }

  @Test
  void aTestThatIsNotThereIsFoundOut(@TempDir Path directory) throws IOException {
    Path page = Files.writeString(directory.resolve("page.md"), "`NoSuchTest`, `BoundsIT.no`");
    assertThat(NamedTests.missing(page)).containsExactly("NoSuchTest", "BoundsIT.no");
  }
}
