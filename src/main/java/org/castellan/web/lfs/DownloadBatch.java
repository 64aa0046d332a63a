package org.castellan.web.lfs;

import jakarta.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.castellan.artifact.Digest;
import org.castellan.artifact.Holdings.Holding;

/** Tells for each object where it can be had. */
record DownloadBatch(Map<Digest, Holding> held, Hrefs hrefs) {

  JsonObject answer(Pointer pointer, Digest digest) {
    Optional<Holding> holding = Optional.ofNullable(held.get(digest));
    return holding
        .map(
            it ->
                ObjectAnswers.ofOtherSize(pointer, it)
                    .orElseGet(() -> ObjectAnswers.actions(pointer, hrefs.download(digest))))
        .orElseGet(() -> ObjectAnswers.absent(pointer));
  }
}
