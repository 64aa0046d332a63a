package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.Optional;
import java.util.regex.Pattern;
import org.castellan.web.OpenApiDocument.Operation;
import org.castellan.web.problem.Reason;

/**
 * What an answer to a bad request must be: never a failure of Castellan's own, always a problem
 * with a reason of the contract, and nothing of what is inside. The only 503 that is right is that
 * of an event stream too many: it is about this replica and not about the request.
 */
record FuzzVerdict(Operation operation, FuzzRequest request, RawHttp.Answer answer) {

  private static final String PROBLEM = "application/problem+json";
  private static final String LFS = "application/vnd.git-lfs+json";

  private static final Pattern INSIDE =
      Pattern.compile(
          "Exception|Throwable|\\bat [\\w.$]+\\(|org\\.castellan|\\b(java|jakarta|javax)\\.|postgres"
              + "|SQLSTATE|(?i:\\b(select .* from|insert into|update \\w+ set|delete from)\\b)");

  /** What to call the answer in the table of counts. */
  String column() {
    return isTheServersOwn() ? "server" : Integer.toString(answer.status());
  }

  /** What the answer should not have been. */
  Optional<String> failure() {
    try {
      hold();
      return Optional.empty();
    } catch (AssertionError | RuntimeException e) {
      return Optional.of(e.getMessage() + "\n" + this);
    }
  }

  @Override
  public String toString() {
    return operation + ": " + request + "\nanswered " + answer;
  }

  private void hold() {
    assertThat(answer.headers()).doesNotContainKeys("x-evil", "set-cookie");
    assertThat(answer.body()).doesNotContainPattern(INSIDE);
    if (isTheServersOwn()) {
      assertThat(request.isBroken()).as("the application was asked").isTrue();
      return;
    }
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    if (answer.status() >= 400 && !request.isHead()) {
      holdProblem();
    }
    if (answer.status() != Reason.STREAMS_BUSY.status()) {
      assertThat(answer.status()).isBetween(200, 499);
    }
  }

  /** No answer at all, or one that the application has no part in. */
  private boolean isTheServersOwn() {
    return answer.header("content-security-policy").isEmpty();
  }

  private void holdProblem() {
    JsonObject problem = json();
    boolean isLfs = isLfs(problem);
    if (!request.isBroken()) {
      assertThat(answer.header("content-type")).isEqualTo(isLfs ? LFS : PROBLEM);
    }
    Reason reason = Reason.valueOf(problem.getString("reason"));
    assertThat(answer.status()).isEqualTo(reason.status());
    if (isLfs) {
      assertThat(problem.getString("message")).isNotBlank();
    } else {
      assertThat(problem.getInt("status")).isEqualTo(answer.status());
      assertThat(problem.getString("detail")).isNotBlank();
    }
    assertThat(answer.status() < 500 || reason == Reason.STREAMS_BUSY).isTrue();
    if (!request.isElsewhere()) {
      assertThat(operation.explains(answer.status(), reason.name()))
          .as("the contract says of %s: %s %s", operation, answer.status(), reason)
          .isTrue();
    }
    if (answer.status() == Reason.TOO_MANY_STREAMS.status()) {
      assertThat(answer.header("retry-after")).isNotEmpty();
    }
  }

  /** Git LFS has a form of its own for what went wrong. */
  private boolean isLfs(JsonObject problem) {
    return operation.path().contains("/lfs/") && problem.containsKey("message");
  }

  private JsonObject json() {
    try (var reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw new AssertionError("no JSON", e);
    }
  }
}
