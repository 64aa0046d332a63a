package org.castellan.runtime.wiring;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.castellan.backend.Backends;
import org.castellan.backend.Idling;
import org.castellan.backend.OpenStores;
import org.castellan.runtime.settings.Settings;
import org.castellan.storage.CallObserver;
import org.castellan.storage.ObservedProvider;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.Provider;
import org.castellan.storage.Providers;

/** The kinds of storage, what they may connect to, and what of it is open. */
@Dependent
public class StorageWiring {

  @Produces
  @Singleton
  OutboundPolicy outboundPolicy(Settings settings) {
    return new OutboundPolicy(settings.endpoints().policy(), settings.endpoints().allowed());
  }

  void close(@Disposes OutboundPolicy policy) {
    policy.close();
  }

  @Produces
  @Singleton
  Providers providers(@Any Instance<Provider> providers, CallObserver observer) {
    return new Providers(providers.stream().map(it -> new ObservedProvider(it, observer)).toList());
  }

  @Produces
  @Singleton
  OpenStores openStores(
      Providers providers,
      @Checks Backends backends,
      @Pool ManagedScheduledExecutorService executor) {
    return new OpenStores(providers, backends, Idling.DEFAULTS, executor);
  }

  void close(@Disposes OpenStores stores) {
    stores.close();
  }
}
