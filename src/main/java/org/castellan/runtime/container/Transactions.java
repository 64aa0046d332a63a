package org.castellan.runtime.container;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * Whether the server has a JTA transaction around the caller. Looked up once, because threads that
 * the server's console sends have no names of the application's own. Thread-safe.
 */
public record Transactions(TransactionSynchronizationRegistry registry) {

  private static final String REGISTRY = "java:comp/TransactionSynchronizationRegistry";

  /** To be called on a thread of the application. */
  public static Transactions ofServer() {
    return new Transactions(
        Jndi.lookup(REGISTRY, TransactionSynchronizationRegistry.class, "Jakarta EE"));
  }

  public boolean active() {
    return registry.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
  }
}
