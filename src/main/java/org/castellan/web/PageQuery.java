package org.castellan.web;

import jakarta.json.JsonObject;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import org.castellan.audit.Page;
import org.castellan.audit.PageKey;
import org.castellan.web.json.Answers;
import org.castellan.web.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** The query of every list: how much of it, and from where. */
public class PageQuery {

  @QueryParam("pageSize")
  @Nullable String pageSize;

  @QueryParam("pageToken")
  @Nullable String pageToken;

  /** A list that can be read in parts. */
  interface Source<T> {
    Page<T> part(Optional<PageKey> after, int limit);
  }

  /**
   * The part that is asked for.
   *
   * @throws ProblemException that names each parameter that cannot be used, before the list is read
   */
  <T> Response answer(Source<T> list, Function<T, JsonObject> view) {
    PageRequest request = PageRequest.of(pageSize, pageToken);
    return Answers.ok(PageRequest.json(list.part(request.after(), request.limit()), view));
  }
}
