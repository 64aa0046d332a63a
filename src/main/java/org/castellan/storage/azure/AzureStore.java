package org.castellan.storage.azure;

import static org.castellan.storage.azure.AzureCalls.answered;

import com.azure.core.http.rest.PagedResponse;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import com.azure.storage.blob.models.ListBlobsOptions;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
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
import org.castellan.storage.WriteReadProbe;

/** The block blobs of one container. */
final class AzureStore implements BlobStore {

  private static final String THERE = "BlobAlreadyExists";

  /** Another upload of the same key was finished meanwhile, and with it went our blocks. */
  private static final String BLOCKS_GONE = "InvalidBlockList";

  private final AzureCalls calls;
  private final AzureReader reader;
  private final AzureUpload.Limits limits;

  AzureStore(AzureCalls calls, AzureUpload.Limits limits) {
    this.calls = calls;
    this.reader = new AzureReader(calls);
    this.limits = limits;
  }

  @Override
  public ProbeResult probe(String token, Deadline deadline) {
    return new WriteReadProbe(this, token, deadline).run();
  }

  @Override
  public PutOutcome put(String key, Content content, Deadline deadline) {
    var verified = new VerifiedContent(content);
    try {
      return send(key, content, verified, deadline);
    } catch (StorageException e) {
      throw verified.faultOr(e);
    }
  }

  private PutOutcome send(
      String key, Content content, VerifiedContent verified, Deadline deadline) {
    if (content.size() == 0) {
      verified.drain();
    }
    var upload = new AzureUpload(key, content, verified, limits);
    try {
      calls.run(deadline, upload::send);
      return PutOutcome.STORED;
    } catch (StorageException e) {
      if (e.failure().equals(Md5Stream.BROKEN_ON_THE_WAY)) {
        removeOurs(key, deadline, e);
      }
      if (!answered(e, THERE) && !answered(e, BLOCKS_GONE)) {
        throw e;
      }
      verified.drain();
      return Existing.compare(this, key, content, deadline).orElseThrow(() -> e);
    }
  }

  /** What was stored just now: where something else had been, it would still be there. */
  private void removeOurs(String key, Deadline deadline, StorageException corrupt) {
    try {
      delete(key, deadline);
    } catch (StorageException e) {
      corrupt.addSuppressed(e);
    }
  }

  @Override
  public Optional<Blob> get(String key, Part part, Deadline deadline) {
    return reader.get(key, part, deadline);
  }

  @Override
  public Optional<Description> describe(String key, Deadline deadline) {
    return reader.describe(key, deadline);
  }

  @Override
  public void delete(String key, Deadline deadline) {
    try {
      calls.run(
          deadline,
          container ->
              container
                  .getBlobClient(key)
                  .deleteWithResponse(DeleteSnapshotsOptionType.INCLUDE, null, null, Context.NONE));
    } catch (StorageException e) {
      if (!AzureReader.notThere(e)) {
        throw e;
      }
    }
  }

  @Override
  public int reap(Duration age, Deadline deadline) {
    OffsetDateTime before = OffsetDateTime.now(ZoneOffset.UTC).minus(age);
    List<String> leftovers =
        calls.call(deadline, AzureStore::ofProbes).stream()
            .filter(blob -> blob.getProperties().getLastModified().isBefore(before))
            .map(BlobItem::getName)
            .toList();
    leftovers.forEach(key -> delete(key, deadline));
    return leftovers.size();
  }

  /** The first page; the rest is for another time. */
  private static List<BlobItem> ofProbes(BlobContainerClient container) {
    var options = new ListBlobsOptions().setPrefix(WriteReadProbe.PREFIX);
    PagedResponse<BlobItem> page =
        container.listBlobs(options, null).iterableByPage().iterator().next();
    return page.getValue();
  }

  /** Its connections are the provider's and stay open for others. */
  @Override
  public void close() {}
}
