package org.castellan.validation;

import java.time.Duration;
import java.util.Optional;
import org.castellan.storage.ErrorClass;

/** Is told what this replica validates and decides, for counting. Must not block or throw. */
public interface ValidationListener {

  /** Hears nothing. */
  ValidationListener NONE = new ValidationListener() {};

  /**
   * The provider is about to be called on the current thread, which closes what this returns once
   * {@link #validated} was told.
   */
  default Watch validating(Subject subject) {
    return Watch.NONE;
  }

  /**
   * The provider was called, whatever became of the finding.
   *
   * @param failure what was found to be broken; empty when it works
   * @param latency of the probe, the last one when it was retried
   */
  default void validated(Trigger trigger, Optional<ErrorClass> failure, Duration latency) {}

  /** A request joined a validation that was under way in this process. */
  default void joined() {}

  /**
   * The gate answered.
   *
   * @param took for which the request stood there, whether or not it had to wait
   */
  default void decided(GateDecision decision, Duration took) {}

  /** A request waited at the gate for a validation. */
  default void waited(Duration time) {}

  /** A request that would have waited found no place, and was decided on what is known. */
  default void turnedAway() {}

  /** What a listener holds open as long as a validation goes on. */
  @FunctionalInterface
  interface Watch extends AutoCloseable {

    Watch NONE = () -> {};

    @Override
    void close();
  }
}
