package org.castellan.web.problem;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The chain of causes of an exception. */
final class Causes {
  /** A chain may be a circle. */
  private static final int DEPTH = 32;

  private Causes() {}

  static Stream<Throwable> of(Throwable exception) {
    return Stream.<@Nullable Throwable>iterate(
            exception, cause -> cause != null, cause -> cause == null ? null : cause.getCause())
        .limit(DEPTH)
        .flatMap(Stream::ofNullable);
  }

  static <T extends Throwable> Optional<T> find(Throwable exception, Class<T> type) {
    return of(exception).filter(type::isInstance).map(type::cast).findFirst();
  }
}
