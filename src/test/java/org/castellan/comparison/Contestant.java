package org.castellan.comparison;

import java.time.Duration;

/**
 * A scheduler in the way that it hands a long job over.
 *
 * @see HandoverBench
 */
enum Contestant {
  CASTELLAN("Castellan"),
  SHEDLOCK_EXTENDED("ShedLock, the job extends its lock"),
  SHEDLOCK("ShedLock"),
  DB_SCHEDULER("db-scheduler"),
  QUARTZ("Quartz");

  private final String label;

  Contestant(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  String settings(Times times) {
    return switch (this) {
      case CASTELLAN -> CastellanReplica.settings(times);
      case SHEDLOCK_EXTENDED -> shedLock(times) + ", LockExtender at each step";
      case SHEDLOCK -> shedLock(times);
      case DB_SCHEDULER -> DbSchedulerReplica.settings(times);
      case QUARTZ -> QuartzReplica.settings(times);
    };
  }

  /** The times at which it is set up: ShedLock looks when its timer fires, and never else. */
  Times ofItself(Times times) {
    return switch (this) {
      case SHEDLOCK, SHEDLOCK_EXTENDED -> times.every(times.poll());
      case CASTELLAN, DB_SCHEDULER, QUARTZ -> times;
    };
  }

  Replica replica(Setup setup) {
    return switch (this) {
      case CASTELLAN -> new CastellanReplica(setup);
      case SHEDLOCK_EXTENDED -> shedLock(setup, /* extended= */ true);
      case SHEDLOCK -> shedLock(setup, /* extended= */ false);
      case DB_SCHEDULER -> new DbSchedulerReplica(setup);
      case QUARTZ -> new QuartzReplica(setup);
    };
  }

  private static Replica shedLock(Setup setup, boolean extended) {
    return new ShedLockReplica(setup, Duration.ZERO, extended);
  }

  private static String shedLock(Times times) {
    return ShedLockReplica.settings(times, Duration.ZERO);
  }
}
