package org.castellan.validation;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * What the validations of one validator are about, in numbers of this replica since its start.
 * Thread-safe; never blocks.
 */
public final class Activity {

  private static final String OK = "OK";

  private final AtomicInteger running = new AtomicInteger();
  private final ConcurrentMap<String, LongAdder> ended = new ConcurrentHashMap<>();
  private final ConcurrentMap<Object, Books> sweeps = new ConcurrentHashMap<>();

  /**
   * How a sweep stands.
   *
   * @param queued backends that it has not begun
   * @param slow validations in its slow lane
   */
  private record Books(int queued, int slow) {}

  /** Counts a probe while it runs and, unless it throws, how it ends. */
  Finding counted(Supplier<Finding> probe) {
    running.incrementAndGet();
    try {
      Finding finding = probe.get();
      String outcome = finding.failure().map(failure -> failure.errorClass().name()).orElse(OK);
      ended.computeIfAbsent(outcome, name -> new LongAdder()).increment();
      return finding;
    } finally {
      running.decrementAndGet();
    }
  }

  /** A sweep says how it stands; at its end both are zero. */
  void swept(Object sweep, int queued, int slow) {
    if (queued == 0 && slow == 0) {
      sweeps.remove(sweep);
    } else {
      sweeps.put(sweep, new Books(queued, slow));
    }
  }

  /** Probes under way, those in the slow lane included. */
  public int running() {
    return running.get();
  }

  /** Backends that sweeps have not begun; as the sweeps said last, which is a tenth of a second. */
  public int queued() {
    return sweeps.values().stream().mapToInt(Books::queued).sum();
  }

  /** Validations in the slow lanes; as the sweeps said last. */
  public int slow() {
    return sweeps.values().stream().mapToInt(Books::slow).sum();
  }

  /** How many probes have ended {@code OK}, and how many with each class of error; sorted. */
  public Map<String, Long> ended() {
    return ended.entrySet().stream()
        .collect(
            toMap(Map.Entry::getKey, entry -> entry.getValue().sum(), Long::sum, TreeMap::new));
  }
}
