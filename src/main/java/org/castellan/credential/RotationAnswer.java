package org.castellan.credential;

import java.util.List;

/** What became of the wish for a rotation. */
public sealed interface RotationAnswer {

  /** It was begun, or goes on. */
  record Asked(RotationProgress progress) implements RotationAnswer {}

  /** These replicas do not have the key, as far as they said, and would be locked out. */
  record KeyMissing(KeyName key, List<String> nodes) implements RotationAnswer {}
}
