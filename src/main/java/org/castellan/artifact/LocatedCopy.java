package org.castellan.artifact;

import java.util.Optional;
import org.castellan.backend.CasBackend;

/**
 * A copy on record, with the backend that holds it.
 *
 * @param verifiedLately whether it was found right within the last hour
 */
public record LocatedCopy(Artifact artifact, CasBackend backend, boolean verifiedLately) {

  /** Whether there is no need to say that this version of its object was found right. */
  boolean knownAsRight(String version) {
    return verifiedLately && artifact.verifiedVersion().equals(Optional.of(version));
  }
}
