package org.castellan.artifact;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.castellan.backend.BackendStatus;
import org.castellan.backend.Backends;
import org.castellan.backend.CasBackend;
import org.castellan.schedule.Fence;
import org.jdbi.v3.core.Jdbi;

/**
 * Stores damaged copies again from sound ones of other backends. The sound one is read whole first:
 * only then does the damaged object go. The new one is read back. Thread-safe.
 */
final class Repair {

  private final Jdbi jdbi;
  private final Backends backends;
  private final Copying copying;
  private final Inspector inspector;
  private final PatrolQueue queue;
  private final PatrolRecord written;

  Repair(
      Jdbi jdbi,
      Backends backends,
      Copying copying,
      Inspector inspector,
      PatrolQueue queue,
      PatrolRecord written) {
    this.jdbi = jdbi;
    this.backends = backends;
    this.copying = copying;
    this.inspector = inspector;
    this.queue = queue;
    this.written = written;
  }

  /** Empty when there is nothing to repair it from, or nowhere to. */
  Optional<Boolean> repair(Copy damaged, Fence fence, BooleanSupplier mustStop) {
    return target(damaged)
        .flatMap(target -> source(damaged, mustStop).map(source -> new Plan(source, target)))
        .map(
            plan ->
                !mustStop.getAsBoolean()
                    && copying.copy(plan.source(), plan.target(), PatrolRecord.ACTOR)
                    && isRight(damaged, fence, mustStop));
  }

  private record Plan(Artifact source, CasBackend target) {}

  /** A backend that was deleted gets nothing new. */
  private Optional<CasBackend> target(Copy damaged) {
    return backends
        .find(damaged.backendId())
        .filter(it -> it.status() == BackendStatus.OK && it.deletedAt().isEmpty());
  }

  private Optional<Artifact> source(Copy damaged, BooleanSupplier mustStop) {
    return Copies.find(jdbi, damaged.organizationId(), damaged.digest()).stream()
        .map(LocatedCopy::artifact)
        .filter(it -> !it.backendId().equals(damaged.backendId()))
        .filter(it -> it.damage().isEmpty())
        .filter(it -> inspector.inspect(it, mustStop) instanceof Finding.Sound)
        .findFirst();
  }

  private boolean isRight(Copy repaired, Fence fence, BooleanSupplier mustStop) {
    Optional<DueCopy> now = queue.find(repaired);
    if (now.isEmpty()) {
      return false;
    }
    Finding finding = inspector.inspect(now.get().copy(), mustStop);
    if (finding instanceof Finding.Damaged again) {
      boolean unused = written.damaged(fence, now.get(), again.damage());
    }
    return finding instanceof Finding.Sound sound
        && written.sound(fence, now.get(), sound.version());
  }
}
