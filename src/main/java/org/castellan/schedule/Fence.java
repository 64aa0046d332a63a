package org.castellan.schedule;

/**
 * The right of one run to write. A statement that begins with {@link #SQL} and asks {@code exists
 * (select 1 from run)} changes nothing once another epoch has taken the tick over or closed it; the
 * row lock keeps a takeover from happening between the look and the write.
 *
 * @param tick the tick that is run
 * @param epoch the number of the run, from one database sequence; higher is later
 */
public record Fence(Tick tick, long epoch) {

  /** A common table expression with the parameters that {@code bindMethods} finds on a fence. */
  public static final String SQL =
      """
      run as materialized (
        select 1 from tick
         where scope = :fence.scope and instant = :fence.instant
           and epoch = :fence.epoch and state = 'RUNNING'
           for share)
      """;

  /** For binding: {@code bindMethods("fence", fence)}. */
  public String scope() {
    return tick.scope();
  }

  /** For binding: {@code bindMethods("fence", fence)}. */
  public java.time.Instant instant() {
    return tick.instant();
  }

  /** For log lines. */
  @Override
  public String toString() {
    return "scope %s, tick %s, epoch %d".formatted(tick.scope(), tick.instant(), epoch);
  }
}
