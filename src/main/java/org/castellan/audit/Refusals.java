package org.castellan.audit;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Optional;
import java.util.UUID;
import org.castellan.audit.QuietMinute.Told;
import org.jdbi.v3.core.Jdbi;

/**
 * Records attempts at changes that came to nothing. Of those without a valid token only so many a
 * minute and replica, and then how many more there were: anybody can send them. Thread-safe.
 */
public final class Refusals {

  /** The actor of an attempt without a valid token. */
  public static final String ANONYMOUS = "anonymous";

  private static final System.Logger LOG = System.getLogger(Refusals.class.getName());

  private final Jdbi jdbi;
  private final AuditLog log;
  private final QuietMinute anonymous;

  public Refusals(Jdbi jdbi, AuditLog log) {
    this(jdbi, log, new QuietMinute(60, System::nanoTime));
  }

  Refusals(Jdbi jdbi, AuditLog log, QuietMinute anonymous) {
    this.jdbi = jdbi;
    this.log = log;
    this.anonymous = anonymous;
  }

  /**
   * Records one. The caller is answered even where that fails: nothing was changed.
   *
   * @param failed whether Castellan failed, rather than refused
   * @param attempt what was tried, as in {@code DELETE /v1/organizations/a}
   * @param answer what was answered, as in {@code 403 FORBIDDEN}
   */
  public void record(Optional<Who> who, boolean failed, String attempt, String answer) {
    Optional<Told> told = who.isPresent() ? Optional.of(new Told(0)) : anonymous.next();
    told.ifPresent(
        it -> write(event(who, failed ? "CHANGE_FAILED" : "CHANGE_REFUSED", attempt, it, answer)));
  }

  private static AuditEvent event(
      Optional<Who> who, String action, String attempt, Told told, String answer) {
    String more =
        told.before() == 0
            ? ""
            : " Before it %d others without a valid token were not recorded one by one."
                .formatted(told.before());
    return new AuditEvent(
        who.flatMap(Who::organizationId),
        who.map(Who::actor).orElse(ANONYMOUS),
        action,
        attempt,
        "Answered with " + answer + "." + more);
  }

  private void write(AuditEvent event) {
    try {
      jdbi.useHandle(handle -> log.record(handle, event));
    } catch (RuntimeException e) {
      LOG.log(
          WARNING,
          "{0} by {1} could not be recorded: {2} {3}",
          event.action(),
          event.actor(),
          event.subject(),
          event.detail());
    }
  }

  /**
   * Who tried.
   *
   * @param organizationId whose event it is: the caller's, or the one that an administrator named
   */
  public record Who(String actor, Optional<UUID> organizationId) {}
}
