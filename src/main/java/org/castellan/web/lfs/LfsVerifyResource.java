package org.castellan.web.lfs;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.UUID;
import org.castellan.access.Role;
import org.castellan.artifact.Artifact;
import org.castellan.artifact.Digest;
import org.castellan.artifact.Downloads;
import org.castellan.web.ArtifactTransfers;
import org.castellan.web.security.Identity;
import org.castellan.web.security.Question;
import org.castellan.web.security.Secured;
import org.castellan.web.security.TokenAsPassword;

/** Confirms to who uploaded an object that it is on record. */
@Path("v1/organizations/{org}/lfs/objects/verify")
@TokenAsPassword
@Question
@Dependent
public class LfsVerifyResource {
  @Inject private Downloads downloads;

  @POST
  @Secured(Role.READER)
  public Response post(
      InputStream body, @Context HttpHeaders headers, @Context SecurityContext security) {
    UUID organization = Identity.of(security).organization().id();
    Pointer pointer = Pointer.of(LfsJson.read(body, headers));
    Digest digest =
        pointer.digest().orElseThrow(() -> LfsJson.invalid("The oid or the size is impossible."));
    Artifact artifact =
        downloads.find(organization, digest).orElseThrow(ArtifactTransfers::notFound);
    if (artifact.size() != pointer.size()) {
      throw LfsJson.invalid("The artifact of this oid has " + artifact.size() + " bytes.");
    }
    return LfsJson.ok(pointer.json().json());
  }
}
