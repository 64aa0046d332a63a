package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import org.castellan.access.Role;
import org.castellan.schedule.ClusterWarnings;
import org.castellan.schedule.ReplicaNode;
import org.castellan.schedule.Replicas;
import org.castellan.web.json.Answers;
import org.castellan.web.json.JsonFields;
import org.castellan.web.security.Secured;

/** The replicas that were seen within the last five minutes, and what to know of them. */
@Path("v1/nodes")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class NodesResource {
  private static final Duration LATELY = Duration.ofMinutes(5);

  @Inject private Replicas replicas;

  @GET
  @Secured(Role.ADMIN)
  public Response list() {
    List<ReplicaNode> seen = replicas.seenWithin(LATELY);
    var items = seen.stream().map(NodeViews::node).toList();
    var warnings = ClusterWarnings.of(seen).stream().map(NodeViews::warning).toList();
    return Answers.ok(
        new JsonFields()
            .add("items", JsonFields.array(items))
            .add("warnings", JsonFields.array(warnings))
            .json());
  }
}
