package org.castellan.runtime.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import org.castellan.run.Api;

/** An organization whose default is a shelf of the toy provider. */
final class ToyOrganization {

  private static final String ORGANIZATIONS = "/api/v1/organizations";

  private ToyOrganization() {}

  /** Its path, once it is there. */
  static String create(Api api, String name, String shelf) {
    var created = api.call("POST", ORGANIZATIONS, "{\"name\":\"%s\"}".formatted(name));
    assertThat(created.statusCode()).isEqualTo(201);
    String path = ORGANIZATIONS + "/" + name;
    var seated =
        api.call(
            "POST",
            path + "/cas-backends",
            """
            {"name": "%s", "provider": "TOY", "location": "top", "default": true,
             "credentials": {"key": "k"}}
            """
                .formatted(shelf));
    assertThat(seated.statusCode()).as(seated.body()).isEqualTo(201);
    return path;
  }
}
