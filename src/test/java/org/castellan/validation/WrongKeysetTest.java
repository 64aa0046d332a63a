package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.castellan.backend.BackendStatus;
import org.castellan.backend.Backends;
import org.castellan.backend.CasBackend;
import org.castellan.backend.Idling;
import org.castellan.backend.OpenStores;
import org.castellan.credential.CredentialVault;
import org.castellan.credential.Keyset;
import org.castellan.storage.Providers;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestKeyset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise 7: a wrong keyset makes backends invalid, loses nothing, and is forgotten when right. */
class WrongKeysetTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private Cluster cluster;
  private CasBackend backend;

  @BeforeEach
  void setUp() {
    cluster = new Cluster(db.jdbi());
    backend = cluster.backend("h/locked");
  }

  @AfterEach
  void tearDown() {
    timer.shutdownNow();
  }

  @Test
  void backendsAreUnreadableWhileItIsWrongAndRecoverByThemselvesWhenItIsRight() {
    String before = credential();
    validateWith(TestKeyset.generate());
    CasBackend locked = cluster.read(backend);
    assertThat(locked.status()).isEqualTo(BackendStatus.INVALID);
    assertThat(locked.failure().orElseThrow().errorClass()).isEqualTo("CREDENTIALS_UNREADABLE");
    assertThat(cluster.provider.calls()).isEmpty();
    assertThat(credential()).as("nothing is overwritten").isEqualTo(before);

    validateWith(cluster.keyset);
    assertThat(cluster.read(backend).status()).isEqualTo(BackendStatus.OK);
    assertThat(cluster.provider.calls()).containsExactly("h/locked");
    assertThat(cluster.statusChanges()).hasSize(2);
    assertThat(credential()).isEqualTo(before);
  }

  private void validateWith(String keyset) {
    var vault = new CredentialVault(db.jdbi(), Keyset.parse(keyset));
    var providers = new Providers(List.of(cluster.provider));
    try (var stores =
        new OpenStores(providers, new Backends(db.jdbi(), vault), Idling.DEFAULTS, timer)) {
      var self = new ThisReplica("a", () -> false);
      new Validator(
              db.jdbi(),
              stores,
              cluster.audit,
              self,
              ValidationSettings.DEFAULTS,
              ValidationListener.NONE)
          .validate(backend.id(), Trigger.MANUAL, new Due.Always());
    }
  }

  /** The row as it is stored. */
  private static String credential() {
    return db.jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select id, ciphertext from credential order by created_at desc")
                    .map(
                        (row, context) ->
                            row.getString("id")
                                + HexFormat.of().formatHex(row.getBytes("ciphertext")))
                    .list()
                    .toString());
  }
}
