package org.castellan.runtime.wiring;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.castellan.storage.OutboundHttp;
import org.castellan.storage.OutboundPolicy;

/**
 * Reads the documents of an OpenID Connect issuer: within 3 s and 100 KiB each, following no
 * redirect. The issuer is the administrator's choice, not a tenant's, and may have a private
 * address. Thread-safe.
 */
public final class IssuerHttp implements ResourceRetriever, AutoCloseable {

  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final int LARGEST = 100 << 10;

  private final OutboundPolicy policy = new OutboundPolicy(OutboundPolicy.Mode.ANY, List.of());
  private final OkHttpClient client;

  /** Trusts the certificates that the Java runtime does. */
  public IssuerHttp() {
    this(builder -> builder);
  }

  /** With a client of which some things are otherwise. */
  public IssuerHttp(UnaryOperator<OkHttpClient.Builder> otherwise) {
    client = otherwise.apply(OutboundHttp.open(policy).newBuilder()).callTimeout(LONGEST).build();
  }

  @Override
  public Resource retrieveResource(URL address) throws IOException {
    var request = new Request.Builder().url(address).header("Accept", "application/json").build();
    try (Response answer = client.newCall(request).execute()) {
      if (answer.code() != 200) {
        throw new IOException(address + " answers " + answer.code());
      }
      BufferedSource body = answer.body().source();
      if (body.request(LARGEST + 1)) {
        throw new IOException(address + " answers more than 100 KiB");
      }
      return new Resource(body.readUtf8(), answer.header("Content-Type"));
    }
  }

  @Override
  public void close() {
    OutboundHttp.close(client);
    policy.close();
  }
}
