package org.castellan.runtime.wiring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.castellan.testkit.Daemons;

/** All bytes of an event stream since it was opened. */
final class StreamTap implements AutoCloseable {

  private final InputStream stream;
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

  StreamTap(String url, String token) {
    var request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1/events"))
            .header("Authorization", "Bearer " + token)
            .header("Accept", "text/event-stream");
    try {
      stream =
          HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    Daemons.start("event-stream", this::read);
  }

  private void read() throws IOException {
    var piece = new byte[4096];
    for (int n = stream.read(piece); n >= 0; n = stream.read(piece)) {
      seen.write(piece, 0, n);
    }
  }

  String text() {
    return seen.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
