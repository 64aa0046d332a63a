package org.castellan.webhook;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.castellan.storage.NetworkFailures;
import org.castellan.storage.OutboundHttp;
import org.castellan.storage.OutboundPolicy;

/** The subscriber's end of the line. Connects where the policy allows. Thread-safe. */
public final class Endpoint implements AutoCloseable {

  /** What telling one event may take. */
  static final Duration LONGEST = Duration.ofSeconds(10);

  private static final MediaType STRUCTURED = MediaType.get(CloudEvent.MEDIA_TYPE);

  private final Subscriber subscriber;
  private final InstantSource clock;
  private final OkHttpClient client;

  public Endpoint(Subscriber subscriber, OutboundPolicy policy, InstantSource clock) {
    this.subscriber = subscriber;
    this.clock = clock;
    this.client = OutboundHttp.open(policy).newBuilder().callTimeout(LONGEST).build();
  }

  boolean wants(Topic topic) {
    return subscriber.topics().contains(topic);
  }

  /** Why it did not take the event, in a few words without secrets; empty when it did. */
  Optional<String> tell(CloudEvent event) {
    try (Response answer = client.newCall(request(event)).execute()) {
      return answer.isSuccessful() ? Optional.empty() : Optional.of("it answers " + answer.code());
    } catch (IOException e) {
      return Optional.of(
          NetworkFailures.of(e, own -> Optional.empty())
              .map(failure -> failure.errorClass().name())
              .orElse(e.getClass().getSimpleName()));
    }
  }

  private Request request(CloudEvent event) {
    byte[] body = event.body(subscriber.source());
    long seconds = clock.instant().getEpochSecond();
    return new Request.Builder()
        .url(subscriber.url().toString())
        .header("User-Agent", "Castellan")
        .header("webhook-id", event.id())
        .header("webhook-timestamp", Long.toString(seconds))
        .header("webhook-signature", subscriber.key().sign(event.id(), seconds, body))
        .post(RequestBody.create(body, STRUCTURED))
        .build();
  }

  @Override
  public void close() {
    OutboundHttp.close(client);
  }
}
