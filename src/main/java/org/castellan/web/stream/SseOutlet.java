package org.castellan.web.stream;

import static java.lang.System.Logger.Level.DEBUG;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A request's event sink. Jersey writes in the caller's thread, RESTEasy in the background: the
 * caller waits for either, so that no queue grows anywhere.
 */
final class SseOutlet implements Outlet {

  private static final System.Logger LOG = System.getLogger(SseOutlet.class.getName());

  private final Sse sse;
  private final SseEventSink sink;
  private final Duration patience;

  SseOutlet(Sse sse, SseEventSink sink, Duration patience) {
    this.sse = sse;
    this.sink = sink;
    this.patience = patience;
  }

  @Override
  public void event(String id, String name, String data) throws IOException {
    send(
        sse.newEventBuilder()
            .id(id)
            .name(name)
            .mediaType(MediaType.TEXT_PLAIN_TYPE)
            .data(data)
            .build());
  }

  @Override
  public void heartbeat() throws IOException {
    send(sse.newEventBuilder().comment("still here").build());
  }

  private void send(OutboundSseEvent event) throws IOException {
    try {
      var unused =
          sink.send(event).toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      throw new IOException("the reader is gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the replica stops", e);
    }
  }

  @Override
  public void close() {
    try {
      sink.close();
    } catch (RuntimeException e) {
      LOG.log(DEBUG, "a stream was closed by its reader first", e);
    }
  }
}
