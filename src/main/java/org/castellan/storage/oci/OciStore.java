package org.castellan.storage.oci;

import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Request;
import okhttp3.Response;
import org.castellan.storage.Blob;
import org.castellan.storage.BlobStore;
import org.castellan.storage.Deadline;
import org.castellan.storage.Description;
import org.castellan.storage.Existing;
import org.castellan.storage.Part;
import org.castellan.storage.ProbeResult;
import org.castellan.storage.PutOutcome;
import org.castellan.storage.StorageException;
import org.castellan.storage.VerifiedContent;
import org.castellan.storage.oci.OciRepository.Right;

/**
 * The artifacts of one repository.
 *
 * <p>Registries know no condition on a tag: whether a tag is taken is looked up before it is set.
 * Of two writers of different bytes under one key at the same moment, the later one wins. Bytes
 * themselves are never replaced: a registry keeps them by their digest, which it checks.
 *
 * <p>Deleting takes the manifest, and its tag with it. The bytes go with the registry's own garbage
 * collection, because only it knows whether another artifact of the repository has the same ones. A
 * registry that forbids to delete is told of: what claims to be deleted must not stay readable.
 */
final class OciStore implements BlobStore {

  private static final int PARTIAL = 206;
  private static final int NOT_FOUND = 404;

  private final OciRepository repository;
  private final OciUploads uploads;
  private final OciManifests manifests;

  OciStore(OciRepository repository, OciUploads uploads) {
    this.repository = repository;
    this.uploads = uploads;
    this.manifests = new OciManifests(repository, uploads);
  }

  /** Nothing is pushed: a probe needs no key of its own. */
  @Override
  public ProbeResult probe(String token, Deadline deadline) {
    return new OciProbe(repository, uploads).run(deadline);
  }

  @Override
  public PutOutcome put(String key, Content content, Deadline deadline) {
    var verified = new VerifiedContent(content);
    try {
      Optional<PutOutcome> there = compare(key, content, deadline);
      if (there.isPresent() || content.size() == 0) {
        verified.drain();
      }
      return there.isPresent() ? there.get() : store(key, content, verified, deadline);
    } catch (StorageException e) {
      throw verified.faultOr(e);
    }
  }

  private PutOutcome store(
      String key, Content content, VerifiedContent verified, Deadline deadline) {
    uploads.push(verified, content.size(), content.sha256(), deadline);
    try {
      manifests.put(key, content, deadline);
      return PutOutcome.STORED;
    } catch (StorageException e) {
      // Where tags cannot be changed, another writer may have been first.
      if (e.failure().retryable()) {
        throw e;
      }
      return compare(key, content, deadline).orElseThrow(() -> e);
    }
  }

  private Optional<PutOutcome> compare(String key, Content content, Deadline deadline) {
    return Existing.compare(this, key, content, deadline);
  }

  @Override
  public Optional<Blob> get(String key, Part part, Deadline deadline) {
    return manifests
        .find(key, deadline)
        .filter(it -> part.version().map(it.digest()::equals).orElse(true))
        .flatMap(it -> open(it, part, deadline));
  }

  private Optional<Blob> open(OciManifest manifest, Part part, Deadline deadline) {
    long length = part.whole() ? Long.MAX_VALUE : part.lengthIn(manifest.size());
    if (length == 0) {
      return Optional.of(new Blob(manifest.description(), InputStream.nullInputStream()));
    }
    Request.Builder request = repository.request("blobs/" + manifest.layer());
    if (!part.whole()) {
      long last = part.offset() + length - 1;
      request.header("Range", "bytes=" + part.offset() + "-" + last);
    }
    Response answer =
        OciAnswers.require(repository.read(request.build(), Right.PULL, deadline), NOT_FOUND);
    if (answer.code() == NOT_FOUND) {
      answer.close();
      return Optional.empty();
    }
    // A registry may give the whole object in spite of the range.
    long skip = answer.code() == PARTIAL ? 0 : part.offset();
    return Optional.of(new Blob(manifest.description(), new OciStream(answer, skip, length)));
  }

  @Override
  public Optional<Description> describe(String key, Deadline deadline) {
    return manifests.find(key, deadline).map(OciManifest::description);
  }

  @Override
  public void delete(String key, Deadline deadline) {
    manifests.find(key, deadline).ifPresent(it -> manifests.delete(it, deadline));
  }

  /** Nothing: the uploads that killed probes left open end by the registry's own rules. */
  @Override
  public int reap(Duration age, Deadline deadline) {
    return 0;
  }

  @Override
  public void close() {
    repository.close();
  }
}
