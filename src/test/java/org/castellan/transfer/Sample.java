package org.castellan.transfer;

import org.castellan.testkit.GeneratedBytes;

/**
 * An artifact that is made while it is sent.
 *
 * @param size in bytes
 * @param sha256 lowercase hexadecimal
 */
record Sample(long size, long seed, String sha256) {

  static Sample of(long size, long seed) {
    return new Sample(size, seed, GeneratedBytes.sha256(size, seed));
  }

  GeneratedBytes open() {
    return new GeneratedBytes(size, seed);
  }
}
