package org.castellan.storage.azure;

import static org.castellan.storage.azure.AzureCalls.answered;

import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import java.io.InputStream;
import java.util.Optional;
import org.castellan.storage.Blob;
import org.castellan.storage.Deadline;
import org.castellan.storage.Description;
import org.castellan.storage.Part;
import org.castellan.storage.StorageException;

/** Reads the objects of one container and what is known of them. */
record AzureReader(AzureCalls calls) {

  private static final String NOT_THERE = "BlobNotFound";
  private static final String OTHER_VERSION = "ConditionNotMet";
  private static final String BEYOND_THE_END = "InvalidRange";

  Optional<Blob> get(String key, Part part, Deadline deadline) {
    try {
      return Optional.of(calls.call(deadline, container -> get(container, key, part, deadline)));
    } catch (StorageException e) {
      return answered(e, BEYOND_THE_END)
          ? describe(key, deadline).map(it -> new Blob(it, InputStream.nullInputStream()))
          : absent(e);
    }
  }

  private static Blob get(BlobContainerClient container, String key, Part part, Deadline deadline) {
    HttpResponse answer =
        container.getHttpPipeline().sendSync(AzureObjects.get(container, key, part), Context.NONE);
    try {
      return new Blob(
          AzureObjects.describe(answer.getHeaders()), new AzureStream(answer, deadline));
    } catch (StorageException e) {
      answer.close();
      throw e;
    }
  }

  Optional<Description> describe(String key, Deadline deadline) {
    try {
      return Optional.of(
          calls.call(
              deadline,
              container ->
                  AzureObjects.describe(
                      container
                          .getBlobClient(key)
                          .getPropertiesWithResponse(null, null, Context.NONE)
                          .getHeaders())));
    } catch (StorageException e) {
      return absent(e);
    }
  }

  private static <T> Optional<T> absent(StorageException e) {
    if (notThere(e)) {
      return Optional.empty();
    }
    throw e;
  }

  /** Whether a call failed because there is no such object, or none of the wanted version. */
  static boolean notThere(StorageException e) {
    return answered(e, NOT_THERE) || answered(e, OTHER_VERSION);
  }
}
