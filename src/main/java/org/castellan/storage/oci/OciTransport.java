package org.castellan.storage.oci;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.Optional;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.castellan.storage.Deadline;
import org.castellan.storage.NetworkFailures;
import org.castellan.storage.OutboundHttp;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;

/**
 * Sends requests and bounds them: by their deadline, until the last byte of the answer is read, and
 * by the policy, wherever a registry leads. Thread-safe.
 */
final class OciTransport implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(OciTransport.class.getName());

  private final OkHttpClient http;
  private final OutboundPolicy policy;

  /**
   * @param http ends with this object
   */
  OciTransport(OkHttpClient http, OutboundPolicy policy) {
    this.http = http;
    this.policy = policy;
  }

  /** Any answer, a failure's too. The caller closes it. */
  Response send(Request request, Deadline deadline) {
    if (!request.url().isHttps() && !policy.allowsPlainHttp(request.url().host())) {
      throw new StorageException(OciAnswers.IN_THE_CLEAR);
    }
    long left = deadline.remaining().toNanos();
    if (left == 0) {
      throw new StorageException(NetworkFailures.LATE);
    }
    Call call = http.newCall(plain(request));
    call.timeout().timeout(left, NANOSECONDS);
    return execute(call);
  }

  /** What comes must be what is stored: nothing between may pack it. */
  private static Request plain(Request request) {
    return request
        .newBuilder()
        .header("Accept-Encoding", "identity")
        .header("User-Agent", "Castellan")
        .build();
  }

  private static Response execute(Call call) {
    try {
      return call.execute();
    } catch (Exception e) {
      // The client lets an interrupt while it connects pass undeclared.
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw failed(e);
    }
  }

  /** What broke a request or the reading of its answer. */
  static StorageException failed(Exception e) {
    LOG.log(System.Logger.Level.DEBUG, "A registry''s connection failed: {0}", e.getClass());
    StorageFailure failure =
        Thread.currentThread().isInterrupted()
            ? NetworkFailures.LATE
            : NetworkFailures.of(e, cause -> Optional.empty()).orElse(OciAnswers.NOT_A_REGISTRY);
    return new StorageException(failure, e);
  }

  @Override
  public void close() {
    OutboundHttp.close(http);
  }
}
