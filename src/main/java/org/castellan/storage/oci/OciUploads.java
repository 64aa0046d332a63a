package org.castellan.storage.oci;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.castellan.storage.Deadline;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.Sha256;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;
import org.castellan.storage.oci.OciRepository.Right;

/**
 * Uploads of bytes into a repository: few in one request, many in a stream, or in pieces where the
 * registry or the backend's own settings bound a request. Whatever fails half-way is cancelled.
 * Thread-safe.
 */
final class OciUploads {

  /**
   * In bytes: up to here it is one request, of bytes that are known to be right. Registries do not
   * cancel an upload whose only request held wrong ones.
   */
  private static final long SMALL = 1 << 20;

  private static final MediaType OCTETS = MediaType.get("application/octet-stream");

  private static final int NOT_FOUND = 404;

  /** Never seen: whoever gave the bytes knows what broke them. */
  private static final StorageFailure BROKEN =
      new StorageFailure(
          ErrorClass.PROVIDER_ERROR, "The upload was cancelled.", "Upload it again.", true);

  private final OciRepository repository;
  private final OptionalLong maxRequest;

  /**
   * @param maxRequest the most bytes that one request may carry
   */
  OciUploads(OciRepository repository, OptionalLong maxRequest) {
    this.repository = repository;
    this.maxRequest = maxRequest;
  }

  /** Opens an upload and cancels it: shows that pushing is allowed and leaves nothing. */
  void tryOut(Deadline deadline) {
    OciUpload.begin(repository, deadline).cancel();
  }

  /** For a few bytes that many artifacts share. */
  void pushUnlessThere(byte[] bytes, Deadline deadline) {
    String sha256 = Sha256.hex(bytes);
    Request request = repository.request("blobs/sha256:" + sha256).head().build();
    try (Response answer = repository.read(request, Right.PULL, deadline)) {
      if (OciAnswers.require(answer, NOT_FOUND).code() != NOT_FOUND) {
        return;
      }
    }
    push(new ByteArrayInputStream(bytes), bytes.length, sha256, deadline);
  }

  /**
   * @param bytes give as many as the size says, else the upload fails
   * @param sha256 lowercase hexadecimal
   */
  void push(InputStream bytes, long size, String sha256, Deadline deadline) {
    if (size <= SMALL) {
      RequestBody whole = RequestBody.create(whole(bytes), OCTETS);
      orCancel(deadline, upload -> upload.finish(whole, sha256));
      return;
    }
    var source = new OciSource(bytes);
    try {
      orCancel(deadline, upload -> push(source, size, sha256, upload));
    } finally {
      source.passInterruptOn();
    }
  }

  private static byte[] whole(InputStream bytes) {
    try {
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new StorageException(BROKEN, e);
    }
  }

  private void orCancel(Deadline deadline, Consumer<OciUpload> transfer) {
    OciUpload upload = OciUpload.begin(repository, deadline);
    try {
      transfer.accept(upload);
    } catch (StorageException e) {
      upload.cancel();
      throw e;
    }
  }

  private void push(OciSource source, long size, String sha256, OciUpload upload) {
    long most = Math.min(most(maxRequest), most(upload.longest()));
    for (long sent = 0; sent < size && !source.broken(); sent += Math.min(most, size)) {
      upload.add(new OciPiece(sent, size, most), source);
    }
    requireWhole(source);
    upload.finish(sha256);
  }

  private static long most(OptionalLong bytes) {
    return bytes.orElse(Long.MAX_VALUE);
  }

  private static void requireWhole(OciSource source) {
    if (source.broken()) {
      throw new StorageException(BROKEN);
    }
  }
}
