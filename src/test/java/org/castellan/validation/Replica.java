package org.castellan.validation;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.castellan.backend.Idling;
import org.castellan.backend.OpenStores;
import org.castellan.backend.Scope;
import org.castellan.storage.Provider;
import org.castellan.storage.Providers;
import org.jdbi.v3.core.Jdbi;

/** One replica's object graph on the shared database, with threads of its own. */
final class Replica implements AutoCloseable {

  final ExecutorService executor = Executors.newCachedThreadPool();
  final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  final OpenStores stores;
  final Validator validator;
  final Revalidation revalidation;
  final Gate gate;
  final SecondOpinions opinions;
  final Sweep sweep;
  final Registration registration;

  Replica(Cluster cluster, String node, ValidationSettings settings) {
    this(cluster, cluster.jdbi, node, settings);
  }

  Replica(Cluster cluster, Jdbi jdbi, String node, ValidationSettings settings) {
    this(cluster, jdbi, new ThisReplica(node, () -> false), cluster.provider, settings);
  }

  Replica(
      Cluster cluster,
      Jdbi jdbi,
      ThisReplica self,
      Provider provider,
      ValidationSettings settings) {
    var providers = new Providers(List.of(provider));
    stores = new OpenStores(providers, cluster.backends, Idling.DEFAULTS, timer);
    validator = new Validator(jdbi, stores, cluster.audit, self, settings, ValidationListener.NONE);
    revalidation = new Revalidation(jdbi, validator, executor, timer, settings);
    gate = new Gate(revalidation, settings);
    opinions = new SecondOpinions(revalidation, timer, settings);
    sweep = new Sweep(Scope.DEFAULTS, cluster.backends, validator, executor, settings);
    registration = new Registration(jdbi, cluster.backends, cluster.registry, validator, settings);
  }

  @Override
  public void close() {
    stores.close();
    executor.shutdownNow();
    timer.shutdownNow();
  }
}
