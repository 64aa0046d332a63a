package org.castellan.storage.oci;

import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.castellan.storage.BlobStore.Content;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;
import org.castellan.storage.oci.OciRepository.Right;

/** The manifests of a repository, each under its key's tag. Thread-safe. */
final class OciManifests {

  /** Ours are a hundredth of it: what is larger is somebody else's. */
  private static final int MAX_BYTES = 1 << 16;

  private static final int NOT_FOUND = 404;
  private static final MediaType TYPE = MediaType.get(OciManifest.MEDIA_TYPE);

  private static final StorageFailure FOREIGN =
      new StorageFailure(
          ErrorClass.CORRUPT,
          "The repository holds something under this artifact's tag that Castellan did not store.",
          "Keep the repository for Castellan alone, and remove the tag.",
          false);

  private final OciRepository repository;
  private final OciUploads uploads;

  OciManifests(OciRepository repository, OciUploads uploads) {
    this.repository = repository;
    this.uploads = uploads;
  }

  /**
   * @throws StorageException also when the tag leads to something that is not ours
   */
  Optional<OciManifest> find(String key, Deadline deadline) {
    Request request = request(key).header("Accept", OciManifest.MEDIA_TYPE).build();
    try (Response answer =
        OciRetries.settled(() -> repository.read(request, Right.PULL, deadline), deadline)) {
      if (OciAnswers.require(answer, NOT_FOUND).code() == NOT_FOUND) {
        return Optional.empty();
      }
      OciManifest found =
          OciManifest.read(OciBody.read(answer, MAX_BYTES))
              .orElseThrow(() -> new StorageException(FOREIGN));
      return Optional.of(found);
    }
  }

  private Request.Builder request(String key) {
    return repository.request("manifests/" + OciTag.of(key));
  }

  /** Tags content whose bytes are in the repository. */
  void put(String key, Content content, Deadline deadline) {
    uploads.pushUnlessThere(OciManifest.CONFIG, deadline);
    RequestBody manifest = RequestBody.create(OciManifest.write(key, content), TYPE);
    Request request = request(key).put(manifest).build();
    OciAnswers.require(
            OciRetries.settled(() -> repository.call(request, Right.PUSH, deadline), deadline))
        .close();
  }

  /** Deletes by the digest, which every registry that deletes at all knows how to do. */
  void delete(OciManifest manifest, Deadline deadline) {
    Request request = repository.request("manifests/" + manifest.digest()).delete().build();
    Response answer = repository.call(request, Right.DELETE, deadline);
    try (answer) {
      if (answer.code() == 400 || answer.code() == 405) {
        throw new StorageException(OciAnswers.UNDELETABLE);
      }
      OciAnswers.require(answer, NOT_FOUND);
    }
  }
}
