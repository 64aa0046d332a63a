package org.castellan.storage.azure;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Response;

/** An answer that is none of success: its status and its code, and nothing of its text. */
final class AzureErrorException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int TEXT_BYTES = 4096;

  private final int status;
  private final String code;
  private final boolean unauthenticated;
  private final transient Optional<Instant> serverTime;

  private AzureErrorException(
      int status, String code, boolean unauthenticated, Optional<Instant> serverTime) {
    super("the storage answered " + status);
    this.status = status;
    this.code = code;
    this.unauthenticated = unauthenticated;
    this.serverTime = serverTime;
  }

  static AzureErrorException of(Response answer) throws IOException {
    String code = answer.header("x-ms-error-code", "");
    String text = answer.peekBody(TEXT_BYTES).string();
    return new AzureErrorException(
        answer.code(),
        code == null ? "" : code,
        text.contains("failed to authenticate"),
        Optional.ofNullable(answer.headers().getInstant("Date")));
  }

  int status() {
    return status;
  }

  /** As in {@code x-ms-error-code}; empty when there is none. */
  String code() {
    return code;
  }

  boolean is(String wanted) {
    return code.equals(wanted);
  }

  /** Whether a code that Azure has for closed networks is used for a wrong signature. */
  boolean unauthenticated() {
    return unauthenticated;
  }

  /** Whether the server's clock and ours are that far apart. */
  boolean clocksApart(Duration atLeast) {
    return serverTime
        .map(there -> Duration.between(there, Instant.now()).abs().compareTo(atLeast) >= 0)
        .orElse(false);
  }
}
