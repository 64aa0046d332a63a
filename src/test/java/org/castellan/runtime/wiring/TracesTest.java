package org.castellan.runtime.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.castellan.run.Api;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a collector is given, where whoever runs the server brings one. */
class TracesTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  @RegisterExtension
  static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final InProcessSettings settings = new InProcessSettings();

  @AfterEach
  void forget() {
    settings.close();
  }

  @Test
  void aTickAnUploadAndARegistrationAreTraces() {
    try (var server = new InProcessServer(new CountedPool(db.url()), new CountedPool(db.url()))) {
      var api = new Api(server.url(), InProcessSettings.TOKEN);
      await().atMost(PATIENCE).until(api::isReady);
      String toys = ToyOrganization.create(api, "toys", "shelf");
      await().atMost(PATIENCE).until(() -> validatedByTick(api).isPresent());
      assertThat(api.call("POST", toys + "/artifacts", "hello").statusCode()).isEqualTo(201);
    }
    SpanData validation = named("validation", it -> is(it, "castellan.trigger", "TICK"));
    assertThat(text(validation, "castellan.backend")).isEqualTo("shelf");
    assertThat(text(validation, "castellan.provider")).isEqualTo("TOY");
    SpanData tick = parentOf(validation);
    assertThat(tick.getName()).isEqualTo("tick defaults");
    assertThat(tick.getParentSpanContext().isValid()).isFalse();
    assertThat(tick.getStatus()).isEqualTo(StatusData.unset());
    assertThat(text(tick, "castellan.node")).isEqualTo("in-process");
    assertThat(tick.getAttributes().get(AttributeKey.longKey("castellan.done"))).isPositive();
    SpanData probe =
        named("provider probe", it -> it.getParentSpanId().equals(validation.getSpanId()));
    assertThat(probe.getKind()).isEqualTo(SpanKind.CLIENT);
    named("validation", it -> is(it, "castellan.trigger", "CREATE"));
    named("provider put", it -> is(it, "castellan.provider", "TOY"));
  }

  private static Optional<SpanData> validatedByTick(Api api) {
    api.call("POST", "/api/v1/checkers/defaults/ticks", "");
    return find("tick defaults", it -> hasChild(it, "validation"));
  }

  private static boolean hasChild(SpanData span, String name) {
    return find(name, it -> it.getParentSpanId().equals(span.getSpanId())).isPresent();
  }

  private static SpanData parentOf(SpanData span) {
    return spans().stream()
        .filter(it -> it.getSpanId().equals(span.getParentSpanId()))
        .findFirst()
        .orElseThrow();
  }

  private static SpanData named(String name, Predicate<SpanData> which) {
    return find(name, which).orElseThrow(() -> new AssertionError(name + " in " + spans()));
  }

  private static Optional<SpanData> find(String name, Predicate<SpanData> which) {
    return spans().stream().filter(it -> it.getName().equals(name)).filter(which).findFirst();
  }

  private static boolean is(SpanData span, String key, String value) {
    return value.equals(text(span, key));
  }

  private static String text(SpanData span, String key) {
    return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(key)));
  }

  private static List<SpanData> spans() {
    return TELEMETRY.getSpans();
  }
}
