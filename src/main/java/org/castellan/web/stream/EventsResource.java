package org.castellan.web.stream;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Optional;
import org.castellan.access.Role;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;
import org.jspecify.annotations.Nullable;

/** What happens, as it happens. */
@Path("v1/events")
@Dependent
public class EventsResource {
  @Inject private EventStream stream;

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Secured(Role.READER)
  public void open(
      @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) @Nullable String lastEventId,
      @Context SecurityContext security,
      @Context Sse sse,
      @Context SseEventSink sink) {
    stream.open(
        Audience.of(Identity.of(security).caller()),
        Optional.ofNullable(lastEventId).filter(id -> !id.isEmpty()),
        new SseOutlet(sse, sink, stream.limits().patience()));
  }
}
