package org.castellan.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.castellan.audit.Refusals.Who;
import org.castellan.testkit.AuditTrail;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RefusalsTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final Jdbi jdbi = db.jdbi();
  private final AtomicLong nanos = new AtomicLong();
  private final AuditLog log = new AuditLog(jdbi, "node-1");
  private final Refusals refusals = new Refusals(jdbi, log, new QuietMinute(3, nanos::get));

  @BeforeEach
  void begin() {
    jdbi.useHandle(handle -> handle.execute("delete from audit_event"));
  }

  @Test
  void anAttemptSaysWhoTriedWhatAndWhatWasAnswered() {
    var organization = Optional.of(UUID.randomUUID());
    refusals.record(
        Optional.of(new Who("token:1", organization)), false, "PUT /a", "403 FORBIDDEN");
    refusals.record(
        Optional.of(new Who("admin", Optional.empty())), true, "PUT /b", "500 INTERNAL");
    assertThat(events())
        .containsExactly(
            new AuditEvent(
                Optional.empty(),
                "admin",
                "CHANGE_FAILED",
                "PUT /b",
                "Answered with 500 INTERNAL."),
            new AuditEvent(
                organization,
                "token:1",
                "CHANGE_REFUSED",
                "PUT /a",
                "Answered with 403 FORBIDDEN."));
  }

  @Test
  void ofAFloodWithoutTokensSomeAreRecordedAndTheRestIsCounted() {
    for (int i = 0; i < 10; i++) {
      refusals.record(Optional.empty(), false, "PUT /" + i, "401 UNAUTHENTICATED");
    }
    assertThat(events())
        .extracting(AuditEvent::subject)
        .containsExactly("PUT /2", "PUT /1", "PUT /0");
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    refusals.record(Optional.empty(), false, "PUT /x", "401 UNAUTHENTICATED");
    refusals.record(Optional.empty(), false, "PUT /y", "401 UNAUTHENTICATED");
    assertThat(events().subList(0, 2))
        .extracting(AuditEvent::detail)
        .containsExactly(
            "Answered with 401 UNAUTHENTICATED.",
            "Answered with 401 UNAUTHENTICATED. Before it 7 others without a valid token were not"
                + " recorded one by one.");
  }

  @Test
  void whoIsKnownIsRecordedEachTime() {
    for (int i = 0; i < 10; i++) {
      refusals.record(
          Optional.of(new Who("token:1", Optional.empty())), false, "PUT /a", "403 FORBIDDEN");
    }
    assertThat(events()).hasSize(10);
  }

  @Test
  void theCallerIsAnsweredWithoutADatabase() {
    Jdbi gone = Jdbi.create("jdbc:postgresql://127.0.0.1:1/none");
    var unrecorded = new Refusals(gone, log);
    assertThatCode(
            () -> unrecorded.record(Optional.empty(), false, "PUT /a", "401 UNAUTHENTICATED"))
        .doesNotThrowAnyException();
  }

  private List<AuditEvent> events() {
    return log.list(AuditTrail.of(Optional.empty()), Optional.empty(), 100).items().stream()
        .map(AuditEntry::event)
        .toList();
  }
}
