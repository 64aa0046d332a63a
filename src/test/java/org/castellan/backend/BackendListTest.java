package org.castellan.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.Page;
import org.castellan.organization.Organization;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BackendListTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final TestRegistry kit = new TestRegistry(db.jdbi());
  private final BackendList list = new BackendList(db.jdbi());
  private Organization organization;
  private Organization other;

  @BeforeEach
  void twoOrganizations() {
    kit.jdbi.useHandle(
        handle -> handle.execute("truncate organization, cas_backend, credential cascade"));
    organization = kit.organization("anvils");
    other = kit.organization("rockets");
  }

  @Test
  void listIsNewestFirstAndOfLiveBackends() {
    kit.plainBackend(organization, "a");
    CasBackend deleted = kit.plainBackend(organization, "b");
    kit.plainBackend(organization, "c");
    kit.plainBackend(other, "theirs");
    kit.registry.delete(deleted.id(), "admin");

    BackendFilter own =
        new BackendFilter(
            Optional.of(organization.id()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    Page<ListedBackend> first = list.list(own, Optional.empty(), 2);
    Page<ListedBackend> second = list.list(own, first.next(), 2);

    assertThat(names(first)).containsExactly("anvils/c", "anvils/a");
    assertThat(names(second)).containsExactly("anvils/default-inline");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void everyConditionNarrowsTheListOfEverybodys() {
    kit.defaultBackend(organization, "main");
    kit.fallbackBackend(other, "spare");
    CasBackend broken = kit.plainBackend(other, "broken");
    kit.jdbi.useHandle(
        handle ->
            handle.execute(
                "update cas_backend set status = 'INVALID', error_class = 'TIMEOUT', error = 'e',"
                    + " remedy = 'r' where id = ?",
                broken.id()));

    assertThat(names(Optional.empty(), "", BackendStatus.INVALID, false))
        .containsExactly("rockets/broken");
    assertThat(names(Optional.of("ROCK"), "", BackendStatus.OK, false))
        .containsExactly("rockets/spare", "rockets/default-inline");
    assertThat(names(Optional.of("%"), "", BackendStatus.OK, false)).as("no pattern").isEmpty();
    assertThat(names(Optional.empty(), "INLINE", BackendStatus.OK, false)).hasSize(2);
    assertThat(names(Optional.empty(), "", BackendStatus.OK, true))
        .containsExactly("rockets/spare", "anvils/main", "rockets/default-inline");
  }

  private List<String> names(
      Optional<String> text, String provider, BackendStatus status, boolean seated) {
    Optional<UUID> everybodys = Optional.empty();
    var filter =
        new BackendFilter(
            everybodys,
            text,
            Optional.of(provider).filter(id -> !id.isEmpty()),
            Optional.of(status),
            seated);
    return names(list.list(filter, Optional.empty(), 50));
  }

  private static List<String> names(Page<ListedBackend> page) {
    return page.items().stream()
        .map(listed -> listed.organization() + "/" + listed.backend().name())
        .toList();
  }
}
