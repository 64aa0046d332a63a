package org.castellan.lock;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Whose turn it is to speak on a connection. An interrupt neither ends the wait nor is lost. */
final class Turn {

  private final ReentrantLock lock = new ReentrantLock();

  /** Whether it was had within {@code patience}. */
  boolean take(Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return lock.tryLock(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void pass() {
    lock.unlock();
  }
}
