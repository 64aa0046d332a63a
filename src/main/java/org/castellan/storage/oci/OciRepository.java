package org.castellan.storage.oci;

import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.castellan.storage.Deadline;
import org.castellan.storage.StorageException;

/** One repository of a registry, with the login that its answers ask for. Thread-safe. */
final class OciRepository implements AutoCloseable {

  /** What a request is for, as token services name it. */
  enum Right {
    PULL("pull"),
    PUSH("pull,push"),
    DELETE("delete");

    private final String actions;

    Right(String actions) {
      this.actions = actions;
    }
  }

  private static final int UNAUTHORIZED = 401;
  private static final int MAX_REDIRECTS = 3;
  private static final String AUTHORIZATION = "Authorization";

  private final OciLocation place;
  private final OciTransport transport;
  private final OciLogin login;

  OciRepository(OciLocation place, OciTransport transport, OciLogin login) {
    this.place = place;
    this.transport = transport;
    this.login = login;
  }

  /** A request for something in the repository: {@code manifests/…}, {@code blobs/…}. */
  Request.Builder request(String path) {
    return new Request.Builder().url(place.url(path));
  }

  /** Any answer, a failure's too. The caller closes it. */
  Response call(Request request, Right right, Deadline deadline) {
    if (!place.serves(request.url())) {
      return transport.send(request, deadline);
    }
    String scope = "repository:" + place.repository() + ":" + right.actions;
    Optional<String> known = login.known(scope, deadline);
    Response answer = transport.send(authorized(request, known), deadline);
    if (answer.code() != UNAUTHORIZED || spent(request)) {
      return answer;
    }
    // Its connection carries what follows.
    answer.close();
    String wanted = login.answer(answer, known, scope, deadline);
    return transport.send(authorized(request, Optional.of(wanted)), deadline);
  }

  /** A body that can be sent but once. */
  private static boolean spent(Request request) {
    RequestBody body = request.body();
    return body != null && body.isOneShot();
  }

  private static Request authorized(Request request, Optional<String> value) {
    return value.map(it -> request.newBuilder().header(AUTHORIZATION, it).build()).orElse(request);
  }

  /**
   * The same for what is only read, from wherever the registry keeps it: another host gets no
   * credentials.
   */
  Response read(Request request, Right right, Deadline deadline) {
    Response answer = call(request, right, deadline);
    for (int followed = 0; answer.isRedirect(); followed++) {
      answer.close();
      if (followed == MAX_REDIRECTS) {
        throw new StorageException(OciAnswers.REDIRECTED);
      }
      answer = call(request.newBuilder().url(location(answer)).build(), right, deadline);
    }
    return answer;
  }

  /**
   * Where an answer points to.
   *
   * @throws StorageException when it points nowhere
   */
  HttpUrl location(Response answer) {
    return Optional.ofNullable(answer.header("Location"))
        .flatMap(it -> Optional.ofNullable(answer.request().url().resolve(it)))
        .map(place::secured)
        .orElseThrow(() -> new StorageException(OciAnswers.NOT_A_REGISTRY));
  }

  @Override
  public void close() {
    transport.close();
  }
}
