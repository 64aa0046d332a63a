package org.castellan.runtime.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
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
    show(
        Gauge.builder("castellan.database.connections", pool, BoundedDataSource::inUse)
            .tag("pool", name));
    show(
        Gauge.builder("castellan.database.connections.limit", pool, BoundedDataSource::size)
            .tag("pool", name));
    return this;
  }

  public ReplicaGauges gate(Gate gate) {
    show(Gauge.builder("castellan.gate.waiting", gate, Gate::waiting));
    return this;
  }

  public ReplicaGauges streams(EventStream stream) {
    show(Gauge.builder("castellan.event.streams", stream, EventStream::readers));
    return this;
  }

  public ReplicaGauges spool(Spool spool) {
    show(Gauge.builder("castellan.spool", spool, Spool::used).baseUnit("bytes"));
    show(Gauge.builder("castellan.spool.limit", spool, Spool::limit).baseUnit("bytes"));
    return this;
  }

  public ReplicaGauges stores(OpenStores stores) {
    show(Gauge.builder("castellan.stores.open", stores, OpenStores::count));
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
    show(Gauge.builder(name, activities, all -> all.stream().mapToInt(figure).sum()));
  }

  private void show(Gauge.Builder<?> gauge) {
    gauge.strongReference(true).register(registry);
  }
}
