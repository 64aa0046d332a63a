package org.castellan.testkit;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where the tests take their PostgreSQL from: a container where Docker answers and has the image,
 * else the embedded one.
 *
 * @param from {@code auto}, or {@code container} or {@code embedded} to have no other
 * @param image of the container, or nothing
 * @param docker whether it listens
 */
record PostgresChoice(String from, Optional<String> image, Supplier<Boolean> docker) {

  /** As the build and the environment say. */
  static PostgresChoice ofThisRun() {
    return new PostgresChoice(
        System.getProperty("postgres.from", "auto"),
        Optional.ofNullable(System.getProperty("postgres.image")),
        () -> LocalDocker.listens(Optional.ofNullable(System.getenv("DOCKER_HOST"))));
  }

  /**
   * Starts it.
   *
   * @throws IllegalStateException when a container is asked for and there is no Docker
   */
  PostgresServer start(Function<String, PostgresServer> container, Supplier<PostgresServer> other) {
    return switch (from) {
      case "embedded" -> other.get();
      case "container" -> inContainer(container);
      case "auto" -> inContainerIfItCan(container, other);
      default -> throw new IllegalStateException("postgres.from: auto, container or embedded");
    };
  }

  private PostgresServer inContainer(Function<String, PostgresServer> container) {
    if (!docker.get()) {
      throw new IllegalStateException(
          "postgres.from=container, but no Docker listens on this machine");
    }
    return container.apply(image.orElseThrow());
  }

  private PostgresServer inContainerIfItCan(
      Function<String, PostgresServer> container, Supplier<PostgresServer> other) {
    if (image.isPresent() && docker.get()) {
      try {
        return container.apply(image.get());
      } catch (RuntimeException e) {
        System.out.println("Docker listens, but gives no " + image.get() + ": " + e.getMessage());
      }
    }
    return other.get();
  }
}
