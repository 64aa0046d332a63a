package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.castellan.testkit.Program;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.ScriptsPage;
import org.castellan.testkit.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of {@code docs/clients.md}, with git-lfs and curl as Debian has them. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LfsIT {

  private static final Program GIT_LFS = new Program("git-lfs", "git-lfs");
  private static final Program CURL = new Program("curl", "curl");
  private static final long MEGABYTE = 1_000_000;
  private static final long LARGE = 200 * MEGABYTE;
  private static final long MAX_BYTES = 256 * MEGABYTE;
  private static final Pattern RECEIVED =
      Pattern.compile("(?m)^castellan_artifact_received_bytes_total (\\S+)$");

  @SuppressWarnings("NullAway.Init")
  private TestCluster cluster;

  @SuppressWarnings("NullAway.Init")
  private ScriptsPage page;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path temporary;

  @BeforeAll
  void start() throws IOException {
    GIT_LFS.require();
    CURL.require();
    page = ScriptsPage.kept("docs/clients.md");
    cluster = new TestCluster(new WildFly(), new PayaraMicro());
  }

  @AfterAll
  void end() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static Stream<Arguments> servers() {
    return Stream.of(argumentSet("WildFly", 0), argumentSet("Payara Micro", 1));
  }

  /** Promise 6. */
  @ParameterizedTest
  @MethodSource("servers")
  void aRepositoryWithALargeFileGoesThereAndComesBack(int node) throws IOException {
    Workspace user = user(node, "lfs");
    Workspace repository = repository(user);
    String sha256 = repository.file("large.iso", LARGE, node + 1L);
    user.run(page.script("git lfs install"));
    repository.run(page.script("git lfs track"));
    long before = received(node);
    assertThat(repository.run(page.script("git push origin main")))
        .doesNotContainIgnoringCase("lock");
    assertThat(received(node) - before).isEqualTo(LARGE);
    assertThat(repository.run("git config --get-regexp '^lfs\\..*\\.locksverify$'"))
        .endsWith("/lfs.locksverify false\n");

    repository.run(page.script("git lfs push --all origin"));
    assertThat(received(node) - before).isEqualTo(LARGE);

    user.run(page.script("git clone"));
    assertThat(sha256(user, "elsewhere/large.iso")).isEqualTo(sha256);
    assertThat(digests(node, "lfs")).containsExactly("sha256:" + sha256);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aPasswordThatIsNotAskedForAtOnceIsStillSent(int node) throws IOException {
    Workspace user = user(node, "late");
    Workspace repository = repository(user);
    String sha256 = repository.file("large.iso", 20 * MEGABYTE, 10L + node);
    user.run(page.script("git lfs install"));
    repository.run(page.script("git lfs track").replaceAll(".*access.*\n", ""));
    repository.run(page.script("git push origin main"));
    user.run(page.script("git clone"));
    assertThat(sha256(user, "elsewhere/large.iso")).isEqualTo(sha256);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aWrongTokenIsRefused(int node) throws IOException {
    Workspace rightful = user(node, "wrong");
    var wrong =
        new Workspace(
            rightful.directory(),
            Map.of(
                "CASTELLAN", url(node), "ORG", organization(node, "wrong"), "TOKEN", "cst_wrong"));
    Workspace repository = repository(wrong);
    repository.file("large.iso", MEGABYTE, 20L + node);
    wrong.run(page.script("git lfs install"));
    repository.run(page.script("git lfs track"));
    Program.Answer push = repository.attempt(page.script("git push origin main"));
    assertThat(push.status()).as(push.text()).isNotZero();
    assertThat(digests(node, "wrong")).isEmpty();
    Program.Answer upload = repository.attempt(page.script("-T large.iso"));
    assertThat(upload.text()).contains("401", "UNAUTHENTICATED");
    assertThat(digests(node, "wrong")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void whatExceedsTheBackendIsToldAndNotSent(int node) throws IOException {
    Workspace user = user(node, "small");
    String backend = backends(node, "small") + "/main";
    ok(node, "PATCH", backend, "{\"maxBytes\": 10485760}");
    Workspace repository = repository(user);
    repository.file("large.iso", 20 * MEGABYTE, 30L + node);
    user.run(page.script("git lfs install"));
    repository.run(page.script("git lfs track"));
    long before = received(node);
    Program.Answer push = repository.attempt(page.script("git push origin main"));
    assertThat(push.status()).isNotZero();
    assertThat(push.text()).contains("The backend takes artifacts of at most 10485760 bytes.");
    assertThat(received(node)).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void curlStoresAFileAndGetsIt(int node) throws IOException {
    Workspace user = user(node, "curl");
    String sha256 = user.file("large.iso", LARGE, 40L + node);
    assertThat(user.run(page.script("-T large.iso"))).contains("\"digest\":\"sha256:" + sha256);
    user.run(page.script("-o copy.iso"));
    assertThat(sha256(user, "copy.iso")).isEqualTo(sha256);
  }

  /** Twelve artifacts, each uploaded twice. Promise 6. */
  @ParameterizedTest
  @MethodSource("servers")
  void manyUploadsAtOnceMakeEachArtifactOnce(int node) throws IOException {
    Workspace user = user(node, "many");
    var digests = new TreeSet<String>();
    for (int i = 0; i < 12; i++) {
      digests.add("sha256:" + user.file(i + "a.part", 5 * MEGABYTE, 50L + i));
      user.file(i + "b.part", 5 * MEGABYTE, 50L + i);
    }
    List<String> answers = user.run(page.script("xargs -P 8")).lines().toList();
    for (int i = 0; i < 12; i++) {
      String name = " " + i + "[ab]\\.part";
      assertThat(answers).filteredOn(line -> line.matches("201" + name)).hasSize(1);
      assertThat(answers).filteredOn(line -> line.matches("200" + name)).hasSize(1);
    }
    assertThat(new TreeSet<>(digests(node, "many"))).isEqualTo(digests);
  }

  /** What each server's own way of answering could change. */
  @ParameterizedTest
  @MethodSource("servers")
  void refusalsHaveTheFormThatTheirClientsRead(int node) throws IOException {
    Workspace user = user(node, "form");
    String curl = "curl -sSi -u \"castellan:$TOKEN\" \"$CASTELLAN/api/v1/organizations/$ORG\"";
    for (String nothing : List.of("/lfs/locks/verify", "/lfs/nothing")) {
      assertThat(user.run(curl + nothing))
          .contains(" 404 ", "application/vnd.git-lfs+json", "\"message\":");
    }
    String asked =
        user.run(curl.replace("-u \"castellan:$TOKEN\"", "") + "/lfs/objects/batch -d {}");
    assertThat(asked)
        .contains(" 401 ", "\"message\":")
        .containsIgnoringCase("LFS-Authenticate: Basic realm=\"castellan\"")
        .containsIgnoringCase("WWW-Authenticate: Basic realm=\"castellan\"");
    String absent = "0".repeat(64);
    assertThat(user.run(curl + "/cas/" + absent)).contains(" 404 ", "ARTIFACT_NOT_FOUND");
    assertThat(user.run(curl + "/cas/" + absent + " -I")).contains(" 404 ").endsWith("\r\n\r\n");
    assertThat(user.run(curl + "/ac/" + absent)).contains(" 404 ", "no action cache");
    assertThat(user.run(curl + "/ac/" + absent + " -X PUT -d x"))
        .contains(" 405 ", "no action cache");
  }

  /** With an organization of its own, whose backend takes large files, and a writer's token. */
  private Workspace user(int node, String purpose) throws IOException {
    String organization = organization(node, purpose);
    cluster.organization(organization);
    S3Server.shared().bucket(organization);
    int port = S3Server.shared().port();
    String secret = S3Server.secretAccessKey();
    String form = TestCluster.backend("main", port, organization, secret);
    ok(node, "POST", backends(node, purpose), form);
    ok(node, "PATCH", backends(node, purpose) + "/main", "{\"maxBytes\": %d}".formatted(MAX_BYTES));
    String tokens = path(node, purpose) + "/tokens";
    String token =
        Api.json(ok(node, "POST", tokens, "{\"name\": \"user\", \"role\": \"writer\"}"))
            .getString("secret");
    Path directory = Files.createDirectories(temporary.resolve(organization));
    return new Workspace(
        directory,
        Map.of(
            "CASTELLAN",
            url(node),
            "ORG",
            organization,
            "TOKEN",
            token,
            "REMOTE",
            directory.resolve("remote.git").toString()));
  }

  private static Workspace repository(Workspace user) throws IOException {
    user.run("git init -q --bare -b main remote.git && git init -q -b main repository");
    Workspace repository = user.in("repository");
    repository.run("git remote add origin ../remote.git");
    return repository;
  }

  private java.net.http.HttpResponse<String> ok(int node, String method, String at, String body) {
    var answer = cluster.api(node).call(method, at, body);
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    return answer;
  }

  private String url(int node) {
    return "http://127.0.0.1:" + cluster.port(node);
  }

  private static String organization(int node, String purpose) {
    return purpose + "-" + node;
  }

  private static String path(int node, String purpose) {
    return "/api/v1/organizations/" + organization(node, purpose);
  }

  private static String backends(int node, String purpose) {
    return path(node, purpose) + "/cas-backends";
  }

  private List<String> digests(int node, String purpose) {
    return cluster.api(node).get(path(node, purpose) + "/artifacts").getJsonArray("items").stream()
        .map(item -> item.asJsonObject().getString("digest"))
        .toList();
  }

  /** How many bytes of artifacts the replica was sent so far. */
  private long received(int node) {
    String metrics = cluster.api(node).call("GET", "/api/metrics", "").body();
    return RECEIVED
        .matcher(metrics)
        .results()
        .map(sample -> (long) Double.parseDouble(sample.group(1)))
        .findFirst()
        .orElseThrow();
  }

  private static String sha256(Workspace user, String file) {
    return user.run("sha256sum " + file).split(" ", 2)[0];
  }
}
