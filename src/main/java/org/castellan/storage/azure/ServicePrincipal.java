package org.castellan.storage.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.OkHttpClient;
import org.castellan.storage.Deadline;
import org.castellan.storage.NetworkFailures;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.StorageException;

/** Shows a token of its directory, and has a new one before the old one ends. Thread-safe. */
final class ServicePrincipal implements AzureAccess {

  private final Authority authority;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Optional<Authority.Token> token = Optional.empty();

  private ServicePrincipal(Authority authority) {
    this.authority = authority;
  }

  static ServicePrincipal of(
      AzureLocation location, ProviderCredentials credentials, OkHttpClient http) {
    return new ServicePrincipal(Authority.of(location, credentials, http));
  }

  @Override
  public List<HttpPipelinePolicy> policies(Deadline deadline) {
    return List.of(
        new HttpPipelineSyncPolicy() {
          @Override
          protected void beforeSendingRequest(HttpPipelineCallContext context) {
            context
                .getHttpRequest()
                .setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + current(deadline));
          }
        });
  }

  private String current(Deadline deadline) {
    return fresh().orElseGet(() -> ask(deadline)).value();
  }

  private Optional<Authority.Token> fresh() {
    return token.filter(Authority.Token::fresh);
  }

  /** One asks; the others wait for it, each within its own deadline. */
  private Authority.Token ask(Deadline deadline) {
    try {
      if (!asking.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new StorageException(NetworkFailures.LATE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(NetworkFailures.LATE, e);
    }
    try {
      Authority.Token found = fresh().orElseGet(() -> authority.ask(deadline));
      token = Optional.of(found);
      return found;
    } finally {
      asking.unlock();
    }
  }

  @Override
  public AzureRefusals refusals() {
    return AzureRefusals.OF_PRINCIPAL;
  }

  @Override
  public void forget() {
    token = Optional.empty();
  }
}
