package org.castellan.web.limit;

/** Something that an organization does and that counts until it is closed. Thread-safe. */
@FunctionalInterface
public interface Place extends AutoCloseable {

  /** Gives the place back; the second time does nothing. */
  @Override
  void close();
}
