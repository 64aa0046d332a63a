package org.castellan.runtime.wiring;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.castellan.runtime.settings.Settings;
import org.castellan.storage.OutboundPolicy;
import org.castellan.webhook.Endpoint;
import org.castellan.webhook.Webhook;
import org.jdbi.v3.core.Jdbi;

/** Who is told of events. */
@Dependent
public class WebhookWiring {

  @Produces
  @Singleton
  Webhook webhook(
      Jdbi jdbi,
      OutboundPolicy policy,
      InstantSource clock,
      @Pool ManagedScheduledExecutorService executor,
      Settings settings) {
    var endpoint = settings.webhook().map(it -> new Endpoint(it, policy, clock));
    return new Webhook(jdbi, settings.node().id(), endpoint, executor);
  }

  void close(@Disposes Webhook webhook) {
    webhook.close();
  }
}
