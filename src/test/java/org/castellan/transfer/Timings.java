package org.castellan.transfer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Rounds of the same done without Castellan and with it, one right after the other. */
final class Timings {

  /** What one round took: seconds of the clock, and of Castellan's processor time. */
  private record Round(double direct, double through, double cpu) {}

  private final ReplicaUse castellan;
  private final List<Round> rounds = new ArrayList<>();

  private int warmUp;

  /**
   * @param warmUp how many rounds are forgotten: what comes next finds everything compiled
   */
  Timings(ReplicaUse castellan, int warmUp) {
    this.castellan = castellan;
    this.warmUp = warmUp;
  }

  void round(Runnable direct, Runnable through) {
    double alone = seconds(direct);
    double before = castellan.cpuSeconds();
    double with = seconds(through);
    if (warmUp > 0) {
      warmUp--;
    } else {
      rounds.add(new Round(alone, with, castellan.cpuSeconds() - before));
    }
  }

  static double seconds(Runnable work) {
    long begun = System.nanoTime();
    work.run();
    return (System.nanoTime() - begun) / 1e9;
  }

  double direct() {
    return median(Round::direct);
  }

  double through() {
    return median(Round::through);
  }

  double cpu() {
    return median(Round::cpu);
  }

  /** How fast it is with Castellan: 1 is as fast as without. Of neighbours in time each. */
  double ratio() {
    return median(round -> round.direct() / round.through());
  }

  private double median(ToDoubleFunction<Round> value) {
    return median(rounds.stream().mapToDouble(value).toArray());
  }

  static double median(double... values) {
    double[] sorted = Arrays.stream(values).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
