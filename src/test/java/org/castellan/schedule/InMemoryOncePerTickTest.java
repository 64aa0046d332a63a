package org.castellan.schedule;

class InMemoryOncePerTickTest extends OncePerTick {

  @Override
  LedgerInstance fresh() {
    return LedgerInstance.inMemory();
  }
}
