package org.castellan.web.lfs;

import jakarta.json.JsonObject;
import jakarta.ws.rs.core.UriInfo;
import org.castellan.artifact.Digest;
import org.castellan.web.json.JsonFields;

/**
 * Where transfers go: the same server, by the name under which the client reached it. No
 * credentials are in them, because the client has them.
 */
record Hrefs(UriInfo uri, String organization) {
  private static final String OBJECTS = "v1/organizations/{org}/lfs/objects/{object}";

  JsonObject download(Digest digest) {
    return new JsonFields().add("download", action(digest.hex())).json();
  }

  JsonObject upload(Digest digest) {
    return new JsonFields()
        .add("upload", action(digest.hex()))
        .add("verify", action("verify"))
        .json();
  }

  private JsonObject action(String object) {
    String href = uri.getBaseUriBuilder().path(OBJECTS).build(organization, object).toString();
    return new JsonFields().add("href", href).json();
  }
}
