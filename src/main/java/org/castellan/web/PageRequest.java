package org.castellan.web;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.castellan.audit.Page;
import org.castellan.audit.PageKey;
import org.castellan.web.json.JsonFields;
import org.castellan.web.problem.Problem;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Violation;
import org.jspecify.annotations.Nullable;

/** Which part of a list is wanted, and how it is answered. */
record PageRequest(int limit, Optional<PageKey> after) {
  private static final int DEFAULT_SIZE = 50;
  private static final int MAX_SIZE = 500;

  /**
   * Reads the query.
   *
   * @throws ProblemException that names each parameter that cannot be used
   */
  static PageRequest of(@Nullable String pageSize, @Nullable String pageToken) {
    List<Violation> violations = new ArrayList<>();
    Optional<Integer> size = Optional.ofNullable(pageSize).flatMap(PageRequest::size);
    if (pageSize != null && size.isEmpty()) {
      violations.add(new Violation("pageSize", "must be a whole number from 1 to " + MAX_SIZE));
    }
    Optional<PageKey> after = Optional.ofNullable(pageToken).flatMap(PageRequest::key);
    if (pageToken != null && after.isEmpty()) {
      violations.add(new Violation("pageToken", "is not one that this list has given out"));
    }
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.of(violations));
    }
    return new PageRequest(size.orElse(DEFAULT_SIZE), after);
  }

  /** {@code {"items": …, "nextPageToken": …}}. */
  static <T> JsonObject json(Page<T> page, Function<T, JsonObject> view) {
    return new JsonFields()
        .add("items", JsonFields.array(page.items().stream().map(view).toList()))
        .addText("nextPageToken", page.next().map(PageRequest::token))
        .json();
  }

  private static String token(PageKey key) {
    String text = key.at() + "/" + key.id();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Optional<PageKey> key(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
      int slash = text.indexOf('/');
      Instant at = Instant.parse(text.substring(0, Math.max(0, slash)));
      return Optional.of(new PageKey(at, UUID.fromString(text.substring(slash + 1))))
          .filter(PageRequest::storable);
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** PostgreSQL's timestamps do not reach as far as Java's. */
  private static boolean storable(PageKey key) {
    return key.at().isAfter(Instant.EPOCH)
        && key.at().isBefore(Instant.parse("9999-12-31T00:00:00Z"));
  }

  private static Optional<Integer> size(String text) {
    try {
      return Optional.of(Integer.parseInt(text)).filter(n -> n >= 1 && n <= MAX_SIZE);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
