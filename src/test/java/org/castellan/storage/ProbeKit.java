package org.castellan.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.castellan.storage.ProbeFixture.Attempt;
import org.castellan.testkit.FalseServer;
import org.junit.jupiter.api.BeforeEach;

/** Probes that fail, each with its exact class and remedy, which is noted in the table. */
abstract class ProbeKit extends NetworkKit {

  private static final Duration TIME = Duration.ofSeconds(20);

  ProbeFixture cases;

  /** Made for each test anew. */
  protected abstract ProbeFixture cases();

  @BeforeEach
  void makeCases() {
    cases = cases();
  }

  final void assertRefused(Attempt attempt, ProbeCase expected) {
    try (attempt) {
      table.note(attempt.note());
      assertBroken(attempt, expected);
    }
  }

  final void assertAnswered(FalseServer server, ProbeCase expected) {
    assertBroken(at(server.endpoint()), expected);
  }

  private void assertBroken(Attempt attempt, ProbeCase expected) {
    assertBroken(attempt, TIME, expected.errorClass, cases.remedy(expected), expected.retryable);
  }

  final void assertBroken(URI endpoint, StorageFailure expected) {
    assertBroken(endpoint, TIME, expected);
  }

  final void assertBroken(URI endpoint, Duration within, StorageFailure expected) {
    assertBroken(
        at(endpoint), within, expected.errorClass(), expected.remedy(), expected.retryable());
  }

  private void assertBroken(
      Attempt attempt, Duration within, ErrorClass errorClass, String remedy, boolean retryable) {
    StorageFailure failure = failure(provider, attempt, within);
    table.outcome(failure.errorClass());
    assertThat(failure.errorClass()).as(failure.error()).isEqualTo(errorClass);
    assertThat(failure.remedy()).isEqualTo(remedy);
    assertThat(failure.retryable()).isEqualTo(retryable);
  }

  /** Promises 3 and 7: a failed probe has ended in time and says nothing of the credentials. */
  static StorageFailure failure(Provider provider, Attempt attempt, Duration within) {
    try (BlobStore store = provider.open(attempt.location(), attempt.credentials())) {
      ProbeResult result = store.probe("token", in(within));
      assertThat(result).isInstanceOf(ProbeResult.Broken.class);
      assertThat(result.latency()).isLessThan(within.plusSeconds(1));
      StorageFailure failure = ((ProbeResult.Broken) result).failure();
      attempt
          .credentials()
          .fields()
          .values()
          .forEach(secret -> assertThat(failure.toString()).doesNotContain(secret));
      return failure;
    }
  }

  final Attempt at(URI endpoint) {
    return new Attempt(fixture.location(endpoint), fixture.credentials());
  }

  /** The sentence itself is free. */
  static StorageFailure expected(ErrorClass errorClass, String remedy, boolean retryable) {
    return new StorageFailure(errorClass, "", remedy, retryable);
  }
}
