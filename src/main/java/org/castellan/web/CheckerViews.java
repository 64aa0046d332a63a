package org.castellan.web;

import jakarta.json.JsonObject;
import org.castellan.schedule.CheckerStatus;
import org.castellan.schedule.CheckerStatus.Holder;
import org.castellan.schedule.CheckerStatus.Part;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Forecast;
import org.castellan.schedule.TickRecord;
import org.castellan.schedule.TickRecord.Attempt;
import org.castellan.web.json.JsonFields;

/**
 * How checkers and their ticks look. Only the administrator sees nodes and counts: from the counts
 * an organization could infer how others' backends are.
 */
record CheckerViews(boolean admin) {

  JsonObject checker(CheckerStatus checker) {
    var fields =
        new JsonFields()
            .add("scope", checker.scope())
            .add("interval", checker.interval())
            .add("cap", checker.cap())
            .add("paused", checker.paused())
            .addJson("currentTick", checker.current().map(this::tick))
            .add("nextTick", checker.nextTick())
            .addJson("lastTick", checker.last().map(this::tick));
    if (admin) {
      fields.addJson("holder", checker.holder().map(CheckerViews::holder));
      fields.addJson("forecast", checker.forecast().map(CheckerViews::forecast));
    }
    if (!checker.shards().isEmpty()) {
      fields.add("shards", JsonFields.array(checker.shards().stream().map(this::shard).toList()));
    }
    return fields.json();
  }

  private JsonObject shard(Part shard) {
    var fields = new JsonFields().add("name", shard.name());
    shard.state().ifPresent(state -> fields.add("state", state));
    if (admin) {
      counts(fields, shard.counts()).addJson("holder", shard.holder().map(CheckerViews::holder));
    }
    return fields.json();
  }

  JsonObject tick(TickRecord row) {
    var fields =
        new JsonFields()
            .add("tick", row.tick().instant())
            .add("state", row.state())
            .add("requested", row.requested())
            .addInstant("startedAt", row.startedAt())
            .addInstant("finishedAt", row.finishedAt());
    return (admin ? details(fields, row) : fields).json();
  }

  private static JsonFields details(JsonFields fields, TickRecord row) {
    return counts(fields.add("epoch", row.epoch()).addText("node", row.node()), row.counts())
        .addText("reason", row.reason())
        .add(
            "attempts",
            JsonFields.array(row.attempts().stream().map(CheckerViews::attempt).toList()));
  }

  private static JsonFields counts(JsonFields fields, Counts counts) {
    return fields
        .add("validated", counts.done())
        .add("failed", counts.failed())
        .add("skipped", counts.skipped())
        .add("remaining", counts.remaining());
  }

  private static JsonObject attempt(Attempt attempt) {
    return new JsonFields()
        .add("node", attempt.node())
        .add("outcome", attempt.outcome())
        .add("times", attempt.times())
        .add("firstAt", attempt.firstAt())
        .add("lastAt", attempt.lastAt())
        .addText("detail", attempt.detail())
        .json();
  }

  private static JsonObject holder(Holder holder) {
    return new JsonFields()
        .add("node", holder.node())
        .add("sessionPid", holder.sessionPid())
        .add("since", holder.since())
        .add("capLeft", holder.capLeft())
        .addText("lease", holder.lease().map(lease -> lease.length().toString()))
        .addText("leaseLeft", holder.lease().map(lease -> lease.left().toString()))
        .json();
  }

  private static JsonObject forecast(Forecast forecast) {
    return new JsonFields()
        .add("fit", forecast.fit())
        .add("expected", forecast.expected())
        .add("basis", forecast.basis().instant())
        .json();
  }
}
