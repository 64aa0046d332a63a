package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The WAR on a server of each family with OpenTelemetry's agent, as docs/observability.md says. */
class TracesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int WILDFLY = 0;
  private static final String REFUSED =
      "/api/v1/organizations/%s/artifacts/sha256:" + "0".repeat(64);

  private static final TestCluster CLUSTER =
      new TestCluster(new WithAgent(new WildFly()), new WithAgent(new PayaraMicro()));

  @AfterAll
  static void end() {
    CLUSTER.close();
  }

  /** On Payara its own tracing, which is off, takes the request's span away from the resource. */
  @Test
  void anUploadIsATraceFromTheRequestToTheProvider() {
    CLUSTER.register(WILDFLY, "traced");
    String artifacts = "/api/v1/organizations/traced/artifacts";
    assertThat(CLUSTER.api(WILDFLY).call("POST", artifacts, "hello").statusCode()).isEqualTo(201);
    await().atMost(PATIENCE).until(() -> uploaded(WILDFLY, "traced").isPresent());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aRefusedRequestSaysWhy(int node) {
    String organization = "refused-" + node;
    CLUSTER.register(node, organization);
    CLUSTER.api(node).call("GET", REFUSED.formatted(organization), "");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                spans(node).all().stream()
                    .anyMatch(
                        it ->
                            it.has("castellan.organization=" + organization)
                                && it.has("castellan.reason=ARTIFACT_NOT_FOUND")));
  }

  /** Whichever has the tick. */
  @Test
  void aTickIsATraceOfItsValidations() {
    CLUSTER.register(WILDFLY, "ticked");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                List.of(0, 1).stream()
                    .map(TracesIT::spans)
                    .anyMatch(
                        all ->
                            all.named("tick defaults")
                                .map(all::sameTrace)
                                .anyMatch(
                                    trace ->
                                        trace.named("validation").findAny().isPresent()
                                            && trace
                                                .named("provider probe")
                                                .findAny()
                                                .isPresent())));
  }

  private static Optional<LoggedSpans.Span> uploaded(int node, String organization) {
    LoggedSpans all = spans(node);
    return all.named("provider put")
        .filter(
            put ->
                all.sameTrace(put).all().stream()
                    .anyMatch(it -> it.has("castellan.organization=" + organization)))
        .findAny();
  }

  private static LoggedSpans spans(int node) {
    return LoggedSpans.in(CLUSTER.node(node).log());
  }
}
