package org.castellan.credential;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Encrypts as another one does, until a test has it fail or pause. */
final class StoppableAead implements Aead, AutoCloseable {

  private final Aead real;
  private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
  private final CountDownLatch paused = new CountDownLatch(1);
  private final CountDownLatch goesOn = new CountDownLatch(1);
  private boolean fails;

  StoppableAead(Aead real) {
    this.real = real;
  }

  /** The keyring with this one in it. */
  Keyring in(Keyring keyring) {
    return new Keyring(this, keyring.primary(), keyring.keys());
  }

  void failAfter(int times) {
    fails = true;
    left.set(times);
  }

  void pauseAfter(int times) {
    left.set(times);
  }

  void awaitPause() throws InterruptedException {
    if (!paused.await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nothing was encrypted");
    }
  }

  @Override
  public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
    byte[] ciphertext = real.encrypt(plaintext, associatedData);
    if (left.decrementAndGet() == 0) {
      stop();
    }
    return ciphertext;
  }

  private void stop() {
    if (fails) {
      throw new IllegalStateException("killed");
    }
    paused.countDown();
    try {
      goesOn.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
    return real.decrypt(ciphertext, associatedData);
  }

  void goOn() {
    goesOn.countDown();
  }

  @Override
  public void close() {
    goOn();
  }
}
