package org.castellan.storage;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Is there when a provider is called, for counting and tracing. Must not block or throw. */
@FunctionalInterface
public interface CallObserver {

  /**
   * A call begins on the current thread, which will end it too.
   *
   * @param provider its id
   */
  Call begun(String provider, Operation operation);

  /** One call that is under way. */
  @FunctionalInterface
  interface Call {

    /**
     * It has ended. Of a get, this is when the object's bytes begin to come.
     *
     * @param failure of the provider; empty also when it was the caller's own bytes that were wrong
     */
    void ended(Optional<ErrorClass> failure);
  }

  /** All of them, the last of which ends first. */
  static CallObserver all(Collection<? extends CallObserver> observers) {
    List<CallObserver> inOrder = List.copyOf(observers);
    return (provider, operation) -> {
      List<Call> calls = inOrder.stream().map(it -> it.begun(provider, operation)).toList();
      return failure -> {
        for (int i = calls.size() - 1; i >= 0; i--) {
          calls.get(i).ended(failure);
        }
      };
    };
  }
}
