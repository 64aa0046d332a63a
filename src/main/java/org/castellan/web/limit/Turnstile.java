package org.castellan.web.limit;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;

/**
 * Lets each organization do so much at once on this replica, so that the others always find request
 * threads, and so that nobody uses Castellan to call somebody else's server all day. Thread-safe.
 */
public final class Turnstile {
  private static final long SOON_SECONDS = 2;

  private final Limits limits;
  private final Crowds uploads;
  private final Crowds validations;
  private final MinuteCounts rate;

  public Turnstile(Limits limits) {
    this(limits, System::nanoTime);
  }

  Turnstile(Limits limits, LongSupplier nanos) {
    this.limits = limits;
    this.uploads = new Crowds(limits.uploads());
    this.validations = new Crowds(limits.validations());
    this.rate = new MinuteCounts(limits.validationsPerMinute(), nanos);
  }

  /**
   * Runs an upload when there is a place for it.
   *
   * @throws ProblemException when the organization has all that it may have
   */
  public <T> T uploading(UUID organization, Supplier<T> upload) {
    return in(upload(organization), upload);
  }

  Place upload(UUID organization) {
    return uploads
        .enter(organization)
        .orElseThrow(
            () ->
                refused(
                    Reason.TOO_MANY_UPLOADS,
                    "This replica takes %d uploads of an organization at once."
                        .formatted(limits.uploads()),
                    SOON_SECONDS));
  }

  /**
   * A place for one call to a provider that somebody asks for: a revalidation, a registration, new
   * credentials.
   *
   * @throws ProblemException when the organization has all that it may have, or had it this minute
   */
  public Place validation(UUID organization) {
    Place place = validations.enter(organization).orElseThrow(this::tooManyAtOnce);
    var wait = rate.count(organization);
    if (wait.isPresent()) {
      place.close();
      throw refused(
          Reason.TOO_MANY_VALIDATIONS,
          "This replica begins %d validations that an organization asks for in a minute."
              .formatted(limits.validationsPerMinute()),
          wait.getAsLong());
    }
    return place;
  }

  /** The same for a call that has ended when it returns. */
  public <T> T validating(UUID organization, Supplier<T> validation) {
    return in(validation(organization), validation);
  }

  private static <T> T in(Place place, Supplier<T> work) {
    try {
      return work.get();
    } finally {
      place.close();
    }
  }

  private ProblemException tooManyAtOnce() {
    return refused(
        Reason.TOO_MANY_VALIDATIONS,
        "This replica runs %d validations that an organization asks for at once."
            .formatted(limits.validations()),
        SOON_SECONDS);
  }

  private static ProblemException refused(Reason reason, String detail, long seconds) {
    return new ProblemException(
        Problem.of(reason, detail).withHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
  }
}
