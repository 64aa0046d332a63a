package org.castellan.cluster;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A validation as the provider saw it begin: the write of a probe's object.
 *
 * @param backend named like its bucket
 * @param node who called
 */
record Call(String backend, String node, Instant at) {

  private static final Pattern PROBE = Pattern.compile("/([^/?]+)/castellan-probe/[^/]+");

  static Optional<Call> of(String path, String node, Instant at) {
    Matcher probe = PROBE.matcher(path);
    return probe.matches() ? Optional.of(new Call(probe.group(1), node, at)) : Optional.empty();
  }
}
