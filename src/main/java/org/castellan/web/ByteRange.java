package org.castellan.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One range of an artifact's bytes (RFC 9110, 14.1.2).
 *
 * @param first from 0
 * @param length at least 1
 */
record ByteRange(long first, long length) {
  private static final String CONTENT_RANGE = "Content-Range";
  // More digits than any size has are as good as the most that are read.
  private static final Pattern ONE =
      Pattern.compile("(?i:bytes)=[ \\t]*(\\d{0,18})\\d*-(\\d{0,18})\\d*[ \\t]*");

  /**
   * What a request wants of an artifact; empty for all of it, as for several ranges and for what is
   * none.
   *
   * @throws ProblemException when the artifact ends before the range begins
   */
  static Optional<ByteRange> of(@Nullable String header, long size) {
    if (header == null) {
      return Optional.empty();
    }
    Matcher one = ONE.matcher(header);
    if (!one.matches()) {
      return Optional.empty();
    }
    Optional<Long> from = number(one.group(1));
    Optional<Long> to = number(one.group(2));
    return from.isPresent() ? between(from.get(), to, size) : to.map(last -> lastOnes(last, size));
  }

  /** The value of {@code Content-Range}. */
  String contentRange(long size) {
    return "bytes " + first + "-" + (first + length - 1) + "/" + size;
  }

  private static Optional<ByteRange> between(long from, Optional<Long> to, long size) {
    if (to.isPresent() && to.get() < from) {
      return Optional.empty();
    }
    if (from >= size) {
      throw unsatisfiable(size);
    }
    long last = Math.min(to.orElse(size - 1), size - 1);
    return Optional.of(new ByteRange(from, last - from + 1));
  }

  private static ByteRange lastOnes(long count, long size) {
    long length = Math.min(count, size);
    if (length == 0) {
      throw unsatisfiable(size);
    }
    return new ByteRange(size - length, length);
  }

  private static Optional<Long> number(String digits) {
    return digits.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(digits));
  }

  private static ProblemException unsatisfiable(long size) {
    return new ProblemException(
        Problem.of(Reason.RANGE_NOT_SATISFIABLE, "The artifact has " + size + " bytes.")
            .withHeader(CONTENT_RANGE, "bytes */" + size));
  }
}
