package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;
import java.util.List;
import org.castellan.access.Role;
import org.castellan.credential.KeyRotation;
import org.castellan.credential.RotationAnswer.Asked;
import org.castellan.credential.RotationAnswer.KeyMissing;
import org.castellan.credential.RotationRounds;
import org.castellan.schedule.ReplicaNode;
import org.castellan.schedule.Replicas;
import org.castellan.web.json.Answers;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Secured;

/** The rotation of the key that encrypts stored credentials. */
@Path("v1/credentials/rotation")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class RotationResource {
  /** A replica that reported itself in this time may still run. */
  private static final Duration LATELY = Duration.ofMinutes(5);

  @Inject private KeyRotation rotation;
  @Inject private RotationRounds rounds;
  @Inject private Replicas replicas;

  @GET
  @Secured(Role.ADMIN)
  public Response progress() {
    return Answers.ok(Views.rotation(rotation.progress()));
  }

  @POST
  @Secured(Role.ADMIN)
  public Response rotate(@Context SecurityContext security) {
    List<String> nodes = replicas.seenWithin(LATELY).stream().map(ReplicaNode::id).toList();
    var answer = rotation.ask(Identity.of(security).getName(), nodes);
    if (answer instanceof KeyMissing missing) {
      throw new ProblemException(Reason.KEY_MISSING, sentence(missing));
    }
    rounds.poke();
    return Answers.of(Status.ACCEPTED, Views.rotation(((Asked) answer).progress())).build();
  }

  private static String sentence(KeyMissing missing) {
    return "The %s is not known to be in the keyset of %s: give it to every replica,"
            .formatted(missing.key(), String.join(", ", missing.nodes()))
        + " and ask again five minutes after the last one without it has ended.";
  }
}
