package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The WAR on a server of each family with OpenTelemetry's agent, as docs/observability.md says. */
class TracesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int WILDFLY = 0;
  private static final String ARTIFACTS = "/api/v1/organizations/{org}/artifacts";
  private static final String ABSENT = "/sha256:" + "0".repeat(64);

  private static final TestCluster CLUSTER =
      new TestCluster(new WithAgent(new WildFly()), new WithAgent(new PayaraMicro()));

  @AfterAll
  static void end() {
    CLUSTER.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void anUploadIsATraceFromTheRequestToTheProvider(int node) {
    String organization = "traced-" + node;
    CLUSTER.register(node, organization);
    var answer = CLUSTER.api(node).call("POST", artifacts(organization), "hello");
    assertThat(answer.statusCode()).isEqualTo(201);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                tracesOf(node, organization)
                    .filter(trace -> trace.named("provider put").findAny().isPresent())
                    .flatMap(trace -> trace.named("POST " + ARTIFACTS))
                    .anyMatch(it -> it.has("http.response.status_code=201")));
  }

  /** What is done after the answer as well: a revalidation. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aRequestGoesOnWithItsCallersTrace(int node) {
    String organization = "joined-" + node;
    String callers = "0af7651916cd43dd8448eb211c80319" + node;
    CLUSTER.register(node, organization);
    var api = CLUSTER.api(node).with("traceparent", "00-" + callers + "-b7ad6b7169203331-01");
    String backend = "/api/v1/organizations/" + organization + "/cas-backends/main";
    assertThat(api.call("POST", backend + "/revalidate", "").statusCode()).isEqualTo(202);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                tracesOf(node, organization)
                    .filter(trace -> trace.all().get(0).trace().equals(callers))
                    .anyMatch(TracesIT::hasValidation));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aRefusedRequestSaysWhy(int node) {
    String organization = "refused-" + node;
    CLUSTER.register(node, organization);
    CLUSTER.api(node).call("GET", artifacts(organization) + ABSENT, "");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                requests(spans(node), organization)
                    .anyMatch(it -> it.has("castellan.reason=ARTIFACT_NOT_FOUND")));
  }

  /** Whichever has the tick. */
  @Test
  void aTickIsATraceOfItsValidations() {
    CLUSTER.register(WILDFLY, "ticked");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                Stream.of(0, 1)
                    .map(TracesIT::spans)
                    .anyMatch(
                        all ->
                            all.named("tick defaults")
                                .map(all::sameTrace)
                                .anyMatch(TracesIT::hasValidation)));
  }

  private static String artifacts(String organization) {
    return ARTIFACTS.replace("{org}", organization);
  }

  private static boolean hasValidation(LoggedSpans trace) {
    return trace.named("validation").findAny().isPresent()
        && trace.named("provider probe").findAny().isPresent();
  }

  private static Stream<LoggedSpans> tracesOf(int node, String organization) {
    LoggedSpans all = spans(node);
    return requests(all, organization).map(all::sameTrace);
  }

  private static Stream<LoggedSpans.Span> requests(LoggedSpans all, String organization) {
    return all.all().stream().filter(it -> it.has("castellan.organization=" + organization));
  }

  private static LoggedSpans spans(int node) {
    return LoggedSpans.in(CLUSTER.node(node).log());
  }
}
