package org.castellan.storage;

/** What a provider is asked to do: one for each call of {@link BlobStore}. */
public enum Operation {
  PROBE,
  PUT,
  GET,
  DESCRIBE,
  DELETE,
  DISCARD,
  REAP
}
