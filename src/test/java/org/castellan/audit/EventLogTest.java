package org.castellan.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventLogTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final int WRITERS = 8;
  private static final int EVENTS_PER_WRITER = 60;

  private final Jdbi jdbi = db.jdbi();
  private final EventLog log = new EventLog(jdbi);
  private long start;

  @BeforeEach
  void begin() {
    jdbi.useHandle(handle -> handle.execute("delete from event"));
    start = log.extent().newest();
  }

  /** The first transaction took its row's id first and commits last. */
  @Test
  void whatIsCommittedLaterIsNeverBelowWhatWasReadBefore() {
    try (Handle slow = jdbi.open();
        Handle fast = jdbi.open()) {
      slow.begin();
      write(slow, "began first");
      fast.begin();
      write(fast, "committed first");
      fast.commit();
      Event first = log.after(start, 10).get(0);
      assertThat(words(List.of(first))).containsExactly("committed first");
      slow.commit();
      assertThat(words(log.after(first.number(), 10))).containsExactly("began first");
      assertThat(words(log.after(start, 10))).containsExactly("committed first", "began first");
    }
  }

  /** Numbers are given by one session at a time, and the next one sees what it gave. */
  @Test
  void nobodyGivesNumbersWhileThoseOfAnotherCannotBeSeen() {
    // Whoever waits for the other session's rows, rather than leaving them to it, fails.
    var log = new EventLog(Jdbi.create(db.url() + "&options=-c%20lock_timeout=5s"));
    write("numbered first");
    try (Handle other = jdbi.open()) {
      other.begin();
      assertThat(EventNumbers.give(other)).isEqualTo(1);
      write("numbered second");
      assertThat(log.after(start, 10)).isEmpty();
      other.commit();
    }
    assertThat(words(log.after(start, 10))).containsExactly("numbered first", "numbered second");
  }

  @Test
  void aTransactionThatStaysOpenHoldsNothingUp() {
    try (Handle open = jdbi.open()) {
      open.begin();
      write(open, "undecided");
      write("decided");
      assertThat(words(log.after(start, 10))).containsExactly("decided");
      open.rollback();
    }
    write("later");
    assertThat(words(log.after(start, 10))).containsExactly("decided", "later");
  }

  @Test
  void everyReaderReadsEveryEventOnceInOneOrderWhileManyWrite() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      var written = new AtomicBoolean();
      List<Future<List<String>>> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        var own = new EventLog(db.jdbi());
        readers.add(threads.submit(() -> readAll(own, written)));
      }
      List<Callable<Void>> writers =
          IntStream.range(0, WRITERS).mapToObj(EventLogTest::writer).toList();
      for (Future<Void> writer : threads.invokeAll(writers)) {
        writer.get();
      }
      written.set(true);
      List<String> order = readers.get(0).get();
      assertThat(order).hasSize(WRITERS * EVENTS_PER_WRITER).doesNotHaveDuplicates();
      assertThat(readers.get(1).get()).isEqualTo(order);
      assertThat(readers.get(2).get()).isEqualTo(order);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Reads on from where it was, in pages of a size that changes. */
  private List<String> readAll(EventLog own, AtomicBoolean written) {
    var random = new Random(written.hashCode());
    List<String> read = new ArrayList<>();
    long position = start;
    boolean last;
    do {
      // Asked before the read: what others number after it is read the next time.
      last = written.get() && !someWithoutNumber();
      List<Event> next = own.after(position, 1 + random.nextInt(20));
      read.addAll(words(next));
      position = next.isEmpty() ? position : next.get(next.size() - 1).number();
      last &= next.isEmpty();
    } while (!last);
    return read;
  }

  private boolean someWithoutNumber() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select exists (select from event where number is null)")
                .mapTo(boolean.class)
                .one());
  }

  private static Callable<Void> writer(int number) {
    return () -> {
      var random = new Random(number);
      try (Handle handle = db.jdbi().open()) {
        for (int i = 0; i < EVENTS_PER_WRITER; i++) {
          handle.begin();
          write(handle, number + "-" + i);
          handle.execute("select pg_sleep(?)", random.nextInt(10) / 1000.0);
          handle.commit();
        }
      }
      return null;
    };
  }

  @Test
  void whatIsForgottenLeavesNoGapBehindWhatIsLeft() {
    write("old");
    write("young");
    write("old again");
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update event set at = now() - interval '3 hours' where detail ->> 'w' like 'old%'"));
    long oldest = log.after(start, 10).get(0).number();
    long young = log.after(start, 10).get(1).number();
    assertThat(log.forget(Duration.ofHours(2), 10)).isEqualTo(1);
    assertThat(words(log.after(start, 10))).containsExactly("young", "old again");
    assertThat(log.extent().reachesBackTo(young)).isTrue();
    assertThat(log.extent().reachesBackTo(oldest)).isFalse();
  }

  @Test
  void whenAllIsForgottenOnlyTheNewestCanBeResumedFrom() {
    write("first");
    write("last");
    List<Event> events = log.after(start, 10);
    assertThat(log.forget(Duration.ZERO, 1)).isEqualTo(1);
    assertThat(log.forget(Duration.ZERO, 10)).isEqualTo(1);
    assertThat(log.extent().oldest()).isEmpty();
    assertThat(log.extent().reachesBackTo(events.get(1).number())).isTrue();
    assertThat(log.extent().reachesBackTo(events.get(0).number())).isFalse();
    assertThat(log.extent().reachesBackTo(events.get(1).number() + 1)).isFalse();
  }

  @Test
  void retentionDeletesInAsManyBatchesAsItTakes() {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                insert into event (at, kind, detail)
                select now() - interval '1 day', 'TICK', '{"w": "old"}'
                  from generate_series(1, 2500)
                """));
    write("young");
    var retention =
        new EventRetention(log, Executors.newScheduledThreadPool(0), Duration.ofHours(1));
    await()
        .until(
            () -> {
              retention.forget();
              return words(log.after(start, 10)).equals(List.of("young"));
            });
  }

  private void write(String word) {
    jdbi.useHandle(handle -> write(handle, word));
  }

  private static void write(Handle handle, String word) {
    handle.execute(
        "insert into event (kind, detail) values ('TICK', jsonb_build_object('w', ?))", word);
  }

  private static List<String> words(List<Event> events) {
    return events.stream()
        .map(event -> event.detail().replaceFirst("^\\{\"w\": \"(.*)\"}$", "$1"))
        .toList();
  }
}
