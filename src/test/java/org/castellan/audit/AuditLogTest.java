package org.castellan.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.castellan.testkit.AuditTrail;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AuditLogTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final AuditLog log = new AuditLog(db.jdbi(), "node-1");
  private final Optional<UUID> organization = Optional.of(UUID.randomUUID());

  @Test
  void eventsOfOneTransactionAreListedLastFirst() {
    record("a", "b", "c");

    assertThat(subjects(log.list(AuditTrail.of(organization), Optional.empty(), 10)))
        .containsExactly("c", "b", "a");
  }

  @Test
  void entryIsTheEventWithItsNode() {
    var event = new AuditEvent(organization, "token:1", "BACKEND_CREATED", "a", "It was created.");
    db.jdbi().useHandle(handle -> log.record(handle, event));

    AuditEntry entry = log.list(AuditTrail.of(organization), Optional.empty(), 10).items().get(0);

    assertThat(entry.event()).isEqualTo(event);
    assertThat(entry.node()).isEqualTo("node-1");
  }

  @Test
  void eventIsGoneWithTheTransactionItWasRecordedIn() {
    assertThatThrownBy(
            () ->
                db.jdbi()
                    .useTransaction(
                        handle -> {
                          log.record(handle, event("a"));
                          throw new IllegalStateException("the change failed");
                        }))
        .hasMessage("the change failed");

    assertThat(log.list(AuditTrail.of(organization), Optional.empty(), 10).items()).isEmpty();
  }

  @Test
  void pagesNeitherSkipNorRepeatAnEvent() {
    record(IntStream.range(0, 23).mapToObj(Integer::toString).toArray(String[]::new));
    // All within one microsecond, so that only the id tells them apart.
    db.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update audit_event set at = '2026-01-02 03:04:05.678901+00' where organization_id = ?",
                    organization.orElseThrow()));

    List<String> read = new ArrayList<>();
    Page<AuditEntry> page = log.list(AuditTrail.of(organization), Optional.empty(), 5);
    read.addAll(subjects(page));
    while (page.next().isPresent()) {
      page = log.list(AuditTrail.of(organization), page.next(), 5);
      read.addAll(subjects(page));
    }

    assertThat(read).hasSize(23).doesNotHaveDuplicates();
    assertThat(page.items()).hasSize(3);
  }

  @Test
  void pageKeyKeepsTheMicroseconds() {
    record("older", "newer");

    Page<AuditEntry> newest = log.list(AuditTrail.of(organization), Optional.empty(), 1);
    Page<AuditEntry> rest = log.list(AuditTrail.of(organization), newest.next(), 1);

    assertThat(subjects(newest)).containsExactly("newer");
    assertThat(subjects(rest)).containsExactly("older");
    assertThat(rest.next()).isEmpty();
  }

  @Test
  void organizationSeesItsOwnEventsAndTheAdministratorAll() {
    record("mine");
    var other = Optional.of(UUID.randomUUID());
    db.jdbi()
        .useHandle(
            handle -> {
              log.record(handle, new AuditEvent(other, "admin", "X", "theirs", ""));
              log.record(handle, new AuditEvent(Optional.empty(), "admin", "X", "nobody's", ""));
            });

    assertThat(subjects(log.list(AuditTrail.of(organization), Optional.empty(), 10)))
        .containsExactly("mine");
    assertThat(subjects(log.list(AuditTrail.of(Optional.empty()), Optional.empty(), 3)))
        .containsExactly("nobody's", "theirs", "mine");
  }

  private void record(String... subjects) {
    db.jdbi()
        .useTransaction(handle -> List.of(subjects).forEach(it -> log.record(handle, event(it))));
  }

  private AuditEvent event(String subject) {
    return new AuditEvent(organization, "admin", "SOMETHING_HAPPENED", subject, "");
  }

  private static List<String> subjects(Page<AuditEntry> page) {
    return page.items().stream().map(entry -> entry.event().subject()).toList();
  }
}
