package org.castellan.web.stream;

import java.io.IOException;

/** Where a reader's events go. One thread at a time writes. */
interface Outlet {

  /**
   * Returns when the event is written, or handed to a network that took it.
   *
   * @throws IOException when the reader is gone or takes too long
   */
  void event(String id, String name, String data) throws IOException;

  /** Shows both sides that the other one is there. */
  void heartbeat() throws IOException;

  /** Ends the reader's request. Never throws; idempotent. */
  void close();
}
