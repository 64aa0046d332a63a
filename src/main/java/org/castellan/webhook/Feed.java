package org.castellan.webhook;

import java.util.List;
import java.util.stream.Stream;
import org.castellan.audit.AuditChain;
import org.castellan.audit.EventLog;

/**
 * What there is to tell: the event stream, and audit events once they are sealed. Of either,
 * nothing ever appears before what was read. Thread-safe.
 */
final class Feed {

  private static final int AT_ONCE = 50;

  private final EventLog events;
  private final AuditChain audit;

  Feed(EventLog events, AuditChain audit) {
    this.events = events;
    this.audit = audit;
  }

  /** Behind everything there is. */
  Position end() {
    return new Position(events.extent().newest(), audit.newest());
  }

  /** What comes next, and where the endpoint is when it took it; empty when there is nothing. */
  List<Next> after(Position position) {
    List<Next> stream =
        events.after(position.event(), AT_ONCE).stream()
            .map(it -> new Next(CloudEvent.of(it), position.afterEvent(it.number())))
            .toList();
    Position then = stream.isEmpty() ? position : stream.get(stream.size() - 1).position();
    Stream<Next> sealed =
        audit.after(position.audit(), AT_ONCE).stream()
            .map(it -> new Next(CloudEvent.of(it), then.afterAudit(it.number())));
    return Stream.concat(stream.stream(), sealed).toList();
  }

  /**
   * An event to tell.
   *
   * @param position behind it
   */
  record Next(CloudEvent event, Position position) {}
}
