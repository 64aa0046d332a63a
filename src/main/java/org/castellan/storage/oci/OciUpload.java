package org.castellan.storage.oci;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.castellan.storage.Deadline;
import org.castellan.storage.StorageException;
import org.castellan.storage.oci.OciRepository.Right;

/** One upload that a registry has opened. Not thread-safe. */
final class OciUpload {

  private static final System.Logger LOG = System.getLogger(OciUpload.class.getName());
  private static final RequestBody NOTHING = RequestBody.create(new byte[0]);
  private static final int NOT_FOUND = 404;

  /** What is left of the deadline, but never less: lateness must not keep an upload open. */
  private static final Duration CANCELLING = Duration.ofMillis(500);

  private final OciRepository repository;
  private final Deadline deadline;
  private final OptionalLong longest;

  /** Each answer says where to go on. */
  private HttpUrl at;

  private OciUpload(
      OciRepository repository, Deadline deadline, OptionalLong longest, HttpUrl location) {
    this.repository = repository;
    this.deadline = deadline;
    this.longest = longest;
    this.at = location;
  }

  static OciUpload begin(OciRepository repository, Deadline deadline) {
    Request request = repository.request("blobs/uploads/").post(NOTHING).build();
    try (Response answer = OciAnswers.require(repository.call(request, Right.PUSH, deadline))) {
      return new OciUpload(repository, deadline, longest(answer), repository.location(answer));
    }
  }

  /** Some registries tell how much they take at once; the specification has yet to name it. */
  private static OptionalLong longest(Response answer) {
    return Optional.ofNullable(answer.header("OCI-Chunk-Max-Length"))
        .filter(it -> it.matches("[1-9][0-9]{0,15}"))
        .map(it -> OptionalLong.of(Long.parseLong(it)))
        .orElseGet(OptionalLong::empty);
  }

  /** The most bytes that the registry takes in one request. */
  OptionalLong longest() {
    return longest;
  }

  void add(OciPiece piece, OciSource source) {
    var request = new Request.Builder().url(at).patch(piece.of(source));
    piece.range().ifPresent(range -> request.header("Content-Range", range));
    try (Response answer = send(request.build())) {
      at = repository.location(answer);
    }
  }

  /** All that was added is the blob with this digest. */
  void finish(String sha256) {
    finish(NOTHING, sha256);
  }

  /** This is the whole blob with this digest. */
  void finish(RequestBody whole, String sha256) {
    HttpUrl url = at.newBuilder().addQueryParameter("digest", "sha256:" + sha256).build();
    send(new Request.Builder().url(url).put(whole).build()).close();
  }

  private Response send(Request request) {
    return OciAnswers.require(repository.call(request, Right.PUSH, deadline));
  }

  /** What cannot be cancelled, the registry itself removes after a while. */
  void cancel() {
    boolean interrupted = Thread.interrupted();
    boolean late = deadline.remaining().compareTo(CANCELLING) < 0;
    Request request = new Request.Builder().url(at).delete().build();
    try {
      Deadline time = late ? Deadline.in(CANCELLING) : deadline;
      OciAnswers.require(repository.call(request, Right.DELETE, time), NOT_FOUND).close();
    } catch (StorageException e) {
      LOG.log(System.Logger.Level.DEBUG, "An upload stays open: {0}", e.failure().errorClass());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
