package org.castellan.runtime.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Everything there is to scrape on this replica. Thread-safe. */
public final class Scrape {

  private final PrometheusMeterRegistry registry;
  private final ClusterGauges cluster;
  private final boolean isPublic;

  /**
   * @param isPublic whether no token is needed
   */
  public Scrape(PrometheusMeterRegistry registry, ClusterGauges cluster, boolean isPublic) {
    this.registry = registry;
    this.cluster = cluster;
    this.isPublic = isPublic;
  }

  /** In Prometheus' text format. */
  String text() {
    cluster.refresh();
    return registry.scrape();
  }

  boolean isPublic() {
    return isPublic;
  }
}
