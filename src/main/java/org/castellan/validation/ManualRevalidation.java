package org.castellan.validation;

import java.util.UUID;
import org.castellan.backend.CasBackend;

/** Validations that somebody asks for by hand. Thread-safe. */
public final class ManualRevalidation {

  /** What becomes of the request. */
  public enum Answer {
    /** The validation begins, or one that is under way is joined; the status follows. */
    ACCEPTED,
    /** Built-in backends are never validated. */
    BUILT_IN
  }

  private final Revalidation revalidation;

  public ManualRevalidation(Revalidation revalidation) {
    this.revalidation = revalidation;
  }

  /** Answers at once. */
  public Answer request(CasBackend backend) {
    if (backend.builtIn()) {
      return Answer.BUILT_IN;
    }
    UUID id = backend.id();
    var unused = revalidation.validateNow(id);
    return Answer.ACCEPTED;
  }
}
