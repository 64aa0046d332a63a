package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.castellan.access.Role;
import org.castellan.testkit.DatabaseTally;
import org.castellan.testkit.GeneratedBytes;
import org.castellan.testkit.RecordingProxy;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.TestDatabase;
import org.castellan.web.ApiClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What one small artifact costs beside its bytes: connections borrowed and round trips made to the
 * database, and requests to the provider. Who knows a way with fewer may lower the numbers.
 */
class TransferCostTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private static final int SIZE = 4 << 10;

  private static final AtomicLong seeds = new AtomicLong();
  private static final Set<Long> downloaded = new HashSet<>();
  private static RecordingProxy provider;
  private static DatabaseTally database;
  private static S3Backends backends;
  private static ApiClient client;

  /** After the first one the store is open and the token's use is on record. */
  @BeforeAll
  static void firstUploadIsOver() {
    provider = RecordingProxy.to(S3Server.shared().port());
    database = DatabaseTally.of(api.registry().jdbi);
    backends = new S3Backends(api, api.registry().organization("thrifty"));
    backends.registerThrough(provider.port(), "store", "default");
    client = api.as(Role.WRITER, backends.organization());
    uploaded();
  }

  @AfterAll
  static void end() {
    provider.close();
  }

  @BeforeEach
  void countFromHere() {
    await().until(() -> backends.verifiedVersions() == downloaded.size());
    database.forget();
    provider.forget();
  }

  @Test
  void smallUploadBorrowsFourConnectionsForFourRoundTripsAndSendsOneRequest() {
    assertThat(upload(next()).status()).isEqualTo(201);
    requireAtMost(4, 4, 1);
  }

  @Test
  void uploadOfWhatIsThereBorrowsThreeForFiveAndSendsNone() {
    long seed = uploaded();
    countFromHere();
    assertThat(upload(seed).status()).isEqualTo(200);
    requireAtMost(3, 5, 0);
  }

  /** The third is the one that many downloads share, in a moment. */
  @Test
  void firstDownloadBorrowsThreeForThreeAndSendsOneRequest() {
    long seed = uploaded();
    countFromHere();
    download(seed);
    requireAtMost(3, 3, 1);
  }

  @Test
  void laterDownloadBorrowsTwoForTwoAndSendsOneRequest() {
    long seed = uploaded();
    download(seed);
    countFromHere();
    download(seed);
    requireAtMost(2, 2, 1);
  }

  @Test
  void headBorrowsTwoForTwoAndSendsNone() {
    long seed = uploaded();
    countFromHere();
    assertThat(client.head(path(seed)).status()).isEqualTo(200);
    requireAtMost(2, 2, 0);
  }

  @Test
  void requestsToTheProviderShareAConnection() {
    download(uploaded());
    download(uploaded());
    assertThat(provider.requests().stream().map(RecordingProxy.Request::source).distinct())
        .hasSize(1);
  }

  private static void requireAtMost(int borrowed, int roundTrips, int requests) {
    assertThat(database.borrowed()).as("connections").isLessThanOrEqualTo(borrowed);
    assertThat(database.roundTrips())
        .as("%s", database.statements())
        .isLessThanOrEqualTo(roundTrips);
    assertThat(provider.requests()).hasSize(requests);
  }

  private static long next() {
    return seeds.incrementAndGet();
  }

  private static long uploaded() {
    long seed = next();
    upload(seed);
    return seed;
  }

  private static void download(long seed) {
    assertThat(client.get(path(seed)).bytes()).hasSize(SIZE);
    downloaded.add(seed);
  }

  private static Answer upload(long seed) {
    return client.upload("PUT", path(seed), bytes(seed));
  }

  private static byte[] bytes(long seed) {
    try (var bytes = new GeneratedBytes(SIZE, seed)) {
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String path(long seed) {
    return backends.artifact(GeneratedBytes.sha256(SIZE, seed));
  }
}
