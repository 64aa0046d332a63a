package org.castellan.storage.azure;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.castellan.storage.Deadline;
import org.castellan.storage.NetworkFailures;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.StorageException;

/** Where a service principal gets its tokens: OAuth 2.0, client credentials. Immutable. */
final class Authority {

  private static final String SCOPE = "https://storage.azure.com/.default";
  private static final int MAX_ANSWER = 1024 * 1024;

  private static final Map<String, String> HOSTS_OF_CLOUDS =
      Map.of(
          ".chinacloudapi.cn", "https://login.chinacloudapi.cn",
          ".usgovcloudapi.net", "https://login.microsoftonline.us");

  private final OkHttpClient http;
  private final Request request;

  private Authority(OkHttpClient http, Request request) {
    this.http = http;
    this.request = request;
  }

  static Authority of(AzureLocation location, ProviderCredentials credentials, OkHttpClient http) {
    String host =
        credentials.get(AzureForm.AUTHORITY_HOST).orElseGet(() -> hostFor(location)).trim();
    String tenant = credentials.get(AzureForm.TENANT_ID).orElseThrow();
    var form =
        new FormBody.Builder()
            .add("grant_type", "client_credentials")
            .add("client_id", credentials.get(AzureForm.CLIENT_ID).orElseThrow())
            .add("client_secret", credentials.get(AzureForm.CLIENT_SECRET).orElseThrow())
            .add("scope", SCOPE)
            .build();
    String url = host.replaceFirst("/+$", "") + "/" + tenant + "/oauth2/v2.0/token";
    return new Authority(http, new Request.Builder().url(url).post(form).build());
  }

  private static String hostFor(AzureLocation location) {
    return HOSTS_OF_CLOUDS.entrySet().stream()
        .filter(cloud -> location.service().getHost().endsWith(cloud.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("https://login.microsoftonline.com");
  }

  /**
   * Asks for a token.
   *
   * @throws StorageException when there is none to be had
   */
  Token ask(Deadline deadline) {
    Call call = http.newCall(request);
    long millis = deadline.remaining().toMillis();
    if (millis == 0) {
      throw new StorageException(NetworkFailures.LATE);
    }
    call.timeout().timeout(millis, TimeUnit.MILLISECONDS);
    try (Response answer = call.execute()) {
      Map<String, Object> fields = fields(answer);
      if (answer.isSuccessful()
          && fields.get("access_token") instanceof String token
          && fields.get("expires_in") instanceof Number seconds) {
        return Token.lasting(token, Duration.ofSeconds(seconds.longValue()));
      }
      throw new StorageException(AuthorityAnswers.failure(answer.code(), fields));
    } catch (IOException e) {
      throw AzureCalls.failed(e);
    }
  }

  /** None where the answer is no JSON: its status alone has to do then. */
  private static Map<String, Object> fields(Response answer) throws IOException {
    String text = answer.peekBody(MAX_ANSWER).string();
    try (JsonReader reader = JsonProviders.createReader(text)) {
      Map<String, Object> fields = reader.readMap(JsonReader::readUntyped);
      return fields == null ? Map.of() : fields;
    } catch (IOException | IllegalStateException e) {
      return Map.of();
    }
  }

  /**
   * What a service principal shows.
   *
   * @param until on the clock of {@link System#nanoTime}; some time before the storage refuses it
   */
  record Token(String value, long until) {

    private static final Duration MARGIN = Duration.ofMinutes(5);

    static Token lasting(String value, Duration time) {
      Duration margin = time.dividedBy(2).compareTo(MARGIN) < 0 ? time.dividedBy(2) : MARGIN;
      return new Token(value, System.nanoTime() + time.minus(margin).toNanos());
    }

    boolean fresh() {
      return System.nanoTime() - until < 0;
    }

    @Override
    public String toString() {
      return "Token[***]";
    }
  }
}
