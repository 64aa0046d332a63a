package org.castellan.validation;

import java.time.Duration;
import org.castellan.schedule.Fence;
import org.jdbi.v3.core.statement.SqlStatement;

/** When a backend is to be validated, as a condition on its row by the database's clock. */
sealed interface Due {

  /** What the condition needs besides the row; begins a statement. */
  default String with() {
    return "with run as (select 1)";
  }

  /** On the columns of {@code cas_backend}. */
  String condition();

  /** What the claim's columns scope and epoch are set to. */
  default String claimant() {
    return "null, null";
  }

  /** The scope and the instant of the tick that the history says it was for. */
  default String tick() {
    return "null, null";
  }

  /** Whether a claim that stands may be taken from its holder, who can write nothing any more. */
  default String holderIsOver() {
    return "false";
  }

  void bind(SqlStatement<?> statement);

  /** Whatever is known of it. */
  record Always() implements Due {
    @Override
    public String condition() {
      return "true";
    }

    @Override
    public void bind(SqlStatement<?> statement) {}
  }

  /** It passes for valid, but somebody saw it fail. */
  record Doubted() implements Due {
    @Override
    public String condition() {
      return "(not built_in and status = 'OK')";
    }

    @Override
    public void bind(SqlStatement<?> statement) {}
  }

  /** A run of a tick validates what nobody has since the tick's instant, while the run stands. */
  record InTick(Fence fence) implements Due {
    @Override
    public String with() {
      return "with " + Fence.SQL;
    }

    @Override
    public String condition() {
      return "(validated_at is null or validated_at < :fence.instant)";
    }

    @Override
    public String claimant() {
      return ":fence.scope, :fence.epoch";
    }

    @Override
    public String tick() {
      return ":fence.scope, :fence.instant";
    }

    /** A scope has one run at a time: a claim of an earlier one is left from a lost holder. */
    @Override
    public String holderIsOver() {
      return "(claim_scope = :fence.scope and claim_epoch < :fence.epoch)";
    }

    @Override
    public void bind(SqlStatement<?> statement) {
      statement.bindMethods("fence", fence);
    }
  }

  /**
   * On the request path: not validated within the window; when {@code INVALID}, not within the
   * backoff. What one replica suspects is left alone for the backoff by all, and by that replica
   * for three of them, so that the others can look before.
   *
   * @param asker the replica that asks
   */
  record OnRequest(Duration window, Duration backoff, String asker) implements Due {
    @Override
    public String condition() {
      return """
      (not built_in and clock_timestamp() > case
        when suspected_at is not null then suspected_at
          + case when suspected_by = :asker then 3 else 1 end
            * (:backoff * interval '1 millisecond')
        when validated_at is null then '-infinity'
        else validated_at
          + case when status = 'OK' then :window else :backoff end * interval '1 millisecond'
        end)
      """;
    }

    @Override
    public void bind(SqlStatement<?> statement) {
      statement
          .bind("window", window.toMillis())
          .bind("backoff", backoff.toMillis())
          .bind("asker", asker);
    }
  }
}
