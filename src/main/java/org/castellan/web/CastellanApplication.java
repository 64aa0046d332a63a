package org.castellan.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The REST API's root. The server finds the resources and providers by scanning. */
@ApplicationPath("/api")
public class CastellanApplication extends Application {

  /** Jersey otherwise describes every resource to anybody who asks for its WADL. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
