package org.castellan.web;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.castellan.organization.Allowance;
import org.castellan.web.json.Form;

/** The fields of a request that say how much an organization may hold, and for how long. */
final class AllowanceForm {

  private static final String QUOTA = "quotaBytes";
  private static final String RETENTION = "retention";

  private AllowanceForm() {}

  /** What a new organization gets; an absent field is no bound. */
  static Allowance of(Form form) {
    return new Allowance(form.whole(QUOTA, 0, Bytes.MAX), retention(form));
  }

  /** What changes: {@code null} takes a bound away, an absent field leaves it. Ends the reading. */
  static UnaryOperator<Allowance> change(Form form) {
    form.requireSomething();
    boolean unbounded = form.isNull(QUOTA);
    boolean forEver = form.isNull(RETENTION);
    Optional<Long> quota = unbounded ? Optional.empty() : form.whole(QUOTA, 0, Bytes.MAX);
    Optional<Duration> retention = forEver ? Optional.empty() : retention(form);
    form.finish();
    boolean changesQuota = unbounded || quota.isPresent();
    boolean changesRetention = forEver || retention.isPresent();
    return before -> {
      Allowance after = changesQuota ? before.withQuota(quota) : before;
      return changesRetention ? after.withRetention(retention) : after;
    };
  }

  private static Optional<Duration> retention(Form form) {
    return form.duration(RETENTION, Allowance.LEAST_RETENTION, Allowance.LONGEST_RETENTION);
  }
}
