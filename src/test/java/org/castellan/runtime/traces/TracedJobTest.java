package org.castellan.runtime.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Instant;
import org.castellan.schedule.Counts;
import org.castellan.schedule.Fence;
import org.castellan.schedule.Job.Result;
import org.castellan.schedule.Tick;
import org.castellan.validation.TestRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the span of a tick says of how it ended. */
class TracedJobTest {

  @RegisterExtension
  static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

  private static final Counts HALF = new Counts(1, 0, 0, 1);

  @Test
  void aTickThatDidItsWorkHasNoError() throws Exception {
    SpanData span = spanOf(new Result.Finished(HALF));
    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
  }

  @Test
  void aTickThatEndedBeforeItsWorkIsUnfinished() throws Exception {
    SpanData span = spanOf(new Result.Unfinished(HALF));
    assertThat(span.getStatus()).isEqualTo(StatusData.create(StatusCode.ERROR, "UNFINISHED"));
    assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
        .isEqualTo("UNFINISHED");
    assertThat(span.getAttributes().get(AttributeKey.longKey("castellan.remaining")))
        .isEqualTo(HALF.remaining());
  }

  @Test
  void aTickWhoseFindingsAreNotTrustedIsDeclined() throws Exception {
    SpanData span = spanOf(new Result.Declined(HALF, "everything unreachable"));
    assertThat(span.getStatus()).isEqualTo(StatusData.create(StatusCode.ERROR, "DECLINED"));
  }

  private static SpanData spanOf(Result result) throws InterruptedException {
    var tracer = TELEMETRY.getOpenTelemetry().getTracer("test");
    var run = new TestRun(new Fence(new Tick("defaults", Instant.EPOCH), 7));
    assertThat(new TracedJob(ignored -> result, tracer).run(run)).isEqualTo(result);
    return TELEMETRY.getSpans().get(0);
  }
}
