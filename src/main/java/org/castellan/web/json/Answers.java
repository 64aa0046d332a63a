package org.castellan.web.json;

import jakarta.json.JsonValue;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;

/** Answers with a JSON body: bytes, so that no server's own JSON binding has a say in them. */
public final class Answers {

  private Answers() {}

  public static Response ok(JsonValue body) {
    return of(Status.OK, body).build();
  }

  public static ResponseBuilder of(Status status, JsonValue body) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(body.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** 201 for a new member of the collection that the request names. */
  public static Response created(UriInfo collection, String name, JsonValue body) {
    return of(Status.CREATED, body)
        .location(collection.getAbsolutePathBuilder().path(name).build())
        .build();
  }
}
