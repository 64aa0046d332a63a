package org.castellan.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.Providers;
import org.castellan.storage.StorageException;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenStoresTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final Duration IDLE = Duration.ofMinutes(5);
  private static final int MOST = 3;
  private static final int THREADS = 8;

  private final CountingProvider provider = new CountingProvider();
  private final AtomicLong nanos = new AtomicLong();
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(THREADS);
  private TestRegistry kit;
  private OpenStores stores;

  @BeforeEach
  void setUp() {
    kit = new TestRegistry(db.jdbi());
    stores = stores(new Idling(IDLE, MOST));
  }

  @AfterEach
  void tearDown() {
    stores.close();
    executor.shutdownNow();
  }

  private OpenStores stores(Idling idling) {
    return new OpenStores(
        new Providers(List.of(provider)), kit.backends, idling, executor, nanos::get);
  }

  @Test
  void whoUsesABackendAtOnceOrSoonAfterSharesOneStore() {
    CasBackend backend = backend();
    try (StoreLease probe = stores.lease(backend);
        StoreLease transfer = stores.lease(backend)) {
      assertThat(probe.store()).isSameAs(transfer.store());
    }
    stores.lease(backend).close();
    assertThat(provider.opened()).hasSize(1);
    assertThat(provider.open()).isEqualTo(1);
  }

  @Test
  void credentialsAreDecryptedOnlyToOpen() {
    CasBackend backend = backend();
    stores.lease(backend).close();
    spoilCredentials();
    stores.lease(backend).close();
    assertFails(backend(), ErrorClass.CREDENTIALS_UNREADABLE, this::spoilCredentials);
  }

  @Test
  void anIdleStoreIsClosedAfterAWhile() {
    CasBackend backend = backend();
    stores.lease(backend).close();
    pass(IDLE.minusSeconds(10));
    stores.lease(backend).close();
    pass(IDLE.minusSeconds(10));
    assertThat(stores.count()).isEqualTo(1);
    pass(Duration.ofSeconds(20));
    assertOpen(0);
  }

  @Test
  void anIdleStoreIsClosedThoughNobodyAsksForAnother() {
    var real =
        new OpenStores(
            new Providers(List.of(provider)),
            kit.backends,
            new Idling(Duration.ofMillis(10), MOST),
            managed());
    real.lease(backend()).close();
    await().until(() -> provider.open() == 0);
  }

  /** As Jakarta Concurrency wants it: its life cycle is the server's, and not to be asked for. */
  private ScheduledExecutorService managed() {
    return (ScheduledExecutorService)
        Proxy.newProxyInstance(
            OpenStoresTest.class.getClassLoader(),
            new Class<?>[] {ScheduledExecutorService.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("isShutdown")) {
                throw new IllegalStateException("Lifecycle operation not supported");
              }
              return method.invoke(executor, arguments);
            });
  }

  @Test
  void aStoreInUseStaysHoweverLongThatTakes() {
    CasBackend backend = backend();
    try (StoreLease transfer = stores.lease(backend)) {
      pass(IDLE.multipliedBy(100));
      assertThat(stores.count()).isEqualTo(1);
      try (StoreLease another = stores.lease(backend)) {
        assertThat(another.store()).isSameAs(transfer.store());
      }
    }
    pass(IDLE.plusSeconds(5));
    assertOpen(0);
  }

  @Test
  void onlySoManyIdleButAsManyAsNeededAreInUse() {
    List<StoreLease> leases = new ArrayList<>();
    for (int i = 0; i < 2 * MOST; i++) {
      leases.add(stores.lease(backend()));
    }
    assertThat(stores.count()).isEqualTo(2 * MOST);
    leases.forEach(StoreLease::close);
    assertOpen(MOST);
  }

  @Test
  void theIdleStoreOfFormerCredentialsGoesWhenTheNewerAreUsed() {
    CasBackend former = backend();
    stores.lease(former).close();
    CasBackend rotated = rotate(former, "second");
    try (StoreLease lease = stores.lease(rotated)) {
      assertThat(lease.store().exists("", Deadline.in(IDLE))).isTrue();
      assertOpen(1);
    }
    assertThat(provider.opened())
        .extracting(ProviderCredentials::fields)
        .containsExactly(TestRegistry.CREDENTIALS.fields(), Map.of("key", "second"));
  }

  @Test
  void theStoreOfFormerCredentialsGoesWithItsLastUser() {
    CasBackend former = backend();
    StoreLease upload = stores.lease(former);
    StoreLease download = stores.lease(former);
    CasBackend rotated = rotate(former, "second");
    stores.lease(rotated).close();
    upload.close();
    upload.close();
    assertThat(stores.count()).isEqualTo(2);
    assertThat(download.store().exists("", Deadline.in(IDLE))).isTrue();
    download.close();
    assertOpen(1);
  }

  @Test
  void whoComesWithTheFormerRowDoesNotEvictTheNewerStore() {
    CasBackend former = backend();
    CasBackend rotated = rotate(former, "second");
    try (StoreLease newer = stores.lease(rotated)) {
      stores.lease(former).close();
      assertOpen(1);
      assertThat(newer.store().exists("", Deadline.in(IDLE))).isTrue();
    }
    assertThat(stores.count()).isEqualTo(1);
  }

  @Test
  void aFailureToOpenIsNotRemembered() {
    CasBackend backend = backend();
    assertFails(backend, ErrorClass.CREDENTIALS_UNREADABLE, this::spoilCredentials);
    assertThat(stores.count()).isZero();
    CasBackend mended = rotate(backend, "second");
    stores.lease(mended).close();
    assertThat(provider.open()).isEqualTo(1);
  }

  @Test
  void anErrorWhileOpeningReachesAllWhoWaitAndIsNotRemembered() {
    CasBackend backend = backend();
    provider.onOpening =
        () -> {
          throw new NoClassDefFoundError("a broken installation");
        };
    assertThatThrownBy(() -> stores.lease(backend)).isInstanceOf(NoClassDefFoundError.class);
    provider.onOpening = () -> {};
    stores.lease(backend).close();
    assertThat(provider.open()).isEqualTo(1);
  }

  @Test
  void aBackendOfAnUnknownKindIsMisconfigured() {
    CasBackend backend = kit.plainBackend(kit.organization(), "no-such-provider");
    assertFails(backend, ErrorClass.MISCONFIGURED, () -> {});
  }

  @Test
  void whoWantsAnotherBackendDoesNotWaitWhileOneIsOpened() throws Exception {
    CasBackend slow = backend();
    List<CasBackend> others = Stream.generate(this::backend).limit(20).toList();
    var opening = new CountDownLatch(1);
    var proceed = new CountDownLatch(1);
    provider.onOpening = () -> waitIn(opening, proceed);
    List<CompletableFuture<StoreLease>> waiting =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> stores.lease(slow), executor))
            .limit(THREADS)
            .toList();
    opening.await();
    provider.onOpening = () -> {};
    others.forEach(other -> stores.lease(other).close());
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    proceed.countDown();
    for (CompletableFuture<StoreLease> each : waiting) {
      each.get(10, TimeUnit.SECONDS).close();
    }
    assertThat(provider.opened()).hasSize(1 + others.size());
  }

  @Test
  void closingClosesWhatIdlesAndTheRestWhenItIsGivenBack() {
    stores.lease(backend()).close();
    StoreLease inUse = stores.lease(backend());
    stores.close();
    assertThat(provider.open()).isEqualTo(1);
    inUse.close();
    assertThat(provider.open()).isZero();
    stores.lease(backend()).close();
    assertThat(provider.open()).isZero();
  }

  /** Rotations, idle ends and users at the same time. */
  @Test
  void nobodyHoldsAClosedStoreAndNoneIsLost() throws Exception {
    List<CasBackend> backends =
        IntStream.range(0, 2 * MOST)
            .mapToObj(i -> backend())
            .flatMap(backend -> Stream.of(backend, rotate(backend, "second")))
            .toList();
    CompletableFuture<?>[] users =
        IntStream.range(0, THREADS)
            .mapToObj(i -> CompletableFuture.runAsync(() -> useAtRandom(backends), executor))
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(users).get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
    assertThat(stores.count()).isLessThanOrEqualTo(MOST);
    pass(IDLE.plusSeconds(5));
    assertOpen(0);
  }

  private void useAtRandom(List<CasBackend> backends) {
    for (int i = 0; i < 250; i++) {
      int any = ThreadLocalRandom.current().nextInt(backends.size());
      try (StoreLease lease = stores.lease(backends.get(any))) {
        nanos.addAndGet(IDLE.dividedBy(20).toNanos());
        assertThat(lease.store().exists("", Deadline.in(IDLE))).isTrue();
      }
    }
  }

  private static void waitIn(CountDownLatch arrived, CountDownLatch proceed) {
    arrived.countDown();
    try {
      proceed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void assertFails(CasBackend backend, ErrorClass expected, Runnable first) {
    first.run();
    assertThatThrownBy(() -> stores.lease(backend))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.failure().errorClass()).isEqualTo(expected));
  }

  private void spoilCredentials() {
    kit.jdbi.useHandle(handle -> handle.execute("update credential set ciphertext = ''"));
  }

  private void assertOpen(int expected) {
    assertThat(stores.count()).isEqualTo(expected);
    await().untilAsserted(() -> assertThat(provider.open()).isEqualTo(expected));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private CasBackend backend() {
    return kit.insert(
        new NewBackend(
            kit.organization().id(),
            "counted",
            CountingProvider.ID,
            "h/bucket",
            "h",
            "",
            false,
            false,
            CasBackend.DEFAULT_MAX_BYTES));
  }

  private CasBackend rotate(CasBackend backend, String key) {
    var newer = new NewCredentials(new ProviderCredentials(Map.of("key", key)), "h");
    var change =
        new BackendChange(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(newer));
    ChangeResult result = kit.registry.change(backend.id(), OptionalLong.empty(), change, "admin");
    return ((ChangeResult.Changed) result).backend();
  }
}
