package org.castellan.runtime.container;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Whether the server has a JTA transaction around the caller. */
public final class Transactions {

  private static final String REGISTRY = "java:comp/TransactionSynchronizationRegistry";

  private Transactions() {}

  public static boolean active() {
    return Jndi.lookup(REGISTRY, TransactionSynchronizationRegistry.class, "Jakarta EE")
            .getTransactionStatus()
        != Status.STATUS_NO_TRANSACTION;
  }
}
