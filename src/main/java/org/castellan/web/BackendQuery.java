package org.castellan.web;

import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.castellan.backend.BackendFilter;
import org.castellan.backend.BackendStatus;
import org.jspecify.annotations.Nullable;

/** The query of the lists of backends: which of them. */
public class BackendQuery {

  @QueryParam("text")
  @Nullable String text;

  @QueryParam("provider")
  @Nullable String provider;

  @QueryParam("status")
  @Nullable String status;

  @QueryParam("seated")
  @Nullable String seated;

  /**
   * What is asked for.
   *
   * @param organization whose; empty for everybody's
   * @throws org.castellan.web.problem.ProblemException that names a parameter that cannot be used
   */
  BackendFilter filter(Optional<UUID> organization) {
    return new BackendFilter(
        organization,
        FilterText.of("text", text),
        FilterText.of("provider", provider),
        FilterText.of("status", status).map(BackendQuery::status),
        seated());
  }

  private static BackendStatus status(String word) {
    return Stream.of(BackendStatus.values())
        .filter(each -> each.name().equals(word))
        .findFirst()
        .orElseThrow(() -> FilterText.refused("status", "must be OK or INVALID"));
  }

  private boolean seated() {
    if (seated == null || seated.equals("false")) {
      return false;
    }
    if (seated.equals("true")) {
      return true;
    }
    throw FilterText.refused("seated", "must be true or false");
  }
}
