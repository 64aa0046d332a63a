package org.castellan.storage.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** An answer that is none of success: its status and its code, and nothing of its text. */
final class AzureErrorException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int TEXT_BYTES = 4096;
  private static final HttpHeaderName CODE = HttpHeaderName.fromString("x-ms-error-code");

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

  static AzureErrorException of(HttpResponse answer) {
    String code = answer.getHeaders().getValue(CODE);
    return new AzureErrorException(
        answer.getStatusCode(),
        code == null ? "" : code,
        text(answer).contains("failed to authenticate"),
        Optional.ofNullable(answer.getHeaders().getValue(HttpHeaderName.DATE))
            .flatMap(AzureErrorException::time));
  }

  private static String text(HttpResponse answer) {
    try (InputStream stream = answer.getBodyAsBinaryData().toStream()) {
      return new String(stream.readNBytes(TEXT_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static Optional<Instant> time(String header) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
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
