package org.castellan.validation;

import java.time.Duration;
import java.util.Set;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Fence;
import org.castellan.schedule.Run;
import org.castellan.schedule.Tick;

/** A run that the test begins and stops. */
public final class TestRun implements Run {

  private final Fence fence;
  private final String node;
  private final boolean peers;
  private final Set<String> declinedBy;
  private final Counts before;
  private volatile boolean mustStop;
  volatile Counts progress = Counts.NONE;

  public TestRun(Fence fence) {
    this(fence, "a", true, Set.of());
  }

  public TestRun(Fence fence, String node, boolean peers, Set<String> declinedBy) {
    this(fence, node, peers, declinedBy, Counts.NONE);
  }

  TestRun(Fence fence, String node, boolean peers, Set<String> declinedBy, Counts before) {
    this.before = before;
    this.fence = fence;
    this.node = node;
    this.peers = peers;
    this.declinedBy = declinedBy;
  }

  public void stop() {
    mustStop = true;
  }

  @Override
  public Tick tick() {
    return fence.tick();
  }

  @Override
  public Fence fence() {
    return fence;
  }

  @Override
  public String node() {
    return node;
  }

  @Override
  public boolean mustStop() {
    return mustStop;
  }

  @Override
  public Duration remaining() {
    return Duration.ofMinutes(25);
  }

  @Override
  public Set<String> declinedBy() {
    return declinedBy;
  }

  @Override
  public boolean hasPeers() {
    return peers;
  }

  @Override
  public Counts before() {
    return before;
  }

  @Override
  public void progress(Counts counts) {
    progress = counts;
  }
}
