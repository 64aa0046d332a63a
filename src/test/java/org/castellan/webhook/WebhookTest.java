package org.castellan.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.castellan.audit.AuditChain;
import org.castellan.audit.AuditEvent;
import org.castellan.audit.AuditLog;
import org.castellan.audit.Event;
import org.castellan.audit.EventLog;
import org.castellan.audit.SealedEvent;
import org.castellan.storage.OutboundPolicy;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.ThisMachine;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real HTTP server, which may be down, slow or in a bad mood. */
class WebhookTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final String SECRET = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private final Jdbi jdbi = db.jdbi();
  private final AuditLog log = new AuditLog(jdbi, "node-1");
  private final AuditChain chain = new AuditChain(jdbi);
  private final Receiver receiver = new Receiver();
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(4);
  private final OutboundPolicy policy = ThisMachine.allowed();
  private final List<Webhook> replicas = new ArrayList<>();

  @BeforeEach
  void begin() {
    jdbi.useHandle(handle -> handle.execute("truncate webhook, event, audit_event, audit_seal"));
  }

  @AfterEach
  void end() {
    replicas.forEach(Webhook::close);
    executor.shutdownNow();
    policy.close();
    receiver.close();
  }

  @Test
  void anEventIsACloudEventInStructuredMode() {
    start(Topic.values());
    write("begun");
    await().until(() -> receiver.all().size() == 1);
    Receiver.Told told = receiver.all().get(0);
    assertThat(told.headers().getFirst("Content-Type"))
        .isEqualTo("application/cloudevents+json; charset=utf-8");
    assertThat(told.json().keySet())
        .containsExactlyInAnyOrder(
            "specversion", "id", "source", "type", "time", "datacontenttype", "data");
    assertThat(told.json().getString("specversion")).isEqualTo("1.0");
    assertThat(told.json().getString("source")).isEqualTo("/castellan/test");
    assertThat(told.json().getString("type")).isEqualTo("org.castellan.tick");
    assertThat(told.json().getJsonObject("data").getString("w")).isEqualTo("begun");
    assertThat(Instant.parse(told.json().getString("time"))).isNotNull();
  }

  @Test
  void anAuditEventIsToldOnceItIsSealed() {
    start(Topic.values());
    log.client().enter("192.0.2.1");
    audit("not yet");
    log.client().leave();
    write("marker");
    await().until(() -> receiver.taken().size() == 1);
    chain.seal();
    await().until(() -> receiver.taken().size() == 2);
    var told = receiver.all().get(1).json();
    assertThat(told.getString("type")).isEqualTo("org.castellan.audit");
    var data = told.getJsonObject("data");
    assertThat(data.getString("subject")).isEqualTo("not yet");
    assertThat(data.getString("address")).isEqualTo("192.0.2.1");
    assertThat(data.getInt("number")).isOne();
  }

  /** As whoever receives it would, by the specification and nothing of ours. */
  @Test
  void anEventIsSignedAsStandardWebhooksSays() throws Exception {
    start(Topic.values());
    write("signed");
    await().until(() -> receiver.all().size() == 1);
    Receiver.Told told = receiver.all().get(0);
    String id = told.headers().getFirst("webhook-id");
    String seconds = told.headers().getFirst("webhook-timestamp");
    assertThat(id).isEqualTo(told.id());
    assertThat(Long.parseLong(seconds)).isEqualTo(NOW.getEpochSecond());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET), "HmacSHA256"));
    mac.update((id + "." + seconds + ".").getBytes(UTF_8));
    assertThat(told.headers().getFirst("webhook-signature"))
        .isEqualTo(
            "v1," + Base64.getEncoder().encodeToString(mac.doFinal(told.body().getBytes(UTF_8))));
  }

  @Test
  void whileTheEndpointIsDownNothingIsLostAndTheOrderIsKept() {
    start(Topic.values());
    write("before");
    await().until(() -> receiver.taken().size() == 1);
    receiver.stop();
    for (int i = 0; i < 60; i++) {
      write("down");
    }
    audit("a", "b", "c");
    chain.seal();
    await().until(() -> failures() >= 3);
    write("down, too");
    receiver.start();
    await().atMost(Duration.ofSeconds(60)).until(() -> receiver.taken().size() == 1 + 60 + 3 + 1);
    assertThat(receiver.taken()).doesNotHaveDuplicates().containsAll(all());
    assertThat(stream(receiver.taken())).isEqualTo(stream(all()));
    assertThat(audits(receiver.taken())).isEqualTo(audits(all()));
    assertThat(failures()).isZero();
  }

  /** Whatever it answers but 2xx: what comes next waits for what comes first. */
  @ParameterizedTest
  @ValueSource(ints = {302, 400, 410, 429, 500, 503})
  void whatIsNotTakenIsToldAgainBeforeAllElse(int refusal) {
    var calls = new AtomicInteger();
    receiver.answers(() -> calls.incrementAndGet() % 3 == 0 ? 200 : refusal);
    start(Topic.values());
    for (int i = 0; i < 4; i++) {
      write("x");
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> receiver.taken().size() == 4);
    assertThat(receiver.taken()).isEqualTo(all());
    List<String> told = receiver.all().stream().map(Receiver.Told::id).toList();
    assertThat(told)
        .isEqualTo(all().stream().flatMap(id -> IntStream.range(0, 3).mapToObj(i -> id)).toList());
    assertThat(receiver.all())
        .as("none where a redirect leads")
        .allSatisfy(it -> assertThat(it.path()).isEqualTo("/hook"));
  }

  @Test
  void manyReplicasTellEachEventOnceInOrderWhileManyWrite() {
    for (int i = 0; i < 4; i++) {
      start(Topic.values());
    }
    IntStream.range(0, 6)
        .mapToObj(writer -> new Thread(() -> IntStream.range(0, 12).forEach(i -> write("x"))))
        .peek(Thread::start)
        .toList()
        .forEach(WebhookTest::join);
    await().atMost(Duration.ofSeconds(60)).until(() -> receiver.taken().size() >= 72);
    assertThat(receiver.taken()).isEqualTo(all()).hasSize(72);
  }

  /** It read what comes next, and froze; its word does not count when it wakes up. */
  @Test
  void aReplicaThatFreezesIsReplaced() {
    var progress = new Progress(jdbi, "frozen");
    progress.begin(new Position(0, 0));
    Turn frozen = progress.take().orElseThrow();
    assertThat(new Progress(jdbi, "other").take()).isEmpty();
    jdbi.useHandle(handle -> handle.execute("update webhook set claimed_until = now()"));
    write("x");
    start(Topic.values());
    await().until(() -> receiver.taken().size() == 1);
    assertThat(progress.taken(frozen, new Position(0, 0))).isFalse();
    progress.failed(frozen, "late", Duration.ofDays(1));
    write("y");
    await().until(() -> receiver.taken().size() == 2);
    assertThat(receiver.taken()).isEqualTo(all());
  }

  /** The endpoint has seen the younger one by the time that the older one is committed. */
  @Test
  void anEventThatIsCommittedLateIsToldLater() {
    start(Topic.values());
    try (Handle slow = jdbi.open()) {
      slow.begin();
      write(slow, "began first");
      write("committed first");
      await().until(() -> receiver.taken().size() == 1);
      slow.commit();
    }
    await().until(() -> receiver.taken().size() == 2);
    assertThat(receiver.all())
        .extracting(it -> it.json().getJsonObject("data").getString("w"))
        .containsExactly("committed first", "began first");
  }

  @Test
  void whatWasThereTheFirstTimeIsNotToldAndWhatComesWhileNobodyRunsIs() {
    write("before");
    audit("before");
    chain.seal();
    start(Topic.values());
    write("first");
    await().until(() -> receiver.taken().size() == 1);
    replicas.forEach(Webhook::close);
    write("in between");
    start(Topic.values());
    await().until(() -> receiver.taken().size() == 2);
    assertThat(receiver.taken()).isEqualTo(all().subList(1, 3));
  }

  @Test
  void onlyWhatWasAskedForIsTold() {
    start(Topic.AUDIT);
    write("unwanted");
    audit("wanted");
    chain.seal();
    await().until(() -> receiver.taken().size() == 1);
    assertThat(audits(receiver.taken())).hasSize(1);
    assertThat(number("event_number")).as("is passed over for good").isPositive();
  }

  /** A tick, a validation or a request that waited for the endpoint would not come back. */
  @Test
  void nothingWaitsForAnEndpointThatHangs() {
    var hangs = new CountDownLatch(1);
    receiver.answers(
        () -> {
          try {
            hangs.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return 200;
        });
    start(Topic.values());
    write("hangs");
    await().until(() -> number("claim") == 1);
    write("goes on");
    assertThat(all()).hasSize(2);
    assertThat(idleInTransaction()).isZero();
    hangs.countDown();
    await().until(() -> receiver.taken().size() == 2);
  }

  private long idleInTransaction() {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    "select count(*) from pg_stat_activity"
                        + " where datname = current_database() and state like 'idle in trans%'")
                .mapTo(Long.class)
                .one());
  }

  @Test
  void anAddressThatThePolicyRefusesIsNotConnected() {
    try (var strict = new OutboundPolicy(OutboundPolicy.Mode.PUBLIC, List.of())) {
      replica(strict, EnumSet.allOf(Topic.class)).start();
      write("x");
      await().until(() -> failures() > 0);
      assertThat(text("error")).isEqualTo("MISCONFIGURED");
      assertThat(receiver.all()).isEmpty();
    }
  }

  @Test
  void withoutAnEndpointNothingIsOnRecord() {
    var none = new Webhook(jdbi, "node-1", Optional.empty(), executor);
    none.start();
    none.close();
    assertThat(
            jdbi.<Long, RuntimeException>withHandle(
                handle -> handle.select("select count(*) from webhook").mapTo(Long.class).one()))
        .isZero();
  }

  @Test
  void anEndpointThatStaysAwayIsAskedLessAndLess() {
    var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
    assertThat(IntStream.of(1, 2, 3, 9, 10, 100, 1_000_000).mapToObj(backoff::pause))
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(256),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5));
    var progress = new Progress(jdbi, "node-1");
    progress.begin(new Position(0, 0));
    progress.failed(progress.take().orElseThrow(), "it answers 500", Duration.ofMinutes(1));
    assertThat(progress.take()).isEmpty();
    assertThat(progress.due()).isEmpty();
  }

  private void start(Topic... topics) {
    replica(policy, Set.of(topics)).start();
  }

  private Webhook replica(OutboundPolicy within, Set<Topic> topics) {
    SigningKey key = SigningKey.parse("whsec_" + SECRET).orElseThrow();
    var subscriber = new Subscriber(receiver.url(), key, "/castellan/test", topics);
    var endpoint = new Endpoint(subscriber, within, InstantSource.fixed(NOW));
    var quick = new Backoff(Duration.ofMillis(10), Duration.ofMillis(100));
    String node = "node-" + replicas.size();
    var replica =
        new Webhook(jdbi, node, Optional.of(endpoint), executor, Duration.ofMillis(20), quick);
    replicas.add(replica);
    return replica;
  }

  /** The ids of everything that there is, in the order of either kind. */
  private List<String> all() {
    List<String> ids = new ArrayList<>();
    for (Event event : new EventLog(jdbi).after(-1, 10_000)) {
      ids.add("event-" + event.number());
    }
    for (SealedEvent event : chain.after(0, 10_000)) {
      ids.add("audit-" + event.entry().id());
    }
    return ids;
  }

  private static List<String> stream(List<String> ids) {
    return ids.stream().filter(it -> it.startsWith("event-")).toList();
  }

  private static List<String> audits(List<String> ids) {
    return ids.stream().filter(it -> it.startsWith("audit-")).toList();
  }

  private long failures() {
    return number("failures");
  }

  private long number(String column) {
    return Long.parseLong(text(column));
  }

  private String text(String column) {
    return jdbi.withHandle(
        handle -> handle.select("select " + column + " from webhook").mapTo(String.class).one());
  }

  private void audit(String... subjects) {
    for (String subject : subjects) {
      var event = new AuditEvent(Optional.empty(), "admin", "SOMETHING_HAPPENED", subject, "");
      jdbi.useHandle(handle -> log.record(handle, event));
    }
  }

  private void write(String word) {
    jdbi.useHandle(handle -> write(handle, word));
  }

  private static void write(Handle handle, String word) {
    handle.execute(
        "insert into event (kind, detail) values ('TICK', jsonb_build_object('w', ?))", word);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
