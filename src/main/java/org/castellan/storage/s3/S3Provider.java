package org.castellan.storage.s3;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.Provider;
import org.castellan.storage.ProviderBean;
import org.castellan.storage.ProviderCredentials;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Amazon S3 and what speaks its protocol. Stores that it opened share its connections. */
@ProviderBean
public final class S3Provider implements Provider, AutoCloseable {

  private static final Duration WARM_UP = Duration.ofSeconds(30);

  private final S3Form form;
  private final SdkHttpClient transfers;

  /** Apart, so that busy uploads and downloads never make a healthy backend's probe wait. */
  private final SdkHttpClient probes;

  private final ScheduledThreadPoolExecutor timer = timer();

  @Inject
  public S3Provider(OutboundPolicy policy) {
    this.form = new S3Form(policy);
    this.transfers = S3Connections.open(policy);
    this.probes = S3Connections.open(policy);
  }

  /** Interrupts and aborts calls at their deadline; never does I/O itself. */
  private static ScheduledThreadPoolExecutor timer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              var thread = new Thread(work, "castellan-s3-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  @Override
  public String id() {
    return "AWS-S3";
  }

  @Override
  public List<Violation> check(String location, ProviderCredentials credentials) {
    return form.check(location, credentials);
  }

  @Override
  public String host(String location, ProviderCredentials credentials) {
    return S3Location.parse(location).endpoint().orElseGet(() -> amazon(credentials)).getHost();
  }

  @Override
  public BlobStore open(String location, ProviderCredentials credentials) {
    S3Location place = S3Location.parse(location);
    URI endpoint = place.endpoint().orElseGet(() -> amazon(credentials));
    Function<SdkHttpClient, S3Client> client =
        connections ->
            new S3ClientFactory(connections, timer)
                .client(endpoint, place.endpoint().isPresent(), region(credentials), credentials);
    return new S3Store(
        new S3Bucket(client.apply(transfers), place.bucket()),
        new S3Bucket(client.apply(probes), place.bucket()),
        S3Compatibility.of(credentials),
        timer);
  }

  /** A probe that ends at this machine's own door, or at the policy's before it. */
  @Override
  public void warmUp() {
    var nobody =
        new ProviderCredentials(Map.of(S3Form.ACCESS_KEY_ID, "x", S3Form.SECRET_ACCESS_KEY, "x"));
    try (BlobStore store = open("https://127.0.0.1:1/warm-up", nobody)) {
      ProbeResult unused = store.probe("warm-up", Deadline.in(WARM_UP));
    }
  }

  private static URI amazon(ProviderCredentials credentials) {
    return URI.create("https://" + S3Client.serviceMetadata().endpointFor(region(credentials)));
  }

  private static Region region(ProviderCredentials credentials) {
    return Region.of(
        credentials.get(S3Form.REGION).orElseGet(() -> S3Compatibility.of(credentials).region()));
  }

  /** Ends every connection, calls under way included. */
  @Override
  @PreDestroy
  public void close() {
    timer.shutdownNow();
    transfers.close();
    probes.close();
  }
}
