package org.castellan.web;

import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.castellan.artifact.Artifact;
import org.castellan.artifact.ArtifactFilter;
import org.castellan.artifact.Damage;
import org.castellan.web.json.TextRule;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Violation;
import org.jspecify.annotations.Nullable;

/** The query of the list of artifacts: which of them. */
public class ArtifactQuery {
  private static final Pattern DIGEST = Pattern.compile("(?:sha256:)?([0-9a-f]{1,64})");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  @QueryParam("digest")
  @Nullable String digest;

  @QueryParam("fileName")
  @Nullable String fileName;

  @QueryParam("backend")
  @Nullable String backend;

  @QueryParam("uploadedAfter")
  @Nullable String uploadedAfter;

  @QueryParam("uploadedBefore")
  @Nullable String uploadedBefore;

  @QueryParam("damage")
  @Nullable String damage;

  /**
   * What is asked for.
   *
   * @throws ProblemException that names each parameter that cannot be used
   */
  ArtifactFilter filter() {
    List<Violation> violations = new ArrayList<>();
    var filter =
        new ArtifactFilter(
            digest(violations),
            text("fileName", fileName, TextRule.upTo(Artifact.MAX_FILE_NAME), violations),
            text("backend", backend, TextRule.LABEL, violations),
            instant("uploadedAfter", uploadedAfter, violations),
            instant("uploadedBefore", uploadedBefore, violations),
            damage(violations));
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.of(violations));
    }
    return filter;
  }

  private Optional<String> digest(List<Violation> violations) {
    var given = Optional.ofNullable(digest);
    var hex =
        given.map(DIGEST::matcher).filter(it -> it.matches()).map(matcher -> matcher.group(1));
    if (given.isPresent() && hex.isEmpty()) {
      violations.add(
          new Violation("digest", "must be 1 to 64 lowercase hexadecimal digits of a SHA-256"));
    }
    return hex;
  }

  private static Optional<String> text(
      String name, @Nullable String value, TextRule rule, List<Violation> violations) {
    Optional<String> given = Optional.ofNullable(value);
    given
        .flatMap(rule::complaint)
        .ifPresent(complaint -> violations.add(new Violation(name, complaint)));
    return given;
  }

  private Optional<Damage> damage(List<Violation> violations) {
    Optional<Damage> known =
        Arrays.stream(Damage.values()).filter(it -> it.name().equals(damage)).findFirst();
    if (damage != null && known.isEmpty()) {
      violations.add(new Violation("damage", "must be CORRUPT or MISSING"));
    }
    return known;
  }

  private static Optional<Instant> instant(
      String name, @Nullable String value, List<Violation> violations) {
    Optional<Instant> instant = Optional.ofNullable(value).flatMap(ArtifactQuery::parse);
    if (value != null && instant.isEmpty()) {
      violations.add(new Violation(name, "must be an instant as in 2026-11-24T08:00:00Z"));
    }
    return instant;
  }

  /** PostgreSQL's timestamps do not reach as far as Java's. */
  private static Optional<Instant> parse(String text) {
    try {
      return Optional.of(Instant.parse(text))
          .filter(it -> it.isBefore(LATEST) && !it.isBefore(Instant.EPOCH));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
