package org.castellan.runtime.settings;

import java.nio.file.Path;

/**
 * Where uploads of unknown digest or length wait for their end.
 *
 * @param maxBytes of all that wait on this replica
 */
public record SpoolSettings(Path directory, long maxBytes) {

  /** One upload of the built-in backend finds room. */
  private static final long LEAST = 512_000;

  static SpoolSettings read(Reading reading) {
    String directory =
        reading
            .optional(Variable.SPOOL_DIRECTORY)
            .orElseGet(() -> System.getProperty("java.io.tmpdir"));
    return new SpoolSettings(
        Path.of(directory), reading.whole(Variable.SPOOL_MAX_BYTES, LEAST, Long.MAX_VALUE));
  }
}
