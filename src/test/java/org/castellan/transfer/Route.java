package org.castellan.transfer;

/** A way to the storage and back. Thread-safe. */
interface Route {

  /** Returns when it is stored. */
  void put(Sample sample);

  /** Reads all of it, and fails when it is not as long as it was. */
  void get(Sample sample);
}
