package org.castellan.web.stream;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.castellan.audit.EventExtent;

/**
 * Where a stream begins.
 *
 * @param position the number after which
 * @param greeting the data of a {@code reset}: what happened before is not in the stream; empty
 *     when nothing is missing
 */
record Opening(long position, Optional<String> greeting) {

  static Opening of(
      EventExtent extent, Optional<String> lastId, Function<String, OptionalLong> number) {
    if (lastId.isEmpty()) {
      return reset(extent, "STARTED");
    }
    OptionalLong last = number.apply(lastId.get());
    if (last.isEmpty() || last.getAsLong() > extent.newest()) {
      return reset(extent, "UNKNOWN_ID");
    }
    return extent.reachesBackTo(last.getAsLong())
        ? new Opening(last.getAsLong(), Optional.empty())
        : reset(extent, "TOO_OLD");
  }

  private static Opening reset(EventExtent extent, String reason) {
    return new Opening(extent.newest(), Optional.of("{\"reason\":\"" + reason + "\"}"));
  }
}
