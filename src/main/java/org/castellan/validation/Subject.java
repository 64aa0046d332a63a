package org.castellan.validation;

import java.util.UUID;
import org.castellan.backend.CasBackend;
import org.castellan.backend.NewBackend;

/**
 * What is validated, and why.
 *
 * @param organization its id
 * @param name the backend's in its organization, which may not be registered yet
 */
public record Subject(Trigger trigger, UUID organization, String name, String provider) {

  static Subject of(Trigger trigger, CasBackend backend) {
    return new Subject(trigger, backend.organizationId(), backend.name(), backend.provider());
  }

  static Subject of(NewBackend candidate) {
    return new Subject(
        Trigger.CREATE, candidate.organizationId(), candidate.name(), candidate.provider());
  }
}
