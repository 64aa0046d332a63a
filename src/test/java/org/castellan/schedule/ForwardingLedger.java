package org.castellan.schedule;

import java.util.List;
import java.util.Optional;

/** For tests that change one method of a ledger. */
class ForwardingLedger implements Ledger {

  private final Ledger ledger;

  ForwardingLedger(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Optional<CheckerSettings> configure(CheckerSettings settings) {
    return ledger.configure(settings);
  }

  @Override
  public List<Outlook> shards(String scope, String node) {
    return ledger.shards(scope, node);
  }

  @Override
  public List<Outlook> orphans(String scope, String node) {
    return ledger.orphans(scope, node);
  }

  @Override
  public Optional<Turn> take(Outlook outlook, String node, int sessionPid) {
    return ledger.take(outlook, node, sessionPid);
  }

  @Override
  public boolean progress(Fence fence, Counts counts) {
    return ledger.progress(fence, counts);
  }

  @Override
  public boolean finish(Fence fence, TickState state, Counts counts, Optional<String> reason) {
    return ledger.finish(fence, state, counts, reason);
  }

  @Override
  public boolean leave(Fence fence, Counts counts, String reason) {
    return ledger.leave(fence, counts, reason);
  }

  @Override
  public boolean decline(Fence fence, Counts counts, String reason) {
    return ledger.decline(fence, counts, reason);
  }

  @Override
  public void attempt(
      Tick tick, String node, AttemptOutcome outcome, Optional<Long> epoch, String detail) {
    ledger.attempt(tick, node, outcome, epoch, detail);
  }
}
