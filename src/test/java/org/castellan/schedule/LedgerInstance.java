package org.castellan.schedule;

/** A ledger under test, what administrators see of it, and the clock that it goes by. */
record LedgerInstance(Ledger ledger, Checkers checkers, SettableClock clock) {

  static LedgerInstance inMemory() {
    var clock = new SettableClock();
    var ledger = new InMemoryLedger(clock);
    return new LedgerInstance(ledger, ledger, clock);
  }
}
