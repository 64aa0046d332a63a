package org.castellan.runtime.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.castellan.testkit.Canary;
import org.castellan.testkit.LogTap;
import org.junit.jupiter.api.Test;

/** A leak is found in whatever it came out of, and told by the secret's name. */
class OutputsTest {

  private static final String SECRET = "sings-in-an-output";
  private static final List<Canary> CANARIES =
      List.of(new Canary("mine", SECRET), new Canary("other", "is-never-heard"));

  private final Outputs outputs = new Outputs();

  @Test
  void leakIsFoundAmongManyOutputs() {
    outputs.add("answer: GET /a", "nothing");
    outputs.add("answer: GET /b", "nothing");
    outputs.add("answer: GET /b", "Authorization: " + SECRET);
    assertThat(outputs.leaks(CANARIES))
        .containsExactly("answer: GET /b: mine in Authorization: " + SECRET);
    assertThat(outputs.names("answer: ")).hasSize(2);
  }

  @Test
  void leakIntoALogIsFoundHoweverFine() {
    try (LogTap log = LogTap.everything()) {
      System.getLogger("com.example.leaky").log(System.Logger.Level.TRACE, "sent {0}", SECRET);
      System.getLogger("com.example.leaky")
          .log(System.Logger.Level.DEBUG, "failed", new IllegalStateException(SECRET + " again"));
      log.lines().forEach(line -> outputs.add("log", line));
    }
    assertThat(outputs.leaks(CANARIES)).hasSize(2);
  }
}
