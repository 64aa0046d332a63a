package org.castellan.testkit;

import java.util.List;
import org.castellan.storage.OutboundPolicy;

/** What a provider may reach in a test. */
public final class ThisMachine {

  private ThisMachine() {}

  /** A policy that lets it connect to 127.0.0.1, and else to what it lets everybody. */
  public static OutboundPolicy allowed() {
    return new OutboundPolicy(OutboundPolicy.Mode.PUBLIC, List.of("127.0.0.1"));
  }
}
