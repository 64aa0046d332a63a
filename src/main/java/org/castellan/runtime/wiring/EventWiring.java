package org.castellan.runtime.wiring;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.castellan.audit.EventLog;
import org.castellan.audit.EventRetention;
import org.castellan.credential.Keyset;
import org.castellan.runtime.settings.Settings;
import org.castellan.web.stream.EventIds;
import org.castellan.web.stream.EventStream;
import org.castellan.web.stream.StreamLimits;
import org.jdbi.v3.core.Jdbi;

/** The event stream and what is kept for it. */
@Dependent
public class EventWiring {

  @Produces
  @Singleton
  EventLog eventLog(Jdbi jdbi) {
    return new EventLog(jdbi);
  }

  @Produces
  @Singleton
  EventRetention eventRetention(
      EventLog events, @Pool ManagedScheduledExecutorService executor, Settings settings) {
    return new EventRetention(events, executor, settings.observation().eventRetention());
  }

  @Produces
  @Singleton
  EventStream eventStream(
      EventLog events,
      @Pool ManagedScheduledExecutorService timer,
      @Streams ManagedScheduledExecutorService writers,
      Settings settings) {
    var ids = new EventIds(Keyset.secrets(settings.secrets().keyset().value()));
    return new EventStream(events, ids, StreamLimits.DEFAULTS, timer, writers);
  }
}
