package org.castellan.storage;

import java.time.Duration;

/** The outcome of a probe: a failure is a value, not an exception. */
public sealed interface ProbeResult {

  /** From the first byte sent to the last byte compared. */
  Duration latency();

  record Healthy(Duration latency) implements ProbeResult {}

  record Broken(StorageFailure failure, Duration latency) implements ProbeResult {}
}
