package org.castellan.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Runs after the kits' tests. What of them did not run is not judged. */
class ProvidersPageIT {

  @Test
  void thePageSaysWhatTheKitsSaw() throws IOException {
    KitMatrix seen = KitMatrix.seen(KitTable.DIRECTORY);
    System.out.println(KitMarkdown.write(seen));
    ProvidersPage kept = ProvidersPage.kept();
    assertThat(kept.text())
        .as("docs/providers.md; `mvn -Pproviders` writes its tables anew")
        .isEqualTo(kept.with(seen).text());
  }
}
