package org.castellan.web.lfs;

import jakarta.json.JsonObject;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.castellan.artifact.Digest;
import org.castellan.artifact.Holdings.Holding;
import org.castellan.validation.GateDecision;
import org.castellan.web.GateRefusals;

/**
 * Tells for each object whether and where it is to be sent, so that what would be refused is not
 * sent at all. The gate is asked once, and only when something is missing. One thread.
 */
final class UploadBatch {
  private static final int TOO_LARGE = 413;
  private static final int UNAVAILABLE = 503;
  private static final int NO_ROOM = 507;

  private final Map<Digest, Holding> held;
  private final Hrefs hrefs;
  private final Supplier<GateDecision> gate;
  private final Set<Digest> counted = new HashSet<>();
  private Optional<GateDecision> decision = Optional.empty();
  private long room;

  /**
   * @param room for all objects of the batch together, those that are held too; empty for any
   */
  UploadBatch(
      Map<Digest, Holding> held, OptionalLong room, Hrefs hrefs, Supplier<GateDecision> gate) {
    this.held = held;
    this.room = room.orElse(Long.MAX_VALUE) - held.values().stream().mapToLong(Holding::size).sum();
    this.hrefs = hrefs;
    this.gate = gate;
  }

  JsonObject answer(Pointer pointer, Digest digest) {
    Optional<Holding> holding = Optional.ofNullable(held.get(digest));
    Optional<JsonObject> wrong = holding.flatMap(it -> ObjectAnswers.ofOtherSize(pointer, it));
    if (wrong.isPresent()) {
      return wrong.get();
    }
    return holding.filter(Holding::readable).isPresent()
        ? ObjectAnswers.present(pointer)
        : missing(pointer, digest);
  }

  private JsonObject missing(Pointer pointer, Digest digest) {
    if (decision.isEmpty()) {
      decision = Optional.of(gate.get());
    }
    if (!(decision.get() instanceof GateDecision.Use use)) {
      String why = GateRefusals.of(decision.get()).detail();
      return ObjectAnswers.error(pointer, UNAVAILABLE, why);
    }
    long most = use.backend().maxBytes();
    if (pointer.size() > most) {
      return ObjectAnswers.error(
          pointer, TOO_LARGE, "The backend takes artifacts of at most " + most + " bytes.");
    }
    return hasRoom(pointer, digest)
        ? ObjectAnswers.actions(pointer, hrefs.upload(digest))
        : ObjectAnswers.error(
            pointer, NO_ROOM, "With it the organization would hold more than its quota.");
  }

  /** What is named twice is sent once, and what is held was counted. */
  private boolean hasRoom(Pointer pointer, Digest digest) {
    if (held.containsKey(digest) || counted.contains(digest)) {
      return true;
    }
    boolean fits = pointer.size() <= room;
    if (fits) {
      counted.add(digest);
      room -= pointer.size();
    }
    return fits;
  }
}
