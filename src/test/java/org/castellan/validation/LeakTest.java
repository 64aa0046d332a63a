package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.castellan.backend.BackendChange;
import org.castellan.backend.Idling;
import org.castellan.backend.InsertResult;
import org.castellan.backend.NewBackend;
import org.castellan.backend.NewCredentials;
import org.castellan.backend.OpenStores;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.Providers;
import org.castellan.storage.s3.S3Provider;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.SmallPool;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten thousand validations leave no thread, no connection and no client behind. */
class LeakTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final int THREADS = 8;
  private static final int IDLE = 20;

  private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(THREADS);
  private final ThreadPoolExecutor serving = (ThreadPoolExecutor) Executors.newFixedThreadPool(32);
  private final SmallPool pool = new SmallPool(db.dataSource(), THREADS);
  private final OutboundPolicy policy = new OutboundPolicy(OutboundPolicy.Mode.ANY, List.of());
  private final S3Provider provider = new S3Provider(policy);
  private final TinyS3 tiny = new TinyS3(serving);
  private Cluster cluster;
  private OpenStores stores;
  private Validator validator;

  @BeforeEach
  void setUp() {
    executor.prestartAllCoreThreads();
    serving.prestartAllCoreThreads();
    cluster = new Cluster(Jdbi.create(pool));
    // Fewer than there are backends: clients are opened and closed all the time.
    stores =
        new OpenStores(
            new Providers(List.of(provider)),
            cluster.backends,
            new Idling(Duration.ofMinutes(5), IDLE),
            executor);
    var self = new ThisReplica("a", () -> false);
    validator =
        new Validator(
            cluster.jdbi,
            stores,
            cluster.audit,
            self,
            ValidationSettings.DEFAULTS,
            ValidationListener.NONE);
  }

  @AfterEach
  void tearDown() throws Exception {
    stores.close();
    provider.close();
    policy.close();
    tiny.close();
    serving.shutdownNow();
    executor.shutdownNow();
    pool.close();
  }

  @Test
  void tenThousandValidationsLeaveNothingOpen() throws Exception {
    S3Server real = S3Server.shared();
    List<UUID> onReal = backends(8, i -> real.bucket("leak-" + i));
    List<UUID> all = new ArrayList<>(onReal);
    all.addAll(backends(48, i -> tiny.location("bucket-" + i)));
    all.addAll(backends(8, i -> tiny.location("forbidden-" + i)));
    all.addAll(backends(8, i -> tiny.location("cut-" + i)));
    all.addAll(backends(8, i -> "http://127.0.0.1:" + S3Server.freePort() + "/nobody"));
    validate(all, 2);
    Usage before = Usage.now();

    validate(onReal, 120);
    for (int round = 0; round < 10; round++) {
      validate(all, 12);
      all.forEach(this::rotate);
    }

    assertThat(validations()).isGreaterThan(10_000);
    assertThat(stores.count()).isLessThanOrEqualTo(IDLE);
    assertThat(tiny.objects()).isZero();
    // The provider keeps some connections for the next calls; this process has both their ends.
    await().untilAsserted(() -> assertThat(Usage.now().files()).isLessThan(before.files() + 64));
    await().untilAsserted(() -> assertThat(Usage.now().threads()).isLessThan(before.threads() + 4));
    stores.close();
    assertThat(stores.count()).isZero();
    provider.close();
    await().untilAsserted(() -> assertThat(Usage.now().files()).isLessThan(before.files()));
    await()
        .untilAsserted(
            () -> assertThat(Usage.now().threads()).isLessThanOrEqualTo(before.threads()));
  }

  /** Every backend that many times, each thread those of its own. */
  private void validate(List<UUID> backends, int times) throws Exception {
    CompletableFuture<?>[] workers =
        IntStream.range(0, THREADS)
            .mapToObj(
                thread ->
                    CompletableFuture.runAsync(() -> validate(backends, times, thread), executor))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(workers).get(5, TimeUnit.MINUTES);
  }

  private void validate(List<UUID> backends, int times, int thread) {
    for (int time = 0; time < times; time++) {
      for (int i = thread; i < backends.size(); i += THREADS) {
        assertThat(validator.validate(backends.get(i), Trigger.MANUAL, new Due.Always()))
            .isInstanceOf(ValidationOutcome.Validated.class);
      }
    }
  }

  private long validations() {
    return cluster.jdbi.withHandle(
        handle -> handle.createQuery("select count(*) from validation").mapTo(long.class).one());
  }

  private List<UUID> backends(int number, IntFunction<String> location) {
    return IntStream.range(0, number).mapToObj(i -> backend(location.apply(i))).toList();
  }

  private UUID backend(String location) {
    var draft =
        new NewBackend(
            cluster.organization(),
            "leaking",
            provider.id(),
            location,
            "127.0.0.1",
            "",
            true,
            false,
            100L << 20);
    InsertResult result =
        cluster.jdbi.inTransaction(
            handle -> cluster.registry.insert(handle, draft, credentials(), "test"));
    return ((InsertResult.Inserted) result).backend().id();
  }

  private void rotate(UUID backend) {
    var change =
        new BackendChange(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new NewCredentials(credentials(), "127.0.0.1")));
    var unused = cluster.registry.change(backend, OptionalLong.empty(), change, "test");
  }

  private static ProviderCredentials credentials() {
    return new ProviderCredentials(Map.copyOf(S3Server.credentials()));
  }

  /** What this process has. */
  private record Usage(int threads, long files) {

    static Usage now() {
      var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      return new Usage(
          ManagementFactory.getThreadMXBean().getThreadCount(),
          system.getOpenFileDescriptorCount());
    }
  }
}
