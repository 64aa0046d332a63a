package org.castellan.runtime.wiring;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.castellan.artifact.PatrolListener;
import org.castellan.artifact.Spool;
import org.castellan.backend.BackendTotals;
import org.castellan.backend.OpenStores;
import org.castellan.runtime.container.BoundedDataSource;
import org.castellan.runtime.metrics.ArtifactBytes;
import org.castellan.runtime.metrics.CallMeters;
import org.castellan.runtime.metrics.ClusterGauges;
import org.castellan.runtime.metrics.PatrolMeters;
import org.castellan.runtime.metrics.ReplicaGauges;
import org.castellan.runtime.metrics.Scrape;
import org.castellan.runtime.metrics.ValidationMeters;
import org.castellan.runtime.settings.Settings;
import org.castellan.runtime.traces.CallSpans;
import org.castellan.runtime.traces.ValidationSpans;
import org.castellan.schedule.Checkers;
import org.castellan.schedule.TickAges;
import org.castellan.storage.CallObserver;
import org.castellan.validation.Gate;
import org.castellan.validation.ValidationListener;
import org.castellan.validation.Validator;
import org.castellan.web.stream.EventStream;
import org.jdbi.v3.core.Jdbi;

/** What is measured and traced. */
@Dependent
public class MetricsWiring {

  @Produces
  @Singleton
  PrometheusMeterRegistry registry() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  void close(@Disposes PrometheusMeterRegistry registry) {
    registry.close();
  }

  @Produces
  @Singleton
  ValidationListener validationListener(PrometheusMeterRegistry registry, Tracer tracer) {
    return new ValidationListeners(
        List.of(new ValidationMeters(registry), new ValidationSpans(tracer)));
  }

  @Produces
  @Singleton
  CallObserver callObserver(PrometheusMeterRegistry registry, Tracer tracer) {
    return CallObserver.all(List.of(new CallMeters(registry), new CallSpans(tracer)));
  }

  @Produces
  @Singleton
  PatrolListener patrolListener(PrometheusMeterRegistry registry) {
    return new PatrolMeters(registry);
  }

  @Produces
  @Singleton
  ArtifactBytes artifactBytes(PrometheusMeterRegistry registry) {
    return new ArtifactBytes(registry);
  }

  @Produces
  @Singleton
  Scrape scrape(
      PrometheusMeterRegistry registry,
      BoundedDataSource work,
      @Checks BoundedDataSource checks,
      Gate gate,
      EventStream stream,
      Spool spool,
      OpenStores stores,
      @Checks Jdbi jdbi,
      Checkers checkers,
      Validator requests,
      @Checks Validator sweeps,
      Settings settings) {
    new ReplicaGauges(registry)
        .pool("work", work)
        .pool("checks", checks)
        .gate(gate)
        .streams(stream)
        .spool(spool)
        .stores(stores)
        .validations(List.of(sweeps.activity(), requests.activity()));
    var cluster =
        new ClusterGauges(registry, new BackendTotals(jdbi), checkers, new TickAges(jdbi));
    return new Scrape(registry, cluster, settings.observation().metricsPublic());
  }
}
