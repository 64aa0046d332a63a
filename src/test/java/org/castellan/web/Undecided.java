package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource whose author forgot to say who may call it. */
@Path("v1/undecided")
@Dependent
public class Undecided {

  @GET
  public String get() {
    return "anybody's";
  }
}
