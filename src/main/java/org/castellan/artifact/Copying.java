package org.castellan.artifact;

import static java.lang.System.Logger.Level.INFO;

import java.io.UncheckedIOException;
import org.castellan.backend.CasBackend;
import org.castellan.storage.BlobStore;
import org.castellan.storage.ContentMismatchException;
import org.castellan.storage.Part;
import org.castellan.storage.StorageException;

/** Copies artifacts from one backend to another, hashed on the way. Thread-safe. */
final class Copying {

  private static final System.Logger LOG = System.getLogger(Copying.class.getName());

  private final Uploads uploads;
  private final OpenCopies copies;

  Copying(Uploads uploads, OpenCopies copies) {
    this.uploads = uploads;
    this.copies = copies;
  }

  /** Whether the target has the artifact now. Never throws for what the providers do. */
  boolean copy(Artifact source, CasBackend target, String actor) {
    try (Held held = copies.open(source, Part.WHOLE).orElseThrow(Held::lost)) {
      var content =
          new BlobStore.Content(held.blob().stream(), source.size(), source.digest().hex());
      var upload = new Upload(target, source.fileName(), actor);
      UploadResult result = uploads.bring(upload, source.digest(), content);
      return result instanceof UploadResult.Stored;
    } catch (StorageException e) {
      LOG.log(INFO, "An artifact could not be copied: {0}", e.failure().errorClass());
      return false;
    } catch (ContentMismatchException | UncheckedIOException e) {
      LOG.log(INFO, "An artifact could not be copied: {0}", e.getClass());
      return false;
    }
  }
}
