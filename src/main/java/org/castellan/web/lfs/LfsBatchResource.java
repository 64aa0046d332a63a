package org.castellan.web.lfs;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.castellan.access.Role;
import org.castellan.artifact.Digest;
import org.castellan.artifact.Holdings;
import org.castellan.artifact.Holdings.Holding;
import org.castellan.organization.Organization;
import org.castellan.validation.Gate;
import org.castellan.web.json.JsonFields;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Question;
import org.castellan.web.security.Secured;
import org.castellan.web.security.TokenAsPassword;

/** Says what to do about some objects that a client wants to transfer. */
@Path("v1/organizations/{org}/lfs/objects/batch")
@TokenAsPassword
@Question
@Dependent
public class LfsBatchResource {
  @Inject private Holdings holdings;
  @Inject private Gate gate;

  @POST
  @Secured(Role.READER)
  public Response post(
      InputStream body,
      @Context HttpHeaders headers,
      @Context UriInfo uri,
      @Context SecurityContext security) {
    Identity identity = Identity.of(security);
    BatchRequest batch = BatchRequest.of(LfsJson.read(body, headers));
    if (batch.isUpload() && !identity.caller().role().includes(Role.WRITER)) {
      throw new ProblemException(Reason.FORBIDDEN, "Your token's role allows downloads only.");
    }
    Organization organization = identity.organization();
    var hrefs = new Hrefs(uri, organization.name());
    ObjectAnswers.ByDigest answers =
        batch.isUpload()
            ? upload(organization.id(), batch.digests(), hrefs)::answer
            : new DownloadBatch(holdings.find(organization.id(), batch.digests()), hrefs)::answer;
    return LfsJson.ok(answer(batch, answers));
  }

  private UploadBatch upload(UUID organization, Set<Digest> digests, Hrefs hrefs) {
    Map<Digest, Holding> held = holdings.find(organization, digests);
    OptionalLong room =
        digests.isEmpty() ? OptionalLong.empty() : holdings.room(organization, digests);
    return new UploadBatch(held, room, hrefs, () -> gate.decide(organization));
  }

  private static JsonObject answer(BatchRequest batch, ObjectAnswers.ByDigest answers) {
    List<JsonObject> objects =
        batch.objects().stream().map(pointer -> ObjectAnswers.of(pointer, answers)).toList();
    return new JsonFields()
        .add("transfer", "basic")
        .add("objects", JsonFields.array(objects))
        .add("hash_algo", "sha256")
        .json();
  }
}
