package org.castellan.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Sends requests with the token; what is refused or does not arrive ends the command. */
final class Http {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();
  private final ServerAccess access;

  Http(ServerAccess access) {
    this.access = access;
  }

  /** A request to a path of the API, which begins with a slash. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(access.base() + path))
        .header("Authorization", "Bearer " + access.token());
  }

  /** An answer of the 200s, whose body the caller closes. */
  HttpResponse<InputStream> send(HttpRequest request) {
    try {
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      if (response.statusCode() / 100 != 2) {
        throw new CommandFailure(ExitStatus.REFUSED, Problem.of(response));
      }
      return response;
    } catch (IOException e) {
      throw broken(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.unreachable("interrupted", e);
    }
  }

  /** What ends a command when the connection does not come about, or breaks. */
  CommandFailure broken(IOException cause) {
    return CommandFailure.unreachable("cannot reach " + access + ": " + reason(cause), cause);
  }

  private static String reason(IOException cause) {
    if (isUnresolved(cause)) {
      return "no such host";
    } else if (cause instanceof HttpConnectTimeoutException) {
      return "no connection within " + CONNECT.toSeconds() + " s";
    } else if (cause instanceof HttpTimeoutException) {
      return "no answer in time";
    } else if (cause instanceof ConnectException) {
      return "connection refused";
    } else if (cause instanceof SSLException) {
      return "TLS: " + cause.getMessage();
    }
    return "the connection broke (" + cause.getMessage() + ")";
  }

  private static boolean isUnresolved(Throwable cause) {
    return cause instanceof UnresolvedAddressException
        || (cause.getCause() != null && isUnresolved(cause.getCause()));
  }
}
