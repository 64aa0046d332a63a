package org.castellan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.castellan.backend.BackendStatus;
import org.castellan.backend.ScopedBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Promise 4: in order, within bounds, and nobody delays the others. */
@Timeout(30)
class DispatcherTest {

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void tearDown() {
    executor.shutdownNow();
  }

  @Test
  void oneAfterTheOtherInTheirOrder() {
    List<ScopedBackend> all = backends("a", "b", "c", "a", "b");
    Recording work = new Recording(backend -> Optional.empty());
    new Dispatcher(all, patient(1, 4), executor, work).run();
    assertThat(work.begun).containsExactlyElementsOf(all);
  }

  @Test
  void asManyAsTheParallelismButNoMoreThanTheHostBears() {
    List<ScopedBackend> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      all.addAll(backends("a", "b", "c"));
    }
    CountDownLatch full = new CountDownLatch(5);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    var perHost = new ConcurrentHashMap<String, Integer>();
    AtomicInteger mostPerHost = new AtomicInteger();
    Recording work =
        new Recording(
            backend -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              mostPerHost.accumulateAndGet(
                  perHost.merge(backend.host(), 1, Integer::sum), Math::max);
              full.countDown();
              await(full);
              perHost.merge(backend.host(), -1, Integer::sum);
              now.decrementAndGet();
              return Optional.empty();
            });
    ValidationSettings patient = patient(5, 2);
    new Dispatcher(all, patient, executor, work).run();
    assertThat(work.begun).hasSize(180);
    assertThat(most).hasValue(5);
    assertThat(mostPerHost).hasValueLessThanOrEqualTo(2);
  }

  /**
   * More hanging validations than slots: the others could not be handled if they kept the slots.
   */
  @Test
  void hangingValidationsFreeTheirSlots() throws Exception {
    List<ScopedBackend> all = backends("dead1", "dead2", "dead3", "dead4", "a", "b", "c");
    CountDownLatch others = new CountDownLatch(3);
    Recording work = hangingOnDeadHosts(others);
    var dispatcher = new Dispatcher(all, settings(2, 4, 4), executor, work);
    Future<?> run = executor.submit(dispatcher::run);
    others.await();
    never.countDown();
    run.get();
    assertThat(work.begun).hasSize(7);
  }

  /** One dead provider with many backends: it takes its host's share of the slow lane, no more. */
  @Test
  void aDeadHostHasItsBoundInTheSlowLaneToo() throws Exception {
    List<ScopedBackend> all = backends("dead", "dead", "dead", "dead", "dead", "a", "b");
    CountDownLatch others = new CountDownLatch(2);
    Recording work = hangingOnDeadHosts(others);
    var dispatcher = new Dispatcher(all, settings(1, 2, 4), executor, work);
    Future<?> run = executor.submit(dispatcher::run);
    others.await();
    assertThat(work.begun).filteredOn(it -> it.host().equals("dead")).hasSizeLessThanOrEqualTo(2);
    never.countDown();
    run.get();
    assertThat(work.begun).hasSize(7);
  }

  @Test
  void theSlowLaneIsBounded() throws Exception {
    Lanes lanes = new Lanes(settings(1, 4, 2));
    for (String host : List.of("a", "b")) {
      assertThat(lanes.enter(host)).isEqualTo(Lanes.Lane.MAIN);
      assertThat(lanes.moveToSlow(host)).isTrue();
    }
    assertThat(lanes.admits("a")).as("a suspect needs room in the slow lane").isFalse();
    assertThat(lanes.admits("c")).isTrue();
    lanes.enter("c");
    assertThat(lanes.moveToSlow("c")).as("full: it keeps its slot").isFalse();
    assertThat(lanes.admits("d")).isFalse();
    lanes.leave(Lanes.Lane.SLOW, "b");
    assertThat(lanes.enter("a")).isEqualTo(Lanes.Lane.SLOW);
    lanes.leave(Lanes.Lane.MAIN, "c");
    assertThat(lanes.admits("d")).isTrue();
  }

  @Test
  void whatIsBusyIsLookedAtAgainWhileTheOthersGoOn() {
    List<ScopedBackend> all = backends("busy", "a");
    AtomicInteger looks = new AtomicInteger();
    Recording work =
        new Recording(
            backend ->
                backend.host().equals("busy") && looks.incrementAndGet() < 3
                    ? Optional.of(Duration.ofMillis(1))
                    : Optional.empty());
    new Dispatcher(all, patient(1, 1), executor, work).run();
    assertThat(looks).hasValue(3);
    assertThat(work.begun.get(1).host()).isEqualTo("a");
  }

  @Test
  void anInterruptionStopsItAndIsUsedUp() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    Recording work =
        new Recording(
            backend -> {
              hanging.countDown();
              return await(never);
            });
    var dispatcher = new Dispatcher(backends("a", "a"), settings(1, 1, 1), executor, work);
    var flag = new CompletableFuture<Boolean>();
    Thread thread =
        new Thread(
            () -> {
              dispatcher.run();
              flag.complete(Thread.currentThread().isInterrupted());
            });
    thread.start();
    hanging.await();
    thread.interrupt();
    assertThat(flag.get()).isFalse();
    assertThat(work.mustStop()).isTrue();
    assertThat(work.begun).hasSize(1);
  }

  @Test
  void aFailureOfTheDatabaseEndsItAfterWhatIsUnderWay() {
    Recording work =
        new Recording(
            backend -> {
              throw new IllegalStateException("no database");
            });
    var dispatcher = new Dispatcher(backends("a", "b"), patient(1, 1), executor, work);
    assertThatThrownBy(dispatcher::run).hasMessage("no database");
    assertThat(work.begun).hasSize(1);
  }

  @Test
  void anExecutorThatIsFullForNowIsTriedAgain() {
    var narrow = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
    try {
      Recording work = new Recording(backend -> Optional.empty());
      new Dispatcher(backends("a", "b", "c", "d"), settings(4, 4, 4), narrow, work).run();
      assertThat(work.begun).hasSize(4);
    } finally {
      narrow.shutdownNow();
    }
  }

  private Recording hangingOnDeadHosts(CountDownLatch others) {
    return new Recording(
        backend -> {
          if (backend.host().startsWith("dead")) {
            return await(never);
          }
          others.countDown();
          return Optional.empty();
        });
  }

  private static Optional<Duration> await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private static ValidationSettings settings(int parallelism, int perHost, int slowLane) {
    return settings(parallelism, perHost, slowLane, Duration.ofMillis(5));
  }

  private static ValidationSettings patient(int parallelism, int perHost) {
    return settings(parallelism, perHost, 1, Duration.ofMinutes(1));
  }

  private static ValidationSettings settings(
      int parallelism, int perHost, int slowLane, Duration slowAfter) {
    Duration minute = Duration.ofMinutes(1);
    return new ValidationSettings(
        minute, parallelism, perHost, slowAfter, slowLane, minute, minute, 1, 1);
  }

  private static List<ScopedBackend> backends(String... hosts) {
    return Arrays.stream(hosts).map(DispatcherTest::backend).toList();
  }

  private static ScopedBackend backend(String host) {
    UUID id = UUID.randomUUID();
    return new ScopedBackend(
        id, id, "name", FakeProvider.ID, host, BackendStatus.OK, Optional.empty());
  }

  /** Notes what was begun, in order. */
  private static final class Recording implements Dispatcher.Work {
    final List<ScopedBackend> begun = new CopyOnWriteArrayList<>();
    private final Set<String> stopped = ConcurrentHashMap.newKeySet();
    private final Function<ScopedBackend, Optional<Duration>> work;

    Recording(Function<ScopedBackend, Optional<Duration>> work) {
      this.work = work;
    }

    @Override
    public Optional<Duration> on(ScopedBackend backend) {
      begun.add(backend);
      return work.apply(backend);
    }

    @Override
    public boolean mustStop() {
      return !stopped.isEmpty();
    }

    @Override
    public void stop() {
      stopped.add("stopped");
    }
  }
}
