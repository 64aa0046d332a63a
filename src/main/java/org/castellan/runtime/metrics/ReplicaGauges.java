package org.castellan.runtime.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.castellan.artifact.Spool;
import org.castellan.backend.OpenStores;
import org.castellan.runtime.container.BoundedDataSource;
import org.castellan.validation.Activity;
import org.castellan.validation.Gate;
import org.castellan.web.stream.EventStream;

/** What this replica has in use now. */
public final class ReplicaGauges {

  private final MeterRegistry registry;

  public ReplicaGauges(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Shows a pool.
   *
   * @param name one of few
   */
  public ReplicaGauges pool(String name, BoundedDataSource pool) {
    Gauge.builder("castellan.database.connections", pool, BoundedDataSource::inUse)
        .tag("pool", name)
        .strongReference(true)
        .register(registry);
    Gauge.builder("castellan.database.connections.limit", pool, BoundedDataSource::size)
        .tag("pool", name)
        .strongReference(true)
        .register(registry);
    return this;
  }

  public ReplicaGauges gate(Gate gate) {
    Gauge.builder("castellan.gate.waiting", gate, Gate::waiting)
        .strongReference(true)
        .register(registry);
    return this;
  }

  public ReplicaGauges streams(EventStream stream) {
    Gauge.builder("castellan.event.streams", stream, EventStream::readers)
        .strongReference(true)
        .register(registry);
    return this;
  }

  public ReplicaGauges spool(Spool spool) {
    bytes("castellan.spool", spool, Spool::used);
    bytes("castellan.spool.limit", spool, Spool::limit);
    return this;
  }

  private void bytes(String name, Spool spool, ToDoubleFunction<Spool> figure) {
    Gauge.builder(name, spool, figure).baseUnit("bytes").strongReference(true).register(registry);
  }

  public ReplicaGauges stores(OpenStores stores) {
    Gauge.builder("castellan.stores.open", stores, OpenStores::count)
        .strongReference(true)
        .register(registry);
    return this;
  }

  /**
   * Shows validations.
   *
   * @param activities of all that validate here
   */
  public ReplicaGauges validations(List<Activity> activities) {
    sum("castellan.validation.running", activities, Activity::running);
    sum("castellan.validation.queued", activities, Activity::queued);
    sum("castellan.validation.slow", activities, Activity::slow);
    return this;
  }

  private void sum(String name, List<Activity> activities, ToIntFunction<Activity> figure) {
    Gauge.builder(name, activities, all -> all.stream().mapToInt(figure).sum())
        .strongReference(true)
        .register(registry);
  }
}
