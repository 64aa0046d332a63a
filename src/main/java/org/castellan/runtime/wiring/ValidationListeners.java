package org.castellan.runtime.wiring;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.castellan.storage.ErrorClass;
import org.castellan.validation.GateDecision;
import org.castellan.validation.Subject;
import org.castellan.validation.Trigger;
import org.castellan.validation.ValidationListener;

/** Tells several listeners, one after the other; what they watch ends in the opposite order. */
record ValidationListeners(List<ValidationListener> all) implements ValidationListener {

  ValidationListeners {
    all = List.copyOf(all);
  }

  @Override
  public Watch validating(Subject subject) {
    Deque<Watch> watches = new ArrayDeque<>();
    all.forEach(each -> watches.push(each.validating(subject)));
    return () -> watches.forEach(Watch::close);
  }

  @Override
  public void validated(Trigger trigger, Optional<ErrorClass> failure, Duration latency) {
    all.forEach(each -> each.validated(trigger, failure, latency));
  }

  @Override
  public void joined() {
    all.forEach(ValidationListener::joined);
  }

  @Override
  public void decided(GateDecision decision, Duration took) {
    all.forEach(each -> each.decided(decision, took));
  }

  @Override
  public void waited(Duration time) {
    all.forEach(each -> each.waited(time));
  }

  @Override
  public void turnedAway() {
    all.forEach(ValidationListener::turnedAway);
  }
}
