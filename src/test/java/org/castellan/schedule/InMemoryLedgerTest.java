package org.castellan.schedule;

class InMemoryLedgerTest extends LedgerContract {

  @Override
  LedgerInstance fresh() {
    return LedgerInstance.inMemory();
  }
}
