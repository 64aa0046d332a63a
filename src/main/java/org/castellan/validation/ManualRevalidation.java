package org.castellan.validation;

import org.castellan.backend.CasBackend;

/** Validations that somebody asks for by hand. Thread-safe. */
public final class ManualRevalidation {

  private final Revalidation revalidation;

  public ManualRevalidation(Revalidation revalidation) {
    this.revalidation = revalidation;
  }

  /**
   * Returns at once: the validation begins, or one that is under way is joined, and the status
   * follows.
   *
   * @param backend not a built-in one: those are never validated
   * @param ended runs once, when the validation has ended, well or not
   */
  public void request(CasBackend backend, Runnable ended) {
    var unused =
        revalidation.validateNow(backend.id()).whenComplete((sighting, failure) -> ended.run());
  }
}
